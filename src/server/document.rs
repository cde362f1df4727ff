//! A text that is open in a client.

use serde::Deserialize;

use super::place::{Encoding, Lines, Range};
use crate::engine::Report;
use crate::source::Span;

/// From how many bytes on a text is checked only when it is saved.
pub(super) const LARGE: usize = 4 << 20;

/// A change of a text, as the protocol has it.
#[derive(Clone, Debug, Deserialize)]
pub struct Change {
    /// What it takes the place of; the whole text without it.
    pub range: Option<Range>,
    /// What is written there.
    pub text: String,
}

/// What a change did to places: those behind `old` have moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) version: i64,
    pub(super) old: Span,
    /// How many bytes stand there now.
    pub(super) new: u32,
}

impl Move {
    /// Where a span is afterwards; nowhere if what it is of was taken out.
    pub(super) fn of(self, span: Span) -> Option<Span> {
        let shifted = |at: u32| at - self.old.end + self.old.start + self.new;
        if span.end <= self.old.start {
            return Some(span);
        }
        if span.start >= self.old.end {
            return Some(Span::new(shifted(span.start), shifted(span.end)));
        }
        // What was written within it belongs to it.
        (span.contains(self.old) && span != self.old)
            .then(|| Span::new(span.start, shifted(span.end)))
    }
}

/// What was found in a text by itself.
#[derive(Debug)]
pub(super) struct Alone {
    pub(super) version: i64,
    pub(super) report: Report,
}

/// An open text.
#[derive(Debug)]
pub struct Document {
    /// As the client calls it.
    pub(super) uri: String,
    pub(super) version: i64,
    /// The version that stands for the file: a large text does only when it is saved.
    pub(super) stands: i64,
    text: String,
    /// What was changed since all was looked at.
    pub(super) moves: Vec<Move>,
    /// What was found in it since then.
    pub(super) alone: Option<Alone>,
}

/// How many changes are remembered: what all files together say of a text that changes so much is not told before they are
/// looked at again.
const MOST_MOVES: usize = 10_000;

impl Document {
    /// A text that was opened.
    #[must_use]
    pub fn new(uri: String, version: i64, text: String) -> Self {
        Self {
            uri,
            version,
            stands: version,
            text,
            moves: Vec::new(),
            alone: None,
        }
    }

    /// The text as it stands.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Makes changes, one after the other.
    pub fn change(&mut self, version: i64, changes: &[Change], encoding: Encoding) {
        self.version = version;
        for change in changes {
            let span = match change.range {
                Some(range) => Lines::of(&self.text, encoding).span(&self.text, range),
                None => Span::new(0, self.text.len() as u32),
            };
            // Places in a text are numbers of 32 bits.
            if self.text.len() - (span.end - span.start) as usize + change.text.len() >= 1 << 32 {
                continue;
            }
            self.text
                .replace_range(span.start as usize..span.end as usize, &change.text);
            if self.moves.len() < MOST_MOVES {
                self.moves.push(Move {
                    version,
                    old: span,
                    new: change.text.len() as u32,
                });
            }
        }
    }

    /// Whether it is checked only when it is saved.
    pub(super) fn is_large(&self) -> bool {
        self.text.len() > LARGE
    }

    /// Where a span is that stood in it at a version.
    pub(super) fn moved(&self, span: Span, since: i64) -> Option<Span> {
        if self.moves.len() >= MOST_MOVES {
            return None;
        }
        let mut later = self.moves.iter().filter(|moved| moved.version > since);
        later.try_fold(span, |span, moved| moved.of(span))
    }

    /// Forgets what happened up to a version, at which all was looked at.
    pub(super) fn settle(&mut self, version: i64) {
        self.moves.retain(|moved| moved.version > version);
        if self
            .alone
            .as_ref()
            .is_some_and(|alone| alone.version <= version)
        {
            self.alone = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::place::Point;

    #[test]
    fn changes_are_made_in_their_order_and_places_move_with_them() {
        let mut document = Document::new(String::new(), 1, "a: 1\r\nb: 2\n".to_owned());
        let point = |line, character| Point { line, character };
        let change = |start, end, text: &str| Change {
            range: Some(Range { start, end }),
            text: text.to_owned(),
        };
        let two = Span::new(9, 10);
        let changes = [
            change(point(0, 0), point(0, 0), "x: 0\n"),
            change(point(2, 1), point(2, 2), " :"),
        ];
        document.change(2, &changes, Encoding::Utf16);
        assert_eq!(document.text(), "x: 0\na: 1\r\nb : 2\n");
        let moved = document.moved(two, 1).unwrap();
        assert_eq!(moved.of(document.text()), "2");
        assert_eq!(document.moved(two, 2), Some(two));
        document.change(
            3,
            &[Change {
                range: None,
                text: "b".to_owned(),
            }],
            Encoding::Utf16,
        );
        assert_eq!((document.text(), document.moved(two, 1)), ("b", None));
        document.settle(3);
        assert!(document.moves.is_empty());
    }
}
