//! What is known of objects that others name or stand in: ConfigMaps, Secrets, Namespaces, roles, accounts.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Claim, Data, Namespace, Role, Storage};
use crate::naming::words;
use crate::objects::inventory::{Place, labels};
use crate::objects::{Object, Text};
use crate::yaml::Cursor;

/// Source: `aggregationRule` of a ClusterRole, and the labels that those of the cluster itself ask for.
pub(super) fn role(object: &Object<'_>) -> Role {
    let metadata = object.root.get("metadata");
    let labels = labels(metadata.and_then(|metadata| metadata.get("labels")));
    let is_put = labels.iter().any(|(key, _)| key.contains("/aggregate-to-"));
    Role {
        is_aggregated: is_put || object.root.get("aggregationRule").is_some(),
        grants_all: object
            .root
            .get("rules")
            .is_some_and(|rules| rules.items().any(grants_all)),
    }
}

/// Whether a rule of a role grants every verb on every resource: `*`, or each verb by its name.
fn grants_all(rule: Cursor<'_>) -> bool {
    const VERBS: [&str; 7] = [
        "create", "delete", "get", "list", "patch", "update", "watch",
    ];
    let names = |list: &str, name: &str| {
        let list = rule.get(list);
        list.is_some_and(|list| list.items().any(|item| item.as_key() == name))
    };
    let all = |list: &str| names(list, "*");
    let every_verb = || VERBS.iter().all(|verb| names("verbs", verb));
    all("apiGroups") && all("resources") && (all("verbs") || every_verb())
}

/// The keys of a ConfigMap or a Secret. Source: `data`, `binaryData` and `stringData`, which the server puts into `data`.
pub(super) fn data(object: &Object<'_>) -> Data {
    let fields = ["data", "binaryData", "stringData"].into_iter();
    let maps = fields.filter_map(|field| object.root.get(field));
    let entries = maps.flat_map(|map| map.entries());
    let keys: BTreeSet<Arc<str>> = entries.map(|entry| entry.key.as_key().into()).collect();
    let is_valid = |key: &str| {
        key.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    Data {
        // What is empty is there for something to fill it, and what is no key is yet to be filled in itself.
        is_open: keys.is_empty() || !keys.iter().all(|key| is_valid(key)) || is_filled(object),
        keys: keys.into_iter().collect(),
    }
}

/// Whether a controller puts data into a ConfigMap or a Secret: that of tokens, and those that labels and annotations
/// call (OpenShift's `inject-cabundle`, reflectors and replicators, generators and operators of secret stores).
fn is_filled(object: &Object<'_>) -> bool {
    const WORDS: [&str; 7] = [
        "inject", "reflect", "replicat", "generat", "sync", "merge", "vault",
    ];
    let of_token = || {
        let kind = Text::field(&object.root, "type");
        kind.is_some_and(|kind| &*kind == "kubernetes.io/service-account-token")
    };
    let calls = |field: &str| {
        let called = object
            .root
            .get("metadata")
            .and_then(|metadata| metadata.get(field));
        let keys = called.into_iter().flat_map(|called| called.entries());
        let mut keys = keys.map(|entry| entry.key.as_key());
        keys.any(|key| WORDS.iter().any(|word| key.contains(word)))
    };
    of_token() || calls("annotations") || calls("labels")
}

/// Source: <https://kubernetes.io/docs/concepts/security/pod-security-admission/>.
pub(super) fn namespace(object: &Object<'_>) -> Namespace {
    let metadata = object.root.get("metadata");
    let labels = metadata.and_then(|metadata| metadata.get("labels"));
    let labels = labels.into_iter().flat_map(|labels| labels.entries());
    let asked = labels.filter_map(|label| {
        let key = label.key.as_key();
        let key = key.strip_prefix("pod-security.kubernetes.io/")?;
        Some((key.into(), Place::of(object, &Text::read(label.value)?)))
    });
    Namespace {
        pod_security: asked.collect(),
    }
}

pub(super) fn mounts_token(holder: &Cursor<'_>) -> Option<bool> {
    holder.get("automountServiceAccountToken")?.as_bool()
}

/// What a claim asks for.
pub(super) fn claim(object: &Object<'_>) -> Claim {
    const SHARED: [&str; 7] = [
        "azurefile",
        "cephfs",
        "efs",
        "filestore",
        "glusterfs",
        "nfs",
        "smb",
    ];
    let spec = object.root.get("spec");
    let modes = spec.map_or_else(Vec::new, |spec| Text::list(&spec, "accessModes"));
    let class = spec.and_then(|spec| Text::field(&spec, "storageClassName"));
    let is_shared = |class: &str| words(class).any(|word| SHARED.contains(&word));
    let is_bound_by_hand = spec.is_some_and(|spec| spec.get("volumeName").is_some());
    let resources = spec.and_then(|spec| spec.get("resources")?.get("requests"));
    let storage = resources.and_then(|requests| Text::field(&requests, "storage"));
    Claim {
        modes: modes.iter().map(|mode| (&**mode).into()).collect(),
        may_be_shared: is_bound_by_hand
            || class
                .as_ref()
                .is_some_and(|class| class.is_empty() || is_shared(class)),
        storage: storage.map(|storage| Place::of(object, &storage)),
        class: class.map(|class| Place::of(object, &class)),
    }
}

pub(super) fn storage(object: &Object<'_>) -> Storage {
    let spec = object.root.get("spec");
    let word = |text: Text<'_>| -> Arc<str> { (&*text).into() };
    let modes = spec.map_or_else(Vec::new, |spec| Text::list(&spec, "accessModes"));
    let capacity = spec.and_then(|spec| Text::field(&spec.get("capacity")?, "storage"));
    let class = spec.and_then(|spec| Text::field(&spec, "storageClassName"));
    Storage {
        modes: modes.into_iter().map(word).collect(),
        capacity: capacity.map(word),
        class: class.map(word).unwrap_or_default(),
    }
}
