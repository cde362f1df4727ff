//! Where things stand: files, byte spans in them, and lines and columns for people.

use serde::{Deserialize, Serialize};

use std::borrow::Cow;

use memchr::memmem::Finder;

/// A half-open range of bytes in one source text. `u32` bounds a source to 4 GiB and keeps a node at
/// sixteen bytes.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl Span {
    /// All of any text.
    pub const WHOLE: Self = Self::new(0, u32::MAX);

    /// The span of `start..end`, in bytes.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The bytes of `text` that this span covers, or the empty string if it does not fit.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }

    /// Whether `other` lies wholly within this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// From how many bytes a text is searched faster than it takes to make ready for that. Most texts are shorter.
const SEARCHED: usize = 512;

/// Where a sign stands in a text, in bytes; also where one stands in another.
pub fn occurrences<'s, T: AsRef<[u8]> + ?Sized>(
    text: &'s T,
    sign: &'s str,
) -> impl Iterator<Item = usize> + use<'s, T> {
    let text = text.as_ref();
    let first = sign.as_bytes().first().copied().unwrap_or_default();
    let finder = (text.len() >= SEARCHED).then(|| Finder::new(sign));
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let at = match &finder {
            Some(finder) => finder.find(rest)?,
            None => memchr::memchr_iter(first, rest)
                .find(|&at| rest[at..].starts_with(sign.as_bytes()))?,
        };
        from += at + 1;
        Some(from - 1)
    })
}

/// The number of a source within one run, in the order in which sources were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// One file, or standard input, read as text.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The number of this source within the run.
    pub id: SourceId,
    /// The path as the user named it and as reports show it; `/` separates on every system.
    pub path: String,
    /// The whole text, valid UTF-8. Whoever quotes it asks [`Self::parts`].
    pub text: String,
    /// What of it nobody may show.
    pub hidden: Hidden,
}

/// What stands in reports for what nobody may show.
pub const MASK: &str = "***";

impl Source {
    /// The parts of `span`, in order, each with whether it may be shown.
    pub fn parts(&self, span: Span) -> impl Iterator<Item = (Span, bool)> + '_ {
        let mut at = span.start;
        let hidden = self.hidden.within(span).iter();
        let mut pending = None;
        let mut hidden = hidden
            .map(move |hidden| Span::new(hidden.start.max(span.start), hidden.end.min(span.end)));
        std::iter::from_fn(move || {
            if let Some(part) = pending.take() {
                return Some((part, false));
            }
            match hidden.next() {
                Some(part) if part.start > at => {
                    let before = Span::new(at, part.start);
                    (at, pending) = (part.end, Some(part));
                    Some((before, true))
                }
                Some(part) => {
                    at = part.end;
                    Some((part, false))
                }
                None if at < span.end => {
                    let rest = Span::new(at, span.end);
                    at = span.end;
                    Some((rest, true))
                }
                None => None,
            }
        })
    }

    /// The text of `span` as it may be shown.
    #[must_use]
    pub fn shown(&self, span: Span) -> Cow<'_, str> {
        if self.hidden.within(span).is_empty() {
            return Cow::Borrowed(span.of(&self.text));
        }
        let parts = self.parts(span);
        Cow::Owned(
            parts
                .map(|(part, shown)| if shown { part.of(&self.text) } else { MASK })
                .collect(),
        )
    }
}

/// The parts of a text that nobody may show, in order; none touches another, and none goes on over a line's end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    spans: Vec<Span>,
    /// What scalars among them mean, where that is not what stands there; by where they start.
    meant: Vec<(Span, String)>,
}

impl Hidden {
    /// Nothing is hidden.
    pub const NONE: Self = Self {
        spans: Vec::new(),
        meant: Vec::new(),
    };

    /// The parts of `text` that `spans` cover, without the blanks at both ends of a line. `meant` is what the text of
    /// some of them means.
    #[must_use]
    pub fn of(text: &str, mut spans: Vec<Span>, mut meant: Vec<(Span, String)>) -> Self {
        spans.sort_unstable();
        meant.sort_unstable();
        let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
        let mut done = 0;
        for span in spans {
            let span = Span::new(span.start.max(done), span.end);
            let mut at = span.start as usize;
            for line in span.of(text).split_inclusive(['\n', '\r']) {
                let start = at + line.len() - line.trim_start().len();
                let end = at + line.trim_end().len();
                if start < end {
                    apart.push(Span::new(start as u32, end as u32));
                }
                at += line.len();
            }
            done = done.max(span.end);
        }
        Self {
            spans: apart,
            meant,
        }
    }

    /// These, and other parts of the same text.
    #[must_use]
    pub fn and(self, text: &str, mut spans: Vec<Span>) -> Self {
        spans.extend(self.spans);
        Self::of(text, spans, self.meant)
    }

    /// Whether everything may be shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Those that have something of `span`.
    #[must_use]
    pub fn within(&self, span: Span) -> &[Span] {
        let first = self
            .spans
            .partition_point(|hidden| hidden.end <= span.start);
        let rest = &self.spans[first..];
        &rest[..rest.partition_point(|hidden| hidden.start < span.end)]
    }

    /// What those that start in `span` mean.
    #[must_use]
    pub fn meant(&self, span: Span) -> &[(Span, String)] {
        let first = self.meant.partition_point(|(at, _)| at.start < span.start);
        let rest = &self.meant[first..];
        &rest[..rest.partition_point(|(at, _)| at.start < span.end)]
    }
}

/// Line and column, both counted from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// What an error of the operating system means, without its number: `no such file or directory`.
#[must_use]
pub fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => return "no such file or directory".to_owned(),
        std::io::ErrorKind::PermissionDenied => return "permission denied".to_owned(),
        _ => {}
    }
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// Where each line of a text starts, so that an offset becomes a line by binary search.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many characters begin before each block of the text. Empty where every line fits into one.
    blocks: Vec<u32>,
}

/// The bytes in which characters are counted anew for every column.
const BLOCK: usize = 512;

impl LineIndex {
    /// Scans `text` once. A line ends with `\n`, `\r\n` or a lone `\r`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 24 + 1);
        starts.push(0);
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at as u32 + 1);
            }
        }
        let ends = starts.iter().skip(1).copied();
        let mut lines = starts.iter().zip(ends.chain([bytes.len() as u32]));
        let is_long = lines.any(|(start, end)| (end - start) as usize > BLOCK);
        let blocks = if is_long { blocks(bytes) } else { Vec::new() };
        Self { starts, blocks }
    }

    /// The line of `offset`, from 0.
    #[must_use]
    pub fn line(&self, offset: u32) -> usize {
        self.starts
            .partition_point(|&start| start <= offset)
            .saturating_sub(1)
    }

    /// The offset at which `line` (from 0) starts; past the last line, that of the last.
    #[must_use]
    pub fn start(&self, line: usize) -> u32 {
        self.starts[line.min(self.starts.len() - 1)]
    }

    /// How many lines there are, at least one.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: a text has at least one line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Line and column of `offset` in the `text` that this index was made of.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.line(offset);
        Position {
            line: line as u32 + 1,
            column: self.characters(text, self.starts[line], offset) + 1,
        }
    }

    /// How many characters are between two places of a line.
    fn characters(&self, text: &str, start: u32, end: u32) -> u32 {
        if (end - start) as usize <= BLOCK || self.blocks.is_empty() {
            return Span::new(start, end).of(text).chars().count() as u32;
        }
        let before = |offset: u32| {
            let offset = text.len().min(offset as usize);
            let block = offset / BLOCK;
            self.blocks[block] + characters(&text.as_bytes()[block * BLOCK..offset])
        };
        before(end) - before(start)
    }
}

fn blocks(text: &[u8]) -> Vec<u32> {
    let mut count = 0;
    let counted = text.chunks(BLOCK).map(|block| {
        count += characters(block);
        count
    });
    [0].into_iter().chain(counted).collect()
}

/// How many characters begin in a part of a text.
fn characters(part: &[u8]) -> u32 {
    part.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_not_shown_in_any_part() {
        let text = "a: one\nb:\n  two \n  three\nc: four".to_owned();
        let span = |from: &str, to: &str| {
            let at = |word: &str| text.find(word).unwrap() as u32;
            Span::new(at(from), at(to))
        };
        let spans = vec![span("two", "c:"), span("one", "\n"), span("three", "c:")];
        let source = Source {
            id: SourceId(0),
            path: String::new(),
            hidden: Hidden::of(&text, spans, Vec::new()),
            text: text.clone(),
        };
        let shown = |from, to| source.shown(span(from, to)).into_owned();
        assert_eq!(
            source.shown(Span::new(0, text.len() as u32)),
            "a: ***\nb:\n  *** \n  ***\nc: four"
        );
        assert_eq!(shown("ne", "b:"), "***\n");
        assert_eq!(shown("tw", "wo"), "***");
        assert_eq!(shown("c:", "our"), "c: f");
        assert_eq!(shown("c:", "c:"), "");
    }

    #[test]
    fn positions_count_characters_and_know_every_line_break() {
        let text = "a\nß: x\r\nc\rd";
        let index = LineIndex::new(text);
        let at = |needle: &str| index.position(text, text.find(needle).unwrap() as u32);
        assert_eq!(index.len(), 4);
        assert_eq!(at("x"), Position { line: 2, column: 4 });
        assert_eq!(at("c"), Position { line: 3, column: 1 });
        assert_eq!(at("d"), Position { line: 4, column: 1 });
    }

    #[test]
    fn columns_of_a_long_line_are_counted_from_the_block_that_they_are_in() {
        let text = format!("a: 1\n{}\nb", "ß–x".repeat(BLOCK));
        let index = LineIndex::new(&text);
        assert_eq!(index.blocks.len(), text.len().div_ceil(BLOCK) + 1);
        for (column, (at, _)) in text[5..].char_indices().enumerate().take(3 * BLOCK) {
            let position = index.position(&text, 5 + at as u32);
            assert_eq!((position.line, position.column), (2, column as u32 + 1));
        }
        assert_eq!(index.position(&text, text.len() as u32).line, 3);
        assert!(LineIndex::new("a: 1\nb: 2").blocks.is_empty());
    }
}
