//! Field paths as the API server writes them: `spec.containers[0].image`, and the keys of a map in
//! brackets, `metadata.labels[app]`. Source: `field.Path` of apimachinery.

use std::fmt::Write;

use crate::api::{ApiKind, Shape};
use crate::objects::Object;
use crate::yaml::{Cursor, Step};

/// The path from the top of an object to a node within it; empty for the top itself.
pub(super) fn path<'t>(object: &Object<'t>, inner: &Cursor<'t>) -> String {
    let mut path = String::new();
    let kind = ApiKind::find(&object.api_version, &object.kind);
    let mut shape = kind.map(|kind| Shape::Object(kind.definition()));
    for step in object.root.steps_to(inner) {
        let (is_map, below) = match (&step, shape) {
            (Step::Index(_), Some(Shape::List(element))) => (false, Some(element.shape())),
            (Step::Key(_), Some(Shape::Map(element))) => (true, Some(element.shape())),
            (Step::Key(key), Some(Shape::Object(definition))) => {
                (false, definition.some_field(key).map(|field| field.shape()))
            }
            _ => (false, None),
        };
        // Writing to a string cannot fail.
        let _ = match step {
            Step::Index(index) => write!(path, "[{index}]"),
            Step::Key(key) if is_map || !is_word(&key) => write!(path, "[{key}]"),
            Step::Key(key) if path.is_empty() => write!(path, "{key}"),
            Step::Key(key) => write!(path, ".{key}"),
        };
        shape = below;
    }
    path
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

#[cfg(test)]
mod tests {
    use super::last_step;

    #[test]
    fn a_path_ends_with_its_field() {
        assert_eq!(last_step("spec.replicas"), "replicas");
        assert_eq!(last_step("spec.containers[0]"), "containers[0]");
        assert_eq!(last_step("metadata.labels[a.b/c]"), "labels[a.b/c]");
    }
}
