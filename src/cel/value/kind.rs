//! What kinds values are of.

use std::borrow::Cow;
use std::sync::Arc;

use super::Value;
use crate::cel::types::{self, Type};

/// The type of a value, as `type(x)` gives it: what is within a list or a map is left open.
pub(crate) fn type_of(value: &Value<'_>) -> Type {
    match value {
        Value::Null => Type::Null,
        Value::Bool(_) => Type::Bool,
        Value::Int(_) => Type::Int,
        Value::Uint(_) => Type::Uint,
        Value::Double(_) => Type::Double,
        Value::String(_) => Type::String,
        Value::Bytes(_) => Type::Bytes,
        Value::Duration(_) => Type::Duration,
        Value::Timestamp(_) => Type::Timestamp,
        Value::List(_) => Type::list(Type::Dyn),
        Value::Map(_) => Type::map(Type::Dyn, Type::Dyn),
        Value::Object(object) => {
            let name = Arc::from(object.0.type_name());
            Type::Object(types::Object(Arc::new(Named(name))))
        }
        Value::Optional(_) => Type::optional(Type::Dyn),
        Value::Type(_) => Type::of(Type::Dyn),
        Value::Opaque(opaque) => Type::Opaque(opaque.type_name()),
    }
}

/// A type of objects of which the name alone is told.
#[derive(Debug)]
struct Named(Arc<str>);

impl types::Fields for Named {
    fn name(&self) -> &str {
        &self.0
    }

    fn field(&self, _: &str) -> Option<Type> {
        None
    }

    fn names(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// The name of a type, without those within it: types are the same when their names are.
pub(crate) fn name(of: &Type) -> Cow<'_, str> {
    Cow::Borrowed(match of {
        Type::Null => "null_type",
        Type::List(_) => "list",
        Type::Map(..) => "map",
        Type::Optional(_) => "optional_type",
        Type::Type(_) => "type",
        Type::Duration => "google.protobuf.Duration",
        Type::Timestamp => "google.protobuf.Timestamp",
        of => return Cow::Owned(of.to_string()),
    })
}

/// Whether a function that takes that type may be given the value. Of what is within lists and maps, the first is
/// looked at.
pub(crate) fn fits(value: &Value<'_>, of: &Type) -> bool {
    match (value, of) {
        (_, Type::Dyn | Type::Param(_) | Type::Error | Type::Variable(_)) => true,
        (Value::Null, Type::Null)
        | (Value::Bool(_), Type::Bool)
        | (Value::Int(_), Type::Int)
        | (Value::Uint(_), Type::Uint)
        | (Value::Double(_), Type::Double)
        | (Value::String(_), Type::String)
        | (Value::Bytes(_), Type::Bytes)
        | (Value::Duration(_), Type::Duration)
        | (Value::Timestamp(_), Type::Timestamp)
        | (Value::Object(_), Type::Object(_) | Type::Map(..))
        | (Value::Map(_), Type::Map(..) | Type::Object(_))
        | (Value::Optional(None), Type::Optional(_))
        | (Value::Type(_), Type::Type(_)) => true,
        (Value::Optional(Some(value)), Type::Optional(of)) => fits(value, of),
        (Value::List(list), Type::List(items)) => match list.is_empty() {
            true => true,
            false => list.get(0).is_ok_and(|first| fits(&first, items)),
        },
        (Value::Opaque(opaque), Type::Opaque(name)) => opaque.type_name() == *name,
        _ => false,
    }
}

/// What costs take as the size of a value: characters, bytes, elements or entries; one for all else. Source:
/// `actualSize` of cel-go.
pub(crate) fn size(value: &Value<'_>) -> u64 {
    match value {
        Value::String(text) => characters(text.as_str()),
        Value::Bytes(bytes) => bytes.as_slice().len() as u64,
        Value::List(list) => list.len() as u64,
        Value::Map(map) => map.len() as u64,
        Value::Object(object) => object.0.len() as u64,
        Value::Optional(Some(value)) => size(value),
        Value::Opaque(opaque) => opaque.size(),
        _ => 1,
    }
}

fn characters(text: &str) -> u64 {
    text.chars().count() as u64
}
