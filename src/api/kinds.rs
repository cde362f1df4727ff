//! The kinds that Kubernetes serves itself.

use super::lookup::{group_and_version, preference};
use super::table::{self, Type, bytes, header, string, word};
use super::version::{Version, Versions};

/// In order of kind. Source: the functions `ShortNames` in `pkg/registry` of Kubernetes.
const SHORT_NAMES: [(&str, &[&str]); 30] = [
    ("CertificateSigningRequest", &["csr"]),
    ("ComponentStatus", &["cs"]),
    ("ConfigMap", &["cm"]),
    ("CronJob", &["cj"]),
    ("CustomResourceDefinition", &["crd", "crds"]),
    ("DaemonSet", &["ds"]),
    ("Deployment", &["deploy"]),
    ("Endpoints", &["ep"]),
    ("Event", &["ev"]),
    ("HorizontalPodAutoscaler", &["hpa"]),
    ("IPAddress", &["ip"]),
    ("Ingress", &["ing"]),
    ("LimitRange", &["limits"]),
    ("Namespace", &["ns"]),
    ("NetworkPolicy", &["netpol"]),
    ("Node", &["no"]),
    ("PersistentVolume", &["pv"]),
    ("PersistentVolumeClaim", &["pvc"]),
    ("Pod", &["po"]),
    ("PodDisruptionBudget", &["pdb"]),
    ("PodSecurityPolicy", &["psp"]),
    ("PriorityClass", &["pc"]),
    ("ReplicaSet", &["rs"]),
    ("ReplicationController", &["rc"]),
    ("ResourceQuota", &["quota"]),
    ("Service", &["svc"]),
    ("ServiceAccount", &["sa"]),
    ("StatefulSet", &["sts"]),
    ("StorageClass", &["sc"]),
    ("VolumeAttributesClass", &["vac"]),
];

/// Where the objects of a kind are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In a namespace.
    Namespaced,
    /// In the cluster as a whole.
    Cluster,
    /// At another object, of which it is a part or an action: `Scale`, `Eviction`.
    Part,
}

/// The API group of an `apiVersion`; empty for the core group.
#[must_use]
pub fn group_of(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}

/// A kind of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApiKind(u32);

impl ApiKind {
    /// Every kind, ordered by kind and then by `apiVersion`.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..word(header::KIND_COUNT)).map(Self)
    }

    /// The kinds of a version whose objects can be asked for by name, in the order of [`Self::all`]. Parts of
    /// objects and the replies of the API server are none.
    pub fn resources(version: Version) -> impl Iterator<Item = Self> {
        Self::all().filter(move |kind| {
            let of_its_own = kind.scope() != Scope::Part && !kind.plural().is_empty();
            of_its_own && kind.versions().contains(version)
        })
    }

    /// The kind of that `apiVersion` and `kind`.
    #[must_use]
    pub fn find(api_version: &str, kind: &str) -> Option<Self> {
        let (mut low, mut high) = (0, word(header::KIND_COUNT));
        while low < high {
            let middle = low.midpoint(high);
            let found = Self(middle);
            let key = (bytes(word(found.record())), bytes(word(found.record() + 1)));
            match key.cmp(&(kind.as_bytes(), api_version.as_bytes())) {
                std::cmp::Ordering::Equal => return Some(found),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn record(self) -> u32 {
        word(header::KINDS) + self.0 * 5
    }

    /// `Deployment`
    #[must_use]
    pub fn kind(self) -> &'static str {
        string(word(self.record()))
    }

    /// `apps/v1`
    #[must_use]
    pub fn api_version(self) -> &'static str {
        string(word(self.record() + 1))
    }

    /// Its API group; empty for the core group.
    #[must_use]
    pub fn group(self) -> &'static str {
        group_and_version(self).0
    }

    /// What orders the kinds of one name, the one to prefer last: stable before beta before alpha, then the newer.
    #[must_use]
    pub fn preference(self) -> impl Ord {
        preference(self)
    }

    /// Its definition.
    #[must_use]
    pub fn definition(self) -> Type {
        Type::at(word(self.record() + 2))
    }

    /// The versions that serve it.
    #[must_use]
    #[inline]
    pub fn versions(self) -> Versions {
        table::mask(word(self.record() + 3))
    }

    /// Where its objects are.
    #[must_use]
    pub fn scope(self) -> Scope {
        match table::above_mask(word(self.record() + 3)) {
            0 => Scope::Namespaced,
            1 => Scope::Cluster,
            _ => Scope::Part,
        }
    }

    /// What command lines take for its name: `deploy`.
    #[must_use]
    pub fn short_names(self) -> &'static [&'static str] {
        let kind = self.kind();
        let known = SHORT_NAMES.binary_search_by_key(&kind, |&(known, _)| known);
        known.map_or(&[], |at| SHORT_NAMES[at].1)
    }

    /// Its name in paths and on command lines: `deployments`.
    #[must_use]
    pub fn plural(self) -> &'static str {
        string(word(self.record() + 4))
    }
}

#[cfg(test)]
mod tests {
    use super::{ApiKind, SHORT_NAMES};

    #[test]
    fn short_names_are_those_of_kinds_in_order() {
        assert!(SHORT_NAMES.is_sorted());
        for (kind, _) in SHORT_NAMES {
            assert!(ApiKind::all().any(|known| known.kind() == kind), "{kind}");
        }
    }
}
