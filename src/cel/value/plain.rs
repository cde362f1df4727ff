//! Texts, bytes and times.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::{Bytes, Duration, Text, Timestamp, Value};

impl Text<'_> {
    /// It, as a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Seen(text) => text,
            Self::Made(text) => text,
        }
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self::Made(Rc::from(text))
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text<'_> {}

impl Hash for Text<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl Bytes<'_> {
    /// They, as a slice.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        match self {
            Self::Seen(bytes) => bytes,
            Self::Made(bytes) => bytes,
        }
    }
}

impl fmt::Debug for Bytes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

impl Duration {
    /// That many nanoseconds.
    #[must_use]
    pub const fn of(nanoseconds: i64) -> Self {
        Self { nanoseconds }
    }
}

impl Timestamp {
    /// The point in time so many seconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn of(seconds: i64) -> Self {
        Self {
            seconds,
            nanoseconds: 0,
            offset: 0,
        }
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.seconds, self.nanoseconds).cmp(&(other.seconds, other.nanoseconds))
    }
}

impl<'a> Value<'a> {
    /// A text that was made.
    pub fn text(text: impl Into<Rc<str>>) -> Self {
        Self::String(Text::Made(text.into()))
    }

    /// A list that was made.
    #[must_use]
    pub fn list(items: Vec<Value<'a>>) -> Self {
        Self::List(super::List::Made(Rc::new(items)))
    }

    /// What is there.
    #[must_use]
    pub fn some(value: Value<'a>) -> Self {
        Self::Optional(Some(Rc::new(value)))
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text.as_str()),
            _ => None,
        }
    }
}
