//! The operators.

use super::rows::{A, B, LIST_A, MAP_A_B};
use super::{arithmetic, by_itself, costs};
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
            by_itself,
        )],
    },
    Function {
        name: "_&&_",
        overloads: &[Overload::function(
            "logical_and",
            &[Type::Bool, Type::Bool],
            Type::Bool,
            by_itself,
        )],
    },
    Function {
        name: "_||_",
        overloads: &[Overload::function(
            "logical_or",
            &[Type::Bool, Type::Bool],
            Type::Bool,
            by_itself,
        )],
    },
    Function {
        name: "!_",
        overloads: &[Overload::function(
            "logical_not",
            &[Type::Bool],
            Type::Bool,
            arithmetic::not,
        )],
    },
    Function {
        name: "@not_strictly_false",
        overloads: &[Overload::function(
            "not_strictly_false",
            &[Type::Bool],
            Type::Bool,
            by_itself,
        )],
    },
    Function {
        name: "_==_",
        overloads: &[
            Overload::function("equals", &[A, A], Type::Bool, by_itself).costing(costs::EQUALS)
        ],
    },
    Function {
        name: "_!=_",
        overloads: &[
            Overload::function("not_equals", &[A, A], Type::Bool, by_itself)
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
                arithmetic::add,
            )
            .costing(costs::CONCATENATION),
            Overload::function(
                "add_double",
                &[Type::Double, Type::Double],
                Type::Double,
                arithmetic::add,
            ),
            Overload::function(
                "add_duration_duration",
                &[Type::Duration, Type::Duration],
                Type::Duration,
                arithmetic::add,
            ),
            Overload::function(
                "add_duration_timestamp",
                &[Type::Duration, Type::Timestamp],
                Type::Timestamp,
                arithmetic::add,
            ),
            Overload::function(
                "add_timestamp_duration",
                &[Type::Timestamp, Type::Duration],
                Type::Timestamp,
                arithmetic::add,
            ),
            Overload::function(
                "add_int64",
                &[Type::Int, Type::Int],
                Type::Int,
                arithmetic::add,
            ),
            Overload::function("add_list", &[LIST_A, LIST_A], LIST_A, arithmetic::add)
                .costing(costs::LIST_CONCATENATION),
            Overload::function(
                "add_string",
                &[Type::String, Type::String],
                Type::String,
                arithmetic::add,
            )
            .costing(costs::CONCATENATION),
            Overload::function(
                "add_uint64",
                &[Type::Uint, Type::Uint],
                Type::Uint,
                arithmetic::add,
            ),
        ],
    },
    Function {
        name: "_/_",
        overloads: &[
            Overload::function(
                "divide_double",
                &[Type::Double, Type::Double],
                Type::Double,
                arithmetic::divide,
            ),
            Overload::function(
                "divide_int64",
                &[Type::Int, Type::Int],
                Type::Int,
                arithmetic::divide,
            ),
            Overload::function(
                "divide_uint64",
                &[Type::Uint, Type::Uint],
                Type::Uint,
                arithmetic::divide,
            ),
        ],
    },
    Function {
        name: "_%_",
        overloads: &[
            Overload::function(
                "modulo_int64",
                &[Type::Int, Type::Int],
                Type::Int,
                arithmetic::modulo,
            ),
            Overload::function(
                "modulo_uint64",
                &[Type::Uint, Type::Uint],
                Type::Uint,
                arithmetic::modulo,
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
                arithmetic::multiply,
            ),
            Overload::function(
                "multiply_int64",
                &[Type::Int, Type::Int],
                Type::Int,
                arithmetic::multiply,
            ),
            Overload::function(
                "multiply_uint64",
                &[Type::Uint, Type::Uint],
                Type::Uint,
                arithmetic::multiply,
            ),
        ],
    },
    Function {
        name: "-_",
        overloads: &[
            Overload::function(
                "negate_double",
                &[Type::Double],
                Type::Double,
                arithmetic::negate,
            ),
            Overload::function("negate_int64", &[Type::Int], Type::Int, arithmetic::negate),
        ],
    },
    Function {
        name: "_-_",
        overloads: &[
            Overload::function(
                "subtract_double",
                &[Type::Double, Type::Double],
                Type::Double,
                arithmetic::subtract,
            ),
            Overload::function(
                "subtract_duration_duration",
                &[Type::Duration, Type::Duration],
                Type::Duration,
                arithmetic::subtract,
            ),
            Overload::function(
                "subtract_int64",
                &[Type::Int, Type::Int],
                Type::Int,
                arithmetic::subtract,
            ),
            Overload::function(
                "subtract_timestamp_duration",
                &[Type::Timestamp, Type::Duration],
                Type::Timestamp,
                arithmetic::subtract,
            ),
            Overload::function(
                "subtract_timestamp_timestamp",
                &[Type::Timestamp, Type::Timestamp],
                Type::Duration,
                arithmetic::subtract,
            ),
            Overload::function(
                "subtract_uint64",
                &[Type::Uint, Type::Uint],
                Type::Uint,
                arithmetic::subtract,
            ),
        ],
    },
    Function {
        name: "_<_",
        overloads: &[
            Overload::function(
                "less_bool",
                &[Type::Bool, Type::Bool],
                Type::Bool,
                arithmetic::less,
            ),
            Overload::function(
                "less_int64",
                &[Type::Int, Type::Int],
                Type::Bool,
                arithmetic::less,
            ),
            Overload::function(
                "less_int64_double",
                &[Type::Int, Type::Double],
                Type::Bool,
                arithmetic::less,
            )
            .since(28),
            Overload::function(
                "less_int64_uint64",
                &[Type::Int, Type::Uint],
                Type::Bool,
                arithmetic::less,
            )
            .since(28),
            Overload::function(
                "less_uint64",
                &[Type::Uint, Type::Uint],
                Type::Bool,
                arithmetic::less,
            ),
            Overload::function(
                "less_uint64_double",
                &[Type::Uint, Type::Double],
                Type::Bool,
                arithmetic::less,
            )
            .since(28),
            Overload::function(
                "less_uint64_int64",
                &[Type::Uint, Type::Int],
                Type::Bool,
                arithmetic::less,
            )
            .since(28),
            Overload::function(
                "less_double",
                &[Type::Double, Type::Double],
                Type::Bool,
                arithmetic::less,
            ),
            Overload::function(
                "less_double_int64",
                &[Type::Double, Type::Int],
                Type::Bool,
                arithmetic::less,
            )
            .since(28),
            Overload::function(
                "less_double_uint64",
                &[Type::Double, Type::Uint],
                Type::Bool,
                arithmetic::less,
            )
            .since(28),
            Overload::function(
                "less_string",
                &[Type::String, Type::String],
                Type::Bool,
                arithmetic::less,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "less_bytes",
                &[Type::Bytes, Type::Bytes],
                Type::Bool,
                arithmetic::less,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "less_timestamp",
                &[Type::Timestamp, Type::Timestamp],
                Type::Bool,
                arithmetic::less,
            ),
            Overload::function(
                "less_duration",
                &[Type::Duration, Type::Duration],
                Type::Bool,
                arithmetic::less,
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
                arithmetic::less_or_equal,
            ),
            Overload::function(
                "less_equals_int64",
                &[Type::Int, Type::Int],
                Type::Bool,
                arithmetic::less_or_equal,
            ),
            Overload::function(
                "less_equals_int64_double",
                &[Type::Int, Type::Double],
                Type::Bool,
                arithmetic::less_or_equal,
            )
            .since(28),
            Overload::function(
                "less_equals_int64_uint64",
                &[Type::Int, Type::Uint],
                Type::Bool,
                arithmetic::less_or_equal,
            )
            .since(28),
            Overload::function(
                "less_equals_uint64",
                &[Type::Uint, Type::Uint],
                Type::Bool,
                arithmetic::less_or_equal,
            ),
            Overload::function(
                "less_equals_uint64_double",
                &[Type::Uint, Type::Double],
                Type::Bool,
                arithmetic::less_or_equal,
            )
            .since(28),
            Overload::function(
                "less_equals_uint64_int64",
                &[Type::Uint, Type::Int],
                Type::Bool,
                arithmetic::less_or_equal,
            )
            .since(28),
            Overload::function(
                "less_equals_double",
                &[Type::Double, Type::Double],
                Type::Bool,
                arithmetic::less_or_equal,
            ),
            Overload::function(
                "less_equals_double_int64",
                &[Type::Double, Type::Int],
                Type::Bool,
                arithmetic::less_or_equal,
            )
            .since(28),
            Overload::function(
                "less_equals_double_uint64",
                &[Type::Double, Type::Uint],
                Type::Bool,
                arithmetic::less_or_equal,
            )
            .since(28),
            Overload::function(
                "less_equals_string",
                &[Type::String, Type::String],
                Type::Bool,
                arithmetic::less_or_equal,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "less_equals_bytes",
                &[Type::Bytes, Type::Bytes],
                Type::Bool,
                arithmetic::less_or_equal,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "less_equals_timestamp",
                &[Type::Timestamp, Type::Timestamp],
                Type::Bool,
                arithmetic::less_or_equal,
            ),
            Overload::function(
                "less_equals_duration",
                &[Type::Duration, Type::Duration],
                Type::Bool,
                arithmetic::less_or_equal,
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
                arithmetic::greater,
            ),
            Overload::function(
                "greater_int64",
                &[Type::Int, Type::Int],
                Type::Bool,
                arithmetic::greater,
            ),
            Overload::function(
                "greater_int64_double",
                &[Type::Int, Type::Double],
                Type::Bool,
                arithmetic::greater,
            )
            .since(28),
            Overload::function(
                "greater_int64_uint64",
                &[Type::Int, Type::Uint],
                Type::Bool,
                arithmetic::greater,
            )
            .since(28),
            Overload::function(
                "greater_uint64",
                &[Type::Uint, Type::Uint],
                Type::Bool,
                arithmetic::greater,
            ),
            Overload::function(
                "greater_uint64_double",
                &[Type::Uint, Type::Double],
                Type::Bool,
                arithmetic::greater,
            )
            .since(28),
            Overload::function(
                "greater_uint64_int64",
                &[Type::Uint, Type::Int],
                Type::Bool,
                arithmetic::greater,
            )
            .since(28),
            Overload::function(
                "greater_double",
                &[Type::Double, Type::Double],
                Type::Bool,
                arithmetic::greater,
            ),
            Overload::function(
                "greater_double_int64",
                &[Type::Double, Type::Int],
                Type::Bool,
                arithmetic::greater,
            )
            .since(28),
            Overload::function(
                "greater_double_uint64",
                &[Type::Double, Type::Uint],
                Type::Bool,
                arithmetic::greater,
            )
            .since(28),
            Overload::function(
                "greater_string",
                &[Type::String, Type::String],
                Type::Bool,
                arithmetic::greater,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "greater_bytes",
                &[Type::Bytes, Type::Bytes],
                Type::Bool,
                arithmetic::greater,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "greater_timestamp",
                &[Type::Timestamp, Type::Timestamp],
                Type::Bool,
                arithmetic::greater,
            ),
            Overload::function(
                "greater_duration",
                &[Type::Duration, Type::Duration],
                Type::Bool,
                arithmetic::greater,
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
                arithmetic::greater_or_equal,
            ),
            Overload::function(
                "greater_equals_int64",
                &[Type::Int, Type::Int],
                Type::Bool,
                arithmetic::greater_or_equal,
            ),
            Overload::function(
                "greater_equals_int64_double",
                &[Type::Int, Type::Double],
                Type::Bool,
                arithmetic::greater_or_equal,
            )
            .since(28),
            Overload::function(
                "greater_equals_int64_uint64",
                &[Type::Int, Type::Uint],
                Type::Bool,
                arithmetic::greater_or_equal,
            )
            .since(28),
            Overload::function(
                "greater_equals_uint64",
                &[Type::Uint, Type::Uint],
                Type::Bool,
                arithmetic::greater_or_equal,
            ),
            Overload::function(
                "greater_equals_uint64_double",
                &[Type::Uint, Type::Double],
                Type::Bool,
                arithmetic::greater_or_equal,
            )
            .since(28),
            Overload::function(
                "greater_equals_uint64_int64",
                &[Type::Uint, Type::Int],
                Type::Bool,
                arithmetic::greater_or_equal,
            )
            .since(28),
            Overload::function(
                "greater_equals_double",
                &[Type::Double, Type::Double],
                Type::Bool,
                arithmetic::greater_or_equal,
            ),
            Overload::function(
                "greater_equals_double_int64",
                &[Type::Double, Type::Int],
                Type::Bool,
                arithmetic::greater_or_equal,
            )
            .since(28),
            Overload::function(
                "greater_equals_double_uint64",
                &[Type::Double, Type::Uint],
                Type::Bool,
                arithmetic::greater_or_equal,
            )
            .since(28),
            Overload::function(
                "greater_equals_string",
                &[Type::String, Type::String],
                Type::Bool,
                arithmetic::greater_or_equal,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "greater_equals_bytes",
                &[Type::Bytes, Type::Bytes],
                Type::Bool,
                arithmetic::greater_or_equal,
            )
            .costing(costs::COMPARISON),
            Overload::function(
                "greater_equals_timestamp",
                &[Type::Timestamp, Type::Timestamp],
                Type::Bool,
                arithmetic::greater_or_equal,
            ),
            Overload::function(
                "greater_equals_duration",
                &[Type::Duration, Type::Duration],
                Type::Bool,
                arithmetic::greater_or_equal,
            ),
        ],
    },
    Function {
        name: "_[_]",
        overloads: &[
            Overload::function("index_list", &[LIST_A, Type::Int], A, by_itself),
            Overload::function("index_map", &[MAP_A_B, A], B, by_itself),
        ],
    },
    Function {
        name: "@in",
        overloads: &[
            Overload::function("in_list", &[A, LIST_A], Type::Bool, arithmetic::within)
                .costing(costs::IN_LIST),
            Overload::function("in_map", &[A, MAP_A_B], Type::Bool, arithmetic::within),
        ],
    },
];
