//! What `podlint check` is asked to check, and what is found there.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Failure;
use super::args::Scope;
use super::git::{Changes, Kept};
use crate::config::{Exclude, Files, Globs};
use crate::disk::{self, Disk, locate};
use crate::engine::{Input, Report, Session, Settings, Skipped, render_from, unread};
use crate::files::{self, FileSystem};
use crate::objects::Skip;
use crate::source::reason;
use crate::walk::{self, Found, Request};

/// What the user named.
pub(super) struct Named<'s> {
    paths: Vec<PathBuf>,
    /// What reports call standard input and what it holds, if it was asked for.
    stdin: Option<(&'s str, Vec<u8>)>,
    reported: Reported,
}

/// Which files are reported on; the others are looked at for what these refer to.
#[derive(Debug, Default)]
struct Reported {
    /// If not all: what has not changed is not.
    kept: Option<Arc<Kept>>,
    /// The path, by its number, whose files are not.
    project: Option<usize>,
}

impl Reported {
    fn has(&self, file: &walk::File) -> bool {
        let kept = self.kept.as_ref();
        self.is_named(file.found_in) && kept.is_none_or(|kept| !kept.has(&file.path))
    }

    /// Whether a path, by its number, is not that of the project around; a file that is no part of a directory has none.
    fn is_named(&self, path: Option<usize>) -> bool {
        self.project.is_none() || path != self.project
    }

    fn input(&self, file: &walk::File) -> Input {
        Input::File {
            path: file.path.clone(),
            shown: file.shown.clone(),
            context: !self.has(file),
            regular: file.found_in.is_some(),
        }
    }
}

/// What is to be checked, and what became of the request.
#[derive(Debug)]
pub(super) struct Asked {
    /// What the user named; standard input is not among it.
    pub(super) request: Request,
    /// What was found there.
    pub(super) found: Found,
    /// Whether there is but white space in standard input; `None` if it was not asked for.
    pub(super) blank: Option<bool>,
    /// What reports call standard input, if it was asked for.
    piped: Option<String>,
    reported: Reported,
}

impl<'s> Named<'s> {
    /// Reads the list of paths, and standard input if it is to be checked.
    pub(super) fn by(scope: &'s Scope) -> Result<Self, Failure> {
        let mut paths = scope.paths.clone();
        paths.extend_from_slice(&scope.filename);
        let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
        if let Some(list) = &scope.files_from {
            if is_stdin(list) && paths.iter().any(is_stdin) {
                return Err(Failure::Request(
                    "standard input is either a list (--files-from -) or a manifest (-), not both"
                        .to_owned(),
                ));
            }
            let bytes = if is_stdin(list) {
                read_stdin(scope)?
            } else {
                disk::read(list).map_err(|error| {
                    let list = files::shown(list);
                    Failure::Request(format!("--files-from {list}: {}", reason(&error)))
                })?
            };
            let text = String::from_utf8_lossy(&bytes);
            let lines = text.lines().filter(|line| !line.is_empty());
            paths.extend(lines.map(PathBuf::from));
        } else if paths.is_empty() {
            // The current directory, of which nothing is shown.
            paths.push(PathBuf::new());
        }
        let stdin = if paths.iter().any(is_stdin) {
            Some((&*scope.stdin_filename, read_stdin(scope)?))
        } else {
            None
        };
        paths.retain(|path| !is_stdin(path));
        Ok(Self {
            paths,
            stdin,
            reported: Reported::default(),
        })
    }

    /// The files and directories.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().map(PathBuf::as_path)
    }

    /// The directory that `--project` names, located.
    pub(super) fn project(path: &Path) -> Result<PathBuf, Failure> {
        if path.is_dir() {
            return Ok(locate(path));
        }
        let shown = files::shown(path);
        Err(Failure::Request(format!(
            "--project {shown}: there is no such directory"
        )))
    }

    /// Has only a part of what is named reported on, and looks at a project around it, a located directory.
    pub(super) fn take_part(&mut self, project: Option<PathBuf>, changes: Option<&Changes>) {
        self.reported.kept = changes.map(|changes| Arc::clone(&changes.kept));
        let is_named = |project: &PathBuf| {
            let mut named = self.paths.iter();
            named.any(|path| project.starts_with(locate(path)))
        };
        if let Some(project) = project.filter(|project| !is_named(project)) {
            self.reported.project = Some(self.paths.len());
            // As the files in it are called from here, so that reports and rules call them alike.
            let from_here = project.strip_prefix(locate(Path::new("")));
            let path = from_here.map(Path::to_path_buf);
            self.paths.push(path.unwrap_or(project));
        }
    }

    /// Where it is.
    pub(super) fn places(&self) -> impl Iterator<Item = &Path> {
        let piped = self.stdin.iter().map(|&(shown, _)| Path::new(shown));
        self.files().chain(piped)
    }

    /// What is to be found. `own` are files that podlint writes.
    pub(super) fn request(
        &self,
        scope: &Scope,
        mut own: Vec<PathBuf>,
        files: &Files,
    ) -> Result<Request, Failure> {
        let globs = Globs::of_flags(&Disk.here(), &scope.exclude)
            .map_err(|(glob, error)| Failure::Request(format!("--exclude {glob}: {error}")))?;
        // What comes through standard input stands in for the file of that name.
        own.extend(self.stdin.iter().map(|&(shown, _)| PathBuf::from(shown)));
        Ok(Request {
            paths: self.paths.clone(),
            exclude: Exclude::new(globs, files),
            own,
            trusted: scope.configuration.trust.clone(),
        })
    }

    /// Finds it, and has it checked as it is found.
    pub(super) fn find(self, request: Request, session: &Session<'_>) -> Asked {
        let stdin = self.stdin.as_ref();
        let blank = stdin.map(|(_, bytes)| bytes.trim_ascii().is_empty());
        let piped = stdin.map(|&(shown, _)| shown.to_owned());
        if let Some((shown, bytes)) = self.stdin {
            let shown = shown.to_owned();
            session.check(Input::Bytes { shown, bytes });
        }
        let reported = self.reported;
        let pass_on = |file: &walk::File| session.check(reported.input(file));
        let found = walk::find(&request, &pass_on);
        let others = found.files.iter().filter(|file| !file.passed_on);
        session.check_all(others.map(|file| reported.input(file)).collect());
        Asked {
            request,
            found,
            blank,
            piped,
            reported,
        }
    }
}

impl Asked {
    /// The directories that were looked into, located.
    pub(super) fn directories(&self) -> Vec<PathBuf> {
        let directories = self.found.directories.iter();
        directories
            .map(|directory| locate(&self.request.paths[directory.index]))
            .collect()
    }

    /// Leaves out what configuration files that the walk came upon exclude, too.
    pub(super) fn leave_out(&mut self, files: &Files) {
        self.request.exclude = self.request.exclude.and(files);
        self.found.leave_out(&self.request.exclude);
    }

    /// Adds to a report on the files what was not looked into.
    pub(super) fn tell(&self, report: &mut Report) {
        report.missing.clone_from(&self.found.errors);
        let links = self.found.unfollowed.iter().map(|path| (path, Skip::Link));
        let left_out = self.found.left_out.iter();
        let all = links.chain(left_out.map(|(path, reason)| (path, *reason)));
        report
            .summary
            .skipped
            .extend(all.map(|(path, reason)| Skipped {
                path: path.clone(),
                document: None,
                reason,
                what: None,
            }));
    }

    /// Has the charts and overlays that files belong to rendered, and what they are rendered to checked.
    pub(super) fn render(
        &self,
        session: &Session<'_>,
        files: &dyn FileSystem,
        settings: &Settings,
    ) {
        let found = &self.found.files;
        let paths: Vec<&Path> = found.iter().map(|file| &*file.path).collect();
        let alone = found.iter().filter(|file| file.found_in.is_none());
        let alone = alone.map(|file| &*file.path);
        let renders = render_from(session, &paths, alone, files, settings);
        if renders.is_empty() {
            return;
        }
        let by_path: HashMap<PathBuf, &walk::File> = found
            .iter()
            .map(|file| (locate(&file.path), file))
            .collect();
        let directories = self.named_directories();
        let named: Vec<PathBuf> = directories
            .map(|directory| locate(&self.request.paths[directory.index]))
            .collect();
        let kept = self.reported.kept.as_ref();
        // The walk finds no helpers and no other files of a chart.
        let is_reported = |path: &Path| {
            let real = locate(path);
            match by_path.get(&real) {
                Some(file) => self.reported.has(file),
                None => {
                    let mut named = named.iter();
                    named.any(|named| real.starts_with(named))
                        && kept.is_none_or(|kept| !kept.has(path))
                        && !self.request.exclude.matches(files, path, false)
                }
            }
        };
        let here = Disk.here();
        let shown = |path: &Path| match by_path.get(&locate(path)) {
            Some(file) => file.shown.clone(),
            None => files::shown(path.strip_prefix(&here).unwrap_or(path)),
        };
        session.check_rendered(renders, &is_reported, &shown);
    }

    /// The files that were found.
    pub(super) fn inputs(&self) -> Vec<Input> {
        self.found
            .files
            .iter()
            .map(|file| self.reported.input(file))
            .collect()
    }

    /// What reports call the files that are reported on.
    pub(super) fn reported(&self) -> impl Iterator<Item = &str> {
        let files = self
            .found
            .files
            .iter()
            .filter(|file| self.reported.has(file));
        files.map(|file| &*file.shown)
    }

    /// The paths that the user named.
    pub(super) fn named_paths(&self) -> &[PathBuf] {
        let count = self.request.paths.len() - usize::from(self.reported.project.is_some());
        &self.request.paths[..count]
    }

    /// The directories that the user named.
    pub(super) fn named_directories(&self) -> impl Iterator<Item = &walk::Directory> {
        let directories = self.found.directories.iter();
        directories.filter(|found| self.reported.is_named(Some(found.index)))
    }

    /// The files that the user named, and those in directories that the user named.
    pub(super) fn named_files(&self) -> impl Iterator<Item = &walk::File> {
        let files = self.found.files.iter();
        files.filter(|file| self.reported.is_named(file.found_in))
    }

    /// Where all is that was found.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        let files = self.found.files.iter().map(|file| &*file.path);
        files.chain(self.piped.as_deref().map(Path::new))
    }
}

fn read_stdin(scope: &Scope) -> Result<Vec<u8>, Failure> {
    disk::read_all(io::stdin().lock(), 0, scope.max_file_size)
        .map_err(|error| Failure::Request(format!("standard input: {}", unread(&error))))
}
