//! Looks through directories, on all processors. Links are not followed, but told to whoever asked.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::{DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::ignored::{self, Ignored};
use super::left_out::{self, Siblings};
use super::{File, Root, Step, is_manifest_name, resolved};
use crate::config::{self, Exclude};
use crate::disk::Disk;
use crate::files::Reach;
use crate::objects::Skip;
use crate::parallel;
use crate::source::reason;

/// How many files are passed on by one job.
const TOGETHER: usize = 16;

/// How to look.
pub(super) struct Search<'s> {
    /// What to leave out.
    pub(super) exclude: &'s Exclude,
    /// Files that podlint itself writes, resolved.
    pub(super) own: &'s [PathBuf],
    /// Files that were named, resolved.
    pub(super) named: &'s HashSet<PathBuf>,
    /// Where the directories are that have been looked into, without links: it costs less than to ask the disk which each is.
    pub(super) visited: &'s Mutex<HashSet<OsString>>,
    /// Where links in the place of `.gitignore` may lead.
    pub(super) reach: &'s Reach,
    /// Is told of directories, and of files as they are found, but for those behind links.
    pub(super) tell: &'s (dyn Fn(Step<'_>) + Sync),
}

/// A directory to look into.
#[derive(Clone)]
pub(super) struct Directory<'r> {
    pub(super) root: &'r Root<'r>,
    pub(super) path: PathBuf,
    /// Where it is, without links.
    pub(super) real: PathBuf,
    /// What the directories above it leave out of it.
    pub(super) ignored: Ignored,
    /// Whether a link led to it, or to one above it.
    pub(super) linked: bool,
    /// Whether it is among what has been looked into because it is about to be.
    pub(super) is_noted: bool,
    /// Whether a directory above it shows that a project is kept there.
    pub(super) in_project: bool,
}

/// A symbolic link.
pub(super) struct Link<'r> {
    pub(super) root: &'r Root<'r>,
    pub(super) path: PathBuf,
    /// What the directories above it leave out of it.
    pub(super) ignored: Ignored,
    /// Whether it leads to a directory; or that it leads to nothing.
    pub(super) to_directory: io::Result<bool>,
}

/// What is come upon.
pub(super) enum Seen<'r> {
    /// A manifest, and the directory that it is really in.
    File(File, Arc<Path>),
    /// Something in the root of this number that was found before, by another name.
    Again(usize),
    Link(Link<'r>),
    Configuration(PathBuf),
    /// A directory that is not looked into, and why.
    LeftOut(String, Skip),
    /// A sentence on what could not be looked at.
    Problem(String),
}

enum Job<'r> {
    Directory(Directory<'r>),
    Files(Vec<File>),
}

impl Search<'_> {
    /// What is in these directories and below them, in no order.
    pub(super) fn through<'r>(&self, directories: Vec<Directory<'r>>) -> Vec<Seen<'r>> {
        let (sender, seen) = channel();
        let jobs = directories.into_iter().map(Job::Directory).collect();
        parallel::each(jobs, parallel::processors(), &|job, more| match job {
            Job::Files(files) => files.iter().map(Step::File).for_each(self.tell),
            Job::Directory(directory) => {
                let mut look = Look {
                    search: self,
                    sender: sender.clone(),
                    files: Vec::new(),
                    more,
                };
                if let Err(error) = look.at(&directory) {
                    look.problem(directory.root, &directory.path, &error);
                }
                look.pass_on();
            }
        });
        drop(sender);
        seen.into_iter().collect()
    }

    /// Whether a directory has not been looked into; now it has.
    pub(super) fn is_new(&self, real: &Path) -> bool {
        let mut visited = self.visited.lock().unwrap_or_else(PoisonError::into_inner);
        visited.insert(real.as_os_str().to_owned())
    }

    /// Whether podlint itself writes a file. Most are called otherwise already.
    fn is_own(&self, path: &Path) -> bool {
        let same = |own: &PathBuf| own.file_name() == path.file_name() && *own == resolved(path);
        self.own.iter().any(same)
    }
}

/// What is known of a directory whose entries are gone through.
struct Around<'l, 'r> {
    directory: &'l Directory<'r>,
    /// What is left out of it.
    ignored: &'l Ignored,
    /// Where it is, without links.
    real: Arc<Path>,
    siblings: Siblings<'l>,
}

/// A look into one directory.
struct Look<'l, 's, 'r> {
    search: &'l Search<'s>,
    sender: Sender<Seen<'r>>,
    /// Those that are not yet passed on.
    files: Vec<File>,
    more: &'l mut Vec<Job<'r>>,
}

impl<'r> Look<'_, '_, 'r> {
    fn at(&mut self, directory: &Directory<'r>) -> io::Result<()> {
        if !directory.is_noted && !self.search.is_new(&directory.real) {
            self.see(Seen::Again(directory.root.index));
            return Ok(());
        }
        let entries: Vec<DirEntry> = directory.path.read_dir()?.collect::<io::Result<_>>()?;
        let names: Vec<OsString> = entries.iter().map(DirEntry::file_name).collect();
        let are_links = entries.iter().map(|entry| {
            let kind = entry.file_type();
            kind.map_or(true, |kind| kind.is_symlink())
        });
        let mut told = names.iter().cloned().zip(are_links);
        (self.search.tell)(Step::Directory(&directory.path, &mut told));
        let lists = names.iter().filter(|name| ignored::is_list(name));
        let lists = lists.map(|name| directory.path.join(name)).collect();
        let reach = self.search.reach;
        let mut unread = |path: &Path, error: &io::Error| self.problem(directory.root, path, error);
        let ignored = directory
            .ignored
            .within(&directory.path, lists, reach, &mut unread);
        let around = Around {
            directory,
            ignored: &ignored,
            real: Arc::from(directory.real.as_path()),
            siblings: Siblings::among(&directory.real, &names, directory.in_project),
        };
        for (entry, name) in entries.iter().zip(&names) {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) => self.entry(&around, (path, name, kind)),
                Err(error) => {
                    self.problem(directory.root, &path, &error);
                }
            }
        }
        Ok(())
    }

    fn entry(&mut self, around: &Around<'_, 'r>, (path, name, kind): (PathBuf, &OsStr, FileType)) {
        let (directory, ignored) = (around.directory, around.ignored);
        let to_directory = match kind {
            kind if kind.is_symlink() => path.metadata().map(|metadata| metadata.is_dir()),
            kind => Ok(kind.is_dir()),
        };
        let is_directory = matches!(to_directory, Ok(true));
        let is_configuration = config::NAMES.iter().any(|known| name == *known) && !is_directory;
        let is_hidden = name.as_encoded_bytes().starts_with(b".") && !is_configuration;
        let excluded = |path: &Path| self.search.exclude.matches(&Disk, path, is_directory);
        if is_hidden || ignored.has(&path, is_directory) || excluded(&path) {
            return;
        }
        let root = directory.root;
        if is_configuration {
            self.see(Seen::Configuration(path));
        } else if kind.is_symlink() {
            // One to a file that is not called as a manifest is none, and others need not be.
            let may_be = !matches!(to_directory, Ok(false)) || is_manifest_name(&path);
            if may_be && !self.search.is_own(&path) {
                let ignored = ignored.clone();
                self.see(Seen::Link(Link {
                    root,
                    path,
                    ignored,
                    to_directory,
                }));
            }
        } else if let Some(reason) = (is_directory || is_manifest_name(&path))
            .then(|| left_out::reason(&path, is_directory, &around.siblings))
            .flatten()
        {
            self.see(Seen::LeftOut(root.shown(&path), reason));
        } else if is_directory {
            self.more.push(Job::Directory(Directory {
                root,
                real: around.real.join(name),
                path,
                ignored: ignored.clone(),
                linked: directory.linked,
                is_noted: false,
                in_project: around.siblings.in_project,
            }));
        } else if kind.is_file() && is_manifest_name(&path) && !self.search.is_own(&path) {
            self.file(around, path, name);
        }
    }

    fn file(&mut self, around: &Around<'_, 'r>, path: PathBuf, name: &OsStr) {
        let (directory, real) = (around.directory, &around.real);
        let named = self.search.named;
        if !named.is_empty() && named.contains(&real.join(name)) {
            return self.see(Seen::Again(directory.root.index));
        }
        let file = directory.root.file(path, !directory.linked);
        if !directory.linked {
            self.files.push(file.clone());
            if self.files.len() == TOGETHER {
                self.pass_on();
            }
        }
        self.see(Seen::File(file, Arc::clone(real)));
    }

    fn pass_on(&mut self) {
        if !self.files.is_empty() {
            self.more.push(Job::Files(std::mem::take(&mut self.files)));
        }
    }

    fn problem(&self, root: &Root<'_>, path: &Path, error: &io::Error) {
        let (path, reason) = (root.shown(path), reason(error));
        self.see(Seen::Problem(format!("{path}: {reason}")));
    }

    fn see(&self, seen: Seen<'r>) {
        // Whoever asked waits to the end.
        drop(self.sender.send(seen));
    }
}
