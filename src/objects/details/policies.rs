//! What is known of the policies that isolate pods: those of the API, and those of network plugins that do the same.

use serde::{Deserialize, Serialize};

use crate::objects::Object;
use crate::objects::inventory::Labels;
use crate::objects::references::Asked;
use crate::yaml::Cursor;

/// A policy that isolates the pods that it selects.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Policy {
    /// Whether it limits who reaches these pods.
    pub ingress: bool,
    /// Whether it limits what they send.
    pub egress: bool,
    /// The labels that it asks pods for, none for all pods; `None` if it asks in another way, and may mean any.
    pub pods: Option<Labels>,
    /// Whether it is for all namespaces.
    pub is_everywhere: bool,
}

impl Policy {
    /// That of an object, if it is one of a kind that is known.
    pub(super) fn of(object: &Object<'_>) -> Option<Self> {
        match (object.group(), &*object.kind) {
            ("networking.k8s.io", "NetworkPolicy") => Some(of_api(object)),
            ("cilium.io", "CiliumNetworkPolicy") => Some(of_cilium(object, false)),
            ("cilium.io", "CiliumClusterwideNetworkPolicy") => Some(of_cilium(object, true)),
            ("projectcalico.org" | "crd.projectcalico.org", "NetworkPolicy") => {
                Some(of_calico(object, false))
            }
            ("projectcalico.org" | "crd.projectcalico.org", "GlobalNetworkPolicy") => {
                Some(of_calico(object, true))
            }
            _ => None,
        }
    }
}

/// Source: the API on `policyTypes`, which are, where none are written, `Ingress`, and `Egress` if there are rules for that.
fn of_api(object: &Object<'_>) -> Policy {
    let spec = object.root.get("spec");
    let (ingress, egress) = directions(spec, "policyTypes");
    let selector = spec.and_then(|spec| spec.get("podSelector"));
    Policy {
        ingress: ingress.unwrap_or(true),
        egress: egress.unwrap_or_else(|| has(spec, "egress")),
        pods: selected(selector, |key| Some(key)),
        is_everywhere: false,
    }
}

/// Source: <https://docs.tigera.io/calico/latest/reference/resources/networkpolicy>, on `types` and `selector`, an
/// expression of Calico's own.
fn of_calico(object: &Object<'_>, is_everywhere: bool) -> Policy {
    let spec = object.root.get("spec");
    let (ingress, egress) = directions(spec, "types");
    let has_egress = has(spec, "egress");
    Policy {
        ingress: ingress.unwrap_or(has(spec, "ingress") || !has_egress),
        egress: egress.unwrap_or(has_egress),
        pods: None,
        is_everywhere,
    }
}

/// Source: <https://docs.cilium.io/en/stable/security/policy/intro/>: a rule in `spec`, or several in `specs`, each of which
/// isolates its pods in the directions that it has rules for.
fn of_cilium(object: &Object<'_>, is_everywhere: bool) -> Policy {
    let one = object.root.get("spec").into_iter();
    let several = object.root.get("specs");
    let several = several.into_iter().flat_map(|specs| specs.items());
    let rules: Vec<_> = one.chain(several).collect();
    let any = |allows: &str, denies: &str| {
        let mut rules = rules.iter().map(|rule| Some(*rule));
        rules.any(|rule| has(rule, allows) || has(rule, denies))
    };
    let pods = match rules[..] {
        [rule] => selected(rule.get("endpointSelector"), own_label),
        _ => None,
    };
    Policy {
        ingress: any("ingress", "ingressDeny"),
        egress: any("egress", "egressDeny"),
        pods,
        is_everywhere,
    }
}

/// Cilium's name of a pod's own label, which may say where the label comes from. Those of namespaces, accounts and hosts are
/// no labels of pods.
fn own_label(key: &str) -> Option<&str> {
    let own = key
        .strip_prefix("k8s:")
        .or_else(|| key.strip_prefix("any:"));
    let own = own.unwrap_or(key);
    let is_other =
        own.contains(':') || own.starts_with("io.kubernetes.") || own.starts_with("io.cilium.");
    (!is_other).then_some(own)
}

/// Whether each direction is named; `None` where no list of them is written.
fn directions(spec: Option<Cursor<'_>>, field: &str) -> (Option<bool>, Option<bool>) {
    let types = spec.and_then(|spec| spec.get(field));
    let types = types.filter(|types| types.items().next().is_some());
    let names = |name: &str| types.map(|types| types.items().any(|item| item.as_key() == name));
    (names("Ingress"), names("Egress"))
}

fn has(spec: Option<Cursor<'_>>, field: &str) -> bool {
    let value = spec.and_then(|spec| spec.get(field));
    value.is_some_and(|value| !value.is_null())
}

/// The labels that a selector asks for, by the names that `name` gives them.
fn selected(selector: Option<Cursor<'_>>, name: fn(&str) -> Option<&str>) -> Option<Labels> {
    let Some(selector) = selector else {
        return Some(Labels::default());
    };
    let asked = Asked::by(&selector, false);
    if !asked.is_by_labels {
        return None;
    }
    let labels = asked.labels.into_iter();
    labels
        .map(|(key, value)| Some((name(&key)?.into(), value)))
        .collect()
}
