//! Addresses that are not in their canonical form. Source: `GetWarningsForIP` and `GetWarningsForCIDR` of
//! apimachinery.

use crate::diagnostic::{RuleId, Server};
use crate::schema::formats::{loose_cidr, loose_ip};
use crate::validation::check::{Check, short};
use crate::validation::field::Field;
use crate::validation::versions::{WARNS_OF_ADDRESSES, WARNS_OF_SERVICE_ADDRESSES};

/// Warnings about the addresses of a kind.
pub(super) fn warnings(check: &mut Check<'_, '_>) {
    let (root, spec) = (check.root(), check.root().get_if_defined("spec"));
    match check.object.kind.as_ref() {
        "Service" => service(check, spec),
        "NetworkPolicy" => {
            for (rules, peers) in [("ingress", "from"), ("egress", "to")] {
                for rule in spec.get(rules).items() {
                    rule.get(peers)
                        .items()
                        .for_each(|peer| ip_block(check, peer));
                }
            }
        }
        "EndpointSlice" if !root.get("addressType").is("FQDN") => {
            for endpoint in root.get("endpoints").items() {
                endpoint
                    .get("addresses")
                    .items()
                    .for_each(|one| ip(check, one));
            }
        }
        "Endpoints" => {
            for subset in root.get("subsets").items() {
                for list in ["addresses", "notReadyAddresses"] {
                    subset
                        .get(list)
                        .items()
                        .for_each(|one| ip(check, one.get("ip")));
                }
            }
        }
        "Node" => spec
            .get("podCIDRs")
            .items()
            .for_each(|one| cidr(check, one)),
        _ => {}
    }
}

/// Warnings about the addresses of a pod.
pub(super) fn of_pod<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let servers = spec.at(&["dnsConfig", "nameservers"]).items();
    servers.for_each(|server| ip(check, server));
    let aliases = spec.get("hostAliases").items();
    aliases.for_each(|alias| ip(check, alias.get("ip")));
}

fn service<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    if !check.has(&WARNS_OF_SERVICE_ADDRESSES) {
        return;
    }
    let own = spec.get("clusterIP");
    let clusters = spec.get("clusterIPs");
    if !spec.get("type").is("ExternalName") && !own.is("None") {
        if clusters.is_empty() {
            // Written once, it is the only one of the list too.
            differs(
                check,
                clusters.first().shown_at(own.place()),
                &own.text(),
                canonical_ip,
            );
        }
        clusters
            .items()
            .for_each(|one| differs(check, one, &one.text(), canonical_ip));
    }
    for one in spec
        .get("externalIPs")
        .items()
        .chain([spec.get("loadBalancerIP")])
    {
        differs(check, one, &one.text(), canonical_ip);
    }
    for one in spec.get("loadBalancerSourceRanges").items() {
        differs(check, one, &one.text(), canonical_cidr);
    }
}

fn ip_block<'t>(check: &mut Check<'_, 't>, peer: Field<'t>) {
    let block = peer.get("ipBlock");
    cidr(check, block.get("cidr"));
    block.get("except").items().for_each(|one| cidr(check, one));
}

fn ip<'t>(check: &mut Check<'_, 't>, field: Field<'t>) {
    if check.has(&WARNS_OF_ADDRESSES) {
        differs(check, field, &field.text(), canonical_ip);
    }
}

fn cidr<'t>(check: &mut Check<'_, 't>, field: Field<'t>) {
    if check.has(&WARNS_OF_ADDRESSES) {
        differs(check, field, &field.text(), canonical_cidr);
    }
}

fn canonical_ip(text: &str) -> Option<String> {
    Some(loose_ip(text)?.to_canonical().to_string())
}

fn canonical_cidr(text: &str) -> Option<String> {
    let (ip, length) = loose_cidr(text)?;
    Some(format!("{ip}/{length}"))
}

/// What is written otherwise than in its canonical form. What the server refuses it does not warn of.
fn differs<'t>(
    check: &mut Check<'_, 't>,
    field: Field<'t>,
    text: &str,
    canonical: fn(&str) -> Option<String>,
) {
    let Some(canonical) = canonical(text) else {
        return unreadable(check, field, text);
    };
    if canonical == text {
        return;
    }
    let is_refused = check.found.iter().any(|found| {
        found.rule == RuleId::INVALID_VALUE && found.primary.span == field.place().span()
    });
    if !is_refused {
        let message = format!("`{text}` is another way of writing `{canonical}`");
        check.warn(RuleId::NONCANONICAL_ADDRESS, field, message);
        if let Some(found) = check.found.last_mut() {
            found.help = Some(format!("write `{canonical}`").into());
        }
    }
}

/// What is no address at all, which the server takes in the fields of load balancers. Older ones warn of it.
fn unreadable<'t>(check: &mut Check<'_, 't>, field: Field<'t>, text: &str) {
    let is_taken = !text.is_empty()
        && !check
            .found
            .iter()
            .any(|found| found.primary.span == field.place().span());
    if is_taken {
        let message = format!(
            "`{}` is no address, and no load balancer has it",
            short(text)
        );
        check.warn(RuleId::IGNORED_VALUE, field, message);
        if let Some(found) = check
            .found
            .last_mut()
            .filter(|_| check.version.minor() > 32)
        {
            found.server = Some(Server::Takes);
        }
    }
}
