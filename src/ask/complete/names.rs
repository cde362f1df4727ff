//! Names that stand elsewhere: in the pod itself, or in what stands beside it.

use std::collections::BTreeSet;

use super::{Form, Slot, Typed};
use crate::api::{ApiKind, Version};
use crate::ask::{Completion, Sort};
use crate::objects::{Container, Stage, Workload};

/// A name, and a few words on it.
pub(super) type Name = (String, String);

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
            ("PolicyRule", name) => of_rules(name, self.version()),
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
            ("ServiceSpec", "selector") | ("LabelSelector", "matchLabels") => {
                let labels = self.labels().into_iter();
                let words = labels.map(|(key, value)| (key.to_string(), value.to_string()));
                words.collect()
            }
            _ => Vec::new(),
        };
        let mut seen: BTreeSet<String> = self.there().into_iter().collect();
        keys.into_iter()
            .filter(|(key, _)| seen.insert(key.clone()))
            .map(|(key, detail)| Completion {
                sort: Sort::Name,
                ..self.field(("", &key), Form::String, detail)
            })
            .collect()
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
}

/// What a rule of a Role can speak of. Source: the verbs of the API, <https://kubernetes.io/docs/reference/access-authn-authz/authorization/>.
fn of_rules(field: &str, version: Version) -> Vec<Name> {
    const VERBS: [&str; 8] = [
        "get",
        "list",
        "watch",
        "create",
        "update",
        "patch",
        "delete",
        "deletecollection",
    ];
    let kinds = ApiKind::resources(version);
    let names: BTreeSet<&str> = match field {
        "apiGroups" => kinds
            .map(ApiKind::group)
            .filter(|group| !group.is_empty())
            .collect(),
        "resources" => kinds.map(ApiKind::plural).collect(),
        "verbs" => return VERBS.map(|verb| (verb.to_owned(), String::new())).to_vec(),
        _ => BTreeSet::new(),
    };
    let names = names.into_iter();
    names.map(|name| (name.to_owned(), String::new())).collect()
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
