//! Finds what to check: files as named, and the YAML and JSON files in directories. A file is passed on as
//! soon as it is found, on the thread that found it, so that it can be checked while the walk goes on.
//!
//! In directories `.gitignore` and `.ignore` hold, also outside of a git repository, so that an exported
//! tree gives what its checkout gives; what only this machine ignores (git's global and `info/exclude`
//! lists) does not. Hidden entries are skipped. A file that is named is checked whatever its name.
//!
//! A link is followed as far as what was named reaches, and a directory is looked into once, however many
//! links lead to it: whoever can put links into a directory does not decide what else is read, or how long it takes.

mod ignored;
mod left_out;
mod links;
mod missing;
mod search;
mod test_inputs;

use std::collections::HashSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ignored::Ignored;
use search::{Directory as Place, Link, Search, Seen};

use crate::config::Exclude;
use crate::disk::Disk;
use crate::files::{Reach, shown, top};
use crate::gitops::is_helmfile;
use crate::objects::Skip;
use crate::source::reason;

/// What to find.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and directories, as the user named them.
    pub paths: Vec<PathBuf>,
    /// The directory in which they were named, of which nothing is shown; empty for that of the process.
    pub here: PathBuf,
    /// What to leave out.
    pub exclude: Exclude,
    /// Files that podlint itself writes: in a directory they are none to check.
    pub own: Vec<PathBuf>,
    /// Directories that links may lead into, besides those that are named.
    pub trusted: Vec<PathBuf>,
}

impl Request {
    /// Where a path leads that was named. An empty one is the directory in which it was named.
    fn place(&self, path: &Path) -> PathBuf {
        match (
            path.as_os_str().is_empty(),
            self.here.as_os_str().is_empty(),
        ) {
            (true, true) => PathBuf::from("."),
            (true, false) => self.here.clone(),
            (false, _) => self.here.join(path),
        }
    }

    /// Where all leads that was named.
    fn places(&self) -> impl Iterator<Item = PathBuf> {
        self.paths.iter().map(|path| self.place(path))
    }
}

/// What is told while the walk goes on, on the thread that came upon it.
pub enum Step<'s> {
    /// All names in a directory, and whether each may be a link.
    Directory(&'s Path, &'s mut dyn Iterator<Item = (OsString, bool)>),
    /// A file to check, as [`File::passed_on`] says.
    File(&'s File),
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
    /// Links that lead to nothing, or out of what was named, and need not be manifests.
    pub unfollowed: Vec<String>,
    /// Directories that are not looked into, as the user would name them, and why.
    pub left_out: Vec<(String, Skip)>,
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
                .retain(|file| !exclude.matches(&Disk, &file.path, false));
        }
    }
}

/// Finds the files of a request, and tells each step, in no order. An empty path is the current directory, of which nothing
/// is shown.
pub fn find(request: &Request, tell: &(dyn Fn(Step<'_>) + Sync)) -> Found {
    let own: Vec<PathBuf> = request.own.iter().map(|path| resolved(path)).collect();
    let mut found = Found::default();
    let mut roots = Vec::new();
    let mut named = HashSet::new();
    let places: Vec<PathBuf> = request.places().collect();
    for (index, (named_as, path)) in request.paths.iter().zip(&places).enumerate() {
        let implied = named_as.as_os_str().is_empty();
        let called = if implied { path } else { named_as };
        match path.metadata() {
            Err(error) => found.errors.push(missing::describe(called, &error)),
            Ok(metadata) if request.exclude.matches(&Disk, path, metadata.is_dir()) => {
                found.excluded.push(shown(called));
            }
            Ok(metadata) if metadata.is_dir() => {
                let above = if implied { path } else { &request.here };
                roots.push(Root::of(index, path, above));
            }
            Ok(_) if named.insert(resolved(path)) => found.files.push(File {
                path: path.to_owned(),
                shown: shown(called),
                found_in: None,
                passed_on: false,
            }),
            Ok(_) => {}
        }
    }
    let finder = Finder {
        search: Search {
            exclude: &request.exclude,
            own: &own,
            named: &named,
            visited: &Mutex::default(),
            reach: &lists(&roots, &request.trusted),
            tell,
        },
        reach: readable(request),
        shared: HashSet::new(),
        straight: Vec::new(),
        links: Vec::new(),
        found,
    };
    finder.through(&roots)
}

struct Finder<'s, 'r> {
    search: Search<'s>,
    /// Where links may lead.
    reach: Reach,
    /// The numbers of the roots in which there is something that was found before.
    shared: HashSet<usize>,
    /// The files in directories, each with the directory that it is really in.
    straight: Vec<(File, Arc<Path>)>,
    found: Found,
    links: Vec<Link<'r>>,
}

impl<'r> Finder<'_, 'r> {
    /// Adds the manifests below directories. Of two ways to a file the one without a link names it, and of two
    /// links the first by name.
    fn through(mut self, roots: &'r [Root<'r>]) -> Found {
        for root in roots {
            let errors = &mut self.found.errors;
            let mut unread = |path: &Path, error: &io::Error| {
                errors.push(format!("{}: {}", shown(path), reason(error)));
            };
            let ignored = Ignored::above(root.path, &root.real, &mut unread);
            self.look(vec![Place {
                root,
                path: root.path.to_owned(),
                real: root.real.clone(),
                ignored,
                linked: false,
                is_noted: false,
                in_project: false,
            }]);
        }
        self.follow();
        let mut found = self.found;
        let is_shared = |root: &Root<'_>| Directory {
            index: root.index,
            shared: self.shared.contains(&root.index),
        };
        found.directories = roots.iter().map(is_shared).collect();
        found
            .files
            .extend(self.straight.into_iter().map(|(file, _)| file));
        found
            .files
            .sort_by(|a, b| (&a.shown, &a.path).cmp(&(&b.shown, &b.path)));
        found.configurations.sort();
        found.errors.sort();
        // What is named as well is looked into for that.
        found.left_out.retain(|(path, _)| {
            let real = resolved(Path::new(path));
            !roots.iter().any(|root| root.real == real)
        });
        found.left_out.sort();
        found
    }

    /// Looks through directories.
    fn look(&mut self, directories: Vec<Place<'r>>) {
        for seen in self.search.through(directories) {
            match seen {
                Seen::File(file, real) => self.straight.push((file, real)),
                Seen::Again(root) => drop(self.shared.insert(root)),
                Seen::Link(link) => self.links.push(link),
                Seen::Configuration(path) => self.found.configurations.push(path),
                Seen::LeftOut(path, reason) => self.found.left_out.push((path, reason)),
                Seen::Problem(problem) => self.found.errors.push(problem),
            }
        }
    }
}

/// A directory that is named.
struct Root<'r> {
    index: usize,
    path: &'r Path,
    real: PathBuf,
    /// What of its path is not shown.
    above: &'r Path,
}

impl<'r> Root<'r> {
    fn of(index: usize, path: &'r Path, above: &'r Path) -> Self {
        Self {
            index,
            path,
            real: resolved(path),
            above,
        }
    }

    /// What a path below is called.
    fn shown(&self, path: &Path) -> String {
        shown(path.strip_prefix(self.above).unwrap_or(path))
    }

    fn file(&self, path: PathBuf, passed_on: bool) -> File {
        File {
            shown: self.shown(&path),
            path,
            found_in: Some(self.index),
            passed_on,
        }
    }
}

/// What may be written where these paths are named, by what it is: directories, and files. What a link to a file leads
/// to is another's.
#[must_use]
pub fn writable(paths: &[PathBuf]) -> Reach {
    let request = Request {
        paths: paths.to_vec(),
        ..Request::default()
    };
    with_named(Reach::new("not among what was named"), &request)
}

fn with_named(reach: Reach, request: &Request) -> Reach {
    let places = request.places();
    let named: Vec<PathBuf> = places
        .filter(|path| path.is_dir() || !path.is_symlink())
        .collect();
    reach.and(&Disk, named.iter().map(PathBuf::as_path))
}

/// Where links may lead.
fn readable(request: &Request) -> Reach {
    let reach = Reach::new("neither among what was named nor trusted (--trust)");
    let trusted = request.trusted.iter().map(PathBuf::as_path);
    with_named(reach, request).and(&Disk, trusted)
}

/// Where links in the place of `.gitignore` may lead.
fn lists(roots: &[Root<'_>], trusted: &[PathBuf]) -> Reach {
    let tops = roots
        .iter()
        .map(|root| top(&Disk, &root.real).unwrap_or_else(|| root.real.clone()));
    let tops: Vec<PathBuf> = tops.collect();
    let all = tops.iter().chain(trusted).map(PathBuf::as_path);
    Reach::new("neither in the repository nor trusted (--trust)").and(&Disk, all)
}

fn resolved(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Whether a file of that name is looked at in a directory.
#[must_use]
pub fn is_manifest_name(path: &Path) -> bool {
    let is_yaml = path.extension().is_some_and(|extension| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    });
    is_yaml || is_helmfile(path)
}
