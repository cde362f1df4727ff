//! What Argo CD and Flux deliver from the files of a run, rendered as they would.

mod rounds;
mod texts;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::rounds::{Fingerprint, Rounds, fingerprint};
use self::texts::{is_read, loose, may_deliver, rendered};
use super::charts;
use super::overlays::{Built, Overlays};
use super::renderings::{By, Renders};
use crate::config::Settings;
use crate::gitops::{Deliverer, Delivery, Repository, Role, What};
use crate::origin::{Problem, ReadFile, Rendering};

/// What is delivered from a run's files.
pub(super) struct Delivered {
    pub(super) renders: Vec<Renders>,
    /// The directories that were built so, without links.
    pub(super) built: BTreeSet<PathBuf>,
}

/// Renders what is delivered from the files that were found. `roles` has those whose manifests have to do with that, and
/// `before` is what the charts and overlays among them were rendered to by themselves.
pub(super) fn render(
    found: &[&Path],
    roles: &HashMap<PathBuf, Role>,
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
    let manifests = manifests.filter(|path| roles.contains_key(*path) && is_read(path, settings));
    let manifests: Vec<&Path> = manifests.collect();
    let mut of_files = manifests.iter();
    let delivers = of_files.any(|&path| roles.get(path) == Some(&Role::Delivers))
        || before.iter().any(|renders| may_deliver(renders, settings));
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
            What::Chart(path, request) => charts.push((path, *request, by)),
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
