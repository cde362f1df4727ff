//! Conversions between types, and sizes.

use super::rows::{A, LIST_A, MAP_A_B};
use super::{arithmetic, convert, costs};
use crate::cel::function::{Function, Overload};
use crate::cel::types::{Inner, Type};

/// Conversions between types, and sizes.
pub(super) static CONVERSIONS: &[Function] = &[
    Function {
        name: "size",
        overloads: &[
            Overload::function("size_bytes", &[Type::Bytes], Type::Int, arithmetic::size),
            Overload::method("bytes_size", &[Type::Bytes], Type::Int, arithmetic::size),
            Overload::function("size_list", &[LIST_A], Type::Int, arithmetic::size),
            Overload::method("list_size", &[LIST_A], Type::Int, arithmetic::size),
            Overload::function("size_map", &[MAP_A_B], Type::Int, arithmetic::size),
            Overload::method("map_size", &[MAP_A_B], Type::Int, arithmetic::size),
            Overload::function("size_string", &[Type::String], Type::Int, arithmetic::size),
            Overload::method("string_size", &[Type::String], Type::Int, arithmetic::size),
        ],
    },
    Function {
        name: "type",
        overloads: &[Overload::function(
            "type",
            &[A],
            Type::Type(Inner::Static(&A)),
            convert::type_of,
        )],
    },
    Function {
        name: "bool",
        overloads: &[
            Overload::function("bool_to_bool", &[Type::Bool], Type::Bool, convert::bool),
            Overload::function("string_to_bool", &[Type::String], Type::Bool, convert::bool),
        ],
    },
    Function {
        name: "bytes",
        overloads: &[
            Overload::function(
                "bytes_to_bytes",
                &[Type::Bytes],
                Type::Bytes,
                convert::bytes,
            ),
            Overload::function(
                "string_to_bytes",
                &[Type::String],
                Type::Bytes,
                convert::bytes,
            )
            .costing(costs::STRING_TO_BYTES),
        ],
    },
    Function {
        name: "double",
        overloads: &[
            Overload::function(
                "double_to_double",
                &[Type::Double],
                Type::Double,
                convert::double,
            ),
            Overload::function(
                "int64_to_double",
                &[Type::Int],
                Type::Double,
                convert::double,
            ),
            Overload::function(
                "string_to_double",
                &[Type::String],
                Type::Double,
                convert::double,
            ),
            Overload::function(
                "uint64_to_double",
                &[Type::Uint],
                Type::Double,
                convert::double,
            ),
        ],
    },
    Function {
        name: "duration",
        overloads: &[
            Overload::function(
                "duration_to_duration",
                &[Type::Duration],
                Type::Duration,
                convert::duration,
            ),
            Overload::function(
                "int64_to_duration",
                &[Type::Int],
                Type::Duration,
                convert::duration,
            ),
            Overload::function(
                "string_to_duration",
                &[Type::String],
                Type::Duration,
                convert::duration,
            ),
        ],
    },
    Function {
        name: "dyn",
        overloads: &[Overload::function("to_dyn", &[A], Type::Dyn, convert::same)],
    },
    Function {
        name: "int",
        overloads: &[
            Overload::function("int64_to_int64", &[Type::Int], Type::Int, convert::int),
            Overload::function("double_to_int64", &[Type::Double], Type::Int, convert::int),
            Overload::function(
                "duration_to_int64",
                &[Type::Duration],
                Type::Int,
                convert::int,
            ),
            Overload::function("string_to_int64", &[Type::String], Type::Int, convert::int),
            Overload::function(
                "timestamp_to_int64",
                &[Type::Timestamp],
                Type::Int,
                convert::int,
            ),
            Overload::function("uint64_to_int64", &[Type::Uint], Type::Int, convert::int),
        ],
    },
    Function {
        name: "string",
        overloads: &[
            Overload::function(
                "string_to_string",
                &[Type::String],
                Type::String,
                convert::string,
            ),
            Overload::function(
                "bool_to_string",
                &[Type::Bool],
                Type::String,
                convert::string,
            ),
            Overload::function(
                "bytes_to_string",
                &[Type::Bytes],
                Type::String,
                convert::string,
            )
            .costing(costs::BYTES_TO_STRING),
            Overload::function(
                "double_to_string",
                &[Type::Double],
                Type::String,
                convert::string,
            ),
            Overload::function(
                "duration_to_string",
                &[Type::Duration],
                Type::String,
                convert::string,
            ),
            Overload::function(
                "int64_to_string",
                &[Type::Int],
                Type::String,
                convert::string,
            ),
            Overload::function(
                "timestamp_to_string",
                &[Type::Timestamp],
                Type::String,
                convert::string,
            ),
            Overload::function(
                "uint64_to_string",
                &[Type::Uint],
                Type::String,
                convert::string,
            ),
        ],
    },
    Function {
        name: "timestamp",
        overloads: &[
            Overload::function(
                "timestamp_to_timestamp",
                &[Type::Timestamp],
                Type::Timestamp,
                convert::timestamp,
            ),
            Overload::function(
                "int64_to_timestamp",
                &[Type::Int],
                Type::Timestamp,
                convert::timestamp,
            ),
            Overload::function(
                "string_to_timestamp",
                &[Type::String],
                Type::Timestamp,
                convert::timestamp,
            ),
        ],
    },
    Function {
        name: "uint",
        overloads: &[
            Overload::function("uint64_to_uint64", &[Type::Uint], Type::Uint, convert::uint),
            Overload::function(
                "double_to_uint64",
                &[Type::Double],
                Type::Uint,
                convert::uint,
            ),
            Overload::function("int64_to_uint64", &[Type::Int], Type::Uint, convert::uint),
            Overload::function(
                "string_to_uint64",
                &[Type::String],
                Type::Uint,
                convert::uint,
            ),
        ],
    },
];
