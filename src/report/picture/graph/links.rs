//! Which object refers to which, and what is broken in that, from the references of an inventory and what the rules go by.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::kinds::{Class, LAST, WORKLOADS};
use super::{Edge, Node, State};
use crate::facts::{
    AbsentKey, AbsentPort, Unmatched, Unresolved, absent_keys, absent_ports, must_be_there,
    unmatched, unresolved,
};
use crate::objects::{
    Application, Inventory, Neighbours, Other, Pods, Reference, Resource, Selection, Target,
    Template, is_of_cluster,
};
use crate::report::picture::shown;

/// Whose selectors say what they are for. Others say where pods are to run, or whom they let in.
const SELECTING: [&str; 5] = [
    "NetworkPolicySpec",
    "PodDisruptionBudgetSpec",
    "PodMonitorSpec",
    "ServiceMonitorSpec",
    "ServiceSpec",
];

/// All objects of an inventory, joined or not, and behind them what they name and is not there.
pub(super) struct Web<'i> {
    pub(super) nodes: Vec<Node>,
    /// The object that each of the first is.
    pub(super) resources: &'i [Resource],
    /// The references of each node.
    pub(super) edges: Vec<Vec<Edge>>,
}

impl<'i> Web<'i> {
    pub(super) fn of(inventory: &'i Inventory) -> Self {
        let neighbours = Neighbours::of(inventory);
        let (named, selected) = (unresolved(&neighbours), unmatched(&neighbours));
        let places = inventory.resources.iter().enumerate();
        let mut weaver = Weaver {
            places: places
                .map(|(at, resource)| (std::ptr::from_ref(resource), at))
                .collect(),
            missing: HashMap::new(),
            joined: HashSet::new(),
            unresolved: named
                .iter()
                .flat_map(|one| one.to.iter().map(move |&to| (std::ptr::from_ref(to), one)))
                .collect(),
            unmatched: selected
                .iter()
                .map(|one| (std::ptr::from_ref(one.selection), one))
                .collect(),
            lacking: lacking(&neighbours),
            neighbours: &neighbours,
            web: Self {
                nodes: inventory.resources.iter().map(node).collect(),
                resources: &inventory.resources,
                edges: vec![Vec::new(); inventory.resources.len()],
            },
        };
        for (at, resource) in inventory.resources.iter().enumerate() {
            for reference in &resource.refers.named {
                weaver.name((at, resource), reference);
            }
            for selection in &resource.refers.selections {
                weaver.select((at, resource), selection);
            }
        }
        let mut web = weaver.web;
        web.settle_layers();
        web
    }

    /// What has no layer by its kind stands before what it names, and else where things are named.
    fn settle_layers(&mut self) {
        for (node, edges) in self.nodes.iter_mut().zip(&self.edges) {
            if node.class == Class::Other && !edges.is_empty() {
                node.layer = 1;
            }
        }
    }

    /// The application of a node, of what is not there none.
    pub(super) fn application(&self, node: usize) -> Option<&Application> {
        self.resources
            .get(node)
            .map(|resource| &resource.application)
    }
}

/// What is called so, in a directory and a namespace.
type Called = (State, String, String, (Arc<str>, Option<String>));

struct Weaver<'w, 'i> {
    places: HashMap<*const Resource, usize>,
    /// The nodes of what is not there.
    missing: HashMap<Called, usize>,
    joined: HashSet<(usize, usize)>,
    unresolved: HashMap<*const Reference, &'w Unresolved<'i>>,
    unmatched: HashMap<*const Selection, &'w Unmatched<'i>>,
    /// The keys and ports that one object asks another for, which does not have them.
    lacking: HashMap<(*const Resource, *const Resource), BTreeSet<String>>,
    neighbours: &'w Neighbours<'i>,
    web: Web<'i>,
}

impl<'i> Weaver<'_, 'i> {
    fn join(&mut self, from: usize, to: usize, by_labels: bool) {
        if from != to && self.joined.insert((from, to)) {
            let lacking = self.lacking(from, to);
            let lacks = lacking.is_some();
            if let Some(lacking) = lacking {
                self.web.nodes[to].remark(&lacking);
            }
            self.web.edges[from].push(Edge {
                from,
                to,
                by_labels,
                lacks,
            });
        }
    }

    /// What one object asks another for that this one does not have, in words.
    fn lacking(&self, from: usize, to: usize) -> Option<String> {
        let resource = |at: usize| self.web.resources.get(at).map(std::ptr::from_ref);
        let lacking = self.lacking.get(&(resource(from)?, resource(to)?))?;
        let words: Vec<&str> = lacking.iter().map(String::as_str).collect();
        Some(format!("✗ no {}", words.join(", ")))
    }

    fn name(&mut self, (at, from): (usize, &'i Resource), reference: &'i Reference) {
        let (group, kind) = reference.target();
        let broken = self.unresolved.get(&std::ptr::from_ref(reference)).copied();
        if broken.is_none()
            && let Some(target) = self.target(from, reference)
        {
            if let Some(&to) = self.places.get(&std::ptr::from_ref(target)) {
                self.join(at, to, false);
            }
            return;
        }
        let state = match broken {
            Some(_) => State::Broken,
            None if must_be_there(reference) && !is_of_cluster(group, kind) => State::Absent,
            None => return,
        };
        let near = broken.and_then(|broken| broken.near);
        let (class, layer) = Class::of(group, kind);
        let missing = Node {
            name: shown(&reference.name.text),
            kind: shown(kind),
            note: near.map(|near| hint(near, kind, &reference.name.text)),
            class,
            layer: layer.unwrap_or(LAST),
            state,
        };
        let to = self.missing(missing, (from, reference.asked_in(from)));
        self.join(at, to, false);
    }

    /// What a reference names: beside the object, or the only one of that name.
    fn target(&self, from: &'i Resource, reference: &'i Reference) -> Option<&'i Resource> {
        let (group, kind) = reference.target();
        let beside = self.neighbours.referred(from, reference);
        beside.or_else(|| {
            let only = self.neighbours.names.only(kind, &reference.name.text)?;
            (reference.is_of_any_group() || only.group() == group).then_some(only)
        })
    }

    fn select(&mut self, (at, from): (usize, &'i Resource), selection: &'i Selection) {
        if let Some(unmatched) = self.unmatched.get(&std::ptr::from_ref(selection)).copied() {
            let labels = selection.labels.iter();
            let labels: Vec<String> = labels
                .map(|(key, value)| format!("{key}={value}"))
                .collect();
            let is_service = selection.edge.to == Target::Labelled("", "Service");
            let (kind, class) = match is_service {
                true => ("no Service", Class::Service),
                false => ("no pod", Class::Workload),
            };
            let meant = unmatched.meant.and_then(|meant| meant.has);
            let missing = Node {
                name: shown(&labels.join(", ")),
                kind: kind.to_owned(),
                note: meant.map(|(key, value)| shown(&format!("{key}={value}?"))),
                class,
                layer: if is_service { 2 } else { WORKLOADS },
                state: State::Broken,
            };
            let to = self.missing(missing, (from, from.namespace()));
            return self.join(at, to, true);
        }
        if SELECTING.contains(&selection.edge.of) && selection.is_by_labels {
            for template in self.selected(from, selection) {
                if let Some(&to) = self.places.get(&std::ptr::from_ref(template.resource)) {
                    self.join(at, to, true);
                }
            }
        }
    }

    /// What a selector selects: beside its object, or the only one that has the labels.
    fn selected(&self, from: &'i Resource, selection: &'i Selection) -> Vec<Template<'i>> {
        let among = match selection.edge.to {
            Target::Labelled("", "Service") => &self.neighbours.services_by_label,
            _ => &self.neighbours.pods_by_label,
        };
        let is_monitor = selection.edge.of.ends_with("MonitorSpec");
        let namespace = from.namespace().filter(|_| !is_monitor);
        let all: Vec<Template<'i>> = among.with(namespace, &selection.labels).collect();
        let is_beside = |template: &&Template<'_>| template.resource.directory == from.directory;
        let beside: Vec<Template<'i>> = all.iter().filter(is_beside).copied().collect();
        match (&beside[..], &all[..]) {
            ([], [only]) => vec![*only],
            _ => beside,
        }
    }

    /// What one object names, and others beside it.
    fn missing(&mut self, node: Node, (from, namespace): (&Resource, Option<&str>)) -> usize {
        let place = (Arc::clone(&from.directory), namespace.map(str::to_owned));
        let key = (node.state, node.kind.clone(), node.name.clone(), place);
        let web = &mut self.web;
        *self.missing.entry(key).or_insert_with(|| {
            web.nodes.push(node);
            web.edges.push(Vec::new());
            web.nodes.len() - 1
        })
    }
}

/// The keys and ports that one object asks another for, which does not have them.
fn lacking(
    neighbours: &Neighbours<'_>,
) -> HashMap<(*const Resource, *const Resource), BTreeSet<String>> {
    let mut lacking: HashMap<_, BTreeSet<String>> = HashMap::new();
    let mut add = |from: &Resource, to: &Resource, what: String| {
        let pair = (std::ptr::from_ref(from), std::ptr::from_ref(to));
        lacking.entry(pair).or_default().insert(shown(&what));
    };
    for AbsentKey {
        from, key, data, ..
    } in absent_keys(neighbours)
    {
        add(from, data.resource, format!("key {}", key));
    }
    for absent in absent_ports(neighbours) {
        match absent {
            AbsentPort::OfPods(service, port, all) => {
                for pods in all {
                    add(
                        service.resource,
                        pods.resource,
                        format!("port {}", port.text),
                    );
                }
            }
            AbsentPort::OfService(ingress, port, service) => {
                add(
                    ingress.resource,
                    service.resource,
                    format!("port {}", port.text),
                );
            }
        }
    }
    lacking
}

fn node(resource: &Resource) -> Node {
    let kind = &resource.object.kind;
    let (class, layer) = Class::of(resource.group(), kind);
    let makes_pods = resource.known::<Pods>().is_some()
        || resource
            .known::<Other>()
            .is_some_and(|other| !other.is.labels.is_empty());
    let (class, layer) = match (class, makes_pods) {
        (Class::Other, true) => (Class::Workload, Some(WORKLOADS)),
        known => (known.0, layer),
    };
    Node {
        name: shown(resource.name()),
        kind: shown(kind),
        note: None,
        class,
        layer: layer.unwrap_or(LAST),
        state: State::There,
    }
}

/// What was probably meant.
fn hint(near: &Resource, kind: &str, name: &str) -> String {
    shown(&match (&*near.object.kind, near.name()) {
        (other, _) if other != kind => format!("{other}?"),
        (_, same) if same == name => match near.namespace() {
            Some(namespace) => format!("in namespace {namespace}"),
            None => "in another namespace".to_owned(),
        },
        (_, other) => format!("{other}?"),
    })
}
