//! Keys of ConfigMaps and Secrets of which mounts show each alone.

use std::collections::HashMap;

use super::References;
use crate::objects::inventory::Place;
use crate::objects::way::Step;
use crate::objects::{Mount, Object, Pod, Text};
use crate::source::Span;

impl References {
    /// Adds the keys that the mounts of a pod show alone to the references that its volumes are. Where the `items` of a
    /// volume give the keys names of their own, these are what a mount shows, and nothing is added.
    pub(in crate::objects) fn add_sub_paths<'t>(&mut self, object: &Object<'t>, pod: &Pod<'t>) {
        if pod.is_crowded() {
            return;
        }
        let mut shown: HashMap<Span, Vec<Place>> = HashMap::new();
        let mounts = pod.all_containers().flat_map(|container| &container.mounts);
        for (mount, text) in mounts.filter_map(|mount| Some((mount, sub_path(mount)?))) {
            let Some(name) = name_of_data(pod, mount) else {
                continue;
            };
            let key = text.split('/').next().unwrap_or_default();
            shown.entry(name.at.span()).or_default().push(Place {
                text: key.into(),
                at: text.at.span(),
                way: object.way(&mount.at).and([Step::Name("subPath".into())]),
            });
        }
        if shown.is_empty() {
            return;
        }
        for reference in &mut self.named {
            if let Some(keys) = shown.remove(&reference.name.at) {
                let known = std::mem::take(&mut reference.keys).into_vec();
                reference.keys = known.into_iter().chain(keys).collect();
            }
        }
    }
}

/// The file that a mount shows; what an expression says is known in the cluster alone.
fn sub_path<'t>(mount: &Mount<'t>) -> Option<Text<'t>> {
    Text::field(&mount.at, "subPath").filter(|text| !text.is_empty() && !text.contains('$'))
}

/// The name of the ConfigMap or the Secret that a mounted volume is, with all of its keys.
fn name_of_data<'t>(pod: &Pod<'t>, mount: &Mount<'t>) -> Option<Text<'t>> {
    let volume = pod.volume(mount.volume.as_ref()?)?;
    let named = [("configMap", "name"), ("secret", "secretName")].into_iter();
    named
        .filter_map(|(source, field)| {
            let source = volume.at.get(source)?;
            Text::field(&source, field).filter(|_| source.get("items").is_none())
        })
        .next()
}
