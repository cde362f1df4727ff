//! Parts of texts, counted in characters.

use crate::cel::error::Error;

fn out_of_range(index: i64) -> Error {
    Error::failed(format!("index out of range: {index}"))
}

/// Where the character of that index begins, in bytes; the text's end behind the last.
fn place(text: &str, index: i64) -> Result<usize, Error> {
    let mut places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let index = usize::try_from(index).map_err(|_| out_of_range(index))?;
    places.nth(index).ok_or_else(|| out_of_range(index as i64))
}

/// How many characters a text has.
fn length(text: &str) -> i64 {
    text.chars().count() as i64
}

/// The character of that index; nothing at the end.
///
/// # Errors
///
/// The index is negative or behind the end.
pub(super) fn char_at(text: &str, index: i64) -> Result<&str, Error> {
    let rest = &text[place(text, index)?..];
    Ok(&rest[..rest.chars().next().map_or(0, char::len_utf8)])
}

/// The index of the first occurrence of a part from that index on; -1 if there is none.
///
/// # Errors
///
/// The index is negative.
pub(super) fn index_of(text: &str, part: &str, from: i64) -> Result<i64, Error> {
    if part.is_empty() {
        return Ok(from);
    }
    if from < 0 {
        return Err(out_of_range(from));
    }
    let Ok(start) = place(text, from) else {
        return Ok(-1);
    };
    let found = text[start..].find(part);
    Ok(found.map_or(-1, |at| from + length(&text[start..start + at])))
}

/// The index of the last occurrence of a part that begins at that index or before; -1 if there is none.
///
/// # Errors
///
/// The index is negative.
pub(super) fn last_index_of(text: &str, part: &str, from: Option<i64>) -> Result<i64, Error> {
    if part.is_empty() {
        return Ok(from.unwrap_or_else(|| length(text)));
    }
    let end = match from {
        None => text.len(),
        Some(from) if from < 0 => return Err(out_of_range(from)),
        // Behind the end nothing is looked for.
        Some(from) => match place(text, from) {
            Ok(start) if start < text.len() => text.len().min(start + part.len()),
            _ => return Ok(-1),
        },
    };
    let end = (0..=end).rev().find(|&end| text.is_char_boundary(end));
    let found = text[..end.unwrap_or_default()].rfind(part);
    Ok(found.map_or(-1, |at| length(&text[..at])))
}

/// The characters from one index up to another, or to the end.
///
/// # Errors
///
/// An index is out of range, or both are in the wrong order.
pub(super) fn substring(text: &str, start: i64, end: Option<i64>) -> Result<&str, Error> {
    if let Some(end) = end.filter(|&end| start > end) {
        return Err(Error::failed(format!(
            "invalid substring range. start: {start}, end: {end}"
        )));
    }
    let from = place(text, start)?;
    let to = end.map_or(Ok(text.len()), |end| place(text, end))?;
    Ok(&text[from..to])
}

/// A text in which the first so many occurrences of a part are replaced, all if that is negative; and how long it is.
pub(super) fn replace<'t>(
    text: &'t str,
    part: &'t str,
    by: &'t str,
    most: i64,
) -> (usize, impl FnOnce() -> String + use<'t>) {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let count = text.matches(part).take(most).count();
    let length = count.saturating_mul(by.len()).saturating_add(text.len());
    (length, move || text.replacen(part, by, count))
}

/// The parts between separators, at most so many; all if that is negative. An empty separator stands between characters.
pub(super) fn split<'t>(text: &'t str, separator: &str, most: i64) -> Vec<&'t str> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    if !separator.is_empty() {
        return text.splitn(most, separator).collect();
    }
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some(c) = rest.chars().next().filter(|_| parts.len() < most) {
        let is_last = parts.len() + 1 == most;
        let (part, behind) = rest.split_at(if is_last { rest.len() } else { c.len_utf8() });
        parts.push(part);
        rest = behind;
    }
    parts
}

/// A text as an expression would write it.
pub(super) fn quoted(text: &str) -> String {
    let mut made = String::with_capacity(text.len() + 2);
    made.push('"');
    for c in text.chars() {
        match c {
            '\x07' => made.push_str(r"\a"),
            '\x08' => made.push_str(r"\b"),
            '\x0c' => made.push_str(r"\f"),
            '\n' => made.push_str(r"\n"),
            '\r' => made.push_str(r"\r"),
            '\t' => made.push_str(r"\t"),
            '\x0b' => made.push_str(r"\v"),
            '\\' => made.push_str(r"\\"),
            '"' => made.push_str("\\\""),
            c => made.push(c),
        }
    }
    made.push('"');
    made
}
