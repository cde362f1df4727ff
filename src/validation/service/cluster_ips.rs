//! The addresses of a Service within the cluster, and their families.

use std::net::IpAddr;

use super::Service;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{IP, parse_ip};

/// Source: `ValidateServiceClusterIPsRelatedFields`.
pub(super) fn cluster_ips<'t>(check: &mut Check<'_, 't>, service: &Service<'t>) {
    let spec = service.spec;
    let (first, all) = (spec.get("clusterIP"), spec.get("clusterIPs"));
    let families = spec.get("ipFamilies");
    if !all.is_empty() {
        if first.is_empty() {
            let message = "`clusterIPs` is set and `clusterIP` is not";
            check.conflict(all, message, "write the first of them as `clusterIP` too");
        } else if all.items().next().is_some_and(|ip| !ip.is(&first.text())) {
            let message = "the first of `clusterIPs` is not `clusterIP`";
            check.conflict(all, message, "write the same address for both");
        }
    }
    for family in families.items() {
        if family.is_text() && !["IPv4", "IPv6"].contains(&family.text().as_ref()) {
            check.unsupported(family, &["IPv4", "IPv6"]);
        }
    }
    check.unique(families.items());
    let policy = spec.get("ipFamilyPolicy");
    let policies = ["PreferDualStack", "RequireDualStack", "SingleStack"];
    if policy
        .str()
        .is_some_and(|text| !policies.contains(&text.as_ref()))
    {
        check.unsupported(policy, &policies);
    }
    single_stack(check, spec);
    if all.is_empty() && !first.is_empty() {
        // Written once, it is the only one of the list too.
        let place = all.first().shown_at(first.place());
        if !first.is("None") {
            check.format_of(place, &first.text(), &IP);
            families_match(check, families, &[(place, parse_ip(&first.text()))]);
        }
        return;
    }
    let ips: Vec<Field<'t>> = all.items().collect();
    cluster_ip_list(check, service, &ips);
}

/// A Service of one family has one of each; that is what one has that does not say, but for one without a selector
/// and an address. Source: `initIPFamilyFields` of `pkg/registry/core/service/storage`.
fn single_stack<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let policy = spec.get("ipFamilyPolicy");
    let is_dual = spec.get("clusterIP").is("None") && spec.get("selector").is_empty();
    if !policy.is("SingleStack") && (!policy.is_empty() || is_dual) {
        return;
    }
    for (list, what) in [("clusterIPs", "cluster IPs"), ("ipFamilies", "families")] {
        if spec.get(list).len() == 2 {
            let message = format!("two {what} need `PreferDualStack` or `RequireDualStack`");
            check.conflict(policy, message, "ipFamilyPolicy: PreferDualStack");
        }
    }
}

fn cluster_ip_list<'t>(check: &mut Check<'_, 't>, service: &Service<'t>, ips: &[Field<'t>]) {
    let all = service.spec.get("clusterIPs");
    let mut parsed = Vec::new();
    for (at, ip) in ips.iter().enumerate() {
        let text = ip.text();
        if at == 0 && text == "None" {
            if ips.len() > 1 {
                check.conflict(
                    all,
                    "`None` stands beside other addresses",
                    "write it alone",
                );
            }
            continue;
        }
        check.format_of_set(*ip, &IP);
        parsed.push((*ip, parse_ip(&text)));
    }
    if ips.len() > 2 {
        check.invalid(all, "up to 2 addresses");
    }
    let versions: Vec<bool> = parsed
        .iter()
        .filter_map(|(_, ip)| Some((*ip)?.is_ipv4()))
        .collect();
    if versions.len() != parsed.len() {
        return;
    }
    if versions.len() > 1 && versions.windows(2).all(|pair| pair[0] == pair[1]) {
        let message = "two cluster IPs are of the same family";
        check.conflict(all, message, "write one of IPv4 and one of IPv6");
    }
    families_match(check, service.spec.get("ipFamilies"), &parsed);
}

/// Each address is of the family that stands at its place.
fn families_match<'t>(
    check: &mut Check<'_, 't>,
    families: Field<'t>,
    ips: &[(Field<'t>, Option<IpAddr>)],
) {
    for ((field, ip), family) in ips.iter().zip(families.items()) {
        let Some(ip) = ip else { continue };
        let wrong = (family.is("IPv4") && ip.is_ipv6()) || (family.is("IPv6") && ip.is_ipv4());
        if wrong {
            check.invalid(*field, &format!("an address of {}", family.text()));
        }
    }
}
