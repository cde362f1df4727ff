//! Ingresses, network policies and their kin: `networking.k8s.io`.

mod ingress;
mod network_policy;

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{
    CANONICAL_CIDR, CANONICAL_IP, DNS_LABEL, DNS_SUBDOMAIN, PATH_SEGMENT, is_dns_subdomain,
    parse_cidr,
};

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    match check.object.kind.as_ref() {
        "Ingress" => ingress::ingress(check),
        "IngressClass" => ingress_class(check),
        "NetworkPolicy" => network_policy::network_policy(check),
        "IPAddress" => ip_address(check),
        "ServiceCIDR" => service_cidr(check),
        _ => {}
    }
}

/// The most characters of a controller's name.
const MOST_CONTROLLER: usize = 250;

fn ingress_class(check: &mut Check<'_, '_>) {
    let spec = check.root().get("spec");
    let controller = spec.get("controller");
    if controller.text().len() > MOST_CONTROLLER {
        check.too_long(controller, MOST_CONTROLLER, "characters");
    }
    domain_prefixed_path(check, controller);
    let parameters = spec.get("parameters");
    if !parameters.is_set() {
        return;
    }
    typed_reference(check, parameters);
    let (scope, namespace) = (parameters.get("scope"), parameters.get("namespace"));
    match scope.str().as_deref() {
        // What the server fills in.
        None | Some("Cluster") if namespace.is_set() => {
            check.forbidden(namespace, "unless `scope` is `Namespace`");
        }
        None | Some("Cluster") => {}
        Some("Namespace") if namespace.is_set() => check.format_of_set(namespace, &DNS_LABEL),
        Some("Namespace") => check.required(namespace, "namespace: my-namespace"),
        Some(_) => check.unsupported(scope, &["Cluster", "Namespace"]),
    }
}

/// `example.com/name`. Source: `IsDomainPrefixedPath`.
fn domain_prefixed_path<'t>(check: &mut Check<'_, 't>, field: Field<'t>) {
    let text = field.text();
    if field.is_empty() {
        return check.required(field, "controller: example.com/my-controller");
    }
    let path = |path: &str| {
        !path.is_empty()
            && path
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte))
    };
    let fits = text
        .split_once('/')
        .is_some_and(|(domain, rest)| is_dns_subdomain(domain) && path(rest));
    if !fits && field.is_text() {
        check.invalid(
            field,
            "a DNS name, a slash and a path, like `example.com/my-controller`",
        );
    }
}

/// A reference by group, kind and name.
fn typed_reference<'t>(check: &mut Check<'_, 't>, reference: Field<'t>) {
    check.format_if_set(reference.get("apiGroup"), &DNS_SUBDOMAIN);
    check.required_format(reference.get("kind"), &PATH_SEGMENT);
    check.required_format(reference.get("name"), &PATH_SEGMENT);
}

fn ip_address(check: &mut Check<'_, '_>) {
    let name = check.root().at(&["metadata", "name"]);
    check.format(name, &CANONICAL_IP);
    let parent = check.root().at(&["spec", "parentRef"]);
    if !parent.is_set() {
        return check.required(parent, "parentRef: {resource: services, name: my-service}");
    }
    check.format(parent.get("group"), &DNS_SUBDOMAIN);
    check.required_format(parent.get("resource"), &PATH_SEGMENT);
    check.required_format(parent.get("name"), &PATH_SEGMENT);
    check.format(parent.get("namespace"), &PATH_SEGMENT);
}

fn service_cidr(check: &mut Check<'_, '_>) {
    let ranges = check.root().at(&["spec", "cidrs"]);
    if ranges.is_empty() {
        return check.required(ranges, "cidrs: [10.0.0.0/16]");
    }
    if ranges.len() > 2 {
        return check.invalid(ranges, "up to 2 ranges");
    }
    for range in ranges.items() {
        check.format_of_set(range, &CANONICAL_CIDR);
    }
    let families: Vec<bool> = ranges
        .items()
        .filter_map(|range| Some(parse_cidr(&range.text())?.0.is_ipv4()))
        .collect();
    if families.len() == 2 && families[0] == families[1] {
        let message = "the two ranges are of the same family";
        check.conflict(ranges, message, "write one of IPv4 and one of IPv6");
    }
}
