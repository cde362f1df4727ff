//! Names that stand elsewhere: of objects and their keys, of volumes, ports, containers and labels.

use std::collections::BTreeSet;

use super::{Slot, Typed};
use crate::api::Shape;
use crate::ask::known::Known;
use crate::ask::{Completion, Sort};
use crate::objects::{
    Container, Data, Labels, Pods, Resource, Service, Stage, Target, Text, Workload, edge_at,
};
use crate::yaml::{Cursor, Kind};

/// A name, and a few words on it.
type Name = (String, String);

impl Typed<'_, '_> {
    /// The names that a field can have, of what is known.
    pub(super) fn names_for(&self, slot: &Slot) -> Vec<Completion> {
        let (Some(holder), Some(field)) = (slot.holder, slot.place.fields.last()) else {
            return Vec::new();
        };
        let names = match (Slot::simple(holder), field.name()) {
            ("VolumeMount" | "VolumeDevice", "name") => self.volumes(),
            ("HTTPGetAction" | "TCPSocketAction", "port") => self.own_ports(),
            ("ResourceFieldSelector", "containerName") => self.containers(),
            ("ServicePort", "targetPort") => self.selected_ports(),
            ("ServiceBackendPort", "name") => self.service_ports(),
            ("SecretKeySelector" | "ConfigMapKeySelector" | "KeyToPath", "key") => self.data_keys(),
            ("ObjectMeta", "namespace") => self.namespaces(),
            ("ServiceSpec", "selector") | ("LabelSelector", "matchLabels") => self.label_values(),
            _ => self.objects_for(slot),
        };
        let mut seen = BTreeSet::new();
        names
            .into_iter()
            .filter(|(name, _)| !name.is_empty() && seen.insert(name.clone()))
            .map(|(name, detail)| Completion {
                detail,
                ..self.value(&name, true, Sort::Name)
            })
            .collect()
    }

    /// The keys of a map.
    pub(super) fn map_keys(&self, slot: &Slot) -> Vec<Completion> {
        let (Some(holder), Some(field)) = (slot.holder, slot.place.fields.last()) else {
            return Vec::new();
        };
        let keys = match (Slot::simple(holder), field.name()) {
            ("ResourceRequirements" | "VolumeResourceRequirements", _) => resources(holder.name()),
            ("ServiceSpec", "selector") | ("LabelSelector", "matchLabels") => self.labels(),
            _ => Vec::new(),
        };
        let mut seen: BTreeSet<String> = self.there().into_iter().collect();
        keys.into_iter()
            .filter(|(key, _)| seen.insert(key.clone()))
            .map(|(key, detail)| Completion {
                sort: Sort::Name,
                ..self.field(("", &key), Shape::String, detail)
            })
            .collect()
    }

    fn known(&self) -> Known<'_> {
        Known::of(self.asked, self.objects)
    }

    fn workload(&self) -> Option<Workload<'_>> {
        let mut objects = self.objects.iter();
        let own = objects.find(|object| object.root.id() == self.spot.root.id())?;
        Workload::of(own)
    }

    /// The container that the word stands in.
    fn container(&self) -> Option<Container<'_>> {
        let workload = self.workload()?;
        let holders: Vec<_> = self.spot.way.iter().map(|link| link.holder.id()).collect();
        let mut all = workload.pod.all_containers();
        all.find(|container| holders.contains(&container.at.id()))
            .cloned()
    }

    fn volumes(&self) -> Vec<Name> {
        let volumes = self
            .workload()
            .map_or_else(Vec::new, |workload| workload.pod.volumes);
        let named = volumes.iter().filter_map(|volume| {
            let kind = match volume.source() {
                _ if volume.claim_template => "claim template".to_owned(),
                Some(source) => source.into_owned(),
                None => "emptyDir".to_owned(),
            };
            Some((volume.name.as_ref()?.to_string(), kind))
        });
        named.collect()
    }

    fn own_ports(&self) -> Vec<Name> {
        let ports = self
            .container()
            .map_or_else(Vec::new, |container| container.ports);
        let names = ports.iter().filter_map(|port| {
            let number = port
                .number
                .map_or_else(String::new, |number| number.value.to_string());
            Some((port.name.as_ref()?.to_string(), number))
        });
        names.collect()
    }

    fn containers(&self) -> Vec<Name> {
        let Some(workload) = self.workload() else {
            return Vec::new();
        };
        let names = workload.pod.all_containers().filter_map(|container| {
            let stage = match container.stage {
                Stage::Init => "init container",
                _ => "container",
            };
            Some((container.name.as_ref()?.to_string(), stage.to_owned()))
        });
        names.collect()
    }

    /// The ports of the pods that the Service selects.
    fn selected_ports(&self) -> Vec<Name> {
        let spec = self.spot.root.get("spec");
        let selector = spec.and_then(|spec| spec.get("selector"));
        let asked = entries(selector);
        let known = self.known();
        let pods = known.beside().filter_map(Resource::known::<Pods>);
        let selected = pods.filter(|pods| {
            !asked.is_empty() && asked.iter().all(|label| pods.is.labels.contains(label))
        });
        let names = selected.flat_map(|pods| {
            let names = pods.is.ports.iter().cloned();
            names.map(move |name| (name, called(pods.resource)))
        });
        names.collect()
    }

    /// The ports of the Service that is named beside the word.
    fn service_ports(&self) -> Vec<Name> {
        let above = self.spot.way.iter().rev().nth(1);
        let Some(name) = above.and_then(|above| Text::field(&above.holder, "name")) else {
            return Vec::new();
        };
        let known = self.known();
        let services = known.beside().filter_map(Resource::known::<Service>);
        let named = services.filter(|service| service.resource.name() == &*name);
        let ports = named.flat_map(|service| {
            let ports = service.is.ports.iter().cloned();
            ports.map(move |port| (port, called(service.resource)))
        });
        ports.collect()
    }

    /// The keys of the ConfigMap or Secret that is named beside the word, or above it where it is one of several.
    fn data_keys(&self) -> Vec<Name> {
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

    fn namespaces(&self) -> Vec<Name> {
        let known = self.known();
        let names = known
            .all()
            .filter_map(|resource| match &*resource.object.kind {
                "Namespace" => Some((resource.name().to_owned(), called(resource))),
                _ => Some((resource.object.namespace.clone()?, String::new())),
            });
        let mut names: Vec<Name> = names.collect();
        // A Namespace that is there says more than that others name it.
        names.sort_by_key(|(name, detail)| (detail.is_empty(), name.clone()));
        names.retain(|(name, _)| Some(&**name) != self.spot.word().map(|word| word.text()));
        names
    }

    /// The labels of the pods around, and of the template below.
    fn labels(&self) -> Labels {
        let known = self.known();
        let pods = known.beside().filter_map(Resource::known::<Pods>);
        let mut labels: Labels = pods.flat_map(|pods| pods.is.labels.clone()).collect();
        labels.sort();
        labels.dedup();
        labels
    }

    fn label_values(&self) -> Vec<Name> {
        let Some(key) = self.spot.last().and_then(|last| last.key) else {
            return Vec::new();
        };
        let key = key.as_key();
        let labels = self.labels().into_iter();
        let values = labels.filter(|(known, _)| *known == *key);
        values.map(|(_, value)| (value, String::new())).collect()
    }

    /// The objects that the API has a field name.
    fn objects_for(&self, slot: &Slot) -> Vec<Name> {
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
                Some(before) => crate::api::inner(before.shape())?,
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
            None => resource.object.kind.clone(),
        }
    }
}

fn called(resource: &Resource) -> String {
    format!("{} {}", resource.object.kind, resource.name())
}

fn entries(map: Option<Cursor<'_>>) -> Labels {
    let entries = map.filter(|map| map.kind() == Kind::Mapping).into_iter();
    entries
        .flat_map(|map| map.entries())
        .filter_map(|entry| {
            let value = Text::read(entry.value)?;
            Some((entry.key.as_key().into_owned(), value.to_string()))
        })
        .collect()
}

/// The resources that a container, or a claim, can ask for.
fn resources(of: &str) -> Vec<Name> {
    let names: &[&str] = match of.ends_with("VolumeResourceRequirements") {
        true => &["storage"],
        false => &["cpu", "memory", "ephemeral-storage"],
    };
    let quantity = |name: &&str| ((*name).to_owned(), "quantity".to_owned());
    names.iter().map(quantity).collect()
}
