//! Texts read into trees, with the place of each key and scalar.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::origin::{FileId, Made, Origin, Place, Text};
use crate::source::Span;
use crate::template::Key;
use crate::yaml::{Cursor, Fault, FaultKind, Kind, Style, Tree, decode_base64};

use super::bounds::MOST_DEEP;
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
    fn derived(&self, text: &str, span: Span) -> Text {
        match self.place(span) {
            Some(place) => Text::from_place(
                text,
                Origin {
                    place,
                    made: Made::Derived,
                },
            ),
            None => Text::made(text),
        }
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
        if let Some(root) = tree.root(document) {
            let node = node(source, &root, 0)?;
            if !node.is_null() {
                nodes.push(node);
            }
        }
    }
    Ok(nodes)
}

fn node(source: Source<'_>, cursor: &Cursor<'_>, depth: usize) -> Outcome<Node> {
    if depth > MOST_DEEP {
        let place = source.place(cursor.span());
        let message = format!("this is nested deeper than {MOST_DEEP} levels");
        return Err(Failure::not_checked(place, message));
    }
    match cursor.kind() {
        Kind::Mapping => {
            let mut entries: BTreeMap<Key, Node> = BTreeMap::new();
            for entry in cursor.entries() {
                let key = Key(key(source, &entry.key)?);
                if let Some((before, _)) = entries.get_key_value(&key) {
                    let message = format!("`{}` stands twice in the same mapping", key.0.as_str());
                    let failure = Failure::refused(key.0.place(), message);
                    return Err(failure.also(before.0.place(), "the other"));
                }
                entries.insert(key, node(source, &entry.value, depth + 1)?);
            }
            Ok(Node::Map(Map {
                entries,
                place: source.place(cursor.span()),
            }))
        }
        Kind::Sequence => {
            let items = cursor.items().map(|item| node(source, &item, depth + 1));
            Ok(Node::List(List {
                items: items.collect::<Outcome<_>>()?,
                place: source.place(cursor.span()),
            }))
        }
        Kind::Scalar | Kind::Alias => Ok(Node::Scalar(scalar(source, cursor))),
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

/// What a scalar stands for, each part that stands there so with its place.
fn text_of(source: Source<'_>, cursor: &Cursor<'_>, cooked: &str) -> Text {
    let (span, raw) = (cursor.span(), cursor.text());
    let start = span.start as usize;
    let skipped = match cursor.style() {
        Style::Plain => 0,
        Style::Single | Style::Double => 1,
        // The first line says how the others are read.
        _ => raw.find('\n').map_or(raw.len(), |end| end + 1),
    };
    if raw.get(skipped..skipped + cooked.len()) == Some(cooked) {
        return match cooked.is_empty() {
            true => source.derived(cooked, span),
            false => source.taken(start + skipped, start + skipped + cooked.len()),
        };
    }
    let mut all = Text::default();
    let (mut from, mut at) = (0, skipped);
    while from < cooked.len() {
        let (rest, written) = (&cooked[from..], raw.get(at..).unwrap_or(""));
        let same = common(rest, written);
        if same > 0 {
            all.push(&source.taken(start + at, start + at + same));
            (from, at) = (from + same, at + same);
            continue;
        }
        let here = Span::new((start + at) as u32, span.end);
        let blank = written.len() - written.trim_start().len();
        let first = rest.chars().next().unwrap_or_default();
        if cursor.style() == Style::Double && written.starts_with('\\') {
            let length = escape(written);
            // A break behind a backslash stands for nothing.
            if !written[1..].starts_with(['\n', '\r']) {
                let escape = Span::new((start + at) as u32, (start + at + length) as u32);
                all.push(&source.derived(first.encode_utf8(&mut [0; 4]), escape));
                from += first.len_utf8();
            }
            at += length;
        } else if matches!(first, ' ' | '\n') && blank > 0 {
            // Lines are folded.
            let folded = rest.len() - rest.trim_start_matches(['\n', ' ']).len();
            let folded = folded.max(1);
            all.push(&source.derived(&rest[..folded], here));
            (from, at) = (from + folded, at + blank);
        } else if blank > 0 {
            at += blank;
        } else if cursor.style() == Style::Single && written.starts_with('\'') {
            at += 1;
        } else {
            all.push(&source.derived(rest, span));
            break;
        }
    }
    all
}

/// How many bytes both begin with, up to whole characters.
fn common(one: &str, other: &str) -> usize {
    let pairs = one.bytes().zip(other.bytes());
    let mut same = pairs.take_while(|(a, b)| a == b).count();
    while !one.is_char_boundary(same) || !other.is_char_boundary(same) {
        same -= 1;
    }
    same
}

/// How long the escape is that a text begins with.
fn escape(text: &str) -> usize {
    let behind = text[1..].chars().next();
    let length = match behind {
        Some('x') => 4,
        Some('u') => 6,
        Some('U') => 10,
        Some('\n' | '\r') => 1 + text[1..].len() - text[1..].trim_start().len(),
        Some(c) => 1 + c.len_utf8(),
        None => 1,
    };
    let mut length = length.min(text.len());
    while !text.is_char_boundary(length) {
        length += 1;
    }
    length
}
