//! How the fields of an object are named, by the API's definition of its kind.

use crate::api::{ApiKind, Shape, Type};
use crate::diagnostic::brief_name;
use crate::field_path::{FieldPath, Part};
use crate::objects::Object;
use crate::yaml::{Cursor, Kind, Step};

/// The path that steps from the top of an object lead on.
pub(super) fn path<'s>(
    object: &Object<'_>,
    steps: impl IntoIterator<Item = Step<'s>>,
) -> FieldPath {
    let kind = ApiKind::find(&object.api_version, &object.kind);
    let mut shape = kind.map(|kind| Shape::Object(kind.definition()));
    let mut part = |step| {
        let (is_map, below) = match (&step, shape) {
            (Step::Index(_), Some(Shape::List(element))) => (false, Some(element.shape())),
            (Step::Key(_), Some(Shape::Map(element))) => (true, Some(element.shape())),
            (Step::Key(key), Some(Shape::Object(definition))) => {
                (false, shape_below(definition, key))
            }
            _ => (false, None),
        };
        shape = below;
        match step {
            Step::Index(index) => Part::Index(index),
            Step::Key(key) if is_map || !is_word(&key) => Part::Key(brief_name(&key).into_owned()),
            Step::Key(key) => Part::Field(brief_name(&key).into_owned()),
        }
    };
    steps.into_iter().map(&mut part).collect()
}

/// The shape of a field. Two of those of a schema may be bools as well, which the API's definitions cannot say.
pub(crate) fn shape_below(definition: Type, key: &str) -> Option<Shape> {
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

/// The node that is one step below `here`, if it is there.
pub(super) fn follow<'t>(here: &Cursor<'t>, part: &Part) -> Option<Cursor<'t>> {
    match part {
        Part::Index(index) if here.kind() == Kind::Sequence => here.items().nth(*index),
        Part::Index(_) => None,
        Part::Field(word) | Part::Key(word) | Part::Item(word) => here.get(word),
    }
}
