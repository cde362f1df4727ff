//! Lists, maps and objects that are written in an expression.

use std::borrow::Cow;
use std::rc::Rc;

use super::{Evaluated, Run};
use crate::cel::environment::Meaning;
use crate::cel::error::Error;
use crate::cel::tree::{Entry, Field, Id, Item};
use crate::cel::types;
use crate::cel::value::{Fields, MadeMap, Object, Text, Value};

/// What a list costs that is made.
const LIST: u64 = 10;
/// What a map costs that is made.
const MAP: u64 = 30;
/// What an object costs that is made.
const OBJECT: u64 = 40;

impl<'a> Run<'_, 'a> {
    pub(super) fn list(&mut self, items: &[Item]) -> Evaluated<'a> {
        let mut made = Vec::with_capacity(items.len());
        let mut result = Ok(());
        for item in items {
            match self.part(item.value, item.optional) {
                Ok(value) => made.extend(value),
                Err(error) => {
                    result = Err(error);
                    break;
                }
            }
        }
        self.context.spend(LIST)?;
        result.map(|()| Value::list(made))
    }

    pub(super) fn map(&mut self, entries: &[Entry]) -> Evaluated<'a> {
        let made = self.entries(entries);
        self.context.spend(MAP)?;
        made.map(Value::from)
    }

    fn entries(&mut self, entries: &[Entry]) -> Result<MadeMap<'a>, Error> {
        let mut made = MadeMap::default();
        for entry in entries {
            let key = self.value(entry.key)?;
            let value = self.part(entry.value, entry.optional)?;
            if !MadeMap::is_key(&key) {
                return Err(Error::failed("a key is a text, a number or a boolean"));
            }
            match value {
                Some(value) => made.insert(key, value),
                None => made.remove(&key),
            }
        }
        Ok(made)
    }

    pub(super) fn object(&mut self, id: Id, fields: &'a [Field]) -> Evaluated<'a> {
        let mut made = Ok(Vec::with_capacity(fields.len()));
        for field in fields {
            match (self.part(field.value, field.optional), &mut made) {
                (Ok(Some(value)), Ok(made)) => made.push((&*field.name, value)),
                (Err(error), _) => {
                    made = Err(error);
                    break;
                }
                _ => {}
            }
        }
        self.context.spend(OBJECT)?;
        let of = match &self.program.meanings[id.0 as usize] {
            Meaning::Object(of) => of,
            _ => return Err(Error::failed("an object of no known type")),
        };
        let fields = made?;
        Ok(Value::Object(Object(Rc::new(Made { of, fields }))))
    }

    /// A part of something that is made; None if it is optional and not there.
    fn part(&mut self, id: Id, optional: bool) -> Result<Option<Value<'a>>, Error> {
        let value = self.value(id)?;
        if !optional {
            return Ok(Some(value));
        }
        match value {
            Value::Optional(value) => Ok(value.map(|value| (*value).clone())),
            _ => Err(Error::failed("what stands behind `?` is no optional value")),
        }
    }
}

/// An object that was made.
struct Made<'a> {
    of: &'a types::Object,
    fields: Vec<(&'a str, Value<'a>)>,
}

impl<'a> Fields<'a> for Made<'a> {
    fn len(&self) -> usize {
        self.fields.len()
    }

    fn get(&self, name: &str) -> Result<Option<Value<'a>>, Error> {
        let mut fields = self.fields.iter();
        let field = fields.find(|(field, _)| *field == name);
        Ok(field.map(|(_, value)| value.clone()))
    }

    fn entry(&self, index: usize) -> Result<(Text<'a>, Value<'a>), Error> {
        let field = self.fields.get(index);
        let (name, value) = field.ok_or_else(|| Error::failed(Cow::Borrowed("no such field")))?;
        Ok((Text::Seen(name), value.clone()))
    }

    fn type_name(&self) -> &str {
        self.of.name()
    }
}
