//! `apparmor-unconfined`, as annotations say it: see the page.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::objects::{APP_ARMOR, Text};
use crate::rules::{PodContext, needed_privileges};

/// The API server makes a field of such an annotation where none is written.
pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let annotations = pod.pod.annotations.iter();
    let unconfined = annotations.filter_map(|(key, value)| {
        let value = value.as_ref().filter(|value| &***value == "unconfined")?;
        Some((key.strip_prefix(APP_ARMOR)?, value))
    });
    let unconfined: HashMap<&str, &Text<'_>> = unconfined.collect();
    if unconfined.is_empty() || pod.pod.is_windows() {
        return;
    }
    for container in pod.pod.all_containers() {
        let Some(value) = unconfined.get(&*container.called()) else {
            continue;
        };
        let has_field = pod
            .pod
            .security_setting(container, "appArmorProfile")
            .is_some();
        let is_needed = || needed_privileges::has_need(pod.object, pod.workload, Some(container));
        if has_field || !pod.is_asked() && is_needed() {
            continue;
        }
        found.push(
            pod.of_container(
                container,
                &value.at,
                ["runs without an AppArmor profile", "run without an AppArmor profile"],
            )
            .note("the profile of the container runtime keeps a program from what no container needs: mounting, raw access to the kernel's files")
            .help("leave the annotation out: a container without one has the runtime's own profile"),
        );
    }
}
