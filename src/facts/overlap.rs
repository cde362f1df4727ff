//! What stands twice, or lays claim to the same, in one file.

use std::collections::HashMap;

use crate::objects::{Autoscaler, Entry, Inventory, Resource};
use crate::placeholder;
use crate::source::SourceId;

/// An object that is another again.
#[derive(Clone, Copy, Debug)]
pub struct Twice<'i> {
    /// The one that stands first.
    pub first: &'i Resource,
    /// The one that is the same.
    pub again: &'i Resource,
}

/// The objects that stand in one file twice. Sibling directories hold the same names for other clusters, and files beside
/// each other may be alternatives.
#[must_use]
pub fn twice(inventory: &Inventory) -> Vec<Twice<'_>> {
    let named = inventory.resources.iter().filter(|resource| {
        let written = [Some(resource.name()), resource.object.namespace.as_deref()];
        let mut written = written.into_iter().flatten();
        resource.is_unique && !written.any(|text| placeholder::sign(text).is_some())
    });
    let mut firsts: HashMap<(SourceId, &str, &str, &str, Option<&str>), &Resource> = HashMap::new();
    let mut found = Vec::new();
    for again in named {
        let key = (
            again.source,
            again.group(),
            &*again.object.kind,
            again.name(),
            again.namespace(),
        );
        match firsts.get(&key) {
            Some(first) => found.push(Twice { first, again }),
            None => drop(firsts.insert(key, again)),
        }
    }
    found
}

/// The autoscalers of one file that scale what another scales already, each with that one.
#[must_use]
pub fn competing(inventory: &Inventory) -> Vec<(Entry<'_, Autoscaler>, Entry<'_, Autoscaler>)> {
    let mut firsts = HashMap::new();
    let mut found = Vec::new();
    for again in inventory.all::<Autoscaler>() {
        let (kind, name) = &again.is.target;
        let namespace = again.resource.object.namespace.as_deref();
        let key = (again.source, namespace, kind, name);
        match firsts.get(&key) {
            Some(first) => found.push((*first, again)),
            None => drop(firsts.insert(key, again)),
        }
    }
    found.retain(|(first, again)| first.name() != again.name());
    found
}
