//! Maps from texts to values.

use std::borrow::Cow;
use std::rc::Rc;

use super::whole::Whole;
use super::{plain, value};
use crate::api::Shape;
use crate::cel::value::{Fields, Text};
use crate::cel::{Error, Value};
use crate::yaml::{Cursor, Entry};

/// What tells a map from an object.
pub(super) const NAME: &str = "map";

/// A mapping without declared fields.
pub(super) struct Entries<'t> {
    /// What its values are; none where they say it themselves.
    shape: Option<Shape>,
    /// None where nothing is written.
    at: Option<Cursor<'t>>,
    /// What is written nearest around it.
    around: Cursor<'t>,
    whole: Rc<Whole<'t>>,
    /// What the server adds.
    added: Vec<(Cow<'static, str>, Value<'t>)>,
    /// The keys that the server adds with values that nobody knows.
    unknown: &'static [&'static str],
}

impl<'t> Entries<'t> {
    pub(super) fn of(shape: Option<Shape>, at: Cursor<'t>, whole: &Rc<Whole<'t>>) -> Self {
        Self {
            shape,
            at: Some(at),
            around: at,
            whole: Rc::clone(whole),
            added: Vec::new(),
            unknown: &[],
        }
    }

    /// A map in which nothing is written; `around` is what is nearest to it.
    pub(super) fn unwritten(around: Cursor<'t>, whole: &Rc<Whole<'t>>) -> Self {
        Self {
            at: None,
            ..Self::of(None, around, whole)
        }
    }

    fn written(&self, name: &str) -> Option<Cursor<'t>> {
        self.at?.get(name)
    }

    fn entries(&self) -> impl Iterator<Item = Entry<'t>> {
        self.at.into_iter().flat_map(|at| at.entries())
    }

    pub(super) fn adding(self, added: Vec<(Cow<'static, str>, Value<'t>)>) -> Self {
        Self { added, ..self }
    }

    pub(super) fn with_unknown(self, unknown: &'static [&'static str]) -> Self {
        Self { unknown, ..self }
    }

    fn value(&self, at: Cursor<'t>) -> Result<Value<'t>, Error> {
        match self.shape {
            // A label without a value has an empty one.
            Some(Shape::String) if at.is_null() => Ok(Value::String(Text::Seen(""))),
            Some(shape) => value(shape, at, &self.whole),
            None => plain::value(at, &self.whole),
        }
    }

    /// What the server adds beside what is written.
    fn beside(&self) -> impl Iterator<Item = &(Cow<'static, str>, Value<'t>)> {
        let own = |key: &str| self.written(key).is_some();
        self.added.iter().filter(move |(key, _)| !own(key))
    }
}

impl<'t> Fields<'t> for Entries<'t> {
    fn len(&self) -> usize {
        self.entries().count() + self.beside().count() + self.unknown.len()
    }

    fn get(&self, name: &str) -> Result<Option<Value<'t>>, Error> {
        let written = self.written(name);
        self.whole.look(written.unwrap_or(self.around));
        if let Some(at) = written {
            return self.value(at).map(Some);
        }
        if self.unknown.contains(&name) {
            return Err(super::special::not_known(name));
        }
        let mut added = self.added.iter();
        Ok(added
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone()))
    }

    fn has(&self, name: &str) -> Result<bool, Error> {
        Ok(self.unknown.contains(&name) || self.get(name)?.is_some())
    }

    fn entry(&self, index: usize) -> Result<(Text<'t>, Value<'t>), Error> {
        let written = self.entries().count();
        if let Some(entry) = self.entries().nth(index) {
            self.whole.look(entry.value);
            let key = match entry.key.as_key() {
                Cow::Borrowed(key) => Text::Seen(key),
                Cow::Owned(key) => Text::Made(key.into()),
            };
            return Ok((key, self.value(entry.value)?));
        }
        match self.beside().nth(index - written) {
            Some((key, value)) => Ok((Text::Made(key.as_ref().into()), value.clone())),
            None => Err(super::special::not_known("what the server adds")),
        }
    }

    fn type_name(&self) -> &str {
        NAME
    }
}
