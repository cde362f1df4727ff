//! `overlapping-external-dns`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::named_alike;
use crate::rules::RunContext;

pub(super) fn check(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for ((first, again), name) in named_alike(run.neighbours.inventory) {
        let message = format!(
            "the Service `{}` asks for the DNS name `{}`, which `{}` asks for as well",
            again.name(),
            name.text,
            first.name()
        );
        let mut diagnostic = run
            .diagnostic(&again, name, message)
            .here("asked for already")
            .note("ExternalDNS makes one record of a name: it leads to the addresses of both, or to one of them")
            .help("give each Service a name of its own, or leave the annotation to one of them");
        diagnostic.labels.push(first.label("the other one"));
        found.push(diagnostic);
    }
}
