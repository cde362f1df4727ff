//! The arena that a text is read into.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::diagnostic::MOST;
use crate::source::Span;
use crate::yaml::layout::{Layout, Place};
use crate::yaml::reader::{Parts, Reader};
use crate::yaml::scalar::is_word;
use crate::yaml::{Cursor, aliases, keys, refused};

/// Set on a scalar whose text is not what stands between its ends.
pub(super) const FLAG_COOK: u16 = 1;
/// Set on a mapping that has a key without a mark; no mapping is cooked.
const FLAG_UNMARKED: u16 = FLAG_COOK;
/// Set on a scalar that is read by JSON's rules.
pub(super) const FLAG_JSON: u16 = 2;
/// Where a block scalar's indentation starts in the flags.
pub(super) const INDENT_SHIFT: u16 = 2;

/// Where the mark of a key starts in its flags, and the filter of a mapping in the mapping's.
pub(super) const MARK_SHIFT: u16 = 2;
/// The flags of a mapping with a key without a mark, whose filter tells nothing.
const UNMARKED: u16 = u16::MAX << MARK_SHIFT | FLAG_UNMARKED;

/// Fourteen bits that tell a key from most others: of its length, its first byte and its last. A key that has
/// none, 0, is one whose text must be cooked or looked into before it can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark(u16);

impl Mark {
    pub(super) const NONE: Self = Self(0);

    #[inline]
    pub(super) fn of(key: &str) -> Self {
        let bytes = key.as_bytes();
        let end = |byte: Option<&u8>| byte.map_or(0, |&byte| u16::from(byte) & 31);
        let ends = end(bytes.first()) << 5 | end(bytes.last());
        Self((bytes.len() as u16 & 15) << 10 | ends)
    }

    /// The mark of a node that is a key.
    #[inline]
    pub(super) fn at(node: &Node) -> Self {
        match node.flags & FLAG_COOK {
            0 if node.kind == Kind::Scalar => Self(node.flags >> MARK_SHIFT),
            _ => Self::NONE,
        }
    }

    #[inline]
    pub(super) fn is_some(self) -> bool {
        self != Self::NONE
    }

    /// The flags of the key.
    #[inline]
    pub(super) fn flags(self) -> u16 {
        self.0 << MARK_SHIFT
    }

    /// The flags of a mapping that has such a key.
    #[inline]
    pub(super) fn filter(self) -> u16 {
        if self == Self::NONE {
            return UNMARKED;
        }
        let mixed = u32::from(self.0.wrapping_mul(0x9E37));
        1 << (u32::from(MARK_SHIFT) + ((mixed * u32::from(16 - MARK_SHIFT)) >> 16))
    }
}

/// A key of some mapping. Those of one mapping stand side by side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub(super) node: NodeId,
    pub(super) mark: Mark,
}

/// A node's place in its [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Keys and values; its children alternate.
    Mapping,
    /// Items.
    Sequence,
    /// A leaf; what it means is worked out on demand, see [`crate::yaml::Scalar`].
    Scalar,
    /// `*name`: stands for its anchor's node.
    Alias,
}

/// How a node is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// A collection by indentation.
    Block,
    /// A collection in brackets.
    Flow,
    /// A bare scalar (or alias).
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// Twenty bytes. Children follow their parent in pre-order; `next` is the node behind the subtree.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// From the first byte of the node itself (tag and anchor apart) to behind its last.
    pub span: Span,
    /// The node behind this one's subtree.
    pub next: NodeId,
    /// What it is.
    pub kind: Kind,
    /// How it is written.
    pub style: Style,
    /// What its value needs before use, private to the reader.
    pub(super) flags: u16,
    /// The number of a mapping among all.
    pub(super) mapping: u32,
}

impl Node {
    /// Whether this is a bare scalar whose text is its value.
    pub(super) fn is_raw(&self) -> bool {
        self.kind == Kind::Scalar && self.style == Style::Plain && self.flags & FLAG_COOK == 0
    }

    /// Whether this is a mapping that may have a key with such a mark.
    #[inline]
    pub(super) fn may_have(&self, key: Mark) -> bool {
        self.kind == Kind::Mapping && self.flags & key.filter() & !FLAG_UNMARKED != 0
    }

    /// Whether some key of this mapping has no mark: a merge key may be among them.
    #[inline]
    pub(super) fn has_unmarked_keys(&self) -> bool {
        self.flags & FLAG_UNMARKED != 0
    }
}

/// Why a document cannot be read, or a key cannot stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// The text is no YAML (or JSON).
    Syntax,
    /// A key stands twice in one mapping: the second of them.
    DuplicateKey(NodeId),
}

/// Something wrong with the text itself.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Which rule it belongs to.
    pub kind: FaultKind,
    /// The real culprit: the opening quote, the tab, the key without a colon.
    pub span: Span,
    /// One sentence that stands alone.
    pub message: String,
    /// Words for the place.
    pub here: String,
    /// Other places involved.
    pub labels: Vec<(Span, String)>,
    /// What to do.
    pub help: Option<String>,
    /// A replacement that mends it.
    pub fix: Option<(Span, String)>,
}

/// One document of a file.
#[derive(Clone, Debug)]
pub struct Document {
    /// From 0, as a YAML reader counts.
    pub index: u32,
    /// The text between the separators, with the comments before the first.
    pub span: Span,
    /// Whether it is read by JSON's rules.
    pub json: bool,
    /// The top node; `None` for an empty document or one of which nothing could be read.
    pub root: Option<NodeId>,
    /// Whether placeholders keep the text from being YAML until they are filled in. They are read as bare scalars.
    pub is_unfilled: bool,
    /// What is wrong with its text, in order. A document with [`FaultKind::Syntax`] faults may still
    /// have a root that holds what could be read.
    pub faults: Vec<Fault>,
}

impl Document {
    /// Whether its text is no YAML (or JSON), so that only a part of it may have been read.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.faults
            .iter()
            .any(|fault| fault.kind == FaultKind::Syntax)
    }
}

/// Documents of one text in one arena: all of them, or a stretch.
#[derive(Debug)]
pub struct Tree<'s> {
    pub(super) text: &'s str,
    /// What of it was read.
    pub(super) span: Span,
    pub(super) parts: Parts,
    pub(super) documents: Vec<Document>,
    /// Whether there may be merge keys.
    pub(super) merges: bool,
    pub(super) is_cut: bool,
    /// The items of the sequences that have many, once somebody asks where an item stands.
    pub(super) items: OnceLock<BTreeMap<NodeId, Vec<NodeId>>>,
}

/// Sequences with more items than this have them listed.
const MANY_ITEMS: usize = 64;

impl<'s> Tree<'s> {
    /// Reads a whole text. Never fails: what is wrong stands in the documents' faults.
    #[must_use]
    pub fn read(text: &'s str) -> Self {
        let layout = Layout::of(text);
        Self::of_documents(&layout, 0..layout.documents.len())
    }

    /// The same tree without room for more, to be kept.
    #[must_use]
    pub fn without_room(mut self) -> Self {
        self.documents.shrink_to_fit();
        self.parts.nodes.shrink_to_fit();
        self.parts.keys.shrink_to_fit();
        self.parts.mappings.shrink_to_fit();
        self
    }

    /// Reads some of the documents of a text.
    pub(super) fn of_documents(layout: &Layout<'s>, documents: Range<usize>) -> Self {
        let places = &layout.documents[documents.clone()];
        let start = places
            .first()
            .map_or(0, |first| first.prefix.unwrap_or(first.span).start);
        let end = places.last().map_or(start, |last| last.span.end);
        let mut tree = Self::empty(layout, Span::new(start, end));
        let mut count = 0;
        for (index, place) in documents.zip(places) {
            if count >= MOST {
                break;
            }
            tree.add(index as u32, place, layout.json);
            count += tree.documents.last().map_or(0, |read| read.faults.len());
        }
        tree.is_cut = count >= MOST;
        tree
    }

    /// A tree of what stands in a part of a text, with nothing in it yet.
    fn empty(layout: &Layout<'s>, span: Span) -> Self {
        let length = (span.end - span.start) as usize;
        let parts = Parts {
            nodes: Vec::with_capacity(length / 10 + 16),
            keys: Vec::with_capacity(length / 24 + 8),
            mappings: Vec::with_capacity(length / 64 + 8),
            ..Parts::default()
        };
        Self {
            text: layout.text,
            span,
            parts,
            documents: Vec::new(),
            merges: layout.merges,
            is_cut: false,
            items: OnceLock::new(),
        }
    }

    /// Reads one document. In its prefix there is nothing to read but comments.
    fn add(&mut self, index: u32, place: &Place, json: bool) {
        let (span, prefix) = (place.span, place.prefix);
        let mut faults: Vec<Fault> = place.fault.iter().map(|fault| (**fault).clone()).collect();
        if let Some(prefix) = prefix {
            Reader::new(self.text, prefix, json, &mut self.parts).read();
        }
        let first = NodeId(self.parts.nodes.len() as u32);
        let (aliases, tags) = (self.parts.aliases.len(), self.parts.tags.len());
        let mut reader = Reader::new(self.text, span, json, &mut self.parts);
        let mut root = reader.read();
        faults.append(&mut reader.faults);
        let is_unfilled = reader.unfilled;
        let suspect = reader.suspect || !self.parts.tags.is_empty();
        // Those of the documents before have lower nodes.
        self.parts.aliases[aliases..].sort_unstable();
        self.parts.tags[tags..].sort_unstable();
        if json {
            self.parts.nodes[first.0 as usize..]
                .iter_mut()
                .for_each(|node| node.flags |= FLAG_JSON);
        }
        if let Some(fault) = aliases::excess(&self.parts.nodes, first, &self.parts.aliases) {
            faults.push(fault);
            root = None;
        }
        if !faults.is_empty()
            && let Some(conflict) = refused::conflict(self.text, span)
        {
            // The others follow from it.
            faults = vec![conflict];
        }
        faults.extend(keys::check(self, first));
        let span = prefix.map_or(span, |prefix| Span::new(prefix.start, span.end));
        if !json {
            faults.extend(refused::unprintable(self.text, span));
        }
        let mut document = Document {
            index,
            span,
            json,
            root,
            is_unfilled,
            faults,
        };
        if suspect {
            document.faults.extend(refused::values(self, &document));
        }
        // There may be very many documents with a fault each.
        document.faults.shrink_to_fit();
        self.documents.push(document);
    }

    /// Whether so much is wrong that not all of it is listed, and what stands behind it is not read.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The text that was read, or of which a stretch was.
    #[must_use]
    pub fn text(&self) -> &'s str {
        self.text
    }

    /// What of the text was read.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The documents, in order.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Every comment, from its `#` to the end of its line, in order.
    #[must_use]
    pub fn comments(&self) -> &[Span] {
        &self.parts.comments
    }

    /// A node by its place.
    #[must_use]
    #[inline]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.parts.nodes[id.0 as usize]
    }

    /// The keys of a mapping, in order.
    #[inline]
    pub(super) fn keys(&self, mapping: &Node) -> &[Key] {
        let known = self.parts.mappings.get(mapping.mapping as usize);
        let range = |range: &Range<u32>| range.start as usize..range.end as usize;
        let known = known.and_then(|known| self.parts.keys.get(range(known)));
        known.unwrap_or_default()
    }

    /// A cursor at a document's top node.
    #[must_use]
    pub fn root(&self, document: &Document) -> Option<Cursor<'_>> {
        document.root.map(|root| Cursor::new(self, root))
    }

    /// The node of that number.
    #[must_use]
    pub fn at(&self, node: NodeId) -> Cursor<'_> {
        Cursor::new(self, node)
    }

    /// The nodes of a document in pre-order.
    #[must_use]
    pub fn nodes_of(&self, document: &Document) -> &[Node] {
        let Some(root) = document.root else {
            return &[];
        };
        &self.parts.nodes[root.0 as usize..self.node(root).next.0 as usize]
    }

    /// The items of a sequence, if it has many.
    pub(super) fn many_items(&self, sequence: NodeId) -> Option<&[NodeId]> {
        let listed = self.items.get_or_init(|| {
            let nodes = (0..self.parts.nodes.len() as u32).map(NodeId);
            let sequences = nodes.filter(|&id| self.node(id).kind == Kind::Sequence);
            sequences
                .filter_map(|id| Some((id, self.list_many(id)?)))
                .collect()
        });
        listed.get(&sequence).map(Vec::as_slice)
    }

    fn list_many(&self, sequence: NodeId) -> Option<Vec<NodeId>> {
        let (first, end) = (NodeId(sequence.0 + 1), self.node(sequence).next);
        // Each item is a node at least.
        if (end.0 - first.0) as usize <= MANY_ITEMS {
            return None;
        }
        let next = |&item: &NodeId| Some(self.node(item).next).filter(|&next| next < end);
        let items = std::iter::successors(Some(first).filter(|&first| first < end), next);
        let items: Vec<NodeId> = items.collect();
        (items.len() > MANY_ITEMS).then_some(items)
    }

    /// The scalar that a place lies in.
    #[must_use]
    pub fn scalar_at(&self, place: Span) -> Option<&Node> {
        let nodes = &self.parts.nodes;
        let behind = nodes.partition_point(|node| node.span.start <= place.start);
        let around = |node: &&Node| node.kind == Kind::Scalar && node.span.contains(place);
        // Where nothing stands there may be a null beside.
        nodes[..behind].iter().rev().take(2).find(around)
    }

    /// The node that an alias stands for.
    #[must_use]
    pub fn target(&self, alias: NodeId) -> Option<NodeId> {
        let at = self
            .parts
            .aliases
            .binary_search_by_key(&alias, |&(from, _)| from)
            .ok()?;
        Some(self.parts.aliases[at].1)
    }

    /// The string that a scalar is, where that shows without a look at what it says.
    pub(super) fn exact(&self, node: &Node) -> Option<&'s str> {
        let cooked = node.kind != Kind::Scalar || node.flags & FLAG_COOK != 0;
        if cooked || !self.parts.tags.is_empty() {
            return None;
        }
        let text = node.span.of(self.text);
        match node.style {
            Style::Plain => is_word(text).then_some(text),
            _ => text.get(1..text.len() - 1),
        }
    }

    /// The string that a key with a mark is.
    #[inline]
    pub(super) fn marked(&self, node: &Node) -> &'s str {
        let quotes = u32::from(node.style != Style::Plain);
        Span::new(node.span.start + quotes, node.span.end - quotes).of(self.text)
    }

    /// Whether a key with a mark reads `key`.
    #[inline]
    pub(super) fn reads(&self, node: NodeId, key: &str) -> bool {
        let node = self.node(node);
        let quotes = u32::from(node.style != Style::Plain);
        let within = (node.span.start + quotes) as usize..(node.span.end - quotes) as usize;
        self.text.as_bytes().get(within) == Some(key.as_bytes())
    }

    /// The tag of a node, as written.
    pub(super) fn tag(&self, node: NodeId) -> Option<&'s str> {
        if self.parts.tags.is_empty() {
            return None;
        }
        let at = self
            .parts
            .tags
            .binary_search_by_key(&node, |&(of, _)| of)
            .ok()?;
        Some(self.parts.tags[at].1.of(self.text))
    }
}
