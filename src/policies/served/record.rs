//! Objects with declared fields.

use std::rc::Rc;

use super::table::{Row, Written};
use super::whole::Whole;
use super::{scalar, special, value};
use crate::api::{Field, Shape, Type};
use crate::cel::value::{Fields, Map, Text};
use crate::cel::{Error, Value};
use crate::yaml::Cursor;

/// A mapping that a definition reads, or one that the server fills in.
pub(super) struct Record<'t> {
    pub(super) definition: Type,
    row: Option<Row>,
    /// None where nothing is written, and the server has it all the same.
    pub(super) at: Option<Cursor<'t>>,
    /// What is written nearest around it.
    pub(super) around: Cursor<'t>,
    pub(super) whole: Rc<Whole<'t>>,
}

impl<'t> Record<'t> {
    pub(super) fn written(definition: Type, at: Cursor<'t>, whole: &Rc<Whole<'t>>) -> Self {
        Self::of(definition, Some(at), at, whole)
    }

    fn of(
        definition: Type,
        at: Option<Cursor<'t>>,
        around: Cursor<'t>,
        whole: &Rc<Whole<'t>>,
    ) -> Self {
        Self {
            definition,
            row: Row::of(definition.name()),
            at,
            around,
            whole: Rc::clone(whole),
        }
    }

    /// The last word of its definition's name.
    pub(super) fn name(&self) -> &'static str {
        let name = self.definition.name();
        name.rsplit('.').next().unwrap_or(name)
    }

    /// What is written in a field; `null` is nothing.
    pub(super) fn field(&self, name: &str) -> Option<Cursor<'t>> {
        self.at?.get(name).filter(|value| !value.is_null())
    }

    /// The same as what its scalar says.
    pub(super) fn text(&self, name: &str) -> Option<std::borrow::Cow<'t, str>> {
        self.field(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// A field by its definition, as the server has it.
    fn read(&self, field: Field) -> Result<Option<Value<'t>>, Error> {
        let name = field.name();
        let written = self.field(name);
        self.whole.look(written.unwrap_or(self.around));
        let is_as_written = self.whole.is_as_written;
        match special::field(self, name) {
            Some(Err(_)) if is_as_written => {}
            Some(special) => return special,
            None => {}
        }
        let row = self.row.map(|row| row.field(name));
        let known = row.unwrap_or_default();
        if let Some(at) = written {
            let found = value(field.shape(), at, &self.whole)?;
            if known.is_kept || known.is_always || row.is_none() || !is_nothing(&found) {
                return Ok(Some(found));
            }
        }
        match row {
            Some(known) => Ok(self.left_out(field, known)),
            None if is_as_written => Ok(None),
            None => Err(special::not_known(name)),
        }
    }

    /// What the server has where nothing is written.
    fn left_out(&self, field: Field, known: Written) -> Option<Value<'t>> {
        match (known.filled, field.shape()) {
            (None, _) if !known.is_always => None,
            (None | Some("{}"), Shape::Object(definition)) => Some(self.empty(definition)),
            (Some(text), shape) => Some(scalar::filled(shape, text)),
            (None, shape) => Some(scalar::nothing(shape)),
        }
    }

    /// An object in which nothing is written.
    pub(super) fn empty(&self, definition: Type) -> Value<'t> {
        let record = Self::of(definition, None, self.around, &self.whole);
        Value::Map(Map::Seen(Rc::new(record)))
    }

    /// The names of the fields that are there.
    fn names(&self) -> Vec<&'static str> {
        let fields = self.definition.fields();
        let served = fields.filter(|field| field.versions().contains(self.whole.version));
        // What is not known is there, until it is asked for.
        let is_there = |field: &Field| !matches!(self.read(*field), Ok(None));
        served.filter(is_there).map(Field::name).collect()
    }
}

/// Whether Go leaves a value out that is not kept.
fn is_nothing(value: &Value<'_>) -> bool {
    match value {
        Value::Null | Value::Bool(false) | Value::Int(0) => true,
        Value::Double(number) => *number == 0.0,
        Value::String(text) => text.as_str().is_empty(),
        Value::List(list) => super::items::is_empty(list),
        Value::Map(Map::Seen(map)) => map.type_name() == super::entries::NAME && map.is_empty(),
        _ => false,
    }
}

impl<'t> Fields<'t> for Record<'t> {
    fn len(&self) -> usize {
        self.names().len()
    }

    fn get(&self, name: &str) -> Result<Option<Value<'t>>, Error> {
        match self.definition.field(name, self.whole.version) {
            Some(field) => self.read(field),
            None => {
                self.whole.look(self.around);
                Ok(None)
            }
        }
    }

    fn entry(&self, index: usize) -> Result<(Text<'t>, Value<'t>), Error> {
        let name = self.names().get(index).copied().unwrap_or_default();
        let value = self.get(name)?;
        Ok((Text::Seen(name), value.unwrap_or(Value::Null)))
    }
}
