//! Conversions between types, and sizes.

use super::rows::{A, LIST_A, MAP_A_B};
use super::{costs, pending};
use crate::cel::function::{Function, Overload};
use crate::cel::types::{Inner, Type};

/// Conversions between types, and sizes.
pub(super) static CONVERSIONS: &[Function] = &[
    Function {
        name: "size",
        overloads: &[
            Overload::function("size_bytes", &[Type::Bytes], Type::Int, pending),
            Overload::method("bytes_size", &[Type::Bytes], Type::Int, pending),
            Overload::function("size_list", &[LIST_A], Type::Int, pending),
            Overload::method("list_size", &[LIST_A], Type::Int, pending),
            Overload::function("size_map", &[MAP_A_B], Type::Int, pending),
            Overload::method("map_size", &[MAP_A_B], Type::Int, pending),
            Overload::function("size_string", &[Type::String], Type::Int, pending),
            Overload::method("string_size", &[Type::String], Type::Int, pending),
        ],
    },
    Function {
        name: "type",
        overloads: &[Overload::function(
            "type",
            &[A],
            Type::Type(Inner::Static(&A)),
            pending,
        )],
    },
    Function {
        name: "bool",
        overloads: &[
            Overload::function("bool_to_bool", &[Type::Bool], Type::Bool, pending),
            Overload::function("string_to_bool", &[Type::String], Type::Bool, pending),
        ],
    },
    Function {
        name: "bytes",
        overloads: &[
            Overload::function("bytes_to_bytes", &[Type::Bytes], Type::Bytes, pending),
            Overload::function("string_to_bytes", &[Type::String], Type::Bytes, pending)
                .costing(costs::STRING_TO_BYTES),
        ],
    },
    Function {
        name: "double",
        overloads: &[
            Overload::function("double_to_double", &[Type::Double], Type::Double, pending),
            Overload::function("int64_to_double", &[Type::Int], Type::Double, pending),
            Overload::function("string_to_double", &[Type::String], Type::Double, pending),
            Overload::function("uint64_to_double", &[Type::Uint], Type::Double, pending),
        ],
    },
    Function {
        name: "duration",
        overloads: &[
            Overload::function(
                "duration_to_duration",
                &[Type::Duration],
                Type::Duration,
                pending,
            ),
            Overload::function("int64_to_duration", &[Type::Int], Type::Duration, pending),
            Overload::function(
                "string_to_duration",
                &[Type::String],
                Type::Duration,
                pending,
            ),
        ],
    },
    Function {
        name: "dyn",
        overloads: &[Overload::function("to_dyn", &[A], Type::Dyn, pending)],
    },
    Function {
        name: "int",
        overloads: &[
            Overload::function("int64_to_int64", &[Type::Int], Type::Int, pending),
            Overload::function("double_to_int64", &[Type::Double], Type::Int, pending),
            Overload::function("duration_to_int64", &[Type::Duration], Type::Int, pending),
            Overload::function("string_to_int64", &[Type::String], Type::Int, pending),
            Overload::function("timestamp_to_int64", &[Type::Timestamp], Type::Int, pending),
            Overload::function("uint64_to_int64", &[Type::Uint], Type::Int, pending),
        ],
    },
    Function {
        name: "string",
        overloads: &[
            Overload::function("string_to_string", &[Type::String], Type::String, pending),
            Overload::function("bool_to_string", &[Type::Bool], Type::String, pending),
            Overload::function("bytes_to_string", &[Type::Bytes], Type::String, pending)
                .costing(costs::BYTES_TO_STRING),
            Overload::function("double_to_string", &[Type::Double], Type::String, pending),
            Overload::function(
                "duration_to_string",
                &[Type::Duration],
                Type::String,
                pending,
            ),
            Overload::function("int64_to_string", &[Type::Int], Type::String, pending),
            Overload::function(
                "timestamp_to_string",
                &[Type::Timestamp],
                Type::String,
                pending,
            ),
            Overload::function("uint64_to_string", &[Type::Uint], Type::String, pending),
        ],
    },
    Function {
        name: "timestamp",
        overloads: &[
            Overload::function(
                "timestamp_to_timestamp",
                &[Type::Timestamp],
                Type::Timestamp,
                pending,
            ),
            Overload::function("int64_to_timestamp", &[Type::Int], Type::Timestamp, pending),
            Overload::function(
                "string_to_timestamp",
                &[Type::String],
                Type::Timestamp,
                pending,
            ),
        ],
    },
    Function {
        name: "uint",
        overloads: &[
            Overload::function("uint64_to_uint64", &[Type::Uint], Type::Uint, pending),
            Overload::function("double_to_uint64", &[Type::Double], Type::Uint, pending),
            Overload::function("int64_to_uint64", &[Type::Int], Type::Uint, pending),
            Overload::function("string_to_uint64", &[Type::String], Type::Uint, pending),
        ],
    },
];
