//! What sorts of findings there are, and how bad each is.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Certainty;

/// How bad it is, worst first. Derived from the rule's category and the finding's certainty, see
/// [`Category::level`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The API server refuses it, or it cannot work as written.
    Error,
    /// Accepted, and against what the API server or accepted practice says.
    Warning,
    /// Likely, not certain, or a matter of shape.
    Advice,
}

impl Level {
    /// Every level, worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Advice];

    /// What configuration and reports call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// What the API server does with the cause of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Server {
    /// It refuses the object.
    Rejects,
    /// It stores the object and returns a warning.
    Warns,
    /// It stores the object and says nothing.
    Takes,
}

/// The API server's own reason type (`metav1.CauseType`), in kebab-case when written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// A field that must be there is not.
    Required,
    /// A value of the right type that is not allowed.
    Invalid,
    /// A value that must be unique stands twice.
    Duplicate,
    /// A value out of a closed set that does not hold it.
    NotSupported,
    /// A field that may not be set here.
    Forbidden,
    /// A value longer than allowed.
    TooLong,
    /// A list of too many items.
    TooMany,
    /// A name that refers to nothing.
    NotFound,
}

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
    /// What podlint was told to pass over, where that does not do what it says.
    Suppression,
}

impl Category {
    /// Every category, in order.
    pub const ALL: [Self; 8] = [
        Self::Syntax,
        Self::Api,
        Self::Deprecation,
        Self::Correctness,
        Self::Reliability,
        Self::Security,
        Self::Design,
        Self::Suppression,
    ];

    /// What pages, configuration and reports call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Api => "api",
            Self::Deprecation => "deprecation",
            Self::Correctness => "correctness",
            Self::Reliability => "reliability",
            Self::Security => "security",
            Self::Design => "design",
            Self::Suppression => "suppression",
        }
    }

    /// The category of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|category| category.name() == name)
    }

    /// The level of a finding in this category.
    #[must_use]
    pub fn level(self, server: Option<Server>, certainty: Certainty) -> Level {
        match (self, server, certainty) {
            (Self::Syntax, _, _) => Level::Error,
            (Self::Api | Self::Deprecation, Some(Server::Rejects), _) => Level::Error,
            // What the server itself warns of is never less.
            (_, Some(Server::Warns), Certainty::Likely) => Level::Warning,
            (_, _, Certainty::Likely) => Level::Advice,
            (Self::Correctness, _, _) => Level::Error,
            _ => Level::Warning,
        }
    }
}
