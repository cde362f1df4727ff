//! How far a run may go: links and paths in files are followed only so far.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{locate, shown};

/// Files, and directories with all that is below them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reach {
    /// What a path is that is not in reach, in a sentence: "this is a link to a, which is …".
    beyond: &'static str,
    /// None if it is all that there is.
    known: Option<BTreeSet<PathBuf>>,
}

impl Reach {
    /// Nothing so far. What is not in reach is `beyond` in sentences.
    #[must_use]
    pub fn new(beyond: &'static str) -> Self {
        Self {
            beyond,
            known: Some(BTreeSet::new()),
        }
    }

    /// All that there is.
    #[must_use]
    pub fn everything() -> Self {
        Self {
            beyond: "",
            known: None,
        }
    }

    /// What a file in `directory` may speak of, which is located: the repository that it is in. Outside of one that
    /// is what is below the working directory `here`, or else below its own.
    #[must_use]
    pub fn around(directory: &Path, here: &Path) -> Self {
        match top(directory) {
            Some(top) => Self::new("neither in the repository nor trusted (--trust)").and([&*top]),
            None if directory.starts_with(here) && here.parent().is_some() => {
                Self::new("neither below the current directory nor trusted (--trust)").and([here])
            }
            None => Self::new("neither in its directory nor trusted (--trust)").and([directory]),
        }
    }

    /// The same with other files and directories; what leads to nothing adds nothing.
    #[must_use]
    pub fn and<'p>(mut self, paths: impl IntoIterator<Item = &'p Path>) -> Self {
        let real = paths
            .into_iter()
            .filter_map(|path| path.canonicalize().ok());
        if let Some(known) = &mut self.known {
            known.extend(real);
        }
        self
    }

    /// Whether it has a path, which is without links.
    #[must_use]
    pub fn has(&self, real: &Path) -> bool {
        let mut above = real.ancestors();
        self.known
            .as_ref()
            .is_none_or(|known| above.any(|above| known.contains(above)))
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
            Ok(to) => format!("this is a link to {}, which", shown(&to)),
            Err(_) if real == locate(path) => "this".to_owned(),
            Err(_) => format!("this leads to {}, which", shown(&real)),
        };
        Err(io::Error::other(format!("{leads} is {}", self.beyond)))
    }
}

/// Fails for what by its name is in the repository of the working directory, or below the latter, and is not: who made a
/// link there does not decide what is written elsewhere.
pub(super) fn stays(path: &Path) -> io::Result<()> {
    let here = locate(Path::new(""));
    let top = top(&here).unwrap_or(here);
    if !locate(path).starts_with(&top) {
        return Ok(());
    }
    let there = match path.parent() {
        _ if path.exists() => path,
        Some(above) if !above.as_os_str().is_empty() => above,
        _ => Path::new("."),
    };
    let inside = Reach::new("not in the repository").and([&*top]);
    inside.resolve(there).map(drop)
}

/// The top of the repository that a directory is in.
#[must_use]
pub fn top(directory: &Path) -> Option<PathBuf> {
    let mut above = directory.ancestors();
    let top = above.find(|directory| directory.join(".git").exists());
    top.map(Path::to_owned)
}
