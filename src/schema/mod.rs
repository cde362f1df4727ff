//! Whether an object has the structure that the API gives it.

mod check;
mod fields;
pub(crate) mod findings;
mod kinds;
mod lifecycle;
pub(crate) mod scalars;
pub(crate) mod words;

pub(crate) use check::check_metadata;
pub use check::{Outcome, check};
pub(crate) use words::one_of;
