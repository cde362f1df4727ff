//! What `podlint check` is asked to check, and what is found there.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::Failure;
use super::args::Scope;
use crate::config::{Exclude, Files, Globs, locate};
use crate::disk;
use crate::engine::{Input, Run};
use crate::source::reason;
use crate::walk::{self, Found, Request};

/// What the user named.
pub(super) struct Named<'s> {
    paths: Vec<PathBuf>,
    /// What reports call standard input and what it holds, if it was asked for.
    stdin: Option<(&'s str, Vec<u8>)>,
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
}

impl<'s> Named<'s> {
    /// Reads the list of paths, and standard input if it is to be checked.
    pub(super) fn by(scope: &'s Scope) -> Result<Self, Failure> {
        let mut paths = scope.paths.clone();
        let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
        if let Some(list) = &scope.files_from {
            if is_stdin(list) && paths.iter().any(is_stdin) {
                return Err(Failure::Request(
                    "standard input is either a list (--files-from -) or a manifest (-), not both"
                        .to_owned(),
                ));
            }
            let bytes = if is_stdin(list) {
                read_stdin()?
            } else {
                let bytes = File::open(list).and_then(|file| disk::read_all(file, 0));
                bytes.map_err(|error| {
                    let list = walk::shown(list);
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
            Some((&*scope.stdin_filename, read_stdin()?))
        } else {
            None
        };
        paths.retain(|path| !is_stdin(path));
        Ok(Self { paths, stdin })
    }

    /// Where it is.
    pub(super) fn places(&self) -> impl Iterator<Item = &Path> {
        let piped = self.stdin.iter().map(|&(shown, _)| Path::new(shown));
        self.paths.iter().map(PathBuf::as_path).chain(piped)
    }

    /// Finds it, and has it checked as it is found. `own` are files that podlint writes.
    pub(super) fn find(
        self,
        scope: &Scope,
        own: Vec<PathBuf>,
        files: &Files,
        run: &Run<'_>,
    ) -> Result<Asked, Failure> {
        let globs = Globs::of_flags(&scope.exclude)
            .map_err(|(glob, error)| Failure::Request(format!("--exclude {glob}: {error}")))?;
        let request = Request {
            paths: self.paths,
            exclude: Exclude::new(globs, files),
            own,
        };
        let stdin = self.stdin.as_ref();
        let blank = stdin.map(|(_, bytes)| bytes.trim_ascii().is_empty());
        let piped = stdin.map(|&(shown, _)| shown.to_owned());
        if let Some((shown, bytes)) = self.stdin {
            let shown = shown.to_owned();
            run.check(Input::Bytes { shown, bytes });
        }
        let pass_on = |file: &walk::File| run.check(input(file));
        let found = walk::find(&request, &pass_on);
        let others = found.files.iter().filter(|file| !file.passed_on);
        run.check_all(others.map(input).collect());
        Ok(Asked {
            request,
            found,
            blank,
            piped,
        })
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

    /// The files that were found.
    pub(super) fn inputs(&self) -> Vec<Input> {
        self.found.files.iter().map(input).collect()
    }

    /// What reports call all that was found.
    pub(super) fn shown(&self) -> impl Iterator<Item = &str> {
        let files = self.found.files.iter().map(|file| &*file.shown);
        files.chain(self.piped.as_deref())
    }
}

fn read_stdin() -> Result<Vec<u8>, Failure> {
    disk::read_all(io::stdin().lock(), 0)
        .map_err(|error| Failure::Request(format!("standard input: {}", reason(&error))))
}

fn input(file: &walk::File) -> Input {
    Input::File {
        path: file.path.clone(),
        shown: file.shown.clone(),
    }
}
