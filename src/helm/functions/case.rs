//! Functions that write letters otherwise. What they leave alone stays where it comes from.

use super::call::{Answer, Call, characters, int, text};
use super::trim::is_space;
use crate::origin::Text;
use crate::template::Value;

/// Go's `unicode.ToUpper`: always one character.
pub(super) fn upper_of(c: char) -> char {
    single(c.to_uppercase(), c)
}

/// Go's `unicode.ToLower`.
pub(super) fn lower_of(c: char) -> char {
    match c {
        '\u{130}' => 'i',
        c => single(c.to_lowercase(), c),
    }
}

fn single(mut cased: impl Iterator<Item = char>, or: char) -> char {
    match (cased.next(), cased.next()) {
        (Some(one), None) => one,
        _ => or,
    }
}

/// A text with each character as `cased` says.
fn mapped(of: &Text, mut cased: impl FnMut(char) -> char) -> Text {
    let mut all = Text::default();
    let mut at = 0;
    for (start, c) in of.as_str().char_indices() {
        let new = cased(c);
        if new != c {
            let end = start + c.len_utf8();
            all.push_slice(of, at, start);
            let mut bytes = [0; 4];
            all.push(&of.slice(start, end).derive(new.encode_utf8(&mut bytes)));
            at = end;
        }
    }
    all.push_slice(of, at, of.len());
    all
}

fn recase(arguments: &[Value], call: &Call<'_>, cased: impl FnMut(char) -> char) -> Answer {
    let of = text(arguments, 0)?;
    call.takes(of.len())?;
    Ok(Value::Text(mapped(of, cased)))
}

/// `upper`
pub(super) fn upper(arguments: &[Value], call: &Call<'_>) -> Answer {
    recase(arguments, call, upper_of)
}

/// `lower`
pub(super) fn lower(arguments: &[Value], call: &Call<'_>) -> Answer {
    recase(arguments, call, lower_of)
}

/// `title`: a capital wherever no letter, digit or underscore stands before.
pub(super) fn title(arguments: &[Value], call: &Call<'_>) -> Answer {
    let mut before = ' ';
    recase(arguments, call, |c| {
        let starts = separates(before);
        before = c;
        if starts { upper_of(c) } else { c }
    })
}

fn separates(c: char) -> bool {
    if c.is_ascii() {
        return !(c.is_ascii_alphanumeric() || c == '_');
    }
    !c.is_alphanumeric() && is_space(c)
}

/// `untitle`: each word with a small first letter.
pub(super) fn untitle(arguments: &[Value], call: &Call<'_>) -> Answer {
    let mut starts = true;
    recase(arguments, call, |c| {
        let is_first = starts && !is_space(c);
        starts = is_space(c);
        if is_first { lower_of(c) } else { c }
    })
}

/// `swapcase`: small letters at the start of a word become those of a title.
pub(super) fn swapcase(arguments: &[Value], call: &Call<'_>) -> Answer {
    recase(arguments, call, |c| match c {
        c if c.is_uppercase() => lower_of(c),
        c if c.is_lowercase() => upper_of(c),
        c => c,
    })
}

/// `plural`
pub(super) fn plural(arguments: &[Value], _: &Call<'_>) -> Answer {
    let (one, many) = (text(arguments, 0)?, text(arguments, 1)?);
    let is_one = int(arguments, 2)? == 1;
    Ok(Value::Text(if is_one { one } else { many }.clone()))
}

/// `camelcase`: words that spaces, dashes and underscores part, each with a capital.
pub(super) fn camelcase(arguments: &[Value], call: &Call<'_>) -> Answer {
    let of = text(arguments, 0)?;
    call.takes(of.len())?;
    Ok(Value::Text(remade(of, &pascal(of.as_str()))))
}

/// A text that was made anew of another; the same if nothing changed.
fn remade(of: &Text, made: &str) -> Text {
    if of.as_str() == made {
        of.clone()
    } else {
        of.derive(made)
    }
}

fn is_connector(c: char) -> bool {
    c == '-' || c == '_' || is_space(c)
}

fn pascal(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut chars = text.chars();
    // What connects nothing stays.
    let first = chars.find(|&c| {
        let connects = is_connector(c);
        if connects {
            made.push(c);
        }
        !connects
    });
    let Some(mut last) = first else {
        // xstrings writes the last of them twice.
        made.extend(text.chars().next_back());
        return made;
    };
    let mut was_upper = last.is_uppercase();
    last = upper_of(last);
    for c in chars {
        let before = last;
        last = c;
        if is_connector(c) && is_connector(before) {
            made.push(before);
            continue;
        }
        if is_connector(before) {
            was_upper = c.is_uppercase();
            last = upper_of(c);
            continue;
        }
        if was_upper {
            if c.is_uppercase() {
                last = lower_of(c);
            } else {
                was_upper = false;
            }
        }
        made.push(before);
    }
    made.push(last);
    made
}

/// `snakecase`
pub(super) fn snakecase(arguments: &[Value], call: &Call<'_>) -> Answer {
    connected(arguments, call, '_')
}

/// `kebabcase`
pub(super) fn kebabcase(arguments: &[Value], call: &Call<'_>) -> Answer {
    connected(arguments, call, '-')
}

fn connected(arguments: &[Value], call: &Call<'_>, connector: char) -> Answer {
    let of = text(arguments, 0)?;
    call.takes(of.len())?;
    let made = super::words::connected(characters(arguments, 0)?, connector);
    Ok(Value::Text(remade(of, &made)))
}
