//! Services. Source: `validateService`.

mod cluster_ips;
mod ports;

use std::net::IpAddr;

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{CIDR, DNS_SUBDOMAIN, IP, QUALIFIED_NAME, parse_ip};
use crate::validation::versions::SAME_TRAFFIC_DISTRIBUTION;
use crate::validation::{discovery, meta};

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
    ports::service_ports(check, service);
    meta::labels(check, spec.get("selector"));
    session_affinity(check, spec);
    if !service.is("ExternalName") {
        cluster_ips::cluster_ips(check, service);
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
            .first()
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

fn session_affinity<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let affinity = spec.get("sessionAffinity");
    check.one_of(affinity, &["ClientIP", "None"]);
    // Without affinity the server drops the configuration of it.
    if affinity.is("ClientIP") {
        let seconds = spec.at(&["sessionAffinityConfig", "clientIP", "timeoutSeconds"]);
        check.range(seconds, 1, MOST_AFFINITY_SECONDS);
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
        ports::node_port(check, health);
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
    let known = match check.has(&SAME_TRAFFIC_DISTRIBUTION) {
        true => &["PreferClose", "PreferSameZone", "PreferSameNode"][..],
        false => &["PreferClose"],
    };
    if distribution
        .str()
        .is_some_and(|text| !known.contains(&text.as_ref()))
    {
        check.unsupported(distribution, known);
    }
}
