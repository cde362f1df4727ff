//! `unresolved-port-name`: see the page.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::facts::{AbsentPort, absent_ports};
use crate::nearest::nearest;
use crate::objects::{
    Container, Entry, Ingress, Label, Monitor, Place, Pods, PortUse, Resource, Service, Target,
};
use crate::rules::words::quoted;
use crate::rules::{PodContext, RunContext};

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.running() {
        let lacks = |used: &PortUse<'_>| used.is_named() && container.port_asked(used).is_none();
        let unresolved = container.asked_ports().into_iter().filter(lacks);
        found.extend(unresolved.map(|used| describe(pod, container, &used)));
    }
}

/// Names that Services and Ingresses ask for.
pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for absent in absent_ports(run.neighbours) {
        found.push(match absent {
            AbsentPort::OfPods(service, port, all) => of_service(run, service, port, &all),
            AbsentPort::OfService(ingress, port, service) => {
                of_ingress(run, ingress, port, service)
            }
        });
    }
    check_monitors(run, found);
}

/// How many objects that a monitor selects are looked at; those of one name are mostly alike.
const MOST_SHOWN: usize = 8;

/// Names that monitors of the Prometheus Operator ask for: of ports of Services, or of pods.
fn check_monitors(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for monitor in run.neighbours.inventory.all::<Monitor>() {
        let selections = monitor.resource.refers.selections.iter();
        for selection in selections.filter(|selection| selection.is_by_labels) {
            let scraped = scraped(run, &selection.labels, selection.edge.to);
            let known = distinct(
                scraped
                    .iter()
                    .flat_map(|(_, ports)| ports.iter())
                    .map(|name| &**name),
            );
            let is_beside = |one: &Resource| one.directory == monitor.directory;
            if !scraped.iter().any(|(one, _)| is_beside(one)) {
                continue;
            }
            let lacks = |port: &&Place| !known.contains(&&*port.text);
            let lacking = monitor.is.ports.iter().filter(lacks);
            found.extend(lacking.map(|port| of_monitor(run, monitor, port, (&scraped, &known))));
        }
    }
}

/// An object that a monitor selects, and the names of its ports.
type Scraped<'i> = (&'i Resource, &'i [Arc<str>]);

/// What a monitor selects, with the names of the ports; nothing where something that it selects makes its own pods.
fn scraped<'i>(run: &RunContext<'_, 'i>, labels: &[Label], target: Target) -> Vec<Scraped<'i>> {
    let among = match target {
        Target::Labelled(_, "Service") => &run.neighbours.services_by_label,
        _ => &run.neighbours.pods_by_label,
    };
    let mut found = Vec::new();
    for template in among.with(None, labels).take(MOST_SHOWN) {
        let resource = template.resource;
        let service = resource
            .known::<Service>()
            .map(|service| &*service.is.ports);
        let ports = service.or_else(|| resource.known::<Pods>().map(|pods| &*pods.is.ports));
        match ports {
            Some(ports) => found.push((resource, ports)),
            None => return Vec::new(),
        }
    }
    found
}

fn of_monitor(
    run: &RunContext<'_, '_>,
    monitor: Entry<'_, Monitor>,
    port: &Place,
    (scraped, known): (&[Scraped<'_>], &[&str]),
) -> Diagnostic {
    let names = quoted(distinct(scraped.iter().map(|(one, _)| one.name())));
    let asked = &port.text;
    let message = format!(
        "the {} `{}` asks for the port `{asked}`, which {names} does not have",
        monitor.object.kind,
        monitor.name()
    );
    let mut diagnostic = run
        .diagnostic(&monitor, port, message)
        .here("no port of this name")
        .note("Prometheus scrapes the ports of this name, and there are none")
        .help(known_ports(
            asked,
            known,
            &format!("give a port there the name `{asked}`"),
        ));
    let labels = scraped
        .iter()
        .map(|(one, _)| one.label("selected by the monitor"));
    diagnostic.labels.extend(labels);
    diagnostic
}

/// Names, each once: overlays of a workload have that of it.
fn distinct<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let mut distinct = Vec::new();
    for name in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}

fn of_service(
    run: &RunContext<'_, '_>,
    service: Entry<'_, Service>,
    target: &Place,
    all: &[Entry<'_, Pods>],
) -> Diagnostic {
    let (name, port) = (service.name(), &target.text);
    let pods = quoted(distinct(all.iter().map(|pods| pods.name())));
    let known = all.iter().flat_map(|pods| &pods.is.ports);
    let known = distinct(known.map(|name| &**name));
    let mut diagnostic = run
        .diagnostic(&service, target, format!("the Service `{name}` sends to the port `{port}`, which no container of {pods} has"))
        .here("no port of this name")
        .note("a target port's name is looked up in the pods that the Service selects; those without it are left out")
        .help(known_ports(port, &known, &format!("give a container's port the name `{port}`, or say its number here")));
    diagnostic
        .labels
        .extend(all.iter().map(|pods| pods.label("selected by the Service")));
    diagnostic
}

fn of_ingress(
    run: &RunContext<'_, '_>,
    ingress: Entry<'_, Ingress>,
    port: &Place,
    service: Entry<'_, Service>,
) -> Diagnostic {
    let (name, asked) = (service.name(), &port.text);
    let known: Vec<&str> = service.is.ports.iter().map(|name| &**name).collect();
    let mut diagnostic = run
        .diagnostic(&ingress, port, format!("the Ingress `{}` asks for the port `{asked}` of the Service `{name}`, which it does not have", ingress.name()))
        .here("no port of this name")
        .note("the name is that of a port of the Service, not of a container")
        .help(known_ports(asked, &known, &format!("give a port of `{name}` the name `{asked}`, or say its number here")));
    diagnostic.labels.push(service.label("this Service"));
    diagnostic
}

/// What to write instead of a name that is none of those known.
fn known_ports(name: &str, known: &[&str], otherwise: &str) -> String {
    match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => otherwise.to_owned(),
        None if known.len() == 1 => format!("there is the port {}", quoted(known)),
        None => format!("there are the ports {}", quoted(known)),
    }
}

fn names<'c>(container: &'c Container<'_>) -> impl Iterator<Item = &'c str> {
    container
        .ports
        .iter()
        .filter_map(|port| port.name.as_deref())
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    container: &Container<'t>,
    used: &PortUse<'t>,
) -> Diagnostic {
    let (name, port, by) = (container.called(), &used.port, used.by);
    let known: Vec<&str> = names(container).collect();
    let help = match (
        nearest(port, &known),
        container.ports.first().and_then(|port| port.number),
    ) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, _) if !known.is_empty() => format!("`{name}` has the ports {}", quoted(&known)),
        (None, Some(number)) => format!(
            "give the port {} the name `{port}`, or say {} here",
            number.value, number.value
        ),
        (None, None) => {
            format!("say the port's number, or give `{name}` a port of the name `{port}`")
        }
    };
    let mut diagnostic = pod
        .diagnostic(
            &used.port.at,
            format!("the {by} of `{name}` asks for the port `{port}`, which it does not have"),
        )
        .here("no port of this name");
    for port in &container.ports {
        if let Some(other) = &port.name {
            diagnostic = diagnostic.label(other.at.span(), "has this one");
        }
    }
    diagnostic
        .note(format!("the kubelet looks the name up in the container's own `ports`; a {by} that names none always fails"))
        .help(help)
}
