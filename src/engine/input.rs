//! What is checked, and how it is read.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::renderings::Rendered;
use crate::files::{FileSystem, Most};
use crate::source::reason;

/// Something to check.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file.
    File {
        /// Where it is.
        path: PathBuf,
        /// How reports call it.
        shown: String,
        /// Whether it is only looked at for what other files mean, and nothing is reported on it.
        context: bool,
        /// Whether it was found in a directory, as a regular file: what is named may be anything.
        regular: bool,
    },
    /// A file as fixes would leave it.
    Fixed {
        /// Where it is.
        path: PathBuf,
        /// How reports call it.
        shown: String,
        /// Its text with the fixes.
        text: String,
    },
    /// A text that was rendered from other files.
    Rendered(Arc<Rendered>),
    /// A file that others were rendered from. It is not judged by itself, but what is found in them may stand in it.
    Part {
        /// Where it is.
        path: PathBuf,
        /// How reports call it.
        shown: String,
        /// What is in it.
        text: Arc<str>,
        /// Whether nothing is reported on it.
        context: bool,
    },
    /// Bytes at hand, as from standard input.
    Bytes {
        /// How reports call them.
        shown: String,
        /// The bytes, not yet known to be text.
        bytes: Vec<u8>,
    },
}

impl Input {
    /// Its bytes.
    ///
    /// # Errors
    ///
    /// It cannot be read, or has more than `most`.
    pub fn read(&self, files: &dyn FileSystem, most: Most) -> io::Result<Vec<u8>> {
        match self {
            Self::File {
                path,
                regular: true,
                ..
            } => files.read_regular(path, most),
            Self::File { path, .. } => files.read(path, most),
            Self::Fixed { text, .. } => Ok(text.clone().into_bytes()),
            Self::Rendered(rendered) => Ok(rendered.text().as_str().as_bytes().to_vec()),
            Self::Part { text, .. } => Ok(text.as_bytes().to_vec()),
            Self::Bytes { bytes, .. } => Ok(bytes.clone()),
        }
    }

    /// How reports call it.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::File { shown, .. }
            | Self::Fixed { shown, .. }
            | Self::Part { shown, .. }
            | Self::Bytes { shown, .. } => shown,
            Self::Rendered(rendered) => rendered.shown(),
        }
    }

    /// Where it is: files may differ and be shown alike. Bytes at hand are where reports say that they are.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::File { path, .. } | Self::Fixed { path, .. } | Self::Part { path, .. } => path,
            Self::Rendered(rendered) => rendered.path(),
            Self::Bytes { shown, .. } => Path::new(shown),
        }
    }

    /// Has a file that others were rendered from stand where it was found: what renders may know it by another way.
    pub(super) fn stand_at(&mut self, found: &Path) {
        if let Self::Part { path, .. } = self {
            found.clone_into(path);
        }
    }

    /// What it was rendered from, if it was.
    pub(super) fn rendered(&self) -> Option<&Rendered> {
        match self {
            Self::Rendered(rendered) => Some(rendered),
            _ => None,
        }
    }

    /// Whether it was found in a directory with all that is beside it.
    pub(super) fn is_found(&self) -> bool {
        matches!(self, Self::File { regular: true, .. })
    }

    pub(super) fn is_context(&self) -> bool {
        matches!(
            self,
            Self::File { context: true, .. } | Self::Part { context: true, .. }
        )
    }
}

/// Why an input is not read, and what would help.
#[must_use]
pub fn unread(error: &io::Error) -> String {
    let mut sentence = reason(error);
    if error.kind() == io::ErrorKind::FileTooLarge {
        sentence += "; split it, or let --max-file-size be more";
    }
    sentence
}
