//! Whether an object has the structure that the API gives it.

mod amounts;
mod belongs;
mod check;
mod convert;
mod fields;
pub(crate) mod findings;
mod fits;
pub(crate) mod formats;
mod kinds;
mod lifecycle;
mod missing;
mod renamed;
pub(crate) mod scalars;
mod unknown;
mod ways;
pub(crate) mod words;

pub(crate) use check::check_metadata;
pub use check::{Outcome, check, check_template};
pub(crate) use kinds::{has_kind, is_known, is_without_successor};
pub(crate) use words::{one_of, with_article};
