//! What is known of objects that lead to pods: Services, Ingresses, monitors.

use std::sync::Arc;

use super::{Monitor, Route, Service};
use crate::objects::inventory::{Place, labels};
use crate::objects::{Object, Text};
use crate::yaml::Cursor;

/// Source: `endpoints` of a ServiceMonitor and `podMetricsEndpoints` of a PodMonitor, each with the name of a `port`.
pub(super) fn monitor(object: &Object<'_>) -> Monitor {
    let spec = object.root.get("spec");
    let fields = ["endpoints", "podMetricsEndpoints"].into_iter();
    let lists = fields.filter_map(|field| spec?.get(field));
    let endpoints = lists.flat_map(|list| list.items());
    let ports = endpoints.filter_map(|endpoint| Text::field(&endpoint, "port"));
    Monitor {
        ports: ports.map(|port| Place::of(object, &port)).collect(),
    }
}

fn is_name(port: &Text<'_>) -> bool {
    port.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// How many names of a Service are kept: more ask for nothing.
const MOST_NAMES: usize = 100;

pub(super) fn service(object: &Object<'_>) -> Option<Service> {
    let spec = object.root.get("spec")?;
    let ports = || {
        spec.get("ports")
            .into_iter()
            .flat_map(|ports| ports.items())
    };
    let targets = ports().filter_map(|port| Text::field(&port, "targetPort").filter(is_name));
    let names = ports().filter_map(|port| Text::field(&port, "name"));
    let numbers = ports().filter_map(|port| Text::field(&port, "port")?.parse().ok());
    let is_headless = Text::field(&spec, "clusterIP").is_some_and(|address| &*address == "None");
    let sends_to = ports().filter_map(|port| {
        let is_tcp = Text::field(&port, "protocol").is_none_or(|protocol| &*protocol == "TCP");
        let target = Text::field(&port, "targetPort").or_else(|| Text::field(&port, "port"))?;
        let number = target.parse().ok().filter(|_| is_tcp && !is_headless)?;
        Some((number, Place::of(object, &target)))
    });
    let metadata = object.root.get("metadata");
    Some(Service {
        labels: labels(metadata.and_then(|metadata| metadata.get("labels"))).into(),
        ports: names.map(|name| (&*name).into()).collect(),
        numbers: numbers.collect(),
        targets: targets.map(|target| Place::of(object, &target)).collect(),
        sends_to: sends_to.collect(),
        dns_names: dns_names(object),
        is_headless,
        has_unready: spec
            .get("publishNotReadyAddresses")
            .and_then(|on| on.as_bool())
            == Some(true),
    })
}

/// The names that an object asks ExternalDNS for. Source: its annotations, several names with commas between.
fn dns_names(object: &Object<'_>) -> Box<[Place]> {
    const HOSTNAME: &str = "external-dns.alpha.kubernetes.io/hostname";
    let metadata = object.root.get("metadata");
    let annotations = metadata.and_then(|metadata| metadata.get("annotations"));
    let Some(names) = annotations.and_then(|all| Text::field(&all, HOSTNAME)) else {
        return Box::default();
    };
    let each = names
        .split(',')
        .map(|name| name.trim().trim_end_matches('.'));
    let each = each.filter(|name| !name.is_empty()).take(MOST_NAMES);
    each.map(|name| Place::saying(&name.to_ascii_lowercase(), object, &names.at))
        .collect()
}

pub(super) fn annotation(object: &Object<'_>, key: &str) -> Option<Arc<str>> {
    let annotations = object.root.get("metadata")?.get("annotations")?;
    Some((&*Text::field(&annotations, key)?).into())
}

/// Source: `ingressClassName`, and the annotation before it.
pub(super) fn class(object: &Object<'_>) -> Option<Arc<str>> {
    let spec = object.root.get("spec");
    let own = spec.and_then(|spec| Text::field(&spec, "ingressClassName"));
    let own = own.map(|class| (&*class).into());
    own.or_else(|| annotation(object, "kubernetes.io/ingress.class"))
}

/// The rules of an Ingress; none of another object.
pub(crate) fn ingress_rules<'t>(object: &Object<'t>) -> impl Iterator<Item = Cursor<'t>> + use<'t> {
    let spec = object.root.get("spec");
    let spec = spec.filter(|_| object.kind == "Ingress");
    let rules = spec.and_then(|spec| spec.get("rules"));
    rules.into_iter().flat_map(|rules| rules.items())
}

pub(super) fn routes(object: &Object<'_>) -> Box<[Route]> {
    let of_rule = |rule: Cursor<'_>| {
        let host = Text::field(&rule, "host");
        let host: Arc<str> = host.as_deref().unwrap_or_default().into();
        let paths = rule.get("http").and_then(|http| http.get("paths"));
        let paths = paths.into_iter().flat_map(|paths| paths.items());
        let paths = paths.filter_map(|path| Text::field(&path, "path"));
        let paths: Vec<Route> = paths
            .map(|path| Route {
                host: host.clone(),
                path: Place::of(object, &path),
            })
            .collect();
        paths
    };
    ingress_rules(object).flat_map(of_rule).collect()
}

/// The Services that an Ingress sends to.
fn backends<'t>(object: &Object<'t>) -> impl Iterator<Item = Cursor<'t>> {
    let spec = object.root.get("spec");
    let paths = ingress_rules(object).filter_map(|rule| rule.get("http")?.get("paths"));
    let backends = paths
        .flat_map(|paths| paths.items())
        .filter_map(|path| path.get("backend"));
    let default = spec.and_then(|spec| spec.get("defaultBackend"));
    let all = default.into_iter().chain(backends);
    all.filter_map(|backend| backend.get("service"))
}

pub(super) fn by_name(object: &Object<'_>) -> Box<[(Arc<str>, Place)]> {
    // The AWS load balancer controller's word for "an annotation says where to".
    let is_port = |name: &Text<'_>| &**name != "use-annotation";
    let named = |service: Cursor<'_>| {
        let port = Text::field(&service.get("port")?, "name").filter(is_port)?;
        let name = (&*Text::field(&service, "name")?).into();
        Some((name, Place::of(object, &port)))
    };
    backends(object).filter_map(named).collect()
}

pub(super) fn by_number(object: &Object<'_>) -> Box<[(Arc<str>, i64, Place)]> {
    let numbered = |service: Cursor<'_>| {
        let port = Text::field(&service.get("port")?, "number")?;
        let name = (&*Text::field(&service, "name")?).into();
        Some((name, port.parse().ok()?, Place::of(object, &port)))
    };
    backends(object).filter_map(numbered).collect()
}
