//! What is done with values that may be there or not, and with lists of them.

use crate::cel::error::Error;
use crate::cel::eval::{Context, no_such_overload};
use crate::cel::value::{List, Timestamp, Value};

use super::arithmetic::FIRST_SECOND;

type Result<T> = std::result::Result<T, Error>;

pub(super) fn of<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    match values {
        [value] => Ok(Value::some(value.clone())),
        _ => Err(no_such_overload()),
    }
}

pub(super) fn of_non_zero<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    match values {
        [value] if is_zero(value) => Ok(Value::Optional(None)),
        [value] => Ok(Value::some(value.clone())),
        _ => Err(no_such_overload()),
    }
}

fn is_zero(value: &Value<'_>) -> bool {
    match value {
        Value::Null | Value::Optional(None) => true,
        Value::Bool(value) => !value,
        Value::Int(value) => *value == 0,
        Value::Uint(value) => *value == 0,
        Value::Double(value) => *value == 0.0,
        Value::String(text) => text.as_str().is_empty(),
        Value::Bytes(bytes) => bytes.as_slice().is_empty(),
        Value::Duration(duration) => duration.nanoseconds == 0,
        Value::Timestamp(time) => *time == Timestamp::of(FIRST_SECOND),
        Value::List(list) => list.is_empty(),
        Value::Map(map) => map.is_empty(),
        Value::Object(object) => object.0.is_empty(),
        Value::Optional(Some(_)) | Value::Type(_) | Value::Opaque(_) => false,
    }
}

pub(super) fn none<'v>(_: &mut Context<'_>, _: &[Value<'v>]) -> Result<Value<'v>> {
    Ok(Value::Optional(None))
}

pub(super) fn value<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    match values {
        [Value::Optional(Some(value))] => Ok((**value).clone()),
        [Value::Optional(None)] => Err(Error::failed("optional.none() dereference")),
        _ => Err(no_such_overload()),
    }
}

pub(super) fn has_value<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    match values {
        [Value::Optional(value)] => Ok(Value::Bool(value.is_some())),
        _ => Err(no_such_overload()),
    }
}

fn element<'v>(list: &List<'v>, index: Option<usize>) -> Result<Value<'v>> {
    match index {
        Some(index) => list.get(index).map(Value::some),
        None => Ok(Value::Optional(None)),
    }
}

pub(super) fn first<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    match values {
        [Value::List(list)] => element(list, (!list.is_empty()).then_some(0)),
        _ => Err(no_such_overload()),
    }
}

pub(super) fn last<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    match values {
        [Value::List(list)] => element(list, list.len().checked_sub(1)),
        _ => Err(no_such_overload()),
    }
}

pub(super) fn unwrap<'v>(context: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    let [Value::List(list)] = values else {
        return Err(no_such_overload());
    };
    context.make(list.len())?;
    let mut made = Vec::new();
    for item in list.iter() {
        match item? {
            Value::Optional(Some(value)) => made.push((*value).clone()),
            Value::Optional(None) => {}
            _ => {
                return Err(Error::failed(
                    "the list has an element that is no optional value",
                ));
            }
        }
    }
    Ok(Value::list(made))
}
