//! Whether an object has the structure that the API gives it.

mod check;
mod fields;
mod kinds;
mod lifecycle;
mod scalars;
mod words;

pub use check::{Outcome, check};
pub(crate) use words::one_of;
