//! `host-network`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Part, Role};
use crate::objects::is_explained;
use crate::rules::PodContext;
use crate::rules::needed_privileges::has_need;
use crate::yaml::Cursor;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let Some(on) = pod.pod.spec.get("hostNetwork") else {
        return;
    };
    if !pod.pod.host_network || !pod.is_asked() && is_excused(pod, &on) {
        return;
    }
    found.push(
        pod.diagnostic(&on, "the pod runs on the network of its node")
            .here("no address, no port and no isolation of its own")
            .note("it sees the node's traffic and its local services, no network policy holds for it, and each of its ports is taken from the node")
            .help("leave `hostNetwork` out, and reach the pod through a Service"),
    );
}

/// Whether it is probably right: what acts on the node is there for its network too, and Windows gives its host's processes no
/// other; an application is not.
fn is_excused(pod: &PodContext<'_, '_>, on: &Cursor<'_>) -> bool {
    let is_application =
        |part: &Part<'_, '_>| part.role == Role::Service && !part.container.host_process;
    !pod.workload.kind.scales()
        || is_explained(on)
        || !pod.facts().running().all(is_application)
        || has_need(pod.object, pod.workload, None)
}
