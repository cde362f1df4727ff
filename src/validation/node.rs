//! Nodes, and runtime classes of `node.k8s.io`.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{CIDR, DNS_LABEL, LABEL_VALUE, QUALIFIED_NAME, parse_cidr};
use crate::validation::resources::resource_quantity;
use crate::validation::seen::Seen;
use crate::validation::{meta, pod};

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    match check.object.kind.as_ref() {
        "Node" => node(check),
        "RuntimeClass" => runtime_class(check),
        _ => {}
    }
}

/// Source: `ValidateNode`.
fn node(check: &mut Check<'_, '_>) {
    let spec = check.root().get("spec");
    let mut seen = Seen::new();
    for taint in spec.get("taints").items() {
        let (key, effect) = (taint.get("key"), taint.get("effect"));
        check.format_of_set(key, &QUALIFIED_NAME);
        check.format(taint.get("value"), &LABEL_VALUE);
        check.required_one_of(effect, &["NoSchedule", "PreferNoSchedule", "NoExecute"]);
        let both = (key.text(), effect.text());
        if let Some(first) = seen.before(both, key) {
            check.duplicate(taint.shown_at(key.place()), first);
        }
    }
    pod_ranges(check, spec);
    avoided_pods(check);
    status(check, check.root().get("status"));
}

/// Pods that the node does better without. Source: `ValidateAvoidPodsInNodeAnnotations`.
fn avoided_pods(check: &mut Check<'_, '_>) {
    let annotations = check.root().at(&["metadata", "annotations"]);
    let avoided = annotations.get("scheduler.alpha.kubernetes.io/preferAvoidPods");
    let text = avoided.text();
    if text.is_empty() {
        return;
    }
    let is_controller = |pod: &serde_json::Value| {
        let controller = pod.pointer("/podSignature/podController/controller");
        controller == Some(&serde_json::Value::Bool(true))
    };
    let read: Option<serde_json::Value> = serde_json::from_str(&text).ok();
    let pods = read.map(|read| {
        read["preferAvoidPods"]
            .as_array()
            .cloned()
            .unwrap_or_default()
    });
    if !pods.is_some_and(|pods| pods.iter().all(is_controller)) {
        check.invalid(avoided, "a list in JSON of the controllers of pods");
    }
}

/// The longest name of a feature.
const LONGEST_FEATURE: usize = 253;

/// What a status that somebody writes must be. Source: `ValidateNodeResources` and `validateNodeDeclaredFeatures`.
fn status<'t>(check: &mut Check<'_, 't>, status: Field<'t>) {
    for list in ["capacity", "allocatable"] {
        for (key, amount) in status.get(list).entries() {
            resource_quantity(check, &key.as_key(), amount);
        }
    }
    let swap = status.at(&["nodeInfo", "swap", "capacity"]);
    check.range(swap, 1, i64::MAX);
    let features: Vec<Field<'t>> = status.get("declaredFeatures").items().collect();
    for feature in &features {
        let text = feature.text();
        let is_part = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_alphabetic())
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let is_one =
            text.starts_with(|c: char| c.is_ascii_uppercase()) && text.split('/').all(is_part);
        if feature.is_text() && (!is_one || text.len() > LONGEST_FEATURE) {
            check.invalid(*feature, "the name of a feature, like `MyFeature`");
        }
    }
    for pair in features.windows(2) {
        if pair[0].text() == pair[1].text() {
            check.duplicate(pair[1], pair[0]);
        } else if pair[0].text() > pair[1].text() {
            check.conflict(pair[1], "the features are not in order", "sort them");
        }
    }
}

/// The ranges of the addresses of pods. The older field holds where the first of the newer one differs.
fn pod_ranges<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let (first, ranges) = (spec.get("podCIDR"), spec.get("podCIDRs"));
    let text = first.text();
    if !text.is_empty() && !ranges.items().next().is_some_and(|range| range.is(&text)) {
        return check.format(first, &CIDR);
    }
    for range in ranges.items() {
        check.format_of_set(range, &CIDR);
    }
    let families: Vec<bool> = ranges
        .items()
        .filter_map(|range| Some(parse_cidr(&range.text())?.0.is_ipv4()))
        .collect();
    let dual = families.len() == 2 && families[0] != families[1];
    if ranges.len() > 1 && !dual {
        let message = "there is more than one range of the same family";
        check.conflict(ranges, message, "write one of IPv4 and one of IPv6");
    }
}

/// Source: `ValidateRuntimeClass`.
fn runtime_class(check: &mut Check<'_, '_>) {
    let root = check.root();
    check.required_format(root.get("handler"), &DNS_LABEL);
    overhead(check, root.get("overhead"));
    let scheduling = root.get("scheduling");
    meta::labels(check, scheduling.get("nodeSelector"));
    let tolerations = scheduling.get("tolerations");
    pod::tolerations(check, tolerations);
    let mut seen = Seen::new();
    for toleration in tolerations.items() {
        let parts = ["key", "operator", "value", "effect"].map(|name| toleration.get(name).text());
        if let Some(first) = seen.before(parts, toleration) {
            check.duplicate(toleration, first);
        }
    }
}

/// What the runtime itself needs. The server names the map of a container's limits.
fn overhead<'t>(check: &mut Check<'_, 't>, overhead: Field<'t>) {
    pod::fixed_overhead(check, overhead.get("podFixed"));
}
