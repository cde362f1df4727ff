//! `bare-pod`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::Role;
use crate::objects::WorkloadKind;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.workload.kind != WorkloadKind::Pod || is_managed(pod) || is_passing(pod) {
        return;
    }
    let (Some(name), Some(kind)) = (pod.object.name(), pod.object.root.get("kind")) else {
        return;
    };
    found.push(
        pod.diagnostic(&kind, format!("the pod `{name}` has no controller"))
            .here("nothing brings it back")
            .note("when its node fails or is drained, a pod by itself is gone")
            .help(format!(
                "make it the template of a Deployment, or of a Job if `{name}` is meant to end"
            )),
    );
}

/// Something else answers for it: an owner, Helm, or the kubelet of its node.
fn is_managed(pod: &PodContext<'_, '_>) -> bool {
    let annotated = |key: &str| pod.pod.annotation(key).is_some();
    pod.pod.owned
        || annotated("helm.sh/hook")
        || annotated("kubernetes.io/config.mirror")
        || annotated("kubernetes.io/config.source")
        || pod.pod.node_name.is_some()
        || is_of_cluster(pod) && pod.pod.host_network
}

/// A part of the cluster itself, as a static pod is.
fn is_of_cluster(pod: &PodContext<'_, '_>) -> bool {
    pod.pod.system_critical || pod.object.namespace().as_deref() == Some("kube-system")
}

/// It is not meant to stay: it ends, or it is a shell to look around with.
fn is_passing(pod: &PodContext<'_, '_>) -> bool {
    pod.pod.ends() || is_shell(pod)
}

/// Somebody's foothold in the cluster: it sleeps, and nothing in it serves.
fn is_shell(pod: &PodContext<'_, '_>) -> bool {
    let has = |role: Role| pod.facts().running().any(|part| part.role == role);
    has(Role::Toy) && !has(Role::Service)
}
