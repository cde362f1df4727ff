//! Parts of points in time and lengths of time.

use super::parts;
use crate::cel::function::{Function, Overload};
use crate::cel::types::Type;

/// Parts of points in time and lengths of time.
pub(super) static TIME: &[Function] = &[
    Function {
        name: "getFullYear",
        overloads: &[
            Overload::method(
                "timestamp_to_year",
                &[Type::Timestamp],
                Type::Int,
                parts::year,
            ),
            Overload::method(
                "timestamp_to_year_with_tz",
                &[Type::Timestamp, Type::String],
                Type::Int,
                parts::year,
            ),
        ],
    },
    Function {
        name: "getMonth",
        overloads: &[
            Overload::method(
                "timestamp_to_month",
                &[Type::Timestamp],
                Type::Int,
                parts::month,
            ),
            Overload::method(
                "timestamp_to_month_with_tz",
                &[Type::Timestamp, Type::String],
                Type::Int,
                parts::month,
            ),
        ],
    },
    Function {
        name: "getDayOfYear",
        overloads: &[
            Overload::method(
                "timestamp_to_day_of_year",
                &[Type::Timestamp],
                Type::Int,
                parts::day_of_year,
            ),
            Overload::method(
                "timestamp_to_day_of_year_with_tz",
                &[Type::Timestamp, Type::String],
                Type::Int,
                parts::day_of_year,
            ),
        ],
    },
    Function {
        name: "getDayOfMonth",
        overloads: &[
            Overload::method(
                "timestamp_to_day_of_month",
                &[Type::Timestamp],
                Type::Int,
                parts::day_of_month,
            ),
            Overload::method(
                "timestamp_to_day_of_month_with_tz",
                &[Type::Timestamp, Type::String],
                Type::Int,
                parts::day_of_month,
            ),
        ],
    },
    Function {
        name: "getDate",
        overloads: &[
            Overload::method(
                "timestamp_to_day_of_month_1_based",
                &[Type::Timestamp],
                Type::Int,
                parts::date,
            ),
            Overload::method(
                "timestamp_to_day_of_month_1_based_with_tz",
                &[Type::Timestamp, Type::String],
                Type::Int,
                parts::date,
            ),
        ],
    },
    Function {
        name: "getDayOfWeek",
        overloads: &[
            Overload::method(
                "timestamp_to_day_of_week",
                &[Type::Timestamp],
                Type::Int,
                parts::day_of_week,
            ),
            Overload::method(
                "timestamp_to_day_of_week_with_tz",
                &[Type::Timestamp, Type::String],
                Type::Int,
                parts::day_of_week,
            ),
        ],
    },
    Function {
        name: "getHours",
        overloads: &[
            Overload::method(
                "timestamp_to_hours",
                &[Type::Timestamp],
                Type::Int,
                parts::hours,
            ),
            Overload::method(
                "timestamp_to_hours_with_tz",
                &[Type::Timestamp, Type::String],
                Type::Int,
                parts::hours,
            ),
            Overload::method(
                "duration_to_hours",
                &[Type::Duration],
                Type::Int,
                parts::hours,
            ),
        ],
    },
    Function {
        name: "getMinutes",
        overloads: &[
            Overload::method(
                "timestamp_to_minutes",
                &[Type::Timestamp],
                Type::Int,
                parts::minutes,
            ),
            Overload::method(
                "timestamp_to_minutes_with_tz",
                &[Type::Timestamp, Type::String],
                Type::Int,
                parts::minutes,
            ),
            Overload::method(
                "duration_to_minutes",
                &[Type::Duration],
                Type::Int,
                parts::minutes,
            ),
        ],
    },
    Function {
        name: "getSeconds",
        overloads: &[
            Overload::method(
                "timestamp_to_seconds",
                &[Type::Timestamp],
                Type::Int,
                parts::seconds,
            ),
            Overload::method(
                "timestamp_to_seconds_tz",
                &[Type::Timestamp, Type::String],
                Type::Int,
                parts::seconds,
            ),
            Overload::method(
                "duration_to_seconds",
                &[Type::Duration],
                Type::Int,
                parts::seconds,
            ),
        ],
    },
    Function {
        name: "getMilliseconds",
        overloads: &[
            Overload::method(
                "timestamp_to_milliseconds",
                &[Type::Timestamp],
                Type::Int,
                parts::milliseconds,
            ),
            Overload::method(
                "timestamp_to_milliseconds_with_tz",
                &[Type::Timestamp, Type::String],
                Type::Int,
                parts::milliseconds,
            ),
            Overload::method(
                "duration_to_milliseconds",
                &[Type::Duration],
                Type::Int,
                parts::milliseconds,
            ),
        ],
    },
];
