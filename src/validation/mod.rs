//! What the API server checks beyond the schema, and what it warns of: its own order, field paths and
//! reasons. A file per API group, a function per check of the server, named alike.
//!
//! Source: `pkg/apis/*/validation` of Kubernetes 1.36. Values that a check needs and that are not written
//! are defaulted where they are read. What needs the cluster says nothing.

mod admission;
mod api_shape;
mod apiregistration;
mod apps;
mod authorization;
mod autoscaling;
mod batch;
mod certificates;
mod check;
mod claims;
mod config;
mod coordination;
mod crd;
mod discovery;
mod events;
mod field;
mod flowcontrol;
mod formats;
mod gates;
mod known;
mod limits;
mod meta;
mod names;
mod namespace;
mod networking;
mod node;
mod persistent_volumes;
mod pod;
mod policy;
mod ports;
mod rbac;
mod required;
mod resource;
mod resources;
mod rollout;
mod scheduling;
mod seen;
mod selectors;
mod service;
mod storage;
pub mod update;
mod values;
mod versions;
mod warnings;
mod webhook_client;
mod written;

use crate::api::Version;
use crate::diagnostic::{Diagnostic, Server};
use crate::objects::Object;
use crate::parts::Part;
use crate::yaml::Cursor;
use api_shape::ApiShape;
use check::Check;
use field::Field;

/// Checks an object of a built-in kind whose structure has been checked, as an API server of `version`
/// does; adds to `found`.
pub fn check(object: &Object<'_>, version: Version, found: &mut Vec<Diagnostic>) {
    let check = &mut Check::of(object, version, found);
    if !meta::is_never_stored(object) {
        meta::object_meta(check);
    }
    match object.group() {
        "" => core(check),
        "admissionregistration.k8s.io" | "apiextensions.k8s.io" | "resource.k8s.io"
            if !Part::Extensions.is_here() => {}
        "admissionregistration.k8s.io" => admission::check(check),
        "apiextensions.k8s.io" => crd::check(check),
        "apiregistration.k8s.io" => apiregistration::check(check),
        "apps" => apps::check(check),
        "authorization.k8s.io" => authorization::check(check),
        "autoscaling" => autoscaling::check(check),
        "batch" => batch::check(check),
        "certificates.k8s.io" => certificates::check(check),
        "coordination.k8s.io" => coordination::check(check),
        "discovery.k8s.io" => discovery::check(check),
        "events.k8s.io" => events::check(check),
        "flowcontrol.apiserver.k8s.io" => flowcontrol::check(check),
        "networking.k8s.io" => networking::check(check),
        "node.k8s.io" => node::check(check),
        "policy" => policy::check(check),
        "rbac.authorization.k8s.io" => rbac::check(check),
        "resource.k8s.io" => resource::check(check),
        "scheduling.k8s.io" => scheduling::check(check),
        "storage.k8s.io" => storage::check(check),
        _ => {}
    }
    warnings::check(check);
    gates::check(check);
}

/// Makes of all that was found in an object, by whichever check, what servers of `version` say.
pub fn settle(object: &Object<'_>, version: Version, found: &mut [Diagnostic]) {
    if version != Version::newest() {
        versions::settle(object, version, found);
    }
}

/// Checks a pod's template that an object of another kind carries; what is wrong with it keeps its pods from being made.
pub fn check_template<'t>(
    object: &Object<'t>,
    template: Cursor<'t>,
    version: Version,
    found: &mut Vec<Diagnostic>,
) {
    let before = found.len();
    let check = &mut Check::of(object, version, found);
    let shape = ApiShape::named("io.k8s.api.core.v1.PodTemplateSpec");
    pod::pod_template_spec(check, Field::shaped(template, shape));
    for found in &mut found[before..] {
        let refused = found.reason.map(|_| Server::Rejects);
        refuse_later(object, found, found.server.or(refused));
    }
}

/// Makes of what is wrong with a pod that a custom resource carries what the server does: it takes the object, and refuses the
/// pods that somebody makes of it. What it would warn of it does not see.
pub fn refuse_later(object: &Object<'_>, found: &mut Diagnostic, server: Option<Server>) {
    match server {
        Some(Server::Rejects) => versions::refused_later(object, found),
        Some(Server::Warns) => found.server = Some(Server::Takes),
        Some(Server::Takes) | None => {}
    }
}

/// Checks the `metadata` of an object of a kind that is not built in; adds to `found`.
pub fn check_metadata(object: &Object<'_>, version: Version, found: &mut Vec<Diagnostic>) {
    meta::object_meta(&mut Check::of(object, version, found));
}

/// The kinds of the core group.
fn core(check: &mut Check<'_, '_>) {
    match check.object.kind.as_ref() {
        "ConfigMap" | "Secret" => config::check(check),
        "Endpoints" => discovery::check(check),
        "Event" => events::check(check),
        "LimitRange" | "ResourceQuota" => limits::check(check),
        "Namespace" => namespace::check(check),
        "Node" => node::check(check),
        "PersistentVolume" => persistent_volumes::check(check),
        "PersistentVolumeClaim" => claims::check(check),
        "Pod" => pod::check(check),
        "PodTemplate" => {
            let template = check.root().get("template");
            pod::pod_template_spec(check, template);
        }
        "ReplicationController" => apps::check(check),
        "Service" => service::check(check),
        _ => {}
    }
}
