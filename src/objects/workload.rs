//! The kinds that have a pod.

use serde::{Deserialize, Serialize};

use crate::objects::{Number, Object, Pod};
use crate::yaml::{Cursor, Kind};

/// A kind that has a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkloadKind {
    /// A pod by itself.
    Pod,
    /// A pod for others to copy.
    PodTemplate,
    /// `apps`
    Deployment,
    /// `apps`
    ReplicaSet,
    /// Its forerunner, in the core group.
    ReplicationController,
    /// `apps`
    StatefulSet,
    /// `apps`
    DaemonSet,
    /// `batch`
    Job,
    /// `batch`
    CronJob,
    /// What a custom resource makes pods of, see [`Workload::carried`].
    Custom,
}

impl WorkloadKind {
    /// By API group and kind. Groups that old versions had for the same kinds count, and so do the kinds of others that have
    /// their pods in the same place and scale and update them alike.
    ///
    /// Sources: the references of Argo Rollouts, OpenKruise, Knative Serving and OpenShift.
    #[must_use]
    pub fn of(group: &str, kind: &str) -> Option<Self> {
        Some(match (group, kind) {
            ("", "Pod") => Self::Pod,
            ("", "PodTemplate") => Self::PodTemplate,
            ("", "ReplicationController") => Self::ReplicationController,
            ("apps" | "extensions", "Deployment") => Self::Deployment,
            ("apps" | "extensions", "ReplicaSet") => Self::ReplicaSet,
            ("apps" | "extensions", "DaemonSet") => Self::DaemonSet,
            ("apps", "StatefulSet") => Self::StatefulSet,
            ("batch", "Job") => Self::Job,
            ("batch", "CronJob") => Self::CronJob,
            ("argoproj.io", "Rollout") | ("apps.kruise.io", "CloneSet") => Self::Deployment,
            ("apps.kruise.io", "StatefulSet") => Self::StatefulSet,
            ("apps.kruise.io", "DaemonSet") => Self::DaemonSet,
            ("apps.kruise.io", "BroadcastJob") => Self::Job,
            ("serving.knative.dev", "Service" | "Configuration")
            | ("apps.openshift.io", "DeploymentConfig") => Self::Custom,
            _ => return None,
        })
    }

    /// The way to the pod's `metadata` and `spec`.
    fn path(self) -> &'static [&'static str] {
        match self {
            Self::Pod => &[],
            Self::PodTemplate => &["template"],
            Self::CronJob => &["spec", "jobTemplate", "spec", "template"],
            _ => &["spec", "template"],
        }
    }

    /// Where the pod's `metadata` and `spec` are in an object of the kind.
    pub(crate) fn template<'t>(self, object: &Object<'t>) -> Option<Cursor<'t>> {
        let mut keys = self.path().iter();
        keys.try_fold(object.root, |at, key| at.get(key))
    }

    /// Whether its pods run to their end.
    #[must_use]
    pub fn ends(self) -> bool {
        matches!(self, Self::Job | Self::CronJob)
    }

    /// Whether it selects its pods, and must say which.
    #[must_use]
    pub fn selects(self) -> bool {
        use WorkloadKind::{DaemonSet, Deployment, ReplicaSet, StatefulSet};
        matches!(self, DaemonSet | Deployment | ReplicaSet | StatefulSet)
    }

    /// Whether a number of replicas can be asked for.
    #[must_use]
    pub fn scales(self) -> bool {
        use WorkloadKind::{Deployment, ReplicaSet, ReplicationController, StatefulSet};
        matches!(
            self,
            Deployment | ReplicaSet | ReplicationController | StatefulSet
        )
    }
}

/// A workload: a pod and what keeps it.
#[derive(Clone, Debug)]
pub struct Workload<'t> {
    /// Its kind.
    pub kind: WorkloadKind,
    /// `spec.replicas`, if written.
    pub replicas: Option<Number<'t>>,
    /// What has the pod's `metadata` and `spec`, unless that is a `spec` alone.
    pub template: Option<Cursor<'t>>,
    /// Its pod.
    pub pod: Pod<'t>,
}

impl<'t> Workload<'t> {
    /// The workload that an object is; `None` if its kind has no pod or its pod has no `spec`.
    #[must_use]
    pub fn of(object: &Object<'t>) -> Option<Self> {
        let kind = WorkloadKind::of(object.group(), &object.kind)?;
        let template = kind.template(object)?;
        let written = template.entry("spec")?;
        let spec = Some(written.value).filter(|spec| spec.kind() == Kind::Mapping)?;
        let outer = object.root.get("spec");
        let field = |key| {
            outer
                .filter(|_| kind.scales())
                .and_then(|outer| outer.get(key))
        };
        Some(Self {
            kind,
            replicas: outer
                .filter(|_| kind.scales())
                .and_then(|at| Number::field(&at, "replicas")),
            template: Some(template),
            pod: Pod {
                anchor: written.key,
                ..Pod::read(
                    spec,
                    template.get("metadata"),
                    field("volumeClaimTemplates"),
                )
            },
        })
    }

    /// How many pods are asked for; one unless written.
    #[must_use]
    pub fn replica_count(&self) -> i64 {
        self.replicas.map_or(1, |replicas| replicas.value)
    }
}

/// The template of an object's pods, if it is a workload with one.
#[must_use]
pub fn template_of<'t>(object: &Object<'t>) -> Option<Cursor<'t>> {
    let kind = WorkloadKind::of(object.group(), &object.kind)?;
    kind.template(object)
        .filter(|at| at.id() != object.root.id())
}
