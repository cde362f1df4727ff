//! Expressions as trees. The forms are cel-go's, macros expanded, since types and costs are told of those; what a person
//! wrote is found by spans, and by the [`Macro`] that a [`Fold`] came from.

use std::sync::Arc;

use crate::source::Span;

/// A parsed expression. Nodes are shared between threads, and stand before those that use them.
#[derive(Clone, Debug)]
pub struct Expression {
    /// What was parsed. All spans are offsets in it, in bytes.
    pub text: Arc<str>,
    /// All nodes. One that a macro uses twice stands once, so that a walk that goes down from each use may come to it
    /// more often than there are nodes: what is known of a node is kept by its [`Id`].
    pub nodes: Vec<Node>,
    /// Where it begins.
    pub root: Id,
}

impl Expression {
    /// The node of that number. The numbers are those of this expression's own nodes.
    #[must_use]
    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id.0 as usize]
    }
}

/// The number of a node within its expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub u32);

/// One node.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it was read from; what a macro made has the span of the macro's call.
    pub span: Span,
    /// What it is.
    pub form: Form,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Form {
    /// A constant.
    Literal(Literal),
    /// A variable, or the name of a type.
    Name {
        /// The name, without a leading dot.
        name: Arc<str>,
        /// Whether a dot stood before it, so that no variable of a macro is meant.
        absolute: bool,
    },
    /// `operand.field`, or `has(operand.field)`. `a.?b` is a call of `_?._` with the field as a string.
    Select {
        /// What has the field.
        operand: Id,
        /// Its name, without backquotes.
        field: Arc<str>,
        /// Whether `has()` asks if it is there.
        test: bool,
    },
    /// A function, a method, or an operator, which has cel-go's name: `_+_`, `_[_]`, `_?_:_`, `!_`, `-_`, `@in`, …
    Call {
        /// What a method is called on.
        target: Option<Id>,
        /// Its name.
        function: Arc<str>,
        /// What it is given, without the target.
        arguments: Box<[Id]>,
    },
    /// `[a, ?b]`.
    List(Box<[Item]>),
    /// `{a: b, ?c: d}`.
    Map(Box<[Entry]>),
    /// `Name{field: value}`. Kubernetes has it in policies that change objects.
    Struct {
        /// The type's name, dots included; it begins with one if one was written.
        name: Arc<str>,
        /// Its fields.
        fields: Box<[Field]>,
    },
    /// A macro that goes over a list or the keys of a map.
    Fold(Box<Fold>),
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// `1`, `-0x1f`
    Int(i64),
    /// `1u`
    Uint(u64),
    /// `1.5`
    Double(f64),
    /// `'text'`
    String(Arc<str>),
    /// `b'\xff'`
    Bytes(Arc<[u8]>),
}

/// An element of a list.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Its value; an optional one if it is marked.
    pub value: Id,
    /// Whether `?` stood before it.
    pub optional: bool,
}

/// An entry of a map.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Its key.
    pub key: Id,
    /// Its value; an optional one if it is marked.
    pub value: Id,
    /// Whether `?` stood before the key.
    pub optional: bool,
}

/// A field of an object that is made.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name, and where it stands.
    pub name: Arc<str>,
    /// Where the name stands.
    pub span: Span,
    /// Its value; an optional one if it is marked.
    pub value: Id,
    /// Whether `?` stood before the name.
    pub optional: bool,
}

/// cel-go's comprehension. For each element of `range`: if `condition` holds, `accumulator` becomes `step`. It starts as
/// `init`, and in the end all is `result`.
#[derive(Clone, Debug)]
pub struct Fold {
    /// What a person wrote.
    pub of: Macro,
    /// A list or a map.
    pub range: Id,
    /// The element of a list, the key of a map; with a second variable the index of a list, the key of a map.
    pub variable: Arc<str>,
    /// The element of a list, the value of a map.
    pub second: Option<Arc<str>>,
    /// The accumulator's name; a person cannot write it, but for that of [`Macro::OptMap`] and [`Macro::OptFlatMap`].
    pub accumulator: Arc<str>,
    /// What the accumulator starts as; none of the variables is seen there.
    pub init: Id,
    /// Whether to go on; all three variables are seen.
    pub condition: Id,
    /// The accumulator's next value; all three variables are seen.
    pub step: Id,
    /// The end; the accumulator alone is seen.
    pub result: Id,
}

/// The macros that become a [`Fold`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Macro {
    /// `all(x, p)`, `all(i, x, p)`
    All,
    /// `exists(x, p)`, `exists(i, x, p)`
    Exists,
    /// `exists_one(x, p)`; with two variables also `existsOne(i, x, p)`
    ExistsOne,
    /// `map(x, e)`
    Map,
    /// `map(x, p, e)`
    MapIf,
    /// `filter(x, p)`
    Filter,
    /// `transformList(i, x, e)`
    TransformList,
    /// `transformList(i, x, p, e)`
    TransformListIf,
    /// `transformMap(k, x, e)`
    TransformMap,
    /// `transformMap(k, x, p, e)`
    TransformMapIf,
    /// `transformMapEntry(k, x, e)`
    TransformMapEntry,
    /// `transformMapEntry(k, x, p, e)`
    TransformMapEntryIf,
    /// `optMap(x, e)`: the fold is over an empty list, and binds the value that is there.
    OptMap,
    /// `optFlatMap(x, e)`
    OptFlatMap,
    /// `sortBy(x, key)`: the fold is over an empty list, and binds the list that is sorted; another makes the keys.
    SortBy,
}

impl Macro {
    /// What a person calls it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Exists => "exists",
            Self::ExistsOne => "exists_one",
            Self::Map | Self::MapIf => "map",
            Self::Filter => "filter",
            Self::TransformList | Self::TransformListIf => "transformList",
            Self::TransformMap | Self::TransformMapIf => "transformMap",
            Self::TransformMapEntry | Self::TransformMapEntryIf => "transformMapEntry",
            Self::OptMap => "optMap",
            Self::OptFlatMap => "optFlatMap",
            Self::SortBy => "sortBy",
        }
    }
}

impl Form {
    /// Does something with each node that this one uses.
    pub(super) fn parts(&self, mut each: impl FnMut(Id)) {
        match self {
            Self::Literal(_) | Self::Name { .. } => {}
            Self::Select { operand, .. } => each(*operand),
            Self::Call {
                target, arguments, ..
            } => target.iter().chain(arguments).copied().for_each(each),
            Self::List(items) => items.iter().for_each(|item| each(item.value)),
            Self::Map(entries) => entries.iter().for_each(|entry| {
                each(entry.key);
                each(entry.value);
            }),
            Self::Struct { fields, .. } => fields.iter().for_each(|field| each(field.value)),
            Self::Fold(fold) => [
                fold.range,
                fold.init,
                fold.condition,
                fold.step,
                fold.result,
            ]
            .into_iter()
            .for_each(each),
        }
    }
}
