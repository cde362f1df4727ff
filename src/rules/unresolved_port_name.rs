//! `unresolved-port-name`: see the page.

use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::objects::{Container, PortUse};
use crate::rules::PodContext;
use crate::rules::words::quoted;

const RULE: &str = "unresolved-port-name";

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.running() {
        let has = |used: &PortUse<'_>| names(container).any(|name| name == &*used.name);
        let unresolved = container
            .named_ports()
            .into_iter()
            .filter(|used| !has(used));
        found.extend(unresolved.map(|used| describe(pod, container, &used)));
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
    let (name, port, by) = (container.called(), &used.name, used.by);
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
            RULE,
            &used.name.at,
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
