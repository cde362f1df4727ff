//! The ports of a Service.

use std::collections::{BTreeMap, BTreeSet};

use super::Service;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_LABEL, QUALIFIED_NAME};
use crate::validation::ports;
use crate::validation::seen::Seen;

pub(super) fn service_ports<'t>(check: &mut Check<'_, 't>, service: &Service<'t>) {
    let list = service.spec.get("ports");
    let several = list.len() > 1;
    check.unique(list.items().map(|port| port.get("name")));
    let (mut seen, mut nodes) = (Seen::new(), Seen::new());
    let mut shared = BTreeMap::new();
    for port in list.items() {
        service_port(check, port, several);
        let mut protocol = port.get("protocol").text().into_owned();
        if protocol.is_empty() {
            protocol.push_str("TCP");
        }
        let number = port.get("port").int().unwrap_or_default();
        if let Some(first) = seen.before((number, protocol.clone()), port.get("port")) {
            check.duplicate(port.shown_at(port.get("port").place()), first);
        }
        let node = port.get("nodePort");
        let Some(number) = node.int().filter(|&number| number != 0) else {
            continue;
        };
        if service.is("ClusterIP") {
            check.forbidden(node, "unless `type` is `NodePort` or `LoadBalancer`");
        } else {
            node_port(check, node);
        }
        let first = nodes.before((number, protocol), node);
        let own = port.get("port").int();
        // Two protocols share a port of the nodes only if they share the port of the Service.
        let ports: &mut BTreeSet<_> = shared.entry(number).or_default();
        ports.insert(own);
        if let Some(first) = first {
            check.duplicate(node, first);
        } else if ports.len() > 1 {
            let message = "this port of the nodes belongs to another port of the Service";
            check.conflict(node, message, "take another one, or leave it out");
        }
    }
}

/// A port of the nodes, from the range that a cluster has unless it is configured otherwise; 0 stands for
/// any.
pub(super) fn node_port<'t>(check: &mut Check<'_, 't>, port: Field<'t>) {
    if port.int() != Some(0) {
        check.range(port, 30000, 32767);
    }
}

/// Source: `validateServicePort`.
fn service_port<'t>(check: &mut Check<'_, 't>, port: Field<'t>, several: bool) {
    let name = port.get("name");
    if several && name.is_empty() {
        check.required(name, "name: http");
    }
    check.format(name, &DNS_LABEL);
    ports::required_port(check, port.get("port"));
    check.one_of(port.get("protocol"), &["TCP", "UDP", "SCTP"]);
    let target = port.get("targetPort");
    // 0 and "" stand for the port itself.
    if target.is_set() && target.int() != Some(0) && !target.is("") {
        ports::port_number_or_name(check, target);
    }
    check.format_if_set(port.get("appProtocol"), &QUALIFIED_NAME);
}
