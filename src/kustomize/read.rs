//! Texts read into trees, with the place of each key and scalar.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::origin::{FileId, Made, Origin, Place, Text};
use crate::source::Span;
use crate::template::Key;
use crate::yaml::{Cursor, Fault, FaultKind, Kind, Style, Tree, decode_base64};

use super::bounds::MOST_DEEP;
use super::cooked::text_of;
use super::node::{List, Map, Node, Scalar, Sort};
use super::problem::{Failure, Outcome};
use super::scalar::Meaning;

/// A text and where it stands: a file, or a scalar in one that holds YAML itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'s> {
    pub(super) text: &'s str,
    pub(super) of: Of<'s>,
}

/// Where the bytes of a text come from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of<'s> {
    File(FileId),
    Text(&'s Text),
}

impl<'s> Source<'s> {
    pub(super) fn file(file: FileId, text: &'s str) -> Self {
        Self {
            text,
            of: Of::File(file),
        }
    }

    pub(super) fn text(text: &'s Text) -> Self {
        Self {
            text: text.as_str(),
            of: Of::Text(text),
        }
    }

    /// A part of it, as it stands there.
    pub(super) fn taken(&self, start: usize, end: usize) -> Text {
        match self.of {
            Of::Text(text) => text.slice(start, end),
            Of::File(file) => {
                let span = Span::new(start as u32, end as u32);
                let origin = Origin {
                    place: Place { file, span },
                    made: Made::Taken,
                };
                Text::from_place(&self.text[start..end], origin)
            }
        }
    }

    /// What was made of a part of it.
    pub(super) fn derived(&self, text: &str, span: Span) -> Text {
        Text::derived(text, self.place(span))
    }

    /// The place of a part of it.
    pub(super) fn place(&self, span: Span) -> Option<Place> {
        match self.of {
            Of::File(file) => Some(Place { file, span }),
            Of::Text(text) => {
                let end = (span.end as usize).min(text.len());
                let part = text.slice(span.start as usize, end.max(span.start as usize));
                part.place().or_else(|| text.place())
            }
        }
    }
}

/// The documents of a text, without those that are empty.
pub(super) fn documents(source: Source<'_>) -> Outcome<Vec<Node>> {
    read(source, Twice::Refused)
}

/// The documents of a text in which the last of several keys that are the same counts, as in a kustomization.
pub(super) fn lenient_documents(source: Source<'_>) -> Outcome<Vec<Node>> {
    read(source, Twice::LastCounts)
}

/// What becomes of a key that stands twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Twice {
    Refused,
    LastCounts,
}

fn read(source: Source<'_>, twice: Twice) -> Outcome<Vec<Node>> {
    let tree = Tree::read(source.text);
    let mut nodes = Vec::new();
    for document in tree.documents() {
        // Keys are others to kustomize than to Kubernetes, and are compared below.
        let is_broken = |fault: &&Fault| fault.kind == FaultKind::Syntax;
        if let Some(fault) = document.faults.iter().find(is_broken) {
            let failure = Failure::refused(source.place(fault.span), fault.message.clone());
            return Err(match &fault.help {
                Some(help) => failure.help(help.clone()),
                None => failure,
            });
        }
        if document.is_unfilled {
            let place = source.place(document.span);
            let message = "placeholders keep this from being read until they are filled in";
            return Err(Failure::not_checked(place, message));
        }
        if let Some(root) = tree.root(document) {
            let node = Reader { source, twice }.node(&root, 0)?;
            if !node.is_null() {
                nodes.push(node);
            }
        }
    }
    Ok(nodes)
}

/// Reads nodes of one text.
#[derive(Clone, Copy, Debug)]
struct Reader<'s> {
    source: Source<'s>,
    twice: Twice,
}

impl Reader<'_> {
    fn node(self, cursor: &Cursor<'_>, depth: usize) -> Outcome<Node> {
        let place = self.source.place(cursor.span());
        if depth > MOST_DEEP {
            let message = format!("this is nested deeper than {MOST_DEEP} levels");
            return Err(Failure::not_checked(place, message));
        }
        match cursor.kind() {
            Kind::Mapping => {
                let entries = self.entries(cursor, depth)?.into();
                Ok(Node::Map(Map { entries, place }))
            }
            Kind::Sequence => {
                let items = cursor.items().map(|item| self.node(&item, depth + 1));
                let items = items.collect::<Outcome<Vec<_>>>()?.into();
                Ok(Node::List(List { items, place }))
            }
            Kind::Scalar | Kind::Alias => Ok(Node::Scalar(scalar(self.source, cursor))),
        }
    }

    fn entries(self, cursor: &Cursor<'_>, depth: usize) -> Outcome<BTreeMap<Key, Node>> {
        let mut entries: BTreeMap<Key, Node> = BTreeMap::new();
        for entry in cursor.entries() {
            let key = Key(key(self.source, &entry.key)?);
            if let Some((before, _)) = entries.remove_entry(&key)
                && self.twice == Twice::Refused
            {
                let message = format!("`{}` stands twice in the same mapping", key.0.as_str());
                let failure = Failure::refused(key.0.place(), message);
                return Err(failure.also(before.0.place(), "the other"));
            }
            entries.insert(key, self.node(&entry.value, depth + 1)?);
        }
        Ok(entries)
    }
}

fn key(source: Source<'_>, cursor: &Cursor<'_>) -> Outcome<Text> {
    let read = scalar(source, cursor);
    match read.meaning() {
        Meaning::Str if cursor.kind() == Kind::Scalar => Ok(read.text),
        _ => {
            let place = source.place(cursor.span());
            let text = cursor.text();
            let what = match cursor.kind() {
                Kind::Scalar => "no string, and kustomize takes only strings as keys",
                _ => "a collection, and cannot be a key",
            };
            let failure = Failure::refused(place, format!("the key `{text}` is {what}"));
            Err(failure.help(format!("\"{text}\":")))
        }
    }
}

fn scalar(source: Source<'_>, cursor: &Cursor<'_>) -> Scalar {
    let mut cooked = cursor.cooked();
    let is_block = matches!(cursor.style(), Style::Literal | Style::Folded);
    let ends_text = cursor.span().end as usize == source.text.len();
    if is_block && ends_text && !cursor.text().ends_with('\n') && cooked.ends_with('\n') {
        // The last line of a text has no end if none is written.
        cooked.to_mut().pop();
    }
    let is_bare = cursor.style() == Style::Plain;
    let (sort, text) = match cursor.tag() {
        Some("binary") => {
            let bytes = decode_base64(&cooked);
            let decoded = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let decoded = decoded.map_or(cooked, Cow::Owned);
            return Scalar {
                text: source.derived(&decoded, cursor.span()),
                sort: Sort::Quoted,
                at: source.place(cursor.span()),
            };
        }
        Some("int" | "float" | "bool" | "null" | "timestamp") => (Sort::Plain, cooked),
        Some(_) => (Sort::Str, cooked),
        None if cursor.style() == Style::Folded => (Sort::Folded, cooked),
        None if !is_bare => (Sort::Quoted, cooked),
        None if Meaning::of(&cooked) == Meaning::Str => (Sort::Str, cooked),
        None => (Sort::Plain, cooked),
    };
    let text = text_of(source, cursor, &text);
    let at = text.is_empty().then(|| source.place(cursor.span()));
    Scalar {
        text,
        sort,
        at: at.flatten(),
    }
}
