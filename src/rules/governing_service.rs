//! `governing-service-not-headless`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::RunContext;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for resource in &run.neighbours.inventory.resources {
        let mut named = resource.refers.named.iter();
        let named = named.find(|reference| reference.edge.of == "StatefulSetSpec");
        let Some(reference) = named.filter(|reference| reference.edge.field == "serviceName")
        else {
            continue;
        };
        let service = run.neighbours.service(resource, &reference.name.text);
        let Some(service) = service.filter(|service| !service.is.is_headless) else {
            continue;
        };
        let (set, name) = (resource.name(), service.name());
        let mut told = run
            .diagnostic(
                resource,
                &reference.name,
                format!("the Service `{name}` of the StatefulSet `{set}` has an address of its own, and its pods no names"),
            )
            .note(format!("`{set}-0.{name}` is a name in the cluster's DNS only where the Service is headless"))
            .help(format!("write `clusterIP: None` into `{name}`, or name a Service that is headless, and keep this one for those who need any of the pods"));
        told.labels.push(service.label("not headless"));
        found.push(told);
    }
}
