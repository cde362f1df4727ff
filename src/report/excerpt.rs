//! The lines of a source that a finding is about, as they are shown: what would steer a terminal or a CI server is made
//! visible, what is secret is masked, and of a line that is too long only the part around the first place is shown.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use super::calm::{calmed, cells};
use super::places::Place;
use crate::diagnostic::Label;
use crate::source::{MASK, Span};

const CUT: &str = "…";

/// One line, or the part of it that is shown, and the marks below.
#[derive(Debug)]
pub(super) struct Line {
    /// From 0.
    pub(super) number: usize,
    /// The text.
    pub(super) text: String,
    /// In the order of the text.
    pub(super) marks: Vec<Mark>,
}

/// A place in a line.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// The first column, from 0.
    pub(super) start: usize,
    /// The column behind the last; at least one more.
    pub(super) end: usize,
    /// What is said of it, if anything.
    pub(super) words: String,
    /// Whether it is what the finding is about.
    pub(super) is_primary: bool,
}

/// How much to show around the labels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// Lines before the first label.
    pub(super) before: usize,
    /// Columns of a line.
    pub(super) width: usize,
}

/// The lines that show `labels` of one source: that of the first, which is the most important, comes first, the others
/// in order. Of a label that goes on over several lines the first line is marked.
pub(super) fn lines(
    place: &Place<'_>,
    labels: &[&Label],
    primary: Option<&Label>,
    extent: Extent,
) -> Vec<Line> {
    let line_of = |label: &Label| place.lines().line(label.span.start);
    let mut of_line: BTreeMap<usize, Vec<&Label>> = BTreeMap::new();
    for label in labels {
        of_line.entry(line_of(label)).or_default().push(label);
    }
    let first = labels
        .first()
        .map(|label| line_of(label))
        .filter(|_| primary.is_some());
    let around = first.map(|first| first.saturating_sub(extent.before)..first);
    let around = around
        .into_iter()
        .flatten()
        .filter(|number| !of_line.contains_key(number));
    let around: Vec<usize> = around.collect();
    let own = first.into_iter();
    let others = of_line
        .keys()
        .copied()
        .filter(|&number| Some(number) != first);
    around
        .into_iter()
        .chain(own)
        .chain(others)
        .map(|number| {
            let here = of_line.get(&number).map_or(&[][..], Vec::as_slice);
            line(place, number, here, primary, extent)
        })
        .collect()
}

fn line(
    place: &Place<'_>,
    number: usize,
    labels: &[&Label],
    primary: Option<&Label>,
    extent: Extent,
) -> Line {
    let whole = line_span(place, number);
    let focus = labels.first().map_or(whole.start, |label| label.span.start);
    let part = part(place.text(), whole, focus, extent);
    let mut shown = Shown::default();
    if part.start > whole.start {
        shown.push(part.start, CUT);
    }
    for (piece, is_shown) in place.source().parts(part) {
        if is_shown {
            for (at, text) in cells(piece.of(place.text())) {
                shown.push(piece.start + at as u32, &text);
            }
        } else {
            shown.push(piece.start, MASK);
        }
    }
    if part.end < whole.end {
        shown.push(part.end, CUT);
    }
    let mark = |label: &&Label| {
        let start = match label.span.start {
            start if start >= part.end => shown.width,
            start => shown.column(start.max(part.start)),
        };
        let end = shown.end(label.span.end.min(part.end));
        Mark {
            start,
            end: end.max(start + 1),
            words: calmed(&label.message, "\\").into_owned(),
            is_primary: primary.is_some_and(|primary| std::ptr::eq(*label, primary)),
        }
    };
    let mut marks: Vec<Mark> = labels.iter().map(mark).collect();
    marks.sort_by_key(|mark| (mark.start, mark.end));
    Line {
        number,
        text: shown.text,
        marks,
    }
}

/// What is shown of a line, with the columns of what stands in it.
#[derive(Debug, Default)]
struct Shown {
    text: String,
    width: usize,
    /// Where something starts in the source, and its column.
    columns: Vec<(u32, usize)>,
}

impl Shown {
    fn push(&mut self, at: u32, text: &str) {
        self.columns.push((at, self.width));
        self.width += text.width();
        self.text.push_str(text);
    }

    /// The column in which what holds an offset starts.
    fn column(&self, offset: u32) -> usize {
        let behind = self.columns.partition_point(|&(at, _)| at <= offset);
        let last = behind
            .checked_sub(1)
            .and_then(|last| self.columns.get(last));
        last.map_or(0, |&(_, column)| column)
    }

    /// The column behind what ends at an offset.
    fn end(&self, offset: u32) -> usize {
        let next = self.columns.partition_point(|&(at, _)| at < offset);
        self.columns
            .get(next)
            .map_or(self.width, |&(_, column)| column)
    }
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
    if line.len() <= extent.width || line.chars().nth(extent.width).is_none() {
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
