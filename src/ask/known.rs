//! The objects that a text may refer to: its own, as they stand in it, and those of other files.

use super::Question;
use crate::api::ApiKind;
use crate::objects::{Inventory, Network, Object, Resource, Workload};
use crate::source::SourceId;

/// The objects around a place.
pub(super) struct Known<'q> {
    asked: &'q Question<'q>,
    source: SourceId,
    /// Those of the text.
    pub(super) own: Inventory,
}

impl<'q> Known<'q> {
    pub(super) fn of(asked: &'q Question<'q>, objects: &[Object<'_>]) -> Self {
        let path = asked.shown();
        let mut own = Inventory::default();
        for object in objects {
            let is_built_in = ApiKind::find(&object.api_version, &object.kind).is_some();
            match Workload::of(object).filter(|_| is_built_in) {
                Some(workload) => {
                    own.add_workload(object, &workload, Network::default(), &path);
                }
                None if is_built_in => own.add(object, &path),
                None => {
                    let carried = Workload::carried(object, &[]);
                    own.add_unknown(object, (&carried, Network::default()), &path);
                }
            }
        }
        Self {
            asked,
            source: asked.source(),
            own,
        }
    }

    /// All of them, those of the text first.
    pub(super) fn all(&self) -> impl Iterator<Item = &Resource> {
        let others = self.asked.around.resources();
        let others = others.filter(|resource| resource.source != self.source);
        self.own.resources.iter().chain(others)
    }

    /// Those that are applied together with the text: they stand in its directory.
    pub(super) fn beside(&self) -> impl Iterator<Item = &Resource> {
        let directory = self.asked.directory();
        self.all()
            .filter(move |resource| *resource.directory == *directory)
    }

    /// All of them as an inventory, in which references can be looked up.
    pub(super) fn inventory(&self) -> Inventory {
        Inventory {
            resources: self.all().cloned().collect(),
            ..Inventory::default()
        }
    }
}
