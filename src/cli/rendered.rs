//! What is rendered from a path: a chart, or a kustomization.

use std::path::{Path, PathBuf};

use crate::files::{FileSystem, Reach};
use crate::helm::{self, Given, Ground, How, Request};
use crate::host::Host;
use crate::kustomize::{self, Cache, NAMES};
use crate::origin::Rendering;

/// What a path is to be rendered as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A directory with a `Chart.yaml`, or an archive.
    Chart,
    /// A directory with a kustomization, or that itself.
    Kustomization,
}

impl What {
    /// What a path is, unless it is something that is not rendered: any other file.
    pub(super) fn of(path: &Path, files: &dyn FileSystem) -> Option<Self> {
        let named = path.file_name().and_then(|name| name.to_str());
        let is_in = |directory: &Path| {
            let mut names = NAMES.iter();
            names.any(|name| files.exists(&directory.join(name)))
        };
        if files.is_directory(path) {
            let is_chart = files.exists(&path.join("Chart.yaml"));
            let is_kustomization = || is_in(path).then_some(Self::Kustomization);
            return is_chart.then_some(Self::Chart).or_else(is_kustomization);
        }
        let named = named?;
        if NAMES.contains(&named) {
            return Some(Self::Kustomization);
        }
        let is_packed = named.ends_with(".tgz") || named.ends_with(".tar.gz");
        is_packed.then_some(Self::Chart)
    }

    /// Renders what is at a path; of a kustomization only the version of Kubernetes is asked for.
    pub(super) fn render(
        self,
        path: &Path,
        request: &Request,
        trusted: &[PathBuf],
        host: &Host,
    ) -> Rendering {
        let (files, workers) = (&*host.files, &*host.workers);
        let path = files.locate(path);
        let trusted = trusted.iter().map(PathBuf::as_path);
        let reach = reach(files, &path, request).and(files, trusted);
        match self {
            Self::Chart => {
                let ground = Ground {
                    files,
                    reach: &reach,
                    workers,
                };
                helm::render(&path, request, ground)
            }
            Self::Kustomization => {
                let ground = kustomize::Ground {
                    files,
                    reach: &reach,
                    workers,
                    kubernetes: request.kubernetes,
                    cache: &Cache::default(),
                };
                let directory = match files.is_directory(&path) {
                    true => path.as_path(),
                    false => path.parent().unwrap_or(&path),
                };
                kustomize::build(directory, ground).rendering
            }
        }
    }
}

/// The repository of what is rendered, and the files that were named.
fn reach(files: &dyn FileSystem, path: &Path, request: &Request) -> Reach {
    let reach = Reach::around(files, path, &files.here()).and(files, [path]);
    let of_sets = request.set.iter().filter(|set| set.how == How::File);
    let of_sets = of_sets.flat_map(|set| set.text.split(','));
    let of_sets = of_sets.filter_map(|set| Some(Path::new(set.split_once('=')?.1)));
    let of_values = request.values.iter().filter_map(|given| match given {
        Given::File(path) => Some(path.as_path()),
        Given::Text(_) => None,
    });
    reach.and(files, of_values.chain(of_sets))
}
