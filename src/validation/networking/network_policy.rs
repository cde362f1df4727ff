//! Network policies. Source: `ValidateNetworkPolicySpec`.

use std::net::IpAddr;

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{CIDR, parse_cidr};
use crate::validation::ports::name_of_port;
use crate::validation::selectors;

/// Checks a NetworkPolicy.
pub(super) fn network_policy(check: &mut Check<'_, '_>) {
    let spec = check.root().get("spec");
    selectors::label_selector(check, spec.get("podSelector"));
    for (direction, peers) in [("ingress", "from"), ("egress", "to")] {
        for rule in spec.get(direction).items() {
            for one in rule.get("ports").items() {
                port(check, one);
            }
            for one in rule.get(peers).items() {
                peer(check, one);
            }
        }
    }
    let types = spec.get("policyTypes");
    if types.len() > 2 {
        return check.invalid(types, "`Ingress`, `Egress` or both");
    }
    for one in types.items() {
        if one.is_text() && !["Ingress", "Egress"].contains(&one.text().as_ref()) {
            check.unsupported(one, &["Ingress", "Egress"]);
        }
    }
}

/// Source: `ValidateNetworkPolicyPort`.
fn port<'t>(check: &mut Check<'_, 't>, rule: Field<'t>) {
    let (port, end) = (rule.get("port"), rule.get("endPort"));
    let protocol = rule.get("protocol");
    let known = ["TCP", "UDP", "SCTP"];
    if protocol
        .str()
        .is_some_and(|text| !known.contains(&text.as_ref()))
    {
        check.unsupported(protocol, &known);
    }
    if let Some(name) = port.str() {
        name_of_port(check, port, &name);
    } else if port.is_set() {
        check.range(port, 1, 65535);
        let least = port.int().unwrap_or(1).max(1);
        check.range(end, least, 65535);
        return;
    }
    if end.is_set() {
        let message = "`endPort` ends a range, and there is no number that starts it";
        check.conflict(end, message, "give `port` a number, or leave `endPort` out");
    }
}

/// Source: `ValidateNetworkPolicyPeer`.
fn peer<'t>(check: &mut Check<'_, 't>, peer: Field<'t>) {
    let block = peer.get("ipBlock");
    let mut selected = false;
    for name in ["podSelector", "namespaceSelector"] {
        let selector = peer.get(name);
        selected |= selector.is_set();
        selectors::label_selector(check, selector);
    }
    match (selected, block.is_set()) {
        (false, false) => check.required(peer, "podSelector: {matchLabels: {app: my-app}}"),
        (true, true) => check.forbidden(peer, "to both addresses and pods: make two entries of it"),
        _ => {}
    }
    if block.is_set() {
        ip_block(check, block);
    }
}

fn ip_block<'t>(check: &mut Check<'_, 't>, block: Field<'t>) {
    let range = block.get("cidr");
    check.required_format(range, &CIDR);
    let whole = parse_cidr(&range.text());
    for except in block.get("except").items() {
        check.format_of_set(except, &CIDR);
        if let (Some(whole), Some(part)) = (whole, parse_cidr(&except.text()))
            && !is_inside(whole, part)
        {
            check.invalid(except, &format!("a part of `{}`", range.text()));
        }
    }
}

/// Whether a range is a part of another, and not all of it.
fn is_inside((whole, bits): (IpAddr, u8), (part, longer): (IpAddr, u8)) -> bool {
    let start = |ip: IpAddr| match ip {
        IpAddr::V4(ip) => u128::from(u32::from(ip)).checked_shr(32 - u32::from(bits)),
        IpAddr::V6(ip) => u128::from(ip).checked_shr(128 - u32::from(bits)),
    };
    whole.is_ipv4() == part.is_ipv4()
        && bits < longer
        && start(whole).unwrap_or(0) == start(part).unwrap_or(0)
}
