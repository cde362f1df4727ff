//! Keys and values of generators: literals, files, and files of variables.

use crate::origin::{Made, Origin, Place, Text};

use super::load::Loaded;
use super::problem::{Failure, Outcome};

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(Text),
    /// What is no UTF-8, with the file that it is.
    Bytes(Vec<u8>, Place),
    /// A file that is not there yet: what stands for it.
    Later(Text),
}

impl Value {
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) | Self::Later(text) => text.as_str().as_bytes(),
            Self::Bytes(bytes, _) => bytes,
        }
    }

    /// Something that is made of it.
    pub(super) fn made(&self, made: &str) -> Text {
        match self {
            Self::Text(text) | Self::Later(text) => text.derive(made),
            Self::Bytes(_, place) => {
                let origin = Origin {
                    place: *place,
                    made: Made::Derived,
                };
                Text::from_place(made, origin)
            }
        }
    }
}

/// `key=value`, where the value may be in quotes.
pub(super) fn of_literal(literal: &Text) -> Outcome<(Text, Value)> {
    let all = literal.as_str();
    let Some(sign) = all.find('=').filter(|&sign| sign > 0) else {
        let message = format!("`{all}` is no literal: a key, `=` and a value");
        return Err(Failure::refused(literal.place(), message));
    };
    let (mut start, mut end) = (sign + 1, all.len());
    let value = &all.as_bytes()[start..];
    if let [first @ (b'"' | b'\''), .., last] = value
        && first == last
    {
        (start, end) = (start + 1, end - 1);
    }
    let value = match start == end {
        true => literal.derive(""),
        false => literal.slice(start, end),
    };
    Ok((literal.slice(0, sign), Value::Text(value)))
}

/// Key and path of a file: `path`, or `key=path`.
pub(super) fn file_source(source: &Text) -> Outcome<(Text, Text)> {
    let all = source.as_str();
    let refused = |message: String| Err(Failure::refused(source.place(), message));
    match (all.find('='), all.matches('=').count()) {
        (None, _) => {
            let trimmed = all.trim_end_matches('/');
            let start = trimmed.rfind('/').map_or(0, |at| at + 1);
            Ok((source.slice(start, trimmed.len()), source.clone()))
        }
        (Some(0), 1) => refused(format!("`{all}` has no key before its `=`")),
        (Some(sign), 1) if sign + 1 == all.len() => {
            refused(format!("`{all}` has no path behind its `=`"))
        }
        (Some(sign), 1) => Ok((source.slice(0, sign), source.slice(sign + 1, all.len()))),
        _ => refused(format!(
            "`{all}` has more than one `=`, and neither a key nor a path may have one"
        )),
    }
}

/// The whole of a file.
pub(super) fn of_file(file: &Loaded) -> Value {
    match file.text() {
        Some(source) => Value::Text(source.taken(0, source.text.len())),
        None => Value::Bytes(file.bytes().to_vec(), file.place()),
    }
}

/// What stands for a file that is not there yet, as for a value that is to be filled in.
pub(super) fn of_later(path: &Text) -> Value {
    Value::Later(path.derive(&format!("${{{}}}", path.as_str())))
}

/// Lines of `KEY=value`.
pub(super) fn of_variables(file: &Loaded) -> Outcome<Vec<(Text, Value)>> {
    let Some(source) = file.text() else {
        let message = "a file of variables must be UTF-8";
        return Err(Failure::refused(Some(file.place()), message));
    };
    let mut all = Vec::new();
    let mut start = 0;
    for (number, line) in source.text.split('\n').enumerate() {
        let begin = start;
        start += line.len() + 1;
        let mut own = line.strip_suffix('\r').unwrap_or(line);
        let mut at = begin;
        if number == 0
            && let Some(rest) = own.strip_prefix('\u{feff}')
        {
            (at, own) = (at + own.len() - rest.len(), rest);
        }
        let trimmed = own.trim_start();
        at += own.len() - trimmed.len();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let end = at + trimmed.len();
        let sign = trimmed.find('=').map_or(end, |sign| at + sign);
        if sign == at {
            continue;
        }
        let key = source.taken(at, sign);
        let value = match sign + 1 < end {
            true => source.taken(sign + 1, end),
            false => key.derive(""),
        };
        all.push((key, Value::Text(value)));
    }
    Ok(all)
}
