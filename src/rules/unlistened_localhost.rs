//! `unlistened-localhost`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Dial, Part, server_on};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    // On the node's network localhost is the node.
    if pod.is_open() {
        return;
    }
    for part in pod.facts().all() {
        let mut dials = part.dials.iter();
        let unheard = |dial: &Dial<'_>| {
            let (port, certainty) = pod.facts().unheard(part, dial)?;
            (!pod.is_provided(port)).then_some((port, certainty))
        };
        let first = dials.find_map(|dial| Some((dial, unheard(dial)?)));
        found.extend(first.map(|(dial, (port, certainty))| {
            describe(pod, part, dial, port).as_certain_as(certainty)
        }));
    }
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    dial: &Dial<'t>,
    port: i64,
) -> Diagnostic {
    let name = part.name();
    let server = server_on(port);
    let sought = server.map_or_else(String::new, |server| format!("{server} on "));
    let message =
        format!("`{name}` looks for {sought}localhost:{port}, where nothing in its pod listens");
    let help = match server {
        Some(server) => format!("name the Service of your {server} instead of localhost"),
        None => "name the port on which the container beside it listens, or the Service of what is meant".to_owned(),
    };
    // What a mounted file says belongs to another object.
    let at = if dial.in_file {
        part.container.anchor()
    } else {
        dial.at
    };
    let mut diagnostic = pod
        .diagnostic(&at, message)
        .here("in a pod, localhost is the pod itself");
    if dial.in_file {
        diagnostic = diagnostic.label(dial.span, "says so");
    }
    for other in pod.facts().running().filter(|other| !other.is(part)) {
        let span = other.container.anchor().span();
        diagnostic = diagnostic.label(span, other.description());
    }
    diagnostic
        .note(format!(
            "no container of the pod is told or known to listen on {port}"
        ))
        .help(help)
}
