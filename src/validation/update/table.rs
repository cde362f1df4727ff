//! Which fields an object keeps for life, kind by kind. Source: `Validate…Update` in `pkg/apis/*/validation` of
//! Kubernetes 1.36.

use super::special::{self, Changed};
use super::value::Value;
use Fields::{AllBut, Special, These};
use Remedy::{Anew, Orphan, Rename, Replace};

/// The way to a field.
pub(super) type Path = &'static [&'static str];

/// What an update may not change.
pub(super) enum Fields {
    /// These fields.
    These(&'static [Path]),
    /// Everything in a field but these of its fields.
    AllBut(&'static str, &'static [&'static str]),
    /// What a function finds of two objects, the old and the new.
    Special(fn(&Value, &Value) -> Vec<Changed>),
}

/// What to do about it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Remedy {
    /// Deleting the object and making it again loses nothing but time.
    Replace,
    /// Another object beside the old one, to which its users are led.
    Rename,
    /// It can be deleted without its pods and made again.
    Orphan,
    /// Deleting it loses what it stands for.
    Anew,
}

/// A kind whose objects keep something for life.
pub(super) struct Row {
    pub(super) group: &'static str,
    pub(super) kind: &'static str,
    pub(super) fields: &'static [Fields],
    pub(super) remedy: Remedy,
}

const fn row(
    group: &'static str,
    kind: &'static str,
    fields: &'static [Fields],
    remedy: Remedy,
) -> Row {
    Row {
        group,
        kind,
        fields,
        remedy,
    }
}

const SELECTOR: &[Fields] = &[These(&[&["spec", "selector"]])];
const SPEC: &[Fields] = &[AllBut("spec", &[])];
const ROLE: &[Fields] = &[These(&[&["roleRef"]])];

/// The row of a kind.
pub(super) fn row_of(group: &str, kind: &str) -> Option<&'static Row> {
    ROWS.iter()
        .find(|row| row.group == group && row.kind == kind)
}

static ROWS: [Row; 32] = [
    row("", "ConfigMap", &[Special(special::config)], Rename),
    row("", "PersistentVolume", &[Special(special::volume)], Anew),
    row(
        "",
        "PersistentVolumeClaim",
        &[Special(special::claim)],
        Anew,
    ),
    row("", "Pod", &[Special(special::pod)], Replace),
    row(
        "",
        "ResourceQuota",
        &[These(&[&["spec", "scopes"]])],
        Replace,
    ),
    row(
        "",
        "Secret",
        &[Special(special::config), These(&[&["type"]])],
        Rename,
    ),
    row("", "Service", &[Special(special::service)], Replace),
    row(
        "apiextensions.k8s.io",
        "CustomResourceDefinition",
        &[These(&[
            &["spec", "group"],
            &["spec", "scope"],
            &["spec", "names", "plural"],
            &["spec", "names", "kind"],
        ])],
        Anew,
    ),
    row("apps", "ControllerRevision", &[These(&[&["data"]])], Rename),
    row("apps", "DaemonSet", SELECTOR, Replace),
    row("apps", "Deployment", SELECTOR, Replace),
    row("apps", "ReplicaSet", SELECTOR, Replace),
    row("apps", "StatefulSet", &[AllBut("spec", STATEFUL)], Orphan),
    row("batch", "Job", &[Special(special::job)], Replace),
    row(
        "certificates.k8s.io",
        "CertificateSigningRequest",
        SPEC,
        Rename,
    ),
    row(
        "certificates.k8s.io",
        "ClusterTrustBundle",
        &[These(&[&["spec", "signerName"]])],
        Rename,
    ),
    row(
        "discovery.k8s.io",
        "EndpointSlice",
        &[These(&[&["addressType"]])],
        Replace,
    ),
    row(
        "networking.k8s.io",
        "IPAddress",
        &[These(&[&["spec", "parentRef"]])],
        Replace,
    ),
    row(
        "networking.k8s.io",
        "IngressClass",
        &[These(&[&["spec", "controller"]])],
        Replace,
    ),
    row(
        "networking.k8s.io",
        "ServiceCIDR",
        &[Special(special::ranges)],
        Rename,
    ),
    row(
        "node.k8s.io",
        "RuntimeClass",
        &[These(&[&["handler"]])],
        Rename,
    ),
    row(
        "rbac.authorization.k8s.io",
        "ClusterRoleBinding",
        ROLE,
        Replace,
    ),
    row("rbac.authorization.k8s.io", "RoleBinding", ROLE, Replace),
    row("resource.k8s.io", "ResourceClaim", SPEC, Replace),
    row("resource.k8s.io", "ResourceClaimTemplate", SPEC, Replace),
    row(
        "resource.k8s.io",
        "ResourceSlice",
        &[These(&[
            &["spec", "driver"],
            &["spec", "nodeName"],
            &["spec", "pool", "name"],
        ])],
        Replace,
    ),
    row(
        "scheduling.k8s.io",
        "PriorityClass",
        &[These(&[&["value"], &["preemptionPolicy"]])],
        Replace,
    ),
    row(
        "storage.k8s.io",
        "CSIDriver",
        &[These(&[
            &["spec", "attachRequired"],
            &["spec", "volumeLifecycleModes"],
        ])],
        Replace,
    ),
    row(
        "storage.k8s.io",
        "StorageClass",
        &[These(&[
            &["provisioner"],
            &["parameters"],
            &["reclaimPolicy"],
            &["volumeBindingMode"],
        ])],
        Replace,
    ),
    row("storage.k8s.io", "VolumeAttachment", SPEC, Replace),
    row(
        "storage.k8s.io",
        "VolumeAttributesClass",
        &[These(&[&["driverName"], &["parameters"]])],
        Rename,
    ),
    row(
        "storagemigration.k8s.io",
        "StorageVersionMigration",
        &[These(&[&["spec", "resource"]])],
        Rename,
    ),
];

const STATEFUL: &[&str] = &[
    "minReadySeconds",
    "ordinals",
    "persistentVolumeClaimRetentionPolicy",
    "replicas",
    "revisionHistoryLimit",
    "template",
    "updateStrategy",
];
