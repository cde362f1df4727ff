//! How values of several places become one: a parent's hold over those of the charts that it depends on, and what is null
//! takes away.

use super::node::Node;
use crate::template::{Key, Map, Value};

/// Under this key values are for all charts.
const GLOBAL: &str = "global";

/// What becomes of null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nulls {
    /// It takes away what it stands for.
    Delete,
    /// It stays, for a later step.
    Keep,
}

/// A copy that shares nothing with the value.
pub(super) fn copy(value: &Value) -> Value {
    match value {
        Value::Map(map) => Value::Map(copy_map(map)),
        Value::List(list) => Value::list(list.borrow().iter().map(copy).collect()),
        other => other.clone(),
    }
}

/// A copy that shares nothing with the map.
pub(super) fn copy_map(map: &Map) -> Map {
    let map = map.borrow();
    new_map(map.iter().map(|(key, value)| (key.clone(), copy(value))))
}

/// A new map.
pub(super) fn new_map(entries: impl Iterator<Item = (Key, Value)>) -> Map {
    let entries: std::collections::BTreeMap<Key, Value> = entries.collect();
    Map::new(std::cell::RefCell::new(entries.into()))
}

/// The values of a chart and of those that it depends on: `given` holds over the charts' own.
///
/// # Errors
///
/// The name of a dependency for which `given` has something that is no map, with that.
pub(super) fn coalesce(node: &Node<'_>, given: &Map, nulls: Nulls) -> Result<(), (String, Value)> {
    own_values(node, given, nulls);
    for child in &node.children {
        let known = given.borrow().get(child.name.as_str()).cloned();
        let of_child = match known {
            None => {
                let map = new_map(std::iter::empty());
                set(
                    given,
                    Key::from(child.name.as_str()),
                    Value::Map(map.clone()),
                );
                map
            }
            Some(Value::Map(map)) => map,
            Some(other) => return Err((child.name.clone(), other)),
        };
        globals(&of_child, given);
        coalesce(child, &of_child, nulls)?;
    }
    Ok(())
}

/// Adds the values of a chart to those that are given.
fn own_values(node: &Node<'_>, given: &Map, nulls: Nulls) {
    let own = copy_map(&node.values);
    for (key, value) in own.borrow().iter() {
        let known = given.borrow().get(key).cloned();
        match known {
            None => set(given, key.clone(), value.clone()),
            Some(Value::Nil) if nulls == Nulls::Delete => {
                given.borrow_mut().remove(key);
            }
            Some(Value::Map(known)) => {
                if let Value::Map(value) = value {
                    let is_child = node
                        .children
                        .iter()
                        .any(|child| key.0.as_str() == child.name);
                    let nulls = if is_child { Nulls::Keep } else { nulls };
                    tables(&known, value, nulls);
                }
            }
            Some(_) => {}
        }
    }
}

/// Adds what is for all charts to the values of one.
fn globals(to: &Map, from: &Map) {
    let of = |map: &Map| match map.borrow().get(GLOBAL) {
        None => Some(new_map(std::iter::empty())),
        Some(Value::Map(map)) => Some(map.clone()),
        Some(_) => None,
    };
    let (Some(to_all), Some(from_all)) = (of(to), of(from)) else {
        return;
    };
    for (key, value) in from_all.borrow().iter() {
        let known = to_all.borrow().get(key).cloned();
        match (value, known) {
            (Value::Map(value), None) => set(&to_all, key.clone(), Value::Map(shallow(value))),
            (Value::Map(value), Some(Value::Map(known))) => {
                let value = shallow(value);
                tables(&value, &known, Nulls::Keep);
                set(&to_all, key.clone(), Value::Map(value));
            }
            (Value::Map(_), Some(_)) | (_, Some(Value::Map(_))) => {}
            (value, _) => set(&to_all, key.clone(), value.clone()),
        }
    }
    let key = from
        .borrow()
        .get_key_value(GLOBAL)
        .map(|(key, _)| key.clone());
    let known = to
        .borrow()
        .get_key_value(GLOBAL)
        .map(|(key, _)| key.clone());
    let key = known.or(key).unwrap_or_else(|| Key::from(GLOBAL));
    set(to, key, Value::Map(to_all));
}

/// A map of its own with the same values.
fn shallow(map: &Map) -> Map {
    let entries = map.borrow();
    new_map(
        entries
            .iter()
            .map(|(key, value)| (key.clone(), value.clone())),
    )
}

/// Adds to a map what another has and it has not; maps within both in the same way. With [`Nulls::Delete`], null in the
/// first takes away what the other has.
pub(super) fn tables(to: &Map, from: &Map, nulls: Nulls) {
    if std::rc::Rc::ptr_eq(to, from) {
        return;
    }
    // What is added may lie in the map that is gone through.
    let entries: Vec<(Key, Value)> = {
        let from = from.borrow();
        let of = |(key, value): (&Key, &Value)| (key.clone(), value.clone());
        from.iter().map(of).collect()
    };
    for (key, value) in entries {
        let known = to.borrow().get(&key).cloned();
        match known {
            None => set(to, key, value),
            Some(Value::Nil) if nulls == Nulls::Delete && !matches!(value, Value::Nil) => {
                to.borrow_mut().remove(&key);
            }
            Some(Value::Map(known)) => {
                if let Value::Map(value) = &value {
                    tables(&known, value, nulls);
                }
            }
            Some(_) => {}
        }
    }
}

/// Sets an entry; its key is the one that is given, where it stands.
pub(super) fn set(map: &Map, key: Key, value: Value) {
    let mut map = map.borrow_mut();
    map.remove(&key);
    map.insert(key, value);
}
