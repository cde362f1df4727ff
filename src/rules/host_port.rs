//! `host-port`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    // On the node's network every port is the node's, which `host-network` speaks of.
    if !pod.workload.kind.scales() || pod.pod.host_network {
        return;
    }
    for container in pod.pod.running() {
        let allowed = pod.ports("allowed");
        let mut ports = container.ports.iter().filter_map(|port| port.host);
        let Some(host) = ports.find(|host| host.value != 0 && !allowed.contains(&host.value))
        else {
            continue;
        };
        let name = container.called();
        let replicas = pod.workload.replica_count();
        let why = if replicas > 1 {
            format!(
                "a node's port leads to one pod: {replicas} replicas need {replicas} nodes, and an update one more"
            )
        } else {
            "a node's port leads to one pod: a second replica, or the new pod of an update, waits for another node".to_owned()
        };
        found.push(
            pod.diagnostic(&host.at, format!("`{name}` takes port {} of its node", host.value))
                .here("one pod per node can have it")
                .note(why)
                .note("whoever reaches the node reaches the pod, past Services and most network policies")
                .help("leave `hostPort` out and reach the pods through a Service; on every node once, a DaemonSet is meant for it"),
        );
    }
}
