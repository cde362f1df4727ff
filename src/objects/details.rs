//! What is known of an object by its kind, for others that refer to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::objects::inventory::{Labels, Place, labels};
use crate::objects::spread::is_spread;
use crate::objects::{
    Autoscaler, Budget, Container, Image, Network, Object, Pod, Text, VolumeKind, Workload,
    WorkloadKind,
};
use crate::source::Span;
use crate::yaml::Cursor;

/// What is known of an object beyond its name and its references.
#[derive(Clone, Debug)]
pub enum Detail {
    /// A Service.
    Service(Service),
    /// What has pods.
    Workload(Box<Pods>),
    /// An Ingress.
    Ingress(Ingress),
    /// A NetworkPolicy, of which its selection says all.
    Policy(Policy),
    /// A PersistentVolumeClaim.
    Claim(Claim),
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
    Budget(Budget),
    /// A HorizontalPodAutoscaler, or what is one to others.
    Autoscaler(Box<Autoscaler>),
    /// Another object.
    Other(Other),
}

/// A ServiceMonitor or a PodMonitor of the Prometheus Operator.
#[derive(Clone, Debug)]
pub struct Monitor {
    /// The names of the ports that it scrapes.
    pub ports: Vec<Place>,
}

/// A Role or a ClusterRole.
#[derive(Clone, Debug)]
pub struct Role {
    /// Whether it is put into others, or they into it.
    pub is_aggregated: bool,
}

/// A NetworkPolicy.
#[derive(Clone, Debug)]
pub struct Policy;

/// The data of a ConfigMap or a Secret.
#[derive(Clone, Debug)]
pub struct Data {
    /// Its keys; never a value.
    pub keys: BTreeSet<Box<str>>,
    /// Whether more may be put into it once it is in the cluster.
    pub is_open: bool,
}

/// A ServiceAccount.
#[derive(Clone, Debug)]
pub struct Account {
    /// Whether its token is mounted into pods that do not say, if it says so: `automountServiceAccountToken`.
    pub mounts_token: Option<bool>,
}

/// A Namespace.
#[derive(Clone, Debug)]
pub struct Namespace {
    /// The labels by which it asks for Pod Security Standards, behind their common prefix, and what they say.
    pub pod_security: Vec<(Box<str>, Place)>,
}

/// An object of a kind of which nothing more is known.
#[derive(Clone, Debug)]
pub struct Other {
    /// The labels in its `spec.template`, where it seems to make pods.
    pub labels: Labels,
}

/// A Service that selects pods.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its own labels.
    pub labels: Labels,
    /// The names of its ports.
    pub ports: Vec<String>,
    /// The numbers of its ports.
    pub numbers: Vec<i64>,
    /// The names among its `targetPort`s.
    pub targets: Vec<Place>,
    /// `clusterIP: None`: its name stands for the pods that it leads to, not for an address of its own.
    pub is_headless: bool,
    /// `publishNotReadyAddresses`: it leads to pods that are not ready as well.
    pub has_unready: bool,
    /// The numbers of the TCP ports that it sends to, where it has an address of its own.
    pub sends_to: Vec<(i64, Place)>,
}

/// The pods of a workload.
#[derive(Clone, Debug)]
pub struct Pods {
    /// What makes them.
    pub kind: WorkloadKind,
    /// How many.
    pub replicas: i64,
    /// Where that is written.
    pub replicas_written: Option<Place>,
    /// An update starts new pods before it ends the old ones.
    pub surges: bool,
    /// Their labels.
    pub labels: Labels,
    /// The ordinary containers of each.
    pub containers: Vec<Member>,
    /// The names of their containers' ports.
    pub ports: Vec<String>,
    /// The TCP ports among them, by name.
    pub named_ports: Vec<(String, i64)>,
    /// What is known of where they listen.
    pub network: Network,
    /// The claims that their volumes name.
    pub claims: Vec<Place>,
    /// Whether they are on the network of their node, where no policy holds for them.
    pub host_network: bool,
    /// Whether they say that each is to be placed apart from the others.
    pub is_spread: bool,
    /// Whether the token of their account is mounted, if they say so: `automountServiceAccountToken`.
    pub mounts_token: Option<bool>,
    /// The name of their account.
    pub account: Box<str>,
}

/// A container of some workload's pods.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: Place,
    /// The path of its image, without registry and tag.
    pub image: String,
    /// The resources for its share of which nothing is requested.
    pub unrequested: Vec<&'static str>,
    /// The volumes that it mounts and that one of the pod's containers may write to.
    pub volumes: Vec<String>,
}

/// An Ingress.
#[derive(Clone, Debug)]
pub struct Ingress {
    /// The services that it names a port of, by its name.
    pub backends: Vec<(String, Place)>,
    /// The same by its number.
    pub by_number: Vec<(String, i64, Place)>,
    /// Its class, by the field or by the annotation.
    pub class: Option<String>,
    /// Whether it takes a share of what another one claims: a canary of ingress-nginx.
    pub is_canary: bool,
    /// What it claims.
    pub routes: Vec<Route>,
}

/// A path of a host.
#[derive(Clone, Debug)]
pub struct Route {
    /// The host; empty for every host.
    pub host: String,
    /// The path.
    pub path: Place,
}

/// A PersistentVolumeClaim.
#[derive(Clone, Debug)]
pub struct Claim {
    /// `spec.accessModes`
    pub modes: Vec<String>,
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
            ("", "Service") => service(object).map(Self::Service),
            ("networking.k8s.io", "Ingress") => Some(Self::Ingress(Ingress {
                backends: by_name(object),
                by_number: by_number(object),
                class: class(object),
                is_canary: annotation(object, "nginx.ingress.kubernetes.io/canary").is_some(),
                routes: routes(object),
            })),
            ("networking.k8s.io", "NetworkPolicy") => Some(Self::Policy(Policy)),
            ("", "PersistentVolumeClaim") => {
                let spec = object.root.get("spec");
                let modes = spec.map_or_else(Vec::new, |spec| Text::list(&spec, "accessModes"));
                let modes = modes.iter().map(ToString::to_string).collect();
                Some(Self::Claim(Claim { modes }))
            }
            ("", "ConfigMap" | "Secret") => Some(Self::Data(data(object))),
            ("", "ServiceAccount") => {
                let mounts_token = mounts_token(&object.root);
                Some(Self::Account(Account { mounts_token }))
            }
            ("", "Namespace") => Some(Self::Namespace(namespace(object))),
            ("rbac.authorization.k8s.io", "Role" | "ClusterRole") => Some(Self::Role(role(object))),
            ("policy", "PodDisruptionBudget") => Some(Self::Budget(Budget::of(object))),
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
        let spec = object.root.get("spec");
        let template = spec.and_then(|spec| spec.get("template"));
        let metadata = template.and_then(|template| template.get("metadata"));
        Self::Other(Other {
            labels: labels(metadata.and_then(|metadata| metadata.get("labels"))),
        })
    }

    /// All places in it, to be changed.
    pub(super) fn places_mut(&mut self) -> Box<dyn Iterator<Item = &mut Span> + '_> {
        match self {
            Self::Service(service) => {
                let targets = service.targets.iter_mut().map(|target| &mut target.at);
                let sends_to = service.sends_to.iter_mut();
                Box::new(targets.chain(sends_to.map(|(_, target)| &mut target.at)))
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
            Self::Policy(_)
            | Self::Role(_)
            | Self::Claim(_)
            | Self::Data(_)
            | Self::Account(_)
            | Self::Other(_) => Box::new(std::iter::empty()),
        }
    }
}

/// Source: `endpoints` of a ServiceMonitor and `podMetricsEndpoints` of a PodMonitor, each with the name of a `port`.
fn monitor(object: &Object<'_>) -> Monitor {
    let spec = object.root.get("spec");
    let fields = ["endpoints", "podMetricsEndpoints"].into_iter();
    let lists = fields.filter_map(|field| spec?.get(field));
    let endpoints = lists.flat_map(|list| list.items());
    let ports = endpoints.filter_map(|endpoint| Text::field(&endpoint, "port"));
    Monitor {
        ports: ports.map(|port| Place::of(object, &port)).collect(),
    }
}

/// Source: `aggregationRule` of a ClusterRole, and the labels that those of the cluster itself ask for.
fn role(object: &Object<'_>) -> Role {
    let metadata = object.root.get("metadata");
    let labels = labels(metadata.and_then(|metadata| metadata.get("labels")));
    let is_put = labels.iter().any(|(key, _)| key.contains("/aggregate-to-"));
    Role {
        is_aggregated: is_put || object.root.get("aggregationRule").is_some(),
    }
}

/// The keys of a ConfigMap or a Secret. Source: `data`, `binaryData` and `stringData`, which the server puts into `data`.
fn data(object: &Object<'_>) -> Data {
    let fields = ["data", "binaryData", "stringData"].into_iter();
    let maps = fields.filter_map(|field| object.root.get(field));
    let entries = maps.flat_map(|map| map.entries());
    let keys: BTreeSet<Box<str>> = entries.map(|entry| entry.key.as_key().into()).collect();
    let is_valid = |key: &str| {
        key.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    Data {
        // What is empty is there for something to fill it, and what is no key is yet to be filled in itself.
        is_open: keys.is_empty() || !keys.iter().all(|key| is_valid(key)) || is_filled(object),
        keys,
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
fn namespace(object: &Object<'_>) -> Namespace {
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

fn mounts_token(holder: &Cursor<'_>) -> Option<bool> {
    holder.get("automountServiceAccountToken")?.as_bool()
}

/// The account that a pod runs as: the newer of two fields holds.
fn account(pod: &Pod<'_>) -> Box<str> {
    let fields = ["serviceAccountName", "serviceAccount"].into_iter();
    let mut names = fields.filter_map(|field| Text::field(&pod.spec, field));
    let name = names.find(|name| !name.is_empty());
    name.as_deref().unwrap_or("default").into()
}

fn is_name(port: &Text<'_>) -> bool {
    port.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn service(object: &Object<'_>) -> Option<Service> {
    let spec = object.root.get("spec")?;
    let ports = || {
        spec.get("ports")
            .into_iter()
            .flat_map(|ports| ports.items())
    };
    let targets = ports().filter_map(|port| Text::field(&port, "targetPort").filter(is_name));
    let names = ports().filter_map(|port| Text::field(&port, "name"));
    let numbers = ports().filter_map(|port| Text::field(&port, "port")?.parse().ok());
    let is_headless = Text::field(&spec, "clusterIP").is_some_and(|address| &*address == "None");
    let sends_to = ports().filter_map(|port| {
        let is_tcp = Text::field(&port, "protocol").is_none_or(|protocol| &*protocol == "TCP");
        let target = Text::field(&port, "targetPort").or_else(|| Text::field(&port, "port"))?;
        let number = target.parse().ok().filter(|_| is_tcp && !is_headless)?;
        Some((number, Place::of(object, &target)))
    });
    let metadata = object.root.get("metadata");
    Some(Service {
        labels: labels(metadata.and_then(|metadata| metadata.get("labels"))),
        ports: names.map(|name| name.to_string()).collect(),
        numbers: numbers.collect(),
        targets: targets.map(|target| Place::of(object, &target)).collect(),
        sends_to: sends_to.collect(),
        is_headless,
        has_unready: spec
            .get("publishNotReadyAddresses")
            .and_then(|on| on.as_bool())
            == Some(true),
    })
}

fn pods(object: &Object<'_>, workload: &Workload<'_>, network: Network) -> Pods {
    let pod = &workload.pod;
    let declared = || pod.running().flat_map(|container| &container.ports);
    let ports = declared().filter_map(|port| Some(port.name.as_ref()?.to_string()));
    let numbered = declared()
        .filter(|port| port.protocol == "TCP")
        .filter_map(|port| Some((port.name.as_ref()?.to_string(), port.number?.value)));
    let claims = pod.volumes.iter().filter_map(|volume| {
        let claim = volume.at.get("persistentVolumeClaim")?;
        Some(Place::of(object, &Text::field(&claim, "claimName")?))
    });
    Pods {
        kind: workload.kind,
        replicas: workload.replica_count(),
        replicas_written: workload
            .replicas
            .map(|replicas| Place::number(object, replicas)),
        surges: workload.kind == WorkloadKind::Deployment && surges(object),
        labels: labels(pod.labels),
        containers: members(object, pod),
        ports: ports.collect(),
        named_ports: numbered.collect(),
        network,
        claims: claims.collect(),
        host_network: pod.host_network,
        is_spread: is_spread(object, pod),
        mounts_token: mounts_token(&pod.spec),
        account: account(pod),
    }
}

/// Whether a Deployment's strategy lets a new pod start beside the old ones.
fn surges(object: &Object<'_>) -> bool {
    let spec = object.root.get("spec");
    let Some(strategy) = spec.and_then(|spec| spec.get("strategy")) else {
        return true;
    };
    let recreates = Text::field(&strategy, "type").is_some_and(|kind| &*kind == "Recreate");
    let rolling = strategy.get("rollingUpdate");
    let surge = rolling.and_then(|rolling| Text::field(&rolling, "maxSurge"));
    let is_none = |surge: Text<'_>| matches!(&*surge, "0" | "0%");
    !recreates && !surge.is_some_and(is_none)
}

/// Of CPU and memory, what neither a container nor its pod as a whole requests. Source: what is limited and not requested is
/// requested as much, `resources.limits` of a container.
fn unrequested(pod: &Pod<'_>, container: &Container<'_>) -> Vec<&'static str> {
    let has = |holder: &Cursor<'_>, resource: &str| {
        let resources = holder.get("resources");
        let fields = ["requests", "limits"].into_iter();
        let mut amounts = fields.filter_map(|field| resources?.get(field)?.get(resource));
        amounts.next().is_some()
    };
    let lacks = |resource: &&str| !has(&container.at, resource) && !has(&pod.spec, resource);
    ["cpu", "memory"].into_iter().filter(lacks).collect()
}

fn members(object: &Object<'_>, pod: &Pod<'_>) -> Vec<Member> {
    let mut kinds = BTreeMap::new();
    for volume in &pod.volumes {
        // Of those of one name the first counts, as in [`Pod::volume`].
        kinds.entry(volume.name.as_deref()).or_insert(&volume.kind);
    }
    let written = |name: &&str| {
        let kind = kinds.get(&Some(*name));
        kind.is_some_and(|kind| **kind != VolumeKind::Given)
    };
    let member = |container: &Container<'_>| {
        let volumes = container
            .mounts
            .iter()
            .filter_map(|mount| mount.volume.as_deref());
        Some(Member {
            name: Place::of(object, container.name.as_ref()?),
            image: Image::parse(container.image.as_deref()?).path.to_owned(),
            unrequested: unrequested(pod, container),
            volumes: volumes.filter(written).map(str::to_owned).collect(),
        })
    };
    let mut members: Vec<Member> = pod.containers.iter().filter_map(member).collect();
    members.shrink_to_fit();
    members
}

fn annotation(object: &Object<'_>, key: &str) -> Option<String> {
    let annotations = object.root.get("metadata")?.get("annotations")?;
    Some(Text::field(&annotations, key)?.to_string())
}

/// Source: `ingressClassName`, and the annotation before it.
fn class(object: &Object<'_>) -> Option<String> {
    let spec = object.root.get("spec");
    let own = spec.and_then(|spec| Text::field(&spec, "ingressClassName"));
    let own = own.map(|class| class.to_string());
    own.or_else(|| annotation(object, "kubernetes.io/ingress.class"))
}

fn routes(object: &Object<'_>) -> Vec<Route> {
    let spec = object.root.get("spec");
    let rules = spec.and_then(|spec| spec.get("rules"));
    let rules = rules.into_iter().flat_map(|rules| rules.items());
    let of_rule = |rule: Cursor<'_>| {
        let host = Text::field(&rule, "host").map(|host| host.to_string());
        let host = host.unwrap_or_default();
        let paths = rule.get("http").and_then(|http| http.get("paths"));
        let paths = paths.into_iter().flat_map(|paths| paths.items());
        let paths = paths.filter_map(|path| Text::field(&path, "path"));
        let paths: Vec<Route> = paths
            .map(|path| Route {
                host: host.clone(),
                path: Place::of(object, &path),
            })
            .collect();
        paths
    };
    rules.flat_map(of_rule).collect()
}

/// The Services that an Ingress sends to.
fn backends<'t>(object: &Object<'t>) -> impl Iterator<Item = Cursor<'t>> {
    let spec = object.root.get("spec");
    let rules = spec.and_then(|spec| spec.get("rules"));
    let rules = rules.into_iter().flat_map(|rules| rules.items());
    let paths = rules.filter_map(|rule| rule.get("http")?.get("paths"));
    let backends = paths
        .flat_map(|paths| paths.items())
        .filter_map(|path| path.get("backend"));
    let default = spec.and_then(|spec| spec.get("defaultBackend"));
    let all = default.into_iter().chain(backends);
    all.filter_map(|backend| backend.get("service"))
}

fn by_name(object: &Object<'_>) -> Vec<(String, Place)> {
    // The AWS load balancer controller's word for "an annotation says where to".
    let is_port = |name: &Text<'_>| &**name != "use-annotation";
    let named = |service: Cursor<'_>| {
        let port = Text::field(&service.get("port")?, "name").filter(is_port)?;
        let name = Text::field(&service, "name")?.to_string();
        Some((name, Place::of(object, &port)))
    };
    backends(object).filter_map(named).collect()
}

fn by_number(object: &Object<'_>) -> Vec<(String, i64, Place)> {
    let numbered = |service: Cursor<'_>| {
        let port = Text::field(&service.get("port")?, "number")?;
        let name = Text::field(&service, "name")?.to_string();
        Some((name, port.parse().ok()?, Place::of(object, &port)))
    };
    backends(object).filter_map(numbered).collect()
}
