//! Functions of lists: `[1, 2].sum()`.

use std::cmp::Ordering;

use super::costs::{INCLUDES, SEARCH_LIST};
use super::take::{any, list};
use crate::cel::error::Error;
use crate::cel::eval::Context;
use crate::cel::function::{Function, Overload};
use crate::cel::standard::arithmetic::add;
use crate::cel::standard::rows::{A, LIST_A};
use crate::cel::types::{Inner, Type};
use crate::cel::value::{Duration, List, Value, compare, equal};

/// A row for each type that has an order.
macro_rules! ordered {
    ($row:ident) => {
        &[
            $row!("int", Int),
            $row!("uint", Uint),
            $row!("double", Double),
            $row!("bool", Bool),
            $row!("duration", Duration),
            $row!("timestamp", Timestamp),
            $row!("string", String),
            $row!("bytes", Bytes),
        ]
    };
}

macro_rules! of_list {
    ($id:expr, $item:ident, $result:ident, $call:expr) => {
        Overload::method(
            $id,
            &[Type::List(Inner::Static(&Type::$item))],
            Type::$result,
            $call,
        )
        .costing(SEARCH_LIST)
    };
}

macro_rules! is_sorted {
    ($name:literal, $type:ident) => {
        of_list!(
            concat!("list_", $name, "_is_sorted_bool"),
            $type,
            Bool,
            is_sorted
        )
    };
}

macro_rules! most {
    ($name:literal, $type:ident) => {
        of_list!(
            concat!("list_", $name, "_max_", $name),
            $type,
            $type,
            |_, of| { outermost(list(of, 0)?, "max", Ordering::Less) }
        )
    };
}

macro_rules! least {
    ($name:literal, $type:ident) => {
        of_list!(
            concat!("list_", $name, "_min_", $name),
            $type,
            $type,
            |_, of| { outermost(list(of, 0)?, "min", Ordering::Greater) }
        )
    };
}

macro_rules! sum {
    ($name:literal, $type:ident, $zero:expr) => {
        of_list!(
            concat!("list_", $name, "_sum_", $name),
            $type,
            $type,
            |context, of| {
                list(of, 0)?
                    .iter()
                    .try_fold($zero, |sum, item| add(context, &[sum, item?]))
            }
        )
    };
}

/// Functions of lists.
pub(super) static LISTS: &[Function] = &[
    Function {
        name: "isSorted",
        overloads: ordered!(is_sorted),
    },
    Function {
        name: "sum",
        overloads: &[
            sum!("int", Int, Value::Int(0)),
            sum!("uint", Uint, Value::Uint(0)),
            sum!("double", Double, Value::Double(0.0)),
            sum!(
                "duration",
                Duration,
                Value::Duration(Duration { nanoseconds: 0 })
            ),
        ],
    },
    Function {
        name: "max",
        overloads: ordered!(most),
    },
    Function {
        name: "min",
        overloads: ordered!(least),
    },
    Function {
        name: "indexOf",
        overloads: &[
            Overload::method("list_a_index_of_int", &[LIST_A, A], Type::Int, |_, of| {
                let (list, item) = (list(of, 0)?, any(of, 1)?);
                position(list, item, 0..list.len())
            })
            .costing(SEARCH_LIST),
        ],
    },
    Function {
        name: "lastIndexOf",
        overloads: &[Overload::method(
            "list_a_last_index_of_int",
            &[LIST_A, A],
            Type::Int,
            |_, of| {
                let (list, item) = (list(of, 0)?, any(of, 1)?);
                position(list, item, (0..list.len()).rev())
            },
        )
        .costing(SEARCH_LIST)],
    },
    Function {
        name: "includes",
        overloads: &[Overload::method(
            "list_includes_dyn_dyn",
            &[Type::Dyn, Type::Dyn],
            Type::Bool,
            |_, of| {
                let item = any(of, 1)?;
                Ok(Value::Bool(match any(of, 0)? {
                    Value::List(list) => contains(list, item)?,
                    single => equal(single, item)?,
                }))
            },
        )
        .costing(INCLUDES)
        .since(37)],
    },
];

fn is_sorted<'v>(_: &mut Context<'_>, of: &[Value<'v>]) -> Result<Value<'v>, Error> {
    let mut before: Option<Value<'v>> = None;
    for item in list(of, 0)?.iter() {
        let item = item?;
        if before.is_some_and(|before| compare(&before, &item) == Some(Ordering::Greater)) {
            return Ok(Value::Bool(false));
        }
        before = Some(item);
    }
    Ok(Value::Bool(true))
}

/// The first item that no other is beyond: an item is replaced by one to which it compares so.
fn outermost<'v>(list: &List<'v>, name: &str, replaced: Ordering) -> Result<Value<'v>, Error> {
    let mut found = None;
    for item in list.iter() {
        let item = item?;
        let stays = |found: &Value<'_>| compare(found, &item) != Some(replaced);
        if !found.as_ref().is_some_and(stays) {
            found = Some(item);
        }
    }
    found.ok_or_else(|| Error::failed(format!("{name} called on empty list")))
}

fn position<'v>(
    list: &List<'v>,
    item: &Value<'v>,
    places: impl Iterator<Item = usize>,
) -> Result<Value<'v>, Error> {
    for index in places {
        if equal(&list.get(index)?, item)? {
            return Ok(Value::Int(index as i64));
        }
    }
    Ok(Value::Int(-1))
}

/// Whether an item is in a list.
///
/// # Errors
///
/// An item before it is not known.
pub(super) fn contains<'v>(list: &List<'v>, item: &Value<'v>) -> Result<bool, Error> {
    for other in list.iter() {
        if equal(item, &other?)? {
            return Ok(true);
        }
    }
    Ok(false)
}
