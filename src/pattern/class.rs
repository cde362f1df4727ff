//! Classes of Go's regular expressions: `[a-z]`.

use super::escape::{is_posix, posix, single_escape};
use super::go::push_literal;

/// A class in brackets, and how long it is: in Go a `[` in it means nothing, and there are no operators.
pub(super) fn class(text: &str) -> Result<(String, usize), String> {
    let (rest, is_negated) = match text[1..].strip_prefix('^') {
        Some(rest) => (rest, true),
        None => (&text[1..], false),
    };
    let mut class = Class {
        whole: text,
        rest,
        made: if is_negated { "[^" } else { "[" }.to_owned(),
    };
    class.item()?;
    while !class.rest.starts_with(']') {
        class.item()?;
    }
    let length = text.len() - class.rest.len() + 1;
    Ok((class.made + "]", length))
}

/// The letters behind a backslash that make a class.
const NAMED: [char; 8] = ['d', 'D', 's', 'S', 'w', 'W', 'p', 'P'];

/// A class that is being read.
struct Class<'p> {
    whole: &'p str,
    rest: &'p str,
    made: String,
}

impl Class<'_> {
    /// A character, a range of them, or a class that has a name.
    fn item(&mut self) -> Result<(), String> {
        if let Some((name, length)) = posix(self.rest) {
            if !is_posix(name) {
                return Err(format!(
                    "invalid character class range: `{}`",
                    &self.rest[..length]
                ));
            }
            self.made.push_str(&self.rest[..length]);
            self.rest = &self.rest[length..];
            return Ok(());
        }
        let start = self.rest;
        let low = self.end()?;
        // A class that has a name is no end of a range: a minus behind it is one itself.
        if start
            .strip_prefix('\\')
            .is_some_and(|of| of.starts_with(NAMED))
        {
            return Ok(());
        }
        // A minus between two characters makes a range.
        let is_range = self
            .rest
            .strip_prefix('-')
            .is_some_and(|high| !high.is_empty() && !high.starts_with(']'));
        if is_range {
            self.made.push('-');
            self.rest = &self.rest[1..];
            let high = self.end()?;
            if low.zip(high).is_some_and(|(low, high)| low > high) {
                let length = start.len() - self.rest.len();
                return Err(format!(
                    "invalid character class range: `{}`",
                    &start[..length]
                ));
            }
        }
        Ok(())
    }

    /// One end of a range; the character, if it is written as itself.
    fn end(&mut self) -> Result<Option<char>, String> {
        let Some(c) = self.rest.chars().next().filter(|_| self.rest != "\\") else {
            return Err(format!("missing closing ]: `{}`", self.whole));
        };
        if c == '\\' {
            let (made, length) = single_escape(self.rest)?;
            self.made.push_str(&made);
            self.rest = &self.rest[length..];
            return Ok(None);
        }
        push_literal(&mut self.made, c);
        self.rest = &self.rest[c.len_utf8()..];
        Ok(Some(c))
    }
}
