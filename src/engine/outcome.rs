//! What came of one input.

use std::sync::Arc;

use super::judged::Judged;
use super::{Defect, Input, left_open, renamed};
use crate::panic::{self, Panic};
use crate::source::SourceId;

/// What came of one input. It does not change, and those who use it share it.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    Judged(Arc<Judged>),
    Unreadable(String, String),
    Defect(Defect),
    /// It turned out that it is not to be checked.
    LeftOut,
}

/// An input, and what came of it.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    pub(super) id: SourceId,
    pub(super) input: Input,
    pub(super) outcome: Outcome,
}

impl Outcome {
    /// What came of judging an input that reports call so.
    pub(super) fn of(judged: Result<Judged, Panic>, shown: &str) -> Self {
        match judged {
            Ok(judged) => Self::Judged(Arc::new(judged)),
            Err(panic) => Self::Defect(Defect {
                path: Some(shown.to_owned()),
                object: None,
                rule: None,
                panic,
            }),
        }
    }

    /// The same of another source that says the same; none if that is to be judged by itself.
    pub(super) fn in_source(&self, id: SourceId) -> Option<Self> {
        match self {
            Self::Judged(judged) => Some(Self::Judged(Arc::new(judged.in_source(id)?))),
            other => Some(other.clone()),
        }
    }

    /// What is left of it where the input was rendered: how that was done is no part of what its text says.
    pub(super) fn into_rendered(self, input: &Input) -> Self {
        match (self, input.rendered()) {
            (Self::Judged(judged), Some(rendered)) => {
                let left = panic::catch(|| {
                    let mut judged = Arc::unwrap_or_clone(judged);
                    left_open::take_out(rendered, &mut judged);
                    renamed::take_note(rendered, &mut judged);
                    judged
                });
                Self::of(left, input.shown())
            }
            (other, _) => other,
        }
    }
}
