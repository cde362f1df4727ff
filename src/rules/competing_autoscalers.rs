//! `competing-autoscalers`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::competing;
use crate::rules::RunContext;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (first, again) in competing(run.neighbours.inventory) {
        let (kind, name) = &again.is.target;
        let message = format!(
            "the autoscaler `{}` scales the {kind} `{name}`, which `{}` scales as well",
            again.name(),
            first.name()
        );
        let mut diagnostic = run
            .diagnostic(&again, &again.place(), message)
            .here("a second autoscaler of the same")
            .note("of two autoscalers that select the same pods neither scales: AmbiguousSelector")
            .help("keep one of them, with the metrics of both: the highest number that any of its metrics asks for holds");
        diagnostic.labels.push(first.label("the other one"));
        found.push(diagnostic);
    }
}
