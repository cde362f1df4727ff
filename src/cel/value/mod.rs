//! Values. Those that a manifest has are seen where they stand; only what an expression makes is held.

mod compound;
mod equality;
mod kind;
mod made_map;
mod order;
mod plain;

use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

pub(crate) use self::equality::equal;
pub(crate) use self::kind::{fits, name, size, type_of};
pub use self::made_map::MadeMap;
pub(crate) use self::order::compare;

use super::error::Error;
use super::types::Type;

/// A value. It lives as long as what it was seen in, and is cheap to clone.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed number.
    Int(i64),
    /// An unsigned number.
    Uint(u64),
    /// A number with a fraction.
    Double(f64),
    /// A text.
    String(Text<'a>),
    /// Bytes.
    Bytes(Bytes<'a>),
    /// A length of time.
    Duration(Duration),
    /// A point in time.
    Timestamp(Timestamp),
    /// A list.
    List(List<'a>),
    /// A map.
    Map(Map<'a>),
    /// An object with declared fields.
    Object(Object<'a>),
    /// What may be there or not.
    Optional(Option<Rc<Value<'a>>>),
    /// A type.
    Type(Type),
    /// What a library made and knows alone: a quantity, an address, …
    Opaque(Rc<dyn Opaque>),
}

/// A text, of the manifest, of the expression, or made.
#[derive(Clone)]
pub enum Text<'a> {
    /// It stands somewhere.
    Seen(&'a str),
    /// It was made.
    Made(Rc<str>),
}

/// Bytes, of somewhere or made.
#[derive(Clone)]
pub enum Bytes<'a> {
    /// They stand somewhere.
    Seen(&'a [u8]),
    /// They were made.
    Made(Rc<[u8]>),
}

/// A length of time, at most some 292 years either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    /// Nanoseconds.
    pub nanoseconds: i64,
}

/// A point in time, from the start of the year 1 to the end of 9999.
#[derive(Clone, Copy, Debug)]
pub struct Timestamp {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Nanoseconds after it, less than 10⁹.
    pub nanoseconds: u32,
    /// How many seconds before the clock of UTC it was written; its text shows that, and nothing else hangs on it.
    pub offset: i32,
}

/// A list.
#[derive(Clone)]
pub enum List<'a> {
    /// It was made.
    Made(Rc<Made<'a>>),
    /// It is seen.
    Seen(Rc<dyn Items<'a> + 'a>),
}

/// The elements of a list that was made.
pub type Made<'a> = Vec<Value<'a>>;

/// A map.
#[derive(Clone)]
pub enum Map<'a> {
    /// It was made.
    Made(Rc<MadeMap<'a>>),
    /// It is seen. Its keys are texts.
    Seen(Rc<dyn Fields<'a> + 'a>),
}

/// An object, whose fields are seen.
#[derive(Clone)]
pub struct Object<'a>(pub Rc<dyn Fields<'a> + 'a>);

/// A list that is seen.
pub trait Items<'a> {
    /// How many elements it has.
    fn len(&self) -> usize;

    /// Whether it has none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element of that index, which is less than the length.
    ///
    /// # Errors
    ///
    /// It is not known.
    fn get(&self, index: usize) -> Result<Value<'a>, Error>;

    /// Whether it equals `other`, where it has rules of its own: a set has no order, and a list of named elements is
    /// like a map. None if it is a plain list.
    ///
    /// # Errors
    ///
    /// An element is not known.
    fn equals(&self, _other: &List<'a>) -> Option<Result<bool, Error>> {
        None
    }

    /// Both lists joined, where it has rules of its own.
    ///
    /// # Errors
    ///
    /// An element is not known.
    fn plus(&self, _other: &List<'a>) -> Option<Result<List<'a>, Error>> {
        None
    }
}

/// A map of texts, or an object, that is seen.
pub trait Fields<'a> {
    /// How many fields are there.
    fn len(&self) -> usize;

    /// Whether none is there.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The field of that name; None if it is not there.
    ///
    /// # Errors
    ///
    /// It is not known.
    fn get(&self, name: &str) -> Result<Option<Value<'a>>, Error>;

    /// Whether the field is there.
    ///
    /// # Errors
    ///
    /// It is not known.
    fn has(&self, name: &str) -> Result<bool, Error> {
        self.get(name).map(|value| value.is_some())
    }

    /// The name and the value of the field of that index, which is less than the length. The order is that of writing.
    ///
    /// # Errors
    ///
    /// It is not known.
    fn entry(&self, index: usize) -> Result<(Text<'a>, Value<'a>), Error>;

    /// The name of the field of that index, which is less than the length.
    ///
    /// # Errors
    ///
    /// It is not known.
    fn name(&self, index: usize) -> Result<Text<'a>, Error> {
        self.entry(index).map(|(name, _)| name)
    }

    /// Whether it equals `other`, where it has rules of its own. None if it is equal to what has equal fields.
    ///
    /// # Errors
    ///
    /// A field is not known.
    fn equals(&self, _other: &Map<'a>) -> Option<Result<bool, Error>> {
        None
    }

    /// The declared type's name; an object's type is told by it.
    fn type_name(&self) -> &str {
        "map"
    }
}

/// What a library made and knows alone.
pub trait Opaque: fmt::Debug {
    /// The type's name, as `kubernetes.Quantity`.
    fn type_name(&self) -> &'static str;

    /// Whether it is the same as another of its type.
    ///
    /// # Errors
    ///
    /// That cannot be told.
    fn equals(&self, other: &dyn Opaque) -> Result<bool, Error>;

    /// Which comes first, where there is an order.
    fn compare(&self, _other: &dyn Opaque) -> Option<Ordering> {
        None
    }

    /// What a cost takes as its size: of an address, its bytes.
    fn size(&self) -> u64 {
        1
    }

    /// Itself, so that its library can see what it is.
    fn as_any(&self) -> &dyn std::any::Any;
}
