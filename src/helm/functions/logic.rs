//! Defaults and choices.

use super::call::{Answer, Call, any};
use crate::template::Value;

/// Whether a value is what Go has where nothing was set.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Nil => true,
        Value::Bool(is, _) => !is,
        Value::Int(number, _) | Value::Int64(number, _) => *number == 0,
        Value::Float(number, _) => *number == 0.0,
        Value::Text(text) => text.is_empty(),
        Value::List(list) => list.borrow().is_empty(),
        Value::Map(map) => map.borrow().is_empty(),
        Value::Object(object) => {
            let is_empty_map = object.as_map().is_some_and(|map| map.borrow().is_empty());
            is_empty_map
                || object
                    .as_list()
                    .is_some_and(|list| list.borrow().is_empty())
        }
    }
}

/// `default`: what else, then what is given.
pub(super) fn default(arguments: &[Value], _: &Call<'_>) -> Answer {
    let given = any(arguments, 1);
    Ok(if is_empty(given) {
        any(arguments, 0)
    } else {
        given
    }
    .clone())
}

/// `empty`
pub(super) fn empty(arguments: &[Value], _: &Call<'_>) -> Answer {
    Ok(Value::bool(is_empty(any(arguments, 0))))
}

/// `coalesce`
pub(super) fn coalesce(arguments: &[Value], _: &Call<'_>) -> Answer {
    let first = arguments.iter().find(|value| !is_empty(value));
    Ok(first.cloned().unwrap_or(Value::Nil))
}

/// `all`
pub(super) fn all(arguments: &[Value], _: &Call<'_>) -> Answer {
    Ok(Value::bool(!arguments.iter().any(is_empty)))
}

/// `any`
pub(super) fn any_of(arguments: &[Value], _: &Call<'_>) -> Answer {
    Ok(Value::bool(!arguments.iter().all(is_empty)))
}

/// `ternary`
pub(super) fn ternary(arguments: &[Value], _: &Call<'_>) -> Answer {
    let is = matches!(any(arguments, 2), Value::Bool(true, _));
    Ok(any(arguments, usize::from(!is)).clone())
}

/// `hello`
pub(super) fn hello(_: &[Value], _: &Call<'_>) -> Answer {
    Ok(Value::text("Hello!"))
}

/// `getHostByName`: Helm asks no name server.
pub(super) fn no_host(_: &[Value], _: &Call<'_>) -> Answer {
    Ok(Value::text(""))
}

/// `lookup`: there is no cluster.
pub(super) fn lookup(_: &[Value], _: &Call<'_>) -> Answer {
    Ok(Value::map(std::collections::BTreeMap::new()))
}
