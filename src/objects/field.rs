//! How the fields of an object are named, by the API's definition of its kind.

use crate::api::{ApiKind, Field, Shape, Type};
use crate::diagnostic::brief_name;
use crate::field_path::Part;
use crate::objects::Object;
use crate::objects::way::Step;
use crate::yaml::{self, Cursor, Kind};

/// The way that steps from the top of an object lead on.
pub(super) fn way<'s>(
    object: &Object<'_>,
    steps: impl IntoIterator<Item = yaml::Step<'s>>,
) -> impl Iterator<Item = Step> {
    let kind = ApiKind::find(&object.api_version, &object.kind);
    let mut shape = kind.map(|kind| Shape::Object(kind.definition()));
    steps.into_iter().map(move |step| {
        let (taken, below) = match (step, shape) {
            (yaml::Step::Index(index), shape) => {
                let below = match shape {
                    Some(Shape::List(element)) => Some(element.shape()),
                    _ => None,
                };
                (Step::Index(index as u32), below)
            }
            (yaml::Step::Key(key), Some(Shape::Map(element))) => {
                (Step::Key(brief_name(&key).into()), Some(element.shape()))
            }
            (yaml::Step::Key(key), Some(Shape::Object(definition))) => {
                match definition.some_field(&key) {
                    Some(field) => (Step::Field(field), Some(shape_of(definition, field))),
                    None => (other(&key), None),
                }
            }
            (yaml::Step::Key(key), _) => (other(&key), None),
        };
        shape = below;
        taken
    })
}

/// The step to what the definition does not have.
fn other(key: &str) -> Step {
    let name = brief_name(key).into();
    match is_word(key) {
        true => Step::Name(name),
        false => Step::Key(name),
    }
}

/// The shape of what is below a key.
pub(crate) fn shape_below(definition: Type, key: &str) -> Option<Shape> {
    let field = definition.some_field(key)?;
    Some(shape_of(definition, field))
}

/// The shape of a field. Two of those of a schema may be bools as well, which the API's definitions cannot say.
fn shape_of(definition: Type, field: Field) -> Shape {
    let shape = field.shape();
    let is_schema = shape == Shape::Any
        && matches!(field.name(), "items" | "additionalProperties")
        && definition.name().ends_with(".JSONSchemaProps");
    if is_schema {
        Shape::Object(definition)
    } else {
        shape
    }
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
