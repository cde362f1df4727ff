//! Functions that make lists of lists: `[3, 1].sort()`. Source: `ext.Lists` of `cel-go`, version 3.

use std::cmp::Ordering;
use std::mem::discriminant;

use super::bound::{bounded, pairs};
use super::list_costs::{
    DISTINCT, FLATTEN, FLATTEN_DEEP, RANGE, REVERSE, SLICE, SORT, SORT_BY, SORT_BY_TEXTS,
    SORT_TEXTS,
};
use super::take::{int, list};
use crate::cel::error::Error;
use crate::cel::function::{Call, Cost, Function, Overload};
use crate::cel::standard::rows::LIST_A;
use crate::cel::types::{Inner, Type};
use crate::cel::value::{List, Value, compare, equal};

const LIST_LIST_A: Type = Type::List(Inner::Static(&LIST_A));
const LIST_DYN: Type = Type::List(Inner::Static(&Type::Dyn));
const LIST_INT: Type = Type::List(Inner::Static(&Type::Int));

/// The minor version of Kubernetes that has these.
const SINCE: u8 = 34;

/// Rows for each type that has an order, and for lists that are sorted by keys of it.
macro_rules! ordered {
    ($row:ident) => {
        &[
            $row!("int", Int, SORT, SORT_BY),
            $row!("uint", Uint, SORT, SORT_BY),
            $row!("double", Double, SORT, SORT_BY),
            $row!("bool", Bool, SORT, SORT_BY),
            $row!("google.protobuf.Duration", Duration, SORT, SORT_BY),
            $row!("google.protobuf.Timestamp", Timestamp, SORT, SORT_BY),
            $row!("string", String, SORT_TEXTS, SORT_BY_TEXTS),
            $row!("bytes", Bytes, SORT_TEXTS, SORT_BY_TEXTS),
        ]
    };
}

macro_rules! sort {
    ($name:literal, $type:ident, $cost:expr, $_:expr) => {
        to_list(
            concat!("list_", $name, "_sort"),
            &[Type::List(Inner::Static(&Type::$type))],
            Type::List(Inner::Static(&Type::$type)),
            $cost,
            |_, of| sorted(list(of, 0)?, list(of, 0)?),
        )
    };
}

macro_rules! sort_by {
    ($name:literal, $type:ident, $_:expr, $cost:expr) => {
        to_list(
            concat!("list_", $name, "_sortByAssociatedKeys"),
            &[LIST_A, Type::List(Inner::Static(&Type::$type))],
            LIST_A,
            $cost,
            |_, of| sorted(list(of, 0)?, list(of, 1)?),
        )
    };
}

/// Functions that make lists.
pub(super) static MORE_LISTS: &[Function] = &[
    Function {
        name: "slice",
        overloads: &[to_list(
            "list_slice",
            &[LIST_A, Type::Int, Type::Int],
            LIST_A,
            SLICE,
            |_, of| slice(list(of, 0)?, int(of, 1)?, int(of, 2)?),
        )],
    },
    Function {
        name: "flatten",
        overloads: &[
            to_list("list_flatten", &[LIST_LIST_A], LIST_A, FLATTEN, |_, of| {
                flatten(list(of, 0)?, 1).map(Value::list)
            }),
            to_list(
                "list_flatten_int",
                &[LIST_DYN, Type::Int],
                LIST_DYN,
                FLATTEN_DEEP,
                |_, of| match int(of, 1)? {
                    ..0 => Err(Error::failed("level must be non-negative")),
                    depth => flatten(list(of, 0)?, depth).map(Value::list),
                },
            ),
        ],
    },
    Function {
        name: "sort",
        overloads: ordered!(sort),
    },
    Function {
        name: "@sortByAssociatedKeys",
        overloads: ordered!(sort_by),
    },
    Function {
        name: "lists.range",
        overloads: &[
            Overload::function("lists_range", &[Type::Int], LIST_INT, |_, of| {
                let most = int(of, 0)?;
                bounded(u64::try_from(most).unwrap_or(0))?;
                Ok(Value::list((0..most).map(Value::Int).collect()))
            })
            .costing(RANGE)
            .since(SINCE),
        ],
    },
    Function {
        name: "reverse",
        overloads: &[to_list(
            "list_reverse",
            &[LIST_A],
            LIST_A,
            REVERSE,
            |_, of| {
                let list = list(of, 0)?;
                let items = (0..list.len()).rev().map(|index| list.get(index));
                Ok(Value::list(items.collect::<Result<_, _>>()?))
            },
        )],
    },
    Function {
        name: "distinct",
        overloads: &[to_list(
            "list_distinct",
            &[LIST_A],
            LIST_A,
            DISTINCT,
            |_, of| {
                let list = list(of, 0)?;
                bounded(pairs(list, list))?;
                let mut kept: Vec<Value<'_>> = Vec::new();
                for item in list.iter() {
                    let item = item?;
                    if !is_among(&kept, &item)? {
                        kept.push(item);
                    }
                }
                Ok(Value::list(kept))
            },
        )],
    },
];

const fn to_list(
    id: &'static str,
    parameters: &'static [Type],
    result: Type,
    cost: Cost,
    call: Call,
) -> Overload {
    Overload::method(id, parameters, result, call)
        .costing(cost)
        .since(SINCE)
}

fn slice<'v>(list: &List<'v>, start: i64, end: i64) -> Result<Value<'v>, Error> {
    let fails = |why: &str| {
        Err(Error::failed(format!(
            "cannot slice({start}, {end}), {why}"
        )))
    };
    let (Ok(from), Ok(to)) = (usize::try_from(start), usize::try_from(end)) else {
        return fails("negative indexes not supported");
    };
    if from > to {
        return fails("start index must be less than or equal to end index");
    }
    if to > list.len() {
        return fails(&format!("list is length {}", list.len()));
    }
    let items = (from..to).map(|index| list.get(index));
    Ok(Value::list(items.collect::<Result<_, _>>()?))
}

/// The items of lists within a list, so many levels deep.
fn flatten<'v>(list: &List<'v>, depth: i64) -> Result<Vec<Value<'v>>, Error> {
    let mut all = Vec::with_capacity(list.len());
    for item in list.iter() {
        match item? {
            Value::List(inner) if depth > 0 => all.extend(flatten(&inner, depth - 1)?),
            item => all.push(item),
        }
    }
    Ok(all)
}

/// The items of a list in the order of their keys.
fn sorted<'v>(list: &List<'v>, keys: &List<'v>) -> Result<Value<'v>, Error> {
    if list.len() != keys.len() {
        return Err(Error::failed("there are not as many keys as items to sort"));
    }
    let both = keys.iter().zip(list.iter());
    let mut both = both
        .map(|(key, item)| Ok((key?, item?)))
        .collect::<Result<Vec<_>, Error>>()?;
    for (key, _) in &both {
        if discriminant(&both[0].0) != discriminant(key) {
            return Err(Error::failed("list elements must have the same type"));
        }
        if compare(key, key).is_none() {
            return Err(Error::unsupported("the order of what has none"));
        }
    }
    both.sort_by(|(one, _), (other, _)| compare(one, other).unwrap_or(Ordering::Equal));
    check_order(&both)?;
    Ok(Value::list(
        both.into_iter().map(|(_, item)| item).collect(),
    ))
}

fn is_among<'v>(kept: &[Value<'v>], item: &Value<'v>) -> Result<bool, Error> {
    for other in kept {
        if equal(item, other)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The server keeps the order of items with equal keys only in short lists.
fn check_order<'v>(sorted: &[(Value<'v>, Value<'v>)]) -> Result<(), Error> {
    /// Go sorts no more by inserting each at its place.
    const SHORT: usize = 12;
    if sorted.len() <= SHORT {
        return Ok(());
    }
    for pair in sorted.windows(2) {
        let (one, other) = (&pair[0], &pair[1]);
        if compare(&one.0, &other.0) == Some(Ordering::Equal) && !equal(&one.1, &other.1)? {
            return Err(Error::unsupported("the order of items with equal keys"));
        }
    }
    Ok(())
}
