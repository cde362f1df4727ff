//! What macros that make maps become.

use super::by_itself;
use super::rows::{A, B, MAP_A_B};
use crate::cel::function::{Function, Overload};

/// What macros that make maps become.
pub(super) static INSERTS: &[Function] = &[Function {
    name: "cel.@mapInsert",
    overloads: &[
        Overload::function(
            "@mapInsert_map_key_value",
            &[MAP_A_B, A, B],
            MAP_A_B,
            by_itself,
        )
        .since(32),
        Overload::function(
            "@mapInsert_map_map",
            &[MAP_A_B, MAP_A_B],
            MAP_A_B,
            by_itself,
        )
        .since(32),
    ],
}];
