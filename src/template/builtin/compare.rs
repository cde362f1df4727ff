//! Comparisons. Values of different kinds are not compared, but for nil.

use std::cmp::Ordering;

use crate::template::exec::Seen;
use crate::template::failure::Refusal;
use crate::template::format::printed;
use crate::template::value::Value;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bool,
    Int,
    Float,
    String,
    /// Neither: a list, a map, nil.
    Other,
}

fn kind(value: &Value) -> Kind {
    match value {
        Value::Bool(..) => Kind::Bool,
        Value::Int(..) | Value::Int64(..) => Kind::Int,
        Value::Float(..) => Kind::Float,
        Value::Text(_) => Kind::String,
        _ => Kind::Other,
    }
}

/// `eq`: whether a value equals any of the others.
pub(super) fn is_any(value: &Value, others: &[Seen]) -> Result<bool, Refusal> {
    if others.is_empty() {
        return Err("missing argument for comparison".into());
    }
    for other in others {
        if is_equal(value, other.value())? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn is_equal(one: &Value, other: &Value) -> Result<bool, Refusal> {
    let is_nil = |value: &Value| matches!(value, Value::Nil);
    if kind(one) != kind(other) {
        if is_nil(one) || is_nil(other) {
            return Ok(false);
        }
        return Err(incompatible(one, other));
    }
    match (one, other) {
        (Value::Nil, _) | (_, Value::Nil) => Ok(is_nil(one) && is_nil(other)),
        (Value::Bool(one, _), Value::Bool(other, _)) => Ok(one == other),
        (Value::Float(one, _), Value::Float(other, _)) => Ok(one == other),
        (Value::Text(one), Value::Text(other)) => Ok(one.as_str() == other.as_str()),
        _ => match integers(one, other) {
            Some((one, other)) => Ok(one == other),
            None => Err(not_comparable(one, other)),
        },
    }
}

fn integers(one: &Value, other: &Value) -> Option<(i64, i64)> {
    let integer = |value: &Value| match value {
        Value::Int(number, _) | Value::Int64(number, _) => Some(*number),
        _ => None,
    };
    integer(one).zip(integer(other))
}

fn incompatible(one: &Value, other: &Value) -> Refusal {
    let (one, other) = (one.type_name(), other.type_name());
    format!("incompatible types for comparison: {one} and {other}").into()
}

/// What Go says of two lists or maps, in its own order.
fn not_comparable(one: &Value, other: &Value) -> Refusal {
    let (one, other, of, with) = match (printed(one), printed(other)) {
        (Ok(shown), Ok(with)) => (one.type_name(), other.type_name(), shown, with),
        (Err(bound), _) | (_, Err(bound)) => return bound.into(),
    };
    let (shown, with) = (of.as_str(), with.as_str());
    if one == other {
        return format!("non-comparable type {with}: {other}").into();
    }
    format!("non-comparable types {shown}: {one}, {other}: {with}").into()
}

/// `lt`
pub(super) fn is_less(one: &Value, other: &Value) -> Result<bool, Refusal> {
    const BAD: &str = "invalid type for comparison";
    if kind(one) == Kind::Other || kind(other) == Kind::Other {
        return Err(BAD.into());
    }
    if kind(one) != kind(other) {
        return Err(incompatible(one, other));
    }
    match (one, other) {
        (Value::Float(one, _), Value::Float(other, _)) => Ok(one < other),
        (Value::Text(one), Value::Text(other)) => {
            Ok(one.as_str().cmp(other.as_str()) == Ordering::Less)
        }
        _ => match integers(one, other) {
            Some((one, other)) => Ok(one < other),
            None => Err(BAD.into()),
        },
    }
}

/// `le`
pub(super) fn is_at_most(one: &Value, other: &Value) -> Result<bool, Refusal> {
    Ok(is_less(one, other)? || is_equal(one, other)?)
}
