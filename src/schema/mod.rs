//! Whether an object has the structure that the API gives it.

mod check;
pub(crate) mod findings;
mod kinds;
pub(crate) mod scalars;
pub(crate) mod words;

pub use check::check;
pub(crate) use check::check_metadata;
pub(crate) use words::one_of;
