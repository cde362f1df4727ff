//! Names that stand in objects beside the text: theirs, and those of their keys, ports and labels.

use super::names::Name;
use super::{Slot, Typed};
use crate::api::{Shape, inner};
use crate::ask::known::Known;
use crate::objects::{Data, Label, Pods, Resource, Service, Target, Text, edge_at, labels};

impl Typed<'_, '_> {
    fn known(&self) -> Known<'_> {
        Known::of(self.asked, self.objects)
    }

    /// The ports of the pods that the Service selects.
    pub(super) fn selected_ports(&self) -> Vec<Name> {
        let spec = self.spot.root.get("spec");
        let selector = spec.and_then(|spec| spec.get("selector"));
        let asked = labels(selector);
        let known = self.known();
        let pods = known.beside().filter_map(Resource::known::<Pods>);
        let selected = pods.filter(|pods| {
            !asked.is_empty() && asked.iter().all(|label| pods.is.labels.contains(label))
        });
        let names = selected.flat_map(|pods| {
            let names = pods.is.ports.iter().cloned();
            names.map(move |name| (name.to_string(), called(pods.resource)))
        });
        names.collect()
    }

    /// The ports of the Service that is named beside the word.
    pub(super) fn service_ports(&self) -> Vec<Name> {
        let above = self.spot.way.iter().rev().nth(1);
        let Some(name) = above.and_then(|above| Text::field(&above.holder, "name")) else {
            return Vec::new();
        };
        let known = self.known();
        let services = known.beside().filter_map(Resource::known::<Service>);
        let named = services.filter(|service| service.resource.name() == &*name);
        let ports = named.flat_map(|service| {
            let ports = service.is.ports.iter().cloned();
            ports.map(move |port| (port.to_string(), called(service.resource)))
        });
        ports.collect()
    }

    /// The keys of the ConfigMap or Secret that is named beside the word, or above it where it is one of several.
    pub(super) fn data_keys(&self) -> Vec<Name> {
        let Some(model) = &self.model else {
            return Vec::new();
        };
        let way = &self.spot.way;
        let holders = (0..way.len()).rev().map(|end| &way[..end]);
        // What names the object holds the word, or holds the list that it is in.
        let named = holders.take(3).find_map(|above| {
            let slot = model.slot(above)?;
            let Shape::Object(definition) = slot.shape else {
                return None;
            };
            let at = above.last().map_or(self.spot.root, |link| link.value);
            ["name", "secretName"].into_iter().find_map(|field| {
                let edge = edge_at(Slot::simple(definition), field)?;
                let name = Text::field(&at, field)?;
                Some((edge.to, name))
            })
        });
        let Some((Target::Kind(_, kind), name)) = named else {
            return Vec::new();
        };
        let known = self.known();
        let objects = known.beside().filter_map(Resource::known::<Data>);
        let objects = objects
            .filter(|data| *data.resource.object.kind == *kind && data.resource.name() == &*name);
        let keys = objects.flat_map(|data| {
            let keys = data.is.keys.iter();
            keys.map(move |key| (key.to_string(), called(data.resource)))
        });
        keys.collect()
    }

    pub(super) fn namespaces(&self) -> Vec<Name> {
        let known = self.known();
        let names = known
            .all()
            .filter_map(|resource| match &*resource.object.kind {
                "Namespace" => Some((resource.name().to_owned(), called(resource))),
                _ => Some((
                    resource.object.namespace.as_deref()?.to_owned(),
                    String::new(),
                )),
            });
        let mut names: Vec<Name> = names.collect();
        // A Namespace that is there says more than that others name it.
        names.sort_by_key(|(name, detail)| (detail.is_empty(), name.clone()));
        names.retain(|(name, _)| Some(&**name) != self.spot.word().map(|word| word.text()));
        names
    }

    /// The labels of the pods around, and of the template below.
    pub(super) fn labels(&self) -> Vec<Label> {
        let known = self.known();
        let pods = known.beside().filter_map(Resource::known::<Pods>);
        let labels = pods.flat_map(|pods| pods.is.labels.iter().cloned());
        let mut labels: Vec<Label> = labels.collect();
        labels.sort();
        labels.dedup();
        labels
    }

    pub(super) fn label_values(&self) -> Vec<Name> {
        let Some(key) = self.spot.last().and_then(|last| last.key) else {
            return Vec::new();
        };
        let key = key.as_key();
        let labels = self.labels().into_iter();
        let values = labels.filter(|(known, _)| **known == *key);
        values
            .map(|(_, value)| (value.to_string(), String::new()))
            .collect()
    }

    /// The objects that the API has a field name.
    pub(super) fn objects_for(&self, slot: &Slot) -> Vec<Name> {
        let Some((group, kind)) = self.target(slot) else {
            return Vec::new();
        };
        let known = self.known();
        let is_it = |resource: &&Resource| {
            *resource.object.kind == *kind && (group.is_empty() || resource.group() == group)
        };
        let near: Vec<&Resource> = known.beside().filter(is_it).collect();
        let found = match near.is_empty() {
            true => known.all().filter(is_it).collect(),
            false => near,
        };
        let names = found.into_iter();
        let mut names: Vec<Name> = names
            .map(|resource| (resource.name().to_owned(), self.place_of(resource)))
            .collect();
        names.sort();
        names
    }

    /// The group and kind of what a field names.
    fn target(&self, slot: &Slot) -> Option<(String, String)> {
        let fields = &slot.place.fields;
        let (field, above) = fields.split_last()?;
        let own = || edge_at(Slot::simple(slot.holder?), field.name());
        // An object with a `name`, which the field above it says of what.
        let of_above = || {
            let (last, before) = above.split_last().filter(|_| field.name() == "name")?;
            let holder = match before.last() {
                Some(before) => inner(before.shape())?,
                None => slot.place.kind.definition(),
            };
            edge_at(Slot::simple(holder), last.name())
        };
        match of_above().or_else(own)?.to {
            Target::Kind(group, kind) => Some((group.to_owned(), kind.to_owned())),
            Target::Written => {
                let beside = self.spot.last()?.holder;
                let kind = Text::field(&beside, "kind")?.to_string();
                Some((String::new(), kind))
            }
            Target::Labelled(..) => None,
        }
    }

    /// Where an object stands, if that is in another file.
    fn place_of(&self, resource: &Resource) -> String {
        let path = self.asked.around.shown(resource.source);
        let path = path.filter(|_| resource.source != self.asked.source());
        match path {
            Some(path) => format!("{}, {path}", resource.object.kind),
            None => resource.object.kind.to_string(),
        }
    }
}

fn called(resource: &Resource) -> String {
    format!("{} {}", resource.object.kind, resource.name())
}
