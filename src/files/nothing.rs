//! No files, for who has only texts.

use std::io;
use std::path::{Path, PathBuf};

use super::{FileSystem, Identity, Listed, Most};

/// A file system without a file.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

fn not_found<T>() -> io::Result<T> {
    Err(io::ErrorKind::NotFound.into())
}

impl FileSystem for Nothing {
    fn here(&self) -> PathBuf {
        PathBuf::from("/")
    }

    fn exists(&self, _: &Path) -> bool {
        false
    }

    fn is_directory(&self, _: &Path) -> bool {
        false
    }

    fn link(&self, _: &Path) -> Option<PathBuf> {
        None
    }

    fn resolve(&self, _: &Path) -> io::Result<PathBuf> {
        not_found()
    }

    fn list(&self, _: &Path) -> io::Result<Vec<Listed>> {
        not_found()
    }

    fn identity(&self, _: &Path) -> io::Result<Identity> {
        not_found()
    }

    fn read(&self, _: &Path, _: Most) -> io::Result<Vec<u8>> {
        not_found()
    }
}
