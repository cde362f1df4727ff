//! The operators.

use super::rows::{A, B, LIST_A, MAP_A_B};
use super::{costs, pending};
use crate::cel::function::{Function, Overload};
use crate::cel::types::Type;

/// The operators.
pub(super) static OPERATORS: &[Function] = &[
    Function {
        name: "_?_:_",
        overloads: &[Overload::function(
            "conditional",
            &[Type::Bool, A, A],
            A,
            pending,
        )],
    },
    Function {
        name: "_&&_",
        overloads: &[Overload::function(
            "logical_and",
            &[Type::Bool, Type::Bool],
            Type::Bool,
            pending,
        )],
    },
    Function {
        name: "_||_",
        overloads: &[Overload::function(
            "logical_or",
            &[Type::Bool, Type::Bool],
            Type::Bool,
            pending,
        )],
    },
    Function {
        name: "!_",
        overloads: &[Overload::function(
            "logical_not",
            &[Type::Bool],
            Type::Bool,
            pending,
        )],
    },
    Function {
        name: "@not_strictly_false",
        overloads: &[Overload::function(
            "not_strictly_false",
            &[Type::Bool],
            Type::Bool,
            pending,
        )],
    },
    Function {
        name: "_==_",
        overloads: &[
            Overload::function("equals", &[A, A], Type::Bool, pending).costing(costs::EQUALS)
        ],
    },
    Function {
        name: "_!=_",
        overloads: &[
            Overload::function("not_equals", &[A, A], Type::Bool, pending)
                .costing(costs::COMPARISON),
        ],
    },
    Function {
        name: "_+_",
        overloads: &[
            Overload::function(
                "add_bytes",
                &[Type::Bytes, Type::Bytes],
                Type::Bytes,
                pending,
            )
            .costing(costs::CONCATENATION),
            Overload::function(
                "add_double",
                &[Type::Double, Type::Double],
                Type::Double,
                pending,
            ),
            Overload::function(
                "add_duration_duration",
                &[Type::Duration, Type::Duration],
                Type::Duration,
                pending,
            ),
            Overload::function(
                "add_duration_timestamp",
                &[Type::Duration, Type::Timestamp],
                Type::Timestamp,
                pending,
            ),
            Overload::function(
                "add_timestamp_duration",
                &[Type::Timestamp, Type::Duration],
                Type::Timestamp,
                pending,
            ),
            Overload::function("add_int64", &[Type::Int, Type::Int], Type::Int, pending),
            Overload::function("add_list", &[LIST_A, LIST_A], LIST_A, pending)
                .costing(costs::LIST_CONCATENATION),
            Overload::function(
                "add_string",
                &[Type::String, Type::String],
                Type::String,
                pending,
            )
            .costing(costs::CONCATENATION),
            Overload::function("add_uint64", &[Type::Uint, Type::Uint], Type::Uint, pending),
        ],
    },
    Function {
        name: "_/_",
        overloads: &[
            Overload::function(
                "divide_double",
                &[Type::Double, Type::Double],
                Type::Double,
                pending,
            ),
            Overload::function("divide_int64", &[Type::Int, Type::Int], Type::Int, pending),
            Overload::function(
                "divide_uint64",
                &[Type::Uint, Type::Uint],
                Type::Uint,
                pending,
            ),
        ],
    },
    Function {
        name: "_%_",
        overloads: &[
            Overload::function("modulo_int64", &[Type::Int, Type::Int], Type::Int, pending),
            Overload::function(
                "modulo_uint64",
                &[Type::Uint, Type::Uint],
                Type::Uint,
                pending,
            ),
        ],
    },
    Function {
        name: "_*_",
        overloads: &[
            Overload::function(
                "multiply_double",
                &[Type::Double, Type::Double],
                Type::Double,
                pending,
            ),
            Overload::function(
                "multiply_int64",
                &[Type::Int, Type::Int],
                Type::Int,
                pending,
            ),
            Overload::function(
                "multiply_uint64",
                &[Type::Uint, Type::Uint],
                Type::Uint,
                pending,
            ),
        ],
    },
    Function {
        name: "-_",
        overloads: &[
            Overload::function("negate_double", &[Type::Double], Type::Double, pending),
            Overload::function("negate_int64", &[Type::Int], Type::Int, pending),
        ],
    },
    Function {
        name: "_-_",
        overloads: &[
            Overload::function(
                "subtract_double",
                &[Type::Double, Type::Double],
                Type::Double,
                pending,
            ),
            Overload::function(
                "subtract_duration_duration",
                &[Type::Duration, Type::Duration],
                Type::Duration,
                pending,
            ),
            Overload::function(
                "subtract_int64",
                &[Type::Int, Type::Int],
                Type::Int,
                pending,
            ),
            Overload::function(
                "subtract_timestamp_duration",
                &[Type::Timestamp, Type::Duration],
                Type::Timestamp,
                pending,
            ),
            Overload::function(
                "subtract_timestamp_timestamp",
                &[Type::Timestamp, Type::Timestamp],
                Type::Duration,
                pending,
            ),
            Overload::function(
                "subtract_uint64",
                &[Type::Uint, Type::Uint],
                Type::Uint,
                pending,
            ),
        ],
    },
    Function {
        name: "_<_",
        overloads: &[
            Overload::function("less_bool", &[Type::Bool, Type::Bool], Type::Bool, pending),
            Overload::function("less_int64", &[Type::Int, Type::Int], Type::Bool, pending),
            Overload::function(
                "less_int64_double",
                &[Type::Int, Type::Double],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "less_int64_uint64",
                &[Type::Int, Type::Uint],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "less_uint64",
                &[Type::Uint, Type::Uint],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "less_uint64_double",
                &[Type::Uint, Type::Double],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "less_uint64_int64",
                &[Type::Uint, Type::Int],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "less_double",
                &[Type::Double, Type::Double],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "less_double_int64",
                &[Type::Double, Type::Int],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "less_double_uint64",
                &[Type::Double, Type::Uint],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "less_string",
                &[Type::String, Type::String],
                Type::Bool,
                pending,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "less_bytes",
                &[Type::Bytes, Type::Bytes],
                Type::Bool,
                pending,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "less_timestamp",
                &[Type::Timestamp, Type::Timestamp],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "less_duration",
                &[Type::Duration, Type::Duration],
                Type::Bool,
                pending,
            ),
        ],
    },
    Function {
        name: "_<=_",
        overloads: &[
            Overload::function(
                "less_equals_bool",
                &[Type::Bool, Type::Bool],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "less_equals_int64",
                &[Type::Int, Type::Int],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "less_equals_int64_double",
                &[Type::Int, Type::Double],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "less_equals_int64_uint64",
                &[Type::Int, Type::Uint],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "less_equals_uint64",
                &[Type::Uint, Type::Uint],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "less_equals_uint64_double",
                &[Type::Uint, Type::Double],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "less_equals_uint64_int64",
                &[Type::Uint, Type::Int],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "less_equals_double",
                &[Type::Double, Type::Double],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "less_equals_double_int64",
                &[Type::Double, Type::Int],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "less_equals_double_uint64",
                &[Type::Double, Type::Uint],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "less_equals_string",
                &[Type::String, Type::String],
                Type::Bool,
                pending,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "less_equals_bytes",
                &[Type::Bytes, Type::Bytes],
                Type::Bool,
                pending,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "less_equals_timestamp",
                &[Type::Timestamp, Type::Timestamp],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "less_equals_duration",
                &[Type::Duration, Type::Duration],
                Type::Bool,
                pending,
            ),
        ],
    },
    Function {
        name: "_>_",
        overloads: &[
            Overload::function(
                "greater_bool",
                &[Type::Bool, Type::Bool],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "greater_int64",
                &[Type::Int, Type::Int],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "greater_int64_double",
                &[Type::Int, Type::Double],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "greater_int64_uint64",
                &[Type::Int, Type::Uint],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "greater_uint64",
                &[Type::Uint, Type::Uint],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "greater_uint64_double",
                &[Type::Uint, Type::Double],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "greater_uint64_int64",
                &[Type::Uint, Type::Int],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "greater_double",
                &[Type::Double, Type::Double],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "greater_double_int64",
                &[Type::Double, Type::Int],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "greater_double_uint64",
                &[Type::Double, Type::Uint],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "greater_string",
                &[Type::String, Type::String],
                Type::Bool,
                pending,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "greater_bytes",
                &[Type::Bytes, Type::Bytes],
                Type::Bool,
                pending,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "greater_timestamp",
                &[Type::Timestamp, Type::Timestamp],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "greater_duration",
                &[Type::Duration, Type::Duration],
                Type::Bool,
                pending,
            ),
        ],
    },
    Function {
        name: "_>=_",
        overloads: &[
            Overload::function(
                "greater_equals_bool",
                &[Type::Bool, Type::Bool],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "greater_equals_int64",
                &[Type::Int, Type::Int],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "greater_equals_int64_double",
                &[Type::Int, Type::Double],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "greater_equals_int64_uint64",
                &[Type::Int, Type::Uint],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "greater_equals_uint64",
                &[Type::Uint, Type::Uint],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "greater_equals_uint64_double",
                &[Type::Uint, Type::Double],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "greater_equals_uint64_int64",
                &[Type::Uint, Type::Int],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "greater_equals_double",
                &[Type::Double, Type::Double],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "greater_equals_double_int64",
                &[Type::Double, Type::Int],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "greater_equals_double_uint64",
                &[Type::Double, Type::Uint],
                Type::Bool,
                pending,
            )
            .since(28),
            Overload::function(
                "greater_equals_string",
                &[Type::String, Type::String],
                Type::Bool,
                pending,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "greater_equals_bytes",
                &[Type::Bytes, Type::Bytes],
                Type::Bool,
                pending,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "greater_equals_timestamp",
                &[Type::Timestamp, Type::Timestamp],
                Type::Bool,
                pending,
            ),
            Overload::function(
                "greater_equals_duration",
                &[Type::Duration, Type::Duration],
                Type::Bool,
                pending,
            ),
        ],
    },
    Function {
        name: "_[_]",
        overloads: &[
            Overload::function("index_list", &[LIST_A, Type::Int], A, pending),
            Overload::function("index_map", &[MAP_A_B, A], B, pending),
        ],
    },
    Function {
        name: "@in",
        overloads: &[
            Overload::function("in_list", &[A, LIST_A], Type::Bool, pending)
                .costing(costs::IN_LIST),
            Overload::function("in_map", &[A, MAP_A_B], Type::Bool, pending),
        ],
    },
];
