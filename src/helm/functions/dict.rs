//! Maps.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::call::int;
use super::call::{Answer, Call, MOST_DEEP, any, as_list, characters, items, map, text};
use super::print::printed;
use super::trim::split_parts;
use super::types::type_name;
use crate::origin::Text;
use crate::template::{Bound, Key, Map, Object, Refusal, Value};

/// `dict`
pub(super) fn dict(arguments: &[Value], call: &Call<'_>) -> Answer {
    let mut made = BTreeMap::new();
    for pair in arguments.chunks(2) {
        let key = Key(printed(&pair[0], call)?);
        made.remove(&key);
        let value = pair.get(1).cloned();
        made.insert(key, value.unwrap_or_else(|| Value::text("")));
    }
    Ok(Value::map(made))
}

/// `get`: an empty text if the key is not there.
pub(super) fn get(arguments: &[Value], _: &Call<'_>) -> Answer {
    let (map, key) = (map(arguments, 0)?, characters(arguments, 1)?);
    let value = map.and_then(|map| map.borrow().get(key).cloned());
    Ok(value.unwrap_or_else(|| Value::text("")))
}

/// `set`, in place.
pub(super) fn set(arguments: &[Value], _: &Call<'_>) -> Answer {
    let (map, key) = (map(arguments, 0)?, text(arguments, 1)?);
    let Some(map) = map else {
        return Err(Refusal::from("assignment to entry in nil map"));
    };
    put(&map, Key(key.clone()), any(arguments, 2).clone());
    Ok(Value::Map(map))
}

/// Sets a key, which comes from where it was set last.
pub(super) fn put(map: &Map, key: Key, value: Value) {
    let old = {
        let mut map = map.borrow_mut();
        let old = map.remove(&key);
        map.insert(key, value);
        old
    };
    // What held it may be the last to let it go.
    drop(old);
}

/// `unset`, in place.
pub(super) fn unset(arguments: &[Value], _: &Call<'_>) -> Answer {
    let (map, key) = (map(arguments, 0)?, characters(arguments, 1)?);
    let Some(map) = map else {
        return Ok(Value::Nil);
    };
    let old = map.borrow_mut().remove(key);
    drop(old);
    Ok(Value::Map(map))
}

/// `hasKey`
pub(super) fn has_key(arguments: &[Value], _: &Call<'_>) -> Answer {
    let (map, key) = (map(arguments, 0)?, characters(arguments, 1)?);
    Ok(Value::bool(
        map.is_some_and(|map| map.borrow().contains_key(key)),
    ))
}

/// `pluck`: the values of a key in several maps.
pub(super) fn pluck(arguments: &[Value], _: &Call<'_>) -> Answer {
    let key = characters(arguments, 0)?;
    let mut values = Vec::new();
    for at in 1..arguments.len() {
        let map = map(arguments, at)?;
        values.extend(map.and_then(|map| map.borrow().get(key).cloned()));
    }
    Ok(Value::list(values))
}

/// `keys`. Go gives them in any order, so the sorted one is as good as another.
pub(super) fn keys(arguments: &[Value], call: &Call<'_>) -> Answer {
    let mut keys = Vec::new();
    for at in 0..arguments.len() {
        let Some(map) = map(arguments, at)? else {
            continue;
        };
        call.works(map.borrow().len())?;
        keys.extend(map.borrow().keys().map(|key| Value::Text(key.0.clone())));
    }
    Ok(Value::list(keys))
}

/// `values`, in the order of their keys.
pub(super) fn values(arguments: &[Value], call: &Call<'_>) -> Answer {
    let Some(map) = map(arguments, 0)? else {
        return Ok(Value::list(Vec::new()));
    };
    call.works(map.borrow().len())?;
    let values = map.borrow().values().cloned().collect();
    Ok(Value::list(values))
}

/// `pick`
pub(super) fn pick(arguments: &[Value], call: &Call<'_>) -> Answer {
    chosen(arguments, call, true)
}

/// `omit`
pub(super) fn omit(arguments: &[Value], call: &Call<'_>) -> Answer {
    chosen(arguments, call, false)
}

fn chosen(arguments: &[Value], call: &Call<'_>, named: bool) -> Answer {
    let mut names = BTreeSet::new();
    for at in 1..arguments.len() {
        // A list in the place of names is taken for its names, as Go's templates hand on a list of strings.
        match as_list(&arguments[at]) {
            Some(_) => {
                let listed = items(&arguments[at], "")?;
                names.extend(
                    listed
                        .iter()
                        .filter_map(|name| name.as_str().map(str::to_owned)),
                );
            }
            None => {
                names.insert(characters(arguments, at)?.to_owned());
            }
        }
    }
    let Some(map) = map(arguments, 0)? else {
        return Ok(Value::map(BTreeMap::new()));
    };
    let map = map.borrow();
    call.works(map.len())?;
    let kept = map
        .iter()
        .filter(|(key, _)| names.contains(key.0.as_str()) == named);
    Ok(Value::map(
        kept.map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
    ))
}

/// `dig`: keys, what else, and the map.
pub(super) fn dig(arguments: &[Value], _: &Call<'_>) -> Answer {
    let [keys @ .., or, value] = arguments else {
        return Err(Refusal::from("dig needs at least three arguments"));
    };
    if keys.is_empty() {
        return Err(Refusal::from("dig needs at least three arguments"));
    }
    let mut at = value.clone();
    for key in keys {
        let Value::Map(map) = &at else {
            return Err(no_conversion(&at, "map[string]interface {}"));
        };
        let Value::Text(key) = key else {
            return Err(no_conversion(key, "string"));
        };
        let next = map.borrow().get(key.as_str()).cloned();
        match next {
            Some(next) => at = next,
            None => return Ok(or.clone()),
        }
    }
    Ok(at)
}

fn no_conversion(value: &Value, to: &str) -> Refusal {
    let is = match value {
        Value::Nil => "nil",
        other => type_name(other),
    };
    Refusal::Failed(format!(
        "interface conversion: interface {{}} is {is}, not {to}"
    ))
}

/// `deepCopy`
pub(super) fn deep_copy(arguments: &[Value], call: &Call<'_>) -> Answer {
    copied(any(arguments, 0), call, 0)
}

fn copied(value: &Value, call: &Call<'_>, depth: usize) -> Answer {
    call.works(1)?;
    if depth > MOST_DEEP {
        return Err(Bound::Depth.into());
    }
    match value {
        Value::List(list) => {
            let items = list.borrow();
            let items = items.iter().map(|item| copied(item, call, depth + 1));
            Ok(Value::list(items.collect::<Result<_, _>>()?))
        }
        Value::Map(map) => {
            let mut copy = BTreeMap::new();
            for (key, value) in map.borrow().iter() {
                copy.insert(key.clone(), copied(value, call, depth + 1)?);
            }
            Ok(Value::map(copy))
        }
        other => Ok(other.clone()),
    }
}

/// `split`: parts by `_0`, `_1` and so on.
pub(super) fn split(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (separator, of) = (characters(arguments, 0)?, text(arguments, 1)?);
    numbered(split_parts(of, separator, None), call)
}

/// `splitn`
pub(super) fn splitn(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (separator, most, of) = (
        characters(arguments, 0)?,
        int(arguments, 1)?,
        text(arguments, 2)?,
    );
    numbered(split_parts(of, separator, usize::try_from(most).ok()), call)
}

fn numbered(parts: Vec<Text>, call: &Call<'_>) -> Answer {
    call.works(parts.len())?;
    let parts = parts.into_iter().enumerate();
    let parts =
        parts.map(|(number, part)| (Key(Text::made(format!("_{number}"))), Value::Text(part)));
    let Value::Map(map) = Value::map(parts.collect()) else {
        return Ok(Value::Nil);
    };
    Ok(Value::Object(Rc::new(Strings(map))))
}

/// `map[string]string`: a key that is not there is an empty text.
#[derive(Debug)]
struct Strings(Map);

impl Object for Strings {
    fn type_name(&self) -> &'static str {
        "map[string]string"
    }

    fn field(&self, name: &str) -> Option<Value> {
        let there = self.0.borrow().get(name).cloned();
        Some(there.unwrap_or_else(|| Value::text("")))
    }

    fn call(&self, _: &str, _: &[Value]) -> Option<Result<Value, String>> {
        None
    }

    fn printed(&self) -> Text {
        let mut text = Text::made("map[");
        for (number, (key, value)) in self.0.borrow().iter().enumerate() {
            text.push_str(if number == 0 { "" } else { " " });
            text.push(&key.0);
            text.push_str(":");
            if let Value::Text(value) = value {
                text.push(value);
            }
        }
        text.push_str("]");
        text
    }

    fn as_map(&self) -> Option<Map> {
        Some(self.0.clone())
    }
}
