//! `duplicate-service-selector`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::selecting_alike;
use crate::rules::RunContext;

pub(super) fn check(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (first, again) in selecting_alike(run.neighbours.inventory) {
        // A headless Service beside one with an address is how a StatefulSet is reached both ways.
        if first.is.is_headless != again.is.is_headless && !run.is_asked(&again) {
            continue;
        }
        let Some(selection) = again.resource.refers.selections.first() else {
            continue;
        };
        let (name, other) = (again.name(), first.name());
        let message = format!("the Service `{name}` selects the same pods as `{other}`");
        let mut diagnostic = run
            .diagnostic(&again, &selection.place(), message)
            .here("the same labels")
            .note("two names and two addresses lead to the same pods: who reads one of the two Services does not see what the other lets in")
            .help(format!("give `{other}` the ports of both, or ask for a label more that tells the pods apart"));
        diagnostic.labels.push(first.label("the other one"));
        found.push(diagnostic);
    }
}
