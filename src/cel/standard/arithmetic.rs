//! Sums, products, order, and what is in what. Source: `common/types` of cel-go.

use std::cmp::Ordering;

use crate::cel::error::Error;
use crate::cel::eval::{Context, no_such_overload};
use crate::cel::value::{self, Bytes, Duration, List, Text, Timestamp, Value};

type Result<T> = std::result::Result<T, Error>;

/// The first second of the year 1.
pub(super) const FIRST_SECOND: i64 = -62_135_596_800;
/// The last second of the year 9999.
pub(super) const LAST_SECOND: i64 = 253_402_300_799;

fn overflow() -> Error {
    Error::failed("integer overflow")
}

fn unsigned_overflow() -> Error {
    Error::failed("unsigned integer overflow")
}

pub(in crate::cel) fn add<'v>(
    context: &mut Context<'_>,
    values: &[Value<'v>],
) -> Result<Value<'v>> {
    let [left, right] = values else {
        return Err(no_such_overload());
    };
    Ok(match (left, right) {
        (Value::Int(left), Value::Int(right)) => {
            Value::Int(left.checked_add(*right).ok_or_else(overflow)?)
        }
        (Value::Uint(left), Value::Uint(right)) => {
            Value::Uint(left.checked_add(*right).ok_or_else(unsigned_overflow)?)
        }
        (Value::Double(left), Value::Double(right)) => Value::Double(left + right),
        (Value::String(left), Value::String(right)) => {
            let (left, right) = (left.as_str(), right.as_str());
            context.make((left.len() + right.len()) / 16)?;
            Value::String(Text::from([left, right].concat()))
        }
        (Value::Bytes(left), Value::Bytes(right)) => {
            let (left, right) = (left.as_slice(), right.as_slice());
            context.make((left.len() + right.len()) / 16)?;
            Value::Bytes(Bytes::Made([left, right].concat().into()))
        }
        (Value::List(left), Value::List(right)) => return add_lists(context, left, right),
        (Value::Duration(left), Value::Duration(right)) => {
            let sum = left.nanoseconds.checked_add(right.nanoseconds);
            Value::Duration(Duration::of(sum.ok_or_else(overflow)?))
        }
        (Value::Timestamp(time), Value::Duration(duration))
        | (Value::Duration(duration), Value::Timestamp(time)) => {
            Value::Timestamp(later(*time, i128::from(duration.nanoseconds))?)
        }
        _ => return Err(no_such_overload()),
    })
}

fn add_lists<'v>(
    context: &mut Context<'_>,
    left: &List<'v>,
    right: &List<'v>,
) -> Result<Value<'v>> {
    context.make(left.len() + right.len())?;
    if let List::Seen(items) = left
        && let Some(joined) = items.plus(right)
    {
        return joined.map(Value::List);
    }
    let items: Result<Vec<_>> = left.iter().chain(right.iter()).collect();
    Ok(Value::list(items?))
}

/// A point in time so many nanoseconds after another.
fn later(time: Timestamp, nanoseconds: i128) -> Result<Timestamp> {
    const SECOND: i128 = 1_000_000_000;
    let all = i128::from(time.seconds) * SECOND + i128::from(time.nanoseconds) + nanoseconds;
    let seconds = i64::try_from(all.div_euclid(SECOND)).map_err(|_| overflow())?;
    if !(FIRST_SECOND..=LAST_SECOND).contains(&seconds) {
        return Err(Error::failed("timestamp overflow"));
    }
    Ok(Timestamp {
        seconds,
        nanoseconds: all.rem_euclid(SECOND) as u32,
        offset: time.offset,
    })
}

pub(super) fn subtract<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    Ok(match values {
        [Value::Int(left), Value::Int(right)] => {
            Value::Int(left.checked_sub(*right).ok_or_else(overflow)?)
        }
        [Value::Uint(left), Value::Uint(right)] => {
            Value::Uint(left.checked_sub(*right).ok_or_else(unsigned_overflow)?)
        }
        [Value::Double(left), Value::Double(right)] => Value::Double(left - right),
        [Value::Duration(left), Value::Duration(right)] => {
            let difference = left.nanoseconds.checked_sub(right.nanoseconds);
            Value::Duration(Duration::of(difference.ok_or_else(overflow)?))
        }
        [Value::Timestamp(time), Value::Duration(duration)] => {
            if duration.nanoseconds == i64::MIN {
                return Err(overflow());
            }
            Value::Timestamp(later(*time, -i128::from(duration.nanoseconds))?)
        }
        [Value::Timestamp(left), Value::Timestamp(right)] => {
            let seconds = i128::from(left.seconds) - i128::from(right.seconds);
            let rest = i128::from(left.nanoseconds) - i128::from(right.nanoseconds);
            let difference = i64::try_from(seconds * 1_000_000_000 + rest);
            Value::Duration(Duration::of(difference.map_err(|_| overflow())?))
        }
        _ => return Err(no_such_overload()),
    })
}

pub(super) fn multiply<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    Ok(match values {
        [Value::Int(left), Value::Int(right)] => {
            Value::Int(left.checked_mul(*right).ok_or_else(overflow)?)
        }
        [Value::Uint(left), Value::Uint(right)] => {
            Value::Uint(left.checked_mul(*right).ok_or_else(unsigned_overflow)?)
        }
        [Value::Double(left), Value::Double(right)] => Value::Double(left * right),
        _ => return Err(no_such_overload()),
    })
}

pub(super) fn divide<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    let by_zero = || Error::failed("division by zero");
    Ok(match values {
        [Value::Int(_), Value::Int(0)] => return Err(by_zero()),
        [Value::Int(left), Value::Int(right)] => {
            Value::Int(left.checked_div(*right).ok_or_else(overflow)?)
        }
        [Value::Uint(left), Value::Uint(right)] => {
            Value::Uint(left.checked_div(*right).ok_or_else(by_zero)?)
        }
        [Value::Double(left), Value::Double(right)] => Value::Double(left / right),
        _ => return Err(no_such_overload()),
    })
}

pub(super) fn modulo<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    let by_zero = || Error::failed("modulus by zero");
    Ok(match values {
        [Value::Int(_), Value::Int(0)] => return Err(by_zero()),
        [Value::Int(left), Value::Int(right)] => {
            Value::Int(left.checked_rem(*right).ok_or_else(overflow)?)
        }
        [Value::Uint(left), Value::Uint(right)] => {
            Value::Uint(left.checked_rem(*right).ok_or_else(by_zero)?)
        }
        _ => return Err(no_such_overload()),
    })
}

pub(super) fn negate<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    Ok(match values {
        [Value::Int(value)] => Value::Int(value.checked_neg().ok_or_else(overflow)?),
        [Value::Double(value)] => Value::Double(-value),
        [Value::Duration(value)] => {
            let negated = value.nanoseconds.checked_neg();
            Value::Duration(Duration::of(negated.ok_or_else(overflow)?))
        }
        _ => return Err(no_such_overload()),
    })
}

pub(super) fn not<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    match values {
        [Value::Bool(value)] => Ok(Value::Bool(!value)),
        _ => Err(no_such_overload()),
    }
}

/// An order among two values.
fn order(values: &[Value<'_>]) -> Result<Ordering> {
    let [left, right] = values else {
        return Err(no_such_overload());
    };
    value::compare(left, right).ok_or_else(|| {
        let is_nan = |value: &Value<'_>| matches!(value, Value::Double(value) if value.is_nan());
        match is_nan(left) || is_nan(right) {
            true => Error::failed("NaN values cannot be ordered"),
            false => no_such_overload(),
        }
    })
}

pub(super) fn less<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    order(values).map(|order| Value::Bool(order.is_lt()))
}

pub(super) fn less_or_equal<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    order(values).map(|order| Value::Bool(order.is_le()))
}

pub(super) fn greater<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    order(values).map(|order| Value::Bool(order.is_gt()))
}

pub(super) fn greater_or_equal<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    order(values).map(|order| Value::Bool(order.is_ge()))
}

/// `value in list`, `key in map`.
pub(super) fn within<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    let [value, container] = values else {
        return Err(no_such_overload());
    };
    if let Some(map) = container.as_map() {
        return map.get(value).map(|found| Value::Bool(found.is_some()));
    }
    let Value::List(list) = container else {
        return Err(no_such_overload());
    };
    let mut unknown = None;
    for item in list.iter() {
        match item.and_then(|item| value::equal(value, &item)) {
            Ok(true) => return Ok(Value::Bool(true)),
            Ok(false) => {}
            Err(error) => unknown = Some(error),
        }
    }
    unknown.map_or(Ok(Value::Bool(false)), Err)
}

/// How many characters, bytes, elements or entries there are.
pub(super) fn size<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    match values {
        [
            value @ (Value::String(_)
            | Value::Bytes(_)
            | Value::List(_)
            | Value::Map(_)
            | Value::Object(_)),
        ] => Ok(Value::Int(value::size(value) as i64)),
        _ => Err(no_such_overload()),
    }
}
