//! Objects of which a file has a part, while another one beside it has the whole: custom resources of an environment, which something
//! merges into those of all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::judged::Judged;
use super::kustomize::ancestors;
use crate::api::ApiKind;
use crate::diagnostic::ObjectRef;

/// How many directories above that of a part the whole may stand.
const MOST_ABOVE: usize = 2;

/// What an object is called in all files.
type Key = (Arc<str>, Arc<str>, Arc<str>);

/// Where whole objects stand of which there are parts.
#[derive(Debug, Default)]
pub(super) struct Wholes(BTreeMap<Key, BTreeSet<String>>);

impl Wholes {
    /// Those among what was judged; `file` is where that stands, absolute, if a kustomization takes it for a resource.
    pub(super) fn among(all: &[Judged], file: &dyn Fn(&Judged) -> Option<String>) -> Self {
        let lacking = all.iter().flat_map(|judged| &judged.lacking);
        let wanted: BTreeSet<Key> = lacking.filter_map(|part| key(&part.object)).collect();
        let mut wholes = Self::default();
        for judged in all.iter().filter(|_| !wanted.is_empty()) {
            let parts: BTreeSet<Key> = { judged.lacking.iter() }
                .filter_map(|part| key(&part.object))
                .collect();
            let objects = judged.resources();
            let keys = objects.filter_map(|resource| key(&resource.object));
            let mut keys = keys.filter(|key| wanted.contains(key) && !parts.contains(key));
            let Some(first) = keys.next() else {
                continue;
            };
            let Some(file) = file(judged) else {
                continue;
            };
            let directory = ancestors(&file).next().unwrap_or_default();
            for key in [first].into_iter().chain(keys) {
                wholes
                    .0
                    .entry(key)
                    .or_default()
                    .insert(directory.to_owned());
            }
        }
        wholes
    }

    /// Whether the whole of an object that a file has a part of stands beside that, or in a directory around it.
    pub(super) fn has(&self, object: &ObjectRef, file: &str) -> bool {
        let directories = key(object).and_then(|key| self.0.get(&key));
        let mut above = ancestors(file).take(MOST_ABOVE + 1);
        directories.is_some_and(|directories| above.any(|above| directories.contains(above)))
    }
}

/// None of what Kubernetes has itself: of that a part is known by what it lacks.
fn key(object: &ObjectRef) -> Option<Key> {
    let group = object.api_version.split_once('/')?.0;
    let is_custom = ApiKind::find(&object.api_version, &object.kind).is_none();
    let name = object.name.clone().filter(|_| is_custom)?;
    Some((group.into(), object.kind.clone(), name))
}
