//! What a patch of a kustomization changes.

use std::path::Path;

use super::hover::{called, escaped};
use super::links::Links;
use super::spot::{self, Link, Spot};
use super::{Question, inline};
use crate::objects::{Object, Resource, Text};
use crate::secret;
use crate::yaml::{Cursor, Kind, Step, Tree};

/// Of how many objects it is told what a patch changes in them.
const MOST: usize = 3;

impl<'i> Links<'i, '_> {
    /// The objects that the own one is merged into, if its file is a patch: those of its name that stand in no patch.
    pub(super) fn patched(&self) -> Vec<&'i Resource> {
        let (around, settings) = (self.asked.around, self.asked.settings);
        if !inline::is_one(self.asked.path) && !around.is_patch(self.me.source, settings) {
            return Vec::new();
        }
        let is_it = |other: &&Resource| {
            other.source != self.me.source
                && other.object.kind == self.me.object.kind
                && other.group() == self.me.group()
                && other.name() == self.me.name()
        };
        let all = self.neighbours.inventory.resources.iter();
        let alike = all.filter(is_it);
        alike
            .filter(|other| !around.is_patch(other.source, settings))
            .collect()
    }

    /// What these have, where the patch has the field at a place.
    pub(super) fn changed(&self, spot: &Spot<'_>) -> Option<String> {
        let names = spot.names();
        if matches!(names[..], ["apiVersion" | "kind"] | ["metadata", "name"]) {
            return None;
        }
        let patched = self.patched().into_iter().take(MOST);
        let said: Vec<String> = patched
            .filter_map(|resource| self.before(resource, spot))
            .collect();
        (!said.is_empty()).then(|| said.join("\n\n"))
    }

    /// What one of them has there.
    fn before(&self, resource: &Resource, spot: &Spot<'_>) -> Option<String> {
        let (around, source) = (self.asked.around, resource.source);
        let text = around.text(source, self.asked.settings)?;
        let tree = Tree::read(&text);
        let path = around.path(source).unwrap_or(Path::new(""));
        let objects = spot::objects(&tree, source, path);
        let object = objects.iter().find(|object| resource.is(object))?;
        let called = called(self.asked, resource);
        Some(match at(object, &spot.way) {
            None => format!("added to {called}"),
            Some(value) if value.kind() == Kind::Scalar => {
                format!("{called} has {} here", shown(self.asked, resource, &value))
            }
            Some(_) => format!("merged into what {called} has here"),
        })
    }
}

/// A value of an object, but for what may be secret in it.
pub(super) fn shown(asked: &Question<'_>, of: &Resource, value: &Cursor<'_>) -> String {
    let name = asked.around.shown(of.source).unwrap_or_default();
    let whole = secret::source(name, value.tree().text());
    escaped(&whole.shown(value.span()))
}

/// What an object has at the end of a way through a patch. Items that have a name are found by it, others not at all.
fn at<'t>(object: &Object<'t>, way: &[Link<'_>]) -> Option<Cursor<'t>> {
    let mut here = object.root;
    for link in way {
        here = match &link.step {
            Step::Key(key) => here.get(key)?,
            Step::Index(_) => {
                let name = Text::field(&link.value, "name")?;
                let named = |item: &Cursor<'t>| {
                    Text::field(item, "name").is_some_and(|known| *known == *name)
                };
                here.items().find(named)?
            }
        };
    }
    Some(here)
}
