//! What in Go's regular expressions has a form of its own: escapes, names of classes, counts.

use super::go::{MOST_REPEATED, push_literal};

/// How long a `{2,3}` is, and whether its numbers fit; `None` if it is none, and so means itself.
pub(super) fn repetition(text: &str) -> Option<(usize, bool)> {
    let end = text.find('}')?;
    let inner = &text[1..end];
    let (low, high) = inner.split_once(',').unwrap_or((inner, inner));
    let is_number = |text: &str| {
        let is_decimal = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_decimal && (text.len() == 1 || !text.starts_with('0'))
    };
    if !is_number(low) || !(high.is_empty() || is_number(high)) {
        return None;
    }
    let value = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
    let (low, high) = (
        value(low),
        if high.is_empty() {
            MOST_REPEATED
        } else {
            value(high)
        },
    );
    Some((end + 1, low <= high && high <= MOST_REPEATED))
}

/// `[:alpha:]` at the start, by its name.
pub(super) fn posix(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix("[:")?;
    let end = inner.find(":]")?;
    Some((&inner[..end], end + 4))
}

pub(super) fn is_posix(name: &str) -> bool {
    matches!(
        name.strip_prefix('^').unwrap_or(name),
        "alnum"
            | "alpha"
            | "ascii"
            | "blank"
            | "cntrl"
            | "digit"
            | "graph"
            | "lower"
            | "print"
            | "punct"
            | "space"
            | "upper"
            | "word"
            | "xdigit"
    )
}

/// An escape that stands for a character or a class, within brackets too.
pub(super) fn single_escape(text: &str) -> Result<(String, usize), String> {
    let invalid = |length: usize| {
        let length = (0..=length.min(text.len()))
            .rev()
            .find(|&at| text.is_char_boundary(at));
        format!(
            "invalid escape sequence: `{}`",
            &text[..length.unwrap_or(0)]
        )
    };
    let Some(c) = text[1..].chars().next() else {
        return Err("trailing backslash at end of expression: ``".to_owned());
    };
    let made = match c {
        'd' => "[0-9]",
        'D' => "[^0-9]",
        's' => r"[\t\n\f\r ]",
        'S' => r"[^\t\n\f\r ]",
        'w' => "[0-9A-Za-z_]",
        'W' => "[^0-9A-Za-z_]",
        'a' => r"\x07",
        'f' => r"\x0C",
        't' => r"\x09",
        'n' => r"\x0A",
        'r' => r"\x0D",
        'v' => r"\x0B",
        'p' | 'P' => return unicode_class(text),
        'x' => return hexadecimal(text).ok_or_else(|| invalid(hexadecimal_length(text))),
        '0'..='7' => return octal(text).ok_or_else(|| invalid(2)),
        c if c.is_ascii() && !c.is_ascii_alphanumeric() => {
            let mut made = String::new();
            push_literal(&mut made, c);
            return Ok((made, 2));
        }
        c => return Err(invalid(1 + c.len_utf8())),
    };
    Ok((made.to_owned(), 2))
}

fn unicode_class(text: &str) -> Result<(String, usize), String> {
    let is_negated = text.starts_with(r"\P");
    let invalid = |length: usize| {
        format!(
            "invalid character class range: `{}`",
            &text[..length.min(text.len())]
        )
    };
    let rest = &text[2..];
    let (name, length) = match rest.strip_prefix('{') {
        Some(inner) => {
            let end = inner.find('}').ok_or_else(|| invalid(text.len()))?;
            (&inner[..end], end + 4)
        }
        None => {
            let length = rest.chars().next().map_or(0, char::len_utf8);
            (&rest[..length], 2 + length)
        }
    };
    let (is_negated, name) = match name.strip_prefix('^') {
        Some(name) => (!is_negated, name),
        None => (is_negated, name),
    };
    let made = format!(r"\{}{{{name}}}", if is_negated { 'P' } else { 'p' });
    if regex_syntax::parse(&made).is_err() {
        return Err(invalid(length));
    }
    Ok((made, length))
}

fn hexadecimal_length(text: &str) -> usize {
    match text[2..].strip_prefix('{') {
        Some(inner) => inner.find('}').map_or(text.len(), |end| end + 4),
        None => 4,
    }
}

fn hexadecimal(text: &str) -> Option<(String, usize)> {
    let rest = &text[2..];
    let (digits, length) = match rest.strip_prefix('{') {
        Some(inner) => {
            let end = inner.find('}')?;
            (&inner[..end], end + 4)
        }
        None => (rest.get(..2)?, 4),
    };
    let code = u32::from_str_radix(digits, 16)
        .ok()
        .filter(|_| !digits.starts_with('+'))?;
    char::from_u32(code)?;
    Some((format!("\\x{{{code:X}}}"), length))
}

/// Up to three digits. A digit alone, but for 0, would refer to a group, which there is no way to do.
fn octal(text: &str) -> Option<(String, usize)> {
    let digits = text[1..]
        .bytes()
        .take(3)
        .take_while(|byte| (b'0'..b'8').contains(byte))
        .count();
    if digits == 1 && !text[1..].starts_with('0') {
        return None;
    }
    let code = u32::from_str_radix(&text[1..=digits], 8).ok()?;
    Some((format!("\\x{{{code:X}}}"), digits + 1))
}
