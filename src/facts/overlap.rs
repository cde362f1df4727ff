//! What stands twice, or lays claim to the same, in one file.

use std::collections::HashMap;

use crate::objects::{Autoscaler, Entry, Inventory, Resource};
use crate::placeholder;
use crate::source::SourceId;

/// The documents of one object in one file, two or more.
#[derive(Clone, Debug)]
pub struct Twice<'i> {
    /// In the order of the file.
    pub all: Vec<&'i Resource>,
}

/// What tells an object of a file apart.
type Identity<'i> = (SourceId, &'i str, &'i str, &'i str, Option<&'i str>);

/// The objects that stand in one file twice. Sibling directories hold the same names for other clusters, and files beside
/// each other may be alternatives.
#[must_use]
pub fn twice(inventory: &Inventory) -> Vec<Twice<'_>> {
    let named = inventory.resources.iter().filter(|resource| {
        let written = [Some(resource.name()), resource.object.namespace.as_deref()];
        let mut written = written.into_iter().flatten();
        resource.is_unique && !written.any(|text| placeholder::sign(text).is_some())
    });
    let mut places: HashMap<Identity<'_>, usize> = HashMap::new();
    let mut found: Vec<Twice<'_>> = Vec::new();
    for resource in named {
        let (kind, name) = (&*resource.object.kind, resource.name());
        let identity = (
            resource.source,
            resource.group(),
            kind,
            name,
            resource.namespace(),
        );
        let at = *places.entry(identity).or_insert_with(|| {
            found.push(Twice { all: Vec::new() });
            found.len() - 1
        });
        found[at].all.push(resource);
    }
    found.retain(|same| same.all.len() > 1);
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
