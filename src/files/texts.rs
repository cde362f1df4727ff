//! Texts that stand for files: what an editor has not saved yet, what a fix would leave.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{FileSystem, Identity, Listed, Most};

/// Texts over other files, in whose place they are read, whether these are there or not.
#[derive(Clone, Debug)]
pub struct Texts {
    under: Arc<dyn FileSystem>,
    /// By their located paths.
    texts: BTreeMap<PathBuf, Arc<str>>,
}

impl Texts {
    /// No text so far, over these files.
    #[must_use]
    pub fn over(under: Arc<dyn FileSystem>) -> Self {
        Self {
            under,
            texts: BTreeMap::new(),
        }
    }

    /// Has a text stand for the file at a path.
    pub fn put(&mut self, path: &Path, text: impl Into<Arc<str>>) {
        self.texts.insert(self.locate(path), text.into());
    }

    /// Has the file at a path speak for itself again.
    pub fn remove(&mut self, path: &Path) {
        self.texts.remove(&self.locate(path));
    }

    fn text(&self, path: &Path) -> Option<&str> {
        self.texts.get(&self.locate(path)).map(|text| &**text)
    }

    /// The texts below a directory, by what of their paths comes behind its own.
    fn below(&self, directory: &Path) -> impl Iterator<Item = &Path> {
        let directory = self.locate(directory);
        let paths = self.texts.keys();
        paths.filter_map(move |path| path.strip_prefix(&directory).ok())
    }
}

impl FileSystem for Texts {
    fn here(&self) -> PathBuf {
        self.under.here()
    }

    fn exists(&self, path: &Path) -> bool {
        self.text(path).is_some() || self.is_directory(path) || self.under.exists(path)
    }

    fn is_directory(&self, path: &Path) -> bool {
        let is_below = |below: &Path| !below.as_os_str().is_empty();
        self.under.is_directory(path) || self.below(path).any(is_below)
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        match self.text(path) {
            Some(_) => None,
            None => self.under.link(path),
        }
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        match self.under.resolve(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.exists(path) => {
                Ok(self.locate(path))
            }
            resolved => resolved,
        }
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<Listed>> {
        let mut listed = match self.under.list(directory) {
            Err(_) if self.is_directory(directory) => Vec::new(),
            listed => listed?,
        };
        for below in self.below(directory) {
            let Some(first) = below.components().next() else {
                continue;
            };
            let path = directory.join(first);
            if !listed.iter().any(|known| known.path == path) {
                listed.push(Listed {
                    path,
                    is_link: false,
                });
            }
        }
        Ok(listed)
    }

    fn identity(&self, directory: &Path) -> io::Result<Identity> {
        match self.under.identity(directory) {
            Err(_) if self.is_directory(directory) => Ok(Identity::Path(self.locate(directory))),
            identity => identity,
        }
    }

    fn read(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        let Some(text) = self.text(path) else {
            return self.under.read(path, most);
        };
        if text.len() as u64 > most.count() {
            return Err(most.exceeded());
        }
        Ok(text.as_bytes().to_vec())
    }

    fn read_regular(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        match self.text(path) {
            Some(_) => self.read(path, most),
            None => self.under.read_regular(path, most),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Nothing;

    fn texts() -> Texts {
        let mut texts = Texts::over(Arc::new(Nothing));
        texts.put(Path::new("k8s/base/a.yaml"), "a: 1");
        texts.put(Path::new("/k8s/b.yaml"), "b: 1");
        texts
    }

    #[test]
    fn a_text_is_read_by_every_name_of_its_file() {
        let texts = texts();
        for name in ["/k8s/base/a.yaml", "k8s/base/../base/a.yaml"] {
            let path = Path::new(name);
            assert!(texts.exists(path) && !texts.is_directory(path));
            assert_eq!(texts.read(path, Most::default()).unwrap(), b"a: 1");
            let error = texts.read_regular(path, Most::bytes(3)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        }
        assert!(
            texts
                .read(Path::new("/k8s/c.yaml"), Most::default())
                .is_err()
        );
    }

    #[test]
    fn directories_are_those_that_texts_are_in() {
        let texts = texts();
        let listed = texts.list(Path::new("/k8s")).unwrap();
        let names: Vec<_> = listed.iter().map(|listed| listed.path.as_path()).collect();
        assert_eq!(names, [Path::new("/k8s/b.yaml"), Path::new("/k8s/base")]);
        assert!(texts.is_directory(Path::new("k8s/base")));
        assert!(texts.list(Path::new("/k8s/none")).is_err());
    }

    #[test]
    fn what_is_taken_away_is_gone() {
        let mut texts = texts();
        texts.remove(Path::new("k8s/b.yaml"));
        assert!(!texts.exists(Path::new("/k8s/b.yaml")));
    }
}
