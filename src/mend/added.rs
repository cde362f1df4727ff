//! Changes that add an entry to a mapping.

use super::lines;
use crate::diagnostic::Edit;
use crate::source::{SourceId, Span};
use crate::yaml::{Cursor, Kind, Style};

/// The change that writes `line`, `key: value`, behind the entries of a mapping. None where the mapping is used
/// elsewhere too, or has quotes around its keys, which the line has not.
pub(crate) fn added(source: SourceId, mapping: &Cursor<'_>, line: &str) -> Option<Edit> {
    let is_own = mapping.kind() == Kind::Mapping && mapping.used_at().is_none();
    let last = mapping.entries().last().filter(|_| is_own);
    let Some(last) = last else {
        let inside = mapping.span().start + 1;
        let is_empty = is_own && mapping.style() == Style::Flow && !is_json(mapping);
        return is_empty.then(|| Edit::new(source, Span::new(inside, inside), line));
    };
    let end = last.value.span().end.max(last.key.span().end);
    if last.key.style() == Style::Double || last.value.used_at().is_some() {
        return None;
    }
    if mapping.style() == Style::Flow {
        return Some(Edit::new(source, Span::new(end, end), format!(", {line}")));
    }
    let text = mapping.tree().text();
    let column = lines::column(text, mapping.entries().next()?.key.span().start);
    let at = lines::behind(text, end.max(last.key.span().end + 1), column);
    let is_open = at > 0 && !text[..at as usize].ends_with('\n');
    let open = if is_open { "\n" } else { "" };
    let margin = " ".repeat(column);
    Some(Edit::new(
        source,
        Span::new(at, at),
        format!("{open}{margin}{line}\n"),
    ))
}

/// Whether the text has its keys in quotes, as JSON does.
fn is_json(cursor: &Cursor<'_>) -> bool {
    let tree = cursor.tree();
    let root = tree.documents().first().and_then(|first| tree.root(first));
    let first = root.and_then(|root| root.entries().next());
    first.is_some_and(|first| first.key.style() == Style::Double)
}
