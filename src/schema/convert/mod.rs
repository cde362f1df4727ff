//! Values that say what is meant in another type than their field takes: a list of names as a mapping, one item without
//! its list, a command as one string. Each has the changes that make of it what the field takes.

mod list;
mod mapping;
mod scalar;

use crate::api::{Shape, Version};
use crate::diagnostic::Edit;
use crate::mend::quoted;
use crate::source::{SourceId, Span};
use crate::yaml::{Cursor, Kind, Style};

/// A value that does not fit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Misfit<'t> {
    pub(super) source: SourceId,
    pub(super) version: Version,
    /// The key before it, if it is no item of a list.
    pub(super) key: Option<Cursor<'t>>,
    pub(super) value: Cursor<'t>,
    /// The port that the container around it names first.
    pub(super) port: Option<Cursor<'t>>,
}

impl<'t> Misfit<'t> {
    /// The changes, if it is plain what is meant.
    pub(super) fn changes(&self, shape: Shape) -> Option<Vec<Edit>> {
        let own = self.value.text();
        if self.value.used_at().is_some() || own.starts_with(['&', '!', '*', '|', '>']) {
            return None;
        }
        match (shape, self.value.kind()) {
            (Shape::List(element), Kind::Scalar) => match element.shape() {
                Shape::String => Some(self.instead(&self.words()?)),
                Shape::Object(definition) => {
                    Some(self.instead(&format!("[{}]", self.object(definition)?)))
                }
                _ => None,
            },
            (Shape::Object(definition), Kind::Scalar) => {
                Some(self.instead(&self.object(definition)?))
            }
            (Shape::Map(element), Kind::Scalar) if element.shape() == Shape::String => {
                Some(self.instead(&self.pairs()?))
            }
            (Shape::List(element), Kind::Mapping) => match element.shape() {
                Shape::Object(definition) => self.as_list(definition),
                _ => None,
            },
            (Shape::Map(_) | Shape::Object(_), Kind::Sequence) => self.as_mapping(),
            (Shape::String, Kind::Mapping) => self.without_match_labels(),
            _ => None,
        }
    }

    fn edit(&self, span: Span, text: impl Into<String>) -> Edit {
        Edit::new(self.source, span, text)
    }

    fn instead(&self, text: &str) -> Vec<Edit> {
        vec![self.edit(self.value.span(), text)]
    }

    /// What a key or a name that is written anew looks like.
    fn word(&self, word: &str) -> String {
        if self.is_json() {
            quoted(word)
        } else {
            word.to_owned()
        }
    }

    /// Whether keys are written with quotes here.
    fn is_json(&self) -> bool {
        self.key.is_some_and(|key| key.style() == Style::Double)
    }
}
