//! Kustomizations that are no part of a run and stand above its files: what a file is does not depend on how it was named.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Kustomization, NAMES, ancestors};
use crate::files::{FileSystem, Most, Reach, read_found, seen_from, top};
use crate::yaml::Tree;

/// How many directories above a file are looked into.
const MOST_ABOVE: usize = 64;

/// Adds the kustomizations in the directories of some files, and above these up to the top of the repository, to those
/// that are known. `paths` are absolute. What cannot be read says nothing.
pub(in crate::engine) fn look_above(
    files: &dyn FileSystem,
    paths: &BTreeSet<String>,
    known: &mut Vec<Kustomization>,
    most: Most,
) {
    let in_run: BTreeSet<String> = known.iter().map(|one| one.directory.clone()).collect();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for file in paths {
        for directory in ancestors(file).take(MOST_ABOVE) {
            if !done.insert(directory) {
                break;
            }
            if !in_run.contains(directory) {
                known.extend(in_directory(files, directory, most));
            }
            if files.exists(&Path::new(directory).join(".git")) {
                break;
            }
        }
    }
}

fn in_directory(files: &dyn FileSystem, directory: &str, most: Most) -> Option<Kustomization> {
    let here = files.here();
    NAMES.iter().find_map(|name| {
        let path = Path::new(directory).join(name);
        if !files.exists(&path) || files.is_directory(&path) {
            return None;
        }
        let top = top(files, Path::new(directory));
        let reach = Reach::new("in the repository").and(files, [top.as_deref().unwrap_or(&path)]);
        let text = String::from_utf8(read_found(files, &path, &reach, most).ok()?).ok()?;
        let tree = Tree::read(&text);
        let shown = seen_from(&here, &path);
        let mut documents = tree.documents().iter();
        documents.find_map(|document| Kustomization::read(files, &shown, &tree, document))
    })
}
