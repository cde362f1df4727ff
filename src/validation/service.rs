//! Services. Source: `validateService`.

use std::net::IpAddr;

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{CIDR, DNS_LABEL, DNS_SUBDOMAIN, IP, QUALIFIED_NAME, parse_ip};
use crate::validation::{discovery, meta, ports};

/// A day and no more may a client stay with its pod.
const MOST_AFFINITY_SECONDS: i64 = 86_400;

/// What of a Service decides about the rest.
struct Service<'t> {
    spec: Field<'t>,
    kind: String,
    headless: bool,
}

impl Service<'_> {
    fn is(&self, kind: &str) -> bool {
        self.kind == kind
    }
}

/// Checks a Service.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let spec = check.root().get("spec");
    let kind = spec.get("type").text().into_owned();
    let service = &Service {
        spec,
        headless: spec.get("clusterIP").is("None"),
        kind: if kind.is_empty() {
            "ClusterIP".to_owned()
        } else {
            kind
        },
    };
    check.one_of(
        spec.get("type"),
        &["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"],
    );
    annotations(check, service);
    kind_rules(check, service);
    service_ports(check, service);
    meta::labels(check, spec.get("selector"));
    session_affinity(check, spec);
    if !service.is("ExternalName") {
        cluster_ips(check, service);
    }
    for ip in spec.get("externalIPs").items() {
        if ip.text().parse::<IpAddr>().is_err() || parse_ip(&ip.text()).is_none() {
            check.format_of_set(ip, &IP);
        } else {
            discovery::endpoint_ip(check, ip);
        }
    }
    load_balancer(check, service);
    traffic(check, service);
}

fn annotations<'t>(check: &mut Check<'_, 't>, service: &Service<'t>) {
    let all = check.root().at(&["metadata", "annotations"]);
    let find = |name: &str| all.entries().find(|(key, _)| key.as_key() == name);
    let hints = find("service.kubernetes.io/topology-aware-hints");
    let mode = find("service.kubernetes.io/topology-mode");
    if let (Some((_, hints)), Some((_, mode))) = (hints, mode)
        && hints.text() != mode.text()
    {
        let message = "the old and the new annotation on topology say different things";
        check.conflict(mode, message, "leave the old one out");
    }
    let ranges = find("service.beta.kubernetes.io/load-balancer-source-ranges");
    let Some((_, ranges)) =
        ranges.filter(|_| service.spec.get("loadBalancerSourceRanges").is_empty())
    else {
        return;
    };
    if !service.is("LoadBalancer") {
        check.forbidden(ranges, "unless `type` is `LoadBalancer`");
    }
    let text = ranges.text();
    let all = text.trim();
    for range in all.split(',').filter(|_| !all.is_empty()) {
        check.format_of(ranges, range.trim(), &CIDR);
    }
}

/// What each type needs and rules out.
fn kind_rules<'t>(check: &mut Check<'_, 't>, service: &Service<'t>) {
    let spec = service.spec;
    let external = service.is("ExternalName");
    if spec.get("ports").is_empty() && !service.headless && !external {
        check.required(spec.get("ports"), "ports: [{port: 80}]");
    }
    if service.headless && (service.is("LoadBalancer") || service.is("NodePort")) {
        let first = spec.get("clusterIPs").items().next();
        let message = format!(
            "a Service of type `{}` must have a cluster IP",
            service.kind
        );
        let only = spec
            .get("clusterIPs")
            .item(0)
            .shown_at(spec.get("clusterIP").place());
        let place = first.unwrap_or(only);
        check.conflict(place, message, "leave `clusterIP: None` out");
    }
    if !external {
        return;
    }
    for name in ["clusterIPs", "ipFamilies", "ipFamilyPolicy"] {
        if !spec.get(name).is_empty() {
            check.forbidden(spec.get(name), "for a Service of type `ExternalName`");
        }
    }
    if !spec.get("clusterIP").is_empty() && spec.get("clusterIPs").is_empty() {
        let place = spec
            .get("clusterIPs")
            .shown_at(spec.get("clusterIP").place());
        check.forbidden(place, "for a Service of type `ExternalName`");
    }
    let name = spec.get("externalName");
    let text = name.text();
    match text.strip_suffix('.').unwrap_or(&text) {
        "" => check.required(name, "externalName: shop.example.com"),
        bare => check.format_of(name, bare, &DNS_SUBDOMAIN),
    }
}

fn service_ports<'t>(check: &mut Check<'_, 't>, service: &Service<'t>) {
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
            None => nodes.push((number, protocol, node)),
        }
    }
}

/// A port of the nodes, from the range that a cluster has unless it is configured otherwise; 0 stands for
/// any.
fn node_port<'t>(check: &mut Check<'_, 't>, port: Field<'t>) {
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

fn session_affinity<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let affinity = spec.get("sessionAffinity");
    check.one_of(affinity, &["ClientIP", "None"]);
    // Without affinity the server drops the configuration of it.
    if affinity.is("ClientIP") {
        let seconds = spec.at(&["sessionAffinityConfig", "clientIP", "timeoutSeconds"]);
        check.range(seconds, 1, MOST_AFFINITY_SECONDS);
    }
}

/// Source: `ValidateServiceClusterIPsRelatedFields`.
fn cluster_ips<'t>(check: &mut Check<'_, 't>, service: &Service<'t>) {
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
    if all.is_empty() && !first.is_empty() {
        // Written once, it is the only one of the list too.
        let place = all.item(0).shown_at(first.place());
        if !first.is("None") {
            check.format_of(place, &first.text(), &IP);
            families_match(check, families, &[(place, parse_ip(&first.text()))]);
        }
        return;
    }
    let ips: Vec<Field<'t>> = all.items().collect();
    cluster_ip_list(check, service, &ips);
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

fn load_balancer<'t>(check: &mut Check<'_, 't>, service: &Service<'t>) {
    let spec = service.spec;
    let is_one = service.is("LoadBalancer");
    let only = "unless `type` is `LoadBalancer`";
    let ranges = spec.get("loadBalancerSourceRanges");
    if !ranges.is_empty() && !is_one {
        check.forbidden(ranges, only);
    }
    for range in ranges.items() {
        check.format_of(range, range.text().trim(), &CIDR);
    }
    for name in ["allocateLoadBalancerNodePorts", "loadBalancerClass"] {
        if spec.get(name).is_set() && !is_one {
            check.forbidden(spec.get(name), only);
        }
    }
    if is_one {
        check.format_if_set(spec.get("loadBalancerClass"), &QUALIFIED_NAME);
    }
}

/// Source: `validateServiceExternalTrafficPolicy` and its neighbours.
fn traffic<'t>(check: &mut Check<'_, 't>, service: &Service<'t>) {
    let spec = service.spec;
    let policy = spec.get("externalTrafficPolicy");
    let is_reachable = service.is("LoadBalancer")
        || service.is("NodePort")
        || service.is("ClusterIP") && !spec.get("externalIPs").is_empty();
    if is_reachable {
        check.one_of(policy, &["Cluster", "Local"]);
    } else if !policy.is_empty() {
        let message = "nothing outside of the cluster reaches this Service, so there is no policy for that traffic";
        check.conflict(policy, message, "leave it out, or change `type`");
    }
    let health = spec.get("healthCheckNodePort");
    if service.is("LoadBalancer") && policy.is("Local") {
        node_port(check, health);
    } else if health.int().is_some_and(|port| port != 0) {
        let message =
            "health checks have a port only for load balancers with `externalTrafficPolicy: Local`";
        check.conflict(health, message, "leave it out");
    }
    let internal = spec.get("internalTrafficPolicy");
    if internal
        .str()
        .is_some_and(|text| text != "Cluster" && text != "Local")
    {
        check.unsupported(internal, &["Cluster", "Local"]);
    }
    let distribution = spec.get("trafficDistribution");
    let known = ["PreferClose", "PreferSameZone", "PreferSameNode"];
    if distribution
        .str()
        .is_some_and(|text| !known.contains(&text.as_ref()))
    {
        check.unsupported(distribution, &known);
    }
}
