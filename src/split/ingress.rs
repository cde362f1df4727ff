//! Ingresses whose Service has lost a port to another.

use super::services::Served;
use crate::objects::{Object, Text};
use crate::yaml::Cursor;

/// The places where Ingresses beside the workload name the Service for a port that it has lost.
pub(super) fn names<'t>(
    objects: &[Object<'t>],
    workload: &Object<'t>,
    service: &Served<'_, 't>,
) -> Vec<Cursor<'t>> {
    let ingresses = objects
        .iter()
        .filter(|object| object.kind == "Ingress" && object.namespace() == workload.namespace());
    let backends = ingresses.flat_map(|object| backends(object.root));
    backends
        .filter_map(|backend| {
            let name = Text::field(&backend, "name").filter(|name| **name == *service.name)?;
            let port = backend.get("port")?;
            let number = port.get("number").and_then(|number| number.as_int());
            let lost = service.loses(number, Text::field(&port, "name").as_deref());
            lost.then_some(name.at)
        })
        .collect()
}

/// Every `service` of a backend, wherever it stands.
fn backends(root: Cursor<'_>) -> Vec<Cursor<'_>> {
    let (mut pending, mut found) = (vec![root], Vec::new());
    while let Some(at) = pending.pop() {
        pending.extend(at.items());
        for entry in at.entries() {
            if entry.key.is_key("service") {
                found.push(entry.value);
            } else {
                pending.push(entry.value);
            }
        }
    }
    found
}
