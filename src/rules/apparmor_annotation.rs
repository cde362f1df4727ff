//! `apparmor-unconfined`, as annotations say it: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::Text;
use crate::pod_security::APP_ARMOR;
use crate::rules::{PodContext, needed_privileges};

/// Source: <https://kubernetes.io/docs/tutorials/security/apparmor/>, on what came before the field, which the API server
/// makes of it where no field is written.
pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let has_annotations = pod
        .pod
        .annotations
        .iter()
        .any(|(key, _)| key.starts_with(APP_ARMOR));
    if !has_annotations || pod.pod.is_windows() {
        return;
    }
    for container in pod.pod.all_containers() {
        if !pod.is_asked() && needed_privileges::has_need(pod.object, pod.workload, Some(container))
        {
            continue;
        }
        let key = format!("{APP_ARMOR}{}", container.called());
        let mut annotations = pod.pod.annotations.iter();
        let value = annotations.find(|(name, _)| **name == *key);
        let value: Option<&Text<'_>> = value.and_then(|(_, value)| value.as_ref());
        let has_field = pod
            .pod
            .security_setting(container, "appArmorProfile")
            .is_some();
        if let Some(value) = value.filter(|value| &***value == "unconfined" && !has_field) {
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
}
