//! `logs-to-file`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Access, Origin, Part, PathUse, Role};
use crate::objects::{Container, Pod, VolumeKind, within};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.ends() || !pod.pod.running().any(Container::is_told) {
        return;
    }
    for part in pod.facts().running() {
        // `tee` writes to standard output as well.
        if part.role != Role::Service
            || part
                .commands
                .iter()
                .any(|command| command.program() == "tee")
        {
            continue;
        }
        // What another container waits for is `mismatched-shared-path` or `missing-shared-volume`.
        let is_read = |log: &PathUse<'_>| {
            let mut all = pod.facts().running().flat_map(|other| &other.paths);
            all.any(|used| used.is_read() && used.file_name() == log.file_name())
        };
        let collected = pod.words("collected");
        let is_collected = |log: &PathUse<'_>| collected.iter().any(|path| within(&log.path, path));
        let lost = |used: &&PathUse<'_>| {
            is_log(used) && is_lost(pod.pod, part, used) && !is_read(used) && !is_collected(used)
        };
        let Some(used) = part.paths.iter().find(lost) else {
            continue;
        };
        let name = part.name();
        found.push(
            pod.diagnostic(&used.at, format!("`{name}` logs to `{}`, which nothing collects", used.path))
                .narrowed(used.span())
                .here("a file inside the container")
                .note("`kubectl logs` and the node's log collector see standard output only; the file grows until the container ends, and is gone with it")
                .help(format!("let `{name}` log to standard output, or to /dev/stdout where it wants a file")),
        );
    }
}

/// A file that is written and is a log by its name.
fn is_log(used: &PathUse<'_>) -> bool {
    used.access == Access::Writes
        && used.origin == Origin::Told
        && used.file_name().ends_with(".log")
        && !used.is_output()
}

/// Whether it lies where no other container and no agent of the node sees it.
fn is_lost(pod: &Pod<'_>, part: &Part<'_, '_>, used: &PathUse<'_>) -> bool {
    let Some(mount) = part.container.mount_of(&used.path) else {
        return true;
    };
    let Some(name) = mount.volume.as_deref() else {
        return false;
    };
    let others = pod
        .all_containers()
        .filter(|other| !other.is(part.container))
        .any(|other| other.mounts_volume(name));
    !others
        && pod
            .volume(name)
            .is_some_and(|volume| volume.kind == VolumeKind::EmptyDir)
}
