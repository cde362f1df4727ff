//! `localhost-probe`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::{Container, PortUse, Text};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.pod.host_network {
        return;
    }
    for container in pod.pod.running() {
        for used in container.asked_ports() {
            let local = used.host().filter(|host| is_localhost(host));
            let is_published = || {
                let port = container.number_asked(&used);
                let mut hosts = container.ports.iter().filter_map(|port| port.host);
                hosts.any(|host| Some(host.value) == port)
            };
            if let Some(host) = local.filter(|_| !is_published()) {
                found.push(describe(pod, container, &used, &host));
            }
        }
    }
}

fn is_localhost(host: &str) -> bool {
    host.starts_with("127.") || matches!(host, "localhost" | "::1")
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    container: &Container<'t>,
    used: &PortUse<'t>,
    host: &Text<'t>,
) -> Diagnostic {
    let (name, by) = (container.called(), used.by);
    let message = format!("the {by} of `{name}` asks `{host}`, which is the node and not the pod");
    pod.diagnostic(&host.at, message)
        .here("as the kubelet sees it")
        .note("the kubelet makes the connection from the node's network; without `host` it asks the pod's address")
        .help("remove `host`")
}
