//! The Services of the file that lead to the pods, and those that the split adds.

use super::cut;
use super::draft::Value;
use super::edits::Edits;
use super::fresh::{metadata, object};
use super::labels::{Labels, has, relabel, relabelled};
use crate::facts::Part;
use crate::objects::{Container, Label, Number, Object, Text, labels};
use crate::yaml::Cursor;

/// A Service that selects the pods of the workload.
#[derive(Debug)]
pub(super) struct Served<'p, 't> {
    pub(super) object: &'p Object<'t>,
    pub(super) name: String,
    pub(super) selector: Vec<Label>,
    pub(super) headless: bool,
    /// Whether it is reached from within the cluster only.
    internal: bool,
    pub(super) ports: Vec<ServicePort>,
}

/// A port of a Service.
#[derive(Clone, Debug)]
pub(super) struct ServicePort {
    pub(super) number: i64,
    name: Option<String>,
    target: Target,
    /// Whether it leads to what moves.
    pub(super) moves: bool,
}

#[derive(Clone, Debug)]
enum Target {
    Number(i64),
    Name(String),
}

/// What becomes of a Service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It leads to what stays.
    Stays,
    /// It leads to what moves.
    Moves,
    /// It leads to both.
    Splits,
}

/// The Services that select pods with these labels.
pub(super) fn of_pods<'p, 't>(
    objects: &'p [Object<'t>],
    workload: &Object<'t>,
    pod: &[Label],
) -> Vec<Served<'p, 't>> {
    let beside = objects.iter().filter(|object| {
        object.kind == "Service"
            && object.group().is_empty()
            && object.namespace() == workload.namespace()
    });
    let served = beside.filter_map(|object| {
        let spec = object.root.get("spec")?;
        let selector = labels(spec.get("selector"));
        let selects =
            !selector.is_empty() && selector.iter().all(|(key, value)| has(pod, key, value));
        let ports = spec
            .get("ports")
            .into_iter()
            .flat_map(|ports| ports.items());
        selects.then(|| Served {
            object,
            name: object.name().unwrap_or_default().into_owned(),
            headless: Text::field(&spec, "clusterIP").as_deref() == Some("None"),
            internal: Text::field(&spec, "type").is_none_or(|kind| &*kind == "ClusterIP"),
            ports: ports.filter_map(ServicePort::read).collect(),
            selector,
        })
    });
    served.collect()
}

impl ServicePort {
    fn read(at: Cursor<'_>) -> Option<Self> {
        let number = Number::field(&at, "port")?.value;
        let target = at.get("targetPort").filter(|target| !target.is_null());
        let target = target.map_or(Target::Number(number), |target| match target.as_int() {
            Some(number) => Target::Number(number as i64),
            None => Target::Name(target.as_key().into_owned()),
        });
        Some(Self {
            number,
            name: Text::field(&at, "name").map(|name| name.value.into_owned()),
            target,
            moves: false,
        })
    }

    /// Whether it leads to one of these containers.
    fn leads_to(&self, containers: &[&Container<'_>], parts: &[&Part<'_, '_>]) -> bool {
        match &self.target {
            Target::Number(number) => {
                let declares = |container: &&Container<'_>| {
                    let mut ports = container.ports.iter();
                    ports.any(|port| port.number.is_some_and(|port| port.value == *number))
                };
                parts
                    .iter()
                    .any(|part| part.likely_ports().contains(number))
                    || containers.iter().any(declares)
            }
            Target::Name(name) => containers
                .iter()
                .any(|container| names_port(container, name)),
        }
    }

    fn is_number(&self, port: i64) -> bool {
        matches!(&self.target, Target::Number(number) if *number == port)
    }
}

fn names_port(container: &Container<'_>, name: &str) -> bool {
    let mut ports = container.ports.iter();
    ports.any(|port| port.name.as_deref() == Some(name))
}

/// One side of the split.
#[derive(Debug, Default)]
pub(super) struct Side<'p, 't> {
    pub(super) containers: Vec<&'p Container<'t>>,
    pub(super) parts: Vec<&'p Part<'p, 't>>,
}

impl<'p, 't> Served<'p, 't> {
    /// Marks the ports that lead to what moves and not to what stays.
    pub(super) fn mark(&mut self, moves: &Side<'p, 't>, stays: &Side<'p, 't>) {
        for port in &mut self.ports {
            port.moves = port.leads_to(&moves.containers, &moves.parts)
                && !port.leads_to(&stays.containers, &stays.parts);
        }
    }

    pub(super) fn turn(&self) -> Turn {
        let moving = self.ports.iter().filter(|port| port.moves).count();
        match moving {
            0 => Turn::Stays,
            all if all == self.ports.len() => Turn::Moves,
            _ => Turn::Splits,
        }
    }

    /// Whether another Service with the pods' own ports can stand for what it loses.
    pub(super) fn can_fold(&self) -> bool {
        let mut moving = self.ports.iter().filter(|port| port.moves);
        self.internal && moving.all(|port| port.is_number(port.number))
    }

    /// Whether a client that named a port of the pod finds it here under the same number.
    pub(super) fn has(&self, port: i64, moves: bool) -> bool {
        self.ports.iter().any(|known| {
            known.moves == moves
                && (known.is_number(port) && (known.number == port || self.headless)
                    || known.number == port && matches!(known.target, Target::Name(_)))
        })
    }

    /// Points the selector at the new pods.
    pub(super) fn point(&self, labels: &Labels, edits: &mut Edits) {
        let selector = self
            .object
            .root
            .get("spec")
            .and_then(|spec| spec.get("selector"));
        let entries = selector.into_iter().flat_map(|selector| selector.entries());
        relabel(entries.map(|entry| (entry.key, entry.value)), labels, edits);
    }

    /// Takes the ports away that lead to what moves.
    pub(super) fn keep(&self, moves: bool, edits: &mut Edits) {
        let ports = self
            .object
            .root
            .get("spec")
            .and_then(|spec| spec.get("ports"));
        if let Some(ports) = ports {
            let numbered: Vec<_> = ports
                .items()
                .map(|item| ServicePort::read(item).is_some())
                .collect();
            let index = |at: usize| numbered[..at].iter().filter(|known| **known).count();
            let gone = |at: usize| {
                numbered[at]
                    && self
                        .ports
                        .get(index(at))
                        .is_some_and(|port| port.moves != moves)
            };
            edits.remove(cut::items(&ports, gone));
        }
    }

    /// The ports that lead to what moves.
    pub(super) fn lost(&self) -> impl Iterator<Item = i64> {
        let moving = self.ports.iter().filter(|port| port.moves);
        moving.map(|port| port.number)
    }

    /// Whether a port is among them, by its number or its name.
    pub(super) fn loses(&self, number: Option<i128>, name: Option<&str>) -> bool {
        let mut moving = self.ports.iter().filter(|port| port.moves);
        moving.any(|port| {
            number == Some(port.number.into()) || name.is_some() && name == port.name.as_deref()
        })
    }

    /// The same, as they are written.
    pub(super) fn lost_ports(&self) -> Option<Value> {
        let mut edits = Edits::default();
        self.keep(true, &mut edits);
        let ports = self.object.root.get("spec")?.entry("ports")?;
        Some(Value::copy(&ports, &edits))
    }

    /// A Service like it, with the ports that lead to what moves.
    pub(super) fn moved(&self, name: &str, labels: &Labels) -> Value {
        let mut edits = Edits::default();
        self.point(labels, &mut edits);
        self.keep(true, &mut edits);
        let root = self.object.root;
        if let Some(spec) = root.get("spec") {
            // Addresses are given to one Service each.
            let is_given = |key: &str| {
                matches!(key, "clusterIPs" | "healthCheckNodePort")
                    || key == "clusterIP" && !self.headless
            };
            edits.remove(cut::entries(&spec, is_given));
        }
        let spec = root.entry("spec");
        let spec = spec.map_or(Value::Map(Vec::new()), |spec| Value::copy(&spec, &edits));
        let own = root
            .get("metadata")
            .and_then(|metadata| metadata.get("labels"));
        let mut metadata = metadata(self.object, name, &relabelled(own, labels));
        let annotations = root
            .get("metadata")
            .and_then(|old| old.entry("annotations"));
        if let (Value::Map(entries), Some(annotations)) = (&mut metadata, annotations) {
            let is_status = |key: &str| key.ends_with("/last-applied-configuration");
            edits.remove(cut::entries(&annotations.value, is_status));
            if !annotations
                .value
                .entries()
                .all(|entry| is_status(&entry.key.as_key()))
            {
                entries.push(("annotations".to_owned(), Value::copy(&annotations, &edits)));
            }
        }
        object("v1", "Service", metadata, spec)
    }
}
