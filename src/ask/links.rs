//! What the word at a place names, and what names it: by the edges of the API, and by the names of a pod's own.

use std::path::Path;

use super::known::Known;
use super::pod_names::{self, Mention, Of};
use super::spot::{Spot, touches};
use super::{Location, Question, rename};
use crate::objects::{
    Data, Entry, Ingress, Inventory, Neighbours, Object, Pods, Resource, Service, Text,
};
use crate::source::{SourceId, Span};
use crate::yaml::{Kind, Tree};

/// What a place names, or what stands at it.
#[derive(Clone, Debug)]
enum Meant<'i> {
    /// An object.
    Object(&'i Resource),
    /// What a selector selects, with the selector.
    Pods(Vec<Entry<'i, Pods>>),
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
    asked: &'i Question<'i>,
    neighbours: &'i Neighbours<'i>,
    objects: &'i [Object<'t>],
    own: &'i Object<'t>,
    me: &'i Resource,
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

    /// What the word at a place names, or is the name of.
    fn meant(&self, spot: &Spot<'_>, offset: u32) -> Option<Meant<'i>> {
        self.named(offset)
            .or_else(|| self.named_by_detail(offset))
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
            let port = reference.port.as_ref();
            if let Some(port) = port.filter(|port| touches(port.at, offset)) {
                return Some(Meant::ServicePort(to()?, port.text.to_string()));
            }
        }
        None
    }

    /// By the ports that a Service or an Ingress says.
    fn named_by_detail(&self, offset: u32) -> Option<Meant<'i>> {
        if let Some(service) = self.me.known::<Service>() {
            let mut targets = service.is.targets.iter();
            let target = targets.find(|target| touches(target.at, offset))?;
            let pods = self.neighbours.selected_by(service);
            return Some(Meant::PortOf(pods, target.text.clone()));
        }
        let ingress = self.me.known::<Ingress>()?;
        let named = ingress.is.backends.iter();
        let named = named.map(|(service, port)| (service, port));
        let numbered = ingress.is.by_number.iter();
        let numbered = numbered.map(|(service, _, port)| (service, port));
        let mut ports = named.chain(numbered);
        let (service, port) = ports.find(|(_, port)| touches(port.at, offset))?;
        let service = self.neighbours.service(self.me, service)?;
        Some(Meant::ServicePort(service.resource, port.text.clone()))
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
                let kind = (self.me.group().to_owned(), self.me.object.kind.clone());
                Some(Meant::Kind(kind.0, kind.1))
            }
            ["metadata", "name"] if touches(self.me.at, offset) => Some(Meant::Object(self.me)),
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

    /// What names that which is meant.
    fn used(&self, meant: &Meant<'i>) -> Vec<Location> {
        let all = || self.neighbours.inventory.resources.iter();
        match meant {
            Meant::Object(to) => {
                let named = all().flat_map(|from| self.named_from(from, to));
                named.collect()
            }
            Meant::Key(to, key) => {
                let keys = all().flat_map(|from| {
                    let refers = from.refers.named.iter();
                    let refers = refers.filter(|reference| self.is_to(from, reference, to));
                    let keys = refers.flat_map(|reference| &reference.keys);
                    let alike = keys.filter(|word| *word.text == **key);
                    self.at(from.source, alike.map(|word| word.at))
                });
                keys.collect()
            }
            Meant::OfPod(resource, name) => self
                .mentions(resource, name, false)
                .into_iter()
                .chain(match name.0 {
                    Of::Port(_) => self.service_targets(resource, &name.1),
                    _ => Vec::new(),
                })
                .collect(),
            Meant::PortOf(pods, name) => {
                let all = pods.iter();
                all.flat_map(|pods| {
                    let own = self.ports(pods.resource, name, false);
                    let targets = self.service_targets(pods.resource, name);
                    own.into_iter().chain(targets)
                })
                .collect()
            }
            Meant::ServicePort(to, port) => {
                let ingresses = self.neighbours.inventory.all::<Ingress>();
                let uses = ingresses.flat_map(|ingress| self.backends(ingress, to, port));
                uses.collect()
            }
            Meant::Kind(group, kind) => {
                let alike = all().filter(|resource| {
                    resource.group() == group && *resource.object.kind == **kind
                });
                alike
                    .flat_map(|resource| self.at(resource.source, [resource.at]))
                    .collect()
            }
            Meant::Pods(pods) => {
                let all = pods.iter();
                all.flat_map(|pods| self.used(&Meant::Object(pods.resource)))
                    .collect()
            }
        }
    }

    fn is_to(
        &self,
        from: &'i Resource,
        reference: &'i crate::objects::Reference,
        to: &Resource,
    ) -> bool {
        let is_it = |found: &Resource| std::ptr::eq(found, to);
        reference.name.text == to.name().into()
            && self.neighbours.referred(from, reference).is_some_and(is_it)
    }

    /// Where one object names another, or selects its pods.
    fn named_from(&self, from: &'i Resource, to: &'i Resource) -> Vec<Location> {
        let named = from.refers.named.iter();
        let named = named.filter(|reference| self.is_to(from, reference, to));
        let mut spans: Vec<Span> = named.map(|reference| reference.name.at).collect();
        if to.known::<Pods>().is_some() {
            let selections = from.refers.selections.iter();
            let selecting = selections.filter(|selection| {
                let pods = self.neighbours.selected(from, &selection.labels);
                pods.iter().any(|pods| std::ptr::eq(pods.resource, to))
            });
            spans.extend(selecting.map(|selection| selection.at));
        }
        self.at(from.source, spans)
    }

    /// Where the Services that select a pod send to a port of it by that name.
    pub(super) fn service_targets(&self, pods: &Resource, name: &str) -> Vec<Location> {
        let services = self.neighbours.inventory.all::<Service>();
        let services = services.filter(|service| {
            let named = service.is.targets.iter().any(|target| target.text == name);
            named && {
                let selected = self.neighbours.selected_by(*service);
                selected
                    .iter()
                    .any(|known| std::ptr::eq(known.resource, pods))
            }
        });
        let targets = services.flat_map(|service| {
            let targets = service.is.targets.iter();
            let alike = targets.filter(|target| target.text == name);
            self.at(service.resource.source, alike.map(|target| target.at))
        });
        targets.collect()
    }

    fn backends(&self, ingress: Entry<'i, Ingress>, to: &Resource, port: &str) -> Vec<Location> {
        let is_to = |service: &'i String| {
            let found = self.neighbours.service(ingress.resource, service);
            found.is_some_and(|found| std::ptr::eq(found.resource, to))
        };
        let named = ingress.is.backends.iter();
        let named = named.map(|(service, place)| (service, place));
        let numbered = ingress.is.by_number.iter();
        let numbered = numbered.map(|(service, _, place)| (service, place));
        let all = named.chain(numbered);
        let alike = all.filter(|(service, place)| place.text == port && is_to(service));
        self.at(ingress.resource.source, alike.map(|(_, place)| place.at))
    }

    /// Where a pod says a name of its own.
    pub(super) fn mentions(
        &self,
        resource: &Resource,
        (of, name): &(Of, String),
        is_definition: bool,
    ) -> Vec<Location> {
        self.inside(resource, &|object| {
            let all = pod_names::mentions(object).into_iter();
            let alike = all.filter(|mention: &Mention<'_>| {
                mention.of == *of
                    && *mention.name == **name
                    && mention.is_definition == is_definition
            });
            alike.map(|mention| mention.span()).collect()
        })
    }

    /// Where a pod says the name of a port, of whichever container.
    pub(super) fn ports(
        &self,
        resource: &Resource,
        name: &str,
        is_definition: bool,
    ) -> Vec<Location> {
        self.inside(resource, &|object| {
            let all = pod_names::mentions(object).into_iter();
            let alike = all.filter(|mention| {
                matches!(mention.of, Of::Port(_))
                    && *mention.name == *name
                    && mention.is_definition == is_definition
            });
            alike.map(|mention| mention.span()).collect()
        })
    }

    /// Where a name of the pod stands that a place is at, once it is to be another; none where there is no such name.
    pub(super) fn renamed(&self, offset: u32, to: &str) -> Option<Result<Vec<Location>, String>> {
        let mentions = pod_names::mentions(self.own);
        let mention = pod_names::mention_at(&mentions, offset)?;
        let of = mention.of;
        if let Some(why) = rename::refused(of, to) {
            return Some(Err(why));
        }
        let is_same = |other: &&Mention<'_>| match (other.of, of) {
            (Of::Port(_), Of::Port(_)) => true,
            (other, of) => other == of,
        };
        let mut others = mentions.iter().filter(is_same);
        if others.any(|other| *other.name == *to && *other.name != *mention.name) {
            return Some(Err(format!("the pod has a `{to}` already")));
        }
        let name = mention.name.to_string();
        let alike = mentions.iter().filter(|other| other.is_alike(mention));
        let mut places = self.at(self.me.source, alike.map(Mention::span));
        if matches!(of, Of::Port(_)) {
            places.extend(self.service_targets(self.me, &name));
        }
        Some(Ok(rename::in_order(places)))
    }

    /// Places of an object, which may stand in another file.
    fn inside(
        &self,
        resource: &Resource,
        find: &dyn Fn(&Object<'_>) -> Vec<Span>,
    ) -> Vec<Location> {
        let among = |objects: &[Object<'_>]| {
            let object = objects.iter().find(|object| resource.is(object));
            object.map_or_else(Vec::new, find)
        };
        let source = resource.source;
        if source == self.asked.source() {
            return self.at(source, among(self.objects));
        }
        let text = self.asked.around.text(source, self.asked.settings);
        let text = text.unwrap_or_default();
        let tree = Tree::read(&text);
        let path = self.asked.around.path(source).unwrap_or(Path::new(""));
        let spans = among(&super::spot::objects(&tree, source, path));
        self.at(source, spans)
    }

    /// Places of a file.
    fn at(&self, source: SourceId, spans: impl IntoIterator<Item = Span>) -> Vec<Location> {
        let path = match source == self.asked.source() {
            true => Some(self.asked.path),
            false => self.asked.around.path(source),
        };
        let location = |(path, span): (&Path, Span)| Location {
            path: path.to_owned(),
            span,
        };
        let spans = spans.into_iter();
        spans
            .filter_map(|span| Some(location((path?, span))))
            .collect()
    }
}

/// Where a key of a ConfigMap or a Secret stands.
fn keys_of(object: &Object<'_>, key: &str) -> Vec<Span> {
    let fields = ["data", "stringData", "binaryData"].into_iter();
    let maps = fields.filter_map(|field| object.root.get(field));
    let entries = maps.filter_map(|map| map.entry(key));
    entries.map(|entry| entry.key.span()).collect()
}

/// Where a port of a Service stands, by its name or its number.
fn service_ports(object: &Object<'_>, port: &str) -> Vec<Span> {
    let spec = object.root.get("spec");
    let ports = spec.and_then(|spec| spec.get("ports"));
    let ports = ports.filter(|ports| ports.kind() == Kind::Sequence);
    let ports = ports.into_iter().flat_map(|ports| ports.items());
    let words = ports.flat_map(|at| {
        let fields = ["name", "port"].into_iter();
        fields.filter_map(move |field| Text::field(&at, field))
    });
    let alike = words.filter(|word| **word == *port);
    alike.map(|word| word.at.span()).collect()
}
