//! Whether an object has the structure that the API gives it.

mod check;
mod kinds;
mod scalars;
mod words;

pub use check::check;
pub(crate) use words::one_of;
