//! What libyaml makes of a document, in the form of the reader's own nodes.

use std::borrow::Cow;
use std::collections::HashMap;

use libyaml_safer::{Event, EventData, MappingStyle, Parser, ScalarStyle, SequenceStyle};
use podlint::source::Span;
use podlint::yaml::{Kind, Scalar, Style};

/// A node of either reader.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) kind: Kind,
    pub(super) style: Style,
    /// How many nodes it is with those inside of it.
    pub(super) size: u32,
    /// What a scalar means, where that is not base64.
    pub(super) value: Option<String>,
    /// The place of the node that an alias stands for.
    pub(super) target: Option<u32>,
    /// Where it stands, if libyaml says so: it counts anchor and tag to the node, and gives blocks no end.
    pub(super) span: Option<Span>,
}

/// The nodes of the first document of a text, or why libyaml refuses it.
pub(super) fn read(text: &str) -> Result<Vec<Item>, String> {
    std::panic::catch_unwind(|| compose(text)).unwrap_or_else(|_| Err("a panic".to_owned()))
}

fn compose(text: &str) -> Result<Vec<Item>, String> {
    let mut bytes = text.as_bytes();
    let mut parser = Parser::new();
    parser.set_input_string(&mut bytes);
    let mut composer = Composer::default();
    let mut ended = false;
    loop {
        let event = parser.parse().map_err(|error| error.to_string())?;
        match event.data {
            // What follows a document without its `...` must be none; go-yaml passes over it.
            EventData::DocumentEnd { implicit: true } => ended = true,
            EventData::DocumentStart { .. } if ended => return Err("a second document".to_owned()),
            EventData::DocumentEnd { .. } | EventData::StreamEnd => return Ok(composer.items),
            EventData::StreamStart { .. } | EventData::DocumentStart { .. } => {}
            _ => composer.add(event),
        }
    }
}

#[derive(Default)]
struct Composer {
    items: Vec<Item>,
    open: Vec<usize>,
    anchors: HashMap<String, u32>,
}

impl Composer {
    fn add(&mut self, event: Event) {
        let span = Span::new(event.start_mark.index as u32, event.end_mark.index as u32);
        let at = self.items.len() as u32;
        match event.data {
            EventData::Scalar {
                anchor,
                tag,
                value,
                style,
                ..
            } => {
                let bare = anchor.is_none() && tag.is_none() && !value.is_empty();
                let style = scalar_style(style);
                let whole = bare && !matches!(style, Style::Literal | Style::Folded);
                let value = meaning(value, style, tag.as_deref());
                self.push(Kind::Scalar, style, anchor, whole.then_some(span));
                self.items[at as usize].value = value;
            }
            EventData::Alias { anchor } => {
                self.push(Kind::Alias, Style::Plain, None, Some(span));
                self.items[at as usize].target = self.anchors.get(&anchor).copied();
            }
            EventData::SequenceStart { anchor, style, .. } => {
                let flow = style == SequenceStyle::Flow;
                self.push(Kind::Sequence, collection_style(flow), anchor, None);
                self.open.push(at as usize);
            }
            EventData::MappingStart { anchor, style, .. } => {
                let flow = style == MappingStyle::Flow;
                self.push(Kind::Mapping, collection_style(flow), anchor, None);
                self.open.push(at as usize);
            }
            _ => {
                let start = self.open.pop().unwrap();
                self.items[start].size = at - start as u32;
            }
        }
    }

    fn push(&mut self, kind: Kind, style: Style, anchor: Option<String>, span: Option<Span>) {
        let at = self.items.len() as u32;
        self.anchors.extend(anchor.map(|name| (name, at)));
        let (value, target, size) = (None, None, 1);
        self.items.push(Item {
            kind,
            style,
            size,
            value,
            target,
            span,
        });
    }
}

fn scalar_style(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::SingleQuoted => Style::Single,
        ScalarStyle::DoubleQuoted => Style::Double,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
        _ => Style::Plain,
    }
}

fn collection_style(flow: bool) -> Style {
    if flow { Style::Flow } else { Style::Block }
}

/// What go-yaml v2 makes of the text of a scalar.
fn meaning(value: String, style: Style, tag: Option<&str>) -> Option<String> {
    let resolved = match tag.map(|tag| tag.strip_prefix("tag:yaml.org,2002:").unwrap_or(tag)) {
        Some("int" | "float" | "bool" | "null" | "timestamp") => true,
        Some("binary") => return None,
        Some(_) => false,
        None => style == Style::Plain,
    };
    let value = Cow::Owned(value);
    let scalar = if resolved {
        Scalar::resolve(value)
    } else {
        Scalar::Str(value)
    };
    Some(format!("{scalar:?}"))
}
