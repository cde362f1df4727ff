//! `loopback-only`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Listen, Part};
use crate::objects::{Entry, LocalPort, Place, Pods, PortUse, Service};
use crate::rules::{PodContext, RunContext};

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    // What is put into the pod may pass on what comes from outside.
    if pod.is_open() {
        return;
    }
    let running = pod.facts().running();
    for part in running.clone() {
        let asked = part.container.asked_ports();
        let mut remote = asked.iter().filter(|used| used.host().is_none());
        let unheard = remote.find_map(|used| {
            let port = part.container.number_asked(used)?;
            let mut others = running.clone().filter(|other| !other.is(part));
            let listen = part.listens.iter().find(|listen| listen.port == port)?;
            let local = listen.is_local() && !others.any(|other| other.listens_on(port));
            local.then_some((used, listen))
        });
        found.extend(unheard.map(|(used, listen)| {
            describe(pod, part, used, listen).as_certain_as(listen.certainty())
        }));
    }
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    used: &PortUse<'t>,
    listen: &Listen<'t>,
) -> Diagnostic {
    let (name, by, port) = (part.name(), used.by, listen.port);
    let address = listen.address.as_deref().unwrap_or_default();
    let message = format!(
        "`{name}` listens on {address}:{port} alone, and its {by} asks from outside of the pod"
    );
    pod.diagnostic(&listen.said_at, message)
        .here("reached from inside of the pod only")
        .label(
            used.port.at.span(),
            format!("the {by} asks the pod's address"),
        )
        .note("the kubelet and Services call the pod by its address, on which nothing listens")
        .help(format!("let `{name}` listen on 0.0.0.0:{port}"))
}

/// Ports to which Services send.
pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for service in run.neighbours.inventory.all::<Service>() {
        for pods in run.neighbours.selected_by(service) {
            let local = sent_to(service.is, pods.is).next();
            found.extend(local.map(|(place, local)| {
                of_service(run, service, pods, (place, local)).as_certain_as(local.certainty)
            }));
        }
    }
}

/// The ports that pods keep for themselves and a Service sends to, by their numbers and names.
fn sent_to<'i>(
    service: &'i Service,
    pods: &'i Pods,
) -> impl Iterator<Item = (&'i Place, &'i LocalPort)> {
    let named = service.targets.iter().filter_map(|place| {
        let mut ports = pods.named_ports.iter();
        Some((ports.find(|(name, _)| *name == place.text)?.1, place))
    });
    let numbered = service.sends_to.iter().map(|(port, place)| (*port, place));
    let local = |port: i64| {
        let mut all = pods.network.local.iter();
        all.find(|local| local.port == port)
    };
    named
        .chain(numbered)
        .filter_map(move |(port, place)| Some((place, local(port)?)))
}

fn of_service(
    run: &RunContext<'_, '_>,
    service: Entry<'_, Service>,
    pods: Entry<'_, Pods>,
    (place, local): (&Place, &LocalPort),
) -> Diagnostic {
    let LocalPort {
        port,
        container,
        address,
        ..
    } = local;
    let message = format!(
        "the Service `{}` sends to port {port} of `{}`, where `{container}` listens on {address} alone",
        service.name(),
        pods.name()
    );
    let mut diagnostic = run
        .diagnostic(&service, place, message)
        .here("the pod's address, on which nothing listens")
        .note("127.0.0.1 is the pod's own; whoever calls a Service comes from outside")
        .help(format!("let `{container}` listen on 0.0.0.0:{port}"));
    diagnostic.labels.push(crate::diagnostic::Label {
        source: pods.source,
        span: local.at,
        message: "reached from inside of the pod only".into(),
    });
    diagnostic
}
