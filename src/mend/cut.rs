//! What to remove so that an item of a list or an entry of a mapping is gone, and no more: in block style whole
//! lines with the comments that belong to them, in flow style with one comma.

use super::lines;
use crate::source::Span;
use crate::yaml::{Cursor, Style};

/// The spans to remove from a list so that the items are gone of which `gone` is true. Where none is left the
/// list's key must go instead.
pub(crate) fn items(list: &Cursor<'_>, gone: impl Fn(usize) -> bool) -> Vec<Span> {
    let text = list.tree().text();
    let column = lines::column(text, list.span().start);
    let siblings = list.items().map(|item| {
        let Span { start, end } = lines::place(&item);
        let start = match list.style() {
            Style::Flow => start,
            _ => dash(text, start, column),
        };
        Span::new(start, end)
    });
    cut(list, &siblings.collect::<Vec<_>>(), gone)
}

/// The spans to remove from a mapping so that the entries are gone for whose keys `gone` is true.
pub(crate) fn entries(mapping: &Cursor<'_>, gone: impl Fn(&str) -> bool) -> Vec<Span> {
    let own = mapping
        .entries()
        .filter(|entry| entry.key.used_at().is_none());
    let (keys, siblings): (Vec<_>, Vec<_>) = own
        .map(|entry| {
            let end = lines::place(&entry.value).end.max(entry.key.span().end);
            let span = Span::new(entry.key.span().start, end);
            (entry.key.as_key(), span)
        })
        .unzip();
    cut(mapping, &siblings, |at| gone(&keys[at]))
}

/// The `-` of the item that starts at `from`: it stands in the column of its list, perhaps on a line above.
fn dash(text: &str, from: u32, column: usize) -> u32 {
    let mut at = lines::start(text, from);
    loop {
        let line = lines::line(text, at);
        if line.as_bytes().get(column) == Some(&b'-') || at == 0 {
            return at + column as u32;
        }
        at = lines::start(text, at - 1);
    }
}

fn cut(holder: &Cursor<'_>, siblings: &[Span], gone: impl Fn(usize) -> bool) -> Vec<Span> {
    let text = holder.tree().text();
    let of_run = |from: usize, to: usize| match siblings.get(to + 1) {
        Some(next) => Span::new(siblings[from].start, next.start),
        None if from > 0 => Span::new(siblings[from - 1].end, siblings[to].end),
        None => Span::new(siblings[from].start, siblings[to].end),
    };
    let mut spans = Vec::new();
    let mut at = 0;
    while at < siblings.len() {
        if !gone(at) {
            at += 1;
            continue;
        }
        let from = at;
        while at + 1 < siblings.len() && gone(at + 1) {
            at += 1;
        }
        let before = Span::new(
            lines::start(text, siblings[from].start),
            siblings[from].start,
        );
        let alone = before.of(text).trim().is_empty();
        if holder.style() == Style::Flow || !alone {
            spans.push(of_run(from, at));
        } else {
            let all = siblings[from..=at].iter();
            spans.extend(
                all.enumerate()
                    .map(|(i, span)| whole_lines(text, *span, from + i > 0)),
            );
        }
        at += 1;
    }
    spans
}

/// The lines of a thing in block style, with the comments above that stand in its column, those below that
/// stand deeper, and the blank lines that set it apart.
fn whole_lines(text: &str, span: Span, has_sibling_before: bool) -> Span {
    let column = lines::column(text, span.start);
    let mut start = lines::start(text, span.start);
    while let Some(above) = above(text, start) {
        let line = lines::line(text, above);
        let indent = lines::indent(line);
        let is_own = indent == column || !has_sibling_before && indent > column;
        if !lines::is_comment(line) || !is_own {
            break;
        }
        start = above;
    }
    let mut end = lines::behind(text, span.end, column);
    if has_sibling_before {
        while let Some(above) = above(text, start)
            && lines::line(text, above).trim().is_empty()
        {
            start = above;
        }
    } else {
        while (end as usize) < text.len() && lines::line(text, end).trim().is_empty() {
            end = lines::end(text, end);
        }
    }
    Span::new(start, end)
}

fn above(text: &str, line: u32) -> Option<u32> {
    Some(lines::start(text, line.checked_sub(1)?))
}
