//! `duplicate-object`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Twice, twice};
use crate::rules::RunContext;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for Twice { first, again } in twice(run.neighbours.inventory) {
        let (kind, name) = (&again.object.kind, again.name());
        let message =
            format!("the {kind} `{name}` stands here twice; what is applied last is what holds");
        let mut diagnostic = run
            .diagnostic(again, &again.place(), message)
            .here("the same object again")
            .note("an object is known by its kind, its namespace and its name: the second is an update of the first, and no other object")
            .help(format!("give one of them another name, or leave one out; `kubectl apply` says `{name}` configured, and no more"));
        diagnostic.labels.push(first.label("first here"));
        found.push(diagnostic);
    }
}
