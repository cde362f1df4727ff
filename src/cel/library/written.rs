//! Values as `%s` writes them.

use crate::cel::error::Error;
use crate::cel::standard::convert::text;
use crate::cel::value::{List, Map, Value, name};
use crate::template::format::quote;

/// A value that stands by itself.
///
/// # Errors
///
/// It has no text.
pub(super) fn shown(value: &Value<'_>) -> Result<String, Error> {
    match value {
        Value::List(list) => of_list(list),
        Value::Null => Ok("null".to_owned()),
        Value::Map(_) | Value::Object(_) => value
            .as_map()
            .map_or_else(|| Err(no_text()), |map| of_map(&map)),
        Value::Optional(_) | Value::Opaque(_) => Err(no_text()),
        Value::Type(of) => Ok(name(of).into_owned()),
        value => text(value).map(|text| text.as_str().to_owned()),
    }
}

fn no_text() -> Error {
    Error::failed(
        "%s takes strings, bools, bytes, numbers, maps, lists, types, durations and timestamps",
    )
}

/// A value within another.
fn within(value: &Value<'_>) -> Result<String, Error> {
    let text = match value {
        Value::Double(number) => number_within(*number),
        value => shown(value)?,
    };
    Ok(match value {
        Value::String(_) => quote(&text),
        Value::Bytes(_) => format!("b{}", quote(&text)),
        Value::Duration(_) => format!("duration({})", quote(&text)),
        Value::Timestamp(_) => format!("timestamp({})", quote(&text)),
        _ => text,
    })
}

fn number_within(number: f64) -> String {
    match number {
        _ if number.is_nan() => "\"NaN\"".to_owned(),
        f64::INFINITY => "\"+Inf\"".to_owned(),
        f64::NEG_INFINITY => "\"-Inf\"".to_owned(),
        number => format!("{number:.6}"),
    }
}

fn of_list(list: &List<'_>) -> Result<String, Error> {
    let items = list.iter().map(|item| within(&item?));
    let items = items.collect::<Result<Vec<_>, Error>>()?;
    Ok(format!("[{}]", items.join(", ")))
}

fn of_map(map: &Map<'_>) -> Result<String, Error> {
    let mut entries = Vec::with_capacity(map.len());
    for index in 0..map.len() {
        let (key, value) = map.entry(index)?;
        entries.push((within(&key)?, within(&value)?));
    }
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    let entries: Vec<_> = entries
        .iter()
        .map(|(key, value)| format!("{key}:{value}"))
        .collect();
    Ok(format!("{{{}}}", entries.join(", ")))
}
