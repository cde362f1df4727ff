//! `shared-process-namespace`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Class, Grounds, Part, Role};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let Some(shared) = pod.pod.spec.get("shareProcessNamespace") else {
        return;
    };
    if !pod.pod.shares_processes() || pod.facts().running().any(may_need) {
        return;
    }
    found.push(
        pod.diagnostic(&shared,
            "the containers share their processes, and none of them shows a need for it",
        )
        .here("each sees the others' processes, variables and files")
        .note("through /proc every container can read the environment and the file system of the others, secrets among them")
        .help("remove `shareProcessNamespace`, unless a container signals or debugs another"),
    );
}

/// Whether it reaches for other processes, or may for all that is known of it.
fn may_need(part: &Part<'_, '_>) -> bool {
    let is_known = part.grounds == Grounds::Software || part.class == Class::Exporter;
    let keeps_to_itself = match part.role {
        Role::Service => true,
        Role::Helper => is_known && part.class != Class::Reloader,
        Role::Toy => false,
    };
    !keeps_to_itself || !part.reaches.is_empty() || part.traces()
}
