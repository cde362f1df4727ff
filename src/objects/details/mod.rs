//! What is known of an object by its kind, for others that refer to it.

mod data;
mod pods;
mod policies;
mod traffic;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::objects::inventory::{Label, Labels, Place, labels};
use crate::objects::{Autoscaler, Budget, Network, Object, Workload, WorkloadKind};
use crate::source::Span;
use data::{claim, data, mounts_token, namespace, role, storage};
use pods::pods;
pub use policies::Policy;
pub(crate) use traffic::ingress_rules;
use traffic::{annotation, by_name, by_number, class, monitor, routes, service};

/// What is known of an object beyond its name and its references.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Detail {
    /// A Service.
    Service(Box<Service>),
    /// What has pods.
    Workload(Box<Pods>),
    /// An Ingress.
    Ingress(Box<Ingress>),
    /// A policy that isolates pods.
    Policy(Policy),
    /// A PersistentVolumeClaim.
    Claim(Claim),
    /// A PersistentVolume.
    Storage(Storage),
    /// A ConfigMap or a Secret.
    Data(Data),
    /// A ServiceAccount.
    Account(Account),
    /// A Namespace.
    Namespace(Namespace),
    /// A ServiceMonitor or a PodMonitor.
    Monitor(Monitor),
    /// A Role or a ClusterRole.
    Role(Role),
    /// A PodDisruptionBudget.
    Budget(Box<Budget>),
    /// A HorizontalPodAutoscaler, or what is one to others.
    Autoscaler(Box<Autoscaler>),
    /// Another object.
    Other(Other),
}

/// A ServiceMonitor or a PodMonitor of the Prometheus Operator.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Monitor {
    /// The names of the ports that it scrapes.
    pub ports: Box<[Place]>,
}

/// A Role or a ClusterRole.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Role {
    /// Whether it is put into others, or they into it.
    pub is_aggregated: bool,
    /// Whether one of its rules grants every verb on every resource.
    pub grants_all: bool,
}

/// The data of a ConfigMap or a Secret.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Data {
    /// Its keys, in order; never a value.
    pub keys: Box<[Arc<str>]>,
    /// Whether more may be put into it once it is in the cluster.
    pub is_open: bool,
}

/// A ServiceAccount.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    /// Whether its token is mounted into pods that do not say, if it says so: `automountServiceAccountToken`.
    pub mounts_token: Option<bool>,
}

/// A Namespace.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Namespace {
    /// The labels by which it asks for Pod Security Standards, behind their common prefix, and what they say.
    pub pod_security: Box<[(Arc<str>, Place)]>,
}

/// An object of a kind of which nothing more is known.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Other {
    /// The labels in its `spec.template`, where it seems to make pods.
    pub labels: Labels,
}

/// A Service that selects pods.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Service {
    /// Its own labels.
    pub labels: Labels,
    /// The names of its ports.
    pub ports: Box<[Arc<str>]>,
    /// The numbers of its ports.
    pub numbers: Box<[i64]>,
    /// The names among its `targetPort`s.
    pub targets: Box<[Place]>,
    /// `clusterIP: None`: its name stands for the pods that it leads to, not for an address of its own.
    pub is_headless: bool,
    /// `publishNotReadyAddresses`: it leads to pods that are not ready as well.
    pub has_unready: bool,
    /// The numbers of the TCP ports that it sends to, where it has an address of its own.
    pub sends_to: Box<[(i64, Place)]>,
    /// The names that it asks ExternalDNS for.
    pub dns_names: Box<[Place]>,
}

/// The pods of a workload.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pods {
    /// What makes them.
    pub kind: WorkloadKind,
    /// How many.
    pub replicas: i64,
    /// Where that is written.
    pub replicas_written: Option<Place>,
    /// An update starts new pods before it ends the last of the old ones.
    pub surges: bool,
    /// Their labels.
    pub labels: Labels,
    /// Which of these the selector of what makes them asks for, a bit each; none where it asks for anything else.
    pub selector: u64,
    /// The ordinary containers of each.
    pub containers: Box<[Member]>,
    /// The names of their containers' ports.
    pub ports: Box<[Arc<str>]>,
    /// The TCP ports among them, by name.
    pub named_ports: Box<[(Arc<str>, i64)]>,
    /// What is known of where they listen.
    pub network: Network,
    /// The claims that their volumes name.
    pub claims: Box<[Place]>,
    /// Whether they are on the network of their node, where no policy holds for them.
    pub host_network: bool,
    /// Whether they say that each is to be placed apart from the others.
    pub is_spread: bool,
    /// Whether the token of their account is mounted, if they say so: `automountServiceAccountToken`.
    pub mounts_token: Option<bool>,
    /// The name of their account.
    pub account: Arc<str>,
}

impl Pods {
    /// The labels that the selector of what makes them asks for.
    pub fn selector(&self) -> impl Iterator<Item = &Label> + Clone {
        let labels = self.labels.iter().enumerate();
        let is_asked = |at: &usize| *at < 64 && self.selector >> at & 1 == 1;
        labels.filter_map(move |(at, label)| is_asked(&at).then_some(label))
    }
}

/// A container of some workload's pods.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Member {
    /// Its name.
    pub name: Place,
    /// The path of its image, without registry and tag.
    pub image: Arc<str>,
    /// The resources for its share of which nothing is requested.
    pub unrequested: Box<[Arc<str>]>,
    /// The volumes that it mounts and that one of the pod's containers may write to.
    pub volumes: Box<[Arc<str>]>,
}

/// An Ingress.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ingress {
    /// The services that it names a port of, by its name.
    pub backends: Box<[(Arc<str>, Place)]>,
    /// The same by its number.
    pub by_number: Box<[(Arc<str>, i64, Place)]>,
    /// Its class, by the field or by the annotation.
    pub class: Option<Arc<str>>,
    /// Whether it takes a share of what another one claims: a canary of ingress-nginx.
    pub is_canary: bool,
    /// What it claims.
    pub routes: Box<[Route]>,
}

/// A path of a host.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Route {
    /// The host; empty for every host.
    pub host: Arc<str>,
    /// The path.
    pub path: Place,
}

/// A PersistentVolumeClaim.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claim {
    /// `spec.accessModes`
    pub modes: Box<[Arc<str>]>,
    /// Whether the volume may be files of a network, which nothing attaches to a node: it was made by hand, or its class says so.
    pub may_be_shared: bool,
    /// How much it asks for.
    pub storage: Option<Place>,
    /// Its class, if one is written.
    pub class: Option<Place>,
}

/// A PersistentVolume.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Storage {
    /// `spec.accessModes`
    pub modes: Box<[Arc<str>]>,
    /// How much it holds.
    pub capacity: Option<Arc<str>>,
    /// Its class; empty without one.
    pub class: Arc<str>,
}

/// What may be known of an object.
pub trait Known: Sized + 'static {
    /// The same, if that is what is known.
    fn of(detail: &Detail) -> Option<&Self>;
}

macro_rules! known {
    ($($variant:ident($known:ty)),*) => {
        $(impl Known for $known {
            fn of(detail: &Detail) -> Option<&Self> {
                match detail {
                    Detail::$variant(known) => Some(known),
                    _ => None,
                }
            }
        })*
    };
}

known!(
    Service(Service),
    Workload(Pods),
    Ingress(Ingress),
    Policy(Policy),
    Claim(Claim),
    Storage(Storage),
    Data(Data),
    Account(Account),
    Namespace(Namespace),
    Monitor(Monitor),
    Role(Role),
    Budget(Budget),
    Autoscaler(Autoscaler),
    Other(Other)
);

impl Detail {
    /// That of a workload, with what is known of its pods on the network.
    #[must_use]
    pub(super) fn of_workload(
        object: &Object<'_>,
        workload: &Workload<'_>,
        network: Network,
    ) -> Self {
        Self::Workload(Box::new(pods(object, workload, network)))
    }

    /// That of an object that is no workload, of a kind of the API.
    #[must_use]
    pub(super) fn of(object: &Object<'_>) -> Self {
        let found = match (object.group(), &*object.kind) {
            ("", "Service") => service(object).map(Box::new).map(Self::Service),
            ("networking.k8s.io", "Ingress") => Some(Self::Ingress(Box::new(Ingress {
                backends: by_name(object),
                by_number: by_number(object),
                class: class(object),
                is_canary: annotation(object, "nginx.ingress.kubernetes.io/canary").is_some(),
                routes: routes(object),
            }))),
            ("networking.k8s.io", "NetworkPolicy") => Policy::of(object).map(Self::Policy),
            ("", "PersistentVolumeClaim") => Some(Self::Claim(claim(object))),
            ("", "PersistentVolume") => Some(Self::Storage(storage(object))),
            ("", "ConfigMap" | "Secret") => Some(Self::Data(data(object))),
            ("", "ServiceAccount") => {
                let mounts_token = mounts_token(&object.root);
                Some(Self::Account(Account { mounts_token }))
            }
            ("", "Namespace") => Some(Self::Namespace(namespace(object))),
            ("rbac.authorization.k8s.io", "Role" | "ClusterRole") => Some(Self::Role(role(object))),
            ("policy", "PodDisruptionBudget") => Some(Self::Budget(Box::new(Budget::of(object)))),
            ("autoscaling", "HorizontalPodAutoscaler") => {
                Autoscaler::of(object).map(Box::new).map(Self::Autoscaler)
            }
            _ => None,
        };
        found.unwrap_or_else(|| Self::of_unknown(object))
    }

    /// That of an object whose kind is not known.
    #[must_use]
    pub(super) fn of_unknown(object: &Object<'_>) -> Self {
        if object.group() == "keda.sh"
            && object.kind == "ScaledObject"
            && let Some(scaler) = Autoscaler::of_keda(object)
        {
            return Self::Autoscaler(Box::new(scaler));
        }
        if let ("monitoring.coreos.com", "ServiceMonitor" | "PodMonitor") =
            (object.group(), &*object.kind)
        {
            return Self::Monitor(monitor(object));
        }
        if let Some(policy) = Policy::of(object) {
            return Self::Policy(policy);
        }
        let spec = object.root.get("spec");
        let template = spec.and_then(|spec| spec.get("template"));
        let metadata = template.and_then(|template| template.get("metadata"));
        Self::Other(Other {
            labels: labels(metadata.and_then(|metadata| metadata.get("labels"))).into(),
        })
    }

    /// All places in it, to be changed.
    pub(super) fn places_mut(&mut self) -> Box<dyn Iterator<Item = &mut Span> + '_> {
        match self {
            Self::Service(service) => {
                let targets = service.targets.iter_mut().map(|target| &mut target.at);
                let sends_to = service.sends_to.iter_mut();
                let names = service.dns_names.iter_mut().map(|name| &mut name.at);
                let sends_to = sends_to.map(|(_, target)| &mut target.at);
                Box::new(targets.chain(sends_to).chain(names))
            }
            Self::Workload(pods) => {
                let names = pods.containers.iter_mut();
                let names = names.map(|container| &mut container.name.at);
                let claims = pods.claims.iter_mut().map(|claim| &mut claim.at);
                Box::new(names.chain(claims).chain(pods.network.places_mut()))
            }
            Self::Ingress(ingress) => {
                let names = ingress.backends.iter_mut().map(|(_, port)| &mut port.at);
                let numbers = ingress.by_number.iter_mut();
                let routes = ingress.routes.iter_mut().map(|route| &mut route.path.at);
                let numbers = numbers.map(|(_, _, port)| &mut port.at);
                Box::new(names.chain(numbers).chain(routes))
            }
            Self::Namespace(namespace) => {
                let labels = namespace.pod_security.iter_mut();
                Box::new(labels.map(|(_, value)| &mut value.at))
            }
            Self::Monitor(monitor) => Box::new(monitor.ports.iter_mut().map(|port| &mut port.at)),
            Self::Budget(budget) => Box::new(budget.places_mut()),
            Self::Autoscaler(scaler) => Box::new(scaler.places_mut()),
            Self::Claim(claim) => {
                let written = [&mut claim.storage, &mut claim.class].into_iter().flatten();
                Box::new(written.map(|place| &mut place.at))
            }
            Self::Policy(_)
            | Self::Role(_)
            | Self::Storage(_)
            | Self::Data(_)
            | Self::Account(_)
            | Self::Other(_) => Box::new(std::iter::empty()),
        }
    }
}
