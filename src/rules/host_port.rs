//! `host-port`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Class, Grounds, Part};
use crate::objects::{Container, Number, Stage, is_explained};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let is_asked = pod.is_asked();
    // On the node's network every port is the node's, which `host-network` speaks of.
    if !is_asked && (!pod.workload.kind.scales() || pod.pod.host_network) {
        return;
    }
    let meant = pod.pod.all_containers();
    for container in meant.filter(|one| is_asked || one.stage != Stage::Init) {
        let allowed = pod.ports("allowed");
        let mut ports = container.ports.iter().filter_map(|port| port.host);
        let is_found = |host: &Number<'_>| {
            host.value != 0
                && !allowed.contains(&host.value)
                && (is_asked || !is_explained(&host.at))
        };
        let Some(host) = ports.find(is_found) else {
            continue;
        };
        if !is_asked && is_of_cluster(pod, container) {
            continue;
        }
        let name = container.called();
        let mut told = pod
            .diagnostic(
                &host.at,
                format!("`{name}` takes port {} of its node", host.value),
            )
            .here("one pod per node can have it");
        // What has one pod on a node, or one at all, waits for no other.
        if pod.workload.kind.scales() {
            told = told.note(waits(pod.workload.replica_count()));
        }
        found.push(
            told.note("whoever reaches the node reaches the pod, past Services and most network policies")
                .help(match pod.workload.kind.scales() {
                    true => "leave `hostPort` out and reach the pods through a Service; on every node once, a DaemonSet is meant for it",
                    false => "leave `hostPort` out and reach the pods through a Service, unless they are there for what asks their node",
                }),
        );
    }
}

/// What a node's port means for so many pods.
fn waits(replicas: i64) -> String {
    match replicas > 1 {
        true => format!(
            "a node's port leads to one pod: {replicas} replicas need {replicas} nodes, and an update one more"
        ),
        false => "a node's port leads to one pod: a second replica, or the new pod of an update, waits for another node".to_owned(),
    }
}

/// Whether a container's image is a part of the cluster, as an ingress controller or a node's agent: it is there for the
/// node's ports.
fn is_of_cluster(pod: &PodContext<'_, '_>, container: &Container<'_>) -> bool {
    let is_it = |part: &Part<'_, '_>| {
        std::ptr::eq(part.container, container)
            && part.class == Class::Controller
            && matches!(part.grounds, Grounds::Software | Grounds::Likeness)
    };
    pod.facts().running().any(is_it)
}
