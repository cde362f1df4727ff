//! `unused-volume`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::VolumeKind;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    // A container that cannot be read may mount anything.
    if !pod.pod.complete {
        return;
    }
    for volume in &pod.pod.volumes {
        let Some(name) = volume.name.as_ref().filter(|_| !volume.claim_template) else {
            continue;
        };
        if name.is_empty()
            || pod
                .pod
                .all_containers()
                .any(|container| container.mounts_volume(name))
        {
            continue;
        }
        // Injected sidecars are told of volumes in annotations.
        if pod
            .pod
            .annotations
            .iter()
            .any(|(_, text)| text.as_ref().is_some_and(|text| text.contains(&**name)))
        {
            continue;
        }
        found.push(
            pod.diagnostic(
                "unused-volume",
                &volume.anchor(),
                format!("no container mounts the volume `{name}`"),
            )
            .here("mounted nowhere")
            .note(why(volume.kind))
            .help(format!("mount `{name}` where it is needed, or remove it")),
        );
    }
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
