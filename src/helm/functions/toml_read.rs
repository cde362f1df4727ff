//! From TOML to values that know where they stand.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::call::{Answer, Call, MOST_DEEP, text};
use crate::origin::Text;
use crate::template::{Bound, Key, Refusal, Value};

/// `fromToml`: a map with the key `Error` if the text is none.
pub(super) fn from_toml(arguments: &[Value], call: &Call<'_>) -> Answer {
    let of = text(arguments, 0)?;
    call.takes(of.len() * 4)?;
    match DeTable::parse(of.as_str()) {
        Ok(table) => map(table.get_ref(), of, 0),
        Err(error) => {
            let entries = [(
                Key::from("Error"),
                Value::text(format!("toml: {}", error.message())),
            )];
            Ok(Value::map(entries.into_iter().collect()))
        }
    }
}

fn map(table: &DeTable<'_>, of: &Text, depth: usize) -> Answer {
    let mut entries = BTreeMap::new();
    for (key, item) in table {
        let key = part(of, key.span(), key.get_ref());
        entries.insert(Key(key), value(item, of, depth + 1)?);
    }
    Ok(Value::map(entries))
}

/// What a scalar says, from where it stands.
fn part(of: &Text, span: std::ops::Range<usize>, says: &str) -> Text {
    let written = of.slice(span.start, span.end);
    let found = written.as_str().find(says).filter(|_| !says.is_empty());
    match found {
        Some(at) => written.slice(at, at + says.len()),
        None => written.derive(says),
    }
}

fn value(item: &Spanned<DeValue<'_>>, of: &Text, depth: usize) -> Result<Value, Refusal> {
    if depth > MOST_DEEP {
        return Err(Bound::Depth.into());
    }
    let span = item.span();
    let place = of.slice(span.start, span.end).place();
    Ok(match item.get_ref() {
        DeValue::String(says) => Value::Text(part(of, span, says)),
        DeValue::Integer(number) => {
            let parsed = i64::from_str_radix(number.as_str(), number.radix());
            Value::Int64(parsed.unwrap_or(0), place)
        }
        DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(0.0), place),
        DeValue::Boolean(is) => Value::Bool(*is, place),
        DeValue::Datetime(time) => Value::Text(part(of, span, &time.to_string())),
        DeValue::Array(items) => {
            let items = items.iter().map(|item| value(item, of, depth + 1));
            Value::list(items.collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => map(table, of, depth)?,
    })
}
