//! Horizontal pod autoscalers: `autoscaling`. Source: `validateHorizontalPodAutoscalerSpec`.

use crate::diagnostic::Reason;
use crate::quantity::Quantity;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_LABEL, PATH_SEGMENT};
use crate::validation::pod;
use crate::validation::versions::{SCALED_TO_ZERO, SCALED_VERSIONS};

/// Seconds.
const MOST_PERIOD: i64 = 1800;
const MOST_WINDOW: i64 = 3600;

/// Where a metric comes from: its type and the field that says more, in the server's order.
const SOURCES: [(&str, &str); 5] = [
    ("Object", "object"),
    ("External", "external"),
    ("Pods", "pods"),
    ("Resource", "resource"),
    ("ContainerResource", "containerResource"),
];

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    if check.object.kind != "HorizontalPodAutoscaler" {
        return;
    }
    let spec = check.root().get("spec");
    let (least, most) = (spec.get("minReplicas"), spec.get("maxReplicas"));
    if check.has(&SCALED_TO_ZERO) {
        check.range(least, 0, i64::MAX);
    } else {
        check.range(least, 1, i64::MAX);
    }
    if !most.is_set() || most.int() == Some(0) {
        check.required(most, "maxReplicas: 10");
    } else if let (Some(least), Some(most_int)) = (least.int(), most.int())
        && most_int < least
        && least > 1
    {
        below_minimum(check, spec, (most_int, least));
    } else {
        check.range(most, 1, i64::MAX);
    }
    let target = spec.get("scaleTargetRef");
    let core = target.get("kind").is("ReplicationController");
    object_reference(check, target, core);
    check.range(spec.get("targetCPUUtilizationPercentage"), 1, i64::MAX);
    // The metrics of v2beta1 have other fields, and no targets.
    if check.object.api_version != "autoscaling/v2beta1" {
        for metric in spec.get("metrics").items() {
            metric_spec(check, metric);
        }
        if check.has(&SCALED_TO_ZERO) && least.int() == Some(0) {
            from_zero(check, spec);
        }
    }
    for direction in ["scaleUp", "scaleDown"] {
        scaling_rules(check, spec.at(&["behavior", direction]));
    }
}

/// What has no pods has no metrics of pods: another must tell when there is to be one.
fn from_zero<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    /// Where `autoscaling/v1` keeps the metrics that it has no field for.
    const METRICS: &str = "autoscaling.alpha.kubernetes.io/metrics";
    let metrics = spec.get("metrics");
    let tells =
        |metric: Field<'_>| metric.get("type").is("Object") || metric.get("type").is("External");
    let annotations = check.root().at(&["metadata", "annotations"]);
    if metrics.items().any(tells) || annotations.find(METRICS).is_some() {
        return;
    }
    let message = "`minReplicas: 0` needs a metric of the type `Object` or `External`".to_owned();
    let help = "add such a metric, or write `minReplicas: 1`".to_owned();
    let shown = spec.get("minReplicas").place();
    check.at(
        Reason::Forbidden,
        metrics.shown_at(shown),
        message,
        Some(help),
    );
}

fn below_minimum<'t>(check: &mut Check<'_, 't>, spec: Field<'t>, (most, least): (i64, i64)) {
    let message = format!("`maxReplicas` {most} is below `minReplicas` {least}");
    let help = format!("`maxReplicas: {least}` or more, or a smaller `minReplicas`");
    let label = spec.get("minReplicas").place().span();
    let found = check.at(
        Reason::Invalid,
        spec.get("maxReplicas"),
        message,
        Some(help),
    );
    if let Some(found) = found {
        found.add_label(label, "the least is more");
    }
}

/// Source: `ValidateCrossVersionObjectReference`. Only kinds of the core group have no group.
fn object_reference<'t>(check: &mut Check<'_, 't>, reference: Field<'t>, core: bool) {
    check.required_format(reference.get("kind"), &PATH_SEGMENT);
    check.required_format(reference.get("name"), &PATH_SEGMENT);
    if !check.has(&SCALED_VERSIONS) {
        return;
    }
    let version = reference.get("apiVersion");
    let text = version.text();
    let slashes = text.matches('/').count();
    let grouped = slashes == 1 && !text.starts_with('/');
    if version.is_text() && (slashes > 1 || !core && !grouped) {
        check.invalid(version, "a group and a version, like `apps/v1`");
    }
}

/// Source: `validateMetricSpec`.
fn metric_spec<'t>(check: &mut Check<'_, 't>, metric: Field<'t>) {
    let kind = metric.get("type");
    let kinds = SOURCES.map(|(kind, _)| kind);
    check.required_one_of(kind, &kinds);
    if kind.is_empty() {
        check.unsupported(kind, &kinds);
    }
    let set: Vec<(&str, &'static str)> = SOURCES
        .into_iter()
        .filter(|(_, name)| metric.get(name).is_set())
        .collect();
    if let Some(&(_, name)) = set.first() {
        source(check, name, metric.get(name));
    }
    let expected = SOURCES.iter().find(|(name, _)| kind.is(name));
    if let Some((_, name)) = expected.filter(|(_, name)| !metric.get(name).is_set()) {
        check.required(metric.get(name), &format!("{name}: {{…}}"));
    }
    if set.len() > 1 {
        for (other, name) in set {
            if !kind.is(other) {
                check.forbidden(metric.get(name), "beside the source that `type` says");
            }
        }
    }
}

fn source<'t>(check: &mut Check<'_, 't>, name: &str, source: Field<'t>) {
    let target = source.get("target");
    let (value, average) = (target.get("value"), target.get("averageValue"));
    let utilization = target.get("averageUtilization");
    match name {
        "object" => object_reference(check, source.get("describedObject"), true),
        "containerResource" => check.required_format(source.get("container"), &DNS_LABEL),
        _ => {}
    }
    match name {
        "resource" | "containerResource" => {
            let resource = source.get("name");
            if resource.is_empty() {
                check.required(resource, "name: cpu");
            } else if name == "containerResource" {
                pod::container_resource_name(check, resource, &resource.text());
            }
            if !utilization.is_set() && !average.is_set() {
                check.required(utilization, "averageUtilization: 80");
            }
            if utilization.is_set() && average.is_set() {
                check.forbidden(average, "beside `averageUtilization`");
            }
        }
        _ => check.required_format(source.at(&["metric", "name"]), &PATH_SEGMENT),
    }
    match name {
        "object" | "external" if !value.is_set() && !average.is_set() => {
            check.required(average, "averageValue: 10");
        }
        "external" if value.is_set() && average.is_set() => {
            check.forbidden(value, "beside `averageValue`");
        }
        "pods" if !average.is_set() => check.required(average, "averageValue: 10"),
        _ => {}
    }
    metric_target(check, target);
}

fn metric_target<'t>(check: &mut Check<'_, 't>, target: Field<'t>) {
    let kind = target.get("type");
    let kinds = ["Utilization", "Value", "AverageValue"];
    if kind.is_empty() {
        check.required(kind, "type: Utilization");
    }
    if kind.is_text() && !kinds.contains(&kind.text().as_ref()) {
        check.invalid(kind, &crate::schema::one_of(&kinds));
    }
    for name in ["value", "averageValue"] {
        let amount = target.get(name);
        if amount
            .quantity()
            .is_some_and(|amount| amount <= Quantity::ZERO)
        {
            check.invalid(amount, "an amount above 0");
        }
    }
    check.range(target.get("averageUtilization"), 1, i64::MAX);
}

/// Source: `validateScalingRules`. Policies that are not written are filled in; an empty list is not.
fn scaling_rules<'t>(check: &mut Check<'_, 't>, rules: Field<'t>) {
    check.range(rules.get("stabilizationWindowSeconds"), 0, MOST_WINDOW);
    let select = rules.get("selectPolicy");
    let known = ["Max", "Min", "Disabled"];
    if select
        .str()
        .is_some_and(|text| !known.contains(&text.as_ref()))
    {
        check.unsupported(select, &known);
    }
    let policies = rules.get("policies");
    if policies.is_set() && policies.is_empty() {
        check.required(
            policies,
            "policies: [{type: Pods, value: 4, periodSeconds: 60}]",
        );
    }
    for policy in policies.items() {
        let kind = policy.get("type");
        if kind.is_text() && !["Pods", "Percent"].contains(&kind.text().as_ref()) {
            check.unsupported(kind, &["Percent", "Pods"]);
        }
        for (name, most) in [("value", i64::MAX), ("periodSeconds", MOST_PERIOD)] {
            let field = policy.get(name);
            if field.is_set() {
                check.range(field, 1, most);
            } else {
                check.invalid(field, "a number from 1 on");
            }
        }
    }
    let tolerance = rules.get("tolerance");
    if tolerance
        .quantity()
        .is_some_and(|amount| amount < Quantity::ZERO)
    {
        check.invalid(tolerance, "no negative amount");
    }
}
