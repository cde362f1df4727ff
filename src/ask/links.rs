//! What the word at a place names, and what names it: by the edges of the API, and by the names of a pod's own.

use super::hover::called;
use super::known::Known;
use super::places::{keys_of, service_ports};
use super::pod_names::{self, Of};
use super::spot::{Spot, touches};
use super::{Location, Question};
use crate::objects::{
    Data, Entry, Ingress, Inventory, Neighbours, Object, Pods, Resource, Service, Text,
};
use crate::source::Span;
use crate::yaml::Tree;

/// What a place names, or what stands at it.
#[derive(Clone, Debug)]
pub(super) enum Meant<'i> {
    /// An object.
    Object(&'i Resource),
    /// What a selector selects, with the selector.
    Pods(Vec<Entry<'i, Pods>>),
    /// What a patch is merged into.
    Patched(Vec<&'i Resource>),
    /// A name of a pod's own.
    OfPod(&'i Resource, (Of, String)),
    /// A port of the pods that a Service selects, by name.
    PortOf(Vec<Entry<'i, Pods>>, String),
    /// A key of a ConfigMap or Secret.
    Key(&'i Resource, String),
    /// A port of a Service, by its name or number.
    ServicePort(&'i Resource, String),
    /// The definition of a custom resource's kind.
    Kind(String, String),
}

/// The objects around a text, with the one that a place is in.
pub(super) struct Links<'i, 't> {
    pub(super) asked: &'i Question<'i>,
    pub(super) neighbours: &'i Neighbours<'i>,
    pub(super) objects: &'i [Object<'t>],
    pub(super) own: &'i Object<'t>,
    pub(super) me: &'i Resource,
}

/// Answers by the links of the object that a place is in.
pub(super) fn with_links<A: Default>(
    asked: &Question<'_>,
    offset: u32,
    answer: impl FnOnce(&Links<'_, '_>, &Spot<'_>) -> A,
) -> A {
    let tree = Tree::read(asked.text);
    let objects = asked.objects(&tree);
    let inventory: Inventory = Known::of(asked, &objects).inventory();
    let neighbours = Neighbours::of(&inventory);
    let Some(spot) = Spot::find(&tree, &objects, offset) else {
        return A::default();
    };
    let own = objects
        .iter()
        .find(|object| object.root.id() == spot.root.id());
    let source = asked.source();
    let me = own.and_then(|own| {
        let mut resources = inventory.resources.iter();
        resources.find(|known| known.source == source && known.is(own))
    });
    let (Some(own), Some(me)) = (own, me) else {
        return A::default();
    };
    let links = Links {
        asked,
        neighbours: &neighbours,
        objects: &objects,
        own,
        me,
    };
    answer(&links, &spot)
}

impl<'i> Links<'i, '_> {
    pub(super) fn definition(&self, spot: &Spot<'_>, offset: u32) -> Vec<Location> {
        let Some(meant) = self.meant(spot, offset) else {
            return Vec::new();
        };
        self.defined(&meant)
    }

    pub(super) fn references(
        &self,
        spot: &Spot<'_>,
        offset: u32,
        with_definition: bool,
    ) -> Vec<Location> {
        let Some(meant) = self.meant(spot, offset) else {
            return Vec::new();
        };
        let mut found = match with_definition {
            true => self.defined(&meant),
            false => Vec::new(),
        };
        let mut used = self.used(&meant);
        used.sort();
        used.dedup();
        used.retain(|at| !found.contains(at));
        found.append(&mut used);
        found
    }

    /// What the word at a place names, in words, if that is another object.
    pub(super) fn said(&self, spot: &Spot<'_>, offset: u32) -> Option<String> {
        if let Some(changed) = self.changed(spot) {
            return Some(changed);
        }
        let called = |resource| called(self.asked, resource);
        match self.meant(spot, offset)? {
            Meant::Object(to) if !std::ptr::eq(to, self.me) => Some(called(to)),
            Meant::Key(to, key) if !std::ptr::eq(to, self.me) => {
                Some(format!("key `{}` of {}", key.replace('`', ""), called(to)))
            }
            Meant::Pods(pods) if !pods.is_empty() => {
                let pods: Vec<String> = pods.iter().map(|pods| called(pods.resource)).collect();
                Some(format!("selects the pods of {}", pods.join(", ")))
            }
            _ => None,
        }
    }

    /// What the word at a place names, or is the name of.
    fn meant(&self, spot: &Spot<'_>, offset: u32) -> Option<Meant<'i>> {
        self.named(offset)
            .or_else(|| self.of_pod(offset))
            .or_else(|| self.itself(spot, offset))
            .or_else(|| self.selected(offset))
    }

    /// By a reference to an object, to a key of it, or to a port.
    fn named(&self, offset: u32) -> Option<Meant<'i>> {
        for reference in &self.me.refers.named {
            let to = || self.neighbours.referred(self.me, reference);
            if touches(reference.name.at, offset) {
                return Some(Meant::Object(to()?));
            }
            let mut keys = reference.keys.iter();
            if let Some(key) = keys.find(|key| touches(key.at, offset)) {
                return Some(Meant::Key(to()?, key.text.to_string()));
            }
        }
        self.port_at(offset).map(|(_, meant)| meant)
    }

    /// A port of another object that is named at a place, and the word itself.
    pub(super) fn port_at(&self, offset: u32) -> Option<(Span, Meant<'i>)> {
        let references = self.me.refers.named.iter();
        let mut referred = references.filter_map(|reference| {
            let port = reference.port.as_ref();
            Some((reference, port.filter(|port| touches(port.at, offset))?))
        });
        if let Some((reference, port)) = referred.next() {
            let to = self.neighbours.referred(self.me, reference)?;
            return Some((port.at, Meant::ServicePort(to, port.text.to_string())));
        }
        if let Some(service) = self.me.known::<Service>() {
            let mut targets = service.is.targets.iter();
            let target = targets.find(|target| touches(target.at, offset))?;
            let pods = self.neighbours.selected_by(service);
            return Some((target.at, Meant::PortOf(pods, target.text.to_string())));
        }
        let ingress = self.me.known::<Ingress>()?;
        let named = ingress.is.backends.iter();
        let named = named.map(|(service, port)| (service, port));
        let numbered = ingress.is.by_number.iter();
        let numbered = numbered.map(|(service, _, port)| (service, port));
        let mut ports = named.chain(numbered);
        let (service, port) = ports.find(|(_, port)| touches(port.at, offset))?;
        let service = self.neighbours.service(self.me, service)?;
        let meant = Meant::ServicePort(service.resource, port.text.to_string());
        Some((port.at, meant))
    }

    fn of_pod(&self, offset: u32) -> Option<Meant<'i>> {
        let mentions = pod_names::mentions(self.own);
        let mention = pod_names::mention_at(&mentions, offset)?;
        let name = (mention.of, mention.name.to_string());
        Some(Meant::OfPod(self.me, name))
    }

    /// The object by its own name, its kind, a key or a port by theirs.
    fn itself(&self, spot: &Spot<'_>, offset: u32) -> Option<Meant<'i>> {
        let word = spot.word()?;
        match &spot.names()[..] {
            ["kind" | "apiVersion"] => {
                let kind = (self.me.group().to_owned(), self.me.object.kind.to_string());
                Some(Meant::Kind(kind.0, kind.1))
            }
            ["metadata", "name"] if touches(self.me.at, offset) => {
                let patched = self.patched();
                Some(match patched.is_empty() {
                    true => Meant::Object(self.me),
                    false => Meant::Patched(patched),
                })
            }
            ["data" | "stringData" | "binaryData", key] if spot.is_on_key => {
                self.me.known::<Data>()?;
                Some(Meant::Key(self.me, (*key).to_owned()))
            }
            ["spec", "ports", "name" | "port"] if !spot.is_on_key => {
                self.me.known::<Service>()?;
                Some(Meant::ServicePort(self.me, Text::read(word)?.to_string()))
            }
            _ => None,
        }
    }

    fn selected(&self, offset: u32) -> Option<Meant<'i>> {
        let mut selections = self.me.refers.selections.iter();
        let selection = selections.find(|selection| touches(selection.at, offset))?;
        let pods = self.neighbours.selected(self.me, &selection.labels);
        Some(Meant::Pods(pods))
    }

    /// Where that stands which is meant.
    fn defined(&self, meant: &Meant<'i>) -> Vec<Location> {
        match meant {
            Meant::Object(resource) => self.at(resource.source, [resource.at]),
            Meant::Patched(objects) => {
                let all = objects.iter();
                all.flat_map(|object| self.at(object.source, [object.at]))
                    .collect()
            }
            Meant::Pods(pods) => {
                let all = pods.iter();
                all.flat_map(|pods| self.at(pods.resource.source, [pods.resource.at]))
                    .collect()
            }
            Meant::OfPod(resource, name) => self.mentions(resource, name, true),
            Meant::PortOf(pods, name) => {
                let all = pods.iter();
                all.flat_map(|pods| self.ports(pods.resource, name, true))
                    .collect()
            }
            Meant::Key(resource, key) => self.inside(resource, &|object| keys_of(object, key)),
            Meant::ServicePort(resource, port) => {
                self.inside(resource, &|object| service_ports(object, port))
            }
            Meant::Kind(group, kind) => {
                let all = self.asked.around.definitions(group, kind);
                all.flat_map(|(source, document)| {
                    let start = Span::new(document.start, document.start);
                    self.at(source, [start])
                })
                .collect()
            }
        }
    }
}
