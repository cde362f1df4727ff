//! Walking a tree the way its reader sees it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::source::Span;
use crate::yaml::scalar;
use crate::yaml::tree::{FLAG_COOK, FLAG_JSON, INDENT_SHIFT, Key, Mark};
use crate::yaml::{Children, Entries, Entry, Kind, NodeId, Scalar, Step, Style, Tree, cook, path};

/// A node and, if it was reached through an alias or a merge key, the place of use.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'t> {
    tree: &'t Tree<'t>,
    node: NodeId,
    /// The outermost alias on the way here; [`NOWHERE`] if it was reached on the straight way.
    used_at: NodeId,
    /// The innermost: the same, unless one alias leads to another.
    through: NodeId,
}

/// No node has this number.
const NOWHERE: NodeId = NodeId(u32::MAX);

impl<'t> Cursor<'t> {
    /// At `node`; an alias is followed to the node it stands for.
    #[must_use]
    pub fn new(tree: &'t Tree<'t>, node: NodeId) -> Self {
        Self {
            tree,
            node,
            used_at: NOWHERE,
            through: NOWHERE,
        }
        .through_alias()
    }

    #[inline]
    fn through_alias(self) -> Self {
        match self.tree.node(self.node).kind {
            Kind::Alias => self.followed(),
            _ => self,
        }
    }

    #[cold]
    fn followed(mut self) -> Self {
        while self.tree.node(self.node).kind == Kind::Alias {
            let Some(target) = self.tree.target(self.node) else {
                break;
            };
            if self.used_at == NOWHERE {
                self.used_at = self.node;
            }
            self.through = self.node;
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
        self.use_node().map(|node| self.tree.node(node).span)
    }

    fn use_node(&self) -> Option<NodeId> {
        (self.used_at != NOWHERE).then_some(self.used_at)
    }

    /// The aliases that are known to be on the way here, from the outermost on.
    pub(super) fn aliases(&self) -> impl Iterator<Item = NodeId> + use<> {
        let inner = (self.through != self.used_at).then_some(self.through);
        self.use_node().into_iter().chain(inner)
    }

    /// At another node of the tree, reached on the same way.
    #[inline]
    pub(super) fn beside(&self, node: NodeId) -> Self {
        Self { node, ..*self }.through_alias()
    }

    /// The text as written.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.span().of(self.tree.text())
    }

    /// The entries of a mapping in the order written, those of merge keys behind them. Nothing for other nodes.
    #[must_use]
    pub fn entries(&self) -> Entries<'t> {
        Entries::of(*self)
    }

    /// The items of a sequence; nothing for other nodes.
    #[must_use]
    pub fn items(&self) -> Children<'t> {
        Children::of(*self, Kind::Sequence)
    }

    /// The value of a key. Of one that stands several times, which is a fault, the last with a value holds.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Cursor<'t>> {
        self.entry(key).map(|entry| entry.value)
    }

    /// Key and value, as [`Self::get`] sees them.
    #[must_use]
    #[inline]
    pub fn entry(&self, key: &str) -> Option<Entry<'t>> {
        let wanted = Mark::of(key);
        if self.tree.node(self.node).may_have(wanted) {
            self.look_up(key, wanted)
        } else {
            None
        }
    }

    #[inline(never)]
    fn look_up(&self, key: &str, wanted: Mark) -> Option<Entry<'t>> {
        let mapping = self.tree.node(self.node);
        if mapping.has_unmarked_keys() {
            return self.search(key);
        }
        let keys = self.tree.keys(mapping).iter().rev();
        let alike = keys.filter(|known| known.mark == wanted);
        self.holding(alike.filter(|known| self.tree.reads(known.node, key)))
    }

    /// What holds of one key that may stand several times, the last first: that with a value, or else the last.
    fn holding<'k>(&self, mut alike: impl Iterator<Item = &'k Key>) -> Option<Entry<'t>> {
        let last = self.entry_at(alike.next()?.node)?;
        if !last.value.is_null() {
            return Some(last);
        }
        let mut before = alike.filter_map(|known| self.entry_at(known.node));
        before.find(|entry| !entry.value.is_null()).or(Some(last))
    }

    /// Key and value of a key among such as must be looked into, merge keys perhaps.
    #[cold]
    fn search(&self, key: &str) -> Option<Entry<'t>> {
        let mapping = self.tree.node(self.node);
        if self.tree.merges {
            return self.search_merged(key, &mut BTreeSet::new());
        }
        let keys = self.tree.keys(mapping).iter().rev();
        self.holding(keys.filter(|known| self.beside(known.node).is_key(key)))
    }

    /// A key of this mapping, with its value.
    pub(super) fn entry_at(&self, key: NodeId) -> Option<Entry<'t>> {
        let value = self.tree.node(key).next;
        (value < self.tree.node(self.node).next).then(|| Entry {
            key: self.beside(key),
            value: self.beside(value),
        })
    }

    /// The comments on what starts at this value: at the end of its line, and on the lines right above that hold nothing else.
    pub fn comments(&self) -> impl Iterator<Item = &'t str> {
        let (text, comments) = (self.tree.text(), self.tree.comments());
        let start = self.span().start as usize;
        let line_of = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
        let mut line = line_of(start);
        let behind = comments.partition_point(|comment| comment.start < self.span().start);
        let same = comments.get(behind);
        let same = same.filter(|comment| line_of(comment.start as usize) == line);
        let above = comments[..behind].iter().rev().take_while(move |comment| {
            let above = line_of(line.saturating_sub(1));
            let before = text.get(above..comment.start as usize);
            let is_right_above = above < line && before.is_some_and(|text| text.trim().is_empty());
            line = above;
            is_right_above
        });
        same.into_iter()
            .chain(above)
            .map(|comment| comment.of(text))
    }

    /// Whether this scalar, as a key, reads `key`; nothing is allocated in the usual case.
    #[must_use]
    pub fn is_key(&self, key: &str) -> bool {
        self.as_key() == key
    }

    /// What a scalar means; `None` for collections.
    #[must_use]
    pub fn scalar(&self) -> Option<Scalar<'t>> {
        let node = self.tree.node(self.node);
        if node.kind != Kind::Scalar {
            return None;
        }
        if node.is_raw() && self.tree.parts.tags.is_empty() && node.flags & FLAG_JSON == 0 {
            return Some(Scalar::resolve(Cow::Borrowed(self.text())));
        }
        let text = self.cooked();
        let tag = self.tree.tag(self.node).map(short_tag);
        Some(match (tag, node.style) {
            (Some("int" | "float" | "bool" | "null" | "timestamp"), _) => Scalar::resolve(text),
            (Some("binary"), _) => match cook::base64(&text) {
                Some(bytes) => {
                    Scalar::Str(Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()))
                }
                None => Scalar::Str(text),
            },
            // `!!str`, and tags that nobody knows.
            (Some(_), _) => Scalar::Str(text),
            (_, Style::Plain) if node.flags & FLAG_JSON != 0 => Scalar::resolve_json(self.text()),
            (_, Style::Plain) => Scalar::resolve(text),
            _ => Scalar::Str(text),
        })
    }

    /// Whether its quotes, its being a block of text or its first character make it a string, so that what it
    /// says need not be read.
    #[must_use]
    pub fn is_plainly_str(&self) -> bool {
        let node = self.tree.node(self.node);
        if node.kind != Kind::Scalar || !self.tree.parts.tags.is_empty() {
            return false;
        }
        let first = self.tree.text().as_bytes().get(node.span.start as usize);
        node.style != Style::Plain
            || node.is_raw()
                && node.flags & FLAG_JSON == 0
                && node.span.start < node.span.end
                && first.is_some_and(|&first| scalar::starts_str(first))
    }

    /// The text that a scalar stands for, whatever it means.
    pub(crate) fn cooked(&self) -> Cow<'t, str> {
        let node = self.tree.node(self.node);
        match node.flags & FLAG_COOK {
            0 => Cow::Borrowed(match node.style {
                Style::Plain => self.text(),
                _ => unquoted(self.text()),
            }),
            _ => cook::cook(
                self.tree.text(),
                node,
                usize::from(node.flags >> INDENT_SHIFT),
            ),
        }
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
        let node = self.tree.node(self.node);
        // Quotes make it a string, and bare it has one of few forms.
        if self.tree.parts.tags.is_empty() {
            if node.style != Style::Plain {
                return false;
            }
            let len = node.span.end - node.span.start;
            let first = self.tree.text().as_bytes().get(node.span.start as usize);
            let may_be =
                len == 0 || (len <= 4 && first.is_some_and(|first| b"~nN".contains(first)));
            if node.is_raw() && !may_be {
                return false;
            }
        }
        matches!(self.scalar(), Some(Scalar::Null))
    }

    /// This scalar as a key of a JSON object: numbers and bools as go-yaml writes them.
    #[must_use]
    pub fn as_key(&self) -> Cow<'t, str> {
        let node = self.tree.node(self.node);
        if Mark::at(node).is_some() {
            return Cow::Borrowed(self.tree.marked(node));
        }
        match self.scalar() {
            Some(Scalar::Str(text)) => text,
            Some(Scalar::Bool(bool)) => Cow::Borrowed(if bool { "true" } else { "false" }),
            Some(Scalar::Int(_) | Scalar::Float(_)) if self.is_json() => Cow::Borrowed(self.text()),
            Some(Scalar::Int(int)) => Cow::Owned(scalar::int_key(int, self.text())),
            Some(Scalar::Float(float)) => scalar::float_key(float),
            Some(Scalar::Null) => Cow::Borrowed("null"),
            None => Cow::Borrowed(self.text()),
        }
    }

    /// The steps from here down to `inner`; none if it is the same node.
    #[must_use]
    pub fn steps_to(&self, inner: &Cursor<'t>) -> Vec<Step<'t>> {
        path::steps(self, inner)
    }

    /// Whether it stands in JSON.
    #[must_use]
    pub fn is_json(&self) -> bool {
        self.tree.node(self.node).flags & FLAG_JSON != 0
    }

    /// Its tag without what tags of YAML's own begin with: `binary`.
    pub(crate) fn tag(&self) -> Option<&'t str> {
        self.tree.tag(self.node).map(short_tag)
    }

    pub(super) fn is_merge_key(&self) -> bool {
        let node = self.tree.node(self.node);
        let bare = |text: &str| node.style == Style::Plain && text == "<<";
        match self.tree.tag(self.node).map(short_tag) {
            None | Some("!") => node.span.end - node.span.start == 2 && bare(self.text()),
            // With the tag that says so, quotes make no difference.
            Some("merge") => bare(self.text()) || self.as_str().as_deref() == Some("<<"),
            Some(_) => false,
        }
    }
}

/// The name of a tag of YAML's own.
pub(super) fn short_tag(tag: &str) -> &str {
    let verbatim = tag
        .strip_prefix("!<tag:yaml.org,2002:")
        .and_then(|tag| tag.strip_suffix('>'));
    verbatim.or(tag.strip_prefix("!!")).unwrap_or(tag)
}

fn unquoted(text: &str) -> &str {
    text.get(1..text.len().saturating_sub(1)).unwrap_or("")
}
