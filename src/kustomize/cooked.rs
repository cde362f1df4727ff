//! Texts of scalars with the place of each part of them.

use crate::origin::Text;
use crate::source::Span;
use crate::yaml::{Cursor, Style};

use super::read::Source;

/// What a scalar stands for, each part that stands there so with its place.
pub(super) fn text_of(source: Source<'_>, cursor: &Cursor<'_>, cooked: &str) -> Text {
    let (span, raw) = (cursor.span(), cursor.text());
    let start = span.start as usize;
    let skipped = match cursor.style() {
        Style::Plain => 0,
        Style::Single | Style::Double => 1,
        // The first line says how the others are read.
        _ => raw.find('\n').map_or(raw.len(), |end| end + 1),
    };
    if raw.get(skipped..skipped + cooked.len()) == Some(cooked) {
        return match cooked.is_empty() {
            true => source.derived(cooked, span),
            false => source.taken(start + skipped, start + skipped + cooked.len()),
        };
    }
    let mut all = Text::default();
    let (mut from, mut at) = (0, skipped);
    while from < cooked.len() {
        let (rest, written) = (&cooked[from..], raw.get(at..).unwrap_or(""));
        let same = common(rest, written);
        if same > 0 {
            all.push(&source.taken(start + at, start + at + same));
            (from, at) = (from + same, at + same);
            continue;
        }
        let here = Span::new((start + at) as u32, span.end);
        let blank = written.len() - written.trim_start().len();
        let first = rest.chars().next().unwrap_or_default();
        if cursor.style() == Style::Double && written.starts_with('\\') {
            let length = escape(written);
            // A break behind a backslash stands for nothing.
            if !written[1..].starts_with(['\n', '\r']) {
                let escape = Span::new((start + at) as u32, (start + at + length) as u32);
                all.push(&source.derived(first.encode_utf8(&mut [0; 4]), escape));
                from += first.len_utf8();
            }
            at += length;
        } else if matches!(first, ' ' | '\n') && blank > 0 {
            // Lines are folded.
            let folded = rest.len() - rest.trim_start_matches(['\n', ' ']).len();
            let folded = folded.max(1);
            all.push(&source.derived(&rest[..folded], here));
            (from, at) = (from + folded, at + blank);
        } else if blank > 0 {
            at += blank;
        } else if cursor.style() == Style::Single && written.starts_with('\'') {
            at += 1;
        } else {
            all.push(&source.derived(rest, span));
            break;
        }
    }
    all
}

/// How many bytes both begin with, up to whole characters.
fn common(one: &str, other: &str) -> usize {
    let pairs = one.bytes().zip(other.bytes());
    let mut same = pairs.take_while(|(a, b)| a == b).count();
    while !one.is_char_boundary(same) || !other.is_char_boundary(same) {
        same -= 1;
    }
    same
}

/// How long the escape is that a text begins with.
fn escape(text: &str) -> usize {
    let behind = text[1..].chars().next();
    let length = match behind {
        Some('x') => 4,
        Some('u') => 6,
        Some('U') => 10,
        Some('\n' | '\r') => 1 + text[1..].len() - text[1..].trim_start().len(),
        Some(c) => 1 + c.len_utf8(),
        None => 1,
    };
    let mut length = length.min(text.len());
    while !text.is_char_boundary(length) {
        length += 1;
    }
    length
}
