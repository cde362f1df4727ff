//! Ports that are declared in ways that do not go together. The same port twice is
//! `duplicate-container-port`.

use std::borrow::Cow;

use super::pod::containers;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::versions::{WARNS_OF_DUPLICATES, WARNS_OF_PORT_NAMES};

/// A port as far as others may clash with it.
struct Declared<'t> {
    port: Field<'t>,
    number: i64,
    protocol: Cow<'t, str>,
    host_ip: Cow<'t, str>,
    host: i64,
}

/// Warnings about the ports of all containers.
pub(super) fn warnings<'t>(check: &mut Check<'_, 't>, spec: Field<'t>, is_pod: bool) {
    // On the host's network a Pod's ports are the host's, written or not.
    let on_host = is_pod && spec.get("hostNetwork").flag();
    let mut seen: Vec<Declared<'t>> = Vec::new();
    let mut names: Vec<Cow<'t, str>> = Vec::new();
    for container in containers(spec) {
        for port in container.get("ports").items() {
            let declared = Declared::of(port, on_host);
            if !declared.host_ip.is_empty() && declared.host == 0 {
                let message = "`hostIP` does nothing without a `hostPort`";
                let place = port.shown_at(port.get("hostIP").place());
                check.warn("ambiguous-port", place, message);
            }
            for other in &seen {
                if let Some(message) = declared.clash(other) {
                    let place = port.shown_at(port.get("containerPort").place());
                    check.warn_since(&WARNS_OF_DUPLICATES, "ambiguous-port", place, message);
                }
            }
            seen.push(declared);
            let name = port.get("name").text();
            if names.contains(&name) {
                let message = format!(
                    "the port name `{name}` stands twice in the pod: probes and Services use the first"
                );
                let place = port.shown_at(port.get("name").place());
                check.warn_since(&WARNS_OF_PORT_NAMES, "ambiguous-port", place, message);
            } else if !name.is_empty() {
                names.push(name);
            }
        }
    }
}

impl<'t> Declared<'t> {
    fn of(port: Field<'t>, on_host: bool) -> Self {
        let protocol = port.get("protocol").text();
        let number = port.get("containerPort").int().unwrap_or_default();
        let host = port.get("hostPort").int().unwrap_or_default();
        Self {
            port,
            number,
            protocol: if protocol.is_empty() {
                "TCP".into()
            } else {
                protocol
            },
            host_ip: port.get("hostIP").text(),
            host: if on_host && host == 0 { number } else { host },
        }
    }

    /// How the same port of the pod stands to ports of the host that differ.
    fn clash(&self, other: &Self) -> Option<String> {
        let same = self.number == other.number && self.protocol == other.protocol;
        let line = self.port.get("containerPort").place().text();
        if !same || self.host_ip == other.host_ip && self.host == other.host {
            None
        } else if self.host == 0 || other.host == 0 {
            Some(format!(
                "port {line} is declared twice, once with a `hostPort` and once without"
            ))
        } else if self.host == other.host && self.host_ip.is_empty() != other.host_ip.is_empty() {
            Some(format!(
                "port {line} takes host port {} twice: on one address and on all",
                self.host
            ))
        } else {
            None
        }
    }
}
