//! What is checked, and how it is read.

use std::io;
use std::path::{Path, PathBuf};

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
    pub(super) fn read(&self, files: &dyn FileSystem, most: Most) -> io::Result<Vec<u8>> {
        match self {
            Self::File {
                path,
                regular: true,
                ..
            } => files.read_regular(path, most),
            Self::File { path, .. } => files.read(path, most),
            Self::Fixed { text, .. } => Ok(text.clone().into_bytes()),
            Self::Bytes { bytes, .. } => Ok(bytes.clone()),
        }
    }

    /// How reports call it.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::File { shown, .. } | Self::Fixed { shown, .. } | Self::Bytes { shown, .. } => {
                shown
            }
        }
    }

    /// Where it is: files may differ and be shown alike. Bytes at hand are where reports say that they are.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::File { path, .. } | Self::Fixed { path, .. } => path,
            Self::Bytes { shown, .. } => Path::new(shown),
        }
    }

    pub(super) fn is_context(&self) -> bool {
        matches!(self, Self::File { context: true, .. })
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
