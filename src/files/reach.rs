//! How far a run may go: links and paths in files are followed only so far.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::{FileSystem, shown};

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
    pub fn around(files: &dyn FileSystem, directory: &Path, here: &Path) -> Self {
        match top(files, directory) {
            Some(top) => {
                Self::new("neither in the repository nor trusted (--trust)").and(files, [&*top])
            }
            None if directory.starts_with(here) && here.parent().is_some() => {
                Self::new("neither below the current directory nor trusted (--trust)")
                    .and(files, [here])
            }
            None => {
                Self::new("neither in its directory nor trusted (--trust)").and(files, [directory])
            }
        }
    }

    /// The same with other files and directories; what leads to nothing adds nothing.
    #[must_use]
    pub fn and<'p>(
        mut self,
        files: &dyn FileSystem,
        paths: impl IntoIterator<Item = &'p Path>,
    ) -> Self {
        let real = paths
            .into_iter()
            .filter_map(|path| files.resolve(path).ok());
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
    pub fn resolve(&self, files: &dyn FileSystem, path: &Path) -> io::Result<PathBuf> {
        let real = files.resolve(path)?;
        if self.has(&real) {
            return Ok(real);
        }
        let leads = match files.link(path) {
            Some(to) => format!("this is a link to {}, which", shown(&to)),
            None if real == files.locate(path) => "this".to_owned(),
            None => format!("this leads to {}, which", shown(&real)),
        };
        Err(io::Error::other(format!("{leads} is {}", self.beyond)))
    }
}

/// The top of the repository that a directory is in.
#[must_use]
pub fn top(files: &dyn FileSystem, directory: &Path) -> Option<PathBuf> {
    let mut above = directory.ancestors();
    let top = above.find(|directory| files.has(directory, ".git"));
    top.map(Path::to_owned)
}
