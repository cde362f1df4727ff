//! `replicated-container`: see the page.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::facts::{Listen, Part};
use crate::rules::PodContext;
use crate::rules::words::quoted;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let mut alike: Vec<Vec<&Part<'_, '_>>> = Vec::new();
    let mut places = HashMap::new();
    for part in pod.facts().ordinary().filter(|part| part.works()) {
        let Some(likeness) = part.likeness() else {
            continue;
        };
        let place = *places.entry(likeness).or_insert(alike.len());
        match alike.get_mut(place) {
            Some(copies) => copies.push(part),
            None => alike.push(vec![part]),
        }
    }
    let several = alike.iter().filter(|alike| alike.len() > 1);
    found.extend(several.map(|alike| describe(pod, alike[0], &alike[1..])));
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    copies: &[&Part<'_, 't>],
) -> Diagnostic {
    let name = part.name();
    let names = quoted(copies.iter().map(|copy| copy.name()));
    let are = if copies.len() == 1 {
        "is a copy"
    } else {
        "are copies"
    };
    let message = format!("{names} {are} of `{name}` in the same pod");
    let mut diagnostic = pod
        .diagnostic(&copies[0].container.anchor(), message)
        .here("the same image, told the same")
        .label(part.container.anchor().span(), "the first of them");
    for copy in &copies[1..] {
        diagnostic = diagnostic.label(copy.container.anchor().span(), "and again");
    }
    let scales = pod.workload.kind.scales();
    let help = if scales {
        let pods = pod.workload.replica_count().max(1) * (copies.len() as i64 + 1);
        format!("keep `{name}` alone and ask for more pods: `replicas: {pods}`")
    } else {
        format!("keep `{name}` alone, and make more pods of it where more is needed")
    };
    // Told nothing of a port, the same program binds the same.
    let listens = !part.container.ports.is_empty();
    let is_told = |part: &&Part<'_, 't>| part.listens.iter().any(Listen::is_told);
    let are_told = is_told(&part) || copies.iter().any(is_told);
    if listens && !are_told {
        diagnostic = diagnostic.note(
            "the same program binds the same port in each of them, whatever `ports` declares, and the second to bind \
             it fails",
        );
    }
    diagnostic
        .note("copies in one pod share its node, its address and its end, and no autoscaler can add another")
        .help(help)
        .as_certain_as(part.is_for_replicas(pod.workload))
}
