//! What to take out of a text so that something is gone and nothing else has changed.

use crate::source::Span;
use crate::yaml::{Cursor, Entry, Style};

/// An annotation; with the last one `annotations` itself. `None` where that would change something else.
pub(super) fn annotation(owner: &Cursor<'_>, all: &Cursor<'_>, entry: &Entry<'_>) -> Option<Span> {
    if all.entries().nth(1).is_some() {
        return of_mapping(all, entry);
    }
    let metadata = owner.get("metadata")?;
    // Without any entry it would be null.
    metadata.entries().nth(1)?;
    let mut entries = metadata.entries();
    let whole = entries.find(|entry| entry.key.as_key() == "annotations")?;
    of_mapping(&metadata, &whole)
}

fn of_mapping(mapping: &Cursor<'_>, entry: &Entry<'_>) -> Option<Span> {
    let text = mapping.tree().text();
    let written = Span::new(entry.key.span().start, entry.value.span().end);
    // What has an anchor may be used elsewhere, and what comes through one is not written here.
    if entry.key.used_at().is_some() || written.of(text).contains(" &") {
        return None;
    }
    match mapping.style() {
        Style::Block => starts_line(text, written.start).then(|| lines(text, entry)),
        _ => Some(with_comma(text, written)),
    }
}

/// Whether only blanks stand before `at` on its line.
fn starts_line(text: &str, at: u32) -> bool {
    let before = text[..at as usize].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with('\n')
}

/// The lines of an entry that stands on lines of its own, with the last line break.
pub(super) fn lines(text: &str, entry: &Entry<'_>) -> Span {
    let start = entry.key.span().start as usize;
    let end = entry.value.span().end as usize;
    let start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    // The text of a block scalar ends with its last line.
    let end = if text[..end].ends_with('\n') {
        end
    } else {
        text[end..].find('\n').map_or(text.len(), |at| end + at + 1)
    };
    Span::new(start as u32, end as u32)
}

/// Something in a list with the comma behind it, and what stands up to the next if it has a line of its own; or
/// else with the comma before it.
pub(super) fn with_comma(text: &str, part: Span) -> Span {
    let behind = text[part.end as usize..].trim_start();
    if let Some(next) = behind.strip_prefix(',') {
        let next = if starts_line(text, part.start) {
            next.trim_start()
        } else {
            next.trim_start_matches([' ', '\t'])
        };
        return Span::new(part.start, (text.len() - next.len()) as u32);
    }
    let before = text[..part.start as usize].trim_end();
    match before.strip_suffix(',') {
        Some(before) => Span::new(before.len() as u32, part.end),
        None => part,
    }
}
