//! Values that are known when an expression is read. Programs are shared between threads, as [`Value`]s are not.

use std::rc::Rc;
use std::sync::Arc;

use crate::cel::error::Error;
use crate::cel::tree::Literal;
use crate::cel::types::Type;
use crate::cel::value::{Bytes, Duration, Items, List, MadeMap, Text, Timestamp, Value};

/// A value that is known.
#[derive(Clone, Debug)]
pub(super) enum Constant {
    Literal(Literal),
    Duration(Duration),
    Timestamp(Timestamp),
    Type(Type),
    List(Box<[Constant]>),
    Map(Box<[(Constant, Constant)]>),
}

impl Constant {
    /// Of a value; None if it is none that a conversion gives.
    pub(super) fn of(value: &Value<'_>) -> Option<Self> {
        Some(Self::Literal(match value {
            Value::Null => Literal::Null,
            Value::Bool(value) => Literal::Bool(*value),
            Value::Int(value) => Literal::Int(*value),
            Value::Uint(value) => Literal::Uint(*value),
            Value::Double(value) => Literal::Double(*value),
            Value::String(text) => Literal::String(Arc::from(text.as_str())),
            Value::Bytes(bytes) => Literal::Bytes(Arc::from(bytes.as_slice())),
            Value::Duration(value) => return Some(Self::Duration(*value)),
            Value::Timestamp(value) => return Some(Self::Timestamp(*value)),
            Value::Type(of) => return Some(Self::Type(of.clone())),
            _ => return None,
        }))
    }

    /// The value, which looks into this.
    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Self::Literal(literal) => match literal {
                Literal::Null => Value::Null,
                Literal::Bool(value) => Value::Bool(*value),
                Literal::Int(value) => Value::Int(*value),
                Literal::Uint(value) => Value::Uint(*value),
                Literal::Double(value) => Value::Double(*value),
                Literal::String(text) => Value::String(Text::Seen(text)),
                Literal::Bytes(bytes) => Value::Bytes(Bytes::Seen(bytes)),
            },
            Self::Duration(value) => Value::Duration(*value),
            Self::Timestamp(value) => Value::Timestamp(*value),
            Self::Type(of) => Value::Type(of.clone()),
            Self::List(items) => Value::List(List::Seen(Rc::new(Known(items)))),
            Self::Map(entries) => {
                let mut map = MadeMap::default();
                for (key, value) in entries {
                    map.insert(key.value(), value.value());
                }
                map.into()
            }
        }
    }

    /// The elements, if it is a list whose elements an expression can be looked up among, as the server does.
    pub(super) fn set(&self) -> Option<&[Self]> {
        let Self::List(items) = self else { return None };
        let is_simple = |item: &Self| matches!(item, Self::Literal(literal) if !matches!(literal, Literal::Null | Literal::Bytes(_)));
        items.iter().all(is_simple).then_some(items)
    }
}

/// The elements of a list that is known.
struct Known<'a>(&'a [Constant]);

impl<'a> Items<'a> for Known<'a> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, index: usize) -> Result<Value<'a>, Error> {
        let item = self.0.get(index).map(Constant::value);
        item.ok_or_else(|| Error::out_of_bounds(index))
    }
}
