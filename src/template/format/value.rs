//! One value by one verb.

use super::Printer;
use crate::origin::{Place, Text};
use crate::template::budget::Bound;
use crate::template::value::Value;

impl Printer {
    /// An argument, as it is given to a verb.
    pub(super) fn argument(&mut self, value: &Value, verb: char) -> Result<(), Bound> {
        self.check()?;
        let zero = self.flags.zero;
        match (verb, value) {
            ('T' | 'v', Value::Nil) => self.pad_str("<nil>", None, zero),
            ('T', value) => self.string(&Text::made(value.type_name())),
            ('p', Value::Map(_) | Value::List(_)) => self.pad_str("0xc000000000", None, zero),
            ('p', _) | (_, Value::Nil) | ('w', Value::Map(_) | Value::List(_)) => {
                self.bad_verb(value, verb)?;
            }
            _ => self.value(value, verb)?,
        }
        self.check()
    }

    fn value(&mut self, value: &Value, verb: char) -> Result<(), Bound> {
        match (value, verb) {
            (Value::Nil, _) => {
                let nil = if self.flags.source {
                    "interface {}(nil)"
                } else {
                    "<nil>"
                };
                self.out.push_str(nil);
                Ok(())
            }
            (Value::Bool(is, place), 't' | 'v') => {
                self.pad_str(if *is { "true" } else { "false" }, *place, self.flags.zero);
                Ok(())
            }
            (Value::Int(number, place) | Value::Int64(number, place), _) => {
                match super::integer::spell(*number, verb, &self.flags) {
                    Some(letters) => self.integer(&letters, verb, *place),
                    None => self.bad_verb(value, verb)?,
                }
                Ok(())
            }
            _ => self.other(value, verb),
        }
    }

    fn other(&mut self, value: &Value, verb: char) -> Result<(), Bound> {
        match (value, verb) {
            (Value::Float(number, place), _) => {
                match super::float::spell(*number, verb, &self.flags) {
                    Some(spelling) => self.float(&spelling, *place),
                    None => self.bad_verb(value, verb)?,
                }
            }
            (Value::Text(text), 'v') if self.flags.source => self.quoted(text),
            (Value::Text(text), 'v' | 's') => self.string(text),
            (Value::Text(text), 'x' | 'X') => self.hexadecimal(text, verb == 'X'),
            (Value::Text(text), 'q') => self.quoted(text),
            (Value::List(_) | Value::Map(_), _) => self.held(value, verb)?,
            (Value::Object(object), 's' | 'x' | 'X' | 'q') if object.as_bytes().is_some() => {
                let bytes = object.as_bytes();
                let text = bytes.map_or_else(Text::default, |bytes| bytes.text);
                self.value(&Value::Text(text), verb)?;
            }
            (Value::Object(object), 'v' | 's' | 'x' | 'X' | 'q') => {
                self.value(&Value::Text(object.printed()), verb)?;
            }
            _ => self.bad_verb(value, verb)?,
        }
        Ok(())
    }

    /// What a list or a map holds.
    fn held(&mut self, value: &Value, verb: char) -> Result<(), Bound> {
        self.depth += 1;
        if self.depth > super::DEEPEST {
            return Err(Bound::Depth);
        }
        let (between, end) = match value {
            _ if self.flags.source => {
                self.out.push_str(value.type_name());
                self.out.push_str("{");
                (", ", "}")
            }
            Value::Map(_) => {
                self.out.push_str("map[");
                (" ", "]")
            }
            _ => {
                self.out.push_str("[");
                (" ", "]")
            }
        };
        match value {
            Value::List(list) => {
                for (number, item) in list.borrow().iter().enumerate() {
                    self.between(number, between)?;
                    self.value(item, verb)?;
                }
            }
            Value::Map(map) => {
                for (number, (key, item)) in map.borrow().iter().enumerate() {
                    self.between(number, between)?;
                    self.value(&Value::Text(key.0.clone()), verb)?;
                    self.out.push_str(":");
                    self.value(item, verb)?;
                }
            }
            _ => {}
        }
        self.out.push_str(end);
        self.depth -= 1;
        Ok(())
    }

    fn between(&mut self, number: usize, sign: &str) -> Result<(), Bound> {
        if number > 0 {
            self.out.push_str(sign);
        }
        self.check()
    }

    /// What Go writes for a verb that a value does not know: `%!d(string=x)`.
    fn bad_verb(&mut self, value: &Value, verb: char) -> Result<(), Bound> {
        if let Value::Nil = value {
            self.out.push_str(&format!("%!{verb}(<nil>)"));
            return Ok(());
        }
        let name = value.type_name();
        self.out.push_str(&format!("%!{verb}({name}="));
        self.value(value, 'v')?;
        self.out.push_str(")");
        Ok(())
    }

    fn float(&mut self, spelling: &super::float::Spelling, place: Option<Place>) {
        let text = Text::derived(&spelling.letters, place);
        let length = spelling.letters.len();
        let missing = self.flags.width.unwrap_or_default().saturating_sub(length);
        if self.flags.zero && !self.flags.minus && spelling.has_sign && missing > 0 {
            self.out.push(&text.slice(0, 1));
            self.out.push_str(&"0".repeat(missing));
            self.out.push(&text.slice(1, length));
            return;
        }
        self.pad(&text, self.flags.zero && spelling.is_number);
    }

    /// Zeros before digits are there already; letters get them as strings do.
    fn integer(&mut self, letters: &str, verb: char, place: Option<Place>) {
        let zero = self.flags.zero && matches!(verb, 'c' | 'q');
        self.pad_str(letters, place, zero);
    }
}
