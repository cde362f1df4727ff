//! The controls that the level `restricted` adds.

use super::Breach;
use super::baseline::{added, profile, unmasked};
use super::seen::{Seen, context, flag, in_container, lacking, set};
use crate::objects::{Container, Number, Text};
use crate::yaml::Cursor;

/// The kinds of volumes that are allowed.
const VOLUMES: [&str; 9] = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

pub(super) fn volume_types<'t>(seen: &Seen<'_, 't>, _: u32) -> Vec<Breach<'t>> {
    let volumes = seen.pod.volumes.iter();
    let written = volumes.filter(|volume| !volume.claim_template);
    let found = written.filter_map(|volume| {
        // Without a source the API server makes it an `emptyDir`.
        let source = volume.source()?;
        let is_allowed = VOLUMES.iter().any(|kind| set(&volume.at, kind).is_some());
        let entry = volume.at.entry(&source).filter(|_| !is_allowed)?;
        Some(Breach {
            at: entry.value,
            shown: Some(entry.key),
            what: Some(format!("a volume of `{source}`")),
            container: None,
        })
    });
    found.collect()
}

pub(super) fn privilege_escalation<'t>(seen: &Seen<'_, 't>, minor: u32) -> Vec<Breach<'t>> {
    if is_exempt(seen, minor) {
        return Vec::new();
    }
    let key = "allowPrivilegeEscalation";
    let breach = |container: &Container<'t>| {
        let at = context(container).and_then(|context| set(&context, key));
        match at {
            Some(at) if at.as_bool() == Some(false) => None,
            Some(at) => Some(in_container(container, at, format!("{key}: true"))),
            None => Some(lacking(container)),
        }
    };
    seen.containers().filter_map(breach).collect()
}

/// Since 1.25 what Linux alone has is not asked of a pod for Windows.
fn is_exempt(seen: &Seen<'_, '_>, minor: u32) -> bool {
    seen.is_windows && minor >= 25
}

pub(super) fn run_as_non_root<'t>(seen: &Seen<'_, 't>, minor: u32) -> Vec<Breach<'t>> {
    let key = "runAsNonRoot";
    if is_nobody(seen, minor) {
        return Vec::new();
    }
    let forbidden = |context: &Cursor<'t>| match set(context, key) {
        Some(at) if at.as_bool() == Some(false) => vec![(at, format!("{key}: false"))],
        _ => Vec::new(),
    };
    let found = seen.in_contexts(forbidden);
    if !found.is_empty() || flag(seen.context, key) == Some(true) {
        return found;
    }
    let is_silent = |container: &&Container<'t>| flag(context(container), key).is_none();
    seen.containers().filter(is_silent).map(lacking).collect()
}

/// Since 1.35 root may be in a pod whose root is nobody on the node (KEP-127).
fn is_nobody(seen: &Seen<'_, '_>, minor: u32) -> bool {
    seen.has_own_users && minor >= 35
}

pub(super) fn run_as_user<'t>(seen: &Seen<'_, 't>, minor: u32) -> Vec<Breach<'t>> {
    if is_nobody(seen, minor) {
        return Vec::new();
    }
    seen.in_contexts(|context| {
        let user = Number::field(context, "runAsUser").filter(|user| user.value == 0);
        let user = user.map(|user| (user.at, "runAsUser: 0".to_owned()));
        user.into_iter().collect()
    })
}

pub(super) fn seccomp<'t>(seen: &Seen<'_, 't>, minor: u32) -> Vec<Breach<'t>> {
    let key = "seccompProfile";
    if is_exempt(seen, minor) {
        return Vec::new();
    }
    let found = seen.in_contexts(|context| profile(context, key));
    let of_pod = seen.context.and_then(|context| set(&context, key));
    if !found.is_empty() || of_pod.is_some() {
        return found;
    }
    let is_silent = |container: &&Container<'t>| {
        context(container).is_none_or(|context| set(&context, key).is_none())
    };
    seen.containers().filter(is_silent).map(lacking).collect()
}

pub(super) fn capabilities<'t>(seen: &Seen<'_, 't>, minor: u32) -> Vec<Breach<'t>> {
    if is_exempt(seen, minor) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for container in seen.containers() {
        let context = context(container);
        let capabilities = context.and_then(|context| set(&context, "capabilities"));
        let dropped = capabilities.map(|capabilities| Text::list(&capabilities, "drop"));
        let dropped = dropped.unwrap_or_default();
        if !dropped.iter().any(|name| &**name == "ALL") {
            let at = capabilities.and_then(|capabilities| set(&capabilities, "drop"));
            // Runtimes take it for the same, the standard does not.
            let other_letters = dropped.iter().find(|name| name.eq_ignore_ascii_case("ALL"));
            found.push(Breach {
                at: at.unwrap_or_else(|| container.anchor()),
                shown: other_letters.map(|name| name.at),
                ..lacking(container)
            });
        }
        let added = context
            .iter()
            .flat_map(|at| added(at, &["NET_BIND_SERVICE"]));
        found.extend(added.map(|(at, name)| in_container(container, at, name)));
    }
    found
}

pub(super) fn proc_mount<'t>(seen: &Seen<'_, 't>, _: u32) -> Vec<Breach<'t>> {
    unmasked(seen)
}
