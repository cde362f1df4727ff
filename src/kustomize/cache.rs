//! What builds share: files that were read, and directories that were built.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::origin::{FileId, Problem};

use super::target::Accumulated;

/// What builds of one run share, so that each file is read once and each base is built once.
#[derive(Debug, Default)]
pub struct Cache {
    files: Mutex<Files>,
    built: Mutex<BTreeMap<PathBuf, Arc<Built>>>,
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
    /// The directories that it took, without links.
    pub(super) roots: BTreeSet<PathBuf>,
    /// What did not go well, and did not end it.
    pub(super) problems: Vec<Problem>,
    /// Whether the outcome depends on what takes the directory.
    pub(super) is_bound: bool,
}

impl Trace {
    pub(super) fn add(&mut self, other: &Self) {
        self.files.extend(&other.files);
        self.roots.extend(other.roots.iter().cloned());
        self.problems.extend(other.problems.iter().cloned());
        self.is_bound |= other.is_bound;
    }
}

impl Cache {
    /// A file that was read already, by its path without links.
    pub(super) fn file(&self, real: &Path) -> Option<Arc<File>> {
        let files = locked(&self.files);
        let at = *files.by_path.get(real)?;
        files.all.get(at).map(Arc::clone)
    }

    /// Keeps a file that was read.
    pub(super) fn keep(&self, real: PathBuf, shown: PathBuf, content: Vec<u8>) -> Arc<File> {
        let mut files = locked(&self.files);
        if let Some(known) = files.by_path.get(&real).and_then(|&at| files.all.get(at)) {
            return Arc::clone(known);
        }
        let (text, bytes) = match String::from_utf8(content) {
            Ok(text) => (Arc::from(text), None),
            Err(error) => (Arc::from(""), Some(error.into_bytes())),
        };
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
