//! Paths of JSON patches: `'/metadata/labels/' + jsonpatch.escapeKey('example.com/name')`.

use super::costs::TO_SIZED;
use super::take::text;
use crate::cel::function::{Function, Overload};
use crate::cel::types::Type;
use crate::cel::value::Value;

/// Functions of JSON patches. Source: RFC 6901.
pub(super) static JSON_PATCHES: &[Function] = &[Function {
    name: "jsonpatch.escapeKey",
    overloads: &[Overload::function(
        "string_jsonpatch_escapeKey_string",
        &[Type::String],
        Type::String,
        |_, of| {
            Ok(Value::text(
                text(of, 0)?.replace('~', "~0").replace('/', "~1"),
            ))
        },
    )
    .costing(TO_SIZED)],
}];
