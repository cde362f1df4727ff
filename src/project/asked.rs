//! What is asked to be checked, and what is found there.

use std::collections::HashMap;
use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Shard;
use crate::config::Files;
use crate::engine::{Input, Report, Session, Settings, Skipped, render_from};
use crate::files::{self, FileSystem};
use crate::objects::Skip;
use crate::walk::{self, Found, Request, Step};

/// What the user named.
#[derive(Debug, Default)]
pub struct Named {
    /// Files and directories; an empty path is the working directory, of which nothing is shown.
    pub paths: Vec<PathBuf>,
    /// What reports call standard input and what it holds, if it was asked for.
    pub stdin: Option<(String, Vec<u8>)>,
    reported: Reported,
}

/// Which files are as they were when something was compared with them.
pub trait Kept: Debug + Send + Sync {
    /// Whether a file is.
    fn has(&self, file: &Path) -> bool;
}

/// Which files are reported on; the others are looked at for what these refer to.
#[derive(Clone, Debug, Default)]
struct Reported {
    /// If not all: what has not changed is not.
    kept: Option<Arc<dyn Kept>>,
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
#[derive(Clone, Debug)]
pub struct Asked {
    /// What the user named; standard input is not among it.
    pub request: Request,
    /// What was found there.
    pub found: Found,
    /// Whether there is but white space in standard input; `None` if it was not asked for.
    pub blank: Option<bool>,
    /// What reports call standard input, if it was asked for.
    piped: Option<String>,
    reported: Reported,
}

impl Named {
    /// Files and directories, and standard input with what reports call it.
    #[must_use]
    pub fn of(paths: Vec<PathBuf>, stdin: Option<(String, Vec<u8>)>) -> Self {
        Self {
            paths,
            stdin,
            reported: Reported::default(),
        }
    }

    /// Has only files reported on that are not as they were.
    #[must_use]
    pub fn but(mut self, kept: Option<Arc<dyn Kept>>) -> Self {
        self.reported.kept = kept;
        self
    }

    /// Looks also at a project around it, a located directory, on which nothing is reported.
    pub(super) fn look_at(&mut self, project: Option<PathBuf>, files: &dyn FileSystem) {
        let is_named = |project: &PathBuf| {
            let mut named = self.paths.iter();
            named.any(|path| project.starts_with(files.locate(path)))
        };
        if let Some(project) = project.filter(|project| !is_named(project)) {
            self.reported.project = Some(self.paths.len());
            // As the files in it are called from here, so that reports and rules call them alike.
            let from_here = project.strip_prefix(files.here());
            let path = from_here.map(Path::to_path_buf);
            self.paths.push(path.unwrap_or(project));
        }
    }

    /// Where it is.
    pub(super) fn places(&self) -> impl Iterator<Item = &Path> {
        let piped = self.stdin.iter().map(|(shown, _)| Path::new(shown));
        let files = self.paths.iter().map(PathBuf::as_path);
        files.chain(piped)
    }

    /// Finds it, and has it checked as it is found; a share of it once all is found.
    pub(super) fn find(
        self,
        request: Request,
        session: &Session<'_>,
        shard: Option<Shard>,
    ) -> Asked {
        let stdin = self.stdin.as_ref();
        let blank = stdin.map(|(_, bytes)| bytes.trim_ascii().is_empty());
        let piped = stdin.map(|(shown, _)| shown.clone());
        if let Some((shown, bytes)) = self.stdin {
            session.check(Input::Bytes { shown, bytes });
        }
        let reported = self.reported;
        let files = Arc::clone(&session.settings().host.files);
        let take = |step: Step<'_>| match step {
            Step::File(file) if shard.is_none() => session.check(reported.input(file)),
            Step::File(_) => {}
            Step::Directory(directory, names) => files.hear(directory, names),
        };
        let mut found = walk::find(&request, &take);
        if let Some(shard) = shard {
            shard.keep(&mut found);
        }
        let others = found.files.iter();
        let others = others.filter(|file| shard.is_some() || !file.passed_on);
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
    pub(super) fn directories(&self, files: &dyn FileSystem) -> Vec<PathBuf> {
        let directories = self.found.directories.iter();
        directories
            .map(|directory| files.locate(&self.request.paths[directory.index]))
            .collect()
    }

    /// Leaves out what configuration files that the walk came upon exclude, too.
    pub(super) fn leave_out(&mut self, files: &Files) {
        self.request.exclude = self.request.exclude.and(files);
        self.found.leave_out(&self.request.exclude);
    }

    /// Adds to a report on the files what was not looked into.
    pub fn tell(&self, report: &mut Report) {
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
    pub fn render(&self, session: &Session<'_>, files: &dyn FileSystem, settings: &Settings) {
        let found = &self.found.files;
        let paths: Vec<&Path> = found.iter().map(|file| &*file.path).collect();
        let alone = found.iter().filter(|file| file.found_in.is_none());
        let alone = alone.map(|file| &*file.path);
        let mut renders = render_from(session, &paths, alone, files, settings);
        if renders.is_empty() {
            return;
        }
        let by_path: HashMap<PathBuf, &walk::File> = found
            .iter()
            .map(|file| (files.locate(&file.path), file))
            .collect();
        let directories = self.named_directories();
        let named: Vec<PathBuf> = directories
            .map(|directory| files.locate(&self.request.paths[directory.index]))
            .collect();
        let kept = self.reported.kept.as_ref();
        // The walk finds no helpers and no other files of a chart.
        let is_reported = |path: &Path| {
            let real = files.locate(path);
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
        let here = files.here();
        // Where nothing was named, files are called by what is below the current directory.
        let is_unsaid = |file: &walk::File| file.shown != files::shown(&file.path);
        let unsaid = match found.first().is_some_and(is_unsaid) {
            true => ".",
            false => "",
        };
        for render in &mut renders {
            if let Some(below) = render
                .by
                .path
                .strip_prefix("./")
                .filter(|_| !unsaid.is_empty())
            {
                render.by.path = below.to_owned();
            }
        }
        let shown = |path: &Path| match by_path.get(&files.locate(path)) {
            Some(file) => file.shown.clone(),
            None => {
                let below = path.strip_prefix(&here).unwrap_or(path);
                let below = below.strip_prefix(unsaid).unwrap_or(below);
                files::shown(below)
            }
        };
        session.check_rendered(renders, &is_reported, &shown);
    }

    /// The files that were found.
    #[must_use]
    pub fn inputs(&self) -> Vec<Input> {
        self.found
            .files
            .iter()
            .map(|file| self.reported.input(file))
            .collect()
    }

    /// One of them.
    pub(super) fn input(&self, path: &Path) -> Option<Input> {
        let mut files = self.found.files.iter();
        let file = files.find(|file| file.path == path)?;
        Some(self.reported.input(file))
    }

    /// Adds files that are to be, where they would be found.
    pub(super) fn take_in(&mut self, unsaved: &[PathBuf], files: &dyn FileSystem) {
        let here = files.here();
        for path in unsaved {
            let Ok(shown) = path.strip_prefix(&here) else {
                continue;
            };
            let named = self.request.paths.iter().position(|named| named == shown);
            let is_hidden = files::names(shown).any(|name| name.starts_with('.'));
            let found_in = (named.is_none() && walk::is_manifest_name(path) && !is_hidden)
                .then(|| {
                    self.request
                        .paths
                        .iter()
                        .position(|named| named.as_os_str().is_empty())
                })
                .flatten();
            let is_known = self.found.files.iter().any(|file| file.path == *path);
            let is_left_out = self.request.exclude.matches(files, path, false);
            if (named.is_some() || found_in.is_some()) && !is_known && !is_left_out {
                self.found.files.push(walk::File {
                    path: path.clone(),
                    shown: files::shown(shown),
                    found_in,
                    passed_on: false,
                });
            }
        }
        self.found
            .files
            .sort_by(|a, b| (&a.shown, &a.path).cmp(&(&b.shown, &b.path)));
    }

    /// What reports call the files that are reported on.
    pub fn reported(&self) -> impl Iterator<Item = &str> {
        let files = self
            .found
            .files
            .iter()
            .filter(|file| self.reported.has(file));
        files.map(|file| &*file.shown)
    }

    /// The paths that the user named.
    #[must_use]
    pub fn named_paths(&self) -> &[PathBuf] {
        let count = self.request.paths.len() - usize::from(self.reported.project.is_some());
        &self.request.paths[..count]
    }

    /// The directories that the user named.
    pub fn named_directories(&self) -> impl Iterator<Item = &walk::Directory> {
        let directories = self.found.directories.iter();
        directories.filter(|found| self.reported.is_named(Some(found.index)))
    }

    /// The files that the user named, and those in directories that the user named.
    pub fn named_files(&self) -> impl Iterator<Item = &walk::File> {
        let files = self.found.files.iter();
        files.filter(|file| self.reported.is_named(file.found_in))
    }

    /// Where all is that was found.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        let files = self.found.files.iter().map(|file| &*file.path);
        files.chain(self.piped.as_deref().map(Path::new))
    }
}
