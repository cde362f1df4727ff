//! Functions of strings that the language itself has.

use super::{costs, text};
use crate::cel::function::{Function, Overload};
use crate::cel::types::Type;

/// Functions of strings that the language itself has.
pub(super) static STRINGS: &[Function] = &[
    Function {
        name: "contains",
        overloads: &[Overload::method(
            "contains_string",
            &[Type::String, Type::String],
            Type::Bool,
            text::contains,
        )
        .costing(costs::CONTAINS)],
    },
    Function {
        name: "endsWith",
        overloads: &[Overload::method(
            "ends_with_string",
            &[Type::String, Type::String],
            Type::Bool,
            text::ends_with,
        )
        .costing(costs::AFFIX)],
    },
    Function {
        name: "startsWith",
        overloads: &[Overload::method(
            "starts_with_string",
            &[Type::String, Type::String],
            Type::Bool,
            text::starts_with,
        )
        .costing(costs::AFFIX)],
    },
    Function {
        name: "matches",
        overloads: &[
            Overload::function(
                "matches",
                &[Type::String, Type::String],
                Type::Bool,
                text::matches,
            ),
            Overload::method(
                "matches_string",
                &[Type::String, Type::String],
                Type::Bool,
                text::matches,
            )
            .costing(costs::MATCHES),
        ],
    },
];
