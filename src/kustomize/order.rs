//! The order of what is printed.

use crate::origin::Text;

use super::id::{Gvk, Id};
use super::parts::Order;
use super::resource::Resource;

/// Kinds that come first.
const FIRST: [&str; 22] = [
    "Namespace",
    "ResourceQuota",
    "StorageClass",
    "CustomResourceDefinition",
    "ServiceAccount",
    "PodSecurityPolicy",
    "Role",
    "ClusterRole",
    "RoleBinding",
    "ClusterRoleBinding",
    "ConfigMap",
    "Secret",
    "Endpoints",
    "Service",
    "LimitRange",
    "PriorityClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "Deployment",
    "StatefulSet",
    "CronJob",
    "PodDisruptionBudget",
];

/// Kinds that come last.
const LAST: [&str; 2] = [
    "MutatingWebhookConfiguration",
    "ValidatingWebhookConfiguration",
];

/// Where a kind stands among others: its place in the lists, and then a name.
pub(super) fn rank(gvk: &Gvk) -> (i64, String) {
    let first = FIRST.iter().copied();
    (place(gvk, first, LAST.iter().copied()), sorted_as(gvk))
}

fn place<'k>(
    gvk: &Gvk,
    first: impl ExactSizeIterator<Item = &'k str>,
    mut last: impl Iterator<Item = &'k str>,
) -> i64 {
    let count = first.len() as i64;
    let among = { first }.position(|kind| kind == gvk.kind);
    if let Some(at) = last.position(|kind| kind == gvk.kind) {
        return 1 + at as i64;
    }
    among.map_or(0, |at| at as i64 - count)
}

fn or<'t>(text: &'t str, empty: &'t str) -> &'t str {
    if text.is_empty() { empty } else { text }
}

fn sorted_as(gvk: &Gvk) -> String {
    let group = or(&gvk.group, "~G");
    let version = or(&gvk.version, "~V");
    let kind = or(&gvk.kind, "~K");
    format!("{group}_{version}_{kind}")
}

/// What an object is sorted by among those of its kind.
fn name(id: &Id) -> String {
    let (gvk, none) = (&id.gvk, ["[noGrp]", "[noVer]", "[noKind]"]);
    let group = or(&gvk.group, none[0]);
    let version = or(&gvk.version, none[1]);
    let kind = or(&gvk.kind, none[2]);
    let namespace = or(&id.namespace, "~X");
    let name = or(&id.name, "~N");
    format!("{kind}.{version}.{group}|{namespace}|{name}")
}

/// Sorts objects as a kustomization says; without a word, by kinds.
pub(super) fn sort(resources: &mut [Resource], order: Option<&Order>) {
    if order.is_some_and(|order| !order.is_legacy) {
        return;
    }
    let kinds = order.and_then(|order| order.kinds.as_ref());
    resources.sort_by_cached_key(|resource| {
        let id = resource.id();
        let at = match kinds {
            None => rank(&id.gvk).0,
            Some((first, last)) => place(
                &id.gvk,
                first.iter().map(Text::as_str),
                last.iter().map(Text::as_str),
            ),
        };
        (at, sorted_as(&id.gvk), name(&id))
    });
}
