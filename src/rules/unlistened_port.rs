//! `unlistened-port`: see the page.

use crate::diagnostic::{Certainty, Diagnostic};
use crate::facts::{Facts, Part};
use crate::objects::{Entry, Ingress, Place, Pods, PortUse, Resource, Service};
use crate::rules::words::{joined, quoted};
use crate::rules::{PodContext, RunContext};

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.is_open() {
        return;
    }
    let facts = pod.facts();
    for part in facts.running() {
        for used in part.container.asked_ports() {
            let port = part.container.number_asked(&used);
            let unheard = port
                .filter(|_| used.host().is_none())
                .and_then(|port| Some((port, facts.silence_on(port)?)));
            if let Some((port, certainty)) = unheard {
                let diagnostic = describe(pod, part, &used, port);
                found.push(diagnostic.as_certain_as(certainty));
                // The other probes mostly ask for the same.
                break;
            }
        }
    }
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    used: &PortUse<'t>,
    port: i64,
) -> Diagnostic {
    let (name, by) = (part.name(), used.by);
    let mut bound = part.listens.iter().filter(|listen| listen.bound.is_some());
    let help = match bound.next() {
        Some(known) => format!("ask for {}, where `{name}` listens", known.port),
        None => format!("ask for a port on which `{name}` listens"),
    };
    let message = format!("the {by} of `{name}` asks for port {port}, on which nothing listens");
    pod.diagnostic(&used.port.at, message)
        .here("refused")
        .label(part.container.anchor().span(), part.description())
        .note(format!(
            "a {by} asks the pod's own ports; {}",
            heard(pod.facts())
        ))
        .help(help)
}

/// What the containers of a pod are known to listen on.
fn heard(facts: &Facts<'_, '_>) -> String {
    let all = facts.running().map(|part| {
        let bound = part.listens.iter().filter(|listen| listen.bound.is_some());
        let ports: Vec<String> = bound.map(|listen| listen.port.to_string()).collect();
        match ports.is_empty() {
            true => format!("`{}` on none", part.name()),
            false => format!("`{}` on {}", part.name(), joined(ports)),
        }
    });
    format!("it is known to listen {}", joined(all))
}

/// The ports that Services and Ingresses send to.
pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for service in run.neighbours.inventory.all::<Service>() {
        let all = run.neighbours.selected_by(service);
        for (port, place) in &service.is.sends_to {
            let silence = all.iter().map(|pods| silence_on(pods.is, *port));
            let silence = silence.reduce(|all, one| Some(all?.and(one?))).flatten();
            found.extend(silence.map(|certainty| {
                of_service(run, service, (*port, place), &all).as_certain_as(certainty)
            }));
        }
    }
    for ingress in run.neighbours.inventory.all::<Ingress>() {
        for (name, port, place) in &ingress.is.by_number {
            let lacks = |service: &Entry<'_, Service>| {
                !service.is.numbers.is_empty() && !service.is.numbers.contains(port)
            };
            let service = run.neighbours.service(ingress.resource, name).filter(lacks);
            found.extend(
                service.map(|service| {
                    of_one_that_asks(run, ingress.resource, (*port, place), service)
                }),
            );
        }
    }
    check_references(run, found);
}

/// The ports of Services that webhooks, routes and the like ask for.
fn check_references(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for from in &run.neighbours.inventory.resources {
        let of_services = from.refers.named.iter();
        for reference in of_services.filter(|reference| reference.target() == ("", "Service")) {
            // Source: `port` of a ServiceReference, 443 unless written.
            let implied = (reference.edge.of == "ServiceReference").then_some(443);
            let written = reference.port.as_deref();
            let asked = written.map_or(implied, |port| port.text.parse().ok());
            let service = || run.neighbours.referred(from, reference)?.known::<Service>();
            let Some((asked, service)) = asked.and_then(|asked| Some((asked, service()?))) else {
                continue;
            };
            if !service.is.numbers.is_empty() && !service.is.numbers.contains(&asked) {
                let place = written.unwrap_or(&reference.name);
                found.push(of_one_that_asks(run, from, (asked, place), service));
            }
        }
    }
}

/// How certain it is that a pod listens on a port nowhere; `None` if it may.
fn silence_on(pods: &Pods, port: i64) -> Option<Certainty> {
    let silent = pods.network.silent_elsewhere;
    silent.filter(|_| !pods.network.possible.contains(&port))
}

fn of_service(
    run: &RunContext<'_, '_>,
    service: Entry<'_, Service>,
    (port, place): (i64, &Place),
    all: &[Entry<'_, Pods>],
) -> Diagnostic {
    let name = service.name();
    let pods = quoted(all.iter().map(|pods| pods.name()));
    let known = all.iter().flat_map(|pods| &pods.is.network.possible);
    let mut known: Vec<i64> = known.copied().collect();
    known.sort_unstable();
    known.dedup();
    let help = match &known[..] {
        [] => format!("send to a port on which the containers of {pods} listen"),
        [only] => format!("send to {only}: `targetPort: {only}`"),
        some => format!("send to one of {}", joined(some.iter().map(i64::to_string))),
    };
    let message = format!(
        "the Service `{name}` sends to port {port}, on which no container of {pods} listens"
    );
    let mut diagnostic = run
        .diagnostic(&service, place, message)
        .here("refused")
        .note("a Service sends to the pods' own ports; to declare a port does not make a program listen")
        .help(help);
    diagnostic
        .labels
        .extend(all.iter().map(|pods| pods.label("selected by the Service")));
    diagnostic
}

fn of_one_that_asks(
    run: &RunContext<'_, '_>,
    from: &Resource,
    (asked, place): (i64, &Place),
    service: Entry<'_, Service>,
) -> Diagnostic {
    let name = service.name();
    let known = joined(service.is.numbers.iter().map(i64::to_string));
    let message = format!(
        "the {} `{}` asks for port {asked} of the Service `{name}`, which it does not have",
        from.object.kind,
        from.name()
    );
    let mut diagnostic = run
        .diagnostic(from, place, message)
        .here("no such port")
        .note("the number is that of a port of the Service, not of a container")
        .help(format!("`{name}` has {known}"));
    diagnostic.labels.push(service.label("this Service"));
    diagnostic
}
