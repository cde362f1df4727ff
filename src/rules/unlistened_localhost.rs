//! `unlistened-localhost`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Dial, Grounds, Part, Software, datastore_on};
use crate::objects::Container;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    // On the node's network localhost is the node.
    if pod.pod.host_network || pod.pod.is_injected() || !pod.pod.running().any(Container::is_told) {
        return;
    }
    let running = pod.facts().running();
    for part in pod.facts().all() {
        let mut others = running.clone().filter(|other| !other.is(part));
        if !others.all(|other| other.grounds == Grounds::Software && !forwards(other)) {
            continue;
        }
        let unheard = |dial: &Dial<'_>| {
            let port = dial
                .port
                .filter(|port| !dial.in_file && !pod.parameters.provided_ports.contains(port))
                .filter(|&port| !running.clone().any(|other| other.listens_on(port)))?;
            let store = datastore_on(port)?;
            let is_it = |other: &Part<'_, '_>| {
                other
                    .software
                    .is_some_and(|known| known.software.ports.contains(&port))
            };
            (!running.clone().any(is_it)).then_some((port, store))
        };
        let first = part
            .dials
            .iter()
            .find_map(|dial| Some((dial, unheard(dial)?)));
        found.extend(first.map(|(dial, (port, store))| describe(pod, part, dial, (port, store))));
    }
}

/// Whether it may listen anywhere, for others: a proxy, or a shell.
fn forwards(part: &Part<'_, '_>) -> bool {
    use crate::facts::Class::{Controller, Helper, Proxy, Tool};
    matches!(part.class, Controller | Helper | Proxy | Tool)
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    dial: &Dial<'t>,
    (port, store): (i64, &Software),
) -> Diagnostic {
    let (name, software) = (part.name(), store.name);
    pod.diagnostic(
        "unlistened-localhost",
        &dial.at,
        format!(
            "`{name}` looks for {software} on localhost:{port}, where nothing in its pod listens"
        ),
    )
    .here("in a pod, localhost is the pod itself")
    .note(format!(
        "no container of the pod is {software} or is told or known to listen on {port}"
    ))
    .help(format!(
        "name the Service of your {software} instead of localhost"
    ))
}
