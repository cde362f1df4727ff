//! The objects of a build, in order.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::origin::Text;

use crate::template::Key;

use super::id::{Gvk, Id};
use super::node::Node;
use super::problem::{Failure, Outcome};
use super::resource::{Behavior, Resource};

/// Objects in order, no two of which are called the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    pub(super) resources: Vec<Resource>,
}

impl Set {
    /// Refuses what is called as another object is.
    pub(super) fn demand_apart(&self) -> Outcome<()> {
        let ids: Vec<Id> = self.resources.iter().map(Resource::id).collect();
        let mut known: BTreeMap<(&Gvk, &str, &str), usize> = BTreeMap::new();
        for (at, id) in ids.iter().enumerate() {
            if let Some(before) = known.insert(id.key(), at) {
                let message = format!("there are two of {id} in this build");
                let failure = Failure::refused(self.resources[at].place(), message);
                return Err(failure.also(self.resources[before].place(), "the other"));
            }
        }
        Ok(())
    }

    /// The objects that are or were called something that fits. `name` is what that must be called; any if it is empty.
    pub(super) fn by_any_id(&self, name: &str, fits: impl Fn(&Id) -> bool) -> Vec<usize> {
        let may_be = |resource: &Resource| {
            let mut before = resource.before.iter();
            name.is_empty() || resource.name() == name || before.any(|before| before.name == name)
        };
        let has = |resource: &Resource| {
            may_be(resource) && !resource.node().is_empty() && resource.ids().any(|id| fits(&id))
        };
        let found = self.resources.iter().enumerate();
        let found = found.filter(|(_, resource)| has(resource));
        found.map(|(at, _)| at).collect()
    }

    /// Takes away objects of which nothing is left.
    pub(super) fn drop_empty(&mut self) {
        self.resources
            .retain(|resource| !resource.node().is_empty());
    }

    /// Takes what a generator made: as a new object, or in the place of another or merged with it.
    pub(super) fn absorb(&mut self, mut made: Resource, is_whole: bool) -> Outcome<()> {
        let id = made.id();
        let found = self.by_any_id(&id.name, |other| other.is(&id));
        let behavior = made.behavior;
        match (found.as_slice(), behavior) {
            ([], Behavior::Create) => {
                self.resources.push(made);
                Ok(())
            }
            // What it would be merged with may be among what could not be built.
            ([], _) if !is_whole => {
                self.resources.push(made);
                Ok(())
            }
            ([], _) => {
                let message = format!("there is no {id} to merge with or to replace");
                let failure = Failure::refused(made.place(), message);
                Err(failure.help("behavior: create"))
            }
            (&[at], Behavior::Create) => {
                let message = format!("there is {id} already");
                let failure = Failure::refused(made.place(), message)
                    .also(self.resources[at].place(), "the other");
                Err(match made.generated {
                    Some(_) => failure.help("behavior: merge"),
                    None => failure,
                })
            }
            (&[at], _) => {
                let old = &self.resources[at];
                merge_metadata(&mut made, old);
                if behavior == Behavior::Merge {
                    made.source.clone_from(&old.source);
                    merge_data(&mut made, old, "data");
                    merge_data(&mut made, old, "binaryData");
                }
                self.resources[at] = made;
                Ok(())
            }
            (several, _) => {
                let message = format!("{} objects could be meant by {id}", several.len());
                Err(Failure::refused(made.place(), message))
            }
        }
    }

    /// All names by which objects were called, with the objects.
    pub(super) fn by_former_name(&self) -> BTreeMap<String, Vec<usize>> {
        let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, resource) in self.resources.iter().enumerate() {
            let names: BTreeSet<&String> =
                resource.before.iter().map(|before| &before.name).collect();
            for name in names {
                known.entry(name.clone()).or_default().push(at);
            }
        }
        known
    }
}

/// Gives an object the labels, annotations, name and past of the one whose place it takes.
fn merge_metadata(made: &mut Resource, old: &Resource) {
    made.inherit("labels", old);
    made.inherit("annotations", old);
    made.settle("labels");
    made.settle("annotations");
    for field in ["name", "namespace"] {
        made.set_metadata(field, old.node().at(&["metadata", field]).cloned());
    }
    made.before.clone_from(&old.before);
    made.prefixes.clone_from(&old.prefixes);
    made.suffixes.clone_from(&old.suffixes);
    made.variables.clone_from(&old.variables);
    made.changes.clone_from(&old.changes);
    made.needs_hash &= old.needs_hash;
    made.behavior = old.behavior;
}

/// Adds the entries of another that this one has not.
fn merge_data(made: &mut Resource, old: &Resource, field: &str) {
    let entry = old.node().as_map();
    let entry = entry.and_then(|map| map.entries.get_key_value(field));
    let Some((Key(key), Node::Map(old))) = entry else {
        return;
    };
    let Some(own) = made
        .node_mut()
        .as_map_mut()
        .and_then(|map| map.under(key.clone()))
    else {
        return;
    };
    for (key, value) in old.entries.iter() {
        if own.entries.contains_key(key) {
            continue;
        }
        let text = match value {
            Node::Scalar(scalar) => scalar.text.clone(),
            _ => Text::default(),
        };
        own.set(key.0.clone(), Node::str(text));
    }
}
