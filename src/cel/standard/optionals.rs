//! Values that may be there or not.

use super::rows::{A, B, LIST_A, MAP_A_B, OPTIONAL_A};
use super::{by_itself, maybe};
use crate::cel::function::{Function, Overload};
use crate::cel::types::{Inner, Type};

const OPTIONAL_B: Type = Type::Optional(Inner::Static(&B));
const OPTIONAL_LIST_A: Type = Type::Optional(Inner::Static(&LIST_A));
const OPTIONAL_MAP_A_B: Type = Type::Optional(Inner::Static(&MAP_A_B));
const LIST_OPTIONAL_A: Type = Type::List(Inner::Static(&OPTIONAL_A));

/// Values that may be there or not.
pub(super) static OPTIONALS: &[Function] = &[
    Function {
        name: "optional.of",
        overloads: &[Overload::function("optional_of", &[A], OPTIONAL_A, maybe::of).since(28)],
    },
    Function {
        name: "optional.ofNonZeroValue",
        overloads: &[Overload::function(
            "optional_ofNonZeroValue",
            &[A],
            OPTIONAL_A,
            maybe::of_non_zero,
        )
        .since(28)],
    },
    Function {
        name: "optional.none",
        overloads: &[Overload::function("optional_none", &[], OPTIONAL_A, maybe::none).since(28)],
    },
    Function {
        name: "value",
        overloads: &[Overload::method("optional_value", &[OPTIONAL_A], A, maybe::value).since(28)],
    },
    Function {
        name: "hasValue",
        overloads: &[Overload::method(
            "optional_hasValue",
            &[OPTIONAL_A],
            Type::Bool,
            maybe::has_value,
        )
        .since(28)],
    },
    Function {
        name: "or",
        overloads: &[Overload::method(
            "optional_or_optional",
            &[OPTIONAL_A, OPTIONAL_A],
            OPTIONAL_A,
            by_itself,
        )
        .since(28)],
    },
    Function {
        name: "orValue",
        overloads: &[
            Overload::method("optional_orValue_value", &[OPTIONAL_A, A], A, by_itself).since(28),
        ],
    },
    Function {
        name: "_?._",
        overloads: &[Overload::function(
            "select_optional_field",
            &[Type::Dyn, Type::String],
            OPTIONAL_A,
            by_itself,
        )
        .since(28)],
    },
    Function {
        name: "_[?_]",
        overloads: &[
            Overload::function(
                "list_optindex_optional_int",
                &[LIST_A, Type::Int],
                OPTIONAL_A,
                by_itself,
            )
            .since(28),
            Overload::function(
                "optional_list_optindex_optional_int",
                &[OPTIONAL_LIST_A, Type::Int],
                OPTIONAL_A,
                by_itself,
            )
            .since(28),
            Overload::function(
                "map_optindex_optional_value",
                &[MAP_A_B, A],
                OPTIONAL_B,
                by_itself,
            )
            .since(28),
            Overload::function(
                "optional_map_optindex_optional_value",
                &[OPTIONAL_MAP_A_B, A],
                OPTIONAL_B,
                by_itself,
            )
            .since(28),
        ],
    },
    Function {
        name: "_[_]",
        overloads: &[
            Overload::function(
                "optional_list_index_int",
                &[OPTIONAL_LIST_A, Type::Int],
                OPTIONAL_A,
                by_itself,
            )
            .since(28),
            Overload::function(
                "optional_map_index_value",
                &[OPTIONAL_MAP_A_B, A],
                OPTIONAL_B,
                by_itself,
            )
            .since(28),
        ],
    },
    Function {
        name: "last",
        overloads: &[Overload::method("list_last", &[LIST_A], OPTIONAL_A, maybe::last).since(28)],
    },
    Function {
        name: "first",
        overloads: &[Overload::method("list_first", &[LIST_A], OPTIONAL_A, maybe::first).since(28)],
    },
    Function {
        name: "optional.unwrap",
        overloads: &[Overload::function(
            "optional_unwrap",
            &[LIST_OPTIONAL_A],
            LIST_A,
            maybe::unwrap,
        )
        .since(28)],
    },
    Function {
        name: "unwrapOpt",
        overloads: &[Overload::method(
            "optional_unwrapOpt",
            &[LIST_OPTIONAL_A],
            LIST_A,
            maybe::unwrap,
        )
        .since(28)],
    },
];
