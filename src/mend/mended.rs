//! A text with fixes in it, and where each of its parts stood before.

use crate::diagnostic::{Diagnostic, Edit, Fix, Label};
use crate::source::Span;

/// A text with those of some fixes in it that go together.
#[derive(Debug)]
pub struct Mended {
    /// The whole text.
    pub text: String,
    /// For each of the fixes the places of its edits in the text; none if it is not in it.
    pub places: Vec<Option<Vec<Span>>>,
    /// All of the text, in order.
    pieces: Vec<Piece>,
}

/// A part of the text, and the part of the old one that it stands for.
#[derive(Clone, Copy, Debug)]
struct Piece {
    new: Span,
    old: Span,
    /// Whether both read alike.
    same: bool,
}

impl Mended {
    /// Puts as many fixes into a text as go together: of two that overlap or touch the first is taken.
    #[must_use]
    pub fn of(text: &str, fixes: &[&Fix]) -> Self {
        let mut order: Vec<usize> = (0..fixes.len()).collect();
        order.sort_by_key(|&at| {
            let first = fixes[at].edits.first();
            first.map(|edit| (edit.span.start, edit.span.end))
        });
        let mut writer = Writer {
            old: text,
            breaks: if text.contains("\r\n") { "\r\n" } else { "\n" },
            done: 0,
            mended: Self {
                text: String::with_capacity(text.len() + 64),
                places: vec![None; fixes.len()],
                pieces: Vec::new(),
            },
        };
        let mut touched = None;
        for at in order {
            if let Some(end) = fits(text, fixes[at], touched) {
                touched = Some(end);
                let places = fixes[at].edits.iter().map(|edit| writer.replace(edit));
                let places = places.collect();
                writer.mended.places[at] = Some(places);
            }
        }
        writer.keep(text.len() as u32);
        writer.mended
    }

    /// How many of the fixes are in it.
    #[must_use]
    pub fn applied(&self) -> usize {
        self.places.iter().flatten().count()
    }

    /// Where a part of the text stood before; for what was written anew what it replaces. None if that is nothing.
    #[must_use]
    pub fn back(&self, span: Span) -> Option<Span> {
        let first = self.piece(span.start, span.end == span.start);
        let last = self.piece(span.end.saturating_sub(1).max(span.start), false);
        let (first, last) = (first?, last.or(first)?);
        let start = match first.same {
            true => first.old.start + (span.start - first.new.start),
            false => first.old.start,
        };
        let end = match last.same {
            true => last.old.start + (span.end - last.new.start),
            false => last.old.end,
        };
        let anew = !first.same && !last.same && first.old == last.old;
        (start <= end && !(anew && start == end)).then(|| Span::new(start, end))
    }

    /// The piece that a byte is of; for a place between two bytes one that it touches.
    fn piece(&self, at: u32, between: bool) -> Option<Piece> {
        let behind = self.pieces.partition_point(|piece| piece.new.end <= at);
        let touching = self.pieces[..behind].last().filter(|_| between);
        let here = self.pieces.get(behind);
        let same = here.into_iter().chain(touching).find(|piece| piece.same);
        same.or(here).or(self.pieces.last()).copied()
    }

    /// A diagnostic of the text as one of the old text; none if its place was written anew. It keeps its fix if that
    /// changes only what stood there before, within lines: how lines are indented may be another matter there.
    #[must_use]
    pub fn told_before(&self, old: &str, mut found: Diagnostic) -> Option<Diagnostic> {
        found.primary.span = self.back(found.primary.span)?;
        let labels = std::mem::take(&mut found.labels).into_iter();
        let labels = labels.filter_map(|label| {
            let span = self.back(label.span)?;
            Some(Label { span, ..label })
        });
        found.labels = labels.collect();
        found.fix = found.fix.and_then(|mut fix| {
            let edits = std::mem::take(&mut fix.edits).into_iter();
            let edits = edits.map(|edit| self.edit_before(old, edit));
            fix.edits = edits.collect::<Option<_>>()?;
            let in_order = fix.edits.is_sorted_by_key(|edit| edit.span);
            in_order.then_some(fix)
        });
        Some(found)
    }

    fn edit_before(&self, old: &str, mut edit: Edit) -> Option<Edit> {
        edit.span = self
            .same_before(old, edit.span)
            .filter(|_| !edit.text.contains('\n'))?;
        let copies = std::mem::take(&mut edit.copies).into_iter();
        let copies = copies.filter_map(|(at, span)| Some((at, self.same_before(old, span)?)));
        edit.copies = copies.collect();
        Some(edit)
    }

    /// Where a part of a line stood before, if it read alike.
    fn same_before(&self, old: &str, span: Span) -> Option<Span> {
        let before = self.back(span)?;
        let is_same = before.of(old) == span.of(&self.text);
        (is_same && !before.of(old).contains('\n')).then_some(before)
    }
}

/// Whether all edits of a fix stand in the text, behind each other and behind what others have `touched`: then where
/// the last ends.
fn fits(text: &str, fix: &Fix, touched: Option<u32>) -> Option<u32> {
    let mut end = None;
    for edit in &fix.edits {
        let Span { start, end: last } = edit.span;
        let free = touched.is_none_or(|touched| start > touched);
        let behind = end.is_none_or(|end| start >= end);
        text.get(start as usize..last as usize)
            .filter(|_| free && behind)?;
        end = Some(last);
    }
    end
}

struct Writer<'t> {
    old: &'t str,
    /// How the lines of the text end.
    breaks: &'static str,
    /// How much of the old text is written.
    done: u32,
    mended: Mended,
}

impl Writer<'_> {
    /// Writes the old text on, up to `end`.
    fn keep(&mut self, end: u32) {
        self.write(
            Span::new(self.done, end).of(self.old),
            Span::new(self.done, end),
            true,
        );
        self.done = end;
    }

    /// -> where the new text stands.
    fn replace(&mut self, edit: &Edit) -> Span {
        self.keep(edit.span.start);
        let start = self.mended.text.len() as u32;
        let mut at = 0;
        for &(from, copied) in &edit.copies {
            let to = from + (copied.end - copied.start);
            self.anew(&edit.text[at as usize..from as usize], edit.span);
            self.write(&edit.text[from as usize..to as usize], copied, true);
            at = to;
        }
        self.anew(&edit.text[at as usize..], edit.span);
        self.done = edit.span.end;
        Span::new(start, self.mended.text.len() as u32)
    }

    fn anew(&mut self, text: &str, instead_of: Span) {
        self.write(&text.replace('\n', self.breaks), instead_of, false);
    }

    fn write(&mut self, text: &str, old: Span, same: bool) {
        let start = self.mended.text.len() as u32;
        self.mended.text += text;
        let new = Span::new(start, self.mended.text.len() as u32);
        if new.start < new.end {
            self.mended.pieces.push(Piece { new, old, same });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Mended;
    use crate::diagnostic::{Applicability, Edit, Fix};
    use crate::source::{SourceId, Span};

    fn fix(edits: &[(u32, u32, &str)]) -> Fix {
        let edit = |&(start, end, text): &(u32, u32, &str)| {
            Edit::new(SourceId(0), Span::new(start, end), text)
        };
        Fix {
            title: String::new(),
            applicability: Applicability::Safe,
            edits: edits.iter().map(edit).collect(),
        }
    }

    fn applied(text: &str, fixes: &[Fix]) -> (String, usize) {
        let mended = Mended::of(text, &fixes.iter().collect::<Vec<_>>());
        (mended.text.clone(), mended.applied())
    }

    #[test]
    fn fixes_that_overlap_or_touch_wait() {
        let fixes = [fix(&[(4, 5, "E")]), fix(&[(0, 1, "A"), (2, 3, "C")])];
        assert_eq!(applied("abcdef", &fixes), ("AbCdEf".to_owned(), 2));
        let touching = [
            fix(&[(0, 2, "x")]),
            fix(&[(2, 3, "y")]),
            fix(&[(3, 3, "z")]),
        ];
        assert_eq!(applied("abcdef", &touching), ("xczdef".to_owned(), 2));
        let across = [fix(&[(0, 1, "x"), (4, 5, "y")]), fix(&[(2, 3, "z")])];
        assert_eq!(applied("abcdef", &across), ("xbcdyf".to_owned(), 1));
        // Those of one fix may touch.
        let own = [fix(&[(0, 2, ""), (2, 2, "x"), (2, 3, "y")])];
        assert_eq!(applied("abcdef", &own), ("xydef".to_owned(), 1));
    }

    #[test]
    fn a_text_keeps_its_line_breaks_and_its_mark() {
        let added = [fix(&[(7, 7, "x: y\n")])];
        let (text, expected) = ("\u{feff}a:\r\nb: c\r\n", "\u{feff}a:\r\nx: y\r\nb: c\r\n");
        assert_eq!(applied(text, &added), (expected.to_owned(), 1));
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        assert_eq!(applied("名", &[fix(&[(1, 2, "x")])]).1, 0);
        assert_eq!(applied("ab", &[fix(&[(1, 5, "x")])]).1, 0);
    }

    #[test]
    fn places_lead_back() {
        // `cd` moves before `ab`, and `e` becomes `EEE`.
        let mut fixes = [
            fix(&[(0, 0, "<cd>"), (2, 4, "")]),
            fix(&[(5, 6, "EEE")]),
            fix(&[(8, 8, "+")]),
        ];
        fixes[0].edits[0].copies = vec![(1, Span::new(2, 4))];
        let text = "abcd.e.g";
        let mended = Mended::of(text, &fixes.iter().collect::<Vec<_>>());
        assert_eq!(mended.text, "<cd>ab.EEE.g+");
        let back = |part: &str| {
            let start = mended.text.find(part).unwrap() as u32;
            let span = mended.back(Span::new(start, start + part.len() as u32))?;
            Some(span.of(text))
        };
        for (part, before) in [
            ("d", "d"),
            ("cd", "cd"),
            ("ab", "ab"),
            ("EE", "e"),
            ("b.EEE.", "bcd.e."),
        ] {
            assert_eq!(back(part), Some(before), "{part}");
        }
        assert_eq!((back("+"), back("<")), (None, None));
        assert_eq!(
            mended.back(Span::new(10, 10)),
            Some(Span::new(6, 6)),
            "a place between two bytes"
        );
    }
}
