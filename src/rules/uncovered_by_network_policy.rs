//! `uncovered-by-network-policy`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::{Entry, Pods};
use crate::rules::RunContext;

pub(super) fn check(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for mut workloads in run.neighbours.scopes() {
        workloads.retain(|pods| !pods.is.host_network && !pods.is.kind.ends());
        let (isolated, open): (Vec<_>, Vec<_>) = workloads
            .into_iter()
            .partition(|pods| run.neighbours.policies_for(*pods).next().is_some());
        // Forgotten is what most others have.
        if isolated.len() > open.len() {
            found.extend(open.iter().map(|pods| describe(run, *pods, isolated[0])));
        }
    }
}

fn describe(
    run: &RunContext<'_, '_>,
    workload: Entry<'_, Pods>,
    other: Entry<'_, Pods>,
) -> Diagnostic {
    let name = workload.name();
    let message = format!(
        "no network policy selects the pods of `{name}`, though `{}` beside it has one",
        other.name()
    );
    let mut diagnostic = run
        .diagnostic(&workload, &workload.place(), message)
        .here("takes and makes every connection")
        .note("a pod that no policy selects is not isolated; policies beside it do not change that")
        .help(format!("write a NetworkPolicy for `{name}`, or one with an empty `podSelector` that denies by default"));
    diagnostic.labels.push(other.label("isolated by a policy"));
    diagnostic
}
