//! What it costs to go through a value.

use crate::cel::standard::costs::PER_CHARACTER;
use crate::cel::value::Value;

/// What going through all of a value costs.
pub(super) fn traversal(value: &Value<'_>) -> u64 {
    let characters = |bytes: usize| (bytes as f64 * PER_CHARACTER) as u64;
    match value {
        Value::String(text) => characters(text.as_str().len()),
        Value::Bytes(bytes) => characters(bytes.as_slice().len()),
        Value::List(list) => list.iter().flatten().map(|item| traversal(&item)).sum(),
        Value::Map(map) => {
            let entries = (0..map.len()).filter_map(|index| map.entry(index).ok());
            entries
                .map(|(key, value)| traversal(&key) + traversal(&value))
                .sum()
        }
        Value::Object(object) => {
            let fields = (0..object.0.len()).filter_map(|index| object.0.entry(index).ok());
            fields
                .map(|(name, value)| characters(name.as_str().len()) + traversal(&value))
                .sum()
        }
        _ => 1,
    }
}

/// A cost of the server's arithmetic, rounded up.
pub(super) fn as_cost(number: f64) -> u64 {
    number.ceil() as u64
}
