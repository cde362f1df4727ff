//! `empty-dir-no-size-limit`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::{Container, Volume, VolumeKind};
use crate::rules::PodContext;
use crate::rules::words::quoted;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let is_open = |volume: &&Volume<'_>| {
        let given = volume.at.get("emptyDir");
        volume.kind == VolumeKind::EmptyDir && given.is_none_or(|at| at.get("sizeLimit").is_none())
    };
    for volume in pod.pod.volumes.iter().filter(is_open) {
        let Some(name) = &volume.name else { continue };
        let in_memory = volume.at.get("emptyDir").and_then(|at| at.get("medium"));
        let resource = match in_memory.and_then(|medium| medium.as_str()).as_deref() {
            Some("Memory") => "memory",
            _ => "ephemeral-storage",
        };
        let limits = |container: &&Container<'_>| {
            let resources = container.at.get("resources");
            let limits = resources.and_then(|resources| resources.get("limits")?.get(resource));
            container.mounts_volume(name) && limits.is_none()
        };
        let all = pod.pod.init_containers.iter().chain(&pod.pod.containers);
        let writers: Vec<_> = all.filter(limits).map(Container::called).collect();
        if writers.is_empty() {
            continue;
        }
        let message = format!(
            "nothing limits how much {} may write to the volume `{name}`",
            quoted(writers)
        );
        found.push(
            pod.diagnostic(&name.at, message)
                .here("no `sizeLimit`")
                .note(match resource {
                    "memory" => "what is written there is memory of the node, and others are killed for it",
                    _ => "what is written there lies on the disk of the node, and when that is full pods are evicted",
                })
                .help(format!("write `sizeLimit` under `emptyDir`, or `{resource}` under `resources.limits` of the containers")),
        );
    }
}
