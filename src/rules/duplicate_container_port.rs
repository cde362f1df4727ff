//! `duplicate-container-port`: see the page. The same port of the host twice is the server's to refuse.

use crate::diagnostic::{Certainty, Diagnostic, Server};
use crate::facts::{Facts, Part};
use crate::objects::{Number, Port};
use crate::rules::PodContext;

/// A port and the container that declares it.
struct Claim<'f, 'p, 't> {
    part: &'f Part<'p, 't>,
    port: &'p Port<'t>,
    number: Number<'t>,
}

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    // Few pods declare a port twice, and none of the others needs its facts.
    let declared = pod.pod.running().flat_map(|container| &container.ports);
    let mut numbers: Vec<i64> = declared
        .filter_map(|port| Some(port.number?.value))
        .collect();
    numbers.sort_unstable();
    if !numbers.windows(2).any(|pair| pair[0] == pair[1]) {
        return;
    }
    let claims: Vec<Claim<'_, '_, '_>> = claims(pod.facts());
    for (at, claim) in claims.iter().enumerate() {
        let first = claims[..at].iter().find(|first| claim.is_same_as(first));
        found.extend(first.map(|first| describe(pod, claim, first)));
    }
}

fn claims<'f, 'p, 't>(facts: &'f Facts<'p, 't>) -> Vec<Claim<'f, 'p, 't>> {
    let of = |part: &'f Part<'p, 't>| {
        let ports = part.container.ports.iter();
        ports.filter_map(move |port| {
            let number = port.number?;
            Some(Claim { part, port, number })
        })
    };
    facts.running().flat_map(of).collect()
}

impl Claim<'_, '_, '_> {
    fn is_same_as(&self, first: &Self) -> bool {
        // What takes the same port of the host is refused.
        let host = |claim: &Self| claim.port.host.filter(|host| host.value != 0);
        let taken = host(self).is_some_and(|mine| {
            let same_address = self.port.host_ip.as_deref() == first.port.host_ip.as_deref();
            host(first).is_some_and(|theirs| theirs.value == mine.value) && same_address
        });
        self.number.value == first.number.value
            && self.port.protocol == first.port.protocol
            && !taken
    }

    /// How certain it is that its container binds the port, and does not only declare it.
    fn is_bound(&self) -> Certainty {
        self.part
            .certainty_of_port(self.number.value, &self.port.protocol)
    }

    fn named(&self) -> String {
        format!("{}/{}", self.number.value, self.port.protocol)
    }
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    claim: &Claim<'_, '_, 't>,
    first: &Claim<'_, '_, 't>,
) -> Diagnostic {
    let diagnostic = if claim.part.is(first.part) {
        twice_in_one(pod, claim, first)
    } else {
        in_two(pod, claim, first)
    };
    // The API server warns of the entry, not of its number.
    diagnostic.field(pod.object.field(&claim.port.at))
}

fn twice_in_one<'t>(
    pod: &PodContext<'_, 't>,
    claim: &Claim<'_, '_, 't>,
    first: &Claim<'_, '_, 't>,
) -> Diagnostic {
    let (name, port) = (claim.part.name(), claim.named());
    let message = format!("`{name}` lists port {port} twice");
    let diagnostic = pod
        .diagnostic(&claim.number.at, message)
        .here("and here again")
        .label(first.number.at.span(), "listed here")
        .as_certain_as(Part::DECLARED);
    if claim.port.host.is_some() && first.port.host.is_some() {
        // One port that two of the host's lead to is as it should be, and the server says nothing.
        return diagnostic
            .server(Server::Takes)
            .note("`kubectl apply` tells the entries of `ports` apart by `containerPort` alone: once one of the two changes, it may lose the other")
            .help("replace the object as a whole when these ports change (`kubectl apply --server-side` merges by port and protocol, and refuses it), or lead one port of the host to it");
    }
    diagnostic
        .note("a container binds a port once: the second entry gives it another name, or was meant to be another port")
        .help("remove one of the two, or correct its number")
}

fn in_two<'t>(
    pod: &PodContext<'_, 't>,
    claim: &Claim<'_, '_, 't>,
    first: &Claim<'_, '_, 't>,
) -> Diagnostic {
    let (name, other) = (claim.part.name(), first.part.name());
    let (port, number) = (claim.named(), claim.number.value);
    let certainty = claim.is_bound().and(first.is_bound());
    let (message, here, there) = if certainty.is_certain() {
        (
            format!("`{name}` claims port {port}, which `{other}` already has"),
            format!("and `{name}` cannot"),
            format!("`{other}` listens here"),
        )
    } else {
        (
            format!("`{name}` declares port {port}, which `{other}` already has"),
            "declared again".to_owned(),
            format!("declared by `{other}`"),
        )
    };
    pod.diagnostic(&claim.number.at, message)
        .here(here)
        .label(first.number.at.span(), there)
        .note(format!(
            "containers of a pod share one IP and one port space: if both bind {number}, the second fails"
        ))
        .help(format!(
            "give `{name}` a port of its own, in its own configuration too, and point its Service there; if it does \
             not listen on {number}, declare what it listens on"
        ))
        .as_certain_as(certainty)
}
