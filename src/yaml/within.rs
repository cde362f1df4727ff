//! Where a part of what a scalar stands for is written: an expression is read without its quotes, escapes and indents, and what
//! is wrong in it is shown where a person would change it.

use super::tree::Style;
use super::{Cursor, Kind};
use crate::source::Span;

impl Cursor<'_> {
    /// Where a part of the text that a scalar stands for is written. `part` counts bytes in that text. What cannot be found,
    /// as in a scalar with a tag, is all of it.
    #[must_use]
    pub fn span_of(&self, part: Span) -> Span {
        self.written(part).unwrap_or_else(|| self.span())
    }

    fn written(&self, part: Span) -> Option<Span> {
        if self.kind() != Kind::Scalar || self.tag().is_some() {
            return None;
        }
        let (text, raw, base) = (self.cooked(), self.text(), self.span().start);
        let mut aligned = Aligned::of(raw, self.style());
        let (start, end) = (part.start as usize, part.end as usize);
        let mut first = None;
        for (at, c) in text.char_indices() {
            if at >= end && first.is_some() {
                break;
            }
            let (from, to) = aligned.next(c)?;
            if at >= start {
                let from = base + from as u32;
                first = Some((first.map_or(from, |(first, _)| first), base + to as u32));
            }
        }
        match first {
            Some((start, _)) if part.start == part.end => Some(Span::new(start, start)),
            Some((start, end)) => Some(Span::new(start, end)),
            // Behind its end, as what is missing there.
            None => {
                let end = base + aligned.end() as u32;
                Some(Span::new(end, end))
            }
        }
    }
}

/// A scalar as written, of which more and more is matched with what it stands for. But for white space and escapes, both have
/// the same characters.
struct Aligned<'t> {
    raw: &'t str,
    at: usize,
    style: Style,
}

impl<'t> Aligned<'t> {
    fn of(raw: &'t str, style: Style) -> Self {
        let at = match style {
            Style::Single | Style::Double => 1,
            Style::Literal | Style::Folded => raw.find(['\n', '\r']).unwrap_or(raw.len()),
            _ => 0,
        };
        Self { raw, at, style }
    }

    /// The bytes that stand for the next character; none if it is not found.
    fn next(&mut self, c: char) -> Option<(usize, usize)> {
        if c.is_whitespace() {
            return Some(self.blank(c));
        }
        self.skip_blanks();
        let start = self.at;
        let rest = &self.raw[start..];
        let length = match self.style {
            Style::Double if rest.starts_with('\\') => escape(rest),
            Style::Single if rest.starts_with("''") => 2,
            _ if rest.starts_with(c) => c.len_utf8(),
            _ => return None,
        };
        self.at = (start + length).min(self.raw.len());
        Some((start, self.at))
    }

    /// White space may be written as other white space, or not at all.
    fn blank(&mut self, c: char) -> (usize, usize) {
        let start = self.at;
        let rest = &self.raw[start..];
        let is_folded = |c: char| matches!(c, '\n' | '\r');
        if self.style == Style::Double && rest.starts_with('\\') {
            self.at = (start + escape(rest)).min(self.raw.len());
        } else if rest.starts_with(c) && !is_folded(c) {
            self.at += c.len_utf8();
        } else if rest.starts_with(is_folded) {
            self.skip_blanks();
        }
        (start, self.at)
    }

    /// Goes over indents, and line breaks that are escaped.
    fn skip_blanks(&mut self) {
        loop {
            let rest = &self.raw[self.at..];
            let blanks = rest.len() - rest.trim_start().len();
            self.at += blanks;
            let rest = &self.raw[self.at..];
            let is_break = rest.starts_with("\\\n") || rest.starts_with("\\\r");
            if self.style != Style::Double || !is_break {
                return;
            }
            self.at += 2;
        }
    }

    /// Where what was matched ends.
    fn end(&self) -> usize {
        self.at
    }
}

/// How long the escape is that a text begins with.
fn escape(text: &str) -> usize {
    match text.as_bytes().get(1) {
        Some(b'x') => 4,
        Some(b'u') => match text.get(6..8) {
            // Two halves of one character.
            Some("\\u") if text[2..].starts_with(['d', 'D']) => 12,
            _ => 6,
        },
        Some(b'U') => 10,
        Some(_) => 1 + text[1..].chars().next().map_or(0, char::len_utf8),
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use crate::source::Span;
    use crate::yaml::Tree;

    /// What is written for the first `what` in the value of `e`.
    fn written<'t>(yaml: &'t str, what: &str) -> &'t str {
        let tree = Tree::read(yaml);
        let root = tree.root(&tree.documents()[0]).unwrap();
        let value = root.get("e").unwrap();
        let text = value.as_str().unwrap();
        let start = text.find(what).unwrap() as u32;
        let part = Span::new(start, start + what.len() as u32);
        value.span_of(part).of(yaml)
    }

    #[test]
    fn a_part_is_found_in_every_style() {
        assert_eq!(written("e: a.b == c\n", "b"), "b");
        assert_eq!(written("e: 'a == ''b'' && c'\n", "c"), "c");
        assert_eq!(written("e: 'a == ''b'' && c'\n", "'b'"), "''b''");
        assert_eq!(written("e: \"a == \\\"b\\\" && c\"\n", "c"), "c");
        assert_eq!(written("e: \"a\\u0020\\\n   == c\"\n", "c"), "c");
        assert_eq!(written("e: |\n  a == b &&\n  c.d\n", "c.d"), "c.d");
        assert_eq!(written("e: >-\n  a == b &&\n\n  c.d\n", "c.d"), "c.d");
        assert_eq!(written("e: |2-\r\n    a ==\r\n    bc\r\n", "bc"), "bc");
        assert_eq!(written("e: a ==\n  b &&\n  cd\n", "cd"), "cd");
        assert_eq!(written("e: >\n  a\n  b\n", "a b"), "a\n  b");
    }

    #[test]
    fn what_is_behind_the_end_is_at_the_end() {
        let yaml = "e: a ==\n";
        let tree = Tree::read(yaml);
        let value = tree.root(&tree.documents()[0]).unwrap().get("e").unwrap();
        assert_eq!(value.span_of(Span::new(4, 4)), Span::new(7, 7));
    }
}
