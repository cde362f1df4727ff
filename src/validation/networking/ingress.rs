//! Ingresses. Source: `ValidateIngressSpec`.

use std::net::IpAddr;

use super::typed_reference;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_SUBDOMAIN, PORT_NAME, SERVICE_NAME, WILDCARD_SUBDOMAIN};

/// What a path may not hold, and may not end with: ways around it.
const NOT_IN_PATH: [&str; 6] = ["//", "/./", "/../", "%2f", "%2F", "\\"];
const NOT_AT_END: [&str; 2] = ["/..", "/."];

/// Checks an Ingress.
pub(super) fn ingress(check: &mut Check<'_, '_>) {
    let spec = check.root().get("spec");
    let (rules, default) = (spec.get("rules"), spec.get("defaultBackend"));
    if rules.is_empty() && !default.is_set() {
        let message = "the Ingress has neither `rules` nor a `defaultBackend`";
        check.conflict(spec, message, "add a rule");
    }
    if default.is_set() {
        backend(check, default);
    }
    for rule in rules.items() {
        let host = rule.get("host");
        if host.text().parse::<IpAddr>().is_ok() {
            check.invalid(host, "a DNS name and no IP address");
        } else if !host.is_empty() {
            host_name(check, host);
        }
        let http = rule.get("http");
        if http.is_set() {
            paths(check, http.get("paths"));
        }
    }
    for tls in spec.get("tls").items() {
        for host in tls.get("hosts").items() {
            host_name(check, host);
        }
        check.format(tls.get("secretName"), &DNS_SUBDOMAIN);
    }
    let class = spec.get("ingressClassName");
    check.format_if_set(class, &DNS_SUBDOMAIN);
    class_annotation(check, class);
}

/// The annotation from before `ingressClassName` may not say something else.
fn class_annotation<'t>(check: &mut Check<'_, 't>, class: Field<'t>) {
    let annotations = check.root().at(&["metadata", "annotations"]);
    for (key, value) in annotations.entries() {
        let other = class.is_set() && !value.is(&class.text());
        if key.as_key() == "kubernetes.io/ingress.class" && other {
            check.invalid(
                value,
                &format!("what `ingressClassName` says, `{}`", class.text()),
            );
        }
    }
}

fn host_name<'t>(check: &mut Check<'_, 't>, host: Field<'t>) {
    let format = if host.text().contains('*') {
        &WILDCARD_SUBDOMAIN
    } else {
        &DNS_SUBDOMAIN
    };
    check.format_of_set(host, format);
}

fn paths<'t>(check: &mut Check<'_, 't>, paths: Field<'t>) {
    if paths.is_empty() {
        check.required(paths, "paths: [{path: /, pathType: Prefix, backend: …}]");
    }
    for path in paths.items() {
        let kind = path.get("pathType");
        if !kind.is_set() {
            check.required(kind, "pathType: Prefix");
            continue;
        }
        http_path(check, path.get("path"), kind);
        backend(check, path.get("backend"));
    }
}

fn http_path<'t>(check: &mut Check<'_, 't>, path: Field<'t>, kind: Field<'t>) {
    let text = path.text();
    match kind.text().as_ref() {
        "Exact" | "Prefix" => {
            let bad = NOT_IN_PATH.iter().find(|part| text.contains(*part));
            let end = NOT_AT_END.iter().find(|part| text.ends_with(*part));
            if !text.starts_with('/') {
                check.invalid(path, "a path that starts with `/`");
            } else if let Some(part) = bad.or(end) {
                check.invalid(path, &format!("a path without `{part}`"));
            }
        }
        "ImplementationSpecific" if !text.is_empty() && !text.starts_with('/') => {
            check.invalid(path, "a path that starts with `/`");
        }
        "ImplementationSpecific" => {}
        _ if kind.is_text() => {
            check.unsupported(kind, &["Exact", "ImplementationSpecific", "Prefix"]);
        }
        _ => {}
    }
}

/// Where requests go: a port of a Service, or another object. Source: `validateIngressBackend`.
fn backend<'t>(check: &mut Check<'_, 't>, backend: Field<'t>) {
    let (service, resource) = (backend.get("service"), backend.get("resource"));
    match (service.is_set(), resource.is_set()) {
        (true, true) => {
            let message = "the backend is both a Service and another object";
            check.conflict(backend, message, "leave one of them out");
        }
        (false, false) => {
            let message = "the backend names no Service";
            check.conflict(
                backend,
                message,
                "service: {name: my-service, port: {number: 80}}",
            );
        }
        (false, true) => typed_reference(check, resource),
        (true, false) => {
            check.required_format(service.get("name"), &SERVICE_NAME);
            service_port(check, backend, service.get("port"));
        }
    }
}

fn service_port<'t>(check: &mut Check<'_, 't>, backend: Field<'t>, port: Field<'t>) {
    let (name, number) = (port.get("name"), port.get("number"));
    let numbered = number.is_set() && number.int() != Some(0);
    match (!name.is_empty(), numbered) {
        (true, true) => {
            let message = "the backend has both the name and the number of a port";
            check.conflict(backend, message, "leave one of them out");
        }
        (true, false) => check.format(name, &PORT_NAME),
        (false, true) => check.range(number, 1, 65535),
        (false, false) => check.required(backend, "port: {number: 80}"),
    }
}
