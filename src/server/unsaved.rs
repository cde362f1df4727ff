//! The files of the machine with the texts of a client in their place.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crate::files::{FileSystem, Identity, Listed, Most, Texts};

/// Files whose texts are set from time to time; whoever looks at them in between sees them stand still.
#[derive(Debug)]
pub(super) struct Unsaved(RwLock<Arc<Texts>>);

impl Unsaved {
    pub(super) fn new(texts: Texts) -> Self {
        Self(RwLock::new(Arc::new(texts)))
    }

    /// Has other texts stand for files.
    pub(super) fn set(&self, texts: Arc<Texts>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = texts;
    }

    /// What stands for files now.
    pub(super) fn texts(&self) -> Arc<Texts> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes what stands for files.
    pub(super) fn change(&self, change: impl FnOnce(&mut Texts)) {
        let mut texts = self.0.write().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut texts));
    }
}

impl FileSystem for Unsaved {
    fn here(&self) -> PathBuf {
        self.texts().here()
    }

    fn exists(&self, path: &Path) -> bool {
        self.texts().exists(path)
    }

    fn is_directory(&self, path: &Path) -> bool {
        self.texts().is_directory(path)
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        self.texts().link(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.texts().resolve(path)
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<Listed>> {
        self.texts().list(directory)
    }

    fn identity(&self, directory: &Path) -> io::Result<Identity> {
        self.texts().identity(directory)
    }

    fn read(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        self.texts().read(path, most)
    }

    fn read_regular(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        self.texts().read_regular(path, most)
    }
}
