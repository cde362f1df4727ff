//! Why an evaluation has no value.

use std::borrow::Cow;
use std::fmt;

use super::tree::Id;

/// What an evaluation ended with instead of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What kind of end it was.
    pub kind: ErrorKind,
    /// Why, in words that stand after a colon.
    pub message: Cow<'static, str>,
    /// The node that it came from.
    pub at: Option<Id>,
    /// Whether the server's evaluator breaks off there, so that nothing absorbs it.
    pub(super) ends_all: bool,
}

/// What kinds of ends there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The expression failed, as it would on the server: no such key, a division by zero, …
    Failed,
    /// It hangs on what is not known here, as a value that a template fills in. It is stronger than [`Self::Failed`].
    Unknown,
    /// It asks for what is only had on a server, as the authorizer.
    Unsupported,
    /// It cost more than it may. Nothing absorbs that.
    Cost,
}

impl Error {
    /// A plain failure.
    pub fn failed(message: impl Into<Cow<'static, str>>) -> Self {
        Self::of(ErrorKind::Failed, message)
    }

    /// Something is not known; `message` says what.
    pub fn unknown(message: impl Into<Cow<'static, str>>) -> Self {
        Self::of(ErrorKind::Unknown, message)
    }

    /// Something is not had here; `message` says what.
    pub fn unsupported(message: impl Into<Cow<'static, str>>) -> Self {
        Self::of(ErrorKind::Unsupported, message)
    }

    /// A list has no element of that index.
    pub fn out_of_bounds(index: impl fmt::Display) -> Self {
        Self::failed(format!("index out of bounds: {index}"))
    }

    /// An error of that kind.
    pub fn of(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            message: message.into(),
            at: None,
            ends_all: false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
