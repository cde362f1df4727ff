//! Endpoint slices, `discovery.k8s.io`, and Endpoints.

use std::net::IpAddr;

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{
    CANONICAL_IP, DNS_LABEL, DNS_SUBDOMAIN, DOMAIN_NAME, IP, LABEL_VALUE, QUALIFIED_NAME, parse_ip,
};
use crate::validation::ports;
use crate::validation::seen::Seen;

const MOST_ENDPOINTS: usize = 1000;
const MOST_ADDRESSES: usize = 100;
const MOST_PORTS: usize = 20_000;
const MOST_HINTS: usize = 8;

const PROTOCOLS: [&str; 3] = ["TCP", "UDP", "SCTP"];

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    match check.object.kind.as_ref() {
        "EndpointSlice" => endpoint_slice(check),
        "Endpoints" => endpoints(check),
        _ => {}
    }
}

/// Source: `ValidateEndpointSlice`.
fn endpoint_slice(check: &mut Check<'_, '_>) {
    let root = check.root();
    let kind = root.get("addressType");
    check.required_one_of(kind, &["FQDN", "IPv4", "IPv6"]);
    slice_ports(check, root.get("ports"));
    let list = root.get("endpoints");
    if list.len() > MOST_ENDPOINTS {
        return check.too_long(list, MOST_ENDPOINTS, "end points");
    }
    for endpoint in list.items() {
        addresses(check, endpoint.get("addresses"), &kind.text());
        check.format_if_set(endpoint.get("nodeName"), &DNS_SUBDOMAIN);
        check.format_if_set(endpoint.get("hostname"), &DNS_LABEL);
        hints(check, endpoint.get("hints"));
    }
}

fn slice_ports<'t>(check: &mut Check<'_, 't>, list: Field<'t>) {
    if list.len() > MOST_PORTS {
        return check.too_long(list, MOST_PORTS, "ports");
    }
    let mut seen = Seen::new();
    for port in list.items() {
        let name = port.get("name");
        let text = name.text();
        check.format(name, &DNS_LABEL);
        if let Some(first) = seen.before(text, name) {
            check.duplicate(name, first);
        }
        let protocol = port.get("protocol");
        if protocol
            .str()
            .is_some_and(|text| !PROTOCOLS.contains(&text.as_ref()))
        {
            check.unsupported(protocol, &PROTOCOLS);
        }
        check.format_if_set(port.get("appProtocol"), &QUALIFIED_NAME);
    }
}

fn addresses<'t>(check: &mut Check<'_, 't>, list: Field<'t>, kind: &str) {
    if list.is_empty() {
        check.required(list, "addresses: [10.0.0.1]");
    } else if list.len() > MOST_ADDRESSES {
        check.too_long(list, MOST_ADDRESSES, "addresses");
    }
    for address in list.items() {
        let format = match kind {
            "IPv4" => &IP,
            "IPv6" => &CANONICAL_IP,
            "FQDN" => &DOMAIN_NAME,
            _ => return,
        };
        let text = address.text();
        if !(format.fits)(&text) {
            check.format_of_set(address, format);
        } else if let Some(ip) = parse_ip(&text).filter(|_| kind != "FQDN") {
            if ip.is_ipv4() != (kind == "IPv4") {
                check.invalid(
                    list.shown_at(address.place()),
                    &format!("addresses of {kind}"),
                );
            }
            endpoint_ip(check, address);
        }
    }
}

/// Source: `validateHints`.
fn hints<'t>(check: &mut Check<'_, 't>, hints: Field<'t>) {
    for (list, format) in [("forZones", &LABEL_VALUE), ("forNodes", &DNS_SUBDOMAIN)] {
        let list = hints.get(list);
        if list.len() > MOST_HINTS {
            return check.too_long(list, MOST_HINTS, "entries");
        }
        check.unique(list.items().map(|hint| hint.get("name")));
        for hint in list.items() {
            check.format_of_set(hint.get("name"), format);
        }
    }
}

/// Source: `validateEndpointSubsets`.
fn endpoints(check: &mut Check<'_, '_>) {
    let lists = ["addresses", "notReadyAddresses"];
    for subset in check.root().get("subsets").items() {
        if lists.iter().all(|list| subset.get(list).is_empty()) {
            check.required(subset, "addresses: [{ip: 10.0.0.1}]");
        }
        for address in lists.iter().flat_map(|list| subset.get(list).items()) {
            let ip = address.get("ip");
            if parse_ip(&ip.text()).is_some() {
                endpoint_ip(check, ip);
            } else {
                check.format_of_set(ip, &IP);
            }
            check.format(address.get("hostname"), &DNS_LABEL);
            check.format_if_set(address.get("nodeName"), &DNS_SUBDOMAIN);
        }
        let list = subset.get("ports");
        for port in list.items() {
            let name = port.get("name");
            if list.len() > 1 && name.is_empty() {
                check.required(name, "name: http");
            }
            check.format(name, &DNS_LABEL);
            ports::required_port(check, port.get("port"));
            check.one_of(port.get("protocol"), &PROTOCOLS);
            check.format_if_set(port.get("appProtocol"), &QUALIFIED_NAME);
        }
    }
}

/// An address that others can reach. Source: `ValidateEndpointIP`.
pub(super) fn endpoint_ip<'t>(check: &mut Check<'_, 't>, ip: Field<'t>) {
    let Ok(address) = ip.text().parse::<IpAddr>() else {
        return;
    };
    let local = match address {
        IpAddr::V4(v4) => v4.is_link_local() || v4.octets()[..3] == [224, 0, 0],
        IpAddr::V6(v6) => v6.is_unicast_link_local() || v6.segments()[0] & 0xFF0F == 0xFF02,
    };
    if address.is_unspecified() || address.is_loopback() || local {
        check.invalid(
            ip,
            "an address that others can reach: no loopback, link-local or unspecified one",
        );
    }
}
