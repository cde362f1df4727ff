//! `one-way-network-policy`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::Policy;
use crate::rules::RunContext;

pub(super) fn check(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    // On the network of its node no policy holds for a pod.
    for workload in run.workloads().filter(|pods| !pods.is.host_network) {
        let policies: Vec<_> = run.neighbours.policies_for(workload).collect();
        let limits =
            |is_limited: fn(&Policy) -> bool| policies.iter().any(|one| is_limited(one.is));
        let name = workload.name();
        let (open, does, message) = match (limits(|one| one.ingress), limits(|one| one.egress)) {
            (true, false) => (
                "Egress",
                "sends wherever it likes",
                format!(
                    "network policies limit who reaches the pods of `{name}`, and none what these send"
                ),
            ),
            (false, true) => (
                "Ingress",
                "takes every connection",
                format!(
                    "network policies limit what the pods of `{name}` send, and none who reaches these"
                ),
            ),
            _ => continue,
        };
        let mut told = run
            .diagnostic(&workload, &workload.place(), message)
            .here(does)
            .note("a pod is isolated in each direction by itself, and only where a policy that selects it names that direction")
            .help(format!("add `{open}` to the `policyTypes` of a policy that selects `{name}`, with what it needs"));
        let labels = policies
            .iter()
            .map(|policy| policy.label("limits the other direction"));
        told.labels.extend(labels);
        found.push(told);
    }
}
