//! Why a template cannot be parsed or executed.

use std::fmt;
use std::sync::Arc;

use super::budget::Bound;
use crate::origin::{Place, Step};

/// What kind of failure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Go cannot parse it.
    Parse,
    /// It calls a function that is not there.
    UnknownFunction,
    /// Go stops while it executes it.
    Execution,
    /// The template stops by itself, by a function such as `fail` or `required`.
    Asked,
    /// It takes more than it may.
    Bound(Bound),
}

/// A failure.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What kind of failure it is.
    pub kind: FailureKind,
    /// What is wrong, innermost, as Go says it, without where: `nil pointer evaluating interface {}.name`. For an unknown
    /// function its name, for [`FailureKind::Asked`] the template's own words.
    pub message: String,
    /// The expression that failed, as Go spells it: `.Values.image.name`. Empty if it is not known.
    pub expression: String,
    /// The name of the template that was executed; of the text, if it could not be parsed.
    pub template: String,
    /// Where: the expression, the token, or the action, if a file has it.
    pub place: Option<Place>,
    /// The action in which it happened, with its callers.
    pub through: Option<Arc<Step>>,
    /// All of it as Go writes it, with the errors around it.
    pub go: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.go)
    }
}

/// Why a function does not give a value.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// What Go's function gives as its error.
    Failed(String),
    /// The template's own words, given to a function that stops: `fail`, `required`.
    Asked(String),
    /// There is no such function, though the host let it pass when the text was parsed.
    Unknown,
    /// More is taken than may be.
    Bound(Bound),
    /// A template that the function executed failed.
    Nested(Box<Failure>),
}

impl From<String> for Refusal {
    fn from(message: String) -> Self {
        Self::Failed(message)
    }
}

impl From<&str> for Refusal {
    fn from(message: &str) -> Self {
        Self::Failed(message.to_owned())
    }
}

impl From<Bound> for Refusal {
    fn from(bound: Bound) -> Self {
        Self::Bound(bound)
    }
}

impl From<Box<Failure>> for Refusal {
    fn from(failure: Box<Failure>) -> Self {
        Self::Nested(failure)
    }
}
