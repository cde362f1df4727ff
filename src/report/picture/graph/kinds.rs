//! What the kinds of objects are for: how they are drawn, and in which layer.

use crate::report::picture::paper::Shape;

/// What an object is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Lets requests in.
    Door,
    /// Leads to pods.
    Service,
    /// Scales, protects or watches others.
    Governor,
    /// Makes pods.
    Workload,
    /// Configuration.
    Data,
    /// What may be seen by few.
    Secret,
    /// Storage.
    Storage,
    /// Accounts and what they may do.
    Account,
    /// Anything else.
    Other,
}

/// The layer of what is known by nothing but that others name it.
pub(super) const LAST: usize = 5;
/// The layer of what makes pods.
pub(super) const WORKLOADS: usize = 3;

impl Class {
    /// All of them, in the order of the legend.
    pub(super) const ALL: [Self; 9] = [
        Self::Door,
        Self::Service,
        Self::Governor,
        Self::Workload,
        Self::Data,
        Self::Secret,
        Self::Storage,
        Self::Account,
        Self::Other,
    ];

    /// The class of a kind, and its layer, if it has one of its own.
    pub(super) fn of(group: &str, kind: &str) -> (Self, Option<usize>) {
        let (class, layer) = match kind {
            "Gateway" | "IngressClass" => (Self::Door, 0),
            "GatewayClass" => (Self::Door, LAST),
            "Ingress" | "IngressRoute" | "IngressRouteTCP" | "APIService" => (Self::Door, 1),
            "MutatingWebhookConfiguration" | "ValidatingWebhookConfiguration" => (Self::Door, 1),
            _ if kind.ends_with("Route") && group == "gateway.networking.k8s.io" => (Self::Door, 1),
            "ServiceMonitor" => (Self::Governor, 1),
            "Service" if group.is_empty() => (Self::Service, 2),
            "HorizontalPodAutoscaler" | "VerticalPodAutoscaler" | "ScaledObject" => {
                (Self::Governor, 2)
            }
            "PodDisruptionBudget" | "NetworkPolicy" | "PodMonitor" => (Self::Governor, 2),
            "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "ReplicationController" => {
                (Self::Workload, WORKLOADS)
            }
            "Job" | "CronJob" | "Pod" | "PodTemplate" | "Rollout" => (Self::Workload, WORKLOADS),
            "ConfigMap" => (Self::Data, 4),
            "Secret" => (Self::Secret, 4),
            "PersistentVolumeClaim" => (Self::Storage, 4),
            "PersistentVolume" => (Self::Storage, 5),
            "StorageClass" => (Self::Storage, 6),
            "ServiceAccount" => (Self::Account, 4),
            "RoleBinding" | "ClusterRoleBinding" => (Self::Account, 5),
            "Role" | "ClusterRole" => (Self::Account, 6),
            _ => return (Self::Other, None),
        };
        (class, Some(layer))
    }

    /// What it is drawn as.
    pub(super) fn look(self) -> (Shape, &'static str) {
        match self {
            Self::Door => (Shape::Arrow, "yellow"),
            Self::Service => (Shape::Round, "blue"),
            Self::Governor => (Shape::Hexagon, "grey"),
            Self::Workload => (Shape::Barred, "orange"),
            Self::Data => (Shape::Sheet, "green"),
            Self::Secret => (Shape::Double, "green"),
            Self::Storage => (Shape::Drum, "purple"),
            Self::Account => (Shape::Cut, "purple"),
            Self::Other => (Shape::Box, "grey"),
        }
    }

    /// What the legend calls it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Door => "entrance",
            Self::Service => "Service",
            Self::Governor => "governs",
            Self::Workload => "workload",
            Self::Data => "ConfigMap",
            Self::Secret => "Secret",
            Self::Storage => "storage",
            Self::Account => "account, role",
            Self::Other => "other",
        }
    }

    /// The brackets of Mermaid for a shape near to it, and the name of its class.
    pub(super) fn mermaid(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Door => (">", "]", "door"),
            Self::Service => ("([", "])", "service"),
            Self::Governor => ("{{", "}}", "governor"),
            Self::Workload => ("[[", "]]", "workload"),
            Self::Data => ("[/", "/]", "data"),
            Self::Secret => ("[\\", "\\]", "secret"),
            Self::Storage => ("[(", ")]", "storage"),
            Self::Account => ("(", ")", "account"),
            Self::Other => ("[", "]", "other"),
        }
    }
}
