//! What Argo CD, Flux and helmfile deliver from the files of a run, rendered as they would.

mod rounds;
mod texts;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::rounds::{Fingerprint, Rounds, fingerprint};
use self::texts::{is_read, loose, may_deliver, rendered};
use super::charts;
use super::overlays::{Built, Overlays};
use super::renderings::{By, Renders};
use crate::config::Settings;
use crate::gitops::{Deliverer, Delivery, Repository, Role, What, is_helmfile};
use crate::origin::{Problem, ProblemKind, ReadFile, Rendering};

/// How often one chart is rendered.
const MOST_OF_CHART: usize = 100;

/// What is delivered from a run's files.
pub(super) struct Delivered {
    pub(super) renders: Vec<Renders>,
    /// The directories that were built so, without links.
    pub(super) built: BTreeSet<PathBuf>,
}

/// What a file has to do with deliveries.
fn role(path: &Path, roles: &HashMap<OsString, Role>) -> Role {
    match is_helmfile(path) {
        true => Role::Delivers,
        false => roles.get(path.as_os_str()).copied().unwrap_or_default(),
    }
}

/// Whether some of these files may say what is delivered.
pub(super) fn are_among(found: &[&Path], roles: &HashMap<OsString, Role>) -> bool {
    let mut found = found.iter();
    found.any(|path| role(path, roles) == Role::Delivers)
}

/// Renders what is delivered from the files that were found. `roles` has those whose manifests have to do with that, and
/// `before` is what the charts and overlays among them were rendered to by themselves.
pub(super) fn render(
    found: &[&Path],
    roles: &HashMap<OsString, Role>,
    before: &[Renders],
    overlays: &Overlays<'_>,
    settings: &Settings,
) -> Delivered {
    let mut delivered = Delivered {
        renders: Vec::new(),
        built: BTreeSet::new(),
    };
    let files = overlays.files;
    let manifests = found.iter().copied();
    let manifests =
        manifests.filter(|path| role(path, roles) > Role::None && is_read(path, files, settings));
    let manifests: Vec<&Path> = manifests.collect();
    let delivers =
        are_among(&manifests, roles) || before.iter().any(|renders| may_deliver(renders, settings));
    let Some(first) = found.first().filter(|_| delivers) else {
        return delivered;
    };
    let rounds = Rounds {
        loose: loose(&manifests, files, settings),
        rendered: rendered(before, overlays, settings),
        repository: Repository::around(&files.locate(first), files, &overlays.reach),
        overlays,
        settings,
    };
    let (deliveries, built) = rounds.go();
    delivered.built = built
        .values()
        .flat_map(|built| built.roots.clone())
        .collect();
    delivered.renders = renders(deliveries, &built, overlays, settings);
    delivered
}

fn renders(
    deliveries: Vec<Delivery>,
    built: &BTreeMap<Fingerprint, Built>,
    overlays: &Overlays<'_>,
    settings: &Settings,
) -> Vec<Renders> {
    let mut renders = Vec::new();
    let mut charts = Vec::new();
    let mut of_chart: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut done = BTreeSet::new();
    for delivery in deliveries {
        let Delivery {
            by,
            what,
            problems,
            files,
        } = delivery;
        renders.extend(said(&by, problems, &files));
        match what {
            What::Nothing => {}
            What::Chart(path, request) => {
                let before = of_chart.entry(path.clone()).or_default();
                *before += 1;
                match *before <= MOST_OF_CHART {
                    true => charts.push((path, *request, by)),
                    false => renders.extend(said(&by, vec![too_many()], &files)),
                }
            }
            What::Overlay(path, overlay) => {
                let key = fingerprint(&path, &overlay);
                // What several deliver alike is one rendering.
                if done.insert(key.clone())
                    && let Some(built) = built.get(&key)
                {
                    renders.push(Renders {
                        by: By::overlay(&path, Some(by)),
                        rendering: built.rendering.clone(),
                    });
                }
            }
        }
    }
    renders.extend(charts::deliver(&charts, overlays, settings));
    renders
}

/// What is to be said of a delivery itself.
fn said(by: &Deliverer, problems: Vec<Problem>, files: &Arc<[ReadFile]>) -> Option<Renders> {
    (!problems.is_empty()).then(|| Renders {
        by: By::overlay(Path::new(""), Some(by.clone())),
        rendering: Rendering {
            files: files.to_vec(),
            problems,
            ..Rendering::default()
        },
    })
}

fn too_many() -> Problem {
    Problem {
        kind: ProblemKind::NotFollowed,
        place: None,
        message: format!("a chart is rendered at most {MOST_OF_CHART} times"),
        help: None,
        others: Vec::new(),
    }
}
