//! The functions and operators that the language itself has.

pub(in crate::cel) mod arithmetic;
mod clock;
mod conversions;
pub(in crate::cel) mod convert;
pub(crate) mod costs;
mod inserts;
mod maybe;
mod number;
mod operators;
mod optionals;
mod parts;
pub(crate) mod rows;
mod strings;
mod text;
mod time;

use super::error::Error;
use super::eval::{Context, no_such_overload};
use super::function::{Function, Overload};
use super::value::Value;

/// The tables of the language itself, in the order of the search.
pub(super) static TABLES: &[&[Function]] = &[
    operators::OPERATORS,
    conversions::CONVERSIONS,
    strings::STRINGS,
    time::TIME,
    inserts::INSERTS,
];

/// The table of optional values, which libraries come before.
pub(super) static OPTIONALS: &[Function] = optionals::OPTIONALS;

/// What is done by the evaluation itself, as what looks at one side alone.
fn by_itself<'v>(_: &mut Context<'_>, _: &[Value<'v>]) -> Result<Value<'v>, Error> {
    Err(no_such_overload())
}

/// Whether a row is of the language itself, or of optional values.
pub(super) fn has(row: &'static Overload) -> bool {
    let tables = TABLES.iter().copied().chain([OPTIONALS]).flatten();
    is_among(tables, row)
}

/// Whether a row converts a value into one of another type. The server does that with constants as it reads an
/// expression.
pub(super) fn is_conversion(row: &'static Overload) -> bool {
    let converting = conversions::CONVERSIONS.iter();
    is_among(converting.filter(|function| function.name != "size"), row)
}

fn is_among(
    functions: impl IntoIterator<Item = &'static Function>,
    row: &'static Overload,
) -> bool {
    let mut rows = functions
        .into_iter()
        .flat_map(|function| function.overloads);
    rows.any(|other| std::ptr::eq(row, other))
}
