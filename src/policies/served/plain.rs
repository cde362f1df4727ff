//! Values without a definition: those of custom resources, and of fields that take anything.

use std::rc::Rc;

use super::entries::Entries;
use super::items::Items;
use super::special;
use super::whole::Whole;
use crate::api::{ApiKind, Shape, Type};
use crate::cel::value::{Fields, List, Map, Text};
use crate::cel::{Error, Value};
use crate::yaml::{Cursor, Kind, Scalar};

/// A value that says itself what it is.
pub(super) fn value<'t>(at: Cursor<'t>, whole: &Rc<Whole<'t>>) -> Result<Value<'t>, Error> {
    Ok(match at.kind() {
        Kind::Mapping => Value::Map(Map::Seen(Rc::new(Entries::of(None, at, whole)))),
        Kind::Sequence => Value::List(List::Seen(Rc::new(Items::of(Shape::Any, at, whole)))),
        Kind::Scalar | Kind::Alias => match at.scalar() {
            None | Some(Scalar::Null) => Value::Null,
            Some(Scalar::Bool(bool)) => Value::Bool(bool),
            Some(Scalar::Int(int)) => match i64::try_from(int) {
                Ok(int) => Value::Int(int),
                Err(_) => Value::Double(int as f64),
            },
            Some(Scalar::Float(float)) => Value::Double(float),
            Some(Scalar::Str(_)) => super::scalar::text(at)?,
        },
    })
}

/// A custom resource: what is not written may be filled in by its definition.
pub(super) fn object<'t>(whole: &Rc<Whole<'t>>) -> Result<Value<'t>, Error> {
    let open = Open {
        at: whole.root,
        is_top: true,
        whole: Rc::clone(whole),
    };
    Ok(Value::Map(Map::Seen(Rc::new(open))))
}

/// A mapping of a custom resource.
struct Open<'t> {
    at: Cursor<'t>,
    is_top: bool,
    whole: Rc<Whole<'t>>,
}

impl<'t> Open<'t> {
    fn metadata(&self) -> Option<Type> {
        let pod = ApiKind::find("v1", "Pod")?.definition();
        match pod.field("metadata", self.whole.version)?.shape() {
            Shape::Object(metadata) => Some(metadata),
            _ => None,
        }
    }

    fn value(&self, name: &str, at: Cursor<'t>) -> Result<Value<'t>, Error> {
        if let Some(metadata) = self
            .metadata()
            .filter(|_| self.is_top && name == "metadata")
        {
            return super::value(Shape::Object(metadata), at, &self.whole);
        }
        match at.kind() {
            Kind::Mapping => Ok(Value::Map(Map::Seen(Rc::new(Self {
                at,
                is_top: false,
                whole: Rc::clone(&self.whole),
            })))),
            _ => value(at, &self.whole),
        }
    }
}

impl<'t> Fields<'t> for Open<'t> {
    fn len(&self) -> usize {
        self.at.entries().count()
    }

    fn get(&self, name: &str) -> Result<Option<Value<'t>>, Error> {
        let written = self.at.get(name);
        self.whole.look(written.unwrap_or(self.at));
        match written {
            Some(at) if !at.is_null() => self.value(name, at).map(Some),
            _ if self.whole.is_as_written => Ok(None),
            _ => Err(special::not_known(name)),
        }
    }

    fn entry(&self, index: usize) -> Result<(Text<'t>, Value<'t>), Error> {
        let entry = self.at.entries().nth(index);
        let entry = entry.ok_or_else(|| special::not_known("what the server adds"))?;
        let key = entry.key.as_key();
        let value = self.value(&key, entry.value)?;
        Ok((Text::Made(key.as_ref().into()), value))
    }
}
