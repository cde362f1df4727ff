//! Which directories are built: those that no other one takes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::files::{FileSystem, Reach};

use super::cache::Cache;
use super::load::{Disk, Leads, Loader};
use super::target;

/// What a kustomization takes from other directories.
#[derive(Clone, Debug, Default)]
pub struct Takes {
    /// Directories, absolute and without links.
    pub directories: Vec<PathBuf>,
    /// Whether it is a component, which is built only where it is taken.
    pub is_component: bool,
}

/// What the kustomization in a directory takes; nothing if it cannot be read.
fn takes(directory: &Path, disk: Disk<'_>) -> Option<(PathBuf, Takes)> {
    let loader = Loader::top(disk, directory).ok()?;
    let root = loader.root.clone();
    let loaded = loader.kustomization(None).ok();
    let Some(read) = loaded.and_then(|loaded| target::read(&loaded).ok()) else {
        return Some((root, Takes::default()));
    };
    let paths = read.resources.iter().chain(&read.components);
    let plugins = read
        .generators
        .iter()
        .chain(&read.transformers)
        .chain(&read.validators);
    let directories = paths
        .chain(plugins)
        .filter(|path| !path.as_str().contains('\n'))
        .filter(|path| matches!(loader.leads(path), Leads::Directory))
        .filter_map(|path| Some(loader.enter(path).ok()?.root));
    let takes = Takes {
        directories: directories.collect(),
        is_component: read.is_component,
    };
    Some((root, takes))
}

/// Those of the directories with kustomizations that are built: no other one of them takes them as base or component.
/// Of such as take each other in a circle the first is among them. Components that nothing takes are not.
#[must_use]
pub fn entry_points(
    kustomizations: &[PathBuf],
    reach: &Reach,
    files: &dyn FileSystem,
    cache: &Cache,
) -> Vec<PathBuf> {
    let disk = Disk {
        files,
        reach,
        cache,
    };
    let mut known: BTreeMap<PathBuf, (&PathBuf, Takes)> = BTreeMap::new();
    for directory in kustomizations {
        if let Some((root, takes)) = takes(directory, disk) {
            known.entry(root).or_insert((directory, takes));
        }
    }
    let all = known.values().flat_map(|(_, takes)| &takes.directories);
    let taken: BTreeSet<&PathBuf> = all.collect();
    let mut points: Vec<&PathBuf> = known.keys().filter(|root| !taken.contains(root)).collect();
    // What is reached from none of them stands in a circle.
    let mut reached: BTreeSet<&PathBuf> = BTreeSet::new();
    let mut open = points.clone();
    let rest: Vec<&PathBuf> = known.keys().collect();
    let mut rest = rest.into_iter();
    loop {
        while let Some(root) = open.pop() {
            if reached.insert(root)
                && let Some((_, takes)) = known.get(root)
            {
                open.extend(&takes.directories);
            }
        }
        match rest.find(|root| !reached.contains(root)) {
            Some(root) => {
                points.push(root);
                open.push(root);
            }
            None => break,
        }
    }
    let points = points.into_iter().filter_map(|root| known.get(root));
    let mut points: Vec<PathBuf> = points
        .filter(|(_, takes)| !takes.is_component)
        .map(|(directory, _)| (*directory).clone())
        .collect();
    points.sort();
    points
}
