//! Lists where a mapping is meant, and labels in one `matchLabels` too many.

use super::Misfit;
use crate::diagnostic::Edit;
use crate::mend::lines;
use crate::source::Span;
use crate::yaml::{Cursor, Kind, Style};

impl<'t> Misfit<'t> {
    /// A list of mappings as one mapping.
    pub(super) fn as_mapping(&self) -> Option<Vec<Edit>> {
        let items: Vec<Cursor<'t>> = self.value.items().collect();
        let are_own = |item: &Cursor<'_>| item.kind() == Kind::Mapping && item.used_at().is_none();
        if items.is_empty() || !items.iter().all(are_own) {
            return None;
        }
        let mut keys: Vec<_> = items
            .iter()
            .flat_map(Cursor::entries)
            .map(|entry| entry.key.as_key())
            .collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        if keys.len() < all {
            return None;
        }
        let is_flow = self.value.style() == Style::Flow;
        let mut edits = Vec::new();
        for item in &items {
            let Span { start, end } = item.span();
            if !is_flow {
                let text = self.value.tree().text();
                let before = text[..start as usize].trim_end();
                let dash = (before.len() as u32).checked_sub(1)?;
                if !before.ends_with('-') {
                    return None;
                }
                edits.push(self.edit(Span::new(dash, dash + 1), " "));
            }
            match (item.style(), is_flow) {
                (Style::Flow, true) => {
                    edits.push(self.edit(Span::new(start, start + 1), ""));
                    edits.push(self.edit(Span::new(end - 1, end), ""));
                }
                (Style::Flow, false) if item.entries().nth(1).is_none() => {
                    edits.push(self.edit(Span::new(start, start + 1), ""));
                    edits.push(self.edit(Span::new(end - 1, end), ""));
                }
                (Style::Flow, false) => return None,
                _ if is_flow => return None,
                _ => {}
            }
        }
        if is_flow {
            let Span { start, end } = self.value.span();
            edits.insert(0, self.edit(Span::new(start, start + 1), "{"));
            edits.push(self.edit(Span::new(end - 1, end), "}"));
        }
        Some(edits)
    }

    /// The labels that a `matchLabels` is around, where the labels themselves are asked for.
    pub(super) fn without_match_labels(&self) -> Option<Vec<Edit>> {
        let key = self.key.filter(|key| key.is_key("matchLabels"))?;
        let text = self.value.tree().text();
        let Span { start, end } = self.value.span();
        if self.value.style() == Style::Flow {
            return Some(vec![
                self.edit(Span::new(key.span().start, start + 1), ""),
                self.edit(Span::new(end - 1, end), ""),
            ]);
        }
        let first = self.value.entries().next()?.key.span().start;
        let more = lines::column(text, first).checked_sub(lines::column(text, key.span().start))?;
        let mut edits = vec![self.edit(
            Span::new(
                lines::start(text, key.span().start),
                lines::start(text, first),
            ),
            "",
        )];
        let mut at = lines::start(text, first);
        while at < end {
            if lines::indent(lines::line(text, at)) >= more {
                edits.push(self.edit(Span::new(at, at + more as u32), ""));
            }
            at = lines::end(text, at);
        }
        Some(edits)
    }
}
