//! Finds what to check: files as named, and the YAML and JSON files in directories.
//!
//! In directories `.gitignore` and `.ignore` hold, also outside of a git repository, so that an exported
//! tree gives what its checkout gives; what only this machine ignores (git's global and `info/exclude`
//! lists) does not. Hidden entries are skipped. A file that is named is checked whatever its name.

mod missing;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, WalkBuilder, WalkState};

/// What to find.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and directories, as the user named them.
    pub paths: Vec<PathBuf>,
    /// Globs, in `.gitignore` syntax, of what to leave out.
    pub exclude: Vec<String>,
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
}

/// Finds the files of a request; an empty path is the current directory, of which nothing is shown.
/// Fails only on a glob that cannot be understood.
pub fn find(request: &Request) -> Result<Found, String> {
    let mut finder = Finder {
        exclude: globs(&request.exclude)?,
        known: HashSet::new(),
        repeats: request.paths.len() > 1,
        found: Found::default(),
    };
    for (index, named) in request.paths.iter().enumerate() {
        let implied = named.as_os_str().is_empty();
        let path = if implied { Path::new(".") } else { named };
        match path.metadata() {
            Err(error) => finder.found.errors.push(missing::describe(path, &error)),
            Ok(metadata) if metadata.is_dir() => finder.directory(index, path, implied),
            Ok(_) => finder.file(path),
        }
    }
    let mut found = finder.found;
    found.files.sort_by(|a, b| a.shown.cmp(&b.shown));
    Ok(found)
}

/// A path as reports show it.
#[must_use]
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

fn globs(written: &[String]) -> Result<Gitignore, String> {
    let mut builder = GitignoreBuilder::new("");
    for glob in written {
        builder
            .add_line(None, glob)
            .map_err(|error| format!("--exclude {glob}: {error}"))?;
    }
    builder.build().map_err(|error| error.to_string())
}

struct Finder {
    exclude: Gitignore,
    /// The files found so far, by what they are and not by how they were reached.
    known: HashSet<PathBuf>,
    /// Whether a file can be reached twice at all; resolving each one costs more than the walk.
    repeats: bool,
    found: Found,
}

impl Finder {
    /// Adds a file that was named, unless it or a directory above it is excluded.
    fn file(&mut self, path: &Path) {
        let excluded = path
            .ancestors()
            .enumerate()
            .filter(|(_, part)| !part.as_os_str().is_empty())
            .any(|(above, part)| self.exclude.matched(part, above > 0).is_ignore());
        if !excluded && self.is_new(|| resolved(path)) {
            self.found.files.push(File {
                path: path.to_owned(),
                shown: shown(path),
                found_in: None,
            });
        }
    }

    /// Adds the manifests below `root`.
    fn directory(&mut self, index: usize, root: &Path, implied: bool) {
        let (paths, links) = self.gather(root);
        self.repeats |= links;
        let real_root = resolved(root);
        let mut files: Vec<(bool, PathBuf, PathBuf)> = paths
            .into_iter()
            .map(|path| {
                let real = path.strip_prefix(root).map(|rest| real_root.join(rest));
                match real {
                    // Without links below the root, resolving the root resolves all.
                    Ok(real) if !links => (false, path, real),
                    _ => {
                        let resolved = resolved(&path);
                        (real.ok().as_ref() != Some(&resolved), path, resolved)
                    }
                }
            })
            .collect();
        // Of two ways to a file the one without a link names it.
        if links {
            files.sort();
        }
        let mut shared = false;
        for (_, path, real) in files {
            if self.is_new(|| real) {
                let from_here = path.strip_prefix(".").ok().filter(|_| implied);
                self.found.files.push(File {
                    shown: shown(from_here.unwrap_or(&path)),
                    path,
                    found_in: Some(index),
                });
            } else {
                shared = true;
            }
        }
        self.found.directories.push(Directory { index, shared });
    }

    /// The manifests below `root`, in no order, and whether there are symbolic links. These are followed,
    /// but not into a directory that the walk is in already. Two threads, since it is the system that the
    /// walk waits for; more gain nothing.
    fn gather(&mut self, root: &Path) -> (Vec<PathBuf>, bool) {
        let (sender, entries) = mpsc::channel();
        self.walker(root).threads(2).build_parallel().run(|| {
            let sender = sender.clone();
            Box::new(move |entry| match sender.send(entry) {
                Ok(()) => WalkState::Continue,
                Err(_) => WalkState::Quit,
            })
        });
        drop(sender);
        let (mut paths, mut links) = (Vec::new(), false);
        for entry in entries {
            match entry {
                Err(error) => self.found.errors.extend(missing::describe_walk(&error)),
                Ok(entry) => {
                    links |= entry.path_is_symlink() && entry.depth() > 0;
                    if is_manifest(&entry) {
                        paths.push(entry.into_path());
                    }
                }
            }
        }
        self.found.errors.sort();
        (paths, links)
    }

    fn walker(&self, root: &Path) -> WalkBuilder {
        let mut builder = WalkBuilder::new(root);
        let exclude = self.exclude.clone();
        builder
            .follow_links(true)
            .require_git(false)
            .git_global(false)
            .git_exclude(false)
            .filter_entry(move |entry| {
                let is_directory = entry.file_type().is_some_and(|kind| kind.is_dir());
                !exclude.matched(entry.path(), is_directory).is_ignore()
            });
        builder
    }

    fn is_new(&mut self, real: impl FnOnce() -> PathBuf) -> bool {
        !self.repeats || self.known.insert(real())
    }
}

fn resolved(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn is_manifest(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file())
        && entry.path().extension().is_some_and(|extension| {
            ["yaml", "yml", "json"]
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known))
        })
}
