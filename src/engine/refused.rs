//! Whether the API server would have an object at all.

use super::serve::serve;

use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Server};
use crate::objects::{ConfigMaps, Object, Workload};
use crate::panic;
use crate::rules::{self, KnownPod};

/// Whether the API server of every version that is asked for refuses the object; `config_maps` are those of its file. Where podlint fails on it, it is
/// taken to be accepted: the failure shows where the object is checked.
#[must_use]
pub fn is_refused<'t>(
    object: &Object<'t>,
    config_maps: &ConfigMaps<'t>,
    settings: &Settings,
) -> bool {
    let document = object.root.tree().documents().get(object.document as usize);
    let mut faults = document.into_iter().flat_map(|document| &document.faults);
    if faults.any(|fault| object.root.span().contains(fault.span)) {
        return true;
    }
    let found = panic::catch(|| findings(object, config_maps, settings)).unwrap_or_default();
    found.iter().any(|found| {
        let server = found.server.or(rules::page(found.rule).server);
        found.versions.is_none() && server == Some(Server::Rejects)
    })
}

fn findings<'t>(
    object: &Object<'t>,
    config_maps: &ConfigMaps<'t>,
    settings: &Settings,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let is_defined = settings.schemas.define(object);
    if is_defined || !serve(object, settings, &mut found) {
        let newest = settings.versions.iter().next_back().unwrap_or_default();
        settings.schemas.check(object, newest, &mut found);
    } else if let Some(workload) = Workload::of(object) {
        let (versions, parameters) = (settings.versions, &settings.parameters);
        let known = KnownPod::of(object, &workload, config_maps, versions, parameters);
        // A rule that fails shows where the object is checked.
        drop(rules::check_pod(
            &known,
            &settings.policy.chosen,
            &mut found,
        ));
    }
    found
}
