//! A rule's page: front matter, then Markdown in fixed sections.

use crate::diagnostic::{Category, Server};

/// The front matter of a page and its text.
#[derive(Clone, Debug)]
pub struct Page {
    /// One line on what the rule finds.
    pub summary: String,
    /// Its category.
    pub category: Category,
    /// What the API server does, unless a finding says otherwise.
    pub server: Option<Server>,
}
