//! What becomes of scalars on their way through JSON.

use std::borrow::Cow;

use super::write::{Emitter, Unwritable, Writer};
use crate::helm::numbers;
use crate::origin::Text;

impl Emitter {
    /// What is left of a text once it was written as JSON and read as YAML.
    pub(super) fn read_back<'t>(&self, text: &'t Text) -> Result<Cow<'t, Text>, Unwritable> {
        let says = text.as_str();
        let is_plain = says.is_ascii() && !says.contains('\u{7F}');
        if self.writer == Writer::Pretty || is_plain {
            return Ok(Cow::Borrowed(text));
        }
        let is_refused = |c: char| matches!(c, '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}');
        if says.contains(is_refused) {
            return Err(Unwritable::Refused);
        }
        Ok(match says.contains(NEXT_LINE) {
            true => Cow::Owned(text.derive(&folded(says))),
            false => Cow::Borrowed(text),
        })
    }

    /// A key of JSON must stand on one line for YAML, and not be too long.
    pub(super) fn key<'t>(&self, key: &'t Text) -> Result<Cow<'t, Text>, Unwritable> {
        let says = key.as_str();
        let is_read = says.chars().count() + 2 <= 1024 && !says.contains(NEXT_LINE);
        match is_read || self.writer == Writer::Pretty {
            true => self.read_back(key),
            false => Err(Unwritable::Refused),
        }
    }
}

/// A line break of YAML 1.1, which JSON does not escape.
const NEXT_LINE: char = '\u{85}';

/// A text whose line breaks are folded, as in quotes: one becomes a space, more become one less.
fn folded(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut lines = text
        .split(NEXT_LINE)
        .map(|line| line.trim_matches(' '))
        .peekable();
    let first = text.split(NEXT_LINE).next().unwrap_or_default();
    made.push_str(first.trim_end_matches(' '));
    lines.next();
    while let Some(line) = lines.next() {
        let mut breaks = 0;
        let mut line = line;
        while line.is_empty() && lines.peek().is_some() {
            breaks += 1;
            line = lines.next().unwrap_or_default();
        }
        made.push_str(&match breaks {
            0 => " ".to_owned(),
            breaks => "\n".repeat(breaks),
        });
        made.push_str(line);
    }
    // Spaces at the end of the last line stay, if they are not all of it.
    let last = text.rsplit(NEXT_LINE).next().unwrap_or_default();
    match last.trim_end_matches(' ') {
        "" => {}
        content => made.push_str(&last[content.len()..]),
    }
    made
}

/// A float as it is written.
pub(super) fn float(number: f64, writer: Writer) -> Result<String, Unwritable> {
    match writer {
        Writer::Pretty if number.is_nan() => Ok(".nan".to_owned()),
        Writer::Pretty if number.is_infinite() => {
            Ok(if number > 0.0 { ".inf" } else { "-.inf" }.to_owned())
        }
        Writer::Pretty => Ok(numbers::float(number)),
        Writer::Through if !number.is_finite() => Err(Unwritable::Refused),
        Writer::Through => Ok(through_json(number)),
    }
}

/// JSON writes a whole number without a point, which go-yaml reads as an integer if it has at most 64 bits.
fn through_json(number: f64) -> String {
    let says = number.to_string();
    let range = i128::from(i64::MIN)..=i128::from(u64::MAX);
    match says.parse() {
        // Nothing is left of the sign of `-0`.
        Ok(0) => "0".to_owned(),
        Ok(whole) if range.contains(&whole) => says,
        _ => numbers::float(number),
    }
}
