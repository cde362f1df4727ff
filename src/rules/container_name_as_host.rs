//! `container-name-as-host`: see the page.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::objects::{Entry, NamedHost, Pods, Service};
use crate::rules::RunContext;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let services = run.neighbours.inventory.all::<Service>();
    let services: HashSet<&str> = services.map(|service| service.resource.name()).collect();
    for workload in run.workloads() {
        let named = &workload.is.network.named;
        let no_host = |named: &&NamedHost| !services.contains(&*named.host);
        found.extend(
            named
                .iter()
                .filter(no_host)
                .map(|named| describe(run, workload, named)),
        );
    }
}

fn describe(run: &RunContext<'_, '_>, workload: Entry<'_, Pods>, named: &NamedHost) -> Diagnostic {
    let NamedHost { host, by, port, .. } = named;
    let place = port.map_or_else(
        || "localhost".to_owned(),
        |port| format!("localhost:{port}"),
    );
    let message = format!("`{by}` looks for the host `{host}`, which is the container beside it");
    run
        .diagnostic(&workload, &named.place, message)
        .label(named.at, format!("`{host}` is no host name here"))
        .note("the containers of a pod meet at localhost; a container's name is no host, as it is in Docker Compose, and no Service of this name is here")
        .help(format!("use {place}, or the Service of `{host}` once it is in a pod of its own"))
}
