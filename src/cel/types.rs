//! The types of expressions.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The type of an expression, or of what a function takes and gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Known only when the expression is evaluated: it goes with every other type.
    Dyn,
    /// Of an expression with a fault that was told already; it goes with every other type, so that nothing is told twice.
    Error,
    /// Of `null`.
    Null,
    /// `bool`.
    Bool,
    /// `int`, of 64 bits.
    Int,
    /// `uint`, of 64 bits.
    Uint,
    /// `double`.
    Double,
    /// `string`.
    String,
    /// `bytes`.
    Bytes,
    /// `google.protobuf.Duration`.
    Duration,
    /// `google.protobuf.Timestamp`.
    Timestamp,
    /// `list`, with the type of its items.
    List(Inner),
    /// `map`, with the types of its keys and values.
    Map(Inner, Inner),
    /// An object of declared fields.
    Object(Object),
    /// `optional_type`, with the type of what may be there.
    Optional(Inner),
    /// A type of a library that only its functions look into, by its name.
    Opaque(&'static str),
    /// Of a type itself, as `int` and `type(1)` are.
    Type(Inner),
    /// What a function's signature leaves open, as the `A` of `list(A)`.
    Param(&'static str),
    /// What the checker does not know yet, by its number; it leaves none behind.
    Variable(u32),
}

impl Type {
    /// The type of the variable `authorizer`.
    pub const AUTHORIZER: Self = Self::Opaque("kubernetes.authorization.Authorizer");
    /// The type of the variable `authorizer.requestResource`.
    pub const RESOURCE_CHECK: Self = Self::Opaque("kubernetes.authorization.ResourceCheck");

    /// `list(items)`.
    #[must_use]
    pub fn list(items: Self) -> Self {
        Self::List(items.into())
    }

    /// `map(keys, values)`.
    #[must_use]
    pub fn map(keys: Self, values: Self) -> Self {
        Self::Map(keys.into(), values.into())
    }

    /// `optional_type(value)`.
    #[must_use]
    pub fn optional(value: Self) -> Self {
        Self::Optional(value.into())
    }

    /// `type(value)`.
    #[must_use]
    pub fn of(value: Self) -> Self {
        Self::Type(value.into())
    }
}

/// A type within another: of a table that is written in the program, or shared.
#[derive(Clone, Debug)]
pub enum Inner {
    /// In a static table.
    Static(&'static Type),
    /// Made as the program runs.
    Shared(Arc<Type>),
}

impl Deref for Inner {
    type Target = Type;

    fn deref(&self) -> &Type {
        match self {
            Self::Static(inner) => inner,
            Self::Shared(inner) => inner,
        }
    }
}

impl From<Type> for Inner {
    fn from(inner: Type) -> Self {
        Self::Shared(Arc::new(inner))
    }
}

impl PartialEq for Inner {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Inner {}

/// An object type with declared fields, which are asked for when an expression names them: the schemas of custom
/// resources are large, and rules look at little of them.
pub trait Fields: fmt::Debug + Send + Sync {
    /// The name of the type: objects are of one type when their types' names are equal.
    fn name(&self) -> &str;

    /// The type of a field, by its name as expressions write it; nothing when there is none.
    fn field(&self, name: &str) -> Option<Type>;

    /// The names of the fields, as expressions write them; empty when any name is a field.
    fn names(&self) -> Vec<&str>;
}

/// A declared object type, shared.
#[derive(Clone, Debug)]
pub struct Object(pub Arc<dyn Fields>);

impl Deref for Object {
    type Target = dyn Fields;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Object {}

/// As `CEL` writes types in its own messages: `list(int)`, `map(string, dyn)`.
impl fmt::Display for Type {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dyn => out.write_str("dyn"),
            Self::Error => out.write_str("!error!"),
            Self::Null => out.write_str("null"),
            Self::Bool => out.write_str("bool"),
            Self::Int => out.write_str("int"),
            Self::Uint => out.write_str("uint"),
            Self::Double => out.write_str("double"),
            Self::String => out.write_str("string"),
            Self::Bytes => out.write_str("bytes"),
            Self::Duration => out.write_str("duration"),
            Self::Timestamp => out.write_str("timestamp"),
            Self::List(items) => write!(out, "list({})", **items),
            Self::Map(keys, values) => write!(out, "map({}, {})", **keys, **values),
            Self::Object(object) => out.write_str(object.name()),
            Self::Optional(value) => write!(out, "optional_type({})", **value),
            Self::Opaque(name) | Self::Param(name) => out.write_str(name),
            Self::Type(value) => write!(out, "type({})", **value),
            Self::Variable(number) => write!(out, "_var{number}"),
        }
    }
}
