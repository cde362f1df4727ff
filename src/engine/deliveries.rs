//! What Argo CD and Flux deliver from the files of a run, rendered as they would.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::charts;
use super::overlays::{Built, Overlays};
use super::renderings::{By, Renderer, Renders};
use crate::config::Settings;
use crate::files::{FileSystem, Most, as_text};
use crate::gitops::{self, Deliverer, Delivery, Given, Overlay, Repository, Role, Variables, What};
use crate::host::gather;
use crate::origin::{FileId, Passage, Problem, ProblemKind, ReadFile, Rendering, Text};

/// How often what was built is looked through for what delivers more.
const MOST_ROUNDS: usize = 4;

/// How many deliveries a run may have.
const MOST: usize = 10_000;

/// How large a file may be that is read for what it delivers.
const MOST_FILE: u64 = 8 << 20;

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

/// Whether a file is read for what it delivers.
fn is_read(path: &Path, settings: &Settings) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let is_yaml = matches!(ending, Some("yaml" | "yml" | "json"));
    let is_template = path.iter().any(|part| part == "templates");
    is_yaml && !is_template && settings.of(path).policy.gitops
}

/// Whether what was rendered may say what is delivered.
fn may_deliver(Renders { by, rendering }: &Renders, settings: &Settings) -> bool {
    let mut texts = rendering.outputs.iter().map(|output| output.text.as_str());
    is_followed(by, settings) && texts.any(gitops::may_deliver)
}

/// Whether what a chart or an overlay is rendered to is looked through for what delivers.
fn is_followed(by: &By, settings: &Settings) -> bool {
    settings.of(&Path::new(&by.path).join("_")).policy.gitops
}

/// The texts of files, with where they are, located.
fn loose(
    manifests: &[&Path],
    files: &dyn FileSystem,
    settings: &Settings,
) -> Vec<(PathBuf, Passage)> {
    let read = gather(&*settings.host.workers, manifests.len(), &|job| {
        let path = manifests[job];
        let bytes = files.read(path, Most::bytes(MOST_FILE)).ok()?;
        let text = as_text(bytes).ok()?;
        Some((files.locate(path), whole(path, &text)))
    });
    read.into_iter().flatten().collect()
}

/// A file as a text that knows where it stands.
fn whole(path: &Path, text: &str) -> Passage {
    let read = ReadFile {
        path: path.to_owned(),
        text: Arc::from(text),
        brought_by: None,
        is_template: false,
        is_apart: true,
    };
    Passage {
        text: Text::of_file(FileId(0), text),
        files: [read].into(),
    }
}

/// What was rendered before, as far as that says what is delivered.
struct Before {
    /// The directory of the overlay, without links.
    root: Option<PathBuf>,
    texts: Vec<Passage>,
    /// The files that were read for it alone, located.
    read: Vec<PathBuf>,
}

fn rendered(before: &[Renders], overlays: &Overlays<'_>, settings: &Settings) -> Vec<Before> {
    let mut charts = BTreeSet::new();
    let files = overlays.files;
    let of = |renders: &Renders| {
        let Renders { by, rendering } = renders;
        let is_overlay = by.renderer == Renderer::Kustomize;
        // The other values of a chart give the same Applications, with other values.
        if !is_overlay && !charts.insert(by.path.clone()) {
            return None;
        }
        let read = rendering
            .files
            .iter()
            .filter(|_| by.is_read_whole(rendering));
        Some(Before {
            root: is_overlay
                .then(|| overlays.real(Path::new(&by.path)))
                .flatten(),
            texts: match is_followed(by, settings) {
                true => passages(rendering),
                false => Vec::new(),
            },
            read: read.map(|read| files.locate(&read.path)).collect(),
        })
    };
    before.iter().filter_map(of).collect()
}

/// What was rendered that may say what is delivered.
fn passages(rendering: &Rendering) -> Vec<Passage> {
    let texts = rendering.outputs.iter().map(|output| &output.text);
    let wanted =
        |text: &&Text| gitops::may_deliver(text.as_str()) || gitops::may_be_named(text.as_str());
    let texts: Vec<&Text> = texts.filter(wanted).collect();
    if texts.is_empty() {
        return Vec::new();
    }
    let apart = rendering.files.iter().map(|read| ReadFile {
        is_apart: true,
        ..read.clone()
    });
    let files: Arc<[ReadFile]> = apart.collect();
    let passage = |text: &Text| Passage {
        text: text.clone(),
        files: Arc::clone(&files),
    };
    texts.into_iter().map(passage).collect()
}

/// What tells one build of an overlay from others.
type Fingerprint = (PathBuf, String);

/// What is looked through, again and again while that brings more.
struct Rounds<'a> {
    loose: Vec<(PathBuf, Passage)>,
    rendered: Vec<Before>,
    repository: Repository<'a>,
    overlays: &'a Overlays<'a>,
    settings: &'a Settings,
}

impl Rounds<'_> {
    fn go(&self) -> (Vec<Delivery>, BTreeMap<Fingerprint, Built>) {
        let mut known: BTreeMap<Fingerprint, Built> = BTreeMap::new();
        for _ in 0..MOST_ROUNDS {
            let mut deliveries = gitops::deliveries(&self.texts(&known), &self.repository);
            deliveries.truncate(MOST);
            let wanted: BTreeMap<Fingerprint, (&Path, &Overlay)> = deliveries
                .iter()
                .filter_map(|delivery| match &delivery.what {
                    What::Overlay(path, overlay) => {
                        Some((fingerprint(path, overlay), (path.as_path(), &**overlay)))
                    }
                    _ => None,
                })
                .collect();
            let before: BTreeSet<Fingerprint> = known.keys().cloned().collect();
            known.retain(|key, _| wanted.contains_key(key));
            let new: Vec<_> = wanted
                .iter()
                .filter(|(key, _)| !known.contains_key(*key))
                .collect();
            let is_settled = new.is_empty() && before.len() == known.len();
            let made = gather(&*self.settings.host.workers, new.len(), &|job| {
                let (key, (path, overlay)) = new[job];
                (key.clone(), self.overlays.changed(path, overlay))
            });
            known.extend(made);
            if is_settled {
                return (deliveries, known);
            }
        }
        let deliveries = gitops::deliveries(&self.texts(&known), &self.repository);
        (deliveries, known)
    }

    /// What is looked through, where some overlays were built: what these were built of is not besides.
    fn texts(&self, known: &BTreeMap<Fingerprint, Built>) -> Vec<Passage> {
        let built = known
            .values()
            .filter(|built| !built.rendering.outputs.is_empty());
        let built: Vec<&Built> = built.collect();
        let roots: BTreeSet<&PathBuf> = built.iter().flat_map(|built| &built.roots).collect();
        let is_left = |before: &&Before| {
            before
                .root
                .as_ref()
                .is_none_or(|root| !roots.contains(root))
        };
        let left: Vec<&Before> = self.rendered.iter().filter(is_left).collect();
        let files = self.overlays.files;
        let of_built = built.iter().flat_map(|built| &built.rendering.files);
        let of_built = of_built.filter(|read| !read.is_apart);
        let of_built = of_built.map(|read| files.locate(&read.path));
        let read: BTreeSet<PathBuf> = left
            .iter()
            .flat_map(|left| left.read.iter().cloned())
            .chain(of_built)
            .collect();
        let loose = self.loose.iter().filter(|(path, _)| !read.contains(path));
        let mut texts: Vec<Passage> = loose.map(|(_, text)| text.clone()).collect();
        texts.extend(left.iter().flat_map(|left| left.texts.iter().cloned()));
        texts.extend(built.iter().flat_map(|built| passages(&built.rendering)));
        texts
    }
}

fn fingerprint(path: &Path, overlay: &Overlay) -> Fingerprint {
    let mut says = overlay.change.fields.text.as_str().to_owned();
    says.push_str(if overlay.change.takes_all {
        "\0all"
    } else {
        "\0"
    });
    for (name, given) in overlay
        .variables
        .iter()
        .flat_map(|variables| &variables.known)
    {
        says.push('\0');
        says.push_str(name);
        if let Given::Text(value) = given {
            says.push('=');
            says.push_str(value.text.as_str());
        }
    }
    let may_be_more = |variables: &Variables| variables.may_be_more;
    says.push_str(if overlay.variables.as_ref().is_some_and(may_be_more) {
        "\0more"
    } else {
        "\0"
    });
    (path.to_owned(), says)
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
                        by: of(Renderer::Kustomize, &path, by),
                        rendering: built.rendering.clone(),
                    });
                }
            }
        }
    }
    renders.extend(charts::deliver(&charts, overlays, settings));
    renders
}

fn of(renderer: Renderer, path: &Path, deliverer: Deliverer) -> By {
    By {
        renderer,
        path: crate::files::shown(path),
        values: Vec::new(),
        release: None,
        deliverer: Some(deliverer),
    }
}

/// What is to be said of a delivery itself.
fn said(by: &Deliverer, problems: Vec<Problem>, files: &Arc<[ReadFile]>) -> Option<Renders> {
    (!problems.is_empty()).then(|| Renders {
        by: of(Renderer::Kustomize, Path::new(""), by.clone()),
        rendering: Rendering {
            files: files.to_vec(),
            problems,
            ..Rendering::default()
        },
    })
}

/// Fills variables into what was built.
pub(super) fn fill(rendering: &mut Rendering, variables: &Variables) {
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
