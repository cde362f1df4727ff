//! Directories that have been looked into, known by what they are and not by how they were reached.

use std::collections::HashSet;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::{FileSystem, Identity};

/// Directories, each once, however many links or names lead to it.
#[derive(Debug, Default)]
pub struct Visited(Mutex<HashSet<Identity>>);

impl Visited {
    /// Adds a directory; false if it was there.
    ///
    /// # Errors
    ///
    /// It cannot be looked at.
    pub fn add(&self, files: &dyn FileSystem, directory: &Path) -> io::Result<bool> {
        let identity = files.identity(directory)?;
        let mut visited = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(visited.insert(identity))
    }
}
