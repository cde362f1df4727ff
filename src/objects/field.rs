//! Field paths as the API server writes them: `spec.containers[0].image`, and the keys of a map in
//! brackets, `metadata.labels[app]`. Source: `field.Path` of apimachinery.

use std::fmt::Write;

use crate::api::{ApiKind, Shape, Type};
use crate::diagnostic::brief_name;
use crate::objects::Object;
use crate::yaml::{Cursor, Kind, Step};

/// The path from the top of an object to a node within it; empty for the top itself.
pub(super) fn path<'t>(object: &Object<'t>, inner: &Cursor<'t>) -> String {
    let mut path = String::new();
    let kind = ApiKind::find(&object.api_version, &object.kind);
    let mut shape = kind.map(|kind| Shape::Object(kind.definition()));
    for step in object.root.steps_to(inner) {
        let (is_map, below) = match (&step, shape) {
            (Step::Index(_), Some(Shape::List(element))) => (false, Some(element.shape())),
            (Step::Key(_), Some(Shape::Map(element))) => (true, Some(element.shape())),
            (Step::Key(key), Some(Shape::Object(definition))) => (false, below(definition, key)),
            _ => (false, None),
        };
        match step {
            // Writing to a string cannot fail.
            Step::Index(index) => drop(write!(path, "[{index}]")),
            Step::Key(key) if is_map || !is_word(&key) => {
                path.push('[');
                path.push_str(&brief_name(&key));
                path.push(']');
            }
            Step::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&brief_name(&key));
            }
        }
        shape = below;
    }
    path
}

/// The shape of a field. Two of those of a schema may be bools as well, which the API's definitions cannot say.
fn below(definition: Type, key: &str) -> Option<Shape> {
    let shape = definition.some_field(key)?.shape();
    let is_schema = shape == Shape::Any
        && matches!(key, "items" | "additionalProperties")
        && definition.name().ends_with(".JSONSchemaProps");
    Some(if is_schema {
        Shape::Object(definition)
    } else {
        shape
    })
}

fn is_word(key: &str) -> bool {
    key.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'$'))
}

/// The last part of a path, as messages call a field: `image`, `containers[0]`.
pub(crate) fn last_step(path: &str) -> &str {
    let (mut start, mut brackets) = (0, 0);
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'[' => brackets += 1,
            b']' => brackets -= 1,
            b'.' if brackets == 0 => start = at + 1,
            _ => {}
        }
    }
    &path[start..]
}

/// One step of a field as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldStep<'f> {
    /// `.image`
    Field(&'f str),
    /// `[0]` or `[app]`: an index, or the key of a map.
    Bracket(&'f str),
}

impl FieldStep<'_> {
    /// The node that is one step below `here`, if it is there.
    pub(crate) fn follow<'t>(&self, here: &Cursor<'t>) -> Option<Cursor<'t>> {
        match *self {
            Self::Field(key) => here.get(key),
            Self::Bracket(inside) => match inside.parse() {
                Ok(index) if here.kind() == Kind::Sequence => here.items().nth(index),
                _ => here.get(inside),
            },
        }
    }
}

/// The steps of a field path.
pub(crate) fn steps(field: &str) -> Vec<FieldStep<'_>> {
    let mut steps = Vec::new();
    let mut rest = field;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let end = closing(inside);
            steps.push(FieldStep::Bracket(&inside[..end]));
            rest = inside[end..].strip_prefix(']').unwrap_or("");
        } else {
            let plain = rest.strip_prefix('.').unwrap_or(rest);
            let end = plain.find(['.', '[']).unwrap_or(plain.len());
            if end > 0 {
                steps.push(FieldStep::Field(&plain[..end]));
            }
            rest = &plain[end..];
            if end == 0 && !rest.starts_with('[') {
                rest = rest.get(1..).unwrap_or("");
            }
        }
    }
    steps
}

/// Where the bracket closes that was opened before `text`.
fn closing(text: &str) -> usize {
    let mut open = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open += 1,
            b']' if open == 0 => return at,
            b']' => open -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{FieldStep, last_step, steps};

    #[test]
    fn a_path_ends_with_its_field() {
        assert_eq!(last_step("spec.replicas"), "replicas");
        assert_eq!(last_step("spec.containers[0]"), "containers[0]");
        assert_eq!(last_step("metadata.labels[a.b/c]"), "labels[a.b/c]");
    }

    #[test]
    fn a_field_is_taken_apart() {
        use FieldStep::{Bracket, Field};
        assert_eq!(
            steps("spec.ports[0].name"),
            [Field("spec"), Field("ports"), Bracket("0"), Field("name")]
        );
        assert_eq!(
            steps("metadata.labels[a.b/c[0]]"),
            [Field("metadata"), Field("labels"), Bracket("a.b/c[0]")]
        );
        assert_eq!(steps("[x"), [Bracket("x")]);
        assert_eq!(steps("a..b."), [Field("a"), Field("b")]);
        assert_eq!(steps(""), []);
    }
}
