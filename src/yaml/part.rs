//! Where a part of a scalar's text stands as it is written.

use crate::source::Span;
use crate::yaml::{Cursor, Style};

impl Cursor<'_> {
    /// Where the bytes `start..end` of the text that this scalar stands for are written. Blanks are not told apart: what
    /// begins or ends in them begins or ends at what is not blank beside them.
    #[must_use]
    pub fn part(&self, start: usize, end: usize) -> Span {
        let value = self.cooked();
        let solid = |at: usize| {
            let before = value.get(..at).unwrap_or(&value);
            before.chars().filter(|c| !c.is_whitespace()).count()
        };
        let (first, last) = (solid(start), solid(end).max(solid(start) + 1));
        let whole = self.span();
        let (mut from, mut to) = (None, None);
        for (count, (at, length)) in self.solids().enumerate() {
            if count == first {
                from = Some(at);
            }
            if count + 1 == last {
                to = Some(at + length);
                break;
            }
        }
        let inner = self.inner();
        let offset = |at: usize| whole.start + u32::try_from(inner + at).unwrap_or(0);
        match (from, to) {
            (Some(from), Some(to)) => Span::new(offset(from), offset(to)),
            (Some(from), None) => Span::new(offset(from), whole.end),
            // Behind the end, as what is missing there: the last character.
            (None, _) => match self.solids().last() {
                Some((at, length)) => Span::new(offset(at), offset(at + length)),
                None => whole,
            },
        }
    }

    /// How many bytes stand before the text: a quote, or the head of a block.
    fn inner(&self) -> usize {
        match self.style() {
            Style::Single | Style::Double => 1,
            Style::Literal | Style::Folded => {
                let head = self.text().find(['\n', '\r']);
                head.unwrap_or(self.text().len())
            }
            _ => 0,
        }
    }

    /// The characters that are not blank, each with how it is written: where, from what [`Self::inner`] gives on, and in
    /// how many bytes.
    fn solids(&self) -> impl Iterator<Item = (usize, usize)> {
        let inner = self.inner();
        let end = match self.style() {
            Style::Single | Style::Double => self.text().len().saturating_sub(1).max(inner),
            _ => self.text().len(),
        };
        let (text, style) = (&self.text()[inner..end], self.style());
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let rest = &text[at..];
                let first = rest.chars().next()?;
                let (length, is_blank) = match (style, first) {
                    (Style::Double, '\\') => escape(rest),
                    (Style::Single, '\'') => (rest.len().min(2), false),
                    _ => (first.len_utf8(), first.is_whitespace()),
                };
                at += length;
                if !is_blank {
                    return Some((at - length, length));
                }
            }
        })
    }
}

/// How long the escape is that a text begins with, and whether it stands for a blank.
fn escape(text: &str) -> (usize, bool) {
    let Some(second) = text.chars().nth(1) else {
        return (text.len(), false);
    };
    let digits = match second {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    let hex = text.get(2..2 + digits).unwrap_or_default();
    let char = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
    let is_blank = match digits {
        0 => second.is_whitespace() || "tnvfrNLP_".contains(second),
        _ => char.is_some_and(char::is_whitespace),
    };
    (1 + second.len_utf8() + hex.len(), is_blank)
}

#[cfg(test)]
mod tests {
    use crate::yaml::Tree;

    /// What is written for the part of the first value in which `part` is.
    fn written(text: &str, part: &str) -> String {
        let tree = Tree::read(text);
        let root = tree.root(&tree.documents()[0]).unwrap();
        let value = root.entries().next().unwrap().value;
        let start = value.as_str().unwrap().find(part).unwrap();
        value.part(start, start + part.len()).of(text).to_owned()
    }

    #[test]
    fn a_part_is_found_in_every_style() {
        for text in [
            "a: self.x == 'b'",
            "a: \"self.x == 'b'\"",
            "a: 'self.x == ''b'''",
            "a: |\n  true &&\n    self.x == 'b'",
            "a: >-  # why\r\n  self.x ==\r\n  'b'\r\n",
            "a: self.x ==\n  'b'",
            "a: \"\\n\\tself.x ==\\\n  \\u0020'b'\"",
        ] {
            assert_eq!(written(text, "self.x"), "self.x", "{text}");
        }
        assert_eq!(written("a: 'x == ''b'''", "'b'"), "''b''");
        assert_eq!(written(r#"a: "x == \"\u00e9\" || y""#, "é"), "\\u00e9");
        assert_eq!(
            written(
                "a: |2\n   x ==\n    y\n",
                "x == y".split(' ').next().unwrap()
            ),
            "x"
        );
        assert_eq!(written("a: >\n  x ==\n  y\n", "== y"), "==\n  y");
    }

    #[test]
    fn what_is_behind_the_end_is_its_last_character() {
        let text = "a: self.x ==   \nb: c";
        let tree = Tree::read(text);
        let value = tree.root(&tree.documents()[0]).unwrap().get("a").unwrap();
        assert_eq!(value.part(9, 9).of(text), "=");
        assert_eq!(value.part(0, 0).of(text), "s");
        assert_eq!(value.part(5, 400).of(text), "x ==");
    }
}
