//! Where configuration files are: in the working directory, in the directories that are checked, and above
//! either up to the top of the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file::{Fault, File};
use crate::disk;
use crate::disk::{locate, seen_from};
use crate::source::reason;

/// What a configuration file is called.
pub const NAMES: [&str; 2] = ["podlint.toml", ".podlint.toml"];

/// The configuration files of a run.
#[derive(Debug, Default)]
pub struct Files {
    /// By the directory for which they hold.
    pub(super) by_directory: BTreeMap<PathBuf, Arc<File>>,
    /// Where the run starts.
    pub(super) here: PathBuf,
    /// The directories that have been looked into.
    known: BTreeSet<PathBuf>,
}

impl Files {
    /// No files, seen from the working directory.
    #[must_use]
    pub fn none() -> Self {
        Self {
            here: locate(Path::new("")),
            ..Self::default()
        }
    }

    /// One file, for the directory that it says.
    #[must_use]
    pub fn of(file: Arc<File>) -> Self {
        let mut files = Self::none();
        files.by_directory.insert(file.directory.clone(), file);
        files
    }

    /// The one file that was named; it holds for all there is, as if it stood in the working directory.
    ///
    /// # Errors
    ///
    /// If it cannot be used.
    pub fn only(path: &Path) -> Result<Self, Fault> {
        let shown = disk::shown(path);
        load(path, shown, &locate(Path::new(""))).map(Self::of)
    }

    /// Adds the files in `directory` and above it, up to the top of the repository: what stands outside
    /// of that is nobody's who reads it.
    ///
    /// # Errors
    ///
    /// The first that cannot be used.
    pub fn above(&mut self, directory: &Path) -> Result<(), Fault> {
        for directory in locate(directory).ancestors() {
            if !self.known.insert(directory.to_owned()) {
                break;
            }
            for name in NAMES {
                let path = directory.join(name);
                if path.is_file() {
                    self.load(directory, &path)?;
                }
            }
            if directory.join(".git").exists() {
                break;
            }
        }
        Ok(())
    }

    /// Adds a file that was come upon.
    ///
    /// # Errors
    ///
    /// If it cannot be used.
    pub fn add(&mut self, path: &Path) -> Result<(), Fault> {
        let path = locate(path);
        match path.parent() {
            Some(directory) if !self.known.contains(directory) => self.load(directory, &path),
            _ => Ok(()),
        }
    }

    fn load(&mut self, directory: &Path, path: &Path) -> Result<(), Fault> {
        let shown = seen_from(&self.here, path);
        if self.by_directory.contains_key(directory) {
            let message = format!(
                "{} and {} are both here; only one can hold",
                NAMES[0], NAMES[1]
            );
            return Err(Fault::whole(shown, message));
        }
        let file = load(path, shown, directory)?;
        self.by_directory.insert(directory.to_owned(), file);
        Ok(())
    }

    /// The directory that the nearest file to the working directory names as the project, if any does.
    ///
    /// # Errors
    ///
    /// There is no such directory.
    pub fn project(&self) -> Result<Option<PathBuf>, Fault> {
        let chain = self.chain(&self.here);
        let mut nearest = chain.iter().rev();
        let named = nearest.find_map(|file| Some((file, file.written.project.as_ref()?)));
        let Some((file, named)) = named else {
            return Ok(None);
        };
        let directory = locate(&file.directory.join(&named.value));
        if directory.is_dir() {
            Ok(Some(directory))
        } else {
            let message = format!("there is no directory `{}`", named.value);
            Err(file.fault(named.span, message))
        }
    }

    /// The files that hold for what is in `directory`, the outermost first.
    pub(super) fn chain(&self, directory: &Path) -> Vec<Arc<File>> {
        let mut chain: Vec<Arc<File>> = directory
            .ancestors()
            .filter_map(|above| self.by_directory.get(above).cloned())
            .collect();
        chain.reverse();
        chain
    }
}

fn load(path: &Path, shown: String, directory: &Path) -> Result<Arc<File>, Fault> {
    match disk::read_text(path) {
        Ok(text) => File::read(shown, text, directory),
        Err(error) => Err(Fault::whole(shown, reason(&error))),
    }
}
