//! Where configuration files are: in the working directory, in the directories that are checked, and above
//! either up to the top of the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file::{Fault, File};
use crate::files::{self, FileSystem, Most, Reach, seen_from};
use crate::host::Host;
use crate::source::reason;

/// What a configuration file is called.
pub const NAMES: [&str; 2] = ["podlint.toml", ".podlint.toml"];

/// The configuration files of a run.
#[derive(Debug, Default)]
pub struct Files {
    /// Where files are.
    pub(super) host: Host,
    /// By the directory for which they hold.
    pub(super) by_directory: BTreeMap<PathBuf, Arc<File>>,
    /// Where the run starts.
    pub(super) here: PathBuf,
    /// The directories that have been looked into.
    known: BTreeSet<PathBuf>,
    /// Where files may lead that were not named, besides the repositories that they are in.
    trusted: Vec<PathBuf>,
}

/// More is not read of a file.
const MOST: Most = Most::bytes(1 << 20);

impl Files {
    /// No files, seen from the working directory.
    #[must_use]
    pub fn none(host: &Host) -> Self {
        Self {
            here: host.files.here(),
            host: host.clone(),
            ..Self::default()
        }
    }

    /// The same, in which files may lead into these directories as well.
    #[must_use]
    pub fn trusting(mut self, directories: &[PathBuf]) -> Self {
        self.trusted = directories.to_vec();
        self
    }

    /// One file, for the directory that it says.
    #[must_use]
    pub fn of(host: &Host, file: Arc<File>) -> Self {
        let mut files = Self::none(host);
        files.by_directory.insert(file.directory.clone(), file);
        files
    }

    /// With the one file that was named; it holds for all there is, as if it stood in the working directory. Where it
    /// is in the repository, what it says is not what whoever runs podlint says.
    ///
    /// # Errors
    ///
    /// If it cannot be used.
    pub fn with(mut self, path: &Path) -> Result<Self, Fault> {
        let around = self.around(&self.here);
        let disk = &*self.host.files;
        let is_ours = around.has(&disk.locate(path)) || around.resolve(disk, path).is_ok();
        let reach = if is_ours { around } else { Reach::everything() };
        let place = Place {
            path,
            shown: files::shown(path),
            directory: &self.here,
        };
        let file = place.load(disk, &Reach::everything(), reach)?;
        self.by_directory.insert(file.directory.clone(), file);
        Ok(self)
    }

    /// Adds the files in `directory` and above it, up to the top of the repository: what stands outside
    /// of that is nobody's who reads it.
    ///
    /// # Errors
    ///
    /// The first that cannot be used.
    pub fn above(&mut self, directory: &Path) -> Result<(), Fault> {
        let files = Arc::clone(&self.host.files);
        for directory in files.locate(directory).ancestors() {
            if !self.known.insert(directory.to_owned()) {
                break;
            }
            for path in in_directory(&*files, directory) {
                self.load(directory, &path)?;
            }
            if files.has(directory, ".git") {
                break;
            }
        }
        Ok(())
    }

    /// How far a file in a directory may lead.
    fn around(&self, directory: &Path) -> Reach {
        let trusted = self.trusted.iter().map(PathBuf::as_path);
        let files = &*self.host.files;
        Reach::around(files, directory, &self.here).and(files, trusted)
    }

    /// Adds a file that was come upon.
    ///
    /// # Errors
    ///
    /// If it cannot be used.
    pub fn add(&mut self, path: &Path) -> Result<(), Fault> {
        let path = self.host.files.locate(path);
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
        let reach = self.around(directory);
        let place = Place {
            path,
            shown,
            directory,
        };
        let file = place.load(&*self.host.files, &reach.clone(), reach)?;
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
        let files = &*self.host.files;
        let directory = files.locate(&file.directory.join(&named.value));
        if !files.is_directory(&directory) {
            let message = format!("there is no directory `{}`", named.value);
            return Err(file.fault(named.span, message));
        }
        match file.reach.resolve(files, &directory) {
            Ok(_) => Ok(Some(directory)),
            Err(error) => Err(file.fault(named.span, reason(&error))),
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

/// The configuration files in a directory: two are one too many.
fn in_directory(files: &dyn FileSystem, directory: &Path) -> impl Iterator<Item = PathBuf> {
    let all = NAMES.into_iter().map(|name| directory.join(name));
    all.filter(|path| {
        let is_file = files.exists(path) && !files.is_directory(path);
        is_file || files.link(path).is_some()
    })
}

/// The nearest configuration file in a directory or above it, up to the top of the repository.
#[must_use]
pub fn nearest(files: &dyn FileSystem, directory: &Path) -> Option<PathBuf> {
    for directory in directory.ancestors() {
        let found = in_directory(files, directory).next();
        if found.is_some() || files.has(directory, ".git") {
            return found;
        }
    }
    None
}

/// A file that is to be loaded.
struct Place<'p> {
    path: &'p Path,
    shown: String,
    directory: &'p Path,
}

impl Place<'_> {
    /// Reads the file, which must be within `within`; what it says may lead as far as `reach`.
    fn load(
        self,
        files: &dyn FileSystem,
        within: &Reach,
        reach: Reach,
    ) -> Result<Arc<File>, Fault> {
        let fail = |error: &io::Error| Fault::whole(self.shown.clone(), reason(error));
        let text = files::read_found(files, self.path, within, MOST)
            .and_then(files::as_text)
            .map_err(|error| fail(&error))?;
        let read = File::read(self.shown, text, self.directory, reach);
        // Who made the link need not be one who may read what it leads to.
        read.map_err(|fault| match files.link(self.path) {
            Some(_) => fault.without_lines(),
            None => fault,
        })
    }
}
