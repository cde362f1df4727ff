//! `index`, `slice`, `len`

use crate::template::exec::Seen;
use crate::template::failure::Refusal;
use crate::template::functions::Functions;
use crate::template::value::{List, Map, Value};

type Answer = Result<Seen, Refusal>;

/// `index x 1 2` is `x[1][2]`.
pub(super) fn index(of: &Seen, indices: &[Seen], functions: &dyn Functions) -> Answer {
    if matches!(of.value(), Value::Nil) {
        return Err("index of untyped nil".into());
    }
    let mut item = of.clone();
    for at in indices {
        item = one(&item, at.value(), functions)?;
    }
    Ok(item)
}

fn one(of: &Seen, at: &Value, functions: &dyn Functions) -> Answer {
    match of.value() {
        Value::Nil => Err("index of nil pointer".into()),
        Value::List(list) => item(list, at),
        Value::Text(text) => {
            let bytes = text.as_str().as_bytes();
            let byte = bytes.get(position(at, bytes.len())?);
            let byte = byte.ok_or("reflect: string index out of range")?;
            Ok(Seen::Plain(Value::int(i64::from(*byte))))
        }
        Value::Map(map) => entry(map, at, functions),
        Value::Object(object) => match (object.as_map(), object.as_list(), at) {
            (Some(map), _, at) => entry(&map, at, functions),
            (None, Some(list), at) => item(&list, at),
            (None, None, Value::Text(name)) => match object.field(name.as_str()) {
                Some(value) => Ok(Seen::Boxed(value)),
                None => Err(not_indexable(of.value())),
            },
            _ => Err(not_indexable(of.value())),
        },
        value => Err(not_indexable(value)),
    }
}

fn item(list: &List, at: &Value) -> Answer {
    let list = list.borrow();
    let item = list.get(position(at, list.len())?);
    let item = item.ok_or("reflect: slice index out of range")?;
    Ok(Seen::Boxed(item.clone()))
}

fn not_indexable(value: &Value) -> Refusal {
    format!("can't index item of type {}", value.type_name()).into()
}

fn entry(map: &Map, key: &Value, functions: &dyn Functions) -> Answer {
    match key {
        Value::Text(key) => {
            functions.reads(map, key.as_str());
            let value = map.borrow().get(key.as_str()).cloned();
            Ok(Seen::Boxed(value.unwrap_or(Value::Nil)))
        }
        Value::Nil => Err("value is nil; should be of type string".into()),
        key => Err(format!("value has type {}; should be string", key.type_name()).into()),
    }
}

/// A position in something of a length; one behind its end is taken here, and refused where it is looked up.
fn position(at: &Value, length: usize) -> Result<usize, Refusal> {
    match at {
        Value::Int(number, _) | Value::Int64(number, _) => {
            let position = usize::try_from(*number).ok();
            let position = position.filter(|position| *position <= length);
            position.ok_or_else(|| format!("index out of range: {number}").into())
        }
        Value::Nil => Err("cannot index slice/array with nil".into()),
        at => {
            let name = at.type_name();
            Err(format!("cannot index slice/array with type {name}").into())
        }
    }
}

/// `slice x 1 2` is `x[1:2]`; in bytes, for a string.
pub(super) fn slice(of: &Value, indices: &[Seen]) -> Answer {
    if matches!(of, Value::Nil) {
        return Err("slice of untyped nil".into());
    }
    if indices.len() > 3 {
        return Err(format!("too many slice indexes: {}", indices.len()).into());
    }
    let length = match of {
        Value::Text(_) if indices.len() == 3 => return Err("cannot 3-index slice a string".into()),
        Value::Text(text) => text.len(),
        Value::List(list) => list.borrow().len(),
        of => return Err(format!("can't slice item of type {}", of.type_name()).into()),
    };
    let mut bounds = [0, length, length];
    for (bound, at) in bounds.iter_mut().zip(indices) {
        *bound = position(at.value(), length)?;
    }
    for pair in bounds.windows(2).take(indices.len().max(2) - 1) {
        if pair[0] > pair[1] {
            return Err(format!("invalid slice index: {} > {}", pair[0], pair[1]).into());
        }
    }
    let [start, end, _] = bounds;
    Ok(Seen::Plain(match of {
        Value::List(list) => Value::list(list.borrow()[start..end].to_vec()),
        Value::Text(text) => {
            let letters = text.as_str();
            if letters.is_char_boundary(start) && letters.is_char_boundary(end) {
                Value::Text(text.slice(start, end))
            } else {
                let bytes = &letters.as_bytes()[start..end];
                Value::Text(text.derive(&String::from_utf8_lossy(bytes)))
            }
        }
        _ => Value::Nil,
    }))
}

/// `len`
pub(super) fn length(of: &Seen) -> Answer {
    let length = match of.value() {
        Value::Nil => {
            return Err(match of {
                Seen::Boxed(_) => "len of nil pointer".into(),
                _ => "reflect: call of reflect.Value.Type on zero Value".into(),
            });
        }
        Value::Text(text) => text.len(),
        Value::List(list) => list.borrow().len(),
        Value::Map(map) => map.borrow().len(),
        Value::Object(object) => match (object.as_map(), object.as_list()) {
            (Some(map), _) => map.borrow().len(),
            (None, Some(list)) => list.borrow().len(),
            (None, None) => return Err(format!("len of type {}", object.type_name()).into()),
        },
        of => return Err(format!("len of type {}", of.type_name()).into()),
    };
    Ok(Seen::Plain(Value::int(length as i64)))
}
