//! What does not go well in a build, and how it is said.

use crate::origin::{Place, Problem, ProblemKind};

/// What a step of a build gives, or why the build ends.
pub(super) type Outcome<T> = Result<T, Failure>;

/// Why a build ends: something that kustomize refuses, or that is not done here.
#[derive(Debug)]
pub(super) struct Failure(pub(super) Box<Problem>);

impl Failure {
    fn new(kind: ProblemKind, place: Option<Place>, message: String) -> Self {
        Self(Box::new(Problem {
            kind,
            place,
            message,
            help: None,
            others: Vec::new(),
        }))
    }

    /// What kustomize refuses.
    pub(super) fn refused(place: Option<Place>, message: impl Into<String>) -> Self {
        Self::new(ProblemKind::Refused, place, message.into())
    }

    /// What kustomize takes, and by which it loses something.
    pub(super) fn lost(place: Option<Place>, message: impl Into<String>) -> Self {
        Self::new(ProblemKind::Lost, place, message.into())
    }

    /// What is not done here.
    pub(super) fn not_checked(place: Option<Place>, message: impl Into<String>) -> Self {
        Self::new(ProblemKind::NotChecked, place, message.into())
    }

    /// What is no error, and yet worth a word.
    pub(super) fn advice(place: Option<Place>, message: impl Into<String>) -> Self {
        Self::new(ProblemKind::Advice, place, message.into())
    }

    /// What does nothing, and may do something where another directory takes it.
    pub(super) fn idle(place: Option<Place>, message: impl Into<String>) -> Self {
        Self::new(ProblemKind::Idle, place, message.into())
    }

    /// What is done, and that kustomize is to give up.
    pub(super) fn deprecated(place: Option<Place>, message: impl Into<String>) -> Self {
        Self::new(ProblemKind::Deprecated, place, message.into())
    }

    /// The same with what to do.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// The same with another place that belongs to it.
    pub(super) fn also(mut self, place: Option<Place>, words: impl Into<String>) -> Self {
        self.0
            .others
            .extend(place.map(|place| (place, words.into())));
        self
    }
}
