//! `unused-volume`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::{Pod, VolumeKind};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    // A container that cannot be read may mount anything.
    if !pod.pod.complete {
        return;
    }
    for volume in &pod.pod.volumes {
        let Some(name) = &volume.name else { continue };
        if volume.claim_template || name.is_empty() || is_used(pod.pod, name) {
            continue;
        }
        let message = format!("no container mounts the volume `{name}`");
        found.push(
            pod.diagnostic("unused-volume", &volume.anchor(), message)
                .here("mounted nowhere")
                .note(why(volume.kind))
                .help(format!("mount `{name}` where it is needed, or remove it")),
        );
    }
}

/// Whether a container mounts it, or one may that is yet to be injected: annotations that ask for one name
/// its volumes, or the volume is named after them (`gke-gcsfuse/volumes`, `gke-gcsfuse-cache`).
fn is_used(pod: &Pod<'_>, volume: &str) -> bool {
    let asks = |key: &str, value: Option<&str>| {
        let prefix = key.split_once('/').map_or("", |(prefix, _)| prefix);
        !prefix.is_empty() && volume.starts_with(prefix)
            || value.is_some_and(|value| value.contains(volume))
    };
    pod.all_containers()
        .any(|container| container.mounts_volume(volume))
        || pod
            .annotations
            .iter()
            .any(|(key, value)| asks(key, value.as_deref()))
}

fn why(kind: VolumeKind) -> &'static str {
    match kind {
        VolumeKind::EmptyDir => {
            "a volume is seen only where it is mounted; what was meant to be shared or kept in it is not"
        }
        VolumeKind::Given => {
            "the pod still waits for what the volume names, and no container reads it"
        }
        VolumeKind::HostPath | VolumeKind::Storage => {
            "the pod still waits for the volume before it starts, and no container uses it"
        }
    }
}
