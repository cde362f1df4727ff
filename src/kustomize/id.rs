//! What objects are called.

use std::fmt;

/// Group, version and kind. In what selects, an empty one is of no matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Gvk {
    pub(super) group: String,
    pub(super) version: String,
    pub(super) kind: String,
}

/// What an object is called: kind, name and namespace.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Id {
    pub(super) gvk: Gvk,
    pub(super) name: String,
    pub(super) namespace: String,
}

impl Gvk {
    pub(super) fn new(group: &str, version: &str, kind: &str) -> Self {
        Self {
            group: group.to_owned(),
            version: version.to_owned(),
            kind: kind.to_owned(),
        }
    }

    /// Of an `apiVersion` and a `kind`.
    pub(super) fn of(api_version: &str, kind: &str) -> Self {
        let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
        Self::new(group, version, kind)
    }

    pub(super) fn api_version(&self) -> String {
        match self.group.is_empty() {
            true => self.version.clone(),
            false => format!("{}/{}", self.group, self.version),
        }
    }

    /// Whether this is of those that `selector` has.
    pub(super) fn is_of(&self, selector: &Self) -> bool {
        let fits = |wanted: &str, is: &str| wanted.is_empty() || wanted == is;
        fits(&selector.group, &self.group)
            && fits(&selector.version, &self.version)
            && fits(&selector.kind, &self.kind)
    }

    /// Whether this selects objects of an `apiVersion` and a `kind`.
    pub(super) fn selects(&self, api_version: &str, kind: &str) -> bool {
        let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
        let fits = |wanted: &str, is: &str| wanted.is_empty() || wanted == is;
        fits(&self.kind, kind) && fits(&self.group, group) && fits(&self.version, version)
    }

    /// Whether it is certain that such an object is in no namespace. Custom resources are not certain.
    pub(super) fn is_cluster_scoped(&self) -> bool {
        CLUSTER_SCOPED.iter().any(|(group, versions, kinds)| {
            self.group == *group
                && versions.contains(&self.version.as_str())
                && kinds.contains(&self.kind.as_str())
        })
    }
}

/// What kustomize knows to be in no namespace: kinds of Kubernetes 1.21, by group and versions.
#[rustfmt::skip]
const CLUSTER_SCOPED: [(&str, &[&str], &[&str]); 12] = [
    ("", &["v1"], &["ComponentStatus", "Namespace", "Node", "PersistentVolume", "NodeProxyOptions"]),
    ("admissionregistration.k8s.io", &["v1", "v1beta1"], &["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"]),
    ("apiextensions.k8s.io", &["v1", "v1beta1"], &["CustomResourceDefinition"]),
    ("apiregistration.k8s.io", &["v1", "v1beta1"], &["APIService"]),
    ("certificates.k8s.io", &["v1", "v1beta1"], &["CertificateSigningRequest"]),
    ("flowcontrol.apiserver.k8s.io", &["v1beta1"], &["FlowSchema", "PriorityLevelConfiguration"]),
    ("networking.k8s.io", &["v1", "v1beta1"], &["IngressClass"]),
    ("node.k8s.io", &["v1", "v1beta1"], &["RuntimeClass"]),
    ("policy", &["v1beta1"], &["PodSecurityPolicy"]),
    ("rbac.authorization.k8s.io", &["v1", "v1beta1"], &["ClusterRole", "ClusterRoleBinding"]),
    ("scheduling.k8s.io", &["v1", "v1beta1"], &["PriorityClass"]),
    ("storage.k8s.io", &["v1", "v1beta1"], &["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"]),
];

/// What the namespace of an object in no namespace is taken for.
const NONE: &str = "_non_namespaceable_";

impl Id {
    /// The namespace that an object without one is in, or what stands for none.
    pub(super) fn effective_namespace(&self) -> &str {
        if self.gvk.is_cluster_scoped() {
            return NONE;
        }
        match self.namespace.as_str() {
            "" => "default",
            other => other,
        }
    }

    /// Whether both name one object.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.name == other.name
            && self.gvk == other.gvk
            && self.effective_namespace() == other.effective_namespace()
    }

    /// Kind, name and namespace as one compares them.
    pub(super) fn key(&self) -> (&Gvk, &str, &str) {
        (&self.gvk, &self.name, self.effective_namespace())
    }

    /// Whether it is of those that `selector` has.
    pub(super) fn is_of(&self, selector: &Self) -> bool {
        (selector.name.is_empty() || selector.name == self.name)
            && (selector.namespace.is_empty()
                || selector.effective_namespace() == self.effective_namespace())
            && self.gvk.is_of(&selector.gvk)
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.gvk.kind.as_str() {
            "" => "object",
            kind => kind,
        };
        write!(f, "{kind}")?;
        if !self.name.is_empty() {
            write!(f, " `{}`", self.name)?;
        }
        if !self.namespace.is_empty() {
            write!(f, " in namespace `{}`", self.namespace)?;
        }
        Ok(())
    }
}
