//! The rules: each a page under `rules/`, a function in a file of its own, and a line below.

mod page;
mod registry;

pub use page::{Category, Page};
pub use registry::{Rule, all, find};
