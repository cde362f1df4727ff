//! `overlapping-ingress`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Claimed, claimed};
use crate::rules::RunContext;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for claimed in claimed(run.neighbours.inventory) {
        found.push(describe(run, claimed));
    }
}

fn describe(run: &RunContext<'_, '_>, claimed: Claimed<'_>) -> Diagnostic {
    let Claimed {
        first,
        again,
        route,
    } = claimed;
    let message = format!(
        "the Ingress `{}` claims the path `{}` of `{}`, which `{}` claims as well",
        again.name(),
        route.path.text,
        route.host,
        first.name()
    );
    let mut diagnostic = run
        .diagnostic(&again, &route.path, message)
        .here("claimed already")
        .note("which of the two gets the requests the controller decides; ingress-nginx refuses the second, others take the older one")
        .help("leave the path to one of them, or give them different hosts, paths or classes");
    diagnostic.labels.push(first.label("the other one"));
    diagnostic
}
