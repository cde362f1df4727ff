//! What goes wrong, in Go's words and at its place.

use super::{At, State};
use crate::template::budget::Bound;
use crate::template::failure::{Failure, FailureKind, Refusal};
use crate::template::go::quote::quote;
use crate::template::tree::Extent;

impl State<'_, '_> {
    pub(super) fn bound(&mut self, bound: Bound) -> Box<Failure> {
        self.fail(FailureKind::Bound(bound), bound.to_string(), None)
    }

    pub(super) fn error(&mut self, message: String) -> Box<Failure> {
        self.fail(FailureKind::Execution, message, None)
    }

    /// A failure of a function that is called.
    pub(super) fn refused(&mut self, function: &str, refusal: Refusal) -> Box<Failure> {
        let around = format!("error calling {function}: ");
        match refusal {
            Refusal::Failed(message) => self.fail(FailureKind::Execution, message, Some(&around)),
            Refusal::Asked(message) => self.fail(FailureKind::Asked, message, Some(&around)),
            Refusal::Bound(bound) => self.bound(bound),
            Refusal::Unknown => {
                let name = function.to_owned();
                self.fail(
                    FailureKind::UnknownFunction,
                    name,
                    Some("unknown function "),
                )
            }
            Refusal::Nested(mut failure) => {
                failure.go = self.with_location(&format!("{around}{}", failure.go));
                if failure.place.is_none() {
                    let (extent, _, expression) = self.location();
                    failure.place = self.tree.source.place(extent);
                    failure.expression = expression;
                }
                if failure.through.is_none() {
                    failure.through = self.step().cloned();
                }
                failure
            }
        }
    }

    fn fail(&mut self, kind: FailureKind, message: String, around: Option<&str>) -> Box<Failure> {
        let go = self.with_location(&format!("{}{message}", around.unwrap_or_default()));
        let (extent, _, expression) = self.location();
        Box::new(Failure {
            kind,
            message,
            expression,
            template: self.tree.name.clone(),
            place: self.tree.source.place(extent),
            through: self.step().cloned(),
            go,
        })
    }

    fn with_location(&self, message: &str) -> String {
        let source = &self.tree.source;
        let (_, at, expression) = self.location();
        let (line, column) = source.line_and_column(at);
        let (of, name) = (&source.name, quote(&self.tree.name));
        let expression = shortened(&expression);
        format!("template: {of}:{line}:{column}: executing {name} at <{expression}>: {message}")
    }

    /// What is evaluated, where Go says that it stands, and its spelling.
    fn location(&self) -> (Extent, usize, String) {
        match self.at {
            At::Nothing => (self.action, self.action.start, String::new()),
            At::Call(call) => (call.extent, call.at, call.to_string()),
            At::Pipe(pipe) => (pipe.extent, pipe.extent.start, pipe.to_string()),
            At::Command(command) => (command.extent, command.extent.start, command.to_string()),
            At::Operand(operand) => (operand.extent, operand.at, operand.to_string()),
        }
    }
}

/// As much of an expression as errors show: they hold those of all callers.
fn shortened(expression: &str) -> &str {
    let cut = expression.char_indices().nth(4096);
    cut.map_or(expression, |(end, _)| &expression[..end])
}
