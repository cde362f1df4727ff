//! Persistent volumes. Source: `ValidatePersistentVolumeSpec`.

use crate::validation::check::Check;
use crate::validation::claims::{access_modes, positive, volume_mode};
use crate::validation::field::Field;
use crate::validation::formats::{DNS_LABEL, DNS_SUBDOMAIN};
use crate::validation::pod;

/// The sources that a volume can have, in the server's order.
const SOURCES: [&str; 22] = [
    "hostPath",
    "gcePersistentDisk",
    "awsElasticBlockStore",
    "glusterfs",
    "flocker",
    "nfs",
    "rbd",
    "quobyte",
    "cephfs",
    "iscsi",
    "cinder",
    "fc",
    "flexVolume",
    "azureFile",
    "vsphereVolume",
    "photonPersistentDisk",
    "portworxVolume",
    "azureDisk",
    "scaleIO",
    "local",
    "storageos",
    "csi",
];

/// Checks a PersistentVolume.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let spec = check.root().get("spec");
    access_modes(check, spec.get("accessModes"));
    capacity(check, spec.get("capacity"));
    let policy = spec.get("persistentVolumeReclaimPolicy");
    check.one_of(policy, &["Delete", "Recycle", "Retain"]);
    let affinity = spec.get("nodeAffinity");
    if affinity.is_set() {
        let required = affinity.get("required");
        if required.is_set() {
            pod::node_selector(check, required);
        } else {
            check.required(required, "required: {nodeSelectorTerms: […]}");
        }
    }
    source(check, spec);
    let root = spec.at(&["hostPath", "path"]);
    if !root.is_empty() && is_root(&root.text()) && policy.is("Recycle") {
        check.forbidden(policy, "to `Recycle` for the whole of a host");
    }
    check.format(spec.get("storageClassName"), &DNS_SUBDOMAIN);
    volume_mode(check, spec.get("volumeMode"));
    attributes_class(check, spec);
}

/// Whether a path is that of the root once it is cleaned, as Go does it.
fn is_root(path: &str) -> bool {
    let mut depth = 0_usize;
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => depth = depth.saturating_sub(1),
            _ => depth += 1,
        }
    }
    depth == 0 && path.starts_with('/')
}

fn attributes_class<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let class = spec.get("volumeAttributesClassName");
    if !class.is_set() {
        return;
    }
    check.required_format(class, &DNS_SUBDOMAIN);
    if !spec.get("csi").is_set() {
        check.required(spec.get("csi"), "csi: {…}");
    }
}

fn capacity<'t>(check: &mut Check<'_, 't>, capacity: Field<'t>) {
    if capacity.is_empty() {
        check.required(capacity, "capacity: {storage: 10Gi}");
    }
    let has_storage = capacity.entries().any(|(key, _)| key.as_key() == "storage");
    if !has_storage || capacity.len() > 1 {
        check.unsupported(capacity, &["storage"]);
    }
    for (_, amount) in capacity.entries() {
        positive(check, amount);
    }
}

fn source<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let mut set = SOURCES.iter().filter(|name| spec.get(name).is_set());
    let Some(first) = set.next() else {
        return check.required(spec, "one source, like `csi`, in it");
    };
    for second in set {
        // The server takes this one beside others.
        if *second != "flexVolume" {
            let why = format!("beside `{first}`: a volume has one source");
            check.forbidden(spec.get(second), &why);
        }
    }
    let source = spec.get(first);
    match *first {
        "hostPath" => pod::host_path(check, source),
        "local" => local(check, spec, source),
        "csi" => csi(check, source),
        "iscsi" => iscsi(check, source),
        _ => {
            pod::old_volume_source(check, spec, first);
            secret_namespaces(check, source, first);
        }
    }
}

fn local<'t>(check: &mut Check<'_, 't>, spec: Field<'t>, source: Field<'t>) {
    let path = source.get("path");
    if path.is_empty() {
        check.required(path, "path: /mnt/disk");
    } else {
        pod::no_backsteps(check, path);
    }
    if !spec.get("nodeAffinity").is_set() {
        check.required(spec.get("nodeAffinity"), "nodeAffinity: {required: …}");
    }
}

/// Source: `validateCSIPersistentVolumeSource`.
fn csi<'t>(check: &mut Check<'_, 't>, source: Field<'t>) {
    pod::csi_driver_name(check, source.get("driver"));
    if source.get("volumeHandle").is_empty() {
        check.required(source.get("volumeHandle"), "volumeHandle: my-volume");
    }
    for name in [
        "controllerPublishSecretRef",
        "controllerExpandSecretRef",
        "nodePublishSecretRef",
        "nodeExpandSecretRef",
    ] {
        let secret = source.get(name);
        if secret.is_set() {
            check.required_format(secret.get("name"), &DNS_SUBDOMAIN);
            check.required_format(secret.get("namespace"), &DNS_LABEL);
        }
    }
}

/// Source: `validateISCSIPersistentVolumeSource`.
fn iscsi<'t>(check: &mut Check<'_, 't>, source: Field<'t>) {
    let portal = source.get("targetPortal");
    for (name, example) in [("targetPortal", "10.0.0.1:3260"), ("iqn", "…")] {
        if source.get(name).is_empty() {
            check.required(source.get(name), &format!("{name}: {example}"));
        }
    }
    let name = check.root().at(&["metadata", "name"]).text().len();
    if source.get("initiatorName").is_set() && name + 1 + portal.text().len() > 64 {
        check.conflict(
            portal,
            "`targetPortal` and the name of the volume have more than 63 characters together",
            "choose a shorter name, or leave `initiatorName` out",
        );
    }
    pod::iscsi(check, source);
    let secret = source.get("secretRef");
    if secret.is_set() && secret.get("name").is_empty() {
        check.required(secret.get("name"), "name: credentials");
    }
}

/// A persistent volume has no namespace of its own that names of secrets could belong to.
fn secret_namespaces<'t>(check: &mut Check<'_, 't>, source: Field<'t>, kind: &str) {
    if matches!(kind, "cinder" | "storageos") {
        let secret = source.get("secretRef");
        if secret.is_set() && secret.get("namespace").is_empty() {
            check.required(secret.get("namespace"), "namespace: my-namespace");
        }
    }
    if kind == "azureFile" {
        let namespace = source.get("secretNamespace");
        if namespace.is_set() && namespace.is_empty() {
            check.required(namespace, "secretNamespace: my-namespace");
        }
    }
    if kind == "glusterfs" {
        let namespace = source.get("endpointsNamespace");
        if namespace.is_set() {
            check.format_of_set(namespace, &DNS_LABEL);
        }
    }
}

/// The volume that an attachment describes itself: a CSI volume, and what else a driver needs. Source:
/// `ValidatePersistentVolumeSpec` with `validateInlinePersistentVolumeSpec`.
pub(super) fn inline_spec<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let why = "in an inline volume";
    for name in ["claimRef", "capacity", "nodeAffinity", "storageClassName"] {
        if !spec.get(name).is_empty() {
            check.forbidden(spec.get(name), why);
        }
    }
    if !spec.get("csi").is_set() {
        check.required(spec.get("csi"), "csi: {…}");
    }
    access_modes(check, spec.get("accessModes"));
    for (name, only) in [
        ("persistentVolumeReclaimPolicy", "Retain"),
        ("volumeMode", "Filesystem"),
    ] {
        let field = spec.get(name);
        if !field.is_empty() && !field.is(only) {
            check.forbidden(field, &format!("to anything but `{only}` {why}"));
        }
    }
    source(check, spec);
}
