//! Fields of manifests, with the place of each.

use crate::origin::{Place, Text};
use crate::template::Value;

/// What stands at a path of keys; `None` for null as well.
pub(super) fn get(value: &Value, path: &[&str]) -> Option<Value> {
    let mut at = value.clone();
    for &key in path {
        let Value::Map(map) = &at else {
            return None;
        };
        let next = map.borrow().get(key).cloned();
        at = next?;
    }
    (!matches!(at, Value::Nil)).then_some(at)
}

/// A text there, which may look like a number.
pub(super) fn text(value: &Value, path: &[&str]) -> Option<Text> {
    as_text(&get(value, path)?)
}

/// A text there that is not empty.
pub(super) fn filled(value: &Value, path: &[&str]) -> Option<Text> {
    text(value, path).filter(|text| !text.is_empty())
}

/// Whether true stands there.
pub(super) fn is_true(value: &Value, path: &[&str]) -> bool {
    matches!(get(value, path), Some(Value::Bool(true, _)))
}

/// The items of a list there.
pub(super) fn items(value: &Value, path: &[&str]) -> Vec<Value> {
    match get(value, path) {
        Some(Value::List(items)) => items.borrow().to_vec(),
        _ => Vec::new(),
    }
}

/// The texts of a list there.
pub(super) fn texts(value: &Value, path: &[&str]) -> Vec<Text> {
    items(value, path).iter().filter_map(as_text).collect()
}

/// Keys and values of a map there.
pub(super) fn entries(value: &Value, path: &[&str]) -> Vec<(Text, Value)> {
    match get(value, path) {
        Some(Value::Map(map)) => {
            let map = map.borrow();
            map.iter()
                .map(|(key, value)| (key.0.clone(), value.clone()))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// A scalar as it would be written.
pub(super) fn as_text(value: &Value) -> Option<Text> {
    let number = |text: String, place: Option<Place>| Some(Text::derived(&text, place));
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Bool(is, place) => number(is.to_string(), *place),
        Value::Int(at, place) | Value::Int64(at, place) => number(at.to_string(), *place),
        Value::Float(at, place) => number(at.to_string(), *place),
        Value::Nil | Value::List(_) | Value::Map(_) | Value::Object(_) => None,
    }
}
