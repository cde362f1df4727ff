//! The fields that could stand at a place.

use super::{Form, Slot, Typed};
use crate::api::{Shape, Type};
use crate::ask::hover::prose;
use crate::ask::{Completion, Sort, listed};
use crate::explain::{self, About, default, values};
use crate::mend::quoted;
use crate::yaml::{Kind, Style, Tree};

/// The fields of whatever has an `apiVersion`, before that is known.
const FIRST: [(&str, Form); 4] = [
    ("apiVersion", Form::String),
    ("kind", Form::String),
    ("metadata", Form::Object),
    ("spec", Form::Object),
];

/// What a value of the API is made of.
pub(super) fn form(shape: Shape) -> Form {
    match shape {
        Shape::Object(_) | Shape::Map(_) => Form::Object,
        Shape::List(_) => Form::List,
        Shape::String => Form::String,
        Shape::Bool => Form::Bool,
        _ => Form::Other,
    }
}

impl Typed<'_, '_> {
    /// The fields of a definition that are not there yet: those that must be there first. `before` stands before a name, as
    /// the dash of an item.
    pub(super) fn fields(&self, slot: &Slot, definition: Type, before: &str) -> Vec<Completion> {
        let there = self.there();
        let known = explain::fields(&slot.place);
        let names = known.iter();
        let mut fields: Vec<Completion> = names
            .filter(|below| !there.iter().any(|name| name == below.name))
            .filter(|below| self.is_in_all_versions(definition, below.name))
            .filter_map(|below| {
                let field = definition.field(below.name, slot.place.version)?;
                let detail = below.value.kind.clone();
                let mut offered = self.field((before, below.name), form(field.shape()), detail);
                offered.is_required = below.value.required;
                offered.about = about(&below.value);
                Some(offered)
            })
            .collect();
        fields.sort_by_key(|field| !field.is_required);
        fields
    }

    /// The fields of an object of which it is not known yet what it is.
    pub(super) fn first_fields(&self) -> Vec<Completion> {
        let there = self.there();
        let missing = FIRST.into_iter();
        missing
            .filter(|(name, _)| !there.iter().any(|known| known == name))
            .map(|(name, form)| Completion {
                is_required: form == Form::String,
                ..self.field(("", name), form, String::new())
            })
            .collect()
    }

    /// The keys beside the word.
    pub(super) fn there(&self) -> Vec<String> {
        let Some(last) = self.spot.last() else {
            return Vec::new();
        };
        let own = last.key.map(|key| key.id());
        let entries = last.holder.entries();
        entries
            .filter(|entry| Some(entry.key.id()) != own)
            .map(|entry| entry.key.as_key().into_owned())
            .collect()
    }

    fn is_in_all_versions(&self, definition: Type, name: &str) -> bool {
        let mut versions = self.model.iter().flat_map(|model| model.versions.iter());
        versions.all(|version| definition.field(name, version).is_some())
    }

    /// A field as it is written, up to where its value begins.
    pub(super) fn field(
        &self,
        (before, name): (&str, &str),
        form: Form,
        detail: String,
    ) -> Completion {
        let is_json = self.is_json || self.line.quote() == Some('"');
        let key = match is_json {
            true => quoted(name),
            false => name.to_owned(),
        };
        let is_flow = is_json || self.is_in_flow();
        let text = match form {
            _ if self.line.has_colon => key,
            Form::Object if !is_flow => {
                let indent = self.line.indent(before.len() + 2);
                format!("{before}{key}:\n{indent}")
            }
            Form::List if !is_flow => {
                let step = if has_flush_lists(self.tree) { 0 } else { 2 };
                let indent = self.line.indent(before.len() + step);
                format!("{before}{key}:\n{indent}- ")
            }
            _ => format!("{before}{key}: "),
        };
        Completion {
            label: name.to_owned(),
            sort: Sort::Field,
            detail,
            about: String::new(),
            is_required: false,
            span: self.span(),
            text,
        }
    }

    fn is_in_flow(&self) -> bool {
        let last = self.spot.last();
        last.is_some_and(|last| last.holder.style() == Style::Flow)
    }
}

/// Whether the dashes of lists stand in the column of the key above them, as the first of them that is one in a mapping does.
fn has_flush_lists(tree: &Tree<'_>) -> bool {
    let column = |at: u32| {
        let before = tree.text().get(..at as usize).unwrap_or_default();
        before.len() - before.rfind('\n').map_or(0, |at| at + 1)
    };
    let documents = tree.documents().iter();
    let mut nodes = documents.flat_map(|document| tree.nodes_of(document).windows(2));
    let first = nodes.find(|pair| {
        pair[1].kind == Kind::Sequence
            && pair[1].style == Style::Block
            && pair[0].kind == Kind::Scalar
            && pair[0].span.end <= pair[1].span.start
    });
    first.is_some_and(|pair| column(pair[0].span.start) == column(pair[1].span.start))
}

/// What is known of a field: what the documentation says, and a line for each thing.
fn about(value: &About) -> String {
    let lines = [
        ("default", default(value).unwrap_or_default()),
        ("values", values(value)),
        ("versions", value.since.clone().unwrap_or_default()),
    ];
    let lines = listed(lines.into_iter().filter(|(_, text)| !text.is_empty()));
    let said = [value.description.as_deref().map(prose), Some(lines)];
    let said = said.into_iter().flatten().filter(|part| !part.is_empty());
    said.collect::<Vec<String>>().join("\n\n")
}
