//! A place in an object that may or may not be written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::field_path::FieldPath;
use crate::objects::Object;
use crate::quantity::Quantity;
use crate::validation::api_shape::ApiShape;
use crate::yaml::{Cursor, Kind, Scalar, Step};

/// What stands for the first item of a list among the names of what is missing.
const FIRST: &str = "[0]";

/// How many names in a row may be missing on the way to a place; checks ask for no more.
const MOST_ABSENT: usize = 5;

/// A place in an object: a node that is there, or names below one that are not. What is null is not set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'t> {
    /// The innermost node on the way that is there.
    node: Cursor<'t>,
    /// What is missing below it.
    absent: [Option<&'static str>; MOST_ABSENT],
    /// The key before it, or another node to point at.
    near: Option<Cursor<'t>>,
    /// Whether a finding points there in any case.
    shown: bool,
    /// What the API says of the place.
    shape: ApiShape,
}

impl<'t> Field<'t> {
    /// The place of a node, of which the API says no more.
    pub(super) fn of(node: Cursor<'t>) -> Self {
        Self::shaped(node, ApiShape::default())
    }

    /// The place of a node of which the API says something.
    pub(super) fn shaped(node: Cursor<'t>, shape: ApiShape) -> Self {
        Self {
            node,
            absent: [None; MOST_ABSENT],
            near: None,
            shown: false,
            shape,
        }
    }

    /// Whether the innermost node on the way is the place itself.
    #[inline]
    fn is_there(&self) -> bool {
        self.absent[0].is_none()
    }

    /// A field of the object here.
    #[inline]
    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn get(&self, name: &'static str) -> Self {
        self.step(name, self.shape.field(name))
    }

    /// The same, where not every definition that may stand here has the field.
    #[inline]
    pub(super) fn get_if_defined(&self, name: &'static str) -> Self {
        self.step(name, self.shape.field_if_defined(name))
    }

    /// The place one step below this one.
    #[inline]
    fn step(&self, name: &'static str, shape: ApiShape) -> Self {
        if !self.is_there() {
            return self.below(name, shape);
        }
        match self.node.entry(name) {
            Some(entry) => Self {
                near: Some(entry.key),
                ..Self::shaped(entry.value, shape)
            },
            None => Self {
                absent: [Some(name), None, None, None, None],
                shape,
                ..*self
            },
        }
    }

    /// A field of what is not there.
    #[cold]
    fn below(&self, name: &'static str, shape: ApiShape) -> Self {
        let mut absent = self.absent;
        if let Some(slot) = absent.iter_mut().find(|slot| slot.is_none()) {
            *slot = Some(name);
        }
        Self {
            absent,
            shape,
            ..*self
        }
    }

    /// The first item of a list, which need not be there.
    pub(super) fn first(&self) -> Self {
        let mut items = self.items();
        items
            .next()
            .unwrap_or_else(|| self.step(FIRST, self.shape.below()))
    }

    /// A field further down.
    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn at(&self, path: &[&'static str]) -> Self {
        path.iter().fold(*self, |field, name| field.get(name))
    }

    /// The entry of a map with a certain key, if there is one.
    pub(super) fn find(&self, key: &str) -> Option<Self> {
        let mut entries = self.entries();
        entries
            .find(|(own, _)| own.as_key() == key)
            .map(|(_, value)| value)
    }

    /// The values of a map by their keys, for who asks for many.
    pub(super) fn by_key(&self) -> BTreeMap<Cow<'t, str>, Self> {
        let entries = self.entries();
        entries.map(|(key, value)| (key.as_key(), value)).collect()
    }

    /// The same place, with a finding pointing at `shown`.
    pub(super) fn shown_at(self, shown: Cursor<'t>) -> Self {
        Self {
            near: Some(shown),
            shown: true,
            ..self
        }
    }

    /// The node here, unless it is not set.
    #[inline]
    pub(super) fn node(&self) -> Option<Cursor<'t>> {
        Some(self.node).filter(|node| self.is_there() && !node.is_null())
    }

    /// Whether something other than null stands here.
    #[inline]
    pub(super) fn is_set(&self) -> bool {
        self.node().is_some()
    }

    /// The items of a list.
    pub(super) fn items(&self) -> impl Iterator<Item = Self> + use<'t> {
        let shape = self.shape.below();
        let items = self.node.items().take(self.most());
        items.map(move |item| Self::shaped(item, shape))
    }

    /// The keys and values of a map.
    pub(super) fn entries(&self) -> impl Iterator<Item = (Cursor<'t>, Self)> + use<'t> {
        let shape = self.shape.below();
        self.node.entries().take(self.most()).map(move |entry| {
            let value = Self {
                near: Some(entry.key),
                ..Self::shaped(entry.value, shape)
            };
            (entry.key, value)
        })
    }

    /// How many of the node's items or entries are those of the place: all, or none where it is not there.
    fn most(&self) -> usize {
        if self.is_there() { usize::MAX } else { 0 }
    }

    /// How many items or entries there are.
    pub(super) fn len(&self) -> usize {
        match self.node() {
            Some(node) if node.kind() == Kind::Mapping => node.entries().count(),
            Some(node) => node.items().count(),
            None => 0,
        }
    }

    /// Whether nothing stands here that Go would not take for unset: null, "", [] and {}.
    pub(super) fn is_empty(&self) -> bool {
        self.node().is_none_or(|node| match node.kind() {
            Kind::Mapping => node.entries().next().is_none(),
            Kind::Sequence => node.items().next().is_none(),
            _ => matches!(node.scalar(), Some(Scalar::Str(text)) if text.is_empty()),
        })
    }

    /// The string here.
    pub(super) fn str(&self) -> Option<Cow<'t, str>> {
        self.node()?.as_str()
    }

    /// The string here; empty if there is none.
    pub(super) fn text(&self) -> Cow<'t, str> {
        self.str().unwrap_or_default()
    }

    /// Whether a certain string stands here.
    pub(super) fn is(&self, text: &str) -> bool {
        self.str().is_some_and(|own| own == text)
    }

    /// The whole number here, if it is one of 64 bits.
    pub(super) fn int(&self) -> Option<i64> {
        i64::try_from(self.node()?.as_int()?).ok()
    }

    /// The amount here, as a string or as a number.
    pub(super) fn quantity(&self) -> Option<Quantity> {
        let node = self.node()?;
        match node.scalar()? {
            Scalar::Str(text) => Quantity::parse(&text),
            Scalar::Int(int) => Some(Quantity::whole(int)),
            Scalar::Float(_) => Quantity::parse(node.text()),
            _ => None,
        }
    }

    /// The amount here as it is written; empty if there is none.
    pub(super) fn amount(&self) -> Cow<'t, str> {
        let Some(node) = self.node() else {
            return Cow::default();
        };
        node.as_str().unwrap_or(Cow::Borrowed(node.text()))
    }

    /// The amount here as the value of a map, where null is 0.
    pub(super) fn entry_quantity(&self) -> Option<Quantity> {
        match self.is_set() {
            true => self.quantity(),
            false => Some(Quantity::ZERO),
        }
    }

    /// Whether `true` stands here.
    pub(super) fn flag(&self) -> bool {
        self.node().and_then(|node| node.as_bool()) == Some(true)
    }

    /// The bool here.
    pub(super) fn bool(&self) -> Option<bool> {
        self.node()?.as_bool()
    }

    /// Whether what stands here is a string or not set; what is of another type is the schema's to report.
    pub(super) fn is_text(&self) -> bool {
        self.node().is_none_or(|node| node.as_str().is_some())
    }

    /// The node here, or the nearest that there is, and the fields that lead from there on.
    pub(super) fn nearest(&self) -> (Cursor<'t>, Vec<&'static str>) {
        (self.node, self.absent.iter().flatten().copied().collect())
    }

    /// What a finding here points at: the value, or where a missing one belongs.
    pub(super) fn place(&self) -> Cursor<'t> {
        let first = || self.node.entries().next().map(|entry| entry.key);
        // Of a collection its key says more than its text.
        let is_collection = matches!(self.node.kind(), Kind::Mapping | Kind::Sequence);
        if self.shown || !self.is_there() || is_collection {
            self.near.or_else(first).unwrap_or(self.node)
        } else {
            self.node
        }
    }

    /// The path within an object: `spec.containers[0].image`.
    pub(super) fn path(&self, object: &Object<'t>) -> FieldPath {
        let absent = self.absent.iter().flatten().map(|&name| match name {
            FIRST => Step::Index(0),
            // The key of a map is asked for in brackets.
            name => Step::Key(Cow::Borrowed(name.trim_matches(['[', ']']))),
        });
        let there = object.root.steps_to(&self.node);
        object.field_at(there.into_iter().chain(absent))
    }
}
