//! Files of the machine that note what was asked of them, so that it can be told later whether an answer would be another.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::disk::Disk;
use crate::files::{FileSystem, Identity, Listed, Most};

/// The file system of the machine, and what was asked of it.
#[derive(Debug, Default)]
pub struct Noted(Mutex<HashMap<(PathBuf, Asked), State>>);

/// What was asked of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Asked {
    /// What is there.
    Sort,
    /// What it holds.
    Content,
}

/// How a path stood when something was asked of it.
#[derive(Debug, PartialEq, Eq)]
enum State {
    Nothing,
    Directory,
    /// With the names in it.
    Listing(BTreeSet<PathBuf>),
    File,
    /// With what changes when somebody writes it: when, how much, and which file it is.
    Written(Option<SystemTime>, u64, Option<Identity>),
}

impl State {
    fn of(path: &Path, asked: Asked) -> Self {
        let Ok(metadata) = fs::metadata(path) else {
            return Self::Nothing;
        };
        match (metadata.is_dir(), asked) {
            (true, Asked::Sort) => Self::Directory,
            (true, Asked::Content) => {
                let names = Disk.list(path).unwrap_or_default().into_iter();
                Self::Listing(names.map(|listed| listed.path).collect())
            }
            (false, Asked::Sort) => Self::File,
            (false, Asked::Content) => Self::Written(
                metadata.modified().ok(),
                metadata.len(),
                Disk.identity(path).ok(),
            ),
        }
    }
}

impl Noted {
    /// Takes note that a file is read.
    pub fn note(&self, path: &Path) {
        self.asked(path, Asked::Content);
    }

    /// What stands otherwise than when it was first asked for. It is forgotten, and noted when it is asked for anew.
    #[must_use]
    pub fn changed(&self) -> BTreeSet<PathBuf> {
        let is_other =
            |(path, asked): &(PathBuf, Asked), then: &mut State| State::of(path, *asked) != *then;
        let gone = self.lock().extract_if(is_other).collect::<Vec<_>>();
        gone.into_iter().map(|((path, _), _)| path).collect()
    }

    /// Before an answer is given, so that none is taken for newer than it is; of several answers the first counts, since
    /// somebody went by it.
    fn asked(&self, path: &Path, asked: Asked) {
        let mut noted = self.lock();
        noted
            .entry((path.to_owned(), asked))
            .or_insert_with(|| State::of(path, asked));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(PathBuf, Asked), State>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FileSystem for Noted {
    fn here(&self) -> PathBuf {
        Disk.here()
    }

    fn exists(&self, path: &Path) -> bool {
        self.asked(path, Asked::Sort);
        Disk.exists(path)
    }

    fn is_directory(&self, path: &Path) -> bool {
        self.asked(path, Asked::Sort);
        Disk.is_directory(path)
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        self.asked(path, Asked::Sort);
        Disk.link(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.asked(path, Asked::Sort);
        Disk.resolve(path)
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<Listed>> {
        self.asked(directory, Asked::Content);
        Disk.list(directory)
    }

    fn identity(&self, directory: &Path) -> io::Result<Identity> {
        Disk.identity(directory)
    }

    fn read(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        self.note(path);
        Disk.read(path, most)
    }

    fn read_regular(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        self.note(path);
        Disk.read_regular(path, most)
    }
}
