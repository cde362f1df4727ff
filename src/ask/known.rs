//! The objects that a text may refer to: its own, as they stand in it, and those of other files.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Question;
use crate::api::ApiKind;
use crate::objects::{Inventory, Network, Object, Resource, Workload};
use crate::source::SourceId;

/// The objects around a place.
pub(super) struct Known<'q> {
    asked: &'q Question<'q>,
    source: SourceId,
    /// The files that kustomizations take together with the text.
    together: BTreeSet<SourceId>,
    /// Those of the text.
    pub(super) own: Inventory,
}

impl<'q> Known<'q> {
    pub(super) fn of(asked: &'q Question<'q>, objects: &[Object<'_>]) -> Self {
        let path = asked.shown();
        let places = &asked.settings.of(asked.path).pods;
        let mut own = Inventory::default();
        for object in objects {
            let is_built_in = ApiKind::find(&object.api_version, &object.kind).is_some();
            match Workload::of(object).filter(|_| is_built_in) {
                Some(workload) => {
                    own.add_workload(object, &workload, Network::default(), &path);
                }
                None if is_built_in => own.add(object, &path),
                None => {
                    let carried = Workload::carried(object, places);
                    own.add_unknown(object, (&carried, Network::default()), &path);
                }
            }
        }
        Self {
            asked,
            source: asked.source(),
            together: asked.around.together(asked.path, asked.settings),
            own,
        }
    }

    /// All of them, those of the text first.
    pub(super) fn all(&self) -> impl Iterator<Item = &Resource> {
        let others = self.asked.around.resources();
        let others = others.filter(|resource| resource.source != self.source);
        self.own.resources.iter().chain(others)
    }

    /// Those that are applied together with the text: they stand in its directory, or a kustomization takes both.
    pub(super) fn beside(&self) -> impl Iterator<Item = &Resource> {
        let directory = self.asked.directory();
        self.all().filter(move |resource| {
            *resource.directory == *directory || self.together.contains(&resource.source)
        })
    }

    /// All of them as an inventory, in which references can be looked up: what is applied together with the text stands beside
    /// it there.
    pub(super) fn inventory(&self) -> Inventory {
        let directory: Arc<str> = self.asked.directory().into();
        let placed = self.all().map(|resource| {
            let mut resource = resource.clone();
            if self.together.contains(&resource.source) {
                resource.directory = Arc::clone(&directory);
            }
            resource
        });
        Inventory {
            resources: placed.collect(),
            ..Inventory::default()
        }
    }
}
