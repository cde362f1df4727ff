//! Which node of a text a place lies in, and the way there.

use std::borrow::Cow;
use std::path::Path;

use crate::objects::{Object, recognize};
use crate::source::{SourceId, Span};
use crate::yaml::{Cursor, Document, Kind, Step, Tree};

/// One step on the way down to a place.
#[derive(Clone, Debug)]
pub(super) struct Link<'t> {
    /// The mapping or the sequence that is stepped down from.
    pub(super) holder: Cursor<'t>,
    /// The step.
    pub(super) step: Step<'t>,
    /// The key, in a mapping.
    pub(super) key: Option<Cursor<'t>>,
    /// What stands below.
    pub(super) value: Cursor<'t>,
}

/// A place in a document.
#[derive(Clone, Debug)]
pub(super) struct Spot<'t> {
    /// The top of the object that it lies in, or of the document where that is none.
    pub(super) root: Cursor<'t>,
    /// From there down; empty at the top itself.
    pub(super) way: Vec<Link<'t>>,
    /// Whether it lies in the last key, and not in its value.
    pub(super) is_on_key: bool,
}

/// Whether a place lies in a span or directly behind it, as a cursor does behind what was typed.
pub(super) fn touches(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}

/// The objects of a text, as far as it can be read.
pub(super) fn objects<'t>(tree: &'t Tree<'t>, source: SourceId, path: &Path) -> Vec<Object<'t>> {
    let path = path.to_string_lossy();
    let documents = tree.documents().iter();
    documents
        .flat_map(|document| recognize(source, &path, tree, document).objects())
        .collect()
}

/// The document that a place lies in, or behind which it is the nearest.
pub(super) fn document<'t>(tree: &'t Tree<'t>, offset: u32) -> Option<&'t Document> {
    let documents = tree.documents();
    let behind = documents.partition_point(|document| document.span.start <= offset);
    documents.get(behind.checked_sub(1)?)
}

impl<'t> Spot<'t> {
    /// The node that a place lies in, the deepest; none where the document is empty.
    pub(super) fn find(tree: &'t Tree<'t>, objects: &[Object<'t>], offset: u32) -> Option<Self> {
        let top = tree.root(document(tree, offset)?)?;
        let mut own = objects.iter().map(|object| object.root);
        let root = own.find(|root| touches(root.span(), offset)).unwrap_or(top);
        let mut spot = Self {
            root,
            way: Vec::new(),
            is_on_key: false,
        };
        spot.descend(offset);
        Some(spot)
    }

    fn descend(&mut self, offset: u32) {
        let mut at = self.root;
        while !self.is_on_key
            && let Some(link) = below(at, offset)
        {
            self.is_on_key = link.key.is_some_and(|key| touches(key.span(), offset));
            at = link.value;
            self.way.push(link);
        }
    }

    /// The last step.
    pub(super) fn last(&self) -> Option<&Link<'t>> {
        self.way.last()
    }

    /// The word itself: the last key, or the scalar that is its value or an item.
    pub(super) fn word(&self) -> Option<Cursor<'t>> {
        let last = self.last()?;
        match last.key {
            Some(key) if self.is_on_key => Some(key),
            _ => Some(last.value).filter(|value| value.kind() == Kind::Scalar),
        }
    }

    /// What the other items say of the list that the word is in.
    pub(super) fn beside(&self) -> Vec<String> {
        let Some(Link { holder, value, .. }) = self.last() else {
            return Vec::new();
        };
        let items = holder.items().filter(|item| item.id() != value.id());
        let words = items.filter_map(|item| item.as_str().map(Cow::into_owned));
        words.collect()
    }

    /// The names of the fields on the way, without indices.
    pub(super) fn names(&self) -> Vec<&str> {
        let names = self.way.iter().filter_map(|link| match &link.step {
            Step::Key(key) => Some(&**key),
            Step::Index(_) => None,
        });
        names.collect()
    }
}

/// The step down from a node to what is below it at a place. What is reached through an alias stands elsewhere.
fn below(at: Cursor<'_>, offset: u32) -> Option<Link<'_>> {
    let is_here = |node: &Cursor<'_>| node.used_at().is_none();
    match at.kind() {
        Kind::Mapping => {
            let own = at.entries().take_while(|entry| is_here(&entry.key));
            let entry = own
                .take_while(|entry| entry.key.span().start <= offset)
                .last()?;
            let is_in = |node: Cursor<'_>| is_here(&node) && touches(node.span(), offset);
            (is_in(entry.key) || is_in(entry.value)).then(|| Link {
                holder: at,
                step: Step::Key(entry.key.as_key()),
                key: Some(entry.key),
                value: entry.value,
            })
        }
        Kind::Sequence => {
            let items = at.items().enumerate();
            let before = items.filter(|(_, item)| is_here(item) && item.span().start <= offset);
            let (index, value) = before.last()?;
            touches(value.span(), offset).then_some(Link {
                holder: at,
                step: Step::Index(index),
                key: None,
                value,
            })
        }
        _ => None,
    }
}
