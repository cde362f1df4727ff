//! The lines of a source that a finding is about, as miette wants them.
//!
//! miette's own sources are searched from their first byte for every label. An excerpt knows its lines
//! from the source's line index, so a finding costs the same at the end of a large file as in a small
//! one. It is also where the text is made fit for a terminal: what would steer it is made visible, and of
//! a line that is too long only the part around the first place is shown.

use std::collections::BTreeSet;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::places::Place;
use super::words::{printable, visible};
use crate::diagnostic::Label;
use crate::source::Span;

const CUT: char = '…';

/// The lines that some labels of one source stand in.
#[derive(Debug)]
pub(super) struct Excerpt {
    path: String,
    lines: Vec<Line>,
    /// The lines as shown, each with a line break.
    text: String,
    /// The labels, in the order of the text.
    labels: Vec<LabeledSpan>,
    /// The first label: the place that gets the path, so that only one place of a finding has one.
    first: Option<SourceSpan>,
}

/// One line, or the part of it that is shown.
#[derive(Debug)]
struct Line {
    /// From 0.
    number: usize,
    /// The part of the source.
    part: Span,
    /// The column of that part, from 0.
    column: usize,
    /// Where that part stands in the excerpt's text.
    start: usize,
}

/// How much to show around the labels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// Lines before each label.
    pub(super) before: usize,
    /// Characters of a line.
    pub(super) width: usize,
}

impl Excerpt {
    /// The excerpt that shows `labels`, the most important first. Of a label that goes on over several
    /// lines the first line is marked.
    pub(super) fn new(place: &Place<'_>, labels: &[&Label], extent: Extent) -> Self {
        let line_of = |label: &Label| place.lines().line(label.span.start);
        let numbers: BTreeSet<usize> = labels
            .iter()
            .flat_map(|label| line_of(label).saturating_sub(extent.before)..=line_of(label))
            .collect();
        let mut excerpt = Self {
            path: printable(place.path()).into_owned(),
            lines: Vec::with_capacity(numbers.len()),
            text: String::new(),
            labels: Vec::with_capacity(labels.len()),
            first: None,
        };
        for number in numbers {
            let focus = labels.iter().find(|label| line_of(label) == number);
            excerpt.push(place, number, focus.map(|label| label.span.start), extent);
        }
        for (index, label) in labels.iter().enumerate() {
            let line = excerpt
                .lines
                .binary_search_by_key(&line_of(label), |line| line.number);
            if let Ok(at) = line {
                excerpt.mark(place.text(), at, label, index == 0);
            }
        }
        excerpt.labels.sort_by_key(LabeledSpan::offset);
        excerpt
    }

    pub(super) fn labels(&self) -> &[LabeledSpan] {
        &self.labels
    }

    fn push(&mut self, place: &Place<'_>, number: usize, focus: Option<u32>, extent: Extent) {
        let whole = line_span(place, number);
        let part = part(place.text(), whole, focus.unwrap_or(whole.start), extent);
        if part.start > whole.start {
            self.text.push(CUT);
        }
        let start = self.text.len();
        self.text
            .extend(part.of(place.text()).chars().map(shown_char));
        if part.end < whole.end {
            self.text.push(CUT);
        }
        self.text.push('\n');
        self.lines.push(Line {
            number,
            part,
            column: place.position(part.start).column as usize - 1,
            start,
        });
    }

    fn mark(&mut self, text: &str, at: usize, label: &Label, primary: bool) {
        let line = &self.lines[at];
        let shown = |offset: u32| {
            let offset = offset.clamp(line.part.start, line.part.end);
            let before = Span::new(line.part.start, offset).of(text);
            line.start
                + before
                    .chars()
                    .map(|char| shown_char(char).len_utf8())
                    .sum::<usize>()
        };
        let (start, end) = (shown(label.span.start), shown(label.span.end));
        let words = Some(printable(&label.message).into_owned()).filter(|words| !words.is_empty());
        let span = SourceSpan::new(start.into(), end.saturating_sub(start));
        self.labels.push(if primary {
            self.first = Some(span);
            LabeledSpan::new_primary_with_span(words, span)
        } else {
            LabeledSpan::new_with_span(words, span)
        });
    }

    fn line_at(&self, offset: usize) -> usize {
        // A cut's mark stands before the line's start.
        self.lines
            .partition_point(|line| line.start <= offset)
            .saturating_sub(1)
    }

    fn shown_start(&self, line: usize) -> usize {
        let before = self.text.get(..self.lines[line].start).unwrap_or("");
        before.rfind('\n').map_or(0, |at| at + 1)
    }
}

/// What stands for a character in an excerpt: one that takes a column can be pointed at.
fn shown_char(char: char) -> char {
    if char == '\t' { '→' } else { visible(char) }
}

/// A line without its break.
fn line_span(place: &Place<'_>, number: usize) -> Span {
    let lines = place.lines();
    let start = lines.start(number);
    let end = if number + 1 < lines.len() {
        lines.start(number + 1)
    } else {
        place.text().len() as u32
    };
    let line = Span::new(start, end).of(place.text());
    Span::new(
        start,
        start + line.trim_end_matches(['\r', '\n']).len() as u32,
    )
}

/// The part of a line to show: all of it, or what is around `focus`.
fn part(text: &str, whole: Span, focus: u32, extent: Extent) -> Span {
    let line = whole.of(text);
    if line.len() <= extent.width || line.chars().count() <= extent.width {
        return whole;
    }
    let focus = focus.clamp(whole.start, whole.end);
    let before = Span::new(whole.start, focus).of(text);
    let keep = before
        .char_indices()
        .rev()
        .take(extent.width / 3)
        .last()
        .map_or(before.len(), |(at, _)| at);
    let rest = &line[keep..];
    let end = rest
        .char_indices()
        .nth(extent.width)
        .map_or(rest.len(), |(at, _)| at);
    Span::new(whole.start + keep as u32, whole.start + (keep + end) as u32)
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        if self.lines.is_empty() {
            return Err(MietteError::OutOfBounds);
        }
        let own = self.line_at(span.offset());
        let (mut first, mut last) = (own, self.line_at(span.offset() + span.len()));
        let adjacent =
            |upper: usize, lower: usize| self.lines[upper].number + 1 == self.lines[lower].number;
        for _ in 0..before {
            if first > 0 && adjacent(first - 1, first) {
                first -= 1;
            }
        }
        for _ in 0..after {
            if last + 1 < self.lines.len() && adjacent(last, last + 1) {
                last += 1;
            }
        }
        let start = self.shown_start(first);
        let end = if last + 1 < self.lines.len() {
            self.shown_start(last + 1)
        } else {
            self.text.len()
        };
        let line = &self.lines[own];
        let ahead = self.text.get(line.start..span.offset()).unwrap_or("");
        let text = &self.text.as_bytes()[start..end];
        let shown = SourceSpan::new(start.into(), end - start);
        let (number, count) = (self.lines[first].number, last - first + 1);
        let column = line.column + ahead.chars().count();
        Ok(Box::new(if self.first == Some(*span) {
            let path = self.path.clone();
            MietteSpanContents::new_named(path, text, shown, number, column, count)
        } else {
            MietteSpanContents::new(text, shown, number, column, count)
        }))
    }
}
