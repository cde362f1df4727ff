//! A rule's page: front matter, then Markdown in fixed sections.

use crate::diagnostic::{Certainty, Level, Server};

/// What sort of thing a rule finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Cannot be read as YAML or JSON; duplicate keys.
    Syntax,
    /// The API server rejects it, or warns about it.
    Api,
    /// A removed or deprecated API in the target version.
    Deprecation,
    /// Accepted, but cannot work as written.
    Correctness,
    /// Accepted practice for running reliably.
    Reliability,
    /// Accepted practice for running safely.
    Security,
    /// The shape of a pod.
    Design,
}

impl Category {
    /// The level of a finding in this category.
    #[must_use]
    pub fn level(self, server: Option<Server>, certainty: Certainty) -> Level {
        match (self, server, certainty) {
            (Self::Syntax | Self::Correctness, _, _) => Level::Error,
            (Self::Api | Self::Deprecation, Some(Server::Rejects), _) => Level::Error,
            (Self::Design, _, Certainty::Likely) => Level::Advice,
            _ => Level::Warning,
        }
    }
}

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
