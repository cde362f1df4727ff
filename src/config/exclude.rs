//! What a run leaves out.

use std::path::Path;
use std::sync::Arc;

use super::file::File;
use super::find::Files;
use super::globs::Globs;
use crate::files::FileSystem;

/// The globs of the flags and of all configuration files.
#[derive(Clone, Debug, Default)]
pub struct Exclude {
    flags: Arc<Globs>,
    /// The outermost first.
    files: Vec<Arc<File>>,
}

impl Exclude {
    /// The globs of these flags and files.
    #[must_use]
    pub fn new(flags: Globs, files: &Files) -> Self {
        let none = Self {
            flags: Arc::new(flags),
            files: Vec::new(),
        };
        none.and(files)
    }

    /// The same flags with these files, which may have been found later.
    #[must_use]
    pub fn and(&self, files: &Files) -> Self {
        Self {
            flags: Arc::clone(&self.flags),
            files: files.by_directory.values().cloned().collect(),
        }
    }

    /// Whether a path, or a directory above it, is left out. The flags decide before the files, and a file
    /// that is nearer before one that is farther off.
    #[must_use]
    pub fn matches(&self, files: &dyn FileSystem, path: &Path, is_directory: bool) -> bool {
        if self.is_empty() {
            return false;
        }
        let path = files.locate(path);
        let of_files = self.files.iter().rev().map(|file| &file.exclude);
        let mut all = [&*self.flags].into_iter().chain(of_files);
        all.find_map(|globs| globs.matches(&path, is_directory))
            .unwrap_or(false)
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.flags.is_empty() && self.files.iter().all(|file| file.exclude.is_empty())
    }
}
