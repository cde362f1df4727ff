//! What cross-references need of the objects of a run: names, labels and places, but no trees.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Label, ObjectRef, RuleId};
use crate::field_path::FieldPath;
use crate::objects::{
    Container, Image, Network, Object, Pod, Text, VolumeKind, Workload, WorkloadKind,
};
use crate::source::{SourceId, Span};
use crate::yaml::Cursor;

/// The objects of a run that others refer to, or that refer to others.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// Services that select pods.
    pub services: Vec<Entry<Service>>,
    /// Workloads.
    pub workloads: Vec<Entry<Pods>>,
    /// Ingresses.
    pub ingresses: Vec<Entry<Ingress>>,
    /// Network policies.
    pub policies: Vec<Entry<Policy>>,
    /// Claims of volumes.
    pub claims: Vec<Entry<Claim>>,
}

/// An object of the inventory.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// The source it stands in.
    pub source: SourceId,
    /// The document it stands in, from 0.
    pub document: u32,
    /// The directory of its source: what stands together there is applied together.
    pub directory: Arc<str>,
    /// What reports call it.
    pub object: ObjectRef,
    /// Its name, or its kind where it has none.
    pub at: Span,
    /// What others need to know of it.
    pub is: T,
}

/// A string of an object and where it stands.
#[derive(Debug, Clone)]
pub struct Place {
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub at: Span,
    /// The field's path.
    pub field: FieldPath,
}

/// Labels, or a selector that asks for them.
pub type Labels = Vec<(String, String)>;

/// A Service that selects pods.
#[derive(Clone, Debug)]
pub struct Service {
    /// `spec.selector`
    pub selector: Labels,
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
}

/// A container of some workload's pods.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: Place,
    /// The path of its image, without registry and tag.
    pub image: String,
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
}

/// A NetworkPolicy.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The labels of the pods it is for; `None` where it asks in another way than by labels alone.
    pub selector: Option<Labels>,
}

/// A PersistentVolumeClaim.
#[derive(Clone, Debug)]
pub struct Claim {
    /// `spec.accessModes`
    pub modes: Vec<String>,
}

impl<T> Entry<T> {
    /// A diagnostic of `rule` at a place of this object.
    #[must_use]
    pub fn diagnostic(&self, rule: RuleId, at: &Place, message: String) -> Diagnostic {
        let mut found = Diagnostic::new(rule, self.source, at.at, message).field(at.field.clone());
        found.document = self.document;
        found.object = Some(self.object.clone());
        found
    }

    /// This object as another place of a diagnostic.
    #[must_use]
    pub fn label(&self, message: impl Into<String>) -> Label {
        Label {
            source: self.source,
            span: self.at,
            message: message.into(),
        }
    }

    /// What messages call it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.object.name.as_deref().unwrap_or_default()
    }

    /// Its name as a place.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            text: self.name().to_owned(),
            at: self.at,
            field: FieldPath::top("metadata").field("name"),
        }
    }
}

impl Inventory {
    /// Takes up a workload, with what is known of its pods on the network.
    pub fn add_workload(
        &mut self,
        object: &Object<'_>,
        workload: &Workload<'_>,
        network: Network,
        path: &str,
    ) {
        let pods = pods(object, workload, network);
        self.workloads.push(entry(object, path, pods));
    }

    /// Takes up what others need to know of an object that is no workload.
    pub fn add(&mut self, object: &Object<'_>, path: &str) {
        match (object.group(), &*object.kind) {
            ("", "Service") => {
                let service = service(object).map(|service| entry(object, path, service));
                self.services.extend(service);
            }
            ("networking.k8s.io", "Ingress") => {
                let ingress = Ingress {
                    backends: by_name(object),
                    by_number: by_number(object),
                };
                self.ingresses.push(entry(object, path, ingress));
            }
            ("networking.k8s.io", "NetworkPolicy") => {
                let selector = policy_selector(object);
                self.policies.push(entry(object, path, Policy { selector }));
            }
            ("", "PersistentVolumeClaim") => {
                let spec = object.root.get("spec");
                let modes = spec.map_or_else(Vec::new, |spec| Text::list(&spec, "accessModes"));
                let modes = modes.iter().map(ToString::to_string).collect();
                self.claims.push(entry(object, path, Claim { modes }));
            }
            _ => {}
        }
    }

    /// Forgets some objects, by their documents and where in these their names stand.
    pub fn forget(&mut self, is_gone: &dyn Fn(u32, Span) -> bool) {
        fn drop_from<T>(entries: &mut Vec<Entry<T>>, is_gone: &dyn Fn(u32, Span) -> bool) {
            entries.retain(|entry| !is_gone(entry.document, entry.at));
        }
        drop_from(&mut self.services, is_gone);
        drop_from(&mut self.workloads, is_gone);
        drop_from(&mut self.ingresses, is_gone);
        drop_from(&mut self.policies, is_gone);
        drop_from(&mut self.claims, is_gone);
    }

    /// Has all places lead elsewhere; where they lead nowhere, they stay.
    pub fn move_places(&mut self, to: &dyn Fn(Span) -> Option<Span>) {
        let services = self.services.iter_mut().flat_map(|entry| {
            let targets = entry.is.targets.iter_mut().map(|target| &mut target.at);
            let sends_to = entry.is.sends_to.iter_mut();
            let sends_to = sends_to.map(|(_, target)| &mut target.at);
            targets.chain(sends_to).chain([&mut entry.at])
        });
        let workloads = self.workloads.iter_mut().flat_map(|entry| {
            let names = entry.is.containers.iter_mut();
            let names = names.map(|container| &mut container.name.at);
            let claims = entry.is.claims.iter_mut().map(|claim| &mut claim.at);
            let network = entry.is.network.places_mut();
            names.chain(claims).chain(network).chain([&mut entry.at])
        });
        let ingresses = self.ingresses.iter_mut().flat_map(|entry| {
            let backends = entry.is.backends.iter_mut();
            let names = backends.map(|(_, port)| &mut port.at);
            let numbers = entry.is.by_number.iter_mut();
            let numbers = numbers.map(|(_, _, port)| &mut port.at);
            names.chain(numbers).chain([&mut entry.at])
        });
        let policies = self.policies.iter_mut().map(|entry| &mut entry.at);
        let claims = self.claims.iter_mut().map(|entry| &mut entry.at);
        let places = services.chain(workloads).chain(ingresses);
        for at in places.chain(policies).chain(claims) {
            *at = to(*at).unwrap_or(*at);
        }
    }

    /// Takes up all of another inventory.
    pub fn append(&mut self, mut other: Self) {
        self.services.append(&mut other.services);
        self.workloads.append(&mut other.workloads);
        self.ingresses.append(&mut other.ingresses);
        self.policies.append(&mut other.policies);
        self.claims.append(&mut other.claims);
    }
}

fn entry<T>(object: &Object<'_>, path: &str, is: T) -> Entry<T> {
    let metadata = object.root.get("metadata");
    let name = metadata.and_then(|metadata| metadata.get("name"));
    let at = name
        .or_else(|| object.root.get("kind"))
        .unwrap_or(object.root);
    let path = path.strip_prefix("./").unwrap_or(path);
    Entry {
        source: object.source,
        document: object.document,
        directory: path
            .rsplit_once('/')
            .map_or("", |(directory, _)| directory)
            .into(),
        object: object.reference(),
        at: at.span(),
        is,
    }
}

impl Place {
    /// A text of an object.
    #[must_use]
    pub fn of(object: &Object<'_>, text: &Text<'_>) -> Self {
        Self {
            text: text.to_string(),
            at: text.at.span(),
            field: object.field(&text.at),
        }
    }
}

/// The entries of a mapping of strings.
pub(crate) fn labels(written: Option<Cursor<'_>>) -> Labels {
    let entries = written.into_iter().flat_map(|written| written.entries());
    entries
        .filter_map(|entry| {
            let value = Text::read(entry.value)?;
            Some((entry.key.as_key().into_owned(), value.value.into_owned()))
        })
        .collect()
}

fn is_name(port: &Text<'_>) -> bool {
    port.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn service(object: &Object<'_>) -> Option<Service> {
    let spec = object.root.get("spec")?;
    let selector = labels(spec.get("selector"));
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
    Some(Service {
        selector,
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
        surges: workload.kind == WorkloadKind::Deployment && surges(object),
        labels: labels(pod.labels),
        containers: members(object, pod),
        ports: ports.collect(),
        named_ports: numbered.collect(),
        network,
        claims: claims.collect(),
        host_network: pod.host_network,
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
            volumes: volumes.filter(written).map(str::to_owned).collect(),
        })
    };
    pod.containers.iter().filter_map(member).collect()
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

fn policy_selector(object: &Object<'_>) -> Option<Labels> {
    let selector = object.root.get("spec")?.get("podSelector")?;
    let by_labels = selector.get("matchExpressions").is_none();
    by_labels.then(|| labels(selector.get("matchLabels")))
}
