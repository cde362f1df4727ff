//! Objects as the server hands them to the expressions of policies: what a manifest says, read by its definition, with what
//! the server fills in. Nothing is copied; what only a cluster knows is unknown.

mod entries;
mod items;
mod metadata;
mod named;
mod plain;
mod pod;
mod record;
mod scalar;
mod special;
mod table;
mod whole;

pub(super) use named::named_namespace;
pub(crate) use whole::Whole;

use std::rc::Rc;

use crate::api::Shape;
use crate::cel::value::{List, Map};
use crate::cel::{Error, Value};
use crate::yaml::{Cursor, Kind};
use entries::Entries;
use items::Items;
use record::Record;

/// What is said of a value that cannot be read as what its field takes: another finding tells of it.
const UNREADABLE: &str = "a value that the field does not take";

/// A value as a shape reads it.
fn value<'t>(shape: Shape, at: Cursor<'t>, whole: &Rc<Whole<'t>>) -> Result<Value<'t>, Error> {
    match (shape, at.kind()) {
        (Shape::Object(definition), Kind::Mapping) => {
            let record = Record::written(definition, at, whole);
            Ok(Value::Map(Map::Seen(Rc::new(record))))
        }
        (Shape::List(element), Kind::Sequence) => {
            let items = Items::of(element.shape(), at, whole);
            Ok(Value::List(List::Seen(Rc::new(items))))
        }
        (Shape::Map(element), Kind::Mapping) => {
            let entries = Entries::of(Some(element.shape()), at, whole);
            Ok(Value::Map(Map::Seen(Rc::new(entries))))
        }
        (Shape::Any, _) => plain::value(at, whole),
        (_, Kind::Scalar) => scalar::value(shape, at),
        _ => Err(Error::unknown(UNREADABLE)),
    }
}
