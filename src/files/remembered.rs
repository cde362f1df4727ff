//! Files that are taken to stay where they are as long as a run lasts.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::listing::Listing;
use super::{FileSystem, Identity, Listed, Most};

/// Other files, of which is remembered whether they are there, and what the working directory is. A run asks for two dozen
/// names in each directory, and for some of them once for each directory below; what is in most, its walk has seen.
#[derive(Debug)]
pub struct Remembered {
    under: Arc<dyn FileSystem>,
    here: OnceLock<PathBuf>,
    /// By their absolute paths as they are written: a path is hashed part by part, which costs more than to ask twice now and
    /// then.
    directories: RwLock<HashMap<OsString, Directory>>,
}

/// What is known of the names in a directory.
#[derive(Debug)]
enum Directory {
    /// Those that were asked for, and whether they are there.
    Asked(Vec<(OsString, bool)>),
    /// All that are there, and those among them that are links, which may lead to nothing.
    Listed { all: Listing, links: Listing },
}

impl Directory {
    /// From so many names on, to list a directory costs less than to ask for one name after the other.
    const MANY: usize = 4;

    /// That there are these names, and whether each may be a link.
    fn of(names: &mut dyn Iterator<Item = (OsString, bool)>) -> Self {
        let (mut all, mut links) = (Vec::new(), Vec::new());
        for (name, may_be_link) in names {
            links.extend(may_be_link.then(|| name.clone()));
            all.push(name);
        }
        Self::Listed {
            all: Listing::of(all),
            links: Listing::of(links),
        }
    }

    /// Whether a name is there, if that is known.
    fn has(&self, name: &OsStr) -> Option<bool> {
        match self {
            Self::Asked(names) => {
                let mut names = names.iter();
                let found = names.find(|(asked, _)| asked == name);
                found.map(|(_, is_there)| *is_there)
            }
            Self::Listed { links, .. } if links.has(name) => None,
            Self::Listed { all, .. } => Some(all.has(name)),
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
            directories: RwLock::default(),
        }
    }

    fn known(&self) -> RwLockReadGuard<'_, HashMap<OsString, Directory>> {
        let known = self.directories.read();
        known.unwrap_or_else(PoisonError::into_inner)
    }

    fn to_know(&self) -> RwLockWriteGuard<'_, HashMap<OsString, Directory>> {
        let known = self.directories.write();
        known.unwrap_or_else(PoisonError::into_inner)
    }

    fn working_directory(&self) -> &Path {
        self.here.get_or_init(|| self.under.here())
    }

    /// The path by which a directory is known.
    fn called<'d>(&self, directory: &'d Path) -> Cow<'d, OsStr> {
        if directory.is_absolute() {
            return Cow::Borrowed(directory.as_os_str());
        }
        let below = directory.strip_prefix(".").unwrap_or(directory);
        let here = self.working_directory();
        let path = match below.as_os_str().is_empty() {
            true => here.to_owned(),
            false => here.join(below),
        };
        Cow::Owned(path.into_os_string())
    }

    /// Whether a name is in a directory.
    fn knows(&self, directory: &Path, name: &OsStr) -> bool {
        let called = self.called(directory);
        let known = self.known().get(&*called).and_then(|known| known.has(name));
        known.unwrap_or_else(|| self.look(directory, called.into_owned(), name))
    }

    /// Looks for a name, and takes note of what there is.
    fn look(&self, directory: &Path, called: OsString, name: &OsStr) -> bool {
        let is_there = self.under.exists(&directory.join(name));
        let mut known = self.to_know();
        let known = known
            .entry(called)
            .or_insert_with(|| Directory::Asked(Vec::new()));
        if let Directory::Asked(names) = known {
            names.push((name.to_owned(), is_there));
            let is_many = names.len() == Directory::MANY;
            if let Some(Ok(listed)) = is_many.then(|| self.under.list(directory)) {
                let name = |one: Listed| Some((one.path.file_name()?.to_owned(), one.is_link));
                *known = Directory::of(&mut listed.into_iter().filter_map(name));
            }
        }
        is_there
    }
}

impl FileSystem for Remembered {
    fn here(&self) -> PathBuf {
        self.working_directory().to_owned()
    }

    fn exists(&self, path: &Path) -> bool {
        match (path.parent(), path.file_name()) {
            (Some(directory), Some(name)) => self.knows(directory, name),
            _ => self.under.exists(path),
        }
    }

    fn has(&self, directory: &Path, name: &str) -> bool {
        self.knows(directory, OsStr::new(name))
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

    fn hear(&self, directory: &Path, names: &mut dyn Iterator<Item = (OsString, bool)>) {
        // Whoever asks for a file in it writes no slash behind its name.
        let called = self.called(directory.components().as_path()).into_owned();
        self.to_know().insert(called, Directory::of(names));
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

    #[test]
    fn what_somebody_has_seen_is_asked_no_more() {
        let mut texts = Texts::over(Arc::new(Nothing));
        texts.put(Path::new("/link.yaml"), "");
        let files = Remembered::over(Arc::new(texts));
        // Whoever asks the texts is told of one of these alone.
        let seen = ["link.yaml", "gone.yaml", "a.yaml", ".git"];
        for (directory, asked) in [(".", ""), ("./k8s/", "k8s"), ("/k8s/web", "k8s/web")] {
            let names = seen
                .iter()
                .map(|name| (OsString::from(name), name.len() > 6));
            files.hear(Path::new(directory), &mut names.into_iter());
            for (name, is_there) in [(".git", true), ("a.yaml", true), ("b.yaml", false)] {
                for path in [
                    Path::new(asked).join(name),
                    Path::new("/").join(asked).join(name),
                ] {
                    assert_eq!(files.exists(&path), is_there, "{}", path.display());
                }
            }
        }
        assert!(files.exists(Path::new("link.yaml")));
        assert!(!files.exists(Path::new("gone.yaml")));
    }
}
