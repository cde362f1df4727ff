//! From values to YAML, as go-yaml writes it.
//!
//! `toYaml` goes through JSON and go-yaml 2; `toYamlPretty` goes straight to go-yaml 3. Both follow libyaml's emitter: whether
//! a space or a line break is due depends on what was written last, and that is kept here as libyaml keeps it.

use std::borrow::Cow;

use super::facts::{Facts, Style};
use super::keys::{Order, sorted};
use super::through::float;
use crate::origin::Text;
use crate::template::{Object, Value};

/// What writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// sigs.k8s.io/yaml: JSON, then go-yaml 2. Lists stand in the column of their key, and long lines are folded.
    Through,
    /// go-yaml 3 with an indent of two.
    Pretty,
}

/// Why a value cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritable {
    /// Go's libraries refuse it: a number that JSON does not have, or a sign that YAML does not.
    Refused,
    /// Collections lie in one another without end.
    TooDeep,
    /// It would take too much.
    TooLarge,
}

/// How deep collections may lie in one another.
const MOST_DEEP: usize = 150;

/// Longer keys than this stand behind a `?`.
const LONGEST_KEY: usize = 128;

/// Writes a value as a document of YAML, with a line break at its end. It takes at most so many bytes.
///
/// # Errors
///
/// It has no JSON, or is too deep or too large.
pub fn write(value: &Value, writer: Writer, most: usize) -> Result<Text, Unwritable> {
    let mut emitter = Emitter {
        text: Text::default(),
        writer,
        most,
        column: 0,
        indent: -1,
        whitespace: true,
        indention: true,
    };
    emitter.node(value, Place::Root, 0)?;
    emitter.write_indent();
    Ok(emitter.text)
}

/// Where a node stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    Item,
    /// A key that stands before its colon on one line.
    SimpleKey,
    /// A key behind a `?`, or a value.
    Mapping,
}

pub(super) struct Emitter {
    pub(super) text: Text,
    pub(super) writer: Writer,
    most: usize,
    pub(super) column: usize,
    pub(super) indent: i32,
    pub(super) whitespace: bool,
    pub(super) indention: bool,
}

impl Emitter {
    fn node(&mut self, value: &Value, place: Place, depth: usize) -> Result<(), Unwritable> {
        if depth > MOST_DEEP {
            return Err(Unwritable::TooDeep);
        }
        if self.text.len() > self.most {
            return Err(Unwritable::TooLarge);
        }
        match value {
            Value::Map(map) => {
                let map = map.borrow();
                let entries = map
                    .iter()
                    .map(|(key, value)| (key.0.clone(), value.clone()));
                self.mapping(entries.collect(), place, depth)
            }
            Value::List(list) => {
                let items = list.borrow().to_vec();
                self.sequence(&items, place, depth)
            }
            Value::Object(object) => self.object(object.as_ref(), place, depth),
            Value::Text(text) => {
                let text = self.read_back(text)?;
                self.scalar(&text, Facts::of_text(text.as_str(), self.writer), place);
                Ok(())
            }
            scalar => {
                let text = self.plain(scalar)?;
                self.scalar(&text, Facts::plain(), place);
                Ok(())
            }
        }
    }

    fn object(
        &mut self,
        object: &dyn Object,
        place: Place,
        depth: usize,
    ) -> Result<(), Unwritable> {
        if let Some(map) = object.as_map() {
            return self.node(&Value::Map(map), place, depth);
        }
        if let Some(bytes) = object.as_bytes()
            && self.writer != Writer::Pretty
        {
            return self.node(&Value::Text(bytes.base64), place, depth);
        }
        match object.as_list() {
            Some(list) if self.writer == Writer::Pretty || !list.borrow().is_empty() => {
                self.node(&Value::List(list), place, depth)
            }
            Some(_) => self.node(&Value::Nil, place, depth),
            None => self.node(&Value::Text(object.printed()), place, depth),
        }
    }

    /// A scalar that is no text.
    fn plain(&self, value: &Value) -> Result<Text, Unwritable> {
        let says: Cow<'_, str> = match value {
            Value::Bool(true, _) => "true".into(),
            Value::Bool(false, _) => "false".into(),
            Value::Int(number, _) | Value::Int64(number, _) => number.to_string().into(),
            Value::Float(number, _) => float(*number, self.writer)?.into(),
            _ => "null".into(),
        };
        Ok(Text::derived(&says, value.place()))
    }

    fn mapping(
        &mut self,
        entries: Vec<(Text, Value)>,
        place: Place,
        depth: usize,
    ) -> Result<(), Unwritable> {
        if entries.is_empty() {
            self.indicator("{", true, false);
            self.indicator("}", false, false);
            return Ok(());
        }
        let before = self.indent;
        self.increase_indent(false, place);
        let order = match self.writer {
            Writer::Through => Order::Two,
            Writer::Pretty => Order::Three,
        };
        for (key, value) in sorted(entries, order) {
            let key = self.key(&key)?;
            self.write_indent();
            let facts = Facts::of_text(key.as_str(), self.writer);
            if facts.is_multiline() || key.len() > LONGEST_KEY {
                self.indicator("?", true, true);
                self.scalar(&key, facts, Place::Mapping);
                self.write_indent();
                self.indicator(":", true, true);
            } else {
                self.scalar(&key, facts, Place::SimpleKey);
                self.indicator(":", false, false);
            }
            self.node(&value, Place::Mapping, depth + 1)?;
        }
        self.indent = before;
        Ok(())
    }

    fn sequence(&mut self, items: &[Value], place: Place, depth: usize) -> Result<(), Unwritable> {
        if items.is_empty() {
            self.indicator("[", true, false);
            self.indicator("]", false, false);
            return Ok(());
        }
        let before = self.indent;
        let in_column =
            self.writer == Writer::Through && place == Place::Mapping && !self.indention;
        if in_column {
            self.indent = self.indent.max(0);
        } else {
            self.increase_indent(false, place);
        }
        for item in items {
            self.write_indent();
            self.indicator("-", true, true);
            self.node(item, Place::Item, depth + 1)?;
        }
        self.indent = before;
        Ok(())
    }

    fn increase_indent(&mut self, is_scalar: bool, _place: Place) {
        self.indent = match self.indent {
            ..0 if is_scalar => 2,
            ..0 => 0,
            indent => indent + 2,
        };
    }

    fn scalar(&mut self, text: &Text, facts: Facts, place: Place) {
        let before = self.indent;
        self.increase_indent(true, place);
        let is_key = place == Place::SimpleKey;
        match facts.style(is_key) {
            Style::Plain => self.plain_scalar(text, !is_key),
            Style::Single => self.single_quoted(text, !is_key),
            Style::Double => self.double_quoted(text, !is_key),
            Style::Literal => self.literal(text),
        }
        self.indent = before;
    }

    /// A sign of structure.
    pub(super) fn indicator(&mut self, sign: &str, needs_space: bool, is_indention: bool) {
        if needs_space && !self.whitespace {
            self.put(" ");
        }
        self.put(sign);
        self.whitespace = false;
        self.indention = self.indention && is_indention;
    }

    /// Characters from nowhere, of one byte each.
    pub(super) fn put(&mut self, signs: &str) {
        self.text.push_str(signs);
        self.column += signs.len();
    }

    pub(super) fn put_break(&mut self) {
        self.text.push_str("\n");
        self.column = 0;
        // go-yaml 3 says so here, go-yaml 2 wherever it makes a difference.
        self.indention |= self.writer == Writer::Pretty;
    }

    pub(super) fn write_indent(&mut self) {
        let indent = usize::try_from(self.indent).unwrap_or(0);
        let is_behind = self.column > indent || self.column == indent && !self.whitespace;
        if !self.indention || is_behind {
            self.put_break();
        }
        if self.column < indent {
            self.put(&" ".repeat(indent - self.column));
        }
        self.whitespace = true;
        self.indention = true;
    }
}
