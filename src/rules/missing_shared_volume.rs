//! `missing-shared-volume`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Access, Part, PathUse};
use crate::objects::{Container, Stage, Text, VolumeKind, within};
use crate::rules::PodContext;

const RULE: &str = "missing-shared-volume";

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.pod.all_containers().count() < 2 {
        return;
    }
    for part in pod.facts.parts.iter().filter(|part| !part.container.host_process) {
        let unmounted = || part.paths.iter().filter(|used| !is_system(&used.path) && part.container.mount_of(&used.path).is_none());
        let one = unmounted()
            .find_map(|used| not_mounted_here(pod, part, used))
            .or_else(|| unmounted().find_map(|used| socket_elsewhere(pod, part, used)))
            .or_else(|| part.paths.iter().find_map(|used| written_elsewhere(pod, part, used)));
        found.extend(one);
    }
}

/// Every container has these of its own, whatever is in them.
fn is_system(path: &str) -> bool {
    let own = ["/dev", "/proc", "/sys", "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/lib", "/usr/lib"];
    own.iter().any(|directory| within(path, directory))
}

/// A path in an `emptyDir` that others mount at that place and this container does not mount at all.
fn not_mounted_here<'t>(pod: &PodContext<'_, 't>, part: &Part<'_, 't>, used: &PathUse<'t>) -> Option<Diagnostic> {
    let (other, place, volume) = others(pod, part).find_map(|other| {
        let mount = other.mount_of(&used.path)?;
        let (place, volume) = (mount.path.as_ref()?, mount.volume.as_ref()?);
        let shared = is_empty_dir(pod, volume) && !mounts(part.container, volume);
        (shared && is_meant(pod, part, used, (place, volume))).then_some((other, place, volume))
    })?;
    let name = part.name();
    let message = format!("`{name}` uses `{}`, but the volume `{volume}` that holds it is mounted in `{}` only", used.path, others_of(pod, volume));
    Some(
        pod.diagnostic(RULE, &used.at, message)
            .here(format!("`{name}` has nothing of this in its own file system"))
            .label(place.at.span(), format!("`{}` has `{volume}` here", other.called()))
            .note("each container has a file system of its own; files are shared through a volume that both mount")
            .help(format!("mount `{volume}` at `{}` in `{name}` as well", place.trim_end_matches('/')))
            .likely(),
    )
}

/// Whether naming the path means the volume, and not just a directory of the same name.
fn is_meant<'t>(pod: &PodContext<'_, 't>, part: &Part<'_, 't>, used: &PathUse<'t>, (place, volume): (&Text<'t>, &Text<'t>)) -> bool {
    if used.is_socket() {
        return true;
    }
    let holders: Vec<_> = pod.pod.all_containers().filter(|container| mounts(container, volume)).collect();
    let same_image = holders.iter().all(|holder| holder.image.as_deref() == part.container.image.as_deref());
    let place = place.trim_end_matches('/');
    let scratch = matches!(place, "/tmp" | "/var/tmp" | "/run" | "/var/run" | "/var/log" | "/var/cache" | "/etc" | "/var/lib" | "/home" | "/root");
    let specific = place.matches('/').count() > 1;
    !scratch && (holders.len() > 1 || specific && !same_image)
}

/// A socket that others have in an `emptyDir` at another place, and this container nowhere.
fn socket_elsewhere<'t>(pod: &PodContext<'_, 't>, part: &Part<'_, 't>, used: &PathUse<'t>) -> Option<Diagnostic> {
    if !used.is_socket() {
        return None;
    }
    let (other, theirs, volume) = pod.facts.parts.iter().find_map(|other| {
        let theirs = other.paths.iter().find(|theirs| theirs.is_socket() && theirs.file_name() == used.file_name())?;
        let volume = other.container.mount_of(&theirs.path)?.volume.as_ref()?;
        (is_empty_dir(pod, volume) && !mounts(part.container, volume)).then_some((other, theirs, volume))
    })?;
    let name = part.name();
    let directory = used.path.rsplit_once('/').map_or("/", |(directory, _)| directory);
    let message = format!("`{name}` uses the socket `{}`, but mounts no volume there; `{}` has it in `{volume}`", used.path, other.name());
    Some(
        pod.diagnostic(RULE, &used.at, message)
            .here(format!("no volume of `{name}` holds it"))
            .label(theirs.at.span(), format!("`{}` has the socket in `{volume}`", other.name()))
            .note("each container has a file system of its own; a socket is reached through a volume that both mount")
            .help(format!("mount `{volume}` at `{directory}` in `{name}`"))
            .likely(),
    )
}

/// A file that this container reads and another writes, with no volume that both mount.
fn written_elsewhere<'t>(pod: &PodContext<'_, 't>, part: &Part<'_, 't>, used: &PathUse<'t>) -> Option<Diagnostic> {
    if used.access != Access::Reads || is_system(&used.path) {
        return None;
    }
    let own = part.container.mount_of(&used.path).and_then(|mount| mount.volume.as_ref());
    if own.is_some_and(|volume| !is_empty_dir(pod, volume)) {
        return None;
    }
    let (writer, at, path) = pod.facts.parts.iter().find_map(|other| {
        let apart = other.container.at.id() != part.container.at.id() && !other.container.host_process;
        let shared = own.is_some_and(|volume| mounts(other.container, volume));
        let (at, path) = writes(other, &used.path).filter(|_| apart && !shared)?;
        Some((other, at, path))
    })?;
    let (name, other) = (part.name(), writer.name());
    Some(
        pod.diagnostic(RULE, &used.at, format!("`{name}` reads `{}`, which `{other}` writes, but they share no volume there", used.path))
            .here(format!("`{name}` looks in its own file system"))
            .label(at, format!("`{other}` writes `{path}`"))
            .note("each container has a file system of its own; files are shared through a volume that both mount")
            .help(format!("mount one emptyDir at `{}` in both", directory(&used.path)))
            .likely(),
    )
}

/// Where a container says, or its software is known, to write a path.
fn writes(part: &Part<'_, '_>, path: &str) -> Option<(crate::source::Span, String)> {
    let said = part.paths.iter().find(|used| used.access == Access::Writes && (used.path == path || within(&used.path, path)));
    if let Some(used) = said {
        return Some((used.at.span(), used.path.clone()));
    }
    let known = part.software.filter(|known| known.sure)?.software;
    let log = known.logs.iter().find(|log| within(path, log))?;
    Some((part.container.image.as_ref()?.at.span(), (*log).to_owned()))
}

fn directory(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((directory, file)) if file.contains('.') && !directory.is_empty() => directory,
        _ => path,
    }
}

/// The other containers, init containers among them: they fill volumes.
fn others<'p, 't>(pod: &PodContext<'p, 't>, part: &Part<'_, 't>) -> impl Iterator<Item = &'p Container<'t>> + use<'p, 't> {
    let own = part.container.at.id();
    pod.pod.all_containers().filter(move |container| container.at.id() != own && !container.host_process)
}

/// The containers that mount a volume, by name; those that run rather than those that prepare.
fn others_of(pod: &PodContext<'_, '_>, volume: &str) -> String {
    let holders: Vec<_> = pod.pod.all_containers().filter(|container| mounts(container, volume)).collect();
    let running = holders.iter().filter(|holder| holder.stage != Stage::Init);
    let names: Vec<_> = if running.clone().next().is_some() { running.collect() } else { holders.iter().collect() };
    names.iter().map(|holder| holder.called()).collect::<Vec<_>>().join("`, `")
}

fn mounts(container: &Container<'_>, volume: &str) -> bool {
    container.mounts.iter().any(|mount| mount.volume.as_deref() == Some(volume))
}

fn is_empty_dir(pod: &PodContext<'_, '_>, volume: &str) -> bool {
    pod.pod.volume(volume).is_some_and(|volume| volume.kind == VolumeKind::EmptyDir)
}
