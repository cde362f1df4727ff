//! What Go's `%v` and Sprig's `toString` make of values.

use super::call::{Answer, Call, MOST_DEEP, any, as_list};
use crate::helm::numbers::float;
use crate::origin::Text;
use crate::template::{Bound, Refusal, Value};

/// A value as Go prints it, its texts from where they come; bytes are the text that they are.
pub(super) fn printed(value: &Value, call: &Call<'_>) -> Result<Text, Refusal> {
    if let Value::Object(object) = value
        && let Some(bytes) = object.as_bytes()
    {
        return Ok(bytes.text);
    }
    printed_as_numbers(value, call)
}

/// The same, but bytes are their numbers, as Go prints them.
pub(super) fn printed_as_numbers(value: &Value, call: &Call<'_>) -> Result<Text, Refusal> {
    let mut text = Text::default();
    print(value, &mut text, call, 0)?;
    Ok(text)
}

fn print(value: &Value, into: &mut Text, call: &Call<'_>, depth: usize) -> Result<(), Refusal> {
    call.works(1)?;
    if depth > MOST_DEEP {
        return Err(Bound::Depth.into());
    }
    match value {
        Value::Nil => into.push_str("<nil>"),
        Value::Bool(is, place) => {
            into.push(&Text::derived(if *is { "true" } else { "false" }, *place));
        }
        Value::Int(number, place) | Value::Int64(number, place) => {
            into.push(&Text::derived(&number.to_string(), *place));
        }
        Value::Float(number, place) => into.push(&Text::derived(&float(*number), *place)),
        Value::Text(text) => {
            call.takes_text(text)?;
            into.push(text);
        }
        Value::Map(map) => {
            into.push_str("map[");
            for (number, (key, value)) in map.borrow().iter().enumerate() {
                into.push_str(if number == 0 { "" } else { " " });
                into.push(&key.0);
                into.push_str(":");
                print(value, into, call, depth + 1)?;
            }
            into.push_str("]");
        }
        Value::Object(object) if object.as_list().is_none() => into.push(&object.printed()),
        Value::List(_) | Value::Object(_) => {
            into.push_str("[");
            let list = as_list(value);
            let items = list.iter().flat_map(|list| list.borrow().to_vec());
            for (number, item) in items.enumerate() {
                into.push_str(if number == 0 { "" } else { " " });
                print(&item, into, call, depth + 1)?;
            }
            into.push_str("]");
        }
    }
    Ok(())
}

/// `toString`
pub(super) fn to_string(arguments: &[Value], call: &Call<'_>) -> Answer {
    Ok(Value::Text(printed(any(arguments, 0), call)?))
}

/// `toStrings`, and what `join` joins: each item as a text, but what is nil left out.
pub(super) fn strings(value: &Value, call: &Call<'_>) -> Result<Vec<Text>, Refusal> {
    if let Some(list) = as_list(value) {
        let list = list.borrow();
        let there = list.iter().filter(|item| !matches!(item, Value::Nil));
        return there.map(|item| printed(item, call)).collect();
    }
    match value {
        Value::Nil => Ok(Vec::new()),
        other => Ok(vec![printed(other, call)?]),
    }
}

/// A list of texts.
pub(super) fn list_of(texts: impl IntoIterator<Item = Text>) -> Value {
    Value::list(texts.into_iter().map(Value::Text).collect())
}

/// `toStrings`
pub(super) fn to_strings(arguments: &[Value], call: &Call<'_>) -> Answer {
    Ok(list_of(strings(any(arguments, 0), call)?))
}
