//! Kustomizations that are no part of a run and stand above its files: what a file is does not depend on how it was named.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Kustomization, NAMES, ancestors};
use crate::disk::{self, Most, Reach, locate, seen_from};
use crate::yaml::Tree;

/// How many directories above a file are looked into.
const MOST_ABOVE: usize = 64;

/// Adds the kustomizations in the directories of some files, and above these up to the top of the repository, to those
/// that are known. Files are absolute paths. What cannot be read says nothing.
pub(in crate::engine) fn look_above(
    files: &BTreeSet<String>,
    known: &mut Vec<Kustomization>,
    most: Most,
) {
    let in_run: BTreeSet<String> = known.iter().map(|one| one.directory.clone()).collect();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for file in files {
        for directory in ancestors(file).take(MOST_ABOVE) {
            if !done.insert(directory) {
                break;
            }
            if !in_run.contains(directory) {
                known.extend(in_directory(directory, most));
            }
            if Path::new(directory).join(".git").exists() {
                break;
            }
        }
    }
}

fn in_directory(directory: &str, most: Most) -> Option<Kustomization> {
    let here = locate(Path::new(""));
    NAMES.iter().find_map(|name| {
        let path = Path::new(directory).join(name);
        if !path.is_file() {
            return None;
        }
        let top = disk::top(Path::new(directory));
        let reach = Reach::new("in the repository").and([top.as_deref().unwrap_or(&path)]);
        let text = String::from_utf8(disk::read_found(&path, &reach, most).ok()?).ok()?;
        let tree = Tree::read(&text);
        let shown = seen_from(&here, &path);
        let mut documents = tree.documents().iter();
        documents.find_map(|document| Kustomization::read(&shown, &tree, document))
    })
}
