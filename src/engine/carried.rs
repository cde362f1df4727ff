//! The pods that custom resources carry, and what comes of what is wrong with them.

use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Server};
use crate::engine::serve::serve_template;
use crate::objects::{Object, Workload, WorkloadKind};
use crate::rules;
use crate::validation;

/// Checks the pods of a custom resource against the API, if it is of a kind that makes them as one of Kubernetes' does.
pub(super) fn check_templates<'t>(
    object: &Object<'t>,
    workloads: &[Workload<'t>],
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) {
    let is_like = is_like_built_in(object);
    let templates = workloads.iter().filter_map(|workload| workload.template);
    for template in templates.filter(|_| is_like) {
        serve_template(object, template, settings, found);
    }
}

/// Whether a custom resource makes its pods of nothing but what stands in it, as the workloads of Kubernetes do.
fn is_like_built_in(object: &Object<'_>) -> bool {
    let kind = WorkloadKind::of(object.group(), &object.kind);
    kind.is_some_and(|kind| kind != WorkloadKind::Custom)
}

/// Makes of what a rule found in a pod of a custom resource what comes of it, and says whether it is to be told: the server
/// takes the object, and what it would refuse in the pods may be mended by what makes them, as a volume that this adds.
pub(super) fn weigh(object: &Object<'_>, found: &mut Diagnostic) -> bool {
    let server = found.server.or(rules::page(found.rule).server);
    let is_told = server != Some(Server::Rejects) || is_like_built_in(object);
    validation::refuse_later(object, found, server);
    is_told
}
