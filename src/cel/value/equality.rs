//! Whether two values are the same. Numbers of different types are compared by what they are; values of other
//! different types are not the same, and that is no error but for those of libraries.

use std::rc::Rc;

use super::{List, Map, Value, compare};
use crate::cel::error::Error;
use crate::cel::eval::no_such_overload;

/// Whether both are the same.
///
/// # Errors
///
/// Something in them is not known.
pub(crate) fn equal<'a>(left: &Value<'a>, right: &Value<'a>) -> Result<bool, Error> {
    Ok(match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(left), Value::Bool(right)) => left == right,
        (Value::String(left), Value::String(right)) => left == right,
        (Value::Bytes(left), Value::Bytes(right)) => left.as_slice() == right.as_slice(),
        (Value::Duration(left), Value::Duration(right)) => left == right,
        (Value::Timestamp(left), Value::Timestamp(right)) => left == right,
        (Value::Int(_) | Value::Uint(_) | Value::Double(_), _) => {
            let is_number = matches!(right, Value::Int(_) | Value::Uint(_) | Value::Double(_));
            is_number && compare(left, right).is_some_and(std::cmp::Ordering::is_eq)
        }
        (Value::List(left), Value::List(right)) => return lists(left, right),
        (Value::Optional(left), Value::Optional(right)) => match (left, right) {
            (Some(left), Some(right)) => return equal(left, right),
            (left, right) => left.is_none() && right.is_none(),
        },
        (Value::Type(left), Value::Type(right)) => {
            super::kind::name(left) == super::kind::name(right)
        }
        (Value::Opaque(left), Value::Opaque(right)) => {
            if left.type_name() != right.type_name() {
                return Err(no_such_overload());
            }
            return left.equals(&**right);
        }
        (Value::Opaque(_), _) => return Err(no_such_overload()),
        (Value::Map(_) | Value::Object(_), Value::Map(_) | Value::Object(_)) => {
            let maps = left.as_map().zip(right.as_map());
            return maps.map_or(Ok(false), |(left, right)| are_equal(&left, &right));
        }
        _ => false,
    })
}

fn lists<'a>(left: &List<'a>, right: &List<'a>) -> Result<bool, Error> {
    if let List::Seen(items) = left
        && let Some(equals) = items.equals(right)
    {
        return equals;
    }
    if left.len() != right.len() {
        return Ok(false);
    }
    let mut unknown = None;
    for index in 0..left.len() {
        let both = left
            .get(index)
            .and_then(|left| equal(&left, &right.get(index)?));
        match both {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(error) => unknown = Some(error),
        }
    }
    unknown.map_or(Ok(true), Err)
}

fn are_equal<'a>(left: &Map<'a>, right: &Map<'a>) -> Result<bool, Error> {
    if let (Map::Seen(left), Map::Seen(right)) = (left, right)
        && Rc::ptr_eq(left, right)
    {
        return Ok(true);
    }
    if let Map::Seen(left) = left
        && let Some(equals) = left.equals(right)
    {
        return equals;
    }
    if left.len() != right.len() {
        return Ok(false);
    }
    for index in 0..left.len() {
        let (key, value) = left.entry(index)?;
        let is_same = match right.get(&key)? {
            Some(other) => equal(&value, &other)?,
            None => false,
        };
        if !is_same {
            return Ok(false);
        }
    }
    Ok(true)
}
