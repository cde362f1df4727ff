//! Places as the protocol counts them: lines from 0, and what stands before a place in its line, in units that client and
//! server agree on.

use serde::{Deserialize, Serialize};

use crate::source::{LineIndex, Span};

/// In what the characters of a line are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// What every client knows.
    #[default]
    Utf16,
}

impl Encoding {
    /// As the protocol calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
        }
    }

    fn width(self, c: char) -> u32 {
        let width = match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
        };
        width as u32
    }
}

/// A place between two characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Point {
    /// From 0.
    pub line: u32,
    /// How much of the line stands before it.
    pub character: u32,
}

/// From a place to another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// Where it starts.
    pub start: Point,
    /// Behind its last character.
    pub end: Point,
}

/// The lines of a text.
#[derive(Clone, Debug)]
pub struct Lines {
    index: LineIndex,
    encoding: Encoding,
}

impl Lines {
    /// Those of `text`.
    #[must_use]
    pub fn of(text: &str, encoding: Encoding) -> Self {
        Self {
            index: LineIndex::new(text),
            encoding,
        }
    }

    /// Where an offset in bytes is in the text that this was made of.
    #[must_use]
    pub fn point(&self, text: &str, offset: u32) -> Point {
        let offset = floor(text, offset as usize);
        let line = self.index.line(offset as u32);
        let before = &text[self.index.start(line) as usize..offset];
        let widths = before.chars().map(|c| self.encoding.width(c));
        Point {
            line: line as u32,
            character: match self.encoding {
                Encoding::Utf8 => before.len() as u32,
                Encoding::Utf16 => widths.sum(),
            },
        }
    }

    /// Where a span is.
    #[must_use]
    pub fn range(&self, text: &str, span: Span) -> Range {
        Range {
            start: self.point(text, span.start),
            end: self.point(text, span.end),
        }
    }

    /// The offset in bytes of a place; behind the end of a line it is that end, and behind the text the end of the text.
    #[must_use]
    pub fn offset(&self, text: &str, point: Point) -> u32 {
        let line = point.line as usize;
        if line >= self.index.len() {
            return text.len() as u32;
        }
        let start = self.index.start(line);
        let end = match line + 1 < self.index.len() {
            true => self.index.start(line + 1) as usize,
            false => text.len(),
        };
        let within = text[start as usize..end].trim_end_matches(['\r', '\n']);
        let mut before = 0;
        for (at, c) in within.char_indices() {
            before += self.encoding.width(c);
            if before > point.character {
                return start + at as u32;
            }
        }
        start + within.len() as u32
    }

    /// The bytes of a range. One that is written from its end to its start is meant the other way round.
    #[must_use]
    pub fn span(&self, text: &str, range: Range) -> Span {
        let (one, other) = (self.offset(text, range.start), self.offset(text, range.end));
        Span::new(one.min(other), one.max(other))
    }
}

/// The last boundary of characters at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    let boundary = (0..=offset).rev().find(|&at| text.is_char_boundary(at));
    boundary.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\r\nß😀x\rb\n\nend";

    #[test]
    fn places_are_counted_as_client_and_server_agreed() {
        for (encoding, x, behind) in [(Encoding::Utf8, 6, 7), (Encoding::Utf16, 3, 4)] {
            let lines = Lines::of(TEXT, encoding);
            let point = |line, character| Point { line, character };
            let at = TEXT.find('x').unwrap() as u32;
            assert_eq!(lines.point(TEXT, at), point(1, x));
            assert_eq!(lines.offset(TEXT, point(1, x)), at);
            // Behind the end of a line, and in the middle of a character.
            assert_eq!(lines.offset(TEXT, point(1, 99)), at + 1);
            assert_eq!(lines.point(TEXT, at + 1), point(1, behind));
            assert_eq!(lines.offset(TEXT, point(1, 2)), 5);
            assert_eq!(lines.offset(TEXT, point(0, 9)), 1);
            assert_eq!(lines.offset(TEXT, point(3, 9)), 13);
            assert_eq!(lines.offset(TEXT, point(9, 0)), TEXT.len() as u32);
            assert_eq!(lines.point(TEXT, u32::MAX), point(4, 3));
        }
    }

    #[test]
    fn every_place_leads_back() {
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let lines = Lines::of(TEXT, encoding);
            for (at, c) in TEXT.char_indices() {
                let there = lines.offset(TEXT, lines.point(TEXT, at as u32));
                // Within a line break is the end of its line.
                let within = c == '\n' && at > 0 && TEXT.as_bytes()[at - 1] == b'\r';
                assert_eq!(there as usize, if within { at - 1 } else { at });
            }
        }
    }
}
