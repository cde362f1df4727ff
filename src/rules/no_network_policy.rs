//! `no-network-policy`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::RunContext;

pub(super) fn check(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for workload in run.workloads() {
        if workload.is.host_network || run.neighbours.policies_for(workload).next().is_some() {
            continue;
        }
        let name = workload.name();
        found.push(
            run.diagnostic(&workload, &workload.place(), format!("no network policy selects the pods of `{name}`"))
                .here("takes and makes every connection")
                .note("whoever gets into one pod of the cluster can then ask every other")
                .help(format!("write a NetworkPolicy for `{name}`, or one with an empty `podSelector` that denies by default")),
        );
    }
}
