//! Directories that have been looked into, known by what they are and not by how they were reached.

use std::collections::HashSet;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Directories, each once, however many links or names lead to it.
#[derive(Debug, Default)]
pub struct Visited(Mutex<HashSet<Identity>>);

/// Device and inode.
#[cfg(unix)]
type Identity = (u64, u64);

/// There is no better way to ask.
#[cfg(not(unix))]
type Identity = std::path::PathBuf;

impl Visited {
    /// Adds a directory; false if it was there.
    ///
    /// # Errors
    ///
    /// It cannot be looked at.
    pub fn add(&self, directory: &Path) -> io::Result<bool> {
        let identity = identity(directory)?;
        let mut visited = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(visited.insert(identity))
    }
}

#[cfg(unix)]
fn identity(directory: &Path) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = directory.metadata()?;
    Ok((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(directory: &Path) -> io::Result<Identity> {
    directory.canonicalize()
}
