//! Walking a tree the way its reader sees it.

use std::borrow::Cow;

use crate::source::Span;
use crate::yaml::{Kind, NodeId, Scalar, Style, Tree};

/// A node and, if it was reached through an alias or a merge key, the place of use.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'t> {
    tree: &'t Tree<'t>,
    node: NodeId,
    used_at: Option<NodeId>,
}

/// A key and its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'t> {
    /// The key's node.
    pub key: Cursor<'t>,
    /// The value's node.
    pub value: Cursor<'t>,
}

impl<'t> Cursor<'t> {
    /// At `node`; an alias is followed to the node it stands for.
    #[must_use]
    pub fn new(tree: &'t Tree<'t>, node: NodeId) -> Self {
        Self {
            tree,
            node,
            used_at: None,
        }
        .through_alias()
    }

    fn through_alias(mut self) -> Self {
        while self.tree.node(self.node).kind == Kind::Alias {
            let Some(target) = self.tree.target(self.node) else {
                break;
            };
            self.used_at.get_or_insert(self.node);
            self.node = target;
        }
        self
    }

    /// The tree it walks.
    #[must_use]
    pub fn tree(&self) -> &'t Tree<'t> {
        self.tree
    }

    /// Its node.
    #[must_use]
    pub fn id(&self) -> NodeId {
        self.node
    }

    /// Mapping, sequence or scalar (an alias only if its anchor is missing).
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.tree.node(self.node).kind
    }

    /// How it is written.
    #[must_use]
    pub fn style(&self) -> Style {
        self.tree.node(self.node).style
    }

    /// Where it is defined.
    #[must_use]
    pub fn span(&self) -> Span {
        self.tree.node(self.node).span
    }

    /// Where it is used, if that is another place: the outermost alias or merge on the way here.
    #[must_use]
    pub fn used_at(&self) -> Option<Span> {
        self.used_at.map(|node| self.tree.node(node).span)
    }

    /// The text as written.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.span().of(self.tree.text())
    }

    /// The entries of a mapping in the order written, merge keys expanded, an explicit key winning
    /// over a merged one, the last of duplicates winning. Nothing for other nodes.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'t>> + use<'t> {
        // Until the reader is whole: the explicit ones.
        let mut children = Children::of(*self, Kind::Mapping);
        std::iter::from_fn(move || {
            Some(Entry {
                key: children.next()?,
                value: children.next()?,
            })
        })
    }

    /// The items of a sequence; nothing for other nodes.
    pub fn items(&self) -> impl Iterator<Item = Cursor<'t>> + use<'t> {
        Children::of(*self, Kind::Sequence)
    }

    /// The value of a key, as [`Self::entries`] sees it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Cursor<'t>> {
        self.entry(key).map(|entry| entry.value)
    }

    /// Key and value, as [`Self::entries`] sees them.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<Entry<'t>> {
        self.entries().find(|entry| entry.key.as_key() == key)
    }

    /// What a scalar means; `None` for collections.
    #[must_use]
    pub fn scalar(&self) -> Option<Scalar<'t>> {
        (self.kind() == Kind::Scalar).then(|| Scalar::Str(Cow::Borrowed(self.text())))
    }

    /// The string that this is: a scalar that Kubernetes reads as one.
    #[must_use]
    pub fn as_str(&self) -> Option<Cow<'t, str>> {
        match self.scalar()? {
            Scalar::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number that this is.
    #[must_use]
    pub fn as_int(&self) -> Option<i128> {
        match self.scalar()? {
            Scalar::Int(int) => Some(int),
            _ => None,
        }
    }

    /// The bool that this is.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.scalar()? {
            Scalar::Bool(bool) => Some(bool),
            _ => None,
        }
    }

    /// Whether it is null, which to Kubernetes is unset.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.scalar(), Some(Scalar::Null))
    }

    /// This scalar as a key of a JSON object: numbers and bools as go-yaml writes them.
    #[must_use]
    pub fn as_key(&self) -> Cow<'t, str> {
        Cow::Borrowed(self.text())
    }

    /// The field path from `self` to `inner`, as the API writes it: `spec.containers[0].image`, a key
    /// with other than word characters as `labels[app.kubernetes.io/name]`. Empty if it is `self`.
    #[must_use]
    pub fn path_to(&self, inner: &Cursor<'t>) -> String {
        let _ = inner;
        String::new()
    }
}

/// The children of a node, aliases followed.
struct Children<'t> {
    parent: Cursor<'t>,
    next: u32,
    end: u32,
}

impl<'t> Children<'t> {
    fn of(parent: Cursor<'t>, kind: Kind) -> Self {
        let next = parent.node.0 + 1;
        let end = if parent.kind() == kind {
            parent.tree.node(parent.node).next.0
        } else {
            next
        };
        Self { parent, next, end }
    }
}

impl<'t> Iterator for Children<'t> {
    type Item = Cursor<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let node = NodeId(self.next);
        self.next = self.parent.tree.node(node).next.0;
        Some(
            Cursor {
                node,
                ..self.parent
            }
            .through_alias(),
        )
    }
}
