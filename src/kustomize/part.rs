//! The `options` of replacements: which part of a value is taken, and which is written.

use crate::origin::{Place, Text};

use super::decode::Fields;
use super::node::Node;
use super::problem::{Failure, Outcome};

/// How a value is taken or written.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    pub(super) delimiter: String,
    pub(super) index: i64,
    /// Whether what is not there is made.
    pub(super) create: bool,
}

impl Options {
    pub(super) fn read(fields: &Fields<'_>) -> Outcome<Self> {
        let Some(node) = fields.get("options") else {
            return Ok(Self::default());
        };
        let known = ["delimiter", "index", "encoding", "create"];
        let fields = Fields::strict(node, "the options of a replacement", &known)?;
        let delimiter = fields.text("delimiter")?.unwrap_or_default();
        Ok(Self {
            delimiter: delimiter.as_str().to_owned(),
            index: fields.int("index")?.map_or(0, |(index, _)| index),
            create: fields.bool("create")?,
        })
    }

    /// Writes a value, or a part of one.
    pub(super) fn write(&self, node: &mut Node, value: &Node, place: Option<Place>) -> Outcome<()> {
        let mut value = value.clone();
        if !self.delimiter.is_empty() {
            let (Node::Scalar(there), Node::Scalar(new)) = (&*node, &mut value) else {
                let message = "`delimiter` parts strings only";
                return Err(Failure::refused(place, message).also(node.place(), "this is none"));
            };
            let mut parts = split(&there.text, &self.delimiter);
            let part = std::mem::take(&mut new.text);
            match usize::try_from(self.index) {
                Err(_) => parts.insert(0, part),
                Ok(at) if at >= parts.len() => parts.push(part),
                Ok(at) => parts[at] = part,
            }
            new.text = join(&parts, &self.delimiter, &there.text);
        }
        match (node, value) {
            // A scalar is read as the one before was.
            (Node::Scalar(there), Node::Scalar(new)) => there.text = new.text,
            (Node::Scalar(there), _) => there.text = Text::default(),
            (node, value) => *node = value,
        }
        Ok(())
    }
}

/// The parts of a text between delimiters.
pub(super) fn split(text: &Text, delimiter: &str) -> Vec<Text> {
    let mut parts = Vec::new();
    let mut start = 0;
    for part in text.as_str().split(delimiter) {
        parts.push(text.slice(start, start + part.len()));
        start += part.len() + delimiter.len();
    }
    parts
}

fn join(parts: &[Text], delimiter: &str, of: &Text) -> Text {
    let mut all = Text::default();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            all.push(&of.derive(delimiter));
        }
        all.push(part);
    }
    all
}
