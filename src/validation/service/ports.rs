//! The ports of a Service.

use super::Service;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_LABEL, QUALIFIED_NAME};
use crate::validation::ports;

pub(super) fn service_ports<'t>(check: &mut Check<'_, 't>, service: &Service<'t>) {
    let list = service.spec.get("ports");
    let several = list.len() > 1;
    check.unique(list.items().map(|port| port.get("name")));
    let mut seen: Vec<(i64, String, Field<'t>)> = Vec::new();
    let mut nodes: Vec<(i64, String, Field<'t>)> = Vec::new();
    for port in list.items() {
        service_port(check, port, several);
        let mut protocol = port.get("protocol").text().into_owned();
        if protocol.is_empty() {
            protocol.push_str("TCP");
        }
        let number = port.get("port").int().unwrap_or_default();
        match find(&seen, number, &protocol) {
            Some(first) => check.duplicate(port.shown_at(port.get("port").place()), first),
            None => seen.push((number, protocol.clone(), port.get("port"))),
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
        match find(&nodes, number, &protocol) {
            Some(first) => check.duplicate(node, first),
            None => {
                one_port_per_node_port(check, list, port);
                nodes.push((number, protocol, node));
            }
        }
    }
}

/// Two protocols share a port of the nodes only if they share the port of the Service.
fn one_port_per_node_port<'t>(check: &mut Check<'_, 't>, list: Field<'t>, port: Field<'t>) {
    let (node, number) = (port.get("nodePort"), port.get("port").int());
    let before = list
        .items()
        .take_while(|other| other.get("nodePort").place().span() != node.place().span());
    let mut others = before.filter(|other| other.get("nodePort").int() == node.int());
    if others.any(|other| other.get("port").int() != number) {
        let message = "this port of the nodes belongs to another port of the Service";
        check.conflict(node, message, "take another one, or leave it out");
    }
}

/// A port of the nodes, from the range that a cluster has unless it is configured otherwise; 0 stands for
/// any.
pub(super) fn node_port<'t>(check: &mut Check<'_, 't>, port: Field<'t>) {
    if port.int() != Some(0) {
        check.range(port, 30000, 32767);
    }
}

fn find<'t>(seen: &[(i64, String, Field<'t>)], number: i64, protocol: &str) -> Option<Field<'t>> {
    let same = seen
        .iter()
        .find(|(other, by, _)| *other == number && by == protocol);
    same.map(|&(.., field)| field)
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
