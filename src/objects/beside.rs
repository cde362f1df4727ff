//! What is beside the objects of one world: where the manifests of a run are everything there is, what a chart is rendered to
//! may name what stands in a plain file, and the other way round.

use std::collections::HashMap;

use crate::objects::{Inventory, Labelled};

/// The words by which the objects of several worlds are referred to, and by which they refer to roles.
#[derive(Debug, Default)]
pub struct Beside {
    names: Words,
    bound: Words,
}

/// Words, each with the world that has it first.
#[derive(Debug, Default)]
struct Words(HashMap<Box<str>, Has>);

/// Which worlds have a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Has {
    One(usize),
    Several,
}

impl Words {
    fn add(&mut self, world: usize, word: &str) {
        match self.0.get_mut(word) {
            Some(has) if *has != Has::One(world) => *has = Has::Several,
            Some(_) => {}
            None => {
                self.0.insert(word.into(), Has::One(world));
            }
        }
    }

    fn is_in_another(&self, world: usize, word: &str) -> bool {
        self.0.get(word).is_some_and(|has| *has != Has::One(world))
    }
}

impl Beside {
    /// That of worlds, which are numbered as they come.
    pub fn of<'i>(worlds: impl IntoIterator<Item = &'i Inventory>) -> Self {
        let mut found = Self::default();
        for (world, inventory) in worlds.into_iter().enumerate() {
            found.add(world, inventory);
        }
        found
    }

    fn add(&mut self, world: usize, inventory: &Inventory) {
        for resource in &inventory.resources {
            self.names.add(world, resource.name());
            let references = resource.refers.named.iter();
            for role in references.filter(|reference| reference.edge.of == "RoleRef") {
                self.bound.add(world, &role.name.text);
            }
        }
        for name in &inventory.said {
            self.names.add(world, name);
        }
        for labelled in [Labelled::pods(inventory), Labelled::services(inventory)] {
            let templates = labelled.templates().iter();
            for (_, value) in templates.flat_map(|template| template.labels) {
                self.names.add(world, value);
            }
        }
    }

    /// Whether another world than that of a number has an object, or a label, of a name.
    pub(super) fn has(&self, world: usize, name: &str) -> bool {
        self.names.is_in_another(world, name)
    }

    /// Whether another world than that of a number binds a role of a name.
    pub(super) fn binds(&self, world: usize, role: &str) -> bool {
        self.bound.is_in_another(world, role)
    }
}
