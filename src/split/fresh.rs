//! Objects that the split adds.

use super::draft::Value;
use crate::facts::Part;
use crate::facts::clean;
use crate::objects::{Label, Object};

/// A new object.
pub(super) fn object(api_version: &str, kind: &str, metadata: Value, spec: Value) -> Value {
    Value::Map(vec![
        ("apiVersion".to_owned(), Value::text(api_version)),
        ("kind".to_owned(), Value::text(kind)),
        ("metadata".to_owned(), metadata),
        ("spec".to_owned(), spec),
    ])
}

/// Name, namespace and labels of an object that stands beside another.
pub(super) fn metadata(beside: &Object<'_>, name: &str, labels: &[Label]) -> Value {
    let mut entries = vec![("name".to_owned(), Value::text(name))];
    if let Some(namespace) = beside.namespace() {
        entries.push(("namespace".to_owned(), Value::text(namespace)));
    }
    if !labels.is_empty() {
        entries.push(("labels".to_owned(), Value::texts(labels)));
    }
    Value::Map(entries)
}

/// A Service for these ports; headless, it stands for each pod of a StatefulSet.
pub(super) fn service(
    beside: &Object<'_>,
    name: &str,
    selector: &[Label],
    ports: Value,
    headless: bool,
) -> Value {
    let mut spec = Vec::new();
    if headless {
        spec.push(("clusterIP".to_owned(), Value::text("None")));
    }
    spec.push(("selector".to_owned(), Value::texts(selector)));
    if !matches!(&ports, Value::List(none) if none.is_empty()) {
        spec.push(("ports".to_owned(), ports));
    }
    object(
        "v1",
        "Service",
        metadata(beside, name, selector),
        Value::Map(spec),
    )
}

/// The ports of a Service, each with its name.
pub(super) fn ports(ports: &[(String, i64)]) -> Value {
    let port = |(name, number): &(String, i64)| {
        Value::Map(vec![
            ("name".to_owned(), Value::text(name)),
            ("port".to_owned(), Value::Number(*number)),
        ])
    };
    Value::List(ports.iter().map(port).collect())
}

/// What to call a port: as its container does, or after the software.
fn port_name(part: &Part<'_, '_>, number: i64) -> String {
    let declared = part.container.ports.iter().find(|port| {
        port.protocol == "TCP" && port.number.is_some_and(|known| known.value == number)
    });
    if let Some(name) = declared.and_then(|port| port.name.as_deref()) {
        return name.to_owned();
    }
    let is_main = part.likely_ports().first() == Some(&number);
    let known = part
        .software
        .filter(|_| part.class.is_datastore() && is_main);
    let name = known.map(|known| clean(known.software.name));
    let fits = |name: &String| (1..=15).contains(&name.len());
    name.filter(fits).unwrap_or_else(|| format!("tcp-{number}"))
}

/// The ports that a Service is made for where nothing in the file says which are called: those that the manifest
/// names, else the software's main one.
pub(super) fn offered(part: &Part<'_, '_>) -> Vec<i64> {
    let named = part
        .listens
        .iter()
        .filter(|listen| listen.declared || listen.is_told());
    let named: Vec<i64> = named.map(|listen| listen.port).collect();
    if named.is_empty() {
        return part.likely_ports().into_iter().take(1).collect();
    }
    named
}

/// Ports with their names, each once.
pub(super) fn named(parts: &[&Part<'_, '_>], mut ports: Vec<i64>) -> Vec<(String, i64)> {
    let mut seen = Vec::new();
    ports.retain(|port| {
        let is_new = !seen.contains(port);
        seen.push(*port);
        is_new
    });
    let mut found: Vec<(String, i64)> = Vec::new();
    for port in ports {
        let part = parts
            .iter()
            .find(|part| part.likely_ports().contains(&port));
        let name = part.map_or_else(|| format!("tcp-{port}"), |part| port_name(part, port));
        let is_new = found.iter().all(|(other, _)| *other != name);
        found.push((if is_new { name } else { format!("tcp-{port}") }, port));
    }
    found
}

/// Ports in words.
pub(super) fn numbers(ports: &[(String, i64)]) -> String {
    match ports {
        [] => "the names of its pods".to_owned(),
        [(_, port)] => format!("port {port}"),
        _ => {
            let numbers: Vec<_> = ports.iter().map(|(_, port)| port.to_string()).collect();
            format!("ports {}", numbers.join(", "))
        }
    }
}
