//! Functions that keep parts of a text: each part stays where it comes from.

use super::call::{Answer, Call, characters, int, text, weight};
use super::print::list_of;
use crate::origin::Text;
use crate::template::{Refusal, Value};

/// The part of a text that a slice of its characters is, which must lie within.
pub(super) fn part(of: &Text, kept: &str) -> Text {
    let start = (kept.as_ptr() as usize).wrapping_sub(of.as_str().as_ptr() as usize);
    of.slice(start, start + kept.len())
}

fn keep(arguments: &[Value], at: usize, kept: impl Fn(&str) -> &str) -> Answer {
    let of = text(arguments, at)?;
    Ok(Value::Text(part(of, kept(of.as_str()))))
}

/// Go's idea of white space.
pub(super) fn is_space(c: char) -> bool {
    // Rust's adds nothing and leaves nothing out.
    c.is_whitespace()
}

/// `trim`
pub(super) fn trim(arguments: &[Value], _: &Call<'_>) -> Answer {
    keep(arguments, 0, |text| text.trim_matches(is_space))
}

/// `trimAll`: the characters to take away come first.
pub(super) fn trim_all(arguments: &[Value], _: &Call<'_>) -> Answer {
    let away = characters(arguments, 0)?;
    keep(arguments, 1, |text| text.trim_matches(|c| away.contains(c)))
}

/// `trimPrefix`
pub(super) fn trim_prefix(arguments: &[Value], _: &Call<'_>) -> Answer {
    let prefix = characters(arguments, 0)?;
    keep(arguments, 1, |text| {
        text.strip_prefix(prefix).unwrap_or(text)
    })
}

/// `trimSuffix`
pub(super) fn trim_suffix(arguments: &[Value], _: &Call<'_>) -> Answer {
    let suffix = characters(arguments, 0)?;
    keep(arguments, 1, |text| {
        text.strip_suffix(suffix).unwrap_or(text)
    })
}

/// `trunc`: so many bytes from the start, or with a negative number from the end. A character that would be cut is left out,
/// as half of it is no text.
pub(super) fn trunc(arguments: &[Value], _: &Call<'_>) -> Answer {
    let (count, of) = (int(arguments, 0)?, text(arguments, 1)?);
    let length = of.len() as i64;
    let (start, end) = match count {
        ..0 if length.saturating_add(count) > 0 => (length + count, length),
        0.. if length > count => (0, count),
        _ => (0, length),
    };
    Ok(Value::Text(bytes(of, start as usize, end as usize)))
}

/// `substr`
pub(super) fn substr(arguments: &[Value], _: &Call<'_>) -> Answer {
    let (start, end, of) = (int(arguments, 0)?, int(arguments, 1)?, text(arguments, 2)?);
    let length = of.len() as i64;
    let (from, to) = match (start, end) {
        (..0, end) => (0, end),
        (start, end) if end < 0 || end > length => (start, length),
        both => both,
    };
    if from > to || to > length || to < 0 {
        return Err(out_of_range(start, end, length));
    }
    Ok(Value::Text(bytes(of, from as usize, to as usize)))
}

/// What Go says when it slices a text where there is none.
fn out_of_range(start: i64, end: i64, length: i64) -> Refusal {
    let range = match (start, end) {
        (..0, end) if end > length || end < 0 => {
            return Refusal::Failed(if end < 0 {
                format!("runtime error: slice bounds out of range [:{end}]")
            } else {
                format!("runtime error: slice bounds out of range [:{end}] with length {length}")
            });
        }
        (start, end) if end < 0 || end > length => format!("[{start}:{length}]"),
        (start, end) => format!("[{start}:{end}]"),
    };
    Refusal::Failed(format!("runtime error: slice bounds out of range {range}"))
}

/// A part by its bytes, without the halves of characters at its ends.
pub(super) fn bytes(of: &Text, start: usize, end: usize) -> Text {
    let is_border = |&at: &usize| of.as_str().is_char_boundary(at);
    let start = (start..=end).find(is_border).unwrap_or(end);
    let end = (start..=end).rev().find(is_border).unwrap_or(start);
    of.slice(start, end)
}

/// The parts of a text between the places where a separator stands, at most so many; Go's `SplitN`.
pub(super) fn split_parts(of: &Text, separator: &str, most: Option<usize>) -> Vec<Text> {
    let most = most.unwrap_or(usize::MAX);
    let all = of.as_str();
    if most == 0 {
        return Vec::new();
    }
    if separator.is_empty() {
        let mut ends: Vec<usize> = all.char_indices().map(|(at, _)| at).collect();
        ends.truncate(most);
        ends.push(all.len());
        return ends
            .windows(2)
            .map(|ends| of.slice(ends[0], ends[1]))
            .collect();
    }
    all.splitn(most, separator)
        .map(|kept| part(of, kept))
        .collect()
}

/// `splitList`
pub(super) fn split_list(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (separator, of) = (characters(arguments, 0)?, text(arguments, 1)?);
    call.takes(of.len())?;
    let parts = split_parts(of, separator, None);
    call.works(parts.len())?;
    Ok(list_of(parts))
}

/// `repeat`
pub(super) fn repeat(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (count, of) = (int(arguments, 0)?, text(arguments, 1)?);
    let Ok(count) = usize::try_from(count) else {
        return Err(Refusal::from("strings: negative Repeat count"));
    };
    call.takes(weight(of).saturating_mul(count))?;
    call.works(count.saturating_mul(of.runs().len()))?;
    let mut all = Text::default();
    if !of.is_empty() {
        (0..count).for_each(|_| all.push(of));
    }
    Ok(Value::Text(all))
}

/// `nospace`
pub(super) fn nospace(arguments: &[Value], _: &Call<'_>) -> Answer {
    let of = text(arguments, 0)?;
    let mut kept = Text::default();
    for word in of.as_str().split(is_space) {
        kept.push(&part(of, word));
    }
    Ok(Value::Text(kept))
}
