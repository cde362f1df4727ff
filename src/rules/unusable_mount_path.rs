//! `unusable-mount-path`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::{Text, VolumeKind, within};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.pod.is_windows() {
        return;
    }
    for container in pod.pod.all_containers() {
        for mount in &container.mounts {
            let (Some(path), Some(name)) = (&mount.path, &mount.volume) else {
                continue;
            };
            let of_node = || {
                let volume = pod.pod.volume(name);
                volume.is_none_or(|volume| volume.kind == VolumeKind::HostPath)
            };
            let why = match path.trim_end_matches('/') {
                "" => "is the file system that the image is",
                path if within(path, "/proc") && !of_node() => "is the kernel's own",
                _ => continue,
            };
            found.push(describe(pod, &container.called(), path, why));
        }
    }
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    container: &str,
    path: &Text<'t>,
    why: &str,
) -> Diagnostic {
    pod.diagnostic(
        &path.at,
        format!("`{container}` cannot have a volume at `{path}`"),
    )
    .here(why.to_owned())
    .note("container runtimes refuse to mount there, and the container does not start")
    .help("mount it in a directory of its own")
}
