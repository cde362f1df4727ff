//! The functions and operators that the language itself has.

mod conversions;
pub(crate) mod costs;
mod operators;
mod optionals;
pub(crate) mod rows;
mod strings;
mod time;

use super::error::Error;
use super::eval::Context;
use super::function::Function;
use super::value::Value;

/// The tables of the language itself, in the order of the search.
pub(super) static TABLES: &[&[Function]] = &[
    operators::OPERATORS,
    conversions::CONVERSIONS,
    strings::STRINGS,
    time::TIME,
];

/// The table of optional values, which libraries come before.
pub(super) static OPTIONALS: &[Function] = optionals::OPTIONALS;

fn pending<'v>(_: &mut Context<'_>, _: &[Value<'v>]) -> Result<Value<'v>, Error> {
    Err(Error::unsupported("this function"))
}
