//! What builds share: files that were read, and directories that were built.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::origin::{FileId, Place, Problem, ReadFile, StandIn};

use super::target::Accumulated;

/// What builds of one run share, so that each file is read once and each base is built once.
#[derive(Debug, Default)]
pub struct Cache {
    files: Mutex<Files>,
    built: Mutex<BTreeMap<PathBuf, Arc<Built>>>,
    builds: AtomicUsize,
}

#[derive(Debug, Default)]
struct Files {
    all: Vec<Arc<File>>,
    by_path: BTreeMap<PathBuf, usize>,
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct File {
    pub(super) id: FileId,
    /// Its path without links.
    pub(super) real: PathBuf,
    /// How reports call it.
    pub(super) shown: PathBuf,
    /// What is in it; empty if that is no UTF-8.
    pub(super) text: Arc<str>,
    /// What is in it, if that is no UTF-8.
    pub(super) bytes: Option<Vec<u8>>,
}

impl File {
    /// The same for a rendering.
    pub(super) fn read(&self) -> ReadFile {
        ReadFile {
            path: self.shown.as_path().into(),
            text: Arc::clone(&self.text),
            brought_by: None,
            is_template: false,
            is_apart: false,
        }
    }
}

/// A directory that was built, as it is taken by others.
#[derive(Debug)]
pub(super) struct Built {
    pub(super) outcome: Result<Accumulated, Box<Problem>>,
    pub(super) trace: Trace,
}

/// What a build came upon.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace {
    pub(super) files: BTreeSet<FileId>,
    /// Those of them that are patches for what is not there yet.
    pub(super) unmet: BTreeSet<FileId>,
    /// The directories that it took, without links.
    pub(super) roots: BTreeSet<PathBuf>,
    /// What did not go well, and did not end it.
    pub(super) problems: Vec<Problem>,
    /// Whether the outcome depends on what takes the directory.
    pub(super) is_bound: bool,
    /// The charts that were rendered.
    pub(super) charts: BTreeSet<PathBuf>,
    /// The files that are their templates, or there for these alone.
    pub(super) templates: BTreeSet<FileId>,
    /// What brought files that were made elsewhere.
    pub(super) brought: BTreeMap<FileId, Place>,
    /// What charts draw by chance.
    pub(super) stand_ins: Vec<StandIn>,
    /// The places of what could do nothing, and does something.
    pub(super) effects: BTreeSet<Place>,
}

impl Trace {
    pub(super) fn add(&mut self, other: &Self) {
        self.files.extend(&other.files);
        self.unmet.extend(&other.unmet);
        self.roots.extend(other.roots.iter().cloned());
        self.problems.extend(other.problems.iter().cloned());
        self.is_bound |= other.is_bound;
        self.charts.extend(other.charts.iter().cloned());
        self.templates.extend(&other.templates);
        self.brought.extend(&other.brought);
        self.stand_ins.extend(other.stand_ins.iter().cloned());
        self.effects.extend(&other.effects);
    }
}

impl Cache {
    /// How many directories were built so far, those as often that were built anew.
    #[must_use]
    pub fn builds(&self) -> usize {
        self.builds.load(Ordering::Relaxed)
    }

    /// Takes note of a directory that is built.
    pub(super) fn count(&self) {
        self.builds.fetch_add(1, Ordering::Relaxed);
    }

    /// A file that was read already, by its path without links.
    pub(super) fn file(&self, real: &Path) -> Option<Arc<File>> {
        let files = locked(&self.files);
        let at = *files.by_path.get(real)?;
        files.all.get(at).map(Arc::clone)
    }

    /// Keeps a file that was read.
    pub(super) fn keep(&self, real: PathBuf, shown: PathBuf, content: Vec<u8>) -> Arc<File> {
        match String::from_utf8(content) {
            Ok(text) => self.keep_text(real, shown, Arc::from(text), None),
            Err(error) => self.keep_text(real, shown, Arc::from(""), Some(error.into_bytes())),
        }
    }

    /// Keeps a text that was read, or what is none.
    pub(super) fn keep_text(
        &self,
        real: PathBuf,
        shown: PathBuf,
        text: Arc<str>,
        bytes: Option<Vec<u8>>,
    ) -> Arc<File> {
        let mut files = locked(&self.files);
        if let Some(known) = files.by_path.get(&real).and_then(|&at| files.all.get(at)) {
            return Arc::clone(known);
        }
        let at = files.all.len();
        let file = Arc::new(File {
            id: FileId(at as u32),
            real: real.clone(),
            shown,
            text,
            bytes,
        });
        files.all.push(Arc::clone(&file));
        files.by_path.insert(real, at);
        file
    }

    /// Files by their numbers.
    pub(super) fn files(&self, wanted: impl Iterator<Item = FileId>) -> Vec<Arc<File>> {
        let files = locked(&self.files);
        let found = wanted.filter_map(|id| files.all.get(id.0 as usize));
        found.map(Arc::clone).collect()
    }

    pub(super) fn built(&self, root: &Path) -> Option<Arc<Built>> {
        locked(&self.built).get(root).map(Arc::clone)
    }

    pub(super) fn keep_built(&self, root: PathBuf, built: &Arc<Built>) {
        locked(&self.built).insert(root, Arc::clone(built));
    }
}

/// What a panic left behind is still whole: everything is put in at once.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
