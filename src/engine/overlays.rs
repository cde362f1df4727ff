//! The kustomizations among files, built as they are applied.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::renderings::{By, Renderer, Renders};
use crate::config::Settings;
use crate::files::{FileSystem, Reach, shown};
use crate::host::gather;
use crate::kustomize::{self, Cache, NAMES};

/// How many directories above a file that is named a kustomization is looked for in.
const MOST_ABOVE: usize = 4;

/// The directories with kustomizations among some files.
pub(super) fn kustomizations<'p>(found: impl IntoIterator<Item = &'p Path>) -> BTreeSet<PathBuf> {
    let is_one = |path: &&Path| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| NAMES.contains(&name))
    };
    let found = found.into_iter().filter(is_one);
    found
        .filter_map(Path::parent)
        .map(Path::to_path_buf)
        .collect()
}

/// The directories with kustomizations at a file, and above it: those that may read it.
pub(super) fn around(file: &Path, files: &dyn FileSystem) -> BTreeSet<PathBuf> {
    let has_one = |directory: &&Path| {
        let mut names = NAMES.iter();
        names.any(|name| files.exists(&directory.join(name)))
    };
    let above = file.ancestors().skip(1).take(MOST_ABOVE);
    above.filter(has_one).map(Path::to_path_buf).collect()
}

/// Builds those of the directories that no other one takes.
pub(super) fn build(
    directories: &BTreeSet<PathBuf>,
    files: &dyn FileSystem,
    settings: &Settings,
) -> Vec<Renders> {
    let Some(first) = directories.first() else {
        return Vec::new();
    };
    let reach = Reach::around(files, &files.locate(first), &files.here());
    let reach = reach.and(files, directories.iter().map(PathBuf::as_path));
    let cache = Cache::default();
    let directories: Vec<PathBuf> = directories.iter().cloned().collect();
    let points = kustomize::entry_points(&directories, &reach, files, &cache);
    gather(&*settings.host.workers, points.len(), &|job| {
        let build = kustomize::build(&points[job], &reach, files, &cache);
        Renders {
            by: By {
                renderer: Renderer::Kustomize,
                path: shown(&points[job]),
                values: Vec::new(),
                release: None,
            },
            rendering: build.rendering,
        }
    })
}
