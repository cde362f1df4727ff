//! What Go calls the kinds and types of values, and how it compares them: `kindOf`, `typeOf`, `deepEqual` and their kin.

use super::call::{Answer, Call, MOST_DEEP, any, characters};
use crate::template::Value;

/// Go's kind of a value.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Nil => "invalid",
        Value::Bool(..) => "bool",
        Value::Int(..) => "int",
        Value::Int64(..) => "int64",
        Value::Float(..) => "float64",
        Value::Text(_) => "string",
        Value::List(_) => "slice",
        Value::Map(_) => "map",
        Value::Object(object) if object.as_map().is_some() => "map",
        Value::Object(object) if object.as_list().is_some() => "slice",
        Value::Object(object) if object.type_name().starts_with('*') => "ptr",
        Value::Object(_) => "struct",
    }
}

/// Go's type of a value.
pub(super) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Nil => "<nil>",
        Value::Text(_) => "string",
        Value::List(_) => "[]interface {}",
        Value::Map(_) => "map[string]interface {}",
        Value::Object(object) => object.type_name(),
        scalar => kind(scalar),
    }
}

/// `kindOf`
pub(super) fn kind_of(arguments: &[Value], _: &Call<'_>) -> Answer {
    Ok(Value::text(kind(any(arguments, 0))))
}

/// `kindIs`
pub(super) fn kind_is(arguments: &[Value], _: &Call<'_>) -> Answer {
    Ok(Value::bool(
        characters(arguments, 0)? == kind(any(arguments, 1)),
    ))
}

/// `typeOf`
pub(super) fn type_of(arguments: &[Value], _: &Call<'_>) -> Answer {
    Ok(Value::text(type_name(any(arguments, 0))))
}

/// `typeIs`
pub(super) fn type_is(arguments: &[Value], _: &Call<'_>) -> Answer {
    Ok(Value::bool(
        characters(arguments, 0)? == type_name(any(arguments, 1)),
    ))
}

/// `typeIsLike`: a pointer to the type will do.
pub(super) fn type_is_like(arguments: &[Value], _: &Call<'_>) -> Answer {
    let (name, is) = (characters(arguments, 0)?, type_name(any(arguments, 1)));
    Ok(Value::bool(
        name == is || is.strip_prefix('*') == Some(name),
    ))
}

/// `deepEqual`
pub(super) fn deep_equal(arguments: &[Value], call: &Call<'_>) -> Answer {
    let is = equal(any(arguments, 0), any(arguments, 1), call)?;
    Ok(Value::bool(is))
}

/// Whether two values are deeply equal: of one type, and equal.
pub(super) fn equal(
    one: &Value,
    other: &Value,
    call: &Call<'_>,
) -> Result<bool, crate::template::Refusal> {
    equal_within(one, other, call, 0)
}

fn equal_within(
    one: &Value,
    other: &Value,
    call: &Call<'_>,
    depth: usize,
) -> Result<bool, crate::template::Refusal> {
    call.works(1)?;
    if depth > MOST_DEEP {
        return Err(crate::template::Bound::Depth.into());
    }
    Ok(match (one, other) {
        (Value::Nil, Value::Nil) => true,
        (Value::Bool(one, _), Value::Bool(other, _)) => one == other,
        (Value::Int(one, _), Value::Int(other, _))
        | (Value::Int64(one, _), Value::Int64(other, _)) => one == other,
        (Value::Float(one, _), Value::Float(other, _)) => one == other,
        (Value::Text(one), Value::Text(other)) => one.as_str() == other.as_str(),
        (Value::List(one), Value::List(other)) => {
            if std::rc::Rc::ptr_eq(one, other) {
                return Ok(true);
            }
            let (one, other) = (one.borrow(), other.borrow());
            if one.len() != other.len() {
                return Ok(false);
            }
            for (one, other) in one.iter().zip(other.iter()) {
                if !equal_within(one, other, call, depth + 1)? {
                    return Ok(false);
                }
            }
            true
        }
        (Value::Map(one), Value::Map(other)) => {
            if std::rc::Rc::ptr_eq(one, other) {
                return Ok(true);
            }
            let (one, other) = (one.borrow(), other.borrow());
            if one.len() != other.len() {
                return Ok(false);
            }
            for ((key, one), (other_key, other)) in one.iter().zip(other.iter()) {
                if key != other_key || !equal_within(one, other, call, depth + 1)? {
                    return Ok(false);
                }
            }
            true
        }
        (Value::Object(one), Value::Object(other)) => {
            one.type_name() == other.type_name()
                && one.printed().as_str() == other.printed().as_str()
        }
        _ => false,
    })
}
