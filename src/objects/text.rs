//! Strings and numbers of a manifest that remember where they stand.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use crate::source::Span;
use crate::yaml::{Cursor, Scalar};

/// A string and where it stands.
#[derive(Clone, Debug)]
pub struct Text<'t> {
    /// What it says.
    pub value: Cow<'t, str>,
    /// Where it stands.
    pub at: Cursor<'t>,
}

impl<'t> Text<'t> {
    /// Reads a scalar. One that Kubernetes takes for a number or a bool is read as it is written: its
    /// type is the schema's concern, and what it says is still worth judging.
    #[must_use]
    pub fn read(at: Cursor<'t>) -> Option<Self> {
        let value = match at.scalar()? {
            Scalar::Null => return None,
            Scalar::Str(text) => text,
            _ => Cow::Borrowed(at.text()),
        };
        Some(Self { value, at })
    }

    /// Where `part`, a piece of what it says, stands in the source; the whole where that cannot be told, as
    /// in a text with escapes.
    #[must_use]
    pub fn span_of(&self, part: &str) -> Span {
        let whole = self.at.span();
        let before = (part.as_ptr() as usize).checked_sub(self.value.as_ptr() as usize);
        let before = before.filter(|_| !part.is_empty());
        let Some(before) = before.and_then(|at| self.value.get(..at)) else {
            return whole;
        };
        let occurrence = before.matches(part).count();
        let place = self.at.text().match_indices(part).nth(occurrence);
        place.map_or(whole, |(at, _)| {
            let start = whole.start + at as u32;
            Span::new(start, start + part.len() as u32)
        })
    }

    /// Reads the field `key` of a mapping.
    #[must_use]
    pub fn field(parent: &Cursor<'t>, key: &str) -> Option<Self> {
        Self::read(parent.get(key)?)
    }

    /// Reads a list of strings in the field `key`; what is no scalar is left out.
    #[must_use]
    pub fn list(parent: &Cursor<'t>, key: &str) -> Vec<Self> {
        let items = parent.get(key).into_iter().flat_map(|list| list.items());
        items.filter_map(Self::read).collect()
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)
    }
}

/// A whole number and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Number<'t> {
    /// The number.
    pub value: i64,
    /// Where it stands.
    pub at: Cursor<'t>,
}

impl<'t> Number<'t> {
    /// Reads the field `key` of a mapping.
    #[must_use]
    pub fn field(parent: &Cursor<'t>, key: &str) -> Option<Self> {
        let at = parent.get(key)?;
        let value = i64::try_from(at.as_int()?).ok()?;
        Some(Self { value, at })
    }
}
