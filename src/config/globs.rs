//! Globs in the syntax of `.gitignore`, relative to a directory; and patterns of names.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::written::At;
use crate::parts::Part;
use crate::source::Span;

/// A list of globs; of those that match a path the last one decides, and one with `!` takes it back.
#[derive(Debug, Default)]
pub struct Globs {
    directory: PathBuf,
    /// Whether paths outside of the directory are matched by what they are called.
    elsewhere: bool,
    globs: Vec<Glob>,
}

#[derive(Debug)]
struct Glob {
    matcher: Gitignore,
    written: At<String>,
    /// Whether it decided about anything.
    used: AtomicBool,
}

impl Globs {
    /// Those of a configuration file, whose directory they are relative to.
    pub(super) fn of_file(directory: &Path, written: &[At<String>]) -> Self {
        let glob = |at: &At<String>| glob(&at.value, at.span).ok();
        Self {
            directory: directory.to_owned(),
            elsewhere: false,
            globs: written.iter().filter_map(glob).collect(),
        }
    }

    /// Those of the command line, relative to the working directory `here`.
    ///
    /// # Errors
    ///
    /// The glob that cannot be understood, and why.
    pub fn of_flags(here: &Path, written: &[String]) -> Result<Self, (String, String)> {
        let glob =
            |text: &String| glob(text, Span::default()).map_err(|error| (text.clone(), error));
        Ok(Self {
            directory: here.to_owned(),
            elsewhere: true,
            globs: written.iter().map(glob).collect::<Result<_, _>>()?,
        })
    }

    /// Whether a path or a directory above it is meant, if anything here speaks of it. `path` is located.
    pub(super) fn matches(&self, path: &Path, is_directory: bool) -> Option<bool> {
        if self.globs.is_empty() {
            return None;
        }
        let relative = match path.strip_prefix(&self.directory) {
            Ok(relative) => relative,
            Err(_) if self.elsewhere => path.strip_prefix("/").unwrap_or(path),
            Err(_) => return None,
        };
        if relative.has_root() || relative.as_os_str().is_empty() {
            return None;
        }
        if !Part::Configuration.is_here() {
            return None;
        }
        self.globs.iter().rev().find_map(|glob| {
            let matched = glob
                .matcher
                .matched_path_or_any_parents(relative, is_directory);
            let verdict = match matched {
                Match::None => return None,
                Match::Ignore(_) => true,
                Match::Whitelist(_) => false,
            };
            glob.used.store(true, Ordering::Relaxed);
            Some(verdict)
        })
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.globs.is_empty()
    }

    /// The globs that have not decided about anything so far.
    pub(super) fn unused(&self) -> impl Iterator<Item = &At<String>> {
        let unused = self
            .globs
            .iter()
            .filter(|glob| !glob.used.load(Ordering::Relaxed));
        unused.map(|glob| &glob.written)
    }
}

fn glob(text: &str, span: Span) -> Result<Glob, String> {
    if !Part::Configuration.is_here() {
        return Err("globs are not read".to_owned());
    }
    let mut builder = GitignoreBuilder::new("");
    builder
        .add_line(None, text)
        .map_err(|error| error.to_string())?;
    Ok(Glob {
        matcher: builder.build().map_err(|error| error.to_string())?,
        written: At {
            value: text.to_owned(),
            span,
        },
        used: AtomicBool::new(false),
    })
}
