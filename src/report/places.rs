//! From offsets to lines and columns.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;

use crate::source::{Hidden, LineIndex, Position, Source, SourceId, Span};

/// The sources of a report, each with its lines, which are found when first asked for.
#[derive(Debug)]
pub(super) struct Places<'r> {
    sources: BTreeMap<SourceId, Place<'r>>,
    /// What a finding is in whose source the report does not have: none may be lost for that.
    nowhere: Place<'r>,
}

/// One source and its lines.
#[derive(Debug)]
pub(super) struct Place<'r> {
    source: &'r Source,
    lines: OnceCell<LineIndex>,
    /// The place that was asked for last. Findings come in order, and a text may be one line of a megabyte.
    last: Cell<Mark>,
}

/// An offset and how far into its line it is, from 0.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    offset: u32,
    chars: u32,
    /// In UTF-16.
    units: u32,
}

/// A source without a name and a text.
static NOWHERE: Source = Source {
    id: SourceId(u32::MAX),
    path: String::new(),
    text: String::new(),
    hidden: Hidden::NONE,
};

impl<'r> Places<'r> {
    pub(super) fn new(sources: &'r BTreeMap<SourceId, Source>) -> Self {
        let place = |source| Place {
            source,
            lines: OnceCell::new(),
            last: Cell::default(),
        };
        Self {
            sources: sources
                .iter()
                .map(|(&id, source)| (id, place(source)))
                .collect(),
            nowhere: place(&NOWHERE),
        }
    }

    /// The source of that number.
    pub(super) fn of(&self, id: SourceId) -> &Place<'r> {
        self.sources.get(&id).unwrap_or(&self.nowhere)
    }
}

impl<'r> Place<'r> {
    pub(super) fn path(&self) -> &'r str {
        &self.source.path
    }

    pub(super) fn source(&self) -> &'r Source {
        self.source
    }

    pub(super) fn text(&self) -> &'r str {
        &self.source.text
    }

    pub(super) fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.text()))
    }

    /// Line and column of an offset.
    pub(super) fn position(&self, offset: u32) -> Position {
        let (line, mark) = self.mark(offset);
        Position {
            line,
            column: mark.chars + 1,
        }
    }

    /// The same, with the column in units of UTF-16.
    pub(super) fn position_in_utf16(&self, offset: u32) -> Position {
        let (line, mark) = self.mark(offset);
        Position {
            line,
            column: mark.units + 1,
        }
    }

    /// The line, from 1, and how far into it an offset is.
    fn mark(&self, offset: u32) -> (u32, Mark) {
        let line = self.lines().line(offset);
        let start = self.lines().start(line);
        let mut mark = self.last.get();
        if mark.offset < start || offset < mark.offset {
            mark = Mark {
                offset: start,
                ..Mark::default()
            };
        }
        for char in Span::new(mark.offset, offset).of(self.text()).chars() {
            mark.chars += 1;
            mark.units += char.len_utf16() as u32;
        }
        mark.offset = offset;
        self.last.set(mark);
        (line as u32 + 1, mark)
    }

    /// Line and column of both ends.
    pub(super) fn range(&self, span: Span) -> (Position, Position) {
        (self.position(span.start), self.position(span.end))
    }
}
