//! `duplicate-container-port`: see the page.

use crate::diagnostic::{Diagnostic, Reason, Server};
use crate::objects::{Container, Number, Port, Stage, WorkloadKind};
use crate::rules::PodContext;

const RULE: &str = "duplicate-container-port";

/// A port and the container that declares it.
#[derive(Clone, Copy)]
struct Claim<'p, 't> {
    container: &'p Container<'t>,
    port: &'p Port<'t>,
}

impl<'p, 't> Claim<'p, 't> {
    fn same_container(&self, other: &Self) -> bool {
        self.container.stage == other.container.stage
            && self.container.index == other.container.index
    }

    /// The host port that both ask for at the same address. The API server looks at ordinary
    /// containers only.
    fn host_clash(&self, earlier: &Self) -> Option<(Number<'t>, Number<'t>)> {
        let (mine, theirs) = (self.port.host?, earlier.port.host?);
        let main = |claim: &Self| claim.container.stage == Stage::Main;
        let address = |claim: &Self| claim.port.host_ip.as_ref().map(|ip| ip.to_string());
        (mine.value == theirs.value
            && mine.value != 0
            && self.port.protocol == earlier.port.protocol
            && address(self) == address(earlier)
            && main(self)
            && main(earlier))
        .then_some((mine, theirs))
    }

    /// The port that both bind in the pod's one network.
    fn clash(&self, earlier: &Self) -> Option<(Number<'t>, Number<'t>)> {
        let (mine, theirs) = (self.port.number?, earlier.port.number?);
        // One port of one container may be reachable through two of the host's.
        let twice_on_host =
            self.same_container(earlier) && self.port.host.is_some() && earlier.port.host.is_some();
        (mine.value == theirs.value
            && self.port.protocol == earlier.port.protocol
            && !twice_on_host)
            .then_some((mine, theirs))
    }
}

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let claims: Vec<Claim<'_, '_>> = pod
        .pod
        .running()
        .flat_map(|container| {
            container
                .ports
                .iter()
                .map(move |port| Claim { container, port })
        })
        .collect();
    for (at, claim) in claims.iter().enumerate() {
        let earlier = &claims[..at];
        if let Some((first, places)) = earlier
            .iter()
            .find_map(|first| Some((first, claim.host_clash(first)?)))
        {
            found.push(host_port(pod, claim, first, places));
        } else if let Some((first, places)) = earlier
            .iter()
            .find_map(|first| Some((first, claim.clash(first)?)))
        {
            found.push(container_port(pod, claim, first, places));
        }
    }
}

fn container_port<'t>(
    pod: &PodContext<'_, 't>,
    claim: &Claim<'_, 't>,
    first: &Claim<'_, 't>,
    (mine, theirs): (Number<'t>, Number<'t>),
) -> Diagnostic {
    let (name, other) = (claim.container.called(), first.container.called());
    let port = format!("{}/{}", mine.value, claim.port.protocol);
    if claim.same_container(first) {
        return pod
            .diagnostic(RULE, &mine.at, format!("`{name}` lists port {port} twice"))
            .here("here again")
            .label(theirs.at.span(), "listed here")
            .note("a container listens on a port once; the second entry says nothing, or was meant to be another port")
            .help("remove one of the two, or correct its number");
    }
    let diagnostic = pod
        .diagnostic(RULE, &mine.at, format!("`{name}` claims port {port}, which `{other}` already has"))
        .here(format!("and `{name}` cannot"))
        .label(theirs.at.span(), format!("`{other}` listens here"))
        .note(format!("containers of a pod share one IP and one port space; the second to bind {} fails", mine.value))
        .help(format!("give `{name}` a port of its own, in its own configuration as well, and point what uses it there"));
    // On the host's network a container port is a host port as well, and those must differ.
    if pod.pod.host_network
        && pod.workload.kind == WorkloadKind::Pod
        && claim.container.stage == Stage::Main
    {
        return diagnostic.server(Server::Rejects).reason(Reason::Duplicate);
    }
    diagnostic
}

fn host_port<'t>(
    pod: &PodContext<'_, 't>,
    claim: &Claim<'_, 't>,
    first: &Claim<'_, 't>,
    (mine, theirs): (Number<'t>, Number<'t>),
) -> Diagnostic {
    let (name, other) = (claim.container.called(), first.container.called());
    let port = format!("{}/{}", mine.value, claim.port.protocol);
    let message = if claim.same_container(first) {
        format!("`{name}` claims host port {port} twice")
    } else {
        format!("`{name}` claims host port {port}, which `{other}` already has")
    };
    pod.diagnostic(RULE, &mine.at, message)
        .here("the API server refuses it")
        .label(theirs.at.span(), format!("`{other}` has it"))
        .note("a port of the node leads to one container")
        .help(format!(
            "give `{name}` another hostPort, or none and a Service instead"
        ))
        .server(Server::Rejects)
        .reason(Reason::Duplicate)
}
