//! The texts of the files in directories, read once for all files of a run that ask for them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::config::Settings;
use crate::engine::above;
use crate::engine::kustomize::NAMES;
use crate::files::{FileSystem, Most, shown};

/// How many files of a directory are read.
const MOST_FILES: usize = 200;

/// How large a page or a script may be that is read.
const MOST_SIZE: Most = Most::bytes(512 << 10);

/// How many bytes are kept for others that ask; what is beyond is read again.
const MOST_KEPT: usize = 8 << 20;

/// The texts of a directory.
pub(super) type Texts = Arc<[String]>;

/// The texts that a run has read.
pub(in crate::engine) struct Surroundings<'s> {
    /// What says which files there are.
    pub(in crate::engine) settings: &'s Settings,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    texts: HashMap<PathBuf, Texts>,
    bytes: usize,
}

impl<'s> Surroundings<'s> {
    /// Those of a run, of which nothing is read yet.
    pub(in crate::engine) fn of(settings: &'s Settings) -> Self {
        Self {
            settings,
            kept: Mutex::default(),
        }
    }

    /// The texts of the files in a directory, but for kustomizations, which are read as such.
    pub(super) fn texts_in(&self, directory: &Path) -> Texts {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().texts.get(directory) {
            return Arc::clone(known);
        }
        // Read without the lock: two that ask at once may both read.
        let texts: Texts = read(&*self.settings.host.files, directory).into();
        let size: usize = texts.iter().map(String::len).sum();
        let mut kept = kept();
        if kept.bytes + size <= MOST_KEPT {
            kept.bytes += size;
            kept.texts.insert(directory.to_owned(), Arc::clone(&texts));
        }
        texts
    }
}

fn read(files: &dyn FileSystem, directory: &Path) -> Vec<String> {
    let mut listed = files.list(directory).unwrap_or_default();
    listed.sort();
    let above = shown(directory);
    let texts = listed.iter().filter_map(|listed| {
        let name = listed.path.file_name()?.to_str()?;
        let is_other = !NAMES.contains(&name);
        is_other.then(|| above::read(files, &above, name, MOST_SIZE))?
    });
    texts.map(|(_, text)| text).take(MOST_FILES).collect()
}
