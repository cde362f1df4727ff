//! From values to TOML, as BurntSushi's encoder writes it.

use super::call::{Answer, Call, MOST_DEEP, any, as_list};
use crate::helm::numbers;
use crate::origin::Text;
use crate::template::{Bound, Refusal, Value};

/// Why it stops.
enum Stop {
    /// What the encoder says.
    Failed(String),
    Refused(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

struct Toml<'c> {
    text: Text,
    call: &'c Call<'c>,
}

type Entries = Vec<(Text, Value)>;

fn entries(value: &Value) -> Option<Entries> {
    let map = match value {
        Value::Map(map) => map.clone(),
        Value::Object(object) => object.as_map()?,
        _ => return None,
    };
    let map = map.borrow();
    Some(
        map.iter()
            .map(|(key, value)| (key.0.clone(), value.clone()))
            .collect(),
    )
}

fn items(value: &Value) -> Option<Vec<Value>> {
    as_list(value).map(|list| list.borrow().to_vec())
}

/// Whether a value is written under a heading: a map, or a list of nothing but maps.
fn is_table(value: &Value) -> Result<bool, Stop> {
    match items(value) {
        Some(items) => is_table_list(&items),
        None => Ok(entries(value).is_some()),
    }
}

fn nil_in_list() -> Stop {
    Stop::Failed("toml: cannot encode array with nil element".to_owned())
}

fn is_table_list(items: &[Value]) -> Result<bool, Stop> {
    if items.iter().any(|item| matches!(item, Value::Nil)) {
        return Err(nil_in_list());
    }
    Ok(!items.is_empty() && items.iter().all(|item| entries(item).is_some()))
}

impl Toml<'_> {
    fn value(&mut self, key: &[Text], value: &Value) -> Result<(), Stop> {
        self.call.works(1)?;
        if key.len() > MOST_DEEP {
            return Err(Refusal::from(Bound::Depth).into());
        }
        if let Some(entries) = entries(value) {
            return self.table(key, &entries);
        }
        match items(value) {
            Some(items) if is_table_list(&items)? => self.tables(key, &items),
            _ => self.pair(key, value),
        }
    }

    fn table(&mut self, key: &[Text], entries: &Entries) -> Result<(), Stop> {
        if key.len() == 1 {
            self.newline();
        }
        if !key.is_empty() {
            self.heading(key, ("[", "]"));
        }
        self.entries(key, entries)
    }

    fn tables(&mut self, key: &[Text], items: &[Value]) -> Result<(), Stop> {
        if key.is_empty() {
            return Err(Stop::Failed(
                "toml: top-level values must be Go maps or structs".to_owned(),
            ));
        }
        for item in items {
            self.newline();
            self.heading(key, ("[[", "]]"));
            self.entries(key, &entries(item).unwrap_or_default())?;
        }
        Ok(())
    }

    fn entries(&mut self, key: &[Text], entries: &Entries) -> Result<(), Stop> {
        for tables in [false, true] {
            for (name, value) in entries {
                if matches!(value, Value::Nil) || is_table(value)? != tables {
                    continue;
                }
                let mut path = key.to_vec();
                path.push(name.clone());
                self.value(&path, value)?;
            }
        }
        Ok(())
    }

    fn heading(&mut self, key: &[Text], (open, close): (&str, &str)) {
        self.indent(key);
        self.text.push_str(open);
        for (number, part) in key.iter().enumerate() {
            self.text.push_str(if number == 0 { "" } else { "." });
            self.key(part);
        }
        self.text.push_str(close);
        self.newline();
    }

    fn pair(&mut self, key: &[Text], value: &Value) -> Result<(), Stop> {
        if let Some(name) = key.last() {
            self.indent(key);
            self.key(name);
            self.text.push_str(" = ");
        }
        self.element(value, key.len())?;
        if !key.is_empty() {
            self.newline();
        }
        Ok(())
    }

    fn element(&mut self, value: &Value, depth: usize) -> Result<(), Stop> {
        self.call.works(1)?;
        if depth > MOST_DEEP {
            return Err(Refusal::from(Bound::Depth).into());
        }
        if let Some(items) = items(value) {
            return self.list(&items, depth);
        }
        if let Some(entries) = entries(value) {
            return self.inline(&entries, depth);
        }
        let says = match value {
            Value::Text(text) => {
                self.quoted(text)?;
                return Ok(());
            }
            Value::Object(object) => {
                self.quoted(&object.printed())?;
                return Ok(());
            }
            Value::Bool(is, _) => is.to_string(),
            Value::Int(number, _) | Value::Int64(number, _) => number.to_string(),
            Value::Float(number, _) => float(*number),
            _ => return Err(nil_in_list()),
        };
        self.text.push(&Text::derived(&says, value.place()));
        Ok(())
    }

    fn list(&mut self, items: &[Value], depth: usize) -> Result<(), Stop> {
        self.text.push_str("[");
        for (number, item) in items.iter().enumerate() {
            self.text.push_str(if number == 0 { "" } else { ", " });
            self.element(item, depth + 1)?;
        }
        self.text.push_str("]");
        Ok(())
    }

    fn inline(&mut self, entries: &Entries, depth: usize) -> Result<(), Stop> {
        let mut parts = [Vec::new(), Vec::new()];
        for entry in entries {
            parts[usize::from(is_table(&entry.1)?)].push(entry);
        }
        self.text.push_str("{");
        let has_tables = !parts[1].is_empty();
        for (of_tables, part) in parts.iter().enumerate() {
            for (number, (key, value)) in part.iter().enumerate() {
                if matches!(value, Value::Nil) {
                    continue;
                }
                self.key(key);
                self.text.push_str(" = ");
                self.element(value, depth + 1)?;
                // The encoder counts what is nil, too.
                if of_tables == 0 && has_tables || number + 1 < part.len() {
                    self.text.push_str(", ");
                }
            }
        }
        self.text.push_str("}");
        Ok(())
    }

    fn key(&mut self, key: &Text) {
        let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        if !key.is_empty() && key.as_str().bytes().all(is_bare) {
            return self.text.push(key);
        }
        push_quoted(&mut self.text, key);
    }

    fn quoted(&mut self, of: &Text) -> Result<(), Refusal> {
        self.call.takes(of.len())?;
        push_quoted(&mut self.text, of);
        Ok(())
    }

    fn indent(&mut self, key: &[Text]) {
        self.text
            .push_str(&"  ".repeat(key.len().saturating_sub(1)));
    }

    fn newline(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str("\n");
        }
    }
}

fn push_quoted(into: &mut Text, of: &Text) {
    into.push_str("\"");
    let mut at = 0;
    for (start, c) in of.as_str().char_indices() {
        let escape = match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            '\x08' => "\\b".to_owned(),
            '\t' => "\\t".to_owned(),
            '\n' => "\\n".to_owned(),
            '\x0C' => "\\f".to_owned(),
            '\r' => "\\r".to_owned(),
            '\0'..='\x1F' | '\x7F' => format!("\\u{:04x}", c as u32),
            _ => continue,
        };
        let end = start + c.len_utf8();
        into.push_slice(of, at, start);
        into.push(&of.slice(start, end).derive(&escape));
        at = end;
    }
    into.push_slice(of, at, of.len());
    into.push_str("\"");
}

fn float(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let says = numbers::float(number);
    if says.contains(['e', '.']) {
        says
    } else {
        says + ".0"
    }
}

/// `toToml`: what has no TOML gives the error as a text.
pub(super) fn to_toml(arguments: &[Value], call: &Call<'_>) -> Answer {
    let value = any(arguments, 0);
    if matches!(value, Value::Nil) {
        return Err(Refusal::from(
            "reflect: call of reflect.Value.Type on zero Value",
        ));
    }
    let mut toml = Toml {
        text: Text::default(),
        call,
    };
    match toml.value(&[], value) {
        Ok(()) => Ok(Value::Text(toml.text)),
        Err(Stop::Failed(error)) => Ok(Value::text(error)),
        Err(Stop::Refused(refusal)) => Err(refusal),
    }
}
