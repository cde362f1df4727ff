//! `host-network`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Part, Role};
use crate::objects::is_explained;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if !pod.pod.host_network || !pod.workload.kind.scales() || is_of_cluster(pod) {
        return;
    }
    let Some(on) = pod.pod.spec.get("hostNetwork") else {
        return;
    };
    if is_explained(&on) {
        return;
    }
    // What runs the cluster is there for the node's network, and Windows gives its host's processes no other; an
    // application is not.
    let is_application =
        |part: &Part<'_, '_>| part.role == Role::Service && !part.container.host_process;
    if !pod.facts().running().all(is_application) {
        return;
    }
    found.push(
        pod.diagnostic(&on, "the pod runs on the network of its node")
            .here("no address, no port and no isolation of its own")
            .note("it sees the node's traffic and its local services, no network policy holds for it, and each of its ports is taken from the node")
            .help("leave `hostNetwork` out, and reach the pod through a Service"),
    );
}

/// A part of the cluster itself.
fn is_of_cluster(pod: &PodContext<'_, '_>) -> bool {
    pod.pod.system_critical || pod.object.namespace().as_deref() == Some("kube-system")
}
