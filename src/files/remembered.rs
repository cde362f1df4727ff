//! Files that are taken to stay where they are as long as a run lasts.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::{FileSystem, Identity, Listed, Most};

/// Other files, of which is remembered whether they are there, and what the working directory is. A run asks for two dozen names in each directory, and for some of
/// them once for each directory below.
#[derive(Debug)]
pub struct Remembered {
    under: Arc<dyn FileSystem>,
    here: OnceLock<PathBuf>,
    /// By their paths as they are written: a path is hashed part by part, which costs more than to ask twice now and then.
    directories: Mutex<HashMap<OsString, Directory>>,
}

/// What is known of the names in a directory.
#[derive(Debug)]
enum Directory {
    /// Those that were asked for, and whether they are there.
    Asked(HashMap<OsString, bool>),
    /// All that are there, and whether each is a link, which may lead to nothing.
    Listed(HashMap<OsString, bool>),
}

impl Directory {
    /// From so many names on, to list a directory costs less than to ask for one name after the other.
    const MANY: usize = 4;

    /// Whether a name is there, if that is known.
    fn has(&self, name: &OsStr) -> Option<bool> {
        match self {
            Self::Asked(names) => names.get(name).copied(),
            Self::Listed(names) => match names.get(name) {
                Some(true) => None,
                is_there => Some(is_there.is_some()),
            },
        }
    }
}

impl Remembered {
    /// Remembers what of these files is there.
    #[must_use]
    pub fn over(under: Arc<dyn FileSystem>) -> Self {
        Self {
            under,
            here: OnceLock::new(),
            directories: Mutex::default(),
        }
    }

    fn directories(&self) -> MutexGuard<'_, HashMap<OsString, Directory>> {
        let directories = self.directories.lock();
        directories.unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a name is in a directory, if that is known.
    fn known(&self, directory: &Path, name: &OsStr) -> Option<bool> {
        self.directories().get(directory.as_os_str())?.has(name)
    }

    /// Looks for a name, and takes note of what there is.
    fn look(&self, path: &Path, directory: &Path, name: &OsStr) -> bool {
        let is_there = self.under.exists(path);
        let mut all = self.directories();
        let known = all
            .entry(directory.as_os_str().to_owned())
            .or_insert_with(|| Directory::Asked(HashMap::new()));
        if let Directory::Asked(names) = known {
            names.insert(name.to_owned(), is_there);
            let is_many = names.len() == Directory::MANY;
            if let Some(Ok(listed)) = is_many.then(|| self.under.list(directory)) {
                let name = |one: Listed| Some((one.path.file_name()?.to_owned(), one.is_link));
                *known = Directory::Listed(listed.into_iter().filter_map(name).collect());
            }
        }
        is_there
    }
}

impl FileSystem for Remembered {
    fn here(&self) -> PathBuf {
        self.here.get_or_init(|| self.under.here()).clone()
    }

    fn exists(&self, path: &Path) -> bool {
        let (Some(directory), Some(name)) = (path.parent(), path.file_name()) else {
            return self.under.exists(path);
        };
        let known = self.known(directory, name);
        known.unwrap_or_else(|| self.look(path, directory, name))
    }

    fn is_directory(&self, path: &Path) -> bool {
        self.under.is_directory(path)
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        self.under.link(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.under.resolve(path)
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<Listed>> {
        self.under.list(directory)
    }

    fn identity(&self, directory: &Path) -> io::Result<Identity> {
        self.under.identity(directory)
    }

    fn read(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        self.under.read(path, most)
    }

    fn read_regular(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        self.under.read_regular(path, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Nothing, Texts};

    #[test]
    fn what_is_there_is_known_before_and_after_a_directory_is_listed() {
        let mut texts = Texts::over(Arc::new(Nothing));
        texts.put(Path::new("/k8s/base/a.yaml"), "a: 1");
        let files = Remembered::over(Arc::new(texts));
        for _ in 0..2 {
            for name in ["b.yaml", "c.yaml", "d.yaml", "e.yaml", "f.yaml"] {
                assert!(!files.exists(&Path::new("/k8s/base").join(name)));
            }
            for there in ["/k8s/base/a.yaml", "/k8s/base", "/k8s"] {
                assert!(files.exists(Path::new(there)), "{there}");
            }
            assert!(!files.exists(Path::new("/k8s/other/a.yaml")));
        }
    }
}
