//! From a scalar as written to the text it stands for.

use std::borrow::Cow;

use crate::yaml::{Node, Style};

/// The text of a scalar that needs cooking; `indent` is a block scalar's.
pub(super) fn cook<'t>(text: &'t str, node: &Node, indent: usize) -> Cow<'t, str> {
    let raw = node.span.of(text);
    match node.style {
        Style::Literal | Style::Folded => Cow::Owned(block(text, node, indent)),
        Style::Single => Cow::Owned(fold(&raw[1..raw.len().saturating_sub(1).max(1)], b'\'')),
        Style::Double => Cow::Owned(fold(&raw[1..raw.len().saturating_sub(1).max(1)], b'"')),
        _ => Cow::Owned(fold(raw, 0)),
    }
}

/// Folds line breaks: one becomes a blank, more become one less; resolves the escapes of `quote`.
fn fold(raw: &str, quote: u8) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        match c {
            '\n' | '\r' | NEL | LS | PS => {
                while out.ends_with([' ', '\t']) && !out.ends_with(KEPT) {
                    out.pop();
                }
                rest = fold_breaks(rest, false, &mut out);
            }
            '\\' if quote == b'"' => rest = escape(rest, &mut out),
            '\'' if quote == b'\'' => {
                out.push('\'');
                rest = &rest[2.min(rest.len())..];
            }
            _ => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out.retain(|c| c != KEPT);
    out
}

/// Marks, while folding, that the blank before it was escaped and stays. No YAML text holds it.
const KEPT: char = '\u{FFFF}';

/// Line breaks of YAML 1.1 that are read as such within quotes; the last two stay as they are.
pub(super) const NEL: char = '\u{85}';
pub(super) const LS: char = '\u{2028}';
pub(super) const PS: char = '\u{2029}';

/// Folds the line breaks at the start of `rest`. Of `escaped` ones the first is gone already.
fn fold_breaks<'r>(rest: &'r str, escaped: bool, out: &mut String) -> &'r str {
    let mut at = rest;
    let (mut first, mut more) = (escaped.then_some('\\'), String::new());
    loop {
        at = at.trim_start_matches([' ', '\t']);
        let (c, after) = match at.chars().next() {
            Some('\r') => ('\n', at.strip_prefix("\r\n").unwrap_or(&at[1..])),
            Some('\n') => ('\n', &at[1..]),
            Some(NEL) => ('\n', &at[2..]),
            Some(c @ (LS | PS)) => (c, &at[3..]),
            _ => break,
        };
        at = after;
        match first {
            None => first = Some(c),
            Some(_) => more.push(c),
        }
    }
    match first {
        Some('\n') if more.is_empty() => out.push(' '),
        Some('\n' | '\\') | None => {}
        Some(kept) => out.push(kept),
    }
    out.push_str(&more);
    at
}

/// Resolves the escape at the start of `rest`.
fn escape<'r>(rest: &'r str, out: &mut String) -> &'r str {
    let mut chars = rest[1..].chars();
    let Some(c) = chars.next() else { return "" };
    let tail = chars.as_str();
    let plain = match c {
        '0' => '\0',
        'a' => '\x07',
        'b' => '\x08',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\x0B',
        'f' => '\x0C',
        'r' => '\r',
        'e' => '\x1B',
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => return hex(tail, 2, out),
        'u' => return hex(tail, 4, out),
        'U' => return hex(tail, 8, out),
        '\n' | NEL | LS | PS => return fold_breaks(tail, true, out),
        '\r' => return fold_breaks(tail.strip_prefix('\n').unwrap_or(tail), true, out),
        other => other,
    };
    out.push(plain);
    if plain == ' ' || plain == '\t' {
        out.push(KEPT);
    }
    tail
}

fn hex<'r>(tail: &'r str, digits: usize, out: &mut String) -> &'r str {
    let code = |text: &str| {
        text.get(..digits)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
    };
    let Some(high) = code(tail) else { return tail };
    let rest = &tail[digits..];
    // JSON writes characters beyond the basic plane as two halves.
    if (0xD800..0xDC00).contains(&high) {
        let low = rest
            .strip_prefix("\\u")
            .and_then(code)
            .filter(|low| (0xDC00..0xE000).contains(low));
        if let Some(low) = low {
            out.extend(char::from_u32(
                0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00),
            ));
            return &rest[6..];
        }
    }
    out.push(char::from_u32(high).unwrap_or('\u{FFFD}'));
    rest
}

/// A text with one kind of line break.
fn one_break(text: &str) -> Cow<'_, str> {
    match memchr::memchr(b'\r', text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        None => Cow::Borrowed(text),
    }
}

/// The text of a block scalar.
fn block(text: &str, node: &Node, indent: usize) -> String {
    let raw = one_break(node.span.of(text));
    let folded = node.style == Style::Folded;
    let (header, body) = raw.split_once('\n').unwrap_or((&raw, ""));
    let indicators = header.split('#').next().unwrap_or(header);
    let (strip, keep) = (indicators.contains('-'), indicators.contains('+'));
    let mut out = String::with_capacity(body.len());
    let (mut breaks, mut first, mut was_blank) = (0, true, false);
    for line in body.split('\n') {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let content = &line[spaces.min(indent)..];
        if content.is_empty() {
            breaks += 1;
            continue;
        }
        let blank = content.starts_with([' ', '\t']);
        let joins = folded && !first && !was_blank && !blank;
        match (joins, breaks) {
            (true, 0) => out.push(' '),
            (true, _) => (0..breaks).for_each(|_| out.push('\n')),
            (false, _) => (0..breaks + usize::from(!first)).for_each(|_| out.push('\n')),
        }
        out.push_str(content);
        (breaks, first, was_blank) = (0, false, blank);
    }
    // A last line without a break gets one, as kubectl reads its lines.
    if !strip && !first {
        out.push('\n');
    }
    if keep {
        let behind = &text[node.span.end as usize..];
        let breaks = &behind[behind.find(['\n', '\r']).unwrap_or(behind.len())..];
        let rest = breaks.trim_start_matches(['\n', '\r', ' ']);
        let blank = one_break(&breaks[..breaks.len() - rest.len()]);
        let open_line = rest.is_empty() && blank.ends_with(' ');
        let count = blank.matches('\n').count() + usize::from(open_line);
        (1..count).for_each(|_| out.push('\n'));
    }
    out
}

/// The bytes that base64 stands for, line breaks left out; `None` if it is none.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| {
        Some(match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        })
    };
    let bytes: Vec<u8> = text
        .bytes()
        .filter(|byte| !matches!(byte, b'\n' | b'\r'))
        .collect();
    let end = bytes
        .iter()
        .position(|&byte| byte == b'=')
        .unwrap_or(bytes.len());
    let padded = bytes[end..].iter().all(|&byte| byte == b'=') && bytes.len() - end <= 2;
    if !padded || !bytes.len().is_multiple_of(4) {
        return None;
    }
    let mut out = Vec::with_capacity(end * 3 / 4);
    for group in bytes[..end].chunks(4) {
        let mut bits = 0_u32;
        for place in 0..4 {
            bits = bits << 6 | u32::from(group.get(place).map_or(Some(0), |&byte| digit(byte))?);
        }
        out.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    Some(out)
}
