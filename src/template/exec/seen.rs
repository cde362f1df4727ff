//! What an expression gives while it is evaluated: a value, and whether Go would see it behind an interface.

use crate::template::value::Value;

/// What an expression gives.
#[derive(Clone, Debug)]
pub(in crate::template) enum Seen {
    /// Not even nil: what a map lacks, and what a pipeline makes of nil. It has any field: nothing.
    Nothing,
    /// Behind `interface {}`: what maps and lists hold. Its nil has no fields.
    Boxed(Value),
    /// A value of its own type; never nil.
    Plain(Value),
}

impl Seen {
    /// What a function gives.
    pub(super) fn of_call(value: Value) -> Self {
        match value {
            Value::Nil => Self::Boxed(Value::Nil),
            value => Self::Plain(value),
        }
    }

    /// What a pipeline makes of it: it looks behind the interface.
    pub(super) fn unboxed(self) -> Self {
        match self {
            Self::Boxed(Value::Nil) => Self::Nothing,
            Self::Boxed(value) => Self::Plain(value),
            other => other,
        }
    }

    /// The value; nil for nothing.
    pub(in crate::template) fn value(&self) -> &Value {
        match self {
            Self::Nothing => &Value::Nil,
            Self::Boxed(value) | Self::Plain(value) => value,
        }
    }

    /// The value; nil for nothing.
    pub(super) fn into_value(self) -> Value {
        match self {
            Self::Nothing => Value::Nil,
            Self::Boxed(value) | Self::Plain(value) => value,
        }
    }

    /// The type by which Go calls it.
    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Self::Plain(value) => value.type_name(),
            Self::Nothing | Self::Boxed(_) => "interface {}",
        }
    }
}
