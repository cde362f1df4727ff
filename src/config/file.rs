//! One configuration file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::globs::Globs;
use super::read::{Problem, read};
use super::written::Written;
use crate::files::Reach;
use crate::source::{LineIndex, Span};

/// A configuration file that could be read.
#[derive(Debug)]
pub struct File {
    /// As reports call it.
    pub shown: String,
    /// Its whole text.
    pub text: String,
    /// The directory that what it says is relative to, located.
    pub(super) directory: PathBuf,
    pub(super) written: Written,
    pub(super) exclude: Globs,
    /// For each override, the paths that it holds for, if it says so.
    pub(super) paths: Vec<Option<Globs>>,
    /// Where paths in it may lead.
    pub(super) reach: Reach,
}

impl File {
    /// Reads a text as the configuration file that reports call `shown`. Paths in it may lead as far as `reach`.
    ///
    /// # Errors
    ///
    /// All that is wrong with it.
    pub fn read(
        shown: String,
        text: String,
        directory: &Path,
        reach: Reach,
    ) -> Result<Arc<Self>, Fault> {
        let globs = |written: &Vec<_>| Globs::of_file(directory, written);
        match read(&text) {
            Ok(written) => Ok(Arc::new(Self {
                exclude: globs(&written.exclude),
                paths: written
                    .overrides
                    .iter()
                    .map(|one| one.paths.as_ref().map(globs))
                    .collect(),
                directory: directory.to_owned(),
                shown,
                text,
                written,
                reach,
            })),
            Err(problems) => Err(Fault {
                shown,
                text,
                problems,
            }),
        }
    }

    /// The directory for which it holds, located.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The fault of a place in it.
    pub(super) fn fault(&self, span: Span, message: String) -> Fault {
        Fault {
            shown: self.shown.clone(),
            text: self.text.clone(),
            problems: vec![Problem {
                span,
                message,
                help: None,
            }],
        }
    }
}

/// A configuration file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// As reports call it.
    pub shown: String,
    /// Its text, as far as there is one.
    pub text: String,
    /// What is wrong with it; at least one.
    pub problems: Vec<Problem>,
}

impl Fault {
    /// The same without anything that stands in the file.
    pub(super) fn without_lines(self) -> Self {
        let first = self
            .problems
            .first()
            .map_or(0, |problem| problem.span.start);
        let line = LineIndex::new(&self.text).line(first) + 1;
        let message = format!(
            "line {line} is none of a configuration; this is a link, and the lines that it leads to are not shown"
        );
        Self::whole(self.shown, message)
    }

    /// The fault of a file as a whole.
    pub(super) fn whole(shown: String, message: impl Into<String>) -> Self {
        Self {
            shown,
            text: String::new(),
            problems: vec![Problem {
                span: Span::default(),
                message: message.into(),
                help: None,
            }],
        }
    }
}
