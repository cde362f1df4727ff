//! What conversions do. Source: `ConvertToType` in `common/types` of cel-go.

use super::arithmetic::{FIRST_SECOND, LAST_SECOND};
use super::{clock, number};
use crate::cel::error::Error;
use crate::cel::eval::{Context, no_such_overload};
use crate::cel::value::{self, Bytes, Text, Timestamp, Value};

type Result<T> = std::result::Result<T, Error>;

fn one<'s, 'v>(values: &'s [Value<'v>]) -> Result<&'s Value<'v>> {
    match values {
        [value] => Ok(value),
        _ => Err(no_such_overload()),
    }
}

/// That a text is none of that type.
fn no_text_of(text: &str, of: &str) -> Error {
    let shown: String = text.chars().take(40).collect();
    Error::failed(format!("`{shown}` cannot be converted to {of}"))
}

pub(super) fn same<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    one(values).cloned()
}

pub(super) fn type_of<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    Ok(Value::Type(value::type_of(one(values)?)))
}

pub(super) fn bool<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    match one(values)? {
        Value::Bool(value) => Ok(Value::Bool(*value)),
        Value::String(text) => match text.as_str() {
            "1" | "t" | "T" | "true" | "TRUE" | "True" => Ok(Value::Bool(true)),
            "0" | "f" | "F" | "false" | "FALSE" | "False" => Ok(Value::Bool(false)),
            text => Err(no_text_of(text, "bool")),
        },
        _ => Err(no_such_overload()),
    }
}

pub(super) fn bytes<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    match one(values)? {
        value @ Value::Bytes(_) => Ok(value.clone()),
        Value::String(Text::Seen(text)) => Ok(Value::Bytes(Bytes::Seen(text.as_bytes()))),
        Value::String(Text::Made(text)) => Ok(Value::Bytes(Bytes::Made(text.as_bytes().into()))),
        _ => Err(no_such_overload()),
    }
}

pub(super) fn double<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    Ok(Value::Double(match one(values)? {
        Value::Double(value) => *value,
        Value::Int(value) => *value as f64,
        Value::Uint(value) => *value as f64,
        Value::String(text) => {
            let text = text.as_str();
            number::double(text).ok_or_else(|| no_text_of(text, "double"))?
        }
        _ => return Err(no_such_overload()),
    }))
}

pub(super) fn int<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    let overflow = || Error::failed("integer overflow");
    Ok(Value::Int(match one(values)? {
        Value::Int(value) => *value,
        Value::Uint(value) => i64::try_from(*value).map_err(|_| overflow())?,
        // Neither end fits: as a double, the largest number is one too large.
        Value::Double(value) if value.abs() < 9_223_372_036_854_775_808.0 => *value as i64,
        Value::Double(_) => return Err(overflow()),
        Value::Duration(value) => value.nanoseconds,
        Value::Timestamp(value) => value.seconds,
        Value::String(text) => {
            let text = text.as_str();
            text.parse().map_err(|_| no_text_of(text, "int"))?
        }
        _ => return Err(no_such_overload()),
    }))
}

pub(super) fn uint<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    let overflow = || Error::failed("unsigned integer overflow");
    Ok(Value::Uint(match one(values)? {
        Value::Uint(value) => *value,
        Value::Int(value) => u64::try_from(*value).map_err(|_| overflow())?,
        Value::Double(value) if (0.0..18_446_744_073_709_551_616.0).contains(value) => {
            *value as u64
        }
        Value::Double(_) => return Err(overflow()),
        Value::String(text) => {
            let text = text.as_str();
            let number = text.parse().ok().filter(|_| !text.starts_with('+'));
            number.ok_or_else(|| no_text_of(text, "uint"))?
        }
        _ => return Err(no_such_overload()),
    }))
}

pub(super) fn string<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    text(one(values)?).map(Value::String)
}

/// What `string` makes of a value.
pub(in crate::cel) fn text<'v>(value: &Value<'v>) -> Result<Text<'v>> {
    Ok(match value {
        Value::String(text) => text.clone(),
        Value::Bool(value) => Text::Seen(if *value { "true" } else { "false" }),
        Value::Int(value) => Text::from(value.to_string()),
        Value::Uint(value) => Text::from(value.to_string()),
        Value::Double(value) => Text::from(number::written(*value)),
        Value::Duration(value) => Text::from(clock::duration_text(*value)),
        Value::Timestamp(value) => Text::from(clock::timestamp_text(*value)),
        Value::Bytes(bytes) => {
            let text = std::str::from_utf8(bytes.as_slice());
            let text = text
                .map_err(|_| Error::failed("invalid UTF-8 in bytes, cannot convert to string"))?;
            Text::from(text.to_owned())
        }
        _ => return Err(no_such_overload()),
    })
}

pub(super) fn duration<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    Ok(Value::Duration(match one(values)? {
        Value::Duration(value) => *value,
        // It is declared, and nothing does it.
        Value::Int(_) => return Err(Error::failed("an int cannot be converted to duration")),
        Value::String(text) => {
            let text = text.as_str();
            clock::duration(text).ok_or_else(|| no_text_of(text, "duration"))?
        }
        _ => return Err(no_such_overload()),
    }))
}

pub(super) fn timestamp<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    let time = match one(values)? {
        Value::Timestamp(value) => return Ok(Value::Timestamp(*value)),
        Value::Int(value) => Timestamp::of(*value),
        Value::String(text) => {
            let text = text.as_str();
            clock::timestamp(text).ok_or_else(|| no_text_of(text, "timestamp"))?
        }
        _ => return Err(no_such_overload()),
    };
    match (FIRST_SECOND..=LAST_SECOND).contains(&time.seconds) {
        true => Ok(Value::Timestamp(time)),
        false => Err(Error::failed("timestamp overflow")),
    }
}
