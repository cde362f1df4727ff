//! The text of a template, and where its parts stand.

use super::tree::Extent;
use crate::origin::{Made, Origin, Place, Text};
use crate::source::Span;

/// A text that is parsed, by the name that errors give it.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) name: String,
    pub(super) text: Text,
}

impl Source {
    /// The characters of a part.
    pub(super) fn slice(&self, extent: Extent) -> &str {
        &self.text.as_str()[extent.start..extent.end]
    }

    /// The line of an offset, from 1, and its column in bytes, from 0, as Go counts.
    pub(super) fn line_and_column(&self, at: usize) -> (usize, usize) {
        let before = &self.text.as_str().as_bytes()[..at];
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        (line, at - start)
    }

    /// Where a part stands: as much of it as begins in one file, or what its first characters were made of; behind the end, where
    /// the text ends.
    pub(super) fn place(&self, extent: Extent) -> Option<Place> {
        let runs = self.text.runs();
        let first = runs.partition_point(|run| run.end <= extent.start);
        let first = first.min(runs.len().saturating_sub(1));
        let mut start = first.checked_sub(1).map_or(0, |at| runs[at].end);
        for run in &runs[first..] {
            if start > extent.start && start >= extent.end {
                break;
            }
            if let Some(origin) = run.origin {
                return Some(cut(origin, start, extent));
            }
            start = run.end;
        }
        None
    }
}

/// The place of a part that begins in a run, or before it; the run begins at `start`.
fn cut(origin: Origin, start: usize, extent: Extent) -> Place {
    if origin.made == Made::Derived {
        return origin.place;
    }
    let span = origin.place.span;
    let from = span.start + extent.start.saturating_sub(start) as u32;
    let to = span.start + extent.end.saturating_sub(start) as u32;
    let span = Span::new(from.min(span.end), to.min(span.end).max(from.min(span.end)));
    Place {
        span,
        ..origin.place
    }
}
