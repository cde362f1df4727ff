//! What is refused because it would cost too much, before it is done.

use crate::cel::cost::limits;
use crate::cel::error::{Error, ErrorKind};
use crate::cel::value::List;

/// Nothing, if something of at least that cost may be done.
///
/// # Errors
///
/// It may not.
pub(super) fn bounded(cost: u64) -> Result<(), Error> {
    match cost <= limits::CALL {
        true => Ok(()),
        false => Err(Error::of(
            ErrorKind::Cost,
            "a call costs more than an expression may",
        )),
    }
}

/// How many pairs of an item of each list there are.
pub(super) fn pairs(one: &List<'_>, other: &List<'_>) -> u64 {
    (one.len() as u64).saturating_mul(other.len() as u64)
}
