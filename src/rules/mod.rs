//! The rules: each a page under `rules/`, a function in a file of its own, and a line below.

mod page;
mod registry;

pub use page::Page;
pub use registry::{Rule, all, find};

use crate::diagnostic::{Category, Diagnostic};
use crate::objects::Object;

/// Applies every rule to one object.
pub fn check(object: &Object<'_>, found: &mut Vec<Diagnostic>) {
    let _ = (object, found);
}

/// The page of a rule.
#[must_use]
pub fn page(rule: &str) -> &'static Page {
    let _ = rule;
    static PAGE: Page = Page {
        summary: String::new(),
        category: Category::Api,
        server: None,
    };
    &PAGE
}
