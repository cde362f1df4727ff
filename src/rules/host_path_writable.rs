//! `host-path-writable`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::{Text, VolumeKind};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.all_containers() {
        let writable = container
            .mounts
            .iter()
            .filter(|mount| mount.read_only.is_none());
        for mount in writable {
            let Some(name) = mount.volume.as_ref() else {
                continue;
            };
            let volume = pod
                .pod
                .volume(name)
                .filter(|volume| volume.kind == VolumeKind::HostPath);
            let Some(host) = volume.and_then(|volume| volume.at.get("hostPath")) else {
                continue;
            };
            let Some(path) = Text::field(&host, "path") else {
                continue;
            };
            let says = ["can write", "can write"]
                .map(|can| format!("{can} to a directory of its node: {}", &*path));
            found.push(
                pod.of_container(container, &name.at, says)
                    .here("mounted for writing")
                    .label(path.at.span(), "a directory of the node")
                    .note("what a container writes there the node's own programs read, and run; and it stays when the pod is gone")
                    .help("write `readOnly: true` beside the mount, if the program only reads there"),
            );
        }
    }
}
