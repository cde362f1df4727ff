//! `claim-blocks-rollout`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::{Claim, Entry, Place, Pods};
use crate::rules::RunContext;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for workload in run.workloads() {
        // Several replicas share the claim at all times: `state-in-pod`.
        if !workload.is.surges || workload.is.replicas != 1 {
            continue;
        }
        let mut claims = workload.is.claims.iter();
        let single = claims.find_map(|used| {
            let (claim, certainty) = run.single_claim(workload, used)?;
            Some((used, claim, certainty))
        });
        found.extend(single.map(|(used, claim, certainty)| {
            describe(run, workload, used, claim).as_certain_as(certainty)
        }));
    }
}

fn describe(
    run: &RunContext<'_, '_>,
    workload: Entry<'_, Pods>,
    used: &Place,
    claim: Entry<'_, Claim>,
) -> Diagnostic {
    let (name, modes) = (workload.name(), claim.is.modes.join(", "));
    let message = format!(
        "an update of `{name}` starts the new pod while the old one has the claim `{}`, which is {modes}",
        used.text
    );
    let mut diagnostic = run
        .diagnostic(&workload, used, message)
        .here("attached to the old pod's node until that pod is gone")
        .note("RollingUpdate, the default, keeps the old pod until the new one is ready; on another node that one waits for the volume")
        .help("set `strategy: {type: Recreate}`, so that the old pod gives the volume back first");
    diagnostic
        .labels
        .push(claim.label("may be mounted by one node"));
    diagnostic
}
