//! What stands behind the name of a variable, as in a shell's parameter expansion: `${HOST:=example.com}`, `${HOST^^}`,
//! `${HOST#shop.}`.

use crate::origin::Text;

/// Where the default begins in what stands behind a name: `:=x`, `:-x`, `=x`, `-x`.
pub(super) fn default_of(operator: &str) -> Option<usize> {
    let rest = operator.strip_prefix(':').unwrap_or(operator);
    rest.starts_with(['=', '-'])
        .then(|| operator.len() - rest.len() + 1)
}

/// A value with what is done to it; `None` if that is not known here.
pub(super) fn changed(value: &Text, operator: &str) -> Option<Text> {
    let text = value.as_str();
    let behind = |twice: &str, once: &str| {
        let pattern = operator.strip_prefix(twice);
        pattern.or_else(|| operator.strip_prefix(once))
    };
    match operator {
        "" => return Some(value.clone()),
        "^^" => return Some(value.derive(&text.to_uppercase())),
        ",," => return Some(value.derive(&text.to_lowercase())),
        "^" => return with_first(value, str::to_uppercase),
        "," => return with_first(value, str::to_lowercase),
        _ => {}
    }
    if let Some(said) = operator.strip_prefix('/') {
        return replaced(value, said);
    }
    if let Some(pattern) = behind("##", "#") {
        let rest = text.strip_prefix(pattern).unwrap_or(text);
        return is_plain(pattern).then(|| value.slice(text.len() - rest.len(), text.len()));
    }
    if let Some(pattern) = behind("%%", "%") {
        let rest = text.strip_suffix(pattern).unwrap_or(text);
        return is_plain(pattern).then(|| value.slice(0, rest.len()));
    }
    part(value, operator.strip_prefix(':')?)
}

/// Whether a pattern stands for itself.
fn is_plain(pattern: &str) -> bool {
    !pattern.contains(['*', '?', '[', '$', '\\', '/'])
}

/// A value whose first letter is changed.
fn with_first(value: &Text, change: fn(&str) -> String) -> Option<Text> {
    let text = value.as_str();
    let first = text.chars().next()?;
    let (head, tail) = text.split_at(first.len_utf8());
    Some(value.derive(&[&*change(head), tail].concat()))
}

/// A value with a pattern replaced: `${HOST/./-}` once, `${HOST//./-}` everywhere.
fn replaced(value: &Text, said: &str) -> Option<Text> {
    let text = value.as_str();
    let everywhere = said.strip_prefix('/');
    let said = everywhere.unwrap_or(said);
    let (pattern, with) = said.split_once('/').unwrap_or((said, ""));
    let is_one = !pattern.is_empty() && is_plain(pattern) && !pattern.starts_with(['#', '%']);
    is_one.then(|| {
        value.derive(&match everywhere {
            Some(_) => text.replace(pattern, with),
            None => text.replacen(pattern, with, 1),
        })
    })
}

/// A part of a value: `${HOST:5}` from there on, `${HOST:0:4}` of that length.
fn part(value: &Text, range: &str) -> Option<Text> {
    let text = value.as_str();
    let (from, length) = match range.split_once(':') {
        Some((from, length)) => (from, length.parse().ok()?),
        None => (range, usize::MAX),
    };
    let from = from.parse::<usize>().ok()?.min(text.len());
    let to = from.saturating_add(length).min(text.len());
    let is_part = text.is_char_boundary(from) && text.is_char_boundary(to);
    is_part.then(|| value.slice(from, to))
}
