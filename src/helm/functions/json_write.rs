//! From values to JSON, as Go writes it.

use super::call::{Answer, Call, MOST_DEEP, any};
use crate::origin::Text;
use crate::template::{Bound, Refusal, Value};

/// How it is written.
#[derive(Clone, Copy)]
struct Form {
    /// Each item on a line of its own.
    is_pretty: bool,
    /// `<`, `>` and `&` are written as escapes.
    escapes_html: bool,
}

const PLAIN: Form = Form {
    is_pretty: false,
    escapes_html: true,
};
const PRETTY: Form = Form {
    is_pretty: true,
    ..PLAIN
};
const RAW: Form = Form {
    escapes_html: false,
    ..PLAIN
};

struct Json<'c> {
    text: Text,
    form: Form,
    call: &'c Call<'c>,
}

impl Json<'_> {
    fn value(&mut self, value: &Value, depth: usize) -> Result<(), Refusal> {
        self.call.works(1)?;
        if depth > MOST_DEEP {
            return Err(Bound::Depth.into());
        }
        match value {
            Value::Text(text) => self.string(text)?,
            Value::List(list) => {
                let items = list.borrow().to_vec();
                self.list(&items, depth)?;
            }
            Value::Map(map) => {
                let entries: Vec<_> = {
                    let map = map.borrow();
                    map.iter()
                        .map(|(key, value)| (key.0.clone(), value.clone()))
                        .collect()
                };
                self.map(&entries, depth)?;
            }
            Value::Object(object) if object.as_bytes().is_some() => {
                let bytes = object.as_bytes();
                self.string(&bytes.map_or_else(Text::default, |bytes| bytes.base64))?;
            }
            Value::Object(object) => match (object.as_map(), object.as_list()) {
                (Some(map), _) => self.value(&Value::Map(map), depth)?,
                (_, Some(list)) if !list.borrow().is_empty() => {
                    self.value(&Value::List(list), depth)?;
                }
                (_, Some(_)) => self.text.push_str("null"),
                _ => self.string(&object.printed())?,
            },
            scalar => self.scalar(scalar)?,
        }
        Ok(())
    }

    fn scalar(&mut self, value: &Value) -> Result<(), Refusal> {
        let says = match value {
            Value::Bool(is, _) => is.to_string(),
            Value::Int(number, _) | Value::Int64(number, _) => number.to_string(),
            Value::Float(number, _) => float(*number)?,
            _ => "null".to_owned(),
        };
        self.text.push(&Text::derived(&says, value.place()));
        Ok(())
    }

    fn list(&mut self, items: &[Value], depth: usize) -> Result<(), Refusal> {
        self.text.push_str("[");
        for (number, item) in items.iter().enumerate() {
            self.next(number, depth + 1);
            self.value(item, depth + 1)?;
        }
        self.close(items.is_empty(), "]", depth);
        Ok(())
    }

    fn map(&mut self, entries: &[(Text, Value)], depth: usize) -> Result<(), Refusal> {
        self.text.push_str("{");
        for (number, (key, value)) in entries.iter().enumerate() {
            self.next(number, depth + 1);
            self.string(key)?;
            self.text
                .push_str(if self.form.is_pretty { ": " } else { ":" });
            self.value(value, depth + 1)?;
        }
        self.close(entries.is_empty(), "}", depth);
        Ok(())
    }

    fn next(&mut self, number: usize, depth: usize) {
        if number > 0 {
            self.text.push_str(",");
        }
        if self.form.is_pretty {
            self.line(depth);
        }
    }

    fn close(&mut self, is_empty: bool, sign: &str, depth: usize) {
        if self.form.is_pretty && !is_empty {
            self.line(depth);
        }
        self.text.push_str(sign);
    }

    fn line(&mut self, depth: usize) {
        self.text.push_str("\n");
        self.text.push_str(&"  ".repeat(depth));
    }

    fn string(&mut self, of: &Text) -> Result<(), Refusal> {
        self.call.takes(of.len())?;
        self.text.push_str("\"");
        let mut at = 0;
        for (start, c) in of.as_str().char_indices() {
            let Some(escape) = self.escape(c) else {
                continue;
            };
            let end = start + c.len_utf8();
            self.text.push_slice(of, at, start);
            self.text.push(&of.slice(start, end).derive(&escape));
            at = end;
        }
        self.text.push_slice(of, at, of.len());
        self.text.push_str("\"");
        Ok(())
    }

    fn escape(&self, c: char) -> Option<String> {
        Some(match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            '\n' => "\\n".to_owned(),
            '\r' => "\\r".to_owned(),
            '\t' => "\\t".to_owned(),
            '\x08' => "\\b".to_owned(),
            '\x0C' => "\\f".to_owned(),
            '\0'..='\x1F' | '\u{2028}' | '\u{2029}' => format!("\\u{:04x}", c as u32),
            '<' | '>' | '&' if self.form.escapes_html => format!("\\u{:04x}", c as u32),
            _ => return None,
        })
    }
}

/// A float as Go's JSON has it: with an exponent only where it is very small or very large.
fn float(number: f64) -> Result<String, Refusal> {
    if !number.is_finite() {
        let says = crate::helm::numbers::float(number);
        return Err(Refusal::Failed(format!("json: unsupported value: {says}")));
    }
    let size = number.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) {
        let written = format!("{number:e}");
        return Ok(match written.split_once('e') {
            Some((digits, exponent)) if !exponent.starts_with('-') => {
                format!("{digits}e+{exponent}")
            }
            _ => written,
        });
    }
    Ok(number.to_string())
}

fn written(arguments: &[Value], call: &Call<'_>, form: Form) -> Result<Text, Refusal> {
    let mut json = Json {
        text: Text::default(),
        form,
        call,
    };
    json.value(any(arguments, 0), 0)?;
    Ok(json.text)
}

/// What cannot be written is an empty text.
fn or_nothing(written: Result<Text, Refusal>) -> Answer {
    match written {
        Err(Refusal::Failed(_)) => Ok(Value::text("")),
        written => written.map(Value::Text),
    }
}

/// `toJson`
pub(super) fn to_json(arguments: &[Value], call: &Call<'_>) -> Answer {
    or_nothing(written(arguments, call, PLAIN))
}

/// `mustToJson`
pub(super) fn must_to_json(arguments: &[Value], call: &Call<'_>) -> Answer {
    written(arguments, call, PLAIN).map(Value::Text)
}

/// `toPrettyJson`
pub(super) fn to_pretty_json(arguments: &[Value], call: &Call<'_>) -> Answer {
    or_nothing(written(arguments, call, PRETTY))
}

/// `mustToPrettyJson`
pub(super) fn must_to_pretty_json(arguments: &[Value], call: &Call<'_>) -> Answer {
    written(arguments, call, PRETTY).map(Value::Text)
}

/// `toRawJson`, `mustToRawJson`
pub(super) fn to_raw_json(arguments: &[Value], call: &Call<'_>) -> Answer {
    written(arguments, call, RAW).map(Value::Text)
}
