//! Whether a value is such as a field takes, so that the field may be what was meant.

use crate::api::{Shape, Type, Version};
use crate::nearest::nearest;
use crate::schema::{scalars, words};
use crate::yaml::{Cursor, Kind};

/// How deep is looked, and how many items and entries there.
const DEPTH: u32 = 3;
const FEW: usize = 8;

/// How much of what stands in a mapping must be fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Most {
    /// Most of it: all that speaks for the field is its value.
    Half,
    /// Anything: the field has the very name.
    One,
}

/// Whether a value has the shape that a field takes, or nearly so: a number may be in quotes, a field in it misspelt.
pub(super) fn fits(value: &Cursor<'_>, shape: Shape, (version, most): (Version, Most)) -> bool {
    fits_at(value, shape, (version, most), DEPTH)
}

fn fits_at(value: &Cursor<'_>, shape: Shape, asked: (Version, Most), depth: u32) -> bool {
    if depth == 0 || value.is_null() {
        return true;
    }
    let below = |value: &Cursor<'_>, shape| fits_at(value, shape, asked, depth - 1);
    match (shape, value.kind()) {
        (Shape::Any, _) => true,
        (Shape::Object(definition), Kind::Mapping) => are_fields(value, definition, asked),
        (Shape::Map(element), Kind::Mapping) => {
            let mut entries = value.entries().take(FEW);
            entries.all(|entry| below(&entry.value, element.shape()))
        }
        (Shape::List(element), Kind::Sequence) => {
            let mut items = value.items().take(FEW);
            items.all(|item| below(&item, element.shape()))
        }
        (Shape::Object(_) | Shape::Map(_) | Shape::List(_), _) => false,
        (_, Kind::Scalar) => {
            scalars::fits(shape, value).is_ok() || words::mended(value, shape, "").is_some()
        }
        _ => false,
    }
}

/// Whether enough keys of a mapping are fields, or nearly.
pub(super) fn are_fields(
    value: &Cursor<'_>,
    definition: Type,
    (version, most): (Version, Most),
) -> bool {
    let known: Vec<&str> = definition
        .fields()
        .filter(|field| field.versions().contains(version))
        .map(|field| field.name())
        .collect();
    let (mut all, mut right) = (0, 0);
    for entry in value.entries().take(FEW) {
        let key = entry.key.as_key();
        all += 1;
        right += usize::from(nearest(&key, &known).is_some());
    }
    match most {
        Most::Half => 2 * right > all || all == 0,
        Most::One => right > 0 || all == 0,
    }
}
