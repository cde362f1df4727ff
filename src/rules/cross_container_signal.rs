//! `cross-container-signal`: see the page.

use crate::diagnostic::{Certainty, Diagnostic};
use crate::facts::{Part, Reach};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.pod.shares_processes() {
        return;
    }
    let running = pod.facts().running();
    for part in running.clone() {
        let mut others = running.clone().filter(|other| !other.is(part));
        let reached = others.find_map(|other| Some((other, part.signal_to(other)?)));
        found.extend(reached.map(|(other, reach)| describe(pod, part, other, reach)));
    }
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    other: &Part<'_, 't>,
    (reach, certainty): (Reach<'_>, Certainty),
) -> Diagnostic {
    let (name, owner, target) = (part.name(), other.name(), reach.target);
    let message = format!("`{name}` looks for the process `{target}`, which runs in `{owner}`");
    pod
        .diagnostic(&part.container.anchor(), message)
        .here(format!("sees no process but its own, so `{}` finds none", reach.by))
        .label(reach.at, format!("means `{target}`"))
        .label(other.container.anchor().span(), format!("runs `{target}`"))
        .note("containers of a pod see each other's processes only with `shareProcessNamespace: true`")
        .help(format!(
            "set `shareProcessNamespace: true` in the pod, or let `{owner}` watch its files itself"
        ))
        .as_certain_as(certainty)
}
