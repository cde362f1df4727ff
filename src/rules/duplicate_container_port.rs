//! `duplicate-container-port`: see the page.

use crate::diagnostic::{Diagnostic, Reason, Server};
use crate::objects::{Container, Number, Port, Stage, WorkloadKind};
use crate::rules::PodContext;

const RULE: &str = "duplicate-container-port";

/// A port and the container that declares it.
struct Claim<'p, 't> {
    container: &'p Container<'t>,
    port: &'p Port<'t>,
}

/// Two places that say the same number.
type Places<'t> = (Number<'t>, Number<'t>);

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let claims: Vec<Claim<'_, '_>> = pod.pod.running().flat_map(Claim::of).collect();
    for (at, claim) in claims.iter().enumerate() {
        let earlier = || claims[..at].iter();
        let on_host = earlier().find_map(|first| Some((first, claim.host_clash(first)?)));
        let in_pod = || earlier().find_map(|first| Some((first, claim.clash(first)?)));
        if let Some((first, places)) = on_host {
            found.push(host_port(pod, claim, first, places));
        } else if let Some((first, places)) = in_pod() {
            found.push(container_port(pod, claim, first, places));
        }
    }
}

impl<'p, 't> Claim<'p, 't> {
    fn of(container: &'p Container<'t>) -> impl Iterator<Item = Self> {
        container
            .ports
            .iter()
            .map(move |port| Self { container, port })
    }

    /// The host port that both ask for, at one address. The API server looks at ordinary containers only.
    fn host_clash(&self, first: &Self) -> Option<Places<'t>> {
        let (mine, theirs) = (self.port.host?, first.port.host?);
        let ordinary = [self, first]
            .iter()
            .all(|claim| claim.container.stage == Stage::Main);
        let same = mine.value == theirs.value
            && self.port.protocol == first.port.protocol
            && self.port.host_ip.as_deref() == first.port.host_ip.as_deref();
        (same && ordinary && mine.value != 0).then_some((mine, theirs))
    }

    /// The port that both bind in the pod's one network.
    fn clash(&self, first: &Self) -> Option<Places<'t>> {
        let (mine, theirs) = (self.port.number?, first.port.number?);
        let same = mine.value == theirs.value && self.port.protocol == first.port.protocol;
        // One port of one container may be reached through two of the host's.
        let hosts = self.port.host.is_some() && first.port.host.is_some();
        (same && !(hosts && self.container.is(first.container))).then_some((mine, theirs))
    }

    fn named(&self, number: Number<'_>) -> String {
        format!("{}/{}", number.value, self.port.protocol)
    }
}

fn container_port<'t>(
    pod: &PodContext<'_, 't>,
    claim: &Claim<'_, 't>,
    first: &Claim<'_, 't>,
    (mine, theirs): Places<'t>,
) -> Diagnostic {
    let (name, other) = (claim.container.called(), first.container.called());
    let port = claim.named(mine);
    let diagnostic = if claim.container.is(first.container) {
        pod.diagnostic(RULE, &mine.at, format!("`{name}` lists port {port} twice"))
            .here("and here again")
            .label(theirs.at.span(), "listed here")
            .note("a container binds a port once: the second entry says nothing, or was meant to be another port")
            .help("remove one of the two, or correct its number")
    } else {
        let message = format!("`{name}` claims port {port}, which `{other}` already has");
        pod.diagnostic(RULE, &mine.at, message)
            .here(format!("and `{name}` cannot"))
            .label(theirs.at.span(), format!("`{other}` listens here"))
            .note(format!("containers of a pod share one IP and one port space; the second to bind {} fails", mine.value))
            .help(format!("give `{name}` a port of its own, in its own configuration too, and point its Service there"))
    };
    // The API server warns of the entry, not of its number.
    let field = pod.object.field(&claim.port.at);
    // On the node's network a pod's container ports are host ports as well.
    let on_host = pod.pod.host_network && pod.workload.kind == WorkloadKind::Pod;
    let one_address = claim.port.host_ip.as_deref() == first.port.host_ip.as_deref();
    if on_host && one_address && claim.container.stage == Stage::Main {
        let diagnostic = diagnostic.field(format!("{field}.hostPort"));
        return diagnostic.server(Server::Rejects).reason(Reason::Duplicate);
    }
    diagnostic.field(field)
}

fn host_port<'t>(
    pod: &PodContext<'_, 't>,
    claim: &Claim<'_, 't>,
    first: &Claim<'_, 't>,
    (mine, theirs): Places<'t>,
) -> Diagnostic {
    let (name, other) = (claim.container.called(), first.container.called());
    let port = claim.named(mine);
    let message = format!("`{name}` claims host port {port}, which `{other}` already has");
    pod.diagnostic(RULE, &mine.at, message)
        .here("the API server refuses it")
        .label(theirs.at.span(), format!("`{other}` has it"))
        .note("a port of the node leads to one container's port")
        .help(format!(
            "give `{name}` another hostPort, or none and a Service instead"
        ))
        .server(Server::Rejects)
        .reason(Reason::Duplicate)
}
