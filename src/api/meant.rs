//! Which kind an `apiVersion` and a `kind` were meant to name that name none.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::lookup::{group_and_version, preference};
use super::{ApiKind, Version};
use crate::letters::{difference, plain};
use crate::nearest::nearest;

/// The kind that was plainly meant where Kubernetes has none of that `apiVersion` and `kind`; of several the one
/// that an API server of `version` serves, the most stable of them.
///
/// `None` where they may well name a custom resource, or something of another tool. What is told from those:
/// - a group of Kubernetes with a kind that it has elsewhere, or nearly has (`v1 Deployment`, `apps/v1 Deploymnet`);
/// - a group that is nearly one of Kubernetes, with a kind of Kubernetes (`app/v1`, `networking.k8io/v1`);
/// - a group that can be nobody's, or none but not `v1`, with a kind of Kubernetes (`deploy/v1`, `v1beta1`);
/// - any of these behind characters that only look like others, or like none.
#[must_use]
pub fn meant(api_version: &str, kind: &str, version: Version) -> Option<ApiKind> {
    let seen = |text| plain(text).map_or(Cow::Borrowed(text), Cow::Owned);
    let (api_version, kind) = (seen(api_version), seen(kind));
    let (group, number) = parts(&api_version);
    let group = Group::of(group, number);
    if group == Group::Foreign {
        return None;
    }
    let is_in = |known: ApiKind| matches!(group, Group::Own(own) | Group::Near(own) if known.group() == own);
    let worth = |known: &ApiKind| {
        let (_, of) = group_and_version(*known);
        let served = known.versions().contains(version);
        (is_in(*known), served, of == number, preference(*known))
    };
    let alike = ApiKind::all().filter(|known| known.kind().eq_ignore_ascii_case(&kind));
    alike.max_by_key(worth).or_else(|| {
        let name = near_kind(group, &kind)?;
        let alike = ApiKind::all().filter(|known| known.kind() == name);
        alike.max_by_key(worth)
    })
}

/// Whether a group is one of Kubernetes' own, in any version.
#[must_use]
pub fn has_group(group: &str) -> bool {
    groups().contains(group)
}

/// Whose the group of an `apiVersion` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    /// Kubernetes' own.
    Own(&'static str),
    /// By little not Kubernetes' own.
    Near(&'static str),
    /// It is none that anybody can serve. Sources: the group of a custom resource has a dot
    /// (`ValidateCustomResourceDefinition` of apiextensions), and those below `k8s.io` and `kubernetes.io` are
    /// Kubernetes' own (KEP-2337).
    Nobodys,
    /// It can be somebody else's.
    Foreign,
}

impl Group {
    fn of(group: &str, number: &str) -> Self {
        let lower = group.to_ascii_lowercase();
        if let Some(&own) = groups().get(lower.as_str()) {
            let is_core = own.is_empty() && !number.eq_ignore_ascii_case("v1");
            return if is_core {
                Self::Nobodys
            } else {
                Self::Own(own)
            };
        }
        let below = |top: &str| {
            let rest = lower.strip_suffix(top);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        // Two domains that are near Kubernetes' own, and others'; and two below it in which custom resources were made.
        let others = ["x-k8s.io", "k3s.io", "incubator.k8s.io", "sigs.k8s.io"];
        if others.into_iter().any(below) {
            return Self::Foreign;
        }
        if let Some(near) = groups().iter().find(|own| is_near_group(own, &lower)) {
            return Self::Near(near);
        }
        // What the API server writes into its audit log is of a group that it does not serve.
        let is_reserved = below("k8s.io") || below("kubernetes.io");
        if !lower.contains('.') || is_reserved && lower != "audit.k8s.io" {
            Self::Nobodys
        } else {
            Self::Foreign
        }
    }
}

/// Whether a group was meant to be `own`: one or two letters away, or its first words alone.
fn is_near_group(own: &str, written: &str) -> bool {
    let by = if own.len() < 8 { 1 } else { 2 };
    let behind = own.strip_prefix(written).unwrap_or_default();
    let core = own.is_empty() && matches!(written, "core" | "api");
    core || behind.starts_with('.') || !own.is_empty() && difference(own, written) <= by
}

/// The name of the kind that a misspelt one was meant to be.
fn near_kind(group: Group, kind: &str) -> Option<&'static str> {
    let (Group::Own(own) | Group::Near(own)) = group else {
        return None;
    };
    let names = ApiKind::all().filter(|known| known.group() == own);
    let mut names = names.map(ApiKind::kind);
    match group {
        Group::Own(_) => {
            let names: Vec<&'static str> = names.collect();
            let name = nearest(kind, &names)?;
            names.iter().copied().find(|&known| known == name)
        }
        // Two mistakes at once are believed only if both are small.
        _ => names.find(|known| difference(known, kind) <= 1),
    }
}

/// Group and version. What is behind a further slash, or before one that stands first, is no part of either.
fn parts(api_version: &str) -> (&str, &str) {
    let mut parts = api_version.split('/').filter(|part| !part.is_empty());
    match (parts.next(), parts.next()) {
        (Some(group), Some(number)) => (group, number),
        (number, _) => ("", number.unwrap_or_default()),
    }
}

/// The groups of all versions. The last have gone before the oldest that is embedded.
fn groups() -> &'static BTreeSet<&'static str> {
    static GROUPS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    const GONE: [&str; 4] = [
        "auditregistration.k8s.io",
        "componentconfig",
        "extensions",
        "settings.k8s.io",
    ];
    GROUPS.get_or_init(|| ApiKind::all().map(ApiKind::group).chain(GONE).collect())
}

#[cfg(test)]
mod tests {
    use super::meant;
    use crate::api::Version;

    fn found(api_version: &str, kind: &str) -> Option<String> {
        let kind = meant(api_version, kind, Version::newest())?;
        Some(format!("{} {}", kind.api_version(), kind.kind()))
    }

    #[test]
    fn what_misses_by_little_is_known() {
        for (api_version, kind, means) in [
            ("app/v1", "Deployment", "apps/v1 Deployment"),
            ("Apps/v1", "Deployment", "apps/v1 Deployment"),
            ("apps/V1", "Deployment", "apps/v1 Deployment"),
            ("apps/v1/x", "Deployment", "apps/v1 Deployment"),
            ("apps/v1\u{200B}", "Deployment", "apps/v1 Deployment"),
            ("apps/v1 ", "Deployment", "apps/v1 Deployment"),
            ("apps /v1", "DaemonSet", "apps/v1 DaemonSet"),
            ("v1", "P\u{43E}d", "v1 Pod"),
            ("v1/", "Pod", "v1 Pod"),
            ("/v1", "Pod", "v1 Pod"),
            ("core/v1", "Pod", "v1 Pod"),
            ("v1", "Deployment", "apps/v1 Deployment"),
            ("v1", "deployment", "apps/v1 Deployment"),
            ("v1beta1", "Deployment", "apps/v1 Deployment"),
            ("V1", "Service", "v1 Service"),
            (
                "networking.k8io/v1",
                "Ingress",
                "networking.k8s.io/v1 Ingress",
            ),
            (
                "networking.kubernetes.io/v1",
                "Ingress",
                "networking.k8s.io/v1 Ingress",
            ),
            (
                "networking.k8s/v1",
                "Ingress",
                "networking.k8s.io/v1 Ingress",
            ),
            ("rbac/v1", "Role", "rbac.authorization.k8s.io/v1 Role"),
            (
                "rbac.authorization.k8s.oi/v1",
                "Role",
                "rbac.authorization.k8s.io/v1 Role",
            ),
            (
                "extension/v1beta1",
                "Ingress",
                "networking.k8s.io/v1 Ingress",
            ),
            ("batch.k8s.io/v1", "CronJob", "batch/v1 CronJob"),
            ("batch/v2", "CronJob", "batch/v1 CronJob"),
            ("deploy/v1", "Deployment", "apps/v1 Deployment"),
            ("apps/v1", "Deploymnet", "apps/v1 Deployment"),
            ("app/v1", "Deploymnet", "apps/v1 Deployment"),
            (
                "autoscaling/v2",
                "HorizontalPodAutoScaler",
                "autoscaling/v2 HorizontalPodAutoscaler",
            ),
            ("v1", "PersistantVolumeClaim", "v1 PersistentVolumeClaim"),
        ] {
            let means = Some(means.to_owned());
            assert_eq!(found(api_version, kind), means, "{api_version} {kind}");
        }
    }

    #[test]
    fn a_part_of_a_group_may_be_missing() {
        let (ingress, role) = (
            "networking.k8s.io/v1 Ingress",
            "rbac.authorization.k8s.io/v1 Role",
        );
        for (api_version, kind, means) in [
            ("networking/v1", "Ingress", ingress),
            ("networking.k8s/v1", "Ingress", ingress),
            ("rbac.k8s.io/v1", "Role", role),
        ] {
            let means = Some(means.to_owned());
            assert_eq!(found(api_version, kind), means, "{api_version} {kind}");
        }
    }

    #[test]
    fn what_may_be_somebody_elses_is_left_alone() {
        for (api_version, kind) in [
            ("example.com/v1", "Deployment"),
            ("serving.knative.dev/v1", "Service"),
            ("authorization.openshift.io/v1", "Role"),
            ("apps.kruise.io/v1alpha1", "StatefulSet"),
            ("batch.volcano.sh/v1alpha1", "Job"),
            ("networking.x-k8s.io/v1", "Ingress"),
            ("scheduling.incubator.k8s.io/v1alpha1", "PodGroup"),
            ("scheduling.sigs.k8s.io/v1alpha1", "PodGroup"),
            ("audit.k8s.io/v1", "Event"),
            ("app.k8s.io/v1beta1", "Application"),
            ("gateway.networking.k8s.io/v1", "Gateway"),
            ("skaffold/v2beta29", "Config"),
            ("v1beta1", "AgentConfig"),
            ("v1alpha1", "Cluster"),
            ("v1", "Gadget"),
        ] {
            assert_eq!(found(api_version, kind), None, "{api_version} {kind}");
        }
    }
}
