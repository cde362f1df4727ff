//! Lists as sets: `sets.contains([1, 2], [2])`.

use super::bound::{bounded, pairs};
use super::costs::{SETS, SETS_TWICE};
use super::lists::contains;
use super::take::list;
use crate::cel::error::Error;
use crate::cel::function::{Call, Cost, Function, Overload};
use crate::cel::standard::rows::LIST_A;
use crate::cel::types::Type;
use crate::cel::value::{List, Value};

/// Functions of sets.
pub(super) static SETS_TABLE: &[Function] = &[
    Function {
        name: "sets.contains",
        overloads: &[two("list_sets_contains_list", SETS, |_, of| {
            Ok(Value::Bool(contains_all(list(of, 0)?, list(of, 1)?)?))
        })],
    },
    Function {
        name: "sets.equivalent",
        overloads: &[two("list_sets_equivalent_list", SETS_TWICE, |_, of| {
            let (one, other) = (list(of, 0)?, list(of, 1)?);
            Ok(Value::Bool(
                contains_all(one, other)? && contains_all(other, one)?,
            ))
        })],
    },
    Function {
        name: "sets.intersects",
        overloads: &[two("list_sets_intersects_list", SETS, |_, of| {
            let (one, other) = (list(of, 0)?, list(of, 1)?);
            bounded(pairs(one, other))?;
            for item in one.iter() {
                if contains(other, &item?)? {
                    return Ok(Value::Bool(true));
                }
            }
            Ok(Value::Bool(false))
        })],
    },
];

const fn two(id: &'static str, cost: Cost, call: Call) -> Overload {
    Overload::function(id, &[LIST_A, LIST_A], Type::Bool, call)
        .costing(cost)
        .since(29)
}

fn contains_all<'v>(list: &List<'v>, others: &List<'v>) -> Result<bool, Error> {
    bounded(pairs(list, others))?;
    for item in others.iter() {
        if !contains(list, &item?)? {
            return Ok(false);
        }
    }
    Ok(true)
}
