//! Changes that move an entry of a mapping with all that belongs to it: its lines, indented as the new place asks, and
//! the comments above it.

use super::draft::{Draft, flow};
use super::{cut, lines};
use crate::diagnostic::Edit;
use crate::source::{SourceId, Span};
use crate::yaml::{Cursor, Entry, Kind, Style};

/// What is to be made around an entry in its new place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A key with a mapping behind it.
    Key(&'static str),
    /// The first item of a list.
    Item,
}

/// An entry that is to stand elsewhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moving<'n, 't> {
    /// The source of the text.
    pub(crate) source: SourceId,
    /// The mapping that it stands in.
    pub(crate) from: Cursor<'t>,
    /// It.
    pub(crate) entry: Entry<'t>,
    /// What its key is to be.
    pub(crate) name: &'n str,
}

/// Where it is to stand.
#[derive(Clone, Debug)]
pub(crate) struct Target<'t> {
    /// The mapping, or null behind a key.
    pub(crate) at: Cursor<'t>,
    /// The key before it.
    pub(crate) key: Option<Cursor<'t>>,
    /// What is to be made there around it.
    pub(crate) steps: Vec<Step>,
}

impl<'t> Moving<'_, 't> {
    /// The changes; none where they would take more than that: anchors, tags, other ways to write.
    pub(crate) fn to(&self, target: &Target<'t>) -> Option<Vec<Edit>> {
        let text = self.from.tree().text();
        let Entry { key, value } = self.entry;
        let written = Span::new(key.span().start, value.span().end.max(key.span().end));
        let is_plain = |cursor: &Cursor<'_>| cursor.used_at().is_none();
        let goes_by_name = [" &", " *", " !", "<<"]
            .iter()
            .any(|mark| written.of(text).contains(mark));
        let plain = [&key, &value, &self.from, &target.at]
            .into_iter()
            .all(is_plain);
        if goes_by_name || !plain {
            return None;
        }
        let mut edits = if self.from.id() == target.at.id() {
            self.in_place(&target.steps)?
        } else {
            self.elsewhere(target)?
        };
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let start = target.at.span().start;
        let is_free = edits
            .iter()
            .all(|edit| start < edit.span.start || edit.span.end < start);
        if !target.steps.is_empty() && is_free {
            // Of two that make the same one waits.
            edits.push(Edit::new(self.source, Span::new(start, start), ""));
            edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        }
        Some(edits)
    }

    /// The changes that put it in several places.
    pub(crate) fn each_to(&self, targets: &[Target<'t>]) -> Option<Vec<Edit>> {
        let changes = targets.iter().map(|target| self.to(target));
        let mut edits = changes.collect::<Option<Vec<_>>>()?.concat();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        // It is removed once, or replaced where one of the places is beside it.
        let written: Vec<Span> = edits
            .iter()
            .filter(|edit| !edit.text.is_empty())
            .map(|edit| edit.span)
            .collect();
        edits.retain(|edit| !edit.text.is_empty() || !written.contains(&edit.span));
        edits.dedup_by(|next, edit| next.span == edit.span && next.text.is_empty());
        let apart = |pair: &[Edit]| pair[0].span.end <= pair[1].span.start;
        edits.windows(2).all(apart).then_some(edits)
    }

    /// What stands around the entry is made where it is.
    fn in_place(&self, steps: &[Step]) -> Option<Vec<Edit>> {
        let text = self.from.tree().text();
        let key = self.entry.key.span();
        if self.from.style() == Style::Flow {
            let end = self.entry.value.span().end.max(key.end);
            let (open, close) = around(steps, self.is_quoted());
            return Some(vec![
                Edit::new(self.source, key, format!("{open}{}", self.key())),
                Edit::new(self.source, Span::new(end, end), close),
            ]);
        }
        let column = lines::column(text, key.start);
        let own = Span::new(key.start, self.end(column));
        let block = self.block(own, column, steps);
        Some(vec![block.instead_of(self.source, own)])
    }

    fn elsewhere(&self, target: &Target<'t>) -> Option<Vec<Edit>> {
        let text = self.from.tree().text();
        let own = self.entry.key.as_key();
        let gone = cut::entries(&self.from, |key| key == own);
        let [gone] = gone[..] else { return None };
        let is_alone = self.from.entries().nth(1).is_none();
        let starts_line = lines::start(text, gone.start) == gone.start;
        if is_alone && self.from.style() == Style::Block && !starts_line {
            return None;
        }
        let removed = Edit::new(self.source, gone, "");
        if target.at.kind() == Kind::Mapping && target.at.style() == Style::Flow {
            let inside = self.flow_place(target)?;
            return Some(vec![removed, inside]);
        }
        let (at, column) = self.block_place(target)?;
        let lines = if self.from.style() == Style::Block {
            Span::new(
                gone.start,
                self.end(lines::column(text, self.entry.key.span().start)),
            )
        } else {
            Span::new(self.entry.key.span().start, self.entry.value.span().end)
        };
        let block = self.block(lines, column, &target.steps);
        let mut written = Draft::default();
        if at > 0 && !text[..at as usize].ends_with('\n') {
            written.push("\n");
        }
        written.push(&" ".repeat(column));
        written.append(&block);
        if at == gone.start || at == gone.end {
            return Some(vec![written.instead_of(self.source, gone)]);
        }
        let inserted = written.instead_of(self.source, Span::new(at, at));
        (!gone.contains(Span::new(at, at))).then(|| vec![removed, inserted])
    }

    /// Where the lines of the entry end, in block style.
    fn end(&self, column: usize) -> u32 {
        let text = self.from.tree().text();
        let end = self.entry.value.span().end.max(self.entry.key.span().end);
        lines::behind(text, end, column)
    }

    /// At which byte lines are inserted at the end of a mapping in block style, and their column.
    fn block_place(&self, target: &Target<'t>) -> Option<(u32, usize)> {
        let text = self.from.tree().text();
        if target.at.kind() == Kind::Mapping {
            let last = target.at.entries().last()?;
            let first = target.at.entries().next()?;
            let column = lines::column(text, first.key.span().start);
            let end = last.value.span().end.max(last.key.span().end);
            return Some((lines::behind(text, end, column), column));
        }
        let key = target.key?;
        let column = lines::column(text, key.span().start);
        let is_bare = target.at.text().is_empty() && target.at.is_null();
        let behind = lines::behind(text, key.span().end + 1, column);
        is_bare.then_some((behind, column + 2))
    }

    /// The entry behind the others of a mapping in flow style.
    fn flow_place(&self, target: &Target<'t>) -> Option<Edit> {
        let value = flow(&self.entry.value)?;
        let (open, close) = around(&target.steps, self.is_quoted());
        let last = target.at.entries().last();
        let end = last.map_or(target.at.span().start + 1, |last| last.value.span().end);
        let mut draft = Draft::default();
        draft.push(if last.is_some() { ", " } else { "" });
        draft.push(&format!("{open}{}: ", self.key()));
        draft.append(&value);
        draft.push(&close);
        Some(draft.instead_of(self.source, Span::new(end, end)))
    }

    /// The key that it is to have, in quotes where it has them today.
    pub(crate) fn key(&self) -> String {
        if self.is_quoted() {
            format!("\"{}\"", self.name)
        } else {
            self.name.to_owned()
        }
    }

    fn is_quoted(&self) -> bool {
        self.entry.key.style() == Style::Double
    }

    /// The lines of the entry, `own` of the text, with what is to stand around them, in block style; the first without
    /// its indentation.
    fn block(&self, own: Span, column: usize, steps: &[Step]) -> Draft {
        let text = self.from.tree().text();
        let key = self.entry.key.span();
        let mut draft = Draft::default();
        let mut inside = column;
        for step in steps {
            match step {
                Step::Key(name) => {
                    inside += 2;
                    let key = if self.is_quoted() {
                        format!("\"{name}\"")
                    } else {
                        (*name).to_owned()
                    };
                    draft.push(&format!("{key}:\n{}", " ".repeat(inside)));
                }
                Step::Item => {
                    inside += 2;
                    draft.push("- ");
                }
            }
        }
        let was = lines::column(text, key.start);
        let mut at = own.start;
        let mut is_first = true;
        while at < own.end {
            let end = lines::end(text, at).min(own.end);
            let line = Span::new(at, end).of(text).trim_end_matches(['\n', '\r']);
            let blanks = lines::indent(line);
            let content = Span::new(at + blanks as u32, at + line.len() as u32);
            let indent = if at == key.start { was } else { blanks };
            at = end;
            if content.start == content.end {
                draft.push(if is_first { "" } else { "\n" });
                continue;
            }
            if !is_first {
                draft.push(&" ".repeat((indent + inside).saturating_sub(was)));
            }
            is_first = false;
            if content.contains(key) {
                draft.push(&self.key());
                draft.copy(text, Span::new(key.end, content.end));
            } else {
                draft.copy(text, content);
            }
            draft.push("\n");
        }
        draft
    }
}

/// What stands before an entry and behind it, in flow style, so that `steps` lead to it.
pub(crate) fn around(steps: &[Step], quoted: bool) -> (String, String) {
    let (mut open, mut close) = (String::new(), String::new());
    for (at, step) in steps.iter().enumerate() {
        match step {
            Step::Key(key) if quoted => open.push_str(&format!("\"{key}\": ")),
            Step::Key(key) => open.push_str(&format!("{key}: ")),
            Step::Item => {
                open.push('[');
                close.insert(0, ']');
            }
        }
        if steps.get(at + 1) != Some(&Step::Item) {
            open.push('{');
            close.insert(0, '}');
        }
    }
    (open, close)
}
