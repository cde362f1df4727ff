//! Which files kustomizations put together: what they take as resources is applied at once, wherever it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::Kustomization;

/// The files that are taken together with one, by the kustomizations that take it and by those that take these; all paths are
/// absolute. One that sets a namespace is the last on the way up, and on the way down those that do are passed over: what is
/// in another namespace is not meant.
pub(in crate::engine) fn together<'k>(
    all: &[&'k Kustomization],
    file: &'k str,
) -> BTreeSet<&'k str> {
    let mut takers: BTreeMap<&str, Vec<&'k Kustomization>> = BTreeMap::new();
    let mut by_directory: BTreeMap<&str, &'k Kustomization> = BTreeMap::new();
    for one in all {
        by_directory.insert(&one.directory, one);
        for taken in &one.resources {
            takers.entry(taken).or_default().push(one);
        }
    }
    let (mut known, mut above) = (BTreeSet::new(), vec![file]);
    while let Some(taken) = above.pop() {
        for one in takers.get(taken).into_iter().flatten() {
            if known.insert(&*one.directory) && !one.sets_namespace() {
                above.push(&one.directory);
            }
        }
    }
    let mut files = BTreeSet::new();
    let mut below: Vec<&str> = known.iter().copied().collect();
    while let Some(directory) = below.pop() {
        let one = by_directory.get(directory);
        for taken in one.into_iter().flat_map(|one| &one.resources) {
            match by_directory.get(taken.as_str()) {
                Some(one) if one.sets_namespace() => {}
                Some(_) if known.insert(taken) => below.push(taken),
                Some(_) => {}
                None => drop(files.insert(taken.as_str())),
            }
        }
    }
    files
}
