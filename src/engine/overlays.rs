//! The kustomizations among files, built as they are applied.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::renderings::{By, Definitions, Renders};
use crate::config::Settings;
use crate::files::{FileSystem, Reach};
use crate::gitops::{Overlay, Variables};
use crate::helm::KubeVersion;
use crate::host::Workers;
use crate::kustomize::{self, Cache, Ground, NAMES};
use crate::origin::{Place, Problem, ProblemKind, Rendering};

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
        names.any(|name| files.has(directory, name))
    };
    let above = file.ancestors().skip(1).take(MOST_ABOVE);
    above.filter(has_one).map(Path::to_path_buf).collect()
}

/// The overlays of a run, and what their builds share.
pub(super) struct Overlays<'f> {
    pub(super) files: &'f dyn FileSystem,
    /// How far builds, and what delivers them, may go.
    pub(super) reach: Reach,
    workers: &'f dyn Workers,
    /// The version of Kubernetes that charts are told.
    kubernetes: KubeVersion,
    cache: Cache,
}

/// What overlays came to by themselves.
pub(super) struct Alone {
    pub(super) renders: Vec<Renders>,
    /// The charts that they render, without links: these are judged through them.
    pub(super) charts: BTreeSet<PathBuf>,
}

/// A build with changes.
pub(super) struct Built {
    pub(super) rendering: Rendering,
    /// The directories that it took, without links.
    pub(super) roots: BTreeSet<PathBuf>,
}

impl<'f> Overlays<'f> {
    /// Those in some directories, which were found from `first` on.
    pub(super) fn of(
        first: &Path,
        directories: &BTreeSet<PathBuf>,
        files: &'f dyn FileSystem,
        settings: &'f Settings,
    ) -> Self {
        let around = directories.first().map_or(first, PathBuf::as_path);
        let reach = settings.reach(files, &files.locate(around));
        let versions = &settings.of(&around.join(NAMES[0])).versions;
        let looked = settings.looked.iter().chain(directories);
        Self {
            files,
            reach: reach.and(files, looked.map(PathBuf::as_path)),
            workers: &*settings.host.workers,
            kubernetes: KubeVersion::from(versions.iter().next_back().unwrap_or_default()),
            cache: Cache::default(),
        }
    }

    /// What they are built from.
    pub(super) fn ground(&self) -> Ground<'_> {
        Ground {
            files: self.files,
            reach: &self.reach,
            workers: self.workers,
            kubernetes: self.kubernetes,
            cache: &self.cache,
        }
    }

    /// Builds those of the directories that no other one takes.
    pub(super) fn build(&self, directories: &BTreeSet<PathBuf>) -> Alone {
        let directories: Vec<PathBuf> = directories.iter().cloned().collect();
        let mut alone = Alone {
            renders: Vec::new(),
            charts: BTreeSet::new(),
        };
        let mut definitions = Definitions::default();
        kustomize::build_all(&directories, self.ground(), &mut |point, mut build| {
            // What a build that failed would have rendered is judged by itself.
            if build.text().is_some() {
                alone.charts.extend(build.charts);
            }
            let by = By::overlay(point, None);
            definitions.take_known(&by, &mut build.rendering);
            alone.renders.push(Renders {
                by,
                rendering: build.rendering,
            });
        });
        alone
    }

    /// Builds the one in a directory as something delivers it.
    pub(super) fn changed(&self, directory: &Path, overlay: &Overlay) -> Built {
        let change = &overlay.change;
        let mut build = kustomize::build_with(directory, change, self.ground());
        // A patch that has nothing to do here may have in other overlays that are delivered alike.
        let Rendering {
            files, problems, ..
        } = &mut build.rendering;
        let is_apart = |place: Place| {
            files
                .get(place.file.0 as usize)
                .is_some_and(|read| read.is_apart)
        };
        problems.retain(|problem| {
            let is_advice = matches!(problem.kind, ProblemKind::Advice | ProblemKind::Idle);
            !is_advice || !problem.place.is_some_and(is_apart)
        });
        if let Some(variables) = &overlay.variables {
            fill(&mut build.rendering, variables);
        }
        Built {
            rendering: build.rendering,
            roots: build.roots,
        }
    }

    /// A directory without links.
    pub(super) fn real(&self, directory: &Path) -> Option<PathBuf> {
        self.files.resolve(&self.files.locate(directory)).ok()
    }
}

/// Fills variables into what was built.
fn fill(rendering: &mut Rendering, variables: &Variables) {
    let Rendering {
        files,
        outputs,
        problems,
        ..
    } = rendering;
    for output in outputs {
        let filled = variables.fill(&output.text, files);
        output.text = filled.text;
        problems.extend(filled.absent.into_iter().map(|(name, place)| Problem {
            kind: ProblemKind::NotFollowed,
            place,
            message: format!("nothing gives the variable `${{{name}}}`, so that it stays empty"),
            help: None,
            others: Vec::new(),
        }));
    }
}
