//! Files that the containers of a pod mean to exchange, and do not.

use crate::facts::{Access, Class, Facts, Origin, Part, PathUse};
use crate::objects::{Container, Mount, Pod, Text, VolumeKind, within};
use crate::source::Span;

/// Evidence that a container uses a file which another one has, and that no volume brings it there.
#[derive(Debug)]
pub enum Missing<'f, 't> {
    /// The path lies in an `emptyDir` that others mount there and this container does not mount.
    NotMounted {
        /// The path it uses.
        used: &'f PathUse<'t>,
        /// One that mounts the volume.
        holder: &'f Container<'t>,
        /// Where that one mounts it.
        place: &'f Text<'t>,
        /// The volume's name.
        volume: &'f Text<'t>,
    },
    /// The same, and the volumes that this container mounts inside of the path are those that others mount inside
    /// of that `emptyDir`.
    MountedInside {
        /// Where this container mounts a volume inside of the path.
        inner: &'f Text<'t>,
        /// One that mounts the volume around it.
        holder: &'f Container<'t>,
        /// Where that one mounts it.
        place: &'f Text<'t>,
        /// The volume's name.
        volume: &'f Text<'t>,
    },
    /// The path lies in an `emptyDir` where others mount it, and this container mounts that elsewhere.
    MountedElsewhere {
        /// The path it uses.
        used: &'f PathUse<'t>,
        /// Where it has the volume.
        own: &'f Text<'t>,
        /// One that has it where the path is.
        holder: &'f Container<'t>,
        /// Where that one mounts it.
        place: &'f Text<'t>,
        /// The volume's name.
        volume: &'f Text<'t>,
    },
    /// Another container has a socket of that name in an `emptyDir`, at another path.
    SocketElsewhere {
        /// The path it uses.
        used: &'f PathUse<'t>,
        /// One that has the socket.
        holder: &'f Container<'t>,
        /// Where that one has it.
        theirs: &'f PathUse<'t>,
        /// The volume's name.
        volume: &'f Text<'t>,
    },
    /// Another container writes it, and they share no volume.
    WrittenElsewhere {
        /// The path it reads.
        used: &'f PathUse<'t>,
        /// The one that writes it.
        writer: &'f Container<'t>,
        /// Where it says so.
        at: Span,
        /// What it writes: the file, or a directory that holds it.
        path: String,
    },
}

impl<'f, 't> Missing<'f, 't> {
    /// The first such evidence for `part`.
    #[must_use]
    pub fn of(pod: &'f Pod<'t>, facts: &'f Facts<'f, 't>, part: &'f Part<'f, 't>) -> Option<Self> {
        if part.container.host_process {
            return None;
        }
        let paths = || part.paths.iter().filter(|used| !is_system(&used.path));
        let unmounted = || paths().filter(|used| part.container.mount_of(&used.path).is_none());
        unmounted()
            .find_map(|used| not_mounted(pod, part, used))
            .or_else(|| mounted_inside(pod, part))
            .or_else(|| {
                unmounted().find_map(|used| {
                    mounted_elsewhere(pod, part, used)
                        .or_else(|| written_beside(pod, facts, part, used))
                })
            })
            .or_else(|| unmounted().find_map(|used| socket_elsewhere(pod, facts, part, used)))
            .or_else(|| paths().find_map(|used| written_elsewhere(pod, facts, part, used)))
    }
}

impl Missing<'_, '_> {
    /// The volume that should be shared, if there is one.
    #[must_use]
    pub fn volume(&self) -> Option<&str> {
        match self {
            Self::NotMounted { volume, .. }
            | Self::MountedInside { volume, .. }
            | Self::MountedElsewhere { volume, .. }
            | Self::SocketElsewhere { volume, .. } => Some(volume),
            Self::WrittenElsewhere { .. } => None,
        }
    }
}

/// Every container has these of its own, whatever is in them.
fn is_system(path: &str) -> bool {
    const OWN: [&str; 9] = [
        "/dev",
        "/proc",
        "/sys",
        "/bin",
        "/sbin",
        "/usr/bin",
        "/usr/sbin",
        "/lib",
        "/usr/lib",
    ];
    OWN.iter().any(|directory| within(path, directory))
}

/// Every container has these as well, and writes into them for itself.
fn is_scratch(path: &str) -> bool {
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

fn not_mounted<'f, 't>(
    pod: &'f Pod<'t>,
    part: &Part<'f, 't>,
    used: &'f PathUse<'t>,
) -> Option<Missing<'f, 't>> {
    let mut others = pod
        .all_containers()
        .filter(|other| !other.is(part.container) && !other.host_process);
    others.find_map(|holder| {
        let mount = holder.mount_of(&used.path)?;
        let (place, volume) = (mount.path.as_ref()?, mount.volume.as_ref()?);
        let apart = is_empty_dir(pod, volume) && !part.container.mounts_volume(volume);
        (apart && is_meant(pod, part, used, (place, volume))).then_some(Missing::NotMounted {
            used,
            holder,
            place,
            volume,
        })
    })
}

/// Several containers of this one's image mount an `emptyDir` and, inside of it, a volume that this one mounts at
/// the same place, but without the `emptyDir` around it.
fn mounted_inside<'f, 't>(pod: &'f Pod<'t>, part: &Part<'f, 't>) -> Option<Missing<'f, 't>> {
    let mine = part.container;
    let image = mine.image.as_deref()?;
    let alike = || {
        pod.containers
            .iter()
            .filter(|other| !other.is(mine) && other.image.as_deref() == Some(image))
    };
    let has = |other: &Container<'t>, mount: &Mount<'t>| {
        let same = |theirs: &Mount<'t>| {
            theirs.volume.as_deref() == mount.volume.as_deref()
                && theirs.path.as_deref() == mount.path.as_deref()
        };
        other.mounts.iter().any(same)
    };
    mine.mounts.iter().find_map(|mount| {
        let inner = mount.path.as_ref()?;
        let around = |other: &'f Container<'t>| {
            let mut outer = other.mounts.iter();
            outer.find_map(|outer| {
                let (place, volume) = (outer.path.as_ref()?, outer.volume.as_ref()?);
                let holds = within(inner, place) && **inner != **place && &**place != "/";
                let apart = is_empty_dir(pod, volume) && !mine.mounts_volume(volume);
                (holds && apart && has(other, mount)).then_some((other, place, volume))
            })
        };
        let (holder, place, volume) = alike().find_map(around)?;
        let all = alike().filter(|other| other.mounts_volume(volume));
        (all.count() > 1).then_some(Missing::MountedInside {
            inner,
            holder,
            place,
            volume,
        })
    })
}

/// The path is where another container has a volume that this one has elsewhere. A path that is only named may be
/// this container's own, which is then copied into the volume.
fn mounted_elsewhere<'f, 't>(
    pod: &'f Pod<'t>,
    part: &Part<'f, 't>,
    used: &'f PathUse<'t>,
) -> Option<Missing<'f, 't>> {
    let is_own = used.origin == Origin::Default || is_scratch(&used.path);
    if is_own || used.access == Access::Names {
        return None;
    }
    let others = pod
        .all_containers()
        .filter(|other| !other.is(part.container));
    others.into_iter().find_map(|holder| {
        let mount = holder.mount_of(&used.path)?;
        let (place, volume) = (mount.path.as_ref()?, mount.volume.as_ref()?);
        let own = place_of(part.container, volume)?;
        is_empty_dir(pod, volume).then_some(Missing::MountedElsewhere {
            used,
            own,
            holder,
            place,
            volume,
        })
    })
}

/// Another container reads a file of this name in an `emptyDir` that both mount, and this one writes it elsewhere.
fn written_beside<'f, 't>(
    pod: &'f Pod<'t>,
    facts: &'f Facts<'f, 't>,
    part: &Part<'f, 't>,
    used: &'f PathUse<'t>,
) -> Option<Missing<'f, 't>> {
    if used.access != Access::Writes || used.origin == Origin::Default || is_output(&used.path) {
        return None;
    }
    let mut others = facts.parts.iter().filter(|other| !other.is(part));
    others.find_map(|other| {
        let reads = |theirs: &&PathUse<'t>| {
            theirs.access == Access::Reads && theirs.file_name() == used.file_name()
        };
        let theirs = other.paths.iter().find(reads)?;
        let mount = other.container.mount_of(&theirs.path)?;
        let (place, volume) = (mount.path.as_ref()?, mount.volume.as_ref()?);
        let own = place_of(part.container, volume)?;
        is_empty_dir(pod, volume).then_some(Missing::MountedElsewhere {
            used,
            own,
            holder: other.container,
            place,
            volume,
        })
    })
}

/// Where a container mounts a volume.
fn place_of<'f, 't>(container: &'f Container<'t>, volume: &str) -> Option<&'f Text<'t>> {
    let is_it = |mount: &&Mount<'t>| mount.volume.as_deref() == Some(volume);
    container.mounts.iter().find(is_it)?.path.as_ref()
}

/// Standard output by its names.
fn is_output(path: &str) -> bool {
    within(path, "/dev") || within(path, "/proc")
}

/// Whether the path means the volume, and not a directory of the container's own with the same name:
/// several containers have the volume there, or its place is one that no other software would use, or the
/// container is a shell, which has no such directory.
fn is_meant<'t>(
    pod: &Pod<'t>,
    part: &Part<'_, 't>,
    used: &PathUse<'t>,
    (place, volume): (&str, &str),
) -> bool {
    let place = place.trim_end_matches('/');
    let all = || {
        pod.all_containers()
            .filter(|container| container.mounts_volume(volume))
    };
    let image = part.container.image.as_deref();
    let same_image = all().all(|holder| holder.image.as_deref() == image);
    let own = is_usual(place) && used.access == Access::Names && part.class != Class::Tool;
    used.is_socket() || !is_scratch(place) && (all().count() > 1 || !same_image && !own)
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

fn socket_elsewhere<'f, 't>(
    pod: &'f Pod<'t>,
    facts: &'f Facts<'f, 't>,
    part: &Part<'f, 't>,
    used: &'f PathUse<'t>,
) -> Option<Missing<'f, 't>> {
    let sockets = |other: &'f Part<'f, 't>| other.paths.iter().filter(|theirs| theirs.is_socket());
    facts
        .parts
        .iter()
        .filter(|_| used.is_socket())
        .find_map(|other| {
            let theirs = sockets(other).find(|theirs| theirs.file_name() == used.file_name())?;
            let volume = other.container.mount_of(&theirs.path)?.volume.as_ref()?;
            let apart = is_empty_dir(pod, volume) && !part.container.mounts_volume(volume);
            apart.then_some(Missing::SocketElsewhere {
                used,
                holder: other.container,
                theirs,
                volume,
            })
        })
}

fn written_elsewhere<'f, 't>(
    pod: &'f Pod<'t>,
    facts: &'f Facts<'f, 't>,
    part: &Part<'f, 't>,
    used: &'f PathUse<'t>,
) -> Option<Missing<'f, 't>> {
    let own = part
        .container
        .mount_of(&used.path)
        .and_then(|mount| mount.volume.as_ref());
    if used.access != Access::Reads || own.is_some_and(|volume| !is_empty_dir(pod, volume)) {
        return None;
    }
    let is_other = |other: &&Part<'f, 't>| {
        !other.is(part)
            && !other.container.host_process
            && !own.is_some_and(|volume| other.container.mounts_volume(volume))
    };
    facts.parts.iter().filter(is_other).find_map(|other| {
        let (at, path) = writes(other, &used.path)?;
        Some(Missing::WrittenElsewhere {
            used,
            writer: other.container,
            at,
            path,
        })
    })
}

/// Where a container says that it writes a path, or its software is known to.
fn writes(part: &Part<'_, '_>, path: &str) -> Option<(Span, String)> {
    let written = |used: &&PathUse<'_>| {
        let said = used.path == path || within(&used.path, path);
        // Software that writes a directory writes the files in it.
        let known = used.origin == Origin::Default && within(path, &used.path);
        used.access == Access::Writes && (said || known)
    };
    let used = part.paths.iter().find(written)?;
    Some((used.at.span(), used.path.clone()))
}

fn is_empty_dir(pod: &Pod<'_>, volume: &str) -> bool {
    pod.volume(volume)
        .is_some_and(|volume| volume.kind == VolumeKind::EmptyDir)
}
