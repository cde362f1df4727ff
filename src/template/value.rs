//! The values that templates work on. Maps and lists are shared and change in place, as Go's do.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::held::{Entries, Items};
use crate::origin::{Place, Text};

/// A value. Numbers and truths know the place of the scalar that they were read from, if it was one.
#[derive(Clone, Debug)]
pub enum Value {
    /// `nil`, and what is not there.
    Nil,
    /// `bool`.
    Bool(bool, Option<Place>),
    /// Go's `int`: what a template writes, counts and ranges over. Go's other widths print and compare alike.
    Int(i64, Option<Place>),
    /// `int64`, which Sprig's arithmetic gives, and which is no argument where a function takes an `int`.
    Int64(i64, Option<Place>),
    /// `float64`, which is what numbers of values files are.
    Float(f64, Option<Place>),
    /// `string`.
    Text(Text),
    /// `[]any`.
    List(List),
    /// `map[string]any`.
    Map(Map),
    /// A value with methods or fields of its own.
    Object(Rc<dyn Object>),
}

/// A list, shared.
pub type List = Rc<RefCell<Items>>;

/// A map, shared; in the order of its keys, as Go's templates range over it.
pub type Map = Rc<RefCell<Entries>>;

/// The key of a map: equal and in order by its characters, wherever they come from.
#[derive(Clone, Debug, Default)]
pub struct Key(pub Text);

/// A value of whoever executes: `.Files`, `.Capabilities.APIVersions`, a time.
pub trait Object: Debug {
    /// Go's type, as `%T` and error messages write it: `engine.files`.
    fn type_name(&self) -> &'static str;

    /// A field, or a key, by its name: `None` if it has none of this name.
    fn field(&self, name: &str) -> Option<Value>;

    /// Calls a method: `None` if it has none of this name.
    fn call(&self, method: &str, arguments: &[Value]) -> Option<Result<Value, String>>;

    /// What it is printed as.
    fn printed(&self) -> Text;

    /// What it holds, if it is a map underneath: `.Files` can be ranged over.
    fn as_map(&self) -> Option<Map> {
        None
    }

    /// What it holds, if it is a list underneath: one that is `nil`, which writes as null, and is empty otherwise.
    fn as_list(&self) -> Option<List> {
        None
    }

    /// How its bytes are written, if it is a `[]byte` underneath.
    fn as_bytes(&self) -> Option<Spelt> {
        None
    }
}

/// Bytes as text, and as JSON and YAML have them.
#[derive(Clone, Debug)]
pub struct Spelt {
    /// The text that they are.
    pub text: Text,
    /// Their base64.
    pub base64: Text,
}

impl Value {
    /// Text from nowhere.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Text::made(text))
    }

    /// A number from nowhere.
    #[must_use]
    pub const fn int(number: i64) -> Self {
        Self::Int(number, None)
    }

    /// A truth from nowhere.
    #[must_use]
    pub const fn bool(is: bool) -> Self {
        Self::Bool(is, None)
    }

    /// A new list.
    #[must_use]
    pub fn list(items: Vec<Self>) -> Self {
        Self::List(Rc::new(RefCell::new(Items::from(items))))
    }

    /// A new map.
    #[must_use]
    pub fn map(entries: BTreeMap<Key, Self>) -> Self {
        Self::Map(Rc::new(RefCell::new(Entries::from(entries))))
    }

    /// Go's type, as `%T` and errors write it.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Nil => "<nil>",
            Self::Bool(..) => "bool",
            Self::Int(..) => "int",
            Self::Int64(..) => "int64",
            Self::Float(..) => "float64",
            Self::Text(_) => "string",
            Self::List(_) => "[]interface {}",
            Self::Map(_) => "map[string]interface {}",
            Self::Object(object) => object.type_name(),
        }
    }

    /// Go's truth: whether it is neither nil nor the zero of its type, nor empty.
    #[must_use]
    pub fn is_true(&self) -> bool {
        match self {
            Self::Nil => false,
            Self::Bool(is, _) => *is,
            Self::Int(number, _) | Self::Int64(number, _) => *number != 0,
            Self::Float(number, _) => *number != 0.0,
            Self::Text(text) => !text.is_empty(),
            Self::List(list) => !list.borrow().is_empty(),
            Self::Map(map) => !map.borrow().is_empty(),
            Self::Object(object) => match (object.as_map(), object.as_list()) {
                (Some(map), _) => !map.borrow().is_empty(),
                (None, Some(list)) => !list.borrow().is_empty(),
                (None, None) => true,
            },
        }
    }

    /// The characters of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.as_str()),
            _ => None,
        }
    }

    /// The place that a scalar was read from.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Bool(_, place)
            | Self::Int(_, place)
            | Self::Int64(_, place)
            | Self::Float(_, place) => *place,
            Self::Text(text) => text.place(),
            _ => None,
        }
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self(Text::made(text))
    }
}

impl std::borrow::Borrow<str> for Key {
    fn borrow(&self) -> &str {
        self.0.as_str()
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, to: &mut H) {
        self.0.as_str().hash(to);
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.as_str().cmp(other.0.as_str())
    }
}
