//! Which directories are built: those that no other one takes.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use crate::host::gather;

use super::build::{self, Build, build};
use super::ground::Ground;
use super::load::{Leads, Loader};
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
fn takes(directory: &Path, ground: Ground<'_>) -> Option<(PathBuf, Takes)> {
    let loader = Loader::top(ground, directory).ok()?;
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

/// Which directories take which.
#[derive(Debug)]
struct Graph {
    /// Directories without links, with what they were called, what they take, and whether they were asked for.
    known: BTreeMap<PathBuf, Known>,
}

#[derive(Debug)]
struct Known {
    called: PathBuf,
    takes: Takes,
    is_asked_for: bool,
}

impl Graph {
    fn of(kustomizations: &[PathBuf], ground: Ground<'_>) -> Self {
        let mut known: BTreeMap<PathBuf, Known> = BTreeMap::new();
        let asked_for = kustomizations.iter().cloned();
        let mut open: VecDeque<_> = asked_for.map(|called| (called, true)).collect();
        while let Some((called, is_asked_for)) = open.pop_front() {
            if known.contains_key(&called) {
                continue;
            }
            let Some((root, takes)) = takes(&called, ground) else {
                continue;
            };
            if let Entry::Vacant(place) = known.entry(root) {
                let further = takes.directories.iter().cloned();
                open.extend(further.map(|called| (called, false)));
                place.insert(Known {
                    called,
                    takes,
                    is_asked_for,
                });
            }
        }
        Self { known }
    }

    /// Those that no other one takes as base or component. Of such as take each other in a circle the first is among them.
    /// Components that nothing takes are not.
    fn points(&self) -> Vec<PathBuf> {
        let all = self
            .known
            .values()
            .flat_map(|known| &known.takes.directories);
        let taken: BTreeSet<&PathBuf> = all.collect();
        let roots = self.known.keys();
        let mut points: Vec<&PathBuf> =
            roots.clone().filter(|root| !taken.contains(root)).collect();
        // What is reached from none of them stands in a circle.
        let mut reached: BTreeSet<&PathBuf> = BTreeSet::new();
        let mut open = points.clone();
        let mut rest = roots;
        loop {
            while let Some(root) = open.pop() {
                if reached.insert(root)
                    && let Some(known) = self.known.get(root)
                {
                    open.extend(&known.takes.directories);
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
        let points = points.into_iter().filter_map(|root| self.known.get(root));
        let mut points: Vec<PathBuf> = points
            .filter(|known| known.is_asked_for && !known.takes.is_component)
            .map(|known| known.called.clone())
            .collect();
        points.sort();
        points
    }

    /// The directories that others take, in the order in which they are built: none of a list takes another of it, only
    /// such as stand in lists before. Circles are left out, and components, which are built only where they are taken.
    fn waves(&self) -> Vec<Vec<&Path>> {
        let mut waiting: BTreeMap<&PathBuf, usize> = BTreeMap::new();
        let mut takers: BTreeMap<&PathBuf, Vec<&PathBuf>> = BTreeMap::new();
        for (root, known) in &self.known {
            let taken: BTreeSet<&PathBuf> = known.takes.directories.iter().collect();
            let taken = taken
                .into_iter()
                .filter(|taken| self.known.contains_key(*taken));
            let mut count = 0;
            for taken in taken {
                takers.entry(taken).or_default().push(root);
                count += 1;
            }
            waiting.insert(root, count);
        }
        let ready = waiting.iter().filter(|(_, count)| **count == 0);
        let mut ready: Vec<&PathBuf> = ready.map(|(root, _)| *root).collect();
        let mut waves = Vec::new();
        while !ready.is_empty() {
            let is_base = |root: &&&PathBuf| {
                let known = self.known.get(**root);
                takers.contains_key(**root) && known.is_some_and(|known| !known.takes.is_component)
            };
            let bases = ready.iter().filter(is_base).map(|root| root.as_path());
            waves.push(bases.collect());
            let mut next = Vec::new();
            for taker in ready
                .iter()
                .flat_map(|root| takers.get(root).into_iter().flatten())
            {
                if let Some(count) = waiting.get_mut(taker) {
                    *count -= 1;
                    if *count == 0 {
                        next.push(*taker);
                    }
                }
            }
            ready = next;
        }
        waves
    }
}

/// Those of the directories with kustomizations that are built: no other one of them takes them as base or component.
/// Of such as take each other in a circle the first is among them. Components that nothing takes are not.
#[must_use]
pub fn entry_points(kustomizations: &[PathBuf], ground: Ground<'_>) -> Vec<PathBuf> {
    Graph::of(kustomizations, ground).points()
}

/// How many builds of each worker wait until those before them are done.
const WAITING: usize = 2;

/// Builds the [`entry_points`] of some directories, and hands them over in order; what several of them take is built once,
/// before them. Few builds wait at any time, since each can be large.
pub fn build_all(
    kustomizations: &[PathBuf],
    ground: Ground<'_>,
    take: &mut dyn FnMut(&Path, Build),
) {
    let graph = Graph::of(kustomizations, ground);
    for wave in graph.waves() {
        ground
            .workers
            .each(wave.len(), &|at| build::prepare(wave[at], ground));
    }
    let points = graph.points();
    for points in points.chunks(WAITING * ground.workers.count()) {
        let builds = gather(ground.workers, points.len(), &|at| {
            build(&points[at], ground)
        });
        for (point, build) in points.iter().zip(builds) {
            take(point, build);
        }
    }
}
