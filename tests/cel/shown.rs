//! Values as the records of what servers say write them.

use podlint::cel::Value;

/// A value, so that different ones look different.
pub(crate) fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Uint(value) => format!("{value}u"),
        Value::Double(value) => double(*value),
        Value::String(text) => quoted(text.as_str()),
        Value::Bytes(bytes) => {
            let digits = bytes.as_slice().iter().map(|byte| format!("{byte:02x}"));
            format!("b{}", digits.collect::<String>())
        }
        Value::Duration(value) => format!("duration {}", value.nanoseconds),
        Value::Timestamp(value) => format!("timestamp {} {}", value.seconds, value.nanoseconds),
        Value::List(list) => {
            let items = list.iter().map(|item| shown(&item.unwrap()));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        Value::Map(map) => {
            let entry = |index| {
                let (key, value) = map.entry(index).unwrap();
                format!("{}: {}", shown(&key), shown(&value))
            };
            let mut entries: Vec<_> = (0..map.len()).map(entry).collect();
            entries.sort();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Object(object) => format!("object {}", object.0.type_name()),
        Value::Optional(None) => "none".to_owned(),
        Value::Optional(Some(value)) => format!("some({})", shown(value)),
        Value::Type(of) => format!("type {of}"),
        Value::Opaque(own) => format!("opaque {}", own.type_name()),
    }
}

/// Go's shortest form with an exponent.
fn double(value: f64) -> String {
    if !value.is_finite() {
        let sign = if value > 0.0 { "+" } else { "-" };
        return if value.is_nan() {
            "dNaN".to_owned()
        } else {
            format!("d{sign}Inf")
        };
    }
    let written = format!("{value:e}");
    let (digits, exponent) = written.split_once('e').unwrap();
    let exponent: i32 = exponent.parse().unwrap();
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("d{digits}e{sign}{:02}", exponent.abs())
}

/// Go's `strconv.QuoteToASCII`.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        '\x07' => r"\a".to_owned(),
        '\x08' => r"\b".to_owned(),
        '\x0c' => r"\f".to_owned(),
        '\n' => r"\n".to_owned(),
        '\r' => r"\r".to_owned(),
        '\t' => r"\t".to_owned(),
        '\x0b' => r"\v".to_owned(),
        ' '..='~' => c.to_string(),
        c if c.is_ascii() => format!("\\x{:02x}", u32::from(c)),
        c if u32::from(c) < 0x1_0000 => format!("\\u{:04x}", u32::from(c)),
        c => format!("\\U{:08x}", u32::from(c)),
    });
    format!("\"{}\"", escaped.collect::<String>())
}
