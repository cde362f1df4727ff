//! Finds what to check: files as named, and the YAML and JSON files in directories. A file is passed on as
//! soon as it is found, on the thread that found it, so that it can be checked while the walk goes on.
//!
//! In directories `.gitignore` and `.ignore` hold, also outside of a git repository, so that an exported
//! tree gives what its checkout gives; what only this machine ignores (git's global and `info/exclude`
//! lists) does not. Hidden entries are skipped. A file that is named is checked whatever its name.

mod missing;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock, mpsc};
use std::thread;

use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::config::{self, Exclude};
use crate::disk::shown;

/// What to find.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and directories, as the user named them.
    pub paths: Vec<PathBuf>,
    /// What to leave out.
    pub exclude: Exclude,
    /// Files that podlint itself writes: in a directory they are none to check.
    pub own: Vec<PathBuf>,
}

/// A file to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// As the user named it, with what the walk added; `/` separates on every system.
    pub shown: String,
    /// The index of the directory in [`Request::paths`] in which it was found; `None` if it was named
    /// itself.
    pub found_in: Option<usize>,
    /// Whether it was passed on as it was found. Those that were named were not, nor those behind a
    /// symbolic link, of which it shows last whether they are new.
    pub passed_on: bool,
}

/// A directory that was looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Directory {
    /// Its index in [`Request::paths`].
    pub index: usize,
    /// Whether some of its files were found before, by another name.
    pub shared: bool,
}

/// What was found, in order of path, no file twice.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The files.
    pub files: Vec<File>,
    /// The directories among [`Request::paths`].
    pub directories: Vec<Directory>,
    /// What could not be looked into, a sentence each.
    pub errors: Vec<String>,
    /// Configuration files that were come upon in the directories.
    pub configurations: Vec<PathBuf>,
    /// Paths that were named and are left out all the same.
    pub excluded: Vec<String>,
}

impl Found {
    /// Leaves out the files that what was found on the way says to leave out.
    pub fn leave_out(&mut self, exclude: &Exclude) {
        if !exclude.is_empty() {
            self.files
                .retain(|file| !exclude.matches(&file.path, false));
        }
    }
}

/// Finds the files of a request, and passes them on as [`File::passed_on`] says, in no order. An empty path
/// is the current directory, of which nothing is shown.
pub fn find(request: &Request, pass_on: &(dyn Fn(&File) + Sync)) -> Found {
    let mut finder = Finder {
        exclude: request.exclude.clone(),
        own: request.own.iter().map(|path| resolved(path)).collect(),
        pass_on,
        known: HashSet::new(),
        repeats: request.paths.len() > 1,
        found: Found::default(),
    };
    for (index, named) in request.paths.iter().enumerate() {
        let implied = named.as_os_str().is_empty();
        let path = if implied { Path::new(".") } else { named };
        match path.metadata() {
            Err(error) => finder.found.errors.push(missing::describe(path, &error)),
            Ok(metadata) if finder.exclude.matches(path, metadata.is_dir()) => {
                finder.found.excluded.push(shown(path));
            }
            Ok(metadata) if metadata.is_dir() => finder.directory(index, path, implied),
            Ok(_) => finder.file(path),
        }
    }
    let mut found = finder.found;
    found.files.sort_by(|a, b| a.shown.cmp(&b.shown));
    found.configurations.sort();
    found
}

struct Finder<'p> {
    exclude: Exclude,
    own: Vec<PathBuf>,
    pass_on: &'p (dyn Fn(&File) + Sync),
    /// The files found so far, by what they are and not by how they were reached.
    known: HashSet<PathBuf>,
    /// Whether a file can be reached twice at all; resolving each one costs more than the walk.
    repeats: bool,
    found: Found,
}

/// What a walk comes on.
enum Seen {
    File(File),
    /// A file that was found before, by another name.
    Again,
    /// A file behind a symbolic link.
    Linked(PathBuf),
    Configuration(PathBuf),
    Error(ignore::Error),
}

impl Finder<'_> {
    /// Adds a file that was named.
    fn file(&mut self, path: &Path) {
        if self.is_new(|| resolved(path)) {
            self.found.files.push(File {
                path: path.to_owned(),
                shown: shown(path),
                found_in: None,
                passed_on: false,
            });
        }
    }

    /// Adds the manifests below a directory. Of two ways to a file the one without a link names it.
    fn directory(&mut self, index: usize, path: &Path, implied: bool) {
        let root = Root::of(index, path, implied);
        let (mut straight, mut linked, mut shared) = (Vec::new(), Vec::new(), false);
        for seen in self.gather(&root) {
            match seen {
                Seen::File(file) => straight.push(file),
                Seen::Again => shared = true,
                Seen::Linked(path) => linked.push(path),
                Seen::Configuration(path) => self.found.configurations.push(path),
                Seen::Error(error) => self.found.errors.extend(missing::describe_walk(&error)),
            }
        }
        self.found.errors.sort();
        if self.repeats || !linked.is_empty() {
            let real = straight.iter().map(|file| root.real(&file.path));
            self.known.extend(real);
        }
        self.found.files.append(&mut straight);
        linked.sort();
        for path in linked {
            if self.known.insert(resolved(&path)) {
                self.found.files.push(root.file(path, false));
            } else {
                shared = true;
            }
        }
        self.found.directories.push(Directory { index, shared });
    }

    /// The manifests below `root`, in no order. Symbolic links are followed, but not into a directory that
    /// the walk is in already.
    fn gather(&self, root: &Root<'_>) -> Vec<Seen> {
        let (sender, seen) = mpsc::channel();
        let links = Links::default();
        let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let walk = self.walker(root.path).threads(threads).build_parallel();
        walk.run(|| {
            let (sender, links) = (sender.clone(), &links);
            Box::new(move |entry| {
                let seen = match entry {
                    Ok(entry) => self.look_at(entry, root, links),
                    Err(error) => Some(Seen::Error(error)),
                };
                match seen.map_or(Ok(()), |seen| sender.send(seen)) {
                    Ok(()) => WalkState::Continue,
                    Err(_) => WalkState::Quit,
                }
            })
        });
        drop(sender);
        seen.into_iter().collect()
    }

    /// Passes on a manifest that is surely new.
    fn look_at(&self, entry: DirEntry, root: &Root<'_>, links: &Links) -> Option<Seen> {
        let linked = links.lead_to(&entry);
        if is_configuration(&entry) {
            return Some(Seen::Configuration(entry.into_path()));
        }
        if !is_manifest(&entry) || self.is_own(entry.path()) {
            return None;
        }
        if linked {
            return Some(Seen::Linked(entry.into_path()));
        }
        if self.repeats && self.known.contains(&root.real(entry.path())) {
            return Some(Seen::Again);
        }
        let file = root.file(entry.into_path(), true);
        (self.pass_on)(&file);
        Some(Seen::File(file))
    }

    fn walker(&self, root: &Path) -> WalkBuilder {
        let mut builder = WalkBuilder::new(root);
        let exclude = self.exclude.clone();
        builder
            .follow_links(true)
            // Hidden entries are sorted out below, all but configuration files.
            .hidden(false)
            .require_git(false)
            .git_global(false)
            .git_exclude(false)
            .filter_entry(move |entry| {
                let is_directory = entry.file_type().is_some_and(|kind| kind.is_dir());
                let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
                let skipped = hidden && entry.depth() > 0 && !is_configuration(entry);
                !skipped && !exclude.matches(entry.path(), is_directory)
            });
        builder
    }

    /// Whether podlint itself writes a file. Most are called otherwise already.
    fn is_own(&self, path: &Path) -> bool {
        let same = |own: &PathBuf| own.file_name() == path.file_name() && *own == resolved(path);
        self.own.iter().any(same)
    }

    fn is_new(&mut self, real: impl FnOnce() -> PathBuf) -> bool {
        !self.repeats || self.known.insert(real())
    }
}

/// A directory that is walked.
struct Root<'r> {
    index: usize,
    path: &'r Path,
    real: PathBuf,
    /// Whether it is the current directory, unnamed, of which nothing is shown.
    implied: bool,
}

impl<'r> Root<'r> {
    fn of(index: usize, path: &'r Path, implied: bool) -> Self {
        Self {
            index,
            path,
            real: resolved(path),
            implied,
        }
    }

    /// Where a path below really is, if no link leads to it: resolving the root resolves all.
    fn real(&self, path: &Path) -> PathBuf {
        let below = path.strip_prefix(self.path).unwrap_or(path);
        self.real.join(below)
    }

    fn file(&self, path: PathBuf, passed_on: bool) -> File {
        let from_here = path.strip_prefix(".").ok().filter(|_| self.implied);
        File {
            shown: shown(from_here.unwrap_or(&path)),
            path,
            found_in: Some(self.index),
            passed_on,
        }
    }
}

/// The symbolic links to directories that a walk has come on. It does so before it looks into them.
#[derive(Default)]
struct Links {
    any: AtomicBool,
    paths: RwLock<Vec<PathBuf>>,
}

impl Links {
    /// Whether an entry is a link or behind one.
    fn lead_to(&self, entry: &DirEntry) -> bool {
        if entry.path_is_symlink() && entry.depth() > 0 {
            let mut paths = self.paths.write().unwrap_or_else(PoisonError::into_inner);
            paths.push(entry.path().to_owned());
            self.any.store(true, Ordering::Release);
            return true;
        }
        if !self.any.load(Ordering::Acquire) {
            return false;
        }
        let paths = self.paths.read().unwrap_or_else(PoisonError::into_inner);
        paths.iter().any(|link| entry.path().starts_with(link))
    }
}

fn resolved(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn is_manifest(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file()) && is_manifest_name(entry.path())
}

/// Whether a file of that name is looked at in a directory.
#[must_use]
pub fn is_manifest_name(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

fn is_configuration(entry: &DirEntry) -> bool {
    config::NAMES.iter().any(|name| entry.file_name() == *name)
        && entry.file_type().is_some_and(|kind| kind.is_file())
}
