//! A look at all files of a root: it takes a while, and can be done on another thread while its client types on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::known::{ByItself, Known};
use super::unsaved::Unsaved;
use crate::config::{Fault, Flags, Unsettled};
use crate::disk::Disk;
use crate::files::{Elsewhere, FileSystem, Texts};
use crate::host::Host;
use crate::machine;
use crate::panic::{self, Panic};
use crate::project::{By, Named, News, Prepared, Project, Sought, Wanted};

/// What is looked at together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A directory that the client works in.
    Directory(PathBuf),
    /// A file that is in none.
    File(PathBuf),
}

impl Place {
    /// The directory from which it is seen.
    pub(super) fn here(&self) -> &Path {
        match self {
            Self::Directory(path) => path,
            Self::File(path) => path.parent().unwrap_or(path),
        }
    }

    /// As one would name it there.
    fn named(&self) -> PathBuf {
        match self {
            Self::Directory(_) => PathBuf::new(),
            Self::File(path) => PathBuf::from(path.file_name().unwrap_or_default()),
        }
    }
}

/// A look that is to be done.
pub struct Look {
    pub(super) root: usize,
    pub(super) place: Place,
    /// Whether configuration files are used, with the schemas and rules that they name.
    pub(super) trusted: bool,
    pub(super) held: Option<Project<'static>>,
    pub(super) news: News,
    pub(super) texts: Arc<Texts>,
    /// The files as this look sees them.
    pub(super) unsaved: Arc<Unsaved>,
    /// The files as they are while somebody types.
    pub(super) typed: Arc<Unsaved>,
    /// The open texts.
    pub(super) versions: BTreeMap<PathBuf, i64>,
    /// What some of them tell by themselves, which holds still.
    pub(super) by_itself: BTreeMap<PathBuf, ByItself>,
}

/// What came of a look.
pub struct Seen {
    pub(super) root: usize,
    pub(super) held: Option<Project<'static>>,
    pub(super) outcome: Result<Known, Unseen>,
}

/// Why nothing was seen.
#[derive(Debug)]
pub(super) enum Unseen {
    /// A configuration file cannot be used.
    Fault(Fault),
    /// In a sentence.
    Other(String),
}

impl Look {
    /// Looks.
    #[must_use]
    pub fn run(mut self) -> Seen {
        self.unsaved.set(Arc::clone(&self.texts));
        let root = self.root;
        let seen = panic::catch(|| self.look());
        let (held, outcome) = match seen {
            Ok(Ok((project, known))) => (Some(project), Ok(known)),
            Ok(Err(Unsettled::File(fault))) => (None, Err(Unseen::Fault(fault))),
            Ok(Err(Unsettled::Flag(sentence))) => (None, Err(Unseen::Other(sentence))),
            Err(panic) => (None, Err(Unseen::Other(failed(&panic)))),
        };
        Seen {
            root,
            held,
            outcome,
        }
    }

    fn look(&mut self) -> Result<(Project<'static>, Known), Unsettled> {
        let held = self.held.take().filter(|_| !self.news.settings);
        let is_new = |path: &&PathBuf| !Disk.exists(path);
        let unsaved: Vec<PathBuf> = self.versions.keys().filter(is_new).cloned().collect();
        let project = match held {
            Some(mut project) => {
                project.follow(&self.news, &unsaved);
                project
            }
            None => {
                let mut project = self.prepare()?.check(By::default(), &[], &|_| ())?;
                if !unsaved.is_empty() {
                    project.find_again(&unsaved);
                }
                project
            }
        };
        let known = Known::of(&project, self);
        Ok((project, known))
    }

    fn prepare(&self) -> Result<Prepared, Unsettled> {
        Prepared::of(Wanted {
            host: self.host(&self.unsaved),
            named: Named::of(vec![self.place.named()], None),
            here: self.place.here().to_owned(),
            flags: Flags::default(),
            // Without trust nothing holds that the workspace brings.
            sought: match self.trusted {
                true => Sought::Around,
                false => Sought::Nowhere,
            },
            exclude: &[],
            own: Vec::new(),
            project: None,
        })
    }

    pub(super) fn host(&self, files: &Arc<Unsaved>) -> Host {
        let files = Arc::clone(files);
        Host {
            files: Arc::new(Elsewhere::seen_from(self.place.here(), files)),
            ..machine::host()
        }
    }
}

/// What is said of a failure of podlint's own.
pub(super) fn failed(panic: &Panic) -> String {
    format!("podlint failed: {panic}")
}
