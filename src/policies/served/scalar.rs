//! Scalars as Go writes them again.

use std::borrow::Cow;

use super::UNREADABLE;
use crate::api::Shape;
use crate::cel::value::Text;
use crate::cel::{Error, Value};
use crate::placeholder::is_placeholder;
use crate::quantity::Quantity;
use crate::yaml::{Cursor, Scalar};

/// A scalar as a shape reads it.
pub(super) fn value<'t>(shape: Shape, at: Cursor<'t>) -> Result<Value<'t>, Error> {
    let scalar = at.scalar().unwrap_or(Scalar::Null);
    let int = || match scalar {
        Scalar::Int(int) => i64::try_from(int).ok(),
        Scalar::Float(float) if float.fract() == 0.0 => Some(float as i64),
        _ => None,
    };
    let found = match shape {
        Shape::String | Shape::Bytes => return text(at),
        Shape::Time | Shape::MicroTime => return time(at),
        Shape::Bool => match scalar {
            Scalar::Bool(bool) => Some(Value::Bool(bool)),
            _ => None,
        },
        Shape::Int32 | Shape::Int64 => int().map(Value::Int),
        Shape::Number => match scalar {
            Scalar::Int(int) => Some(Value::Double(int as f64)),
            Scalar::Float(float) => Some(Value::Double(float)),
            _ => None,
        },
        Shape::IntOrString => match scalar {
            Scalar::Str(_) => return text(at),
            _ => int().map(Value::Int),
        },
        Shape::Quantity => {
            let written = at.as_str().unwrap_or(Cow::Borrowed(at.text()));
            Quantity::canonical(&written).map(made)
        }
        _ => None,
    };
    found.ok_or_else(|| Error::unknown(unfilled(at).unwrap_or(UNREADABLE)))
}

/// A text.
pub(super) fn text<'t>(at: Cursor<'t>) -> Result<Value<'t>, Error> {
    if let Some(why) = unfilled(at) {
        return Err(Error::unknown(why));
    }
    match at.as_str() {
        Some(Cow::Borrowed(text)) => Ok(Value::String(Text::Seen(text))),
        Some(Cow::Owned(text)) => Ok(made(text)),
        None => Err(Error::unknown(UNREADABLE)),
    }
}

/// Why a value is not known that is yet to be filled in.
fn unfilled(at: Cursor<'_>) -> Option<&'static str> {
    is_placeholder(at.text()).then_some("a value that is yet to be filled in")
}

/// A time, which Go writes in UTC.
fn time<'t>(at: Cursor<'t>) -> Result<Value<'t>, Error> {
    match at.as_str() {
        Some(text) if text.ends_with('Z') => self::text(at),
        _ => Err(Error::unknown("a time")),
    }
}

/// A text that was made.
pub(super) fn made<'t>(text: impl AsRef<str>) -> Value<'t> {
    Value::String(Text::Made(text.as_ref().into()))
}

/// What the server fills in, of which `text` is the table's word.
pub(super) fn filled<'t>(shape: Shape, text: &'static str) -> Value<'t> {
    match (shape, text.parse()) {
        (Shape::Bool, _) => Value::Bool(text == "true"),
        (Shape::Int32 | Shape::Int64 | Shape::IntOrString, Ok(int)) => Value::Int(int),
        _ => Value::String(Text::Seen(text)),
    }
}

/// What Go writes where nothing is set.
pub(super) fn nothing<'t>(shape: Shape) -> Value<'t> {
    match shape {
        Shape::String => Value::String(Text::Seen("")),
        Shape::Bool => Value::Bool(false),
        Shape::Int32 | Shape::Int64 => Value::Int(0),
        _ => Value::Null,
    }
}
