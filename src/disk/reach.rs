//! How far a run may go: links and paths in files are followed only so far.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::shown;

/// Files, and directories with all that is below them.
#[derive(Clone, Debug)]
pub struct Reach {
    /// In a sentence: "a link to a, which is not …".
    called: &'static str,
    known: HashSet<PathBuf>,
}

impl Reach {
    /// Nothing so far. In sentences what is in reach is `called` so.
    #[must_use]
    pub fn new(called: &'static str) -> Self {
        Self {
            called,
            known: HashSet::new(),
        }
    }

    /// The same with other files and directories; what leads to nothing adds nothing.
    #[must_use]
    pub fn and<'p>(mut self, paths: impl IntoIterator<Item = &'p Path>) -> Self {
        let real = paths
            .into_iter()
            .filter_map(|path| path.canonicalize().ok());
        self.known.extend(real);
        self
    }

    /// Whether it has a path, which is without links.
    #[must_use]
    pub fn has(&self, real: &Path) -> bool {
        real.ancestors().any(|above| self.known.contains(above))
    }

    /// Where a path really leads.
    ///
    /// # Errors
    ///
    /// It leads to nothing, or to what is not in reach.
    pub fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let real = path.canonicalize()?;
        if self.has(&real) {
            return Ok(real);
        }
        let leads = match fs::read_link(path) {
            Ok(to) => format!("this is a link to {}", shown(&to)),
            Err(_) => format!("this leads to {}", shown(&real)),
        };
        let sentence = format!("{leads}, which is not {}", self.called);
        Err(io::Error::other(sentence))
    }
}

/// The top of the repository that a directory is in.
#[must_use]
pub fn top(directory: &Path) -> Option<PathBuf> {
    let mut above = directory.ancestors();
    let top = above.find(|directory| directory.join(".git").exists());
    top.map(Path::to_owned)
}
