//! Kustomizations and tests that are no part of a run and stand above its files: what a file is does not depend on how it
//! was named.

use std::collections::BTreeSet;
use std::path::Path;

use crate::engine::kustomize::{self, Kustomization, ancestors};
use crate::engine::test_data::{self, TestFiles};
use crate::files::{FileSystem, Most, Reach, read_found, seen_from, top};
use crate::objects::recognize;
use crate::source::SourceId;
use crate::yaml::Tree;

/// How many directories above a file are looked into.
const MOST_ABOVE: usize = 64;

/// Adds the kustomizations and tests in the directories of some files, and above these up to the top of the repository, to
/// those that are known. `paths` are absolute. What cannot be read says nothing.
pub(super) fn look_above(
    files: &dyn FileSystem,
    paths: &BTreeSet<String>,
    known: &mut Vec<Kustomization>,
    tests: &mut TestFiles,
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
                known.extend(kustomization_in(files, directory, most));
            }
            for name in test_data::NAMES {
                let found = tests_in(files, directory, name, most);
                found.into_iter().for_each(|found| tests.append(found));
            }
            if files.has(Path::new(directory), ".git") {
                break;
            }
        }
    }
}

fn kustomization_in(files: &dyn FileSystem, directory: &str, most: Most) -> Option<Kustomization> {
    kustomize::NAMES.iter().find_map(|name| {
        let (shown, text) = read(files, directory, name, most)?;
        let tree = Tree::read(&text);
        let mut documents = tree.documents().iter();
        documents.find_map(|document| Kustomization::read(files, &shown, &tree, document))
    })
}

fn tests_in(files: &dyn FileSystem, directory: &str, name: &str, most: Most) -> Vec<TestFiles> {
    let Some((shown, text)) = read(files, directory, name, most) else {
        return Vec::new();
    };
    let tree = Tree::read(&text);
    let objects = tree
        .documents()
        .iter()
        .flat_map(|document| recognize(SourceId::default(), &shown, &tree, document).objects());
    let named = objects.filter_map(|object| TestFiles::named_by(files, &object, &shown));
    named.collect()
}

/// How reports call a file of a directory, and its text; none if there is no such file in the repository.
pub(super) fn read(
    files: &dyn FileSystem,
    directory: &str,
    name: &str,
    most: Most,
) -> Option<(String, String)> {
    let directory = Path::new(directory);
    if !files.has(directory, name) {
        return None;
    }
    let path = directory.join(name);
    if files.is_directory(&path) {
        return None;
    }
    let top = top(files, directory);
    let reach = Reach::new("in the repository").and(files, [top.as_deref().unwrap_or(&path)]);
    let text = String::from_utf8(read_found(files, &path, &reach, most).ok()?).ok()?;
    Some((seen_from(&files.here(), &path), text))
}
