//! What was read of JSON or YAML, as the type that a function gives.

use std::collections::BTreeMap;

use super::call::{Answer, Call, text};
use super::json_read::read;
use super::nil_list::NilList;
use crate::template::{Key, Refusal, Value};

/// What a collection is to Go when it is put where another type is wanted.
fn what(value: &Value) -> &'static str {
    match value {
        Value::List(_) => "array",
        Value::Map(_) => "object",
        Value::Text(_) => "string",
        Value::Bool(..) => "bool",
        _ => "number",
    }
}

/// What was read, as a map: one with the key `Error` if it could not be read or is none.
pub(super) fn as_map(read: Result<Value, String>, around: &str) -> Value {
    let error = match read {
        Ok(Value::Nil) => return Value::map(BTreeMap::new()),
        Ok(map @ Value::Map(_)) => return map,
        Ok(other) => {
            let what = what(&other);
            format!(
                "{around}json: cannot unmarshal {what} into Go value of type map[string]interface {{}}"
            )
        }
        Err(error) => error,
    };
    let entries = [(Key::from("Error"), Value::text(error))];
    Value::map(entries.into_iter().collect())
}

/// What was read, as a list: one with the error if it could not be read or is none.
pub(super) fn as_list(read: Result<Value, String>, around: &str) -> Value {
    let error = match read {
        // Decoded behind YAML, null leaves the list as it was.
        Ok(Value::Nil) if !around.is_empty() => return Value::list(Vec::new()),
        Ok(Value::Nil) => return NilList::value(),
        Ok(list @ Value::List(_)) => return list,
        Ok(other) => {
            let what = what(&other);
            format!("{around}json: cannot unmarshal {what} into Go value of type []interface {{}}")
        }
        Err(error) => error,
    };
    Value::list(vec![Value::text(error)])
}

/// `fromJson`, as Helm has it.
pub(super) fn from_json(arguments: &[Value], call: &Call<'_>) -> Answer {
    call.takes(text(arguments, 0)?.len())?;
    Ok(as_map(read(text(arguments, 0)?), ""))
}

/// `fromJsonArray`
pub(super) fn from_json_array(arguments: &[Value], call: &Call<'_>) -> Answer {
    call.takes(text(arguments, 0)?.len())?;
    Ok(as_list(read(text(arguments, 0)?), ""))
}

/// `mustFromJson`: anything.
pub(super) fn must_from_json(arguments: &[Value], call: &Call<'_>) -> Answer {
    call.takes(text(arguments, 0)?.len())?;
    read(text(arguments, 0)?).map_err(Refusal::Failed)
}
