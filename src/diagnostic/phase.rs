//! Where on the way from a text to a report something is found.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;

/// What finds a diagnostic; of what the API server refuses, what of the server would.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Phase {
    /// The text: its syntax, and whether it is an object of some kind.
    Reader,
    /// The decoding of an object into the type of its kind, which must succeed before anything is validated.
    Schema,
    /// The validation of a built-in kind, with its warnings.
    Validation,
    /// The schema of a custom resource, by which it is validated.
    Custom,
    /// Expressions: whether those of a definition or a policy can be compiled, and what they say of the values of an object.
    Expression,
    /// A rule of the registry.
    Rule,
    /// What was asked to be left out, and the settings.
    Suppression,
}

impl Phase {
    /// Says where what a function adds to a list was found; what expressions have found is told already.
    pub(crate) fn run<R>(
        self,
        found: &mut Vec<Diagnostic>,
        find: impl FnOnce(&mut Vec<Diagnostic>) -> R,
    ) -> R {
        let before = found.len();
        let result = find(found);
        for diagnostic in found.iter_mut().skip(before) {
            if diagnostic.phase != Self::Expression {
                diagnostic.phase = self;
            }
        }
        result
    }

    /// The same for what compares an object with a schema: what is refused for a reason has been decoded, and is found in
    /// this phase.
    pub(crate) fn run_schema<R>(
        self,
        found: &mut Vec<Diagnostic>,
        find: impl FnOnce(&mut Vec<Diagnostic>) -> R,
    ) -> R {
        let before = found.len();
        let result = find(found);
        for diagnostic in found.iter_mut().skip(before) {
            diagnostic.phase = match diagnostic.phase {
                Self::Expression => Self::Expression,
                _ if diagnostic.reason.is_some() => self,
                _ => Self::Schema,
            };
        }
        result
    }
}
