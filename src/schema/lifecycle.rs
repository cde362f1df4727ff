//! Which APIs of Kubernetes are deprecated, since when, and what takes their place.
//!
//! Source: the deprecated API migration guide, and the life cycles that the sources of `k8s.io/api` mark
//! (`APILifecycleDeprecated` and its like), from which the API server makes its warnings. When an API of
//! the embedded versions is served is in the table; here are those that went before too.

use crate::api::{ApiKind, Version};
use crate::objects::Object;

/// What becomes of some kinds of an apiVersion. Versions are minor ones: 25 is 1.25.
#[derive(Debug)]
pub(super) struct Lifecycle {
    pub(super) api_version: &'static str,
    kinds: &'static [&'static str],
    /// The version that deprecated them; unknown for those that went without.
    pub(super) deprecated: Option<u8>,
    /// The version that stops serving them, if that is known.
    pub(super) removed: Option<u8>,
    pub(super) next: Next,
}

/// What to use instead.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    /// The same kind in the most stable apiVersion of its group, which the table has.
    Group,
    /// The same kind in another apiVersion, served since a version.
    Api(&'static str, u8),
    /// Another kind of an apiVersion, served since a version.
    Kind(&'static str, &'static str, u8),
    /// No kind, but this; and what to do.
    Other(&'static str, &'static str),
}

impl Lifecycle {
    /// What is known of a kind of that apiVersion.
    pub(super) fn of(api_version: &str, kind: &str) -> Option<&'static Self> {
        let first = LIFECYCLES.partition_point(|known| known.api_version < api_version);
        let mut alike = LIFECYCLES[first..]
            .iter()
            .take_while(|known| known.api_version == api_version);
        alike.find(|known| known.kinds.contains(&kind))
    }
}

/// What to use instead of an object's apiVersion or kind.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Successor {
    /// In a sentence: "`batch/v1`".
    pub(super) named: String,
    /// The apiVersion to write for the same kind; where there is none it takes more.
    pub(super) api_version: Option<String>,
    /// What to do.
    pub(super) help: String,
    /// The minor version that serves it first, if known.
    pub(super) since: Option<u8>,
}

impl Successor {
    /// The same kind in another apiVersion.
    pub(super) fn in_api(api_version: &str, since: Option<u8>) -> Self {
        Self {
            named: format!("`{api_version}`"),
            api_version: Some(api_version.to_owned()),
            help: format!("apiVersion: {api_version}"),
            since,
        }
    }
}

/// What an API server of `version` has in place of an object's apiVersion, if anything.
pub(super) fn successor(object: &Object<'_>, next: Next, version: Version) -> Option<Successor> {
    Some(match next {
        Next::Api(api_version, since) => Successor::in_api(api_version, Some(since)),
        Next::Kind(api_version, kind, since) => Successor {
            named: format!("`{kind}` of `{api_version}`"),
            api_version: None,
            help: format!("write `kind: {kind}` of `apiVersion: {api_version}`"),
            since: Some(since),
        },
        Next::Other(what, help) => Successor {
            named: what.to_owned(),
            api_version: None,
            help: help.to_owned(),
            since: None,
        },
        Next::Group => {
            let stable = in_group(object, version)?;
            let own = stability(&object.api_version);
            if stability(stable.api_version()) <= own {
                return None;
            }
            let first = stable.versions().iter().next();
            let first = first.filter(|&first| first > Version::oldest());
            Successor::in_api(stable.api_version(), first.map(Version::minor))
        }
    })
}

/// The kind of an object's name in the most stable apiVersion of its group that `version` serves.
pub(super) fn in_group(object: &Object<'_>, version: Version) -> Option<ApiKind> {
    let alike = ApiKind::all().filter(|known| {
        let group = known.api_version().rsplit_once('/').unwrap_or_default().0;
        let kind = known.kind() == object.kind && group == object.group();
        kind && known.versions().contains(version)
    });
    alike.max_by_key(|known| stability(known.api_version()))
}

/// Orders `v1alpha2`, `v1beta1`, `v1` and `v2beta1`: what is stable comes last, then what is newer.
fn stability(api_version: &str) -> (u8, u32, u32) {
    let version = api_version.rsplit('/').next().unwrap_or_default();
    let version = version.trim_start_matches('v');
    let number = |text: &str| text.parse().unwrap_or(0);
    match (version.split_once("alpha"), version.split_once("beta")) {
        (Some((major, minor)), _) => (0, number(major), number(minor)),
        (_, Some((major, minor))) => (1, number(major), number(minor)),
        _ => (2, number(version), 0),
    }
}

const fn row(
    api_version: &'static str,
    kinds: &'static [&'static str],
    deprecated: u8,
    removed: u8,
    next: Next,
) -> Lifecycle {
    Lifecycle {
        api_version,
        kinds,
        deprecated: Some(deprecated),
        removed: Some(removed),
        next,
    }
}

const POD_SECURITY: Next = Next::Other(
    "Pod Security admission",
    "label the namespaces, like `pod-security.kubernetes.io/enforce: baseline`",
);

/// In order of apiVersion.
#[rustfmt::skip]
const LIFECYCLES: &[Lifecycle] = &[
    row("admissionregistration.k8s.io/v1alpha1", &["MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"], 35, 38, Next::Group),
    row("admissionregistration.k8s.io/v1alpha1", &["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"], 29, 32, Next::Group),
    row("admissionregistration.k8s.io/v1beta1", &["MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"], 37, 40, Next::Group),
    row("admissionregistration.k8s.io/v1beta1", &["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"], 16, 22, Next::Api("admissionregistration.k8s.io/v1", 16)),
    row("admissionregistration.k8s.io/v1beta1", &["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"], 31, 34, Next::Group),
    row("apiextensions.k8s.io/v1beta1", &["CustomResourceDefinition"], 16, 22, Next::Api("apiextensions.k8s.io/v1", 16)),
    row("apiregistration.k8s.io/v1beta1", &["APIService"], 19, 22, Next::Api("apiregistration.k8s.io/v1", 10)),
    row("apps/v1beta1", &["ControllerRevision", "Deployment", "StatefulSet"], 8, 16, Next::Api("apps/v1", 9)),
    row("apps/v1beta2", &["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"], 9, 16, Next::Api("apps/v1", 9)),
    row("authentication.k8s.io/v1alpha1", &["SelfSubjectReview"], 29, 32, Next::Group),
    row("authentication.k8s.io/v1beta1", &["SelfSubjectReview"], 30, 33, Next::Group),
    row("authentication.k8s.io/v1beta1", &["TokenReview"], 19, 22, Next::Api("authentication.k8s.io/v1", 6)),
    row("authorization.k8s.io/v1beta1", &["LocalSubjectAccessReview", "SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"], 19, 22, Next::Api("authorization.k8s.io/v1", 6)),
    row("autoscaling/v2beta1", &["HorizontalPodAutoscaler"], 22, 25, Next::Api("autoscaling/v2", 23)),
    row("autoscaling/v2beta2", &["HorizontalPodAutoscaler"], 23, 26, Next::Api("autoscaling/v2", 23)),
    row("batch/v1beta1", &["CronJob"], 21, 25, Next::Api("batch/v1", 21)),
    Lifecycle { api_version: "batch/v2alpha1", kinds: &["CronJob"], deprecated: None, removed: Some(21), next: Next::Api("batch/v1", 21), },
    row("certificates.k8s.io/v1alpha1", &["ClusterTrustBundle"], 34, 37, Next::Group),
    row("certificates.k8s.io/v1beta1", &["CertificateSigningRequest"], 19, 22, Next::Api("certificates.k8s.io/v1", 19)),
    row("certificates.k8s.io/v1beta1", &["ClusterTrustBundle", "PodCertificateRequest"], 37, 40, Next::Group),
    row("coordination.k8s.io/v1alpha2", &["LeaseCandidate"], 35, 38, Next::Group),
    row("coordination.k8s.io/v1beta1", &["Lease"], 19, 22, Next::Api("coordination.k8s.io/v1", 14)),
    row("coordination.k8s.io/v1beta1", &["LeaseCandidate"], 36, 39, Next::Group),
    row("discovery.k8s.io/v1alpha1", &["EndpointSlice"], 20, 21, Next::Api("discovery.k8s.io/v1", 21)),
    row("discovery.k8s.io/v1beta1", &["EndpointSlice"], 21, 25, Next::Api("discovery.k8s.io/v1", 21)),
    row("events.k8s.io/v1beta1", &["Event"], 22, 25, Next::Api("events.k8s.io/v1", 19)),
    row("extensions/v1beta1", &["DaemonSet", "Deployment", "ReplicaSet"], 8, 16, Next::Api("apps/v1", 9)),
    row("extensions/v1beta1", &["Ingress"], 14, 22, Next::Api("networking.k8s.io/v1", 19)),
    row("extensions/v1beta1", &["NetworkPolicy"], 9, 16, Next::Api("networking.k8s.io/v1", 7)),
    row("extensions/v1beta1", &["PodSecurityPolicy"], 11, 16, POD_SECURITY),
    row("flowcontrol.apiserver.k8s.io/v1alpha1", &["FlowSchema", "PriorityLevelConfiguration"], 20, 21, Next::Group),
    row("flowcontrol.apiserver.k8s.io/v1beta1", &["FlowSchema", "PriorityLevelConfiguration"], 23, 26, Next::Group),
    row("flowcontrol.apiserver.k8s.io/v1beta2", &["FlowSchema", "PriorityLevelConfiguration"], 26, 29, Next::Group),
    row("flowcontrol.apiserver.k8s.io/v1beta3", &["FlowSchema", "PriorityLevelConfiguration"], 29, 32, Next::Group),
    row("networking.k8s.io/v1alpha1", &["ClusterCIDR"], 28, 29, Next::Group),
    row("networking.k8s.io/v1alpha1", &["IPAddress", "ServiceCIDR"], 30, 31, Next::Group),
    row("networking.k8s.io/v1beta1", &["Ingress", "IngressClass"], 19, 22, Next::Api("networking.k8s.io/v1", 19)),
    row("networking.k8s.io/v1beta1", &["IPAddress", "ServiceCIDR"], 34, 37, Next::Group),
    row("node.k8s.io/v1alpha1", &["RuntimeClass"], 22, 24, Next::Api("node.k8s.io/v1", 20)),
    row("node.k8s.io/v1beta1", &["RuntimeClass"], 22, 25, Next::Api("node.k8s.io/v1", 20)),
    row("policy/v1beta1", &["PodDisruptionBudget"], 21, 25, Next::Api("policy/v1", 21)),
    row("policy/v1beta1", &["PodSecurityPolicy"], 21, 25, POD_SECURITY),
    row("rbac.authorization.k8s.io/v1alpha1", &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"], 17, 23, Next::Api("rbac.authorization.k8s.io/v1", 8)),
    row("rbac.authorization.k8s.io/v1beta1", &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"], 17, 22, Next::Api("rbac.authorization.k8s.io/v1", 8)),
    row("resource.k8s.io/v1alpha3", &["DeviceTaintRule"], 36, 39, Next::Group),
    row("resource.k8s.io/v1beta1", &["DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"], 35, 38, Next::Group),
    row("resource.k8s.io/v1beta2", &["DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"], 36, 39, Next::Group),
    row("resource.k8s.io/v1beta2", &["DeviceTaintRule"], 39, 42, Next::Group),
    row("scheduling.k8s.io/v1alpha1", &["PriorityClass"], 14, 23, Next::Api("scheduling.k8s.io/v1", 14)),
    row("scheduling.k8s.io/v1beta1", &["PriorityClass"], 14, 22, Next::Api("scheduling.k8s.io/v1", 14)),
    Lifecycle { api_version: "settings.k8s.io/v1alpha1", kinds: &["PodPreset"], deprecated: None, removed: Some(20), next: Next::Other("a mutating admission policy", "write what it injects into the pod templates, or use a mutating admission policy"), },
    row("storage.k8s.io/v1alpha1", &["CSIStorageCapacity"], 21, 24, Next::Api("storage.k8s.io/v1", 24)),
    row("storage.k8s.io/v1alpha1", &["VolumeAttachment"], 21, 24, Next::Api("storage.k8s.io/v1", 13)),
    row("storage.k8s.io/v1alpha1", &["VolumeAttributesClass"], 32, 35, Next::Group),
    row("storage.k8s.io/v1beta1", &["CSIDriver"], 19, 22, Next::Api("storage.k8s.io/v1", 18)),
    row("storage.k8s.io/v1beta1", &["CSINode"], 17, 22, Next::Api("storage.k8s.io/v1", 17)),
    row("storage.k8s.io/v1beta1", &["CSIStorageCapacity"], 24, 27, Next::Api("storage.k8s.io/v1", 24)),
    row("storage.k8s.io/v1beta1", &["StorageClass"], 19, 22, Next::Api("storage.k8s.io/v1", 6)),
    row("storage.k8s.io/v1beta1", &["VolumeAttachment"], 19, 22, Next::Api("storage.k8s.io/v1", 13)),
    row("storage.k8s.io/v1beta1", &["VolumeAttributesClass"], 34, 37, Next::Group),
    row("storagemigration.k8s.io/v1alpha1", &["StorageVersionMigration"], 33, 35, Next::Group),
    row("storagemigration.k8s.io/v1beta1", &["StorageVersionMigration"], 37, 40, Next::Group),
    Lifecycle { api_version: "v1", kinds: &["Endpoints"], deprecated: Some(33), removed: None, next: Next::Kind("discovery.k8s.io/v1", "EndpointSlice", 21), },
];

#[cfg(test)]
mod tests {
    use super::{LIFECYCLES, Lifecycle, stability};
    use crate::api::{ApiKind, Version, has_group};

    #[test]
    fn the_lines_are_in_order_and_agree_with_the_table() {
        assert!(LIFECYCLES.is_sorted_by_key(|line| line.api_version));
        for line in LIFECYCLES {
            let (group, _) = line.api_version.split_once('/').unwrap_or_default();
            assert!(has_group(group), "{group}");
            for kind in line.kinds {
                let Some(served) = ApiKind::find(line.api_version, kind) else {
                    let removed = line
                        .removed
                        .is_some_and(|at| at <= Version::oldest().minor());
                    assert!(removed, "{} {kind} was never served", line.api_version);
                    continue;
                };
                let last = served.versions().iter().last().map(Version::minor);
                let gone = last.filter(|&last| last < Version::newest().minor());
                match gone {
                    Some(last) => assert_eq!(line.removed, Some(last + 1), "{kind}"),
                    None => assert!(
                        line.removed.is_none() || line.removed > last,
                        "{} {kind}",
                        line.api_version
                    ),
                }
            }
        }
    }

    /// What a cluster serves and will not keep needs a line, or nobody is warned.
    #[test]
    fn every_beta_that_a_stable_version_replaces_has_a_line() {
        for beta in ApiKind::all().filter(|kind| stability(kind.api_version()).0 == 1) {
            let (group, _) = beta.api_version().split_once('/').unwrap();
            let replaced = ApiKind::all().any(|kind| {
                kind.kind() == beta.kind()
                    && stability(kind.api_version()).0 == 2
                    && kind.api_version().starts_with(&format!("{group}/"))
            });
            let line = Lifecycle::of(beta.api_version(), beta.kind());
            assert!(
                !replaced || line.is_some(),
                "{} {}",
                beta.api_version(),
                beta.kind()
            );
        }
    }

    #[test]
    fn what_is_stable_comes_last() {
        let order = ["v1alpha3", "v1beta1", "v1beta2", "v2beta1", "v1", "v2"];
        assert!(order.is_sorted_by_key(|version| stability(version)));
    }
}
