//! Whether a path means a volume that others have, or a directory of the container's own.

use super::{MountedVolume, is_empty_dir};
use crate::facts::{Access, Class, Facts, Part, PathUse};
use crate::objects::{Pod, within};

/// Every container has these as well, and writes into them for itself.
pub(super) fn is_scratch(path: &str) -> bool {
    const SCRATCH: [&str; 10] = [
        "/tmp",
        "/var/tmp",
        "/run",
        "/var/run",
        "/var/log",
        "/var/cache",
        "/var/lib",
        "/etc",
        "/home",
        "/root",
    ];
    SCRATCH.contains(&path)
}

/// Whether the path means the volume, and not a directory of the container's own with the same name:
/// several containers have the volume there, or its place is one that no other software would use, or the
/// container is a shell, which has no such directory.
pub(super) fn is_meant<'t>(
    pod: &Pod<'t>,
    facts: &Facts<'_, 't>,
    part: &Part<'_, 't>,
    (used, held): (&PathUse<'t>, MountedVolume<'_, 't>),
) -> bool {
    let place = held.place.trim_end_matches('/');
    let all = || {
        facts
            .all()
            .filter(|other| other.container.mounts_volume(held.volume))
    };
    let is_shared = all().nth(1).is_some();
    let image = part.container.image.as_deref();
    let same_image = all().all(|holder| holder.container.image.as_deref() == image);
    let is_shell = part.class == Class::Tool;
    let is_said = used.is_read() || used.is_written();
    let may_be = match used.access {
        // What serves keeps its own data, wherever others keep theirs.
        Access::Keeps => is_shell || part.class.is_helper(),
        Access::Runs | Access::Changes => is_shell || !is_usual(place),
        // What both call by one name is one file.
        Access::Names => {
            let is_said_by_both = || all().any(|holder| names(holder, &used.path));
            is_shell || !is_usual(place) || is_shared || is_said_by_both()
        }
        _ => true,
    };
    // A claim is there for one: what else its place is called in is meant only where what is there is said as well.
    let is_exchange = is_empty_dir(pod, held.volume)
        || is_said && all().any(|holder| names(holder, &used.path) || is_shell);
    let lies_apart =
        !is_scratch(place) || used.is_written() && all().all(|holder| waits_in(holder, place));
    // Copies of one program each keep a file of their own; one that alone says the place means that of the other.
    let is_copy = same_image && (is_usual(place) || all().any(|holder| names(holder, &used.path)));
    used.is_socket() || may_be && is_exchange && lies_apart && (is_shared || !is_copy)
}

/// Whether a container says a path or is known to keep its data there.
fn names(part: &Part<'_, '_>, path: &str) -> bool {
    let known = part
        .software
        .is_some_and(|known| known.software.data.contains(&path));
    known || part.paths.iter().any(|used| used.path == path)
}

/// Whether a container is there for what others write below a directory, and writes nothing there itself.
pub(super) fn waits_in(part: &Part<'_, '_>, directory: &str) -> bool {
    let mut inside = part
        .paths
        .iter()
        .filter(|used| within(&used.path, directory));
    let reads = inside.clone().any(PathUse::is_read);
    (reads || part.class == Class::Collector) && !inside.any(PathUse::is_written)
}

/// Many images have these, each with files of its own.
fn is_usual(path: &str) -> bool {
    const USUAL: [&str; 12] = [
        "/data",
        "/config",
        "/conf",
        "/cache",
        "/app",
        "/work",
        "/workspace",
        "/opt",
        "/srv",
        "/mnt",
        "/storage",
        "/logs",
    ];
    USUAL.contains(&path)
}
