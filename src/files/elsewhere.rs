//! Files as they are seen from another directory than the one that the program runs in.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{FileSystem, Identity, Listed, Most};

/// Other files, whose working directory is where somebody says that it is.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    here: PathBuf,
    under: Arc<dyn FileSystem>,
}

impl Elsewhere {
    /// Sees files from `here`, which is absolute.
    #[must_use]
    pub fn seen_from(here: &Path, under: Arc<dyn FileSystem>) -> Self {
        Self {
            here: under.locate(here),
            under,
        }
    }
}

impl FileSystem for Elsewhere {
    fn here(&self) -> PathBuf {
        self.here.clone()
    }

    fn exists(&self, path: &Path) -> bool {
        self.under.exists(&self.here.join(path))
    }

    fn is_directory(&self, path: &Path) -> bool {
        self.under.is_directory(&self.here.join(path))
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        self.under.link(&self.here.join(path))
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.under.resolve(&self.here.join(path))
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<Listed>> {
        let listed = self.under.list(&self.here.join(directory))?;
        let as_asked = |listed: Listed| Listed {
            path: directory.join(listed.path.file_name().unwrap_or_default()),
            ..listed
        };
        Ok(listed.into_iter().map(as_asked).collect())
    }

    fn identity(&self, directory: &Path) -> io::Result<Identity> {
        self.under.identity(&self.here.join(directory))
    }

    fn read(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        self.under.read(&self.here.join(path), most)
    }

    fn read_regular(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        self.under.read_regular(&self.here.join(path), most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Nothing, Texts};

    #[test]
    fn names_that_are_not_absolute_are_sought_where_it_is() {
        let mut texts = Texts::over(Arc::new(Nothing));
        texts.put(Path::new("/k8s/base/a.yaml"), "a: 1");
        let files = Elsewhere::seen_from(Path::new("/k8s/overlay"), Arc::new(texts));
        assert_eq!(files.locate(Path::new("../base")), Path::new("/k8s/base"));
        let listed = files.list(Path::new("../base")).unwrap();
        assert_eq!(listed[0].path, Path::new("../base/a.yaml"));
        for name in ["../base/a.yaml", "/k8s/base/a.yaml"] {
            assert_eq!(
                files.read(Path::new(name), Most::default()).unwrap(),
                b"a: 1"
            );
        }
        assert!(!files.exists(Path::new("base/a.yaml")));
    }
}
