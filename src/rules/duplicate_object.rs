//! `duplicate-object`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Twice, twice};
use crate::rules::RunContext;

/// Of how many documents of an object the place is shown.
const MOST_SHOWN: usize = 4;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for Twice { all } in twice(run.neighbours) {
        let [first, again, rest @ ..] = &all[..] else {
            continue;
        };
        let (kind, name) = (&again.object.kind, again.name());
        let times = match rest.len() {
            0 => "twice".to_owned(),
            more => format!("{} times", more + 2),
        };
        let message = format!(
            "the {kind} `{name}` stands in this file {times}; what is applied last is what holds"
        );
        let mut diagnostic = run
            .diagnostic(again, &again.place(), message)
            .here("the same object again")
            .note("an object is known by its kind, its namespace and its name: the second is an update of the first, and no other object")
            .help("give one of them another name, or leave one out");
        diagnostic.labels.push(first.label("first here"));
        let shown = rest.iter().take(MOST_SHOWN - 2);
        diagnostic
            .labels
            .extend(shown.map(|other| other.label("and here")));
        found.push(diagnostic);
    }
}
