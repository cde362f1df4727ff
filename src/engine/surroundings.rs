//! What a session knows of the files of a run, for questions about one of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::across::text_of;
use super::judged::Judged;
use super::outcome::{Checked, Outcome};
use super::{By, Input, Rendered, Settings, assemble, kustomize, run_crds};
use crate::custom::{Defined, RunCrds, Schemas};
use crate::objects::{Inventory, Resource};
use crate::origin::{FileId, Place, Run, Text};
use crate::secret;
use crate::source::{SourceId, Span};

/// The files of a session and the objects in them, as they were when it was asked. It shares them with the session.
#[derive(Debug, Default)]
pub struct Surroundings {
    files: Vec<Checked>,
    /// The CRDs among them, once they are asked for.
    crds: OnceLock<Option<Arc<RunCrds>>>,
}

/// Objects that are applied together: those of files as they are, or of a rendering.
#[derive(Debug, Default)]
pub struct Applied {
    /// What they were rendered from, if they were.
    pub by: Option<Arc<By>>,
    /// The objects.
    pub inventory: Inventory,
}

impl Surroundings {
    pub(super) fn of(mut files: Vec<Checked>) -> Self {
        files.sort_unstable_by_key(|checked| checked.id);
        Self {
            files,
            crds: OnceLock::new(),
        }
    }

    /// What is known of the files that stand for themselves, and were not rendered.
    fn plain(&self) -> impl Iterator<Item = (&Checked, &Judged)> {
        let files = self.files.iter();
        let plain = files.filter(|checked| checked.input.rendered().is_none());
        plain.filter_map(|checked| match &checked.outcome {
            Outcome::Judged(judged) => Some((checked, &**judged)),
            _ => None,
        })
    }

    fn input(&self, source: SourceId) -> Option<&Input> {
        let at = self
            .files
            .binary_search_by_key(&source, |checked| checked.id);
        at.ok().map(|at| &self.files[at].input)
    }

    /// The number of the file at a path.
    #[must_use]
    pub fn source(&self, path: &Path) -> Option<SourceId> {
        let mut files = self.plain().map(|(checked, _)| checked);
        let found = files.find(|checked| checked.input.path() == path);
        found.map(|checked| checked.id)
    }

    /// The path of a file.
    #[must_use]
    pub fn path(&self, source: SourceId) -> Option<&Path> {
        self.input(source).map(Input::path)
    }

    /// What reports call a file.
    #[must_use]
    pub fn shown(&self, source: SourceId) -> Option<&str> {
        self.input(source).map(Input::shown)
    }

    /// The text of a file, if it can be read.
    #[must_use]
    pub fn text(&self, source: SourceId, settings: &Settings) -> Option<String> {
        text_of(self.input(source)?, settings)
    }

    /// The objects that stand in files as they are, in the order of these.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.plain().flat_map(|(_, judged)| judged.resources())
    }

    /// The objects that are judged, those that are applied together by themselves: first those of files as they are.
    #[must_use]
    pub fn applied(&self, settings: &Settings) -> Vec<Applied> {
        let mut worlds: BTreeMap<Option<usize>, Applied> = BTreeMap::new();
        for checked in &self.files {
            let Outcome::Judged(judged) = &checked.outcome else {
                continue;
            };
            let rendered = checked.input.rendered();
            let world = worlds.entry(rendered.map(Rendered::rendering)).or_default();
            world.by = rendered.map(|rendered| Arc::clone(rendered.by()));
            world.inventory.append(judged.inventory.clone());
            // What is not in a chart may be beside it.
            let is_alone = checked.input.rendered().is_none();
            if is_alone && assemble::is_closed(&checked.input, settings) {
                world.inventory.closed.insert(checked.id);
            }
        }
        worlds.into_values().collect()
    }

    /// Where the CRDs of a kind stand: the files, and in these the documents.
    pub fn definitions(&self, group: &str, kind: &str) -> impl Iterator<Item = (SourceId, Span)> {
        let defined = self.defined();
        let alike = defined.filter(move |(_, one)| one.of.0 == group && one.of.1 == kind);
        alike.map(|(source, one)| (source, one.document))
    }

    /// What the CRDs among the files define.
    pub fn defined(&self) -> impl Iterator<Item = (SourceId, &Defined)> {
        self.plain().flat_map(|(checked, judged)| {
            let defines = judged.definitions();
            defines.map(|one| (checked.id, one))
        })
    }

    /// Whether a kustomization among the files names a file as a patch.
    #[must_use]
    pub fn is_patch(&self, source: SourceId, settings: &Settings) -> bool {
        let path = self.path(source);
        path.is_some_and(|path| self.patched_by(path, settings).next().is_some())
    }

    /// The kustomizations among the files that name the file at a path as a patch.
    pub fn patched_by(&self, path: &Path, settings: &Settings) -> impl Iterator<Item = SourceId> {
        let files = &*settings.host.files;
        let file = kustomize::absolute(files, &path.to_string_lossy());
        let named = self.plain().filter(move |(_, judged)| {
            let mut all = judged.kustomizations.iter();
            all.any(|one| one.has_patch(&file))
        });
        named.map(|(checked, _)| checked.id)
    }

    /// The files that kustomizations take together with the one at a path.
    #[must_use]
    pub fn together(&self, path: &Path, settings: &Settings) -> BTreeSet<SourceId> {
        let files = &*settings.host.files;
        let place = |path: &Path| kustomize::absolute(files, &path.to_string_lossy());
        let all: Vec<_> = self
            .plain()
            .flat_map(|(_, judged)| &judged.kustomizations)
            .collect();
        let file = place(path);
        let taken = kustomize::together(&all, &file);
        if taken.is_empty() {
            return BTreeSet::new();
        }
        let known = self.plain().map(|(checked, _)| checked);
        let known = known.filter(|checked| taken.contains(&*place(checked.input.path())));
        known.map(|checked| checked.id).collect()
    }

    /// The schemas of kinds that are not built in, as they are seen from a file: those of its settings, and behind them the
    /// CRDs among the files.
    #[must_use]
    pub fn schemas(&self, path: &Path, settings: &Settings) -> Schemas {
        let crds = self
            .crds
            .get_or_init(|| run_crds::all(&self.files, settings));
        let own = &settings.of(path).schemas;
        match crds {
            Some(crds) => {
                let files = &*settings.host.files;
                own.and_of_run(crds, &kustomize::absolute(files, &path.to_string_lossy()))
            }
            None => own.clone(),
        }
    }

    /// What the action of a template at a place is rendered to, each text once, with what it was rendered from. `text` is
    /// the template's: nothing is known of one that has changed since. What may be secret is left out.
    #[must_use]
    pub fn rendered(&self, path: &Path, text: &str, offset: u32) -> Vec<(String, &By)> {
        let mut found: Vec<(String, &By)> = Vec::new();
        let files = self.files.iter();
        for rendered in files.filter_map(|checked| checked.input.rendered()) {
            let Some(file) = rendered.number(path, text) else {
                continue;
            };
            let spans = actions(rendered.text(), file, offset);
            if spans.is_empty() {
                continue;
            }
            let whole = secret::source(rendered.shown(), rendered.text().as_str());
            for span in spans {
                let text = whole.shown(span).into_owned();
                if !found.iter().any(|(known, _)| *known == text) {
                    found.push((text, rendered.by()));
                }
            }
        }
        found
    }
}

/// Where a text is that came through the action of a file at a place, of those within others the innermost.
fn actions(text: &Text, file: FileId, offset: u32) -> Vec<Span> {
    let is_here = |place: &Place| {
        place.file == file && place.span.start <= offset && offset <= place.span.end
    };
    let action = |run: &Run| {
        let steps = std::iter::successors(run.through.as_ref(), |step| step.caller.as_ref());
        steps.map(|step| step.action).find(|place| is_here(place))
    };
    let mut found: Vec<(Place, Span)> = Vec::new();
    let mut start = 0;
    for run in text.runs() {
        let span = Span::new(start as u32, run.end as u32);
        start = run.end;
        let Some(place) = action(run) else { continue };
        match found.last_mut() {
            Some((last, whole)) if *last == place && whole.end == span.start => {
                whole.end = span.end
            }
            _ => found.push((place, span)),
        }
    }
    let shortest = found
        .iter()
        .map(|(place, _)| place.span.end - place.span.start)
        .min();
    let inner = found
        .into_iter()
        .filter(|(place, _)| Some(place.span.end - place.span.start) == shortest);
    inner.map(|(_, span)| span).collect()
}
