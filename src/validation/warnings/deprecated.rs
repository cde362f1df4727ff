//! Labels, annotations and volumes that were given up.

use crate::diagnostic::RuleId;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::is_label_value;
use crate::validation::versions::WARNS_OF_LABEL_VALUES;

/// Node labels and what took their place. Source: `pkg/api/node`.
const NODE_LABELS: [(&str, &str); 8] = [
    ("beta.kubernetes.io/arch", "kubernetes.io/arch"),
    ("beta.kubernetes.io/os", "kubernetes.io/os"),
    (
        "failure-domain.beta.kubernetes.io/region",
        "topology.kubernetes.io/region",
    ),
    (
        "failure-domain.beta.kubernetes.io/zone",
        "topology.kubernetes.io/zone",
    ),
    (
        "beta.kubernetes.io/instance-type",
        "node.kubernetes.io/instance-type",
    ),
    ("app.kubernetes.io/created-by", ""),
    (
        "scheduler.alpha.kubernetes.io/preferAvoidPods",
        "taints and tolerations",
    ),
    (
        "node-role.kubernetes.io/master",
        "node-role.kubernetes.io/control-plane",
    ),
];

/// Volumes of pods that no longer work, and since when. Source: `warningsForPodSpecAndMeta`.
const VOLUMES: [(&str, &str); 9] = [
    ("photonPersistentDisk", "since 1.16"),
    ("gitRepo", "by default since 1.33"),
    ("scaleIO", "since 1.22"),
    ("flocker", "since 1.25"),
    ("storageos", "since 1.25"),
    ("quobyte", "since 1.25"),
    ("glusterfs", "since 1.26"),
    ("cephfs", "since 1.31"),
    ("rbd", "since 1.31"),
];

/// A label of nodes by which something is selected. `field` is what the server names.
pub(super) fn node_label<'t>(check: &mut Check<'_, 't>, field: Field<'t>, label: &str) {
    let Some((_, instead)) = NODE_LABELS.iter().find(|(name, _)| *name == label) else {
        return;
    };
    let message = match *instead {
        "" => format!("the label `{label}` is deprecated"),
        instead => format!("the label `{label}` is deprecated: use {}", quoted(instead)),
    };
    check.warn(RuleId::DEPRECATED_FIELD, field, message);
}

fn quoted(name: &str) -> String {
    if name.contains('/') {
        format!("`{name}`")
    } else {
        name.to_owned()
    }
}

/// The terms of a node selector, one of which is enough. A label that was given up is there for old nodes where another term
/// has the one that took its place.
pub(super) fn node_selector_terms<'t>(check: &mut Check<'_, 't>, terms: Field<'t>) {
    let keys: Vec<_> = terms
        .items()
        .flat_map(|term| term.get("matchExpressions").items())
        .map(|expression| expression.get("key").text())
        .collect();
    for expression in terms
        .items()
        .flat_map(|term| term.get("matchExpressions").items())
    {
        let key = expression.get("key");
        let label = key.text();
        let successor = NODE_LABELS.iter().find(|(name, _)| *name == label);
        if !successor.is_some_and(|(_, instead)| keys.iter().any(|known| known == instead)) {
            node_label(check, key, &label);
        }
    }
}

/// The expressions of a node selector's term. Preferences take values that are no labels, which match
/// nothing.
pub(super) fn node_selector_term<'t>(check: &mut Check<'_, 't>, term: Field<'t>, values: bool) {
    for expression in term.get("matchExpressions").items() {
        let key = expression.get("key");
        node_label(check, key, &key.text());
        for value in expression.get("values").items().filter(|_| values) {
            let text = value.text();
            if !is_label_value(&text) {
                let message = format!("no node has `{text}` as the value of a label");
                check.warn_since(
                    &WARNS_OF_LABEL_VALUES,
                    RuleId::IGNORED_VALUE,
                    value,
                    message,
                );
            }
        }
    }
}

/// A volume, of a pod or a persistent one.
pub(super) fn volume_source<'t>(check: &mut Check<'_, 't>, volume: Field<'t>) {
    for (name, since) in VOLUMES {
        let source = volume.get_if_defined(name);
        if source.is_set() {
            let message = format!("`{name}` volumes do not work any more, {since}");
            check.warn(RuleId::DEPRECATED_FIELD, source, message);
        }
    }
}

/// An annotation whose place a field took.
pub(super) fn annotation<'t>(check: &mut Check<'_, 't>, annotation: Field<'t>, field: &str) {
    let text = annotation.place();
    let message = format!(
        "the annotation `{}` is deprecated: use {field}",
        text.as_key()
    );
    check.warn(RuleId::DEPRECATED_FIELD, annotation, message);
}
