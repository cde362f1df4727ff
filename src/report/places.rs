//! From offsets to lines and columns.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;

use crate::source::{LineIndex, Position, Source, SourceId, Span};

/// The sources of a report, each with its lines, which are found when first asked for.
#[derive(Debug)]
pub(super) struct Places<'r> {
    sources: BTreeMap<SourceId, Place<'r>>,
}

/// One source and its lines.
#[derive(Debug)]
pub(super) struct Place<'r> {
    source: &'r Source,
    lines: OnceCell<LineIndex>,
    /// An offset and its column. Findings come in order, and a text may be one line of a megabyte.
    last: Cell<(u32, u32)>,
}

impl<'r> Places<'r> {
    pub(super) fn new(sources: &'r BTreeMap<SourceId, Source>) -> Self {
        let place = |source| Place {
            source,
            lines: OnceCell::new(),
            last: Cell::new((0, 1)),
        };
        Self {
            sources: sources
                .iter()
                .map(|(&id, source)| (id, place(source)))
                .collect(),
        }
    }

    /// The source of that number; `None` if the report does not hold it.
    pub(super) fn get(&self, id: SourceId) -> Option<&Place<'r>> {
        self.sources.get(&id)
    }
}

impl<'r> Place<'r> {
    pub(super) fn path(&self) -> &'r str {
        &self.source.path
    }

    pub(super) fn text(&self) -> &'r str {
        &self.source.text
    }

    pub(super) fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.text()))
    }

    /// Line and column of an offset.
    pub(super) fn position(&self, offset: u32) -> Position {
        let line = self.lines().line(offset);
        let start = self.lines().start(line);
        let (from, column) = match self.last.get() {
            (at, column) if start <= at && at <= offset => (at, column),
            _ => (start, 1),
        };
        let between = Span::new(from, offset).of(self.text()).chars().count() as u32;
        let column = column + between;
        self.last.set((offset, column));
        Position {
            line: line as u32 + 1,
            column,
        }
    }

    /// Line and column of both ends.
    pub(super) fn range(&self, span: Span) -> (Position, Position) {
        (self.position(span.start), self.position(span.end))
    }
}
