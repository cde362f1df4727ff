//! The network of a pod: DNS, names, ports of the host.

use super::spec::Pod;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_SUBDOMAIN, IP, is_dns_subdomain};
use crate::validation::seen::Seen;
use crate::validation::versions::LOOSE_SEARCH_DOMAINS;

/// Limits of the resolver. Source: `MaxDNSNameservers` and its neighbours.
const MOST_NAMESERVERS: usize = 3;
const MOST_SEARCHES: usize = 32;
const MOST_SEARCH_CHARACTERS: usize = 2048;

/// `dnsConfig`. Source: `validatePodDNSConfig`.
pub(super) fn dns_config<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let config = spec.get("dnsConfig");
    let (servers, searches) = (config.get("nameservers"), config.get("searches"));
    if spec.get("dnsPolicy").is("None") {
        if !config.is_set() {
            return check.required(config, "dnsConfig: {nameservers: [10.0.0.10]}");
        }
        if servers.is_empty() {
            return check.required(servers, "nameservers: [10.0.0.10]");
        }
    }
    if servers.len() > MOST_NAMESERVERS {
        check.invalid(servers, "up to 3 addresses");
    }
    for server in servers.items() {
        check.format_of_set(server, &IP);
    }
    if searches.len() > MOST_SEARCHES {
        check.invalid(searches, "up to 32 domains");
    }
    let characters: usize = searches.items().map(|search| search.text().len() + 1).sum();
    if characters > MOST_SEARCH_CHARACTERS + 1 {
        check.invalid(searches, "up to 2048 characters in all");
    }
    for search in searches.items() {
        let text = search.text();
        if !search.is_text() {
            continue;
        }
        let fits = if check.has(&LOOSE_SEARCH_DOMAINS) {
            let bare = text.strip_suffix('.').unwrap_or(&text);
            // A part may start with an underscore, and have more within.
            let part = |part: &str| {
                let inner = part.strip_prefix('_').unwrap_or(part);
                let ends = |c: char| c.is_ascii_alphanumeric();
                inner.starts_with(ends) && inner.ends_with(ends)
            };
            let parts = bare.split('.').all(part);
            text == "." || parts && is_dns_subdomain(&bare.replace('_', "a"))
        } else {
            is_dns_subdomain(text.strip_suffix('.').unwrap_or(&text))
        };
        if !fits {
            check.invalid(search, DNS_SUBDOMAIN.takes);
        }
    }
    let options = config.get("options");
    for option in options
        .items()
        .filter(|option| option.get("name").is_empty())
    {
        check.required(option, "name: ndots");
    }
}

/// `hostAliases`. Source: `ValidateHostAliases`.
pub(super) fn host_aliases<'t>(check: &mut Check<'_, 't>, aliases: Field<'t>) {
    for alias in aliases.items() {
        check.format_of_set(alias.get("ip"), &IP);
        for name in alias.get("hostnames").items() {
            check.format_of_set(name, &DNS_SUBDOMAIN);
        }
    }
}

/// `hostnameOverride`. Source: `validatePodHostName`.
pub(super) fn host_name<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let name = pod.spec.get("hostnameOverride");
    if !name.is_set() {
        return;
    }
    if pod.spec.get("setHostnameAsFQDN").flag() {
        check.forbidden(name, "beside `setHostnameAsFQDN: true`");
    }
    if pod.host_network() {
        check.forbidden(name, "beside `hostNetwork: true`");
    }
    if name.text().len() > 64 {
        check.too_long(name, 64, "characters");
    }
    check.format_if_set(name, &DNS_SUBDOMAIN);
}

/// With the host's network a container's port is the host's. Source: `validatePodHostNetworkDeps`.
pub(super) fn host_network_ports<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    if !pod.host_network() {
        return;
    }
    for container in pod.spec.get("containers").items() {
        for port in container.get("ports").items() {
            let (host, own) = (port.get("hostPort"), port.get("containerPort").int());
            // One that is not written is filled in.
            if host
                .int()
                .is_some_and(|host| host != 0 && Some(host) != own)
            {
                check.conflict(
                    host,
                    "`hostPort` is not the `containerPort`, and the pod has the host's network",
                    "write the same number for both, or leave `hostPort` out",
                );
            }
        }
    }
}

/// Two containers cannot have the same port of the host. Source: `AccumulateUniqueHostPorts`.
pub(super) fn host_port_conflicts<'t>(
    check: &mut Check<'_, 't>,
    pod: &Pod<'t>,
    containers: impl Iterator<Item = Field<'t>>,
) {
    // On the host's network the ports of a Pod's containers are the host's, written or not.
    let is_filled_in = pod.host_network() && check.object.kind == "Pod";
    let mut seen = Seen::new();
    for container in containers {
        for port in container.get("ports").items() {
            let Some((number, field)) = host_port(port, is_filled_in) else {
                continue;
            };
            let mut protocol = port.get("protocol").text();
            if protocol.is_empty() {
                protocol = "TCP".into();
            }
            let key = (number, protocol.clone(), port.get("hostIP").text());
            if let Some(first) = seen.before(key, field) {
                let name = container.get("name").text();
                let message =
                    format!("`{name}` claims host port {number}/{protocol}, which is taken");
                let help = format!("give `{name}` another `hostPort`, or none and a Service");
                check.taken(field, first, (message, help));
            }
        }
    }
}

/// The port of the host that a container's port has, and where it says so.
fn host_port<'t>(port: Field<'t>, is_filled_in: bool) -> Option<(i64, Field<'t>)> {
    let set = |field: Field<'t>| field.int().filter(|&number| number != 0);
    let (host, own) = (port.get("hostPort"), port.get("containerPort"));
    match set(host) {
        Some(number) => Some((number, host)),
        None if is_filled_in => Some((set(own)?, host.shown_at(own.place()))),
        None => None,
    }
}
