//! A tree written as YAML, with the origin of each byte.

use std::collections::BTreeMap;

use crate::origin::{FileId, Made, Numbers, Origin, Place, Text};

use super::node::{Map, Node, Scalar, Sort};
use super::scalar::Meaning;
use super::spelling::{is_bare, is_block, needs_escape, unfolded};

/// What is written, and the numbers that files have in it.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: Text,
    /// Files by their numbers in the cache, with those that they get in the rendering.
    numbers: Numbers,
}

impl Writer {
    /// Writes where files get these numbers.
    pub(super) fn new(files: BTreeMap<FileId, FileId>) -> Self {
        Self {
            numbers: Numbers::new(files),
            ..Self::default()
        }
    }

    /// The text.
    pub(super) fn finish(self) -> Text {
        self.text
    }

    /// How long it is so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Writes an object as a document.
    pub(super) fn document(&mut self, node: &Node) {
        if !self.text.is_empty() {
            self.text.push_str("---\n");
        }
        match node {
            Node::Map(map) if !map.entries.is_empty() => self.map(map, 0, true),
            other => self.value(other, 0),
        }
    }

    fn map(&mut self, map: &Map, indent: usize, mut is_started: bool) {
        for (key, value) in map.entries.iter() {
            if !std::mem::take(&mut is_started) {
                self.indent(indent);
            }
            self.string(&key.0, None);
            self.text.push_str(":");
            self.behind_colon(value, indent);
        }
    }

    /// What follows a key: on its line, or below.
    fn behind_colon(&mut self, value: &Node, indent: usize) {
        match value {
            Node::Map(map) if !map.entries.is_empty() => {
                self.text.push_str("\n");
                self.map(map, indent + 2, false);
            }
            Node::List(list) if !list.items.is_empty() => {
                self.text.push_str("\n");
                self.list(&list.items, indent, false);
            }
            other => {
                self.text.push_str(" ");
                self.value(other, indent + 2);
            }
        }
    }

    fn list(&mut self, items: &[Node], indent: usize, mut is_started: bool) {
        for item in items {
            if !std::mem::take(&mut is_started) {
                self.indent(indent);
            }
            self.text.push_str("- ");
            match item {
                Node::Map(map) if !map.entries.is_empty() => self.map(map, indent + 2, true),
                Node::List(list) if !list.items.is_empty() => {
                    self.list(&list.items, indent + 2, true);
                }
                other => self.value(other, indent + 2),
            }
        }
    }

    /// A scalar or an empty collection, with the end of its line.
    fn value(&mut self, node: &Node, indent: usize) {
        match node {
            Node::Map(map) => self.made("{}", map.place),
            Node::List(list) => self.made("[]", list.place),
            Node::Scalar(scalar) => return self.scalar(scalar, indent),
        }
        self.text.push_str("\n");
    }

    fn scalar(&mut self, scalar: &Scalar, indent: usize) {
        let text = &scalar.text;
        match scalar.meaning() {
            Meaning::Null if text.is_empty() => self.made("null", scalar.place()),
            Meaning::Time => self.push(&text.derive(&format!("\"{}\"", scalar.printed()))),
            Meaning::Str if scalar.sort == Sort::Folded => {
                let text = unfolded(text);
                return self.string_value(&text, scalar.place(), indent);
            }
            Meaning::Str => return self.string_value(text, scalar.place(), indent),
            _ => match scalar.printed() {
                printed if printed == text.as_str() => self.push(text),
                printed => self.push(&text.derive(&printed)),
            },
        }
        self.text.push_str("\n");
    }

    fn string_value(&mut self, text: &Text, place: Option<Place>, indent: usize) {
        if is_block(text.as_str()) {
            return self.block(text, indent);
        }
        self.string(text, place);
        self.text.push_str("\n");
    }

    /// Lines of text, as they are.
    fn block(&mut self, text: &Text, indent: usize) {
        let all = text.as_str();
        let ends = all.len() - all.trim_end_matches('\n').len();
        self.text.push_str(match ends {
            0 => "|-\n",
            1 => "|\n",
            _ => "|+\n",
        });
        let mut at = 0;
        for line in all.split_inclusive('\n') {
            if line != "\n" {
                self.indent(indent);
            }
            self.push(&text.slice(at, at + line.len()));
            at += line.len();
        }
        if ends == 0 {
            self.text.push_str("\n");
        }
    }

    /// A string on one line, in quotes if it needs them.
    fn string(&mut self, text: &Text, place: Option<Place>) {
        let all = text.as_str();
        if all.is_empty() {
            self.made("\"\"", place);
        } else if is_bare(all) {
            self.push(text);
        } else if all
            .chars()
            .any(|c| c == '"' || c == '\\' || needs_escape(c))
        {
            self.escaped(text);
        } else {
            self.text.push_str("\"");
            self.push(text);
            self.text.push_str("\"");
        }
    }

    /// A string in quotes, with escapes.
    fn escaped(&mut self, text: &Text) {
        self.text.push_str("\"");
        let mut done = 0;
        for (at, c) in text.as_str().char_indices() {
            let escape = match c {
                '"' => "\\\"".to_owned(),
                '\\' => "\\\\".to_owned(),
                '\n' => "\\n".to_owned(),
                '\t' => "\\t".to_owned(),
                '\r' => "\\r".to_owned(),
                c if needs_escape(c) && u32::from(c) < 0x1_0000 => {
                    format!("\\u{:04X}", u32::from(c))
                }
                c if needs_escape(c) => format!("\\U{:08X}", u32::from(c)),
                _ => continue,
            };
            self.push(&text.slice(done, at));
            done = at + c.len_utf8();
            self.push(&text.slice(at, done).derive(&escape));
        }
        self.push(&text.slice(done, text.len()));
        self.text.push_str("\"");
    }

    fn indent(&mut self, width: usize) {
        const BLANKS: &str = "                                                                ";
        let mut left = width;
        while left > 0 {
            let some = left.min(BLANKS.len());
            self.text.push_str(&BLANKS[..some]);
            left -= some;
        }
    }

    /// What stands for something at a place.
    fn made(&mut self, text: &str, place: Option<Place>) {
        let origin = place.map(|place| Origin {
            place: self.numbers.place(place),
            made: Made::Derived,
        });
        self.text.push_run(text, origin, None);
    }

    /// A text with its origins, whose files get their numbers here.
    fn push(&mut self, text: &Text) {
        self.numbers.push(text, &mut self.text);
    }
}
