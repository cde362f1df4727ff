//! Functions that put texts together: each part stays where it comes from.

use super::call::{Answer, Call, any, characters, int, text, weight};
use super::print::{printed, printed_as_numbers, strings};
use super::trim::{is_space, part};
use crate::origin::Text;
use crate::template::format::quoted;
use crate::template::{Refusal, Value};

/// How far a text may be indented.
const MOST_SPACES: i64 = 10_000;

/// `indent`
pub(super) fn indent(arguments: &[Value], call: &Call<'_>) -> Answer {
    Ok(Value::Text(indented(arguments, call, "")?))
}

/// `nindent`
pub(super) fn nindent(arguments: &[Value], call: &Call<'_>) -> Answer {
    Ok(Value::Text(indented(arguments, call, "\n")?))
}

fn indented(arguments: &[Value], call: &Call<'_>, before: &str) -> Result<Text, Refusal> {
    let (spaces, of) = (int(arguments, 0)?, text(arguments, 1)?);
    if spaces < 0 {
        return Err(Refusal::from("strings: negative Repeat count"));
    }
    if spaces > MOST_SPACES {
        return Err(crate::template::Bound::Bytes.into());
    }
    let pad = " ".repeat(spaces as usize);
    call.takes(weight(of).saturating_add(pad.len()))?;
    let mut all = Text::made(before);
    let mut lines = of.as_str().split_inclusive('\n');
    all.push_str(&pad);
    let mut at = 0;
    for line in &mut lines {
        all.push_slice(of, at, at + line.len());
        at += line.len();
        if line.ends_with('\n') {
            call.takes(pad.len())?;
            all.push_str(&pad);
        }
    }
    Ok(all)
}

/// `replace`: what, by what, in what.
pub(super) fn replace(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (old, new, of) = (
        characters(arguments, 0)?,
        text(arguments, 1)?,
        text(arguments, 2)?,
    );
    call.takes(of.len())?;
    let mut all = Text::default();
    let mut at = 0;
    for (start, found) in of.as_str().match_indices(old) {
        call.takes_text(new)?;
        all.push_slice(of, at, start);
        all.push(new);
        at = start + found.len();
    }
    all.push_slice(of, at, of.len());
    Ok(Value::Text(all))
}

/// `join`
pub(super) fn join(arguments: &[Value], call: &Call<'_>) -> Answer {
    let separator = text(arguments, 0)?;
    let parts = strings(any(arguments, 1), call)?;
    joined(&parts, separator, call)
}

fn joined(parts: &[Text], separator: &Text, call: &Call<'_>) -> Answer {
    let mut all = Text::default();
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            all.push(separator);
        }
        call.takes(weight(part) + weight(separator))?;
        all.push(part);
    }
    Ok(Value::Text(all))
}

/// `cat`
pub(super) fn cat(arguments: &[Value], call: &Call<'_>) -> Answer {
    each(arguments, call, printed_as_numbers)
}

/// `quote`
pub(super) fn quote(arguments: &[Value], call: &Call<'_>) -> Answer {
    each(arguments, call, |value, call| {
        Ok(quoted(&printed(value, call)?))
    })
}

/// `squote`
pub(super) fn squote(arguments: &[Value], call: &Call<'_>) -> Answer {
    each(arguments, call, |value, call| {
        let mut all = Text::made("'");
        all.push(&printed_as_numbers(value, call)?);
        all.push_str("'");
        Ok(all)
    })
}

/// What is made of each argument that is not nil, with a space between.
fn each(
    arguments: &[Value],
    call: &Call<'_>,
    make: impl Fn(&Value, &Call<'_>) -> Result<Text, Refusal>,
) -> Answer {
    let there = arguments
        .iter()
        .filter(|value| !matches!(value, Value::Nil));
    let parts: Vec<Text> = there
        .map(|value| make(value, call))
        .collect::<Result<_, _>>()?;
    joined(&parts, &Text::made(" "), call)
}

/// `wrap`: words longer than the line stay whole.
pub(super) fn wrap(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (width, of) = (int(arguments, 0)?, text(arguments, 1)?);
    wrapped(of, width, &Text::made("\n"), false, call)
}

/// `wrapWith`: words longer than the line are cut.
pub(super) fn wrap_with(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (width, separator, of) = (int(arguments, 0)?, text(arguments, 1)?, text(arguments, 2)?);
    let newline = Text::made("\n");
    let separator = if separator.is_empty() {
        &newline
    } else {
        separator
    };
    wrapped(of, width, separator, true, call)
}

/// Go's goutils wraps by bytes; where a character would be cut, the line ends before it.
fn wrapped(of: &Text, width: i64, by: &Text, cuts: bool, call: &Call<'_>) -> Answer {
    let width = usize::try_from(width).unwrap_or(1).max(1);
    let all = of.as_str();
    let mut made = Text::default();
    let mut at = 0;
    while all.len() - at > width {
        call.takes(by.len())?;
        if all.as_bytes()[at] == b' ' {
            at += 1;
            continue;
        }
        let border = |at: usize| floor(all, at);
        let within = &all[at..border(at + width + 1).max(at)];
        let (end, next) = match within.rfind(' ') {
            Some(space) => (at + space, at + space + 1),
            None if cuts => {
                let end = border(at + width);
                let first = all[at..].chars().next().map_or(1, char::len_utf8);
                let end = if end > at { end } else { at + first };
                (end, end)
            }
            None => {
                let from = border(at + width);
                let Some(space) = all[from..].find(' ') else {
                    break;
                };
                (from + space, from + space + 1)
            }
        };
        made.push_slice(of, at, end);
        made.push(by);
        at = next;
    }
    made.push_slice(of, at, all.len());
    Ok(Value::Text(made))
}

/// The border between two characters at a byte, or the one before it.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// `initials`
pub(super) fn initials(arguments: &[Value], _: &Call<'_>) -> Answer {
    let of = text(arguments, 0)?;
    let mut all = Text::default();
    for word in of.as_str().split(is_space).filter(|word| !word.is_empty()) {
        let first = word.chars().next().map_or(0, char::len_utf8);
        all.push(&part(of, &word[..first]));
    }
    Ok(Value::Text(all))
}

/// `abbrev`
pub(super) fn abbrev(arguments: &[Value], _: &Call<'_>) -> Answer {
    let (width, of) = (int(arguments, 0)?, text(arguments, 1)?);
    if width < 4 {
        return Ok(Value::Text(of.clone()));
    }
    Ok(Value::Text(abbreviated(of, 0, width)))
}

/// `abbrevboth`
pub(super) fn abbrevboth(arguments: &[Value], _: &Call<'_>) -> Answer {
    let (left, right, of) = (int(arguments, 0)?, int(arguments, 1)?, text(arguments, 2)?);
    if right < 4 || left > 0 && right < 7 {
        return Ok(Value::Text(of.clone()));
    }
    Ok(Value::Text(abbreviated(of, left, right)))
}

fn abbreviated(of: &Text, offset: i64, width: i64) -> Text {
    let length = of.len() as i64;
    if length <= width {
        return of.clone();
    }
    let mut offset = offset.min(length);
    if length - offset < width - 3 {
        offset = length - (width - 3);
    }
    let cut = |start: i64, end: i64| super::trim::bytes(of, start.max(0) as usize, end as usize);
    if offset <= 4 {
        let mut all = cut(0, width - 3);
        all.push_str("...");
        return all;
    }
    if width < 7 {
        return Text::default();
    }
    let mut all = Text::made("...");
    if offset + width - 3 < length {
        all.push(&abbreviated(&cut(offset, length), 0, width - 3));
    } else {
        all.push(&cut(length - (width - 3), length));
    }
    all
}

fn asks(arguments: &[Value], is: impl Fn(&str, &str) -> bool) -> Answer {
    Ok(Value::bool(is(
        characters(arguments, 1)?,
        characters(arguments, 0)?,
    )))
}

/// `contains`
pub(super) fn contains(arguments: &[Value], _: &Call<'_>) -> Answer {
    asks(arguments, |text, part| text.contains(part))
}

/// `hasPrefix`
pub(super) fn has_prefix(arguments: &[Value], _: &Call<'_>) -> Answer {
    asks(arguments, |text, part| text.starts_with(part))
}

/// `hasSuffix`
pub(super) fn has_suffix(arguments: &[Value], _: &Call<'_>) -> Answer {
    asks(arguments, |text, part| text.ends_with(part))
}
