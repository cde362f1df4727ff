//! `too-many-containers`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let count = pod.pod.running().count();
    let most = pod
        .number("most")
        .and_then(|most| usize::try_from(most).ok());
    let Some(most) = most.filter(|most| count > *most) else {
        return;
    };
    let containers = pod.pod.containers.iter();
    let Some(beyond) = containers.chain(pod.pod.sidecars()).nth(most) else {
        return;
    };
    let message =
        format!("{count} containers run together in the pod, and {most} are wanted at most");
    found.push(
        pod.diagnostic(&beyond.anchor(), message)
            .here("the first beyond them")
            .note("all containers of a pod are placed, scaled and lost together")
            .help(
                "give what need not share the pod's node, volumes or network a workload of its own",
            ),
    );
}
