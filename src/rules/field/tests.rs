use super::{FieldRule, containers, judge, objects, pods, running};
use crate::api::Versions;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::objects::{ConfigMaps, Workload, recognize};
use crate::rules::{self, KnownPod, ObjectContext, Parameters, PodContext, Value};
use crate::source::SourceId;
use crate::yaml::Tree;

fn asked() -> RuleId {
    rules::find("image-tag-latest").unwrap().id
}

fn found_with(rule: &FieldRule, text: &str, parameters: &Parameters) -> Vec<Diagnostic> {
    let tree = Tree::read(text);
    let document = &tree.documents()[0];
    let objects = recognize(SourceId(0), "a.yaml", &tree, document).objects();
    let (object, versions) = (&objects[0], Versions::default());
    let mut found = Vec::new();
    if rule.is_of_pods() {
        let config_maps = ConfigMaps::of(&tree);
        let workload = Workload::of(object).unwrap();
        let known = KnownPod::of(object, &workload, &config_maps, versions, parameters);
        judge::of_pod(
            rule,
            &PodContext {
                rule: asked(),
                known,
            },
            &mut found,
        );
    } else {
        let context = ObjectContext {
            rule: asked(),
            object,
            versions,
            parameters,
        };
        judge::of_object(rule, &context, &mut found);
    }
    found
}

/// Message, field and the text that is pointed at.
fn found(rule: &FieldRule, text: &str) -> Vec<String> {
    let all = found_with(rule, text, &Parameters::default()).into_iter();
    let told = |found: Diagnostic| {
        let field = found.field.unwrap_or_default();
        format!(
            "{} | {field} | {}",
            found.message,
            found.primary.span.of(text)
        )
    };
    all.map(told).collect()
}

fn pod(spec: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: shop}}\nspec: {spec}\n")
}

#[test]
fn what_a_container_does_not_say_its_pod_does() {
    let rule = containers("securityContext.runAsUser")
        .or_of_pod("securityContext.runAsUser")
        .at_least(1)
        .says("is {}", "");
    let spec = "{securityContext: {runAsUser: 0}, containers: [{name: a}, {name: b, securityContext: {runAsUser: 7}}]}";
    assert_eq!(
        found(&rule, &pod(spec)),
        ["`a` is 0 | spec.securityContext.runAsUser | 0"]
    );
    let spec = "{securityContext: {runAsUser: 7}, containers: [{name: a}, {name: b, securityContext: {runAsUser: 0}}]}";
    assert_eq!(
        found(&rule, &pod(spec)),
        ["`b` is 0 | spec.containers[1].securityContext.runAsUser | 0"]
    );
}

#[test]
fn what_is_not_written_is_pointed_at_where_it_should_be() {
    let rule = running("resources.limits[a.b/c]").says("has none", "");
    let spec = "{containers: [{name: a, resources: {limits: {a.b/c: 1}}}, {name: b, resources: {limits: {}}}]}";
    assert_eq!(
        found(&rule, &pod(spec)),
        ["`b` has none | spec.containers[1].resources.limits[a.b/c] | b"]
    );
    let of_pod = pods("priorityClassName").says("has none", "");
    assert_eq!(
        found(&of_pod, &pod("{containers: []}")),
        ["the pod has none | spec.priorityClassName | spec"]
    );
    let of_item = running("ports[].name").says("has none", "");
    assert_eq!(
        found(
            &of_item,
            &pod("{containers: [{name: a, ports: [{containerPort: 1}]}]}")
        ),
        ["`a` has none | spec.containers[0].ports[0].name | containerPort"]
    );
    let of_object = objects(&[("", "Pod")], "metadata.namespace").says("has none", "");
    assert_eq!(
        found(&of_object, &pod("{}")),
        ["the Pod `shop` has none | metadata.namespace | shop"]
    );
}

#[test]
fn containers_are_asked_by_when_they_run() {
    let spec =
        "{initContainers: [{name: i}, {name: s, restartPolicy: Always}], containers: [{name: c}]}";
    let named = |rule: FieldRule| {
        let all = found(&rule.says("x", ""), &pod(spec));
        all.iter()
            .map(|told| told[1..2].to_owned())
            .collect::<String>()
    };
    assert_eq!(named(containers("a")), "isc");
    assert_eq!(named(running("a")), "cs");
}

#[test]
fn a_value_is_held_against_what_is_wanted() {
    let fits = |rule: FieldRule, value: &str| {
        found(&rule.says("x", ""), &pod(&format!("{{v: {value}}}"))).is_empty()
    };
    let v = || pods("v");
    assert!(
        fits(v().is("true"), "true") && !fits(v().is("true"), "false") && !fits(v().is("true"), "")
    );
    assert!(fits(v().is_not("true"), "") && !fits(v().is_not("true"), "true"));
    assert!(
        fits(v().is("true").by_default("true"), "") && !fits(v().is_not("1").by_default("1"), "")
    );
    assert!(fits(v().one_of(&["a", "b"]), "b") && !fits(v().one_of(&["a"]), "b"));
    assert!(fits(v().none_of(&["a"]), "b") && !fits(v().none_of(&["a", "b"]), "b"));
    assert!(fits(v().none_like(&["a*"]), "b") && !fits(v().none_like(&["b", "a*"]), "ab"));
    assert!(
        fits(v().has("ALL"), "[all]") && !fits(v(), "[]") && fits(v(), "[a]") && !fits(v(), "{}")
    );
    assert!(fits(v().has("ALL"), "[NET_RAW, ALL]") && !fits(v().has("ALL"), "[NET_RAW]"));
    assert!(
        fits(v().at_least(2), "2") && !fits(v().at_least(2), "1") && !fits(v().at_least(2), "")
    );
    assert!(fits(v().at_most(2), "2") && !fits(v().at_most(2), "3") && fits(v().at_most(2), ""));
    assert!(
        fits(v().is_absent(), "") && fits(v().is_absent(), "null") && !fits(v().is_absent(), "0")
    );
    assert!(
        !fits(pods("v[]").none_of(&["a"]), "[b, a]") && fits(pods("v[]").none_of(&["a"]), "[]")
    );
}

#[test]
fn parameters_say_which_values_are_wanted() {
    let mut parameters = Parameters::default();
    let like = pods("v").like_parameter("moving").says("x", "");
    let unlike = pods("v").unlike_parameter("moving").says("x", "");
    let text = pod("{v: quay.io/a}");
    let is_found =
        |rule: &FieldRule, parameters: &Parameters| !found_with(rule, &text, parameters).is_empty();
    parameters.set(
        asked(),
        "moving",
        Value::Words(vec!["quay.io/*".to_owned()]),
    );
    assert!(!is_found(&like, &parameters) && is_found(&unlike, &parameters));
    parameters.set(
        asked(),
        "moving",
        Value::Words(vec!["ghcr.io/*".to_owned()]),
    );
    assert!(is_found(&like, &parameters) && !is_found(&unlike, &parameters));
    parameters.set(asked(), "moving", Value::Words(Vec::new()));
    assert!(!is_found(&like, &parameters) && !is_found(&unlike, &parameters));
    parameters.set(asked(), "least", Value::Number(3));
    let least = pods("number").at_least_parameter("least").says("x", "");
    let most = pods("number").at_most_parameter("least").says("x", "");
    let number = |rule: &FieldRule, n: i64| {
        found_with(rule, &pod(&format!("{{number: {n}}}")), &parameters).len()
    };
    assert_eq!(
        [
            number(&least, 2),
            number(&least, 3),
            number(&most, 3),
            number(&most, 4)
        ],
        [1, 0, 0, 1]
    );
}

#[test]
fn values_of_a_pod_that_end_a_sentence_are_told_together() {
    let rule = pods("v[]").is_absent().says("mounts: {}", "");
    let all = found_with(&rule, &pod("{v: [a, b]}"), &Parameters::default());
    let shared: Vec<_> = all
        .iter()
        .filter_map(|found| found.shared.as_deref())
        .collect();
    assert_eq!(shared[0].message(), "the pod mounts: a");
    assert_eq!(shared[0].together(&["a", "b"]), "the pod mounts: a and b");
    assert_eq!(
        (&shared[0].before, &shared[0].one),
        (&shared[1].before, &shared[1].one)
    );
}
