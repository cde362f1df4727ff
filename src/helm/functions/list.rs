//! Lists.

use super::call::{Answer, Call, any, as_list, int, items, nil_pointer};
use super::logic::is_empty;
use super::nil_list::NilList;
use super::print::{list_of, printed, strings};
use super::types::{equal, kind};
use crate::helm::numbers::to_int;
use crate::template::{Refusal, Value};

/// `list`, `tuple`
pub(super) fn list(arguments: &[Value], call: &Call<'_>) -> Answer {
    call.works(arguments.len())?;
    Ok(Value::list(arguments.to_vec()))
}

fn all(arguments: &[Value], call: &Call<'_>, cannot: &str) -> Result<Vec<Value>, Refusal> {
    let items = items(any(arguments, 0), cannot)?;
    call.works(items.len())?;
    Ok(items)
}

/// `append`, `push`
pub(super) fn append(arguments: &[Value], call: &Call<'_>) -> Answer {
    let mut items = all(arguments, call, "Cannot push on type")?;
    items.push(any(arguments, 1).clone());
    Ok(Value::list(items))
}

/// `prepend`
pub(super) fn prepend(arguments: &[Value], call: &Call<'_>) -> Answer {
    let mut items = all(arguments, call, "Cannot prepend on type")?;
    items.insert(0, any(arguments, 1).clone());
    Ok(Value::list(items))
}

/// `first`
pub(super) fn first(arguments: &[Value], _: &Call<'_>) -> Answer {
    let items = items(any(arguments, 0), "Cannot find first on type")?;
    Ok(items.first().cloned().unwrap_or(Value::Nil))
}

/// `last`
pub(super) fn last(arguments: &[Value], _: &Call<'_>) -> Answer {
    let items = items(any(arguments, 0), "Cannot find last on type")?;
    Ok(items.last().cloned().unwrap_or(Value::Nil))
}

/// `rest`
pub(super) fn rest(arguments: &[Value], call: &Call<'_>) -> Answer {
    let mut items = all(arguments, call, "Cannot find rest on type")?;
    if items.is_empty() {
        return Ok(NilList::value());
    }
    items.remove(0);
    Ok(Value::list(items))
}

/// `initial`
pub(super) fn initial(arguments: &[Value], call: &Call<'_>) -> Answer {
    let mut items = all(arguments, call, "Cannot find initial on type")?;
    match items.pop() {
        Some(_) => Ok(Value::list(items)),
        None => Ok(NilList::value()),
    }
}

/// `reverse`
pub(super) fn reverse(arguments: &[Value], call: &Call<'_>) -> Answer {
    let mut items = all(arguments, call, "Cannot find reverse on type")?;
    items.reverse();
    Ok(Value::list(items))
}

/// `compact`: without what is empty.
pub(super) fn compact(arguments: &[Value], call: &Call<'_>) -> Answer {
    let mut items = all(arguments, call, "Cannot compact on type")?;
    items.retain(|item| !is_empty(item));
    Ok(Value::list(items))
}

/// `uniq`
pub(super) fn uniq(arguments: &[Value], call: &Call<'_>) -> Answer {
    let mut kept: Vec<Value> = Vec::new();
    for item in all(arguments, call, "Cannot find uniq on type")? {
        if !contains(&kept, &item, call)? {
            kept.push(item);
        }
    }
    Ok(Value::list(kept))
}

fn contains(items: &[Value], item: &Value, call: &Call<'_>) -> Result<bool, Refusal> {
    for other in items {
        if equal(item, other, call)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `without`
pub(super) fn without(arguments: &[Value], call: &Call<'_>) -> Answer {
    let omitted = arguments.get(1..).unwrap_or_default();
    let mut kept = Vec::new();
    for item in all(arguments, call, "Cannot find without on type")? {
        if !contains(omitted, &item, call)? {
            kept.push(item);
        }
    }
    Ok(Value::list(kept))
}

/// `has`: the needle first.
pub(super) fn has(arguments: &[Value], call: &Call<'_>) -> Answer {
    let haystack = any(arguments, 1);
    if matches!(haystack, Value::Nil) {
        return Ok(Value::bool(false));
    }
    let items = items(haystack, "Cannot find has on type")?;
    Ok(Value::bool(contains(&items, any(arguments, 0), call)?))
}

/// `slice`
pub(super) fn slice(arguments: &[Value], call: &Call<'_>) -> Answer {
    let items = all(arguments, call, "list should be type of slice or array but")?;
    if items.is_empty() {
        return Ok(Value::Nil);
    }
    let length = items.len() as i64;
    let start = arguments.get(1).map_or(0, to_int);
    let end = arguments.get(2).map_or(length, to_int);
    if start < 0 || end < start || end > length {
        return Err(Refusal::from(
            "reflect.Value.Slice: slice index out of bounds",
        ));
    }
    Ok(Value::list(items[start as usize..end as usize].to_vec()))
}

/// `concat`
pub(super) fn concat(arguments: &[Value], call: &Call<'_>) -> Answer {
    let mut joined = Vec::new();
    for list in arguments {
        let Some(items) = as_list(list) else {
            return Err(match list {
                Value::Nil => nil_pointer(),
                other => Refusal::Failed(format!("Cannot concat type {} as list", kind(other))),
            });
        };
        let items = items.borrow();
        call.works(items.len())?;
        joined.extend(items.iter().cloned());
    }
    // Go's list is nil until something is added to it.
    Ok(if joined.is_empty() {
        NilList::value()
    } else {
        Value::list(joined)
    })
}

/// `chunk`: the size first.
pub(super) fn chunk(arguments: &[Value], call: &Call<'_>) -> Answer {
    let size = int(arguments, 0)?;
    let items = items(any(arguments, 1), "Cannot chunk type")?;
    call.works(items.len())?;
    match usize::try_from(size) {
        Ok(0) | Err(_) if !items.is_empty() => {
            Err(Refusal::from("runtime error: makeslice: len out of range"))
        }
        Ok(size) if !items.is_empty() => {
            let chunks = items.chunks(size).map(|chunk| Value::list(chunk.to_vec()));
            Ok(Value::list(chunks.collect()))
        }
        _ => Ok(Value::list(Vec::new())),
    }
}

/// `sortAlpha`
pub(super) fn sort_alpha(arguments: &[Value], call: &Call<'_>) -> Answer {
    let value = any(arguments, 0);
    if as_list(value).is_none() {
        return Ok(list_of([printed(value, call)?]));
    }
    let mut texts = strings(value, call)?;
    call.works(texts.len())?;
    texts.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    Ok(list_of(texts))
}
