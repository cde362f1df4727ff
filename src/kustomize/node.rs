//! Manifests while they are built: trees whose keys and scalars know where they come from.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::origin::{Place, Text};
use crate::template::Key;

use super::lent::Lent;
use super::scalar::{Meaning, printed};

/// A node. Mappings are in the order of their keys, which is how a build prints them.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Map(Map),
    List(List),
    Scalar(Scalar),
}

/// A mapping.
#[derive(Clone, Debug, Default)]
pub(super) struct Map {
    pub(super) entries: Lent<BTreeMap<Key, Node>>,
    /// Where it stands, if anywhere.
    pub(super) place: Option<Place>,
}

/// A sequence.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    pub(super) items: Lent<Vec<Node>>,
    /// Where it stands, if anywhere.
    pub(super) place: Option<Place>,
}

/// A scalar: what it says, and how that is understood.
#[derive(Clone, Debug)]
pub(super) struct Scalar {
    pub(super) text: Text,
    pub(super) sort: Sort,
    /// Where it stands, if it has no text that knows.
    pub(super) at: Option<Place>,
}

/// How the text of a scalar is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A string in quotes or a block of text; a new text in its place is one as well.
    Quoted,
    /// A string in folded lines, as `>` makes them; a new text in its place is one as well.
    Folded,
    /// A bare string; a new text in its place is read for what it says.
    Str,
    /// What it says: a number, a truth, null, or a string.
    Plain,
}

impl Scalar {
    /// A string.
    pub(super) fn str(text: impl Into<Text>) -> Self {
        Self {
            text: text.into(),
            sort: Sort::Str,
            at: None,
        }
    }

    /// Whatever the text says.
    pub(super) fn plain(text: impl Into<Text>) -> Self {
        Self {
            text: text.into(),
            sort: Sort::Plain,
            at: None,
        }
    }

    pub(super) fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Where it stands.
    pub(super) fn place(&self) -> Option<Place> {
        self.text.place().or(self.at)
    }

    /// What it means.
    pub(super) fn meaning(&self) -> Meaning {
        match self.sort {
            Sort::Plain => Meaning::of(self.text.as_str()),
            Sort::Quoted | Sort::Folded | Sort::Str => Meaning::Str,
        }
    }

    /// What a build prints for it, but for quotes.
    pub(super) fn printed(&self) -> Cow<'_, str> {
        match self.sort {
            Sort::Plain => printed(self.as_str()),
            Sort::Quoted | Sort::Folded | Sort::Str => self.as_str().into(),
        }
    }

    pub(super) fn is_null(&self) -> bool {
        self.sort == Sort::Plain && self.meaning() == Meaning::Null
    }

    pub(super) fn is_str(&self) -> bool {
        self.meaning() == Meaning::Str
    }

    /// Writes another text in its place, which is read as the one before was.
    pub(super) fn set(&mut self, text: Text) {
        self.text = text;
        if self.sort == Sort::Str {
            self.sort = Sort::Plain;
        }
    }
}

impl Node {
    /// A string.
    pub(super) fn str(text: impl Into<Text>) -> Self {
        Self::Scalar(Scalar::str(text))
    }

    /// An empty mapping.
    pub(super) fn map() -> Self {
        Self::Map(Map::default())
    }

    /// An empty sequence.
    pub(super) fn list() -> Self {
        Self::List(List::default())
    }

    pub(super) fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    pub(super) fn as_map_mut(&mut self) -> Option<&mut Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    pub(super) fn as_list(&self) -> Option<&List> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    pub(super) fn as_scalar(&self) -> Option<&Scalar> {
        match self {
            Self::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    pub(super) fn as_scalar_mut(&mut self) -> Option<&mut Scalar> {
        match self {
            Self::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text of a scalar, whatever it means; nothing for others, as kustomize has it.
    pub(super) fn said(&self) -> &str {
        self.as_scalar().map_or("", Scalar::as_str)
    }

    pub(super) fn is_null(&self) -> bool {
        self.as_scalar().is_some_and(Scalar::is_null)
    }

    /// Whether it is null, or a mapping or sequence with nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Map(map) => map.entries.is_empty(),
            Self::List(list) => list.items.is_empty(),
            Self::Scalar(scalar) => scalar.is_null(),
        }
    }

    /// The value of a key of this mapping.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.entries.get(key)
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        self.as_map_mut()?.entries.get_mut(key)
    }

    /// The node at the end of some keys.
    pub(super) fn at(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().try_fold(self, |node, key| node.get(key))
    }

    pub(super) fn at_mut(&mut self, keys: &[&str]) -> Option<&mut Self> {
        keys.iter().try_fold(self, |node, key| node.get_mut(key))
    }

    /// Where it stands: its own place, or that of the first thing in it that has one.
    pub(super) fn place(&self) -> Option<Place> {
        match self {
            Self::Scalar(scalar) => scalar.place(),
            Self::Map(map) => map.place.or_else(|| {
                let mut entries = map.entries.iter();
                entries.find_map(|(key, value)| key.0.place().or_else(|| value.place()))
            }),
            Self::List(list) => list
                .place
                .or_else(|| list.items.iter().find_map(Self::place)),
        }
    }

    /// What kind of node it is, in words.
    pub(super) fn what(&self) -> &'static str {
        match self {
            Self::Map(_) => "a mapping",
            Self::List(_) => "a list",
            Self::Scalar(scalar) if scalar.is_null() => "null",
            Self::Scalar(scalar) if scalar.is_str() => "a string",
            Self::Scalar(_) => "a number or a bool",
        }
    }

    /// Writes each null out that only nothing stands for.
    pub(super) fn spell_nulls(&mut self) {
        match self {
            Self::Map(map) => map.entries.values_mut().for_each(Self::spell_nulls),
            Self::List(list) => list.items.iter_mut().for_each(Self::spell_nulls),
            Self::Scalar(scalar) if scalar.is_null() && scalar.text.is_empty() => {
                scalar.text = Text::derived("null", scalar.place());
            }
            Self::Scalar(_) => {}
        }
    }

    /// How many nodes it has, itself included.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Scalar(_) => 1,
            Self::List(list) => 1 + list.items.iter().map(Self::count).sum::<usize>(),
            Self::Map(map) => 1 + map.entries.values().map(Self::count).sum::<usize>(),
        }
    }

    /// Whether both say the same.
    pub(super) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Scalar(a), Self::Scalar(b)) => {
                a.is_str() == b.is_str() && a.printed() == b.printed()
            }
            (Self::List(a), Self::List(b)) => {
                let mut pairs = a.items.iter().zip(b.items.iter());
                a.items.len() == b.items.len() && pairs.all(|(a, b)| a.same(b))
            }
            (Self::Map(a), Self::Map(b)) => {
                let mut pairs = a.entries.iter().zip(b.entries.iter());
                a.entries.len() == b.entries.len()
                    && pairs.all(|(a, b)| a.0 == b.0 && a.1.same(b.1))
            }
            _ => false,
        }
    }
}

impl Map {
    /// Sets the value of a key. One that is there keeps its own place and gets the new value.
    pub(super) fn set(&mut self, key: Text, value: Node) {
        match self.entries.get_mut(key.as_str()) {
            Some(old) => *old = value,
            None => {
                self.entries.insert(Key(key), value);
            }
        }
    }

    /// The mapping under a key, made if there is none or null.
    pub(super) fn under(&mut self, key: Text) -> Option<&mut Self> {
        let inner = self.entries.entry(Key(key)).or_insert_with(Node::map);
        if inner.is_null() {
            *inner = Node::map();
        }
        inner.as_map_mut()
    }
}
