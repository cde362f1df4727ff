//! `probe-port-undeclared`: see the page.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::objects::{Container, PortUse};
use crate::rules::PodContext;
use crate::rules::words::joined;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.running() {
        let asked = container.asked_ports().into_iter();
        let asked = asked.filter(|asked| asked.is_probed() && asked.host().is_none());
        let mut undeclared: BTreeMap<i64, Vec<PortUse<'_>>> = BTreeMap::new();
        for asked in asked {
            if let Ok(number) = asked.port.parse()
                && !declares(container, number)
            {
                undeclared.entry(number).or_default().push(asked);
            }
        }
        found.extend(
            undeclared
                .into_iter()
                .filter_map(|(number, uses)| describe(pod, container, number, &uses)),
        );
    }
}

/// Whether a container declares a TCP port: probes speak no other protocol.
fn declares(container: &Container<'_>, number: i64) -> bool {
    let mut ports = container.ports.iter();
    ports.any(|port| port.protocol == "TCP" && port.number.is_some_and(|own| own.value == number))
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    container: &Container<'t>,
    number: i64,
    uses: &[PortUse<'t>],
) -> Option<Diagnostic> {
    let (first, others) = uses.split_first()?;
    let kinds = uses
        .iter()
        .map(|asked| asked.by.trim_end_matches(" probe").to_owned());
    let (probes, ask) = match others {
        [] => ("probe", "asks"),
        _ => ("probes", "ask"),
    };
    let kinds = joined(kinds);
    let name = container.called();
    let message =
        format!("the {kinds} {probes} of `{name}` {ask} port {number}, which it does not declare");
    let mut diagnostic = pod
        .diagnostic(&first.port.at, message)
        .here("under none of its `ports`")
        .note("the ports of a container are what others read to learn where it listens; one that is missing is a slip of the probe, or of the list")
        .help(format!("write `{{name: health, containerPort: {number}}}` under `ports`, or ask a port that is there"));
    diagnostic.container = Some(name.into());
    for other in others {
        diagnostic.add_label(other.port.at.span(), "here too");
    }
    Some(diagnostic)
}
