//! A directory built.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::files::{FileSystem, seen_from};
use crate::origin::{
    FileId, Output, Place, Problem, ProblemKind, ReadFile, Rendering, StandIn, Text,
};

use super::bounds::MOST_BYTES;
use super::cache::{Cache, Trace};
use super::change::{Change, Over};
use super::completed::is_completed_elsewhere;
use super::config::Config;
use super::generator::add_hash;
use super::ground::Ground;
use super::load::Loader;
use super::order;
use super::problem::{Failure, Outcome};
use super::provenance;
use super::reference;
use super::resource::Resource;
use super::set::Set;
use super::target::{self, Accumulated};
use super::variable;
use super::write::Writer;

/// What came of a kustomization.
#[derive(Clone, Debug, Default)]
pub struct Build {
    /// The files that were read, or would have been, what is printed, and what did not go well. There is one output, for the
    /// kustomization, unless the build was refused. What is told of a base is told in each build that takes it.
    pub rendering: Rendering,
    /// The documents of the output that are Secrets which a generator made, from 0: nobody may see what they hold.
    pub secrets: Vec<usize>,
    /// The directories and archives of the charts that it renders.
    pub charts: Vec<PathBuf>,
    /// Whether all that it names was built. Where it was not, objects that are referred to may be missing.
    pub is_whole: bool,
    /// The directories that it took, its own included, without links.
    pub roots: BTreeSet<PathBuf>,
}

/// What is built in, made once.
fn built_in() -> Arc<Config> {
    static BUILT_IN: OnceLock<Arc<Config>> = OnceLock::new();
    Arc::clone(BUILT_IN.get_or_init(|| Arc::new(Config::built_in())))
}

/// Builds the kustomization in `directory`.
#[must_use]
pub fn build(directory: &Path, ground: Ground<'_>) -> Build {
    built(directory, None, ground)
}

/// The same with what is changed before, as Argo CD and Flux do.
#[must_use]
pub fn build_with(directory: &Path, change: &Change, ground: Ground<'_>) -> Build {
    built(directory, Some(change), ground)
}

fn built(directory: &Path, change: Option<&Change>, ground: Ground<'_>) -> Build {
    let Ground { files, cache, .. } = ground;
    let loader = match Loader::top(ground, directory) {
        Ok(loader) => loader,
        Err(failure) => {
            return Build {
                rendering: Rendering {
                    problems: vec![*failure.0],
                    ..Rendering::default()
                },
                ..Build::default()
            };
        }
    };
    let all = target::Build::new(built_in());
    let over = change.map(|change| Over::of(change, files, cache));
    let built = match &over {
        Some(over) => Arc::new(all.changed(&loader, over)),
        None => all.directory(&loader, None),
    };
    let apart = over.iter().flat_map(|over| over.files.iter().copied());
    let mut printer = Printer::new(&built.trace, apart, files, cache);
    printer.build.roots.clone_from(&built.trace.roots);
    // What variables read may come with what takes the directory up.
    let is_whole = |taken: &Accumulated| {
        let is_open = || !taken.variables.is_empty() && is_completed_elsewhere(files, &loader.root);
        taken.is_whole && !is_open()
    };
    match &built.outcome {
        Ok(taken) => match finish(taken, is_whole(taken)) {
            Ok(mut set) => {
                provenance::write(&mut set, &taken.kustomization, &loader.root, cache);
                printer.print(&set, taken);
            }
            Err(failure) => printer.problem(*failure.0),
        },
        Err(problem) => {
            let mut problem = (**problem).clone();
            // What is taken for a kustomization may be meant otherwise.
            if over.is_some_and(|over| over.makes_up(&loader)) {
                problem.kind = ProblemKind::NotChecked;
            }
            printer.problem(problem);
        }
    }
    printer.build
}

/// Builds a directory for those that take it.
pub(super) fn prepare(directory: &Path, ground: Ground<'_>) {
    if let Ok(loader) = Loader::top(ground, directory) {
        target::Build::new(built_in()).directory(&loader, None);
    }
}

/// What is done at the end: hashes, references, variables, and the order. `is_whole`: nothing that variables read is to come.
fn finish(taken: &Accumulated, is_whole: bool) -> Outcome<Set> {
    let mut set = taken.set.clone();
    set.resources.iter_mut().for_each(add_hash);
    reference::fix(&mut set, &taken.config.references)?;
    let specs = &taken.config.variables;
    variable::resolve(&mut set, &taken.variables, specs, is_whole)?;
    set.resources.retain(|resource| !is_local(resource));
    order::sort(&mut set.resources, taken.kustomization.order.as_ref());
    for resource in &mut set.resources {
        resource.forget_notes();
        resource.settle("annotations");
    }
    Ok(set)
}

/// Whether an object is for kustomize alone.
fn is_local(resource: &Resource) -> bool {
    let annotations = resource.node().at(&["metadata", "annotations"]);
    let local = annotations.and_then(|all| all.get("config.kubernetes.io/local-config"));
    local.is_some_and(|local| local.said() != "false")
}

/// Gathers what a build gives.
#[derive(Debug)]
struct Printer {
    build: Build,
    files: BTreeMap<FileId, FileId>,
}

impl Printer {
    /// `apart` are files that say what is changed.
    fn new(
        trace: &Trace,
        apart: impl Iterator<Item = FileId>,
        files: &dyn FileSystem,
        cache: &Cache,
    ) -> Self {
        let apart = apart.filter(|file| !trace.files.contains(file));
        let read = cache.files(trace.files.iter().copied().chain(apart));
        let numbers = read.iter().enumerate();
        let mut printer = Self {
            files: numbers
                .map(|(at, file)| (file.id, FileId(at as u32)))
                .collect(),
            build: Build::default(),
        };
        let here = files.here();
        let shown = |path: &Path| match path.starts_with(&here) {
            true => PathBuf::from(seen_from(&here, path)),
            false => path.to_owned(),
        };
        let brought_by = |file: FileId| Some(printer.place(*trace.brought.get(&file)?));
        let read = read.iter().map(|file| ReadFile {
            is_apart: !trace.files.contains(&file.id) || trace.unmet.contains(&file.id),
            path: shown(&file.shown).into(),
            text: Arc::clone(&file.text),
            brought_by: brought_by(file.id),
            is_template: trace.templates.contains(&file.id),
        });
        let read = read.collect();
        let stand_ins = trace.stand_ins.iter().map(|made_up| StandIn {
            action: made_up.action.map(|place| printer.place(place)),
            function: made_up.function.clone(),
        });
        printer.build.rendering.stand_ins = stand_ins.collect();
        let effects = trace.effects.iter().map(|place| printer.place(*place));
        printer.build.rendering.effects = effects.collect();
        printer.build.rendering.files = read;
        printer.build.charts = trace.charts.iter().cloned().collect();
        let mut seen = BTreeSet::new();
        for problem in &trace.problems {
            if seen.insert((problem.place, &problem.message)) {
                printer.problem(problem.clone());
            }
        }
        printer
    }

    fn place(&self, place: Place) -> Place {
        let file = self.files.get(&place.file).copied();
        Place {
            file: file.unwrap_or(place.file),
            ..place
        }
    }

    fn problem(&mut self, mut problem: Problem) {
        problem.place = problem.place.map(|place| self.place(place));
        for (place, _) in &mut problem.others {
            *place = self.place(*place);
        }
        self.build.rendering.problems.push(problem);
    }

    fn print(&mut self, set: &Set, taken: &Accumulated) {
        let mut writer = Writer::new(self.files.clone());
        for (at, resource) in set.resources.iter().enumerate() {
            writer.document(resource.node());
            if resource.generated.is_some() && resource.kind() == "Secret" {
                self.build.secrets.push(at);
            }
            if writer.len() > MOST_BYTES {
                let message = format!("what this makes is more than {} MiB", MOST_BYTES >> 20);
                let failure = Failure::not_checked(taken.kustomization.place, message);
                return self.problem(*failure.0);
            }
        }
        self.build.is_whole = taken.is_whole;
        let file = taken
            .kustomization
            .place
            .map(|place| self.place(place).file);
        self.build.rendering.outputs.push(Output {
            file: file.unwrap_or(FileId(0)),
            name: None,
            text: writer.finish(),
        });
    }
}

/// The text of a build.
impl Build {
    /// What is printed.
    #[must_use]
    pub fn text(&self) -> Option<&Text> {
        let first = self.rendering.outputs.first();
        first.map(|output| &output.text)
    }
}
