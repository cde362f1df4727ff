//! What keeps the pods of a workload apart.

use crate::objects::{Object, Pod, Text};
use crate::yaml::Cursor;

/// The labels of nodes that say where they are. Source: <https://kubernetes.io/docs/reference/labels-annotations-taints/>.
const PLACES: [&str; 5] = [
    "kubernetes.io/hostname",
    "topology.kubernetes.io/zone",
    "topology.kubernetes.io/region",
    "failure-domain.beta.kubernetes.io/zone",
    "failure-domain.beta.kubernetes.io/region",
];

/// Whether a pod says that others like it are to be placed elsewhere, or rather would be: by topology spread constraints, or by
/// anti-affinity to pods with its own labels.
pub(super) fn is_spread(object: &Object<'_>, pod: &Pod<'_>) -> bool {
    if items(pod.spec.get("topologySpreadConstraints"))
        .next()
        .is_some()
    {
        return true;
    }
    let affinity = pod.spec.get("affinity");
    let Some(apart) = affinity.and_then(|affinity| affinity.get("podAntiAffinity")) else {
        return false;
    };
    let preferred = items(apart.get("preferredDuringSchedulingIgnoredDuringExecution"));
    let preferred = preferred.filter_map(|term| term.get("podAffinityTerm"));
    let required = items(apart.get("requiredDuringSchedulingIgnoredDuringExecution"));
    preferred
        .chain(required)
        .any(|term| is_apart(object, pod, &term))
}

fn items(at: Option<Cursor<'_>>) -> impl Iterator<Item = Cursor<'_>> {
    at.into_iter().flat_map(|list| list.items())
}

fn is_apart(object: &Object<'_>, pod: &Pod<'_>, term: &Cursor<'_>) -> bool {
    let is_place = Text::field(term, "topologyKey").is_some_and(|key| PLACES.contains(&&*key));
    let namespaces = Text::list(term, "namespaces");
    let is_near = object.namespace().is_none_or(|own| {
        namespaces.is_empty() || namespaces.iter().any(|namespace| **namespace == *own)
    });
    let selects = |selector: Cursor<'_>| selects(&selector, pod.labels);
    is_place && is_near && term.get("labelSelector").is_some_and(selects)
}

/// Whether a `LabelSelector` selects labels.
fn selects(selector: &Cursor<'_>, labels: Option<Cursor<'_>>) -> bool {
    let own = |key: &str| Text::field(&labels?, key);
    let wanted = selector.get("matchLabels");
    let mut wanted = wanted.into_iter().flat_map(|wanted| wanted.entries());
    let expressions = selector.get("matchExpressions");
    let mut expressions = expressions.into_iter().flat_map(|list| list.items());
    wanted.all(|entry| {
        let value = Text::read(entry.value);
        own(&entry.key.as_key()).as_deref() == Some(value.as_deref().unwrap_or_default())
    }) && expressions.all(|expression| {
        let key = Text::field(&expression, "key");
        let own = key.and_then(|key| own(&key));
        let values = Text::list(&expression, "values");
        let is_listed = own
            .as_deref()
            .is_some_and(|own| values.iter().any(|value| &**value == own));
        match Text::field(&expression, "operator").as_deref() {
            Some("In") => is_listed,
            Some("NotIn") => !is_listed,
            Some("Exists") => own.is_some(),
            Some("DoesNotExist") => own.is_none(),
            _ => false,
        }
    })
}
