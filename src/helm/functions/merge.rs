//! `merge` and its kin, as mergo merges: in place, and without copies of what lies within.

use std::rc::Rc;

use super::call::{Answer, Call, MOST_DEEP, map};
use super::dict::put;
use super::logic::is_empty;
use crate::template::{Bound, Key, Map, Refusal, Value};

/// `merge`: what the first map has holds, unless it is empty.
pub(super) fn merge(arguments: &[Value], call: &Call<'_>) -> Answer {
    all(arguments, call, false)
}

/// `mergeOverwrite`: what the last map has holds.
pub(super) fn merge_overwrite(arguments: &[Value], call: &Call<'_>) -> Answer {
    all(arguments, call, true)
}

fn all(arguments: &[Value], call: &Call<'_>, overwrites: bool) -> Answer {
    let into = map(arguments, 0)?.unwrap_or_default();
    for at in 1..arguments.len() {
        if let Some(from) = map(arguments, at)? {
            into_map(&into, &from, call, (overwrites, 0))?;
        }
    }
    Ok(Value::Map(into))
}

fn into_map(
    into: &Map,
    from: &Map,
    call: &Call<'_>,
    (overwrites, depth): (bool, usize),
) -> Result<(), Refusal> {
    if depth > MOST_DEEP {
        return Err(Bound::Depth.into());
    }
    if Rc::ptr_eq(into, from) {
        return Ok(());
    }
    let entries: Vec<(Key, Value)> = {
        let from = from.borrow();
        from.iter()
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    };
    for (key, value) in entries {
        call.works(1)?;
        let there = into.borrow().get(&key).cloned();
        if matches!(value, Value::Nil) {
            if overwrites {
                put(into, key, value);
            }
            continue;
        }
        if let (Some(Value::Map(into)), Value::Map(from)) = (&there, &value) {
            into_map(into, from, call, (overwrites, depth + 1))?;
        }
        let there = there.filter(|there| !is_empty(there));
        match (there, &value) {
            (Some(Value::Map(_)), Value::Map(_)) => {}
            (Some(_), _) if !overwrites => {}
            _ => put(into, key, value),
        }
    }
    Ok(())
}
