//! Files that the containers of a pod mean to exchange, and do not.

use crate::facts::{Access, Class, Facts, Origin, Part, PathUse};
use crate::naming::words;
use crate::objects::{Container, Mount, Pod, Stage, Text, VolumeKind, within};
use crate::source::Span;

/// An `emptyDir` or a claim, where one container has it.
#[derive(Clone, Copy, Debug)]
pub struct Held<'p, 't> {
    /// The container.
    pub holder: &'p Container<'t>,
    /// Where it mounts the volume.
    pub place: &'p Text<'t>,
    /// The volume's name.
    pub volume: &'p Text<'t>,
}

impl<'p, 't> Held<'p, 't> {
    /// That of a mount, if it is one.
    fn of(pod: &Pod<'t>, holder: &'p Container<'t>, mount: &'p Mount<'t>) -> Option<Self> {
        let (place, volume) = (mount.path.as_ref()?, mount.volume.as_ref()?);
        let kind = pod.volume(volume)?.kind;
        matches!(kind, VolumeKind::EmptyDir | VolumeKind::Storage).then_some(Self {
            holder,
            place,
            volume,
        })
    }

    /// The one that holds a path of a container.
    fn around(pod: &Pod<'t>, holder: &'p Container<'t>, path: &str) -> Option<Self> {
        Self::of(pod, holder, holder.mount_of(path)?)
    }
}

/// Evidence that a container uses a file which another one has, and that no volume brings it there.
#[derive(Debug)]
pub enum Missing<'p, 't> {
    /// The path lies in an `emptyDir` that others mount there and this container does not mount.
    NotMounted {
        /// The path it uses.
        used: PathUse<'t>,
        /// The volume where one of the others has it.
        held: Held<'p, 't>,
    },
    /// The same, and the volumes that this container mounts inside of the path are those that others mount inside
    /// of that `emptyDir`.
    MountedInside {
        /// Where this container mounts a volume inside of the path.
        inner: &'p Text<'t>,
        /// The volume around it where one of the others has it.
        held: Held<'p, 't>,
    },
    /// The path lies in an `emptyDir` where others mount it, and this container mounts that elsewhere.
    MountedElsewhere {
        /// The path it uses.
        used: PathUse<'t>,
        /// Where it has the volume.
        own: &'p Text<'t>,
        /// The volume where another one has it.
        held: Held<'p, 't>,
    },
    /// Another container has a socket of that name in an `emptyDir`, at another path.
    SocketElsewhere {
        /// The path it uses.
        used: PathUse<'t>,
        /// Where the other says that it has the socket.
        theirs: Span,
        /// The volume where that one has it.
        held: Held<'p, 't>,
    },
    /// The path is called as an `emptyDir` is that one other container alone mounts, at another path.
    NamedAlike {
        /// The path it uses.
        used: PathUse<'t>,
        /// The volume where the other has it.
        held: Held<'p, 't>,
    },
    /// Another container writes it, and they share no volume.
    WrittenElsewhere {
        /// The path it reads.
        used: PathUse<'t>,
        /// The one that writes it.
        writer: &'p Container<'t>,
        /// Where it says so.
        at: Span,
        /// What it writes: the file, or a directory that holds it.
        path: String,
    },
}

impl<'p, 't> Missing<'p, 't> {
    /// The first such evidence for `part`.
    pub(super) fn of(pod: &'p Pod<'t>, facts: &Facts<'p, 't>, part: &Part<'p, 't>) -> Option<Self> {
        if part.container.host_process {
            return None;
        }
        let paths = || part.paths.iter().filter(|used| !is_system(&used.path));
        let unmounted = || paths().filter(|used| part.container.mount_of(&used.path).is_none());
        unmounted()
            .find_map(|used| not_mounted(pod, facts, part, used))
            .or_else(|| paths().find_map(|used| hidden_around(pod, facts, part, used)))
            .or_else(|| mounted_inside(pod, part))
            .or_else(|| {
                unmounted().find_map(|used| {
                    mounted_elsewhere(pod, part, used)
                        .or_else(|| written_beside(pod, facts, part, used))
                })
            })
            .or_else(|| unmounted().find_map(|used| socket_elsewhere(pod, facts, part, used)))
            .or_else(|| paths().find_map(|used| written_elsewhere(pod, facts, part, used)))
            .or_else(|| unmounted().find_map(|used| named_alike(pod, facts, part, used)))
    }

    /// The volume that should be shared, if there is one.
    #[must_use]
    pub fn volume(&self) -> Option<&str> {
        match self {
            Self::NotMounted { held, .. }
            | Self::MountedInside { held, .. }
            | Self::MountedElsewhere { held, .. }
            | Self::SocketElsewhere { held, .. }
            | Self::NamedAlike { held, .. } => Some(held.volume),
            Self::WrittenElsewhere { .. } => None,
        }
    }
}

impl Facts<'_, '_> {
    /// Whether a container uses files of a volume without it.
    #[must_use]
    pub fn miss(&self, volume: &str) -> bool {
        let mut missing = self.all().flat_map(|part| &part.missing);
        missing.any(|missing| missing.volume() == Some(volume))
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

fn not_mounted<'p, 't>(
    pod: &'p Pod<'t>,
    facts: &Facts<'p, 't>,
    part: &Part<'p, 't>,
    used: &PathUse<'t>,
) -> Option<Missing<'p, 't>> {
    let mut others = pod
        .all_containers()
        .filter(|other| !other.is(part.container) && !other.host_process);
    others.find_map(|holder| {
        let held = Held::around(pod, holder, &used.path)?;
        let apart = !part.container.mounts_volume(held.volume);
        (apart && is_meant(pod, facts, part, (used, held))).then(|| Missing::NotMounted {
            used: used.clone(),
            held,
        })
    })
}

/// The path lies in an `emptyDir` that others who name it mount inside of a volume which this one mounts at the same
/// place, but without what is inside.
fn hidden_around<'p, 't>(
    pod: &'p Pod<'t>,
    facts: &Facts<'p, 't>,
    part: &Part<'p, 't>,
    used: &PathUse<'t>,
) -> Option<Missing<'p, 't>> {
    // What prepares the pod is told all that the others are, and does not use all of it.
    let is_running = part.container.stage != Stage::Init;
    let outer = part.container.mount_of(&used.path).filter(|_| is_running)?;
    let is_outer = |theirs: &Mount<'t>| {
        theirs.volume.as_deref() == outer.volume.as_deref()
            && theirs.path.as_deref() == outer.path.as_deref()
    };
    let mut others = facts.all().filter(|other| {
        let is_named = other.paths.iter().any(|theirs| theirs.path == used.path);
        is_named && !other.is(part) && other.container.mounts.iter().any(is_outer)
    });
    let held = others.find_map(|other| Held::around(pod, other.container, &used.path))?;
    let is_apart = is_empty_dir(pod, held.volume) && !part.container.mounts_volume(held.volume);
    is_apart.then(|| Missing::NotMounted {
        used: used.clone(),
        held,
    })
}

/// The path is called as an `emptyDir` is that one other container alone has: that one reads there and this one writes,
/// or the other way round, or the name is of several words.
fn named_alike<'p, 't>(
    pod: &'p Pod<'t>,
    facts: &Facts<'p, 't>,
    part: &Part<'p, 't>,
    used: &PathUse<'t>,
) -> Option<Missing<'p, 't>> {
    if used.origin == Origin::Default || used.is_output() || is_scratch(&used.path) {
        return None;
    }
    let mut volumes = pod.volumes.iter().filter_map(|volume| volume.name.as_ref());
    volumes.find_map(|volume| {
        let words = alike(volume, &used.path)?;
        let mut holders = facts
            .all()
            .filter(|other| other.container.mounts_volume(volume));
        let (holder, None) = (holders.next()?, holders.next()) else {
            return None;
        };
        let place = holder.container.place_of(volume)?;
        let waits = waits_in(holder, place)
            || holder
                .software
                .is_some_and(|known| known.software.only_reads(place));
        let is_meant = match used.access {
            Access::Writes | Access::Makes => waits,
            Access::Reads | Access::Watches | Access::Copies => !waits,
            Access::Names => words > 1,
            Access::Keeps | Access::Runs | Access::Changes => false,
        };
        let is_other = !holder.is(part) && !holder.container.host_process;
        (is_meant && is_other && is_empty_dir(pod, volume)).then_some(Missing::NamedAlike {
            used: used.clone(),
            held: Held {
                holder: holder.container,
                place,
                volume: holder.container.mount_of(place)?.volume.as_ref()?,
            },
        })
    })
}

/// Of how many words a volume's name is made, if a part of a path is called so.
fn alike(volume: &str, path: &str) -> Option<usize> {
    /// What says no more than that it is a volume.
    const VOLUME: [&str; 6] = ["dir", "directory", "emptydir", "folder", "vol", "volume"];
    /// What any volume, and any directory, may be called.
    const COMMON: [&str; 17] = [
        "app", "cache", "conf", "config", "data", "etc", "home", "lib", "log", "logs", "opt",
        "run", "storage", "temp", "tmp", "var", "work",
    ];
    let name = || words(volume).filter(|word| !VOLUME.contains(word));
    let count = name().count();
    let is_said = path.split('/').any(|part| name().eq(words(part)));
    let is_common = count == 1 && name().all(|word| COMMON.contains(&word));
    (count > 0 && is_said && !is_common).then_some(count)
}

/// Several containers of this one's image mount an `emptyDir` and, inside of it, a volume that this one mounts at
/// the same place, but without the `emptyDir` around it.
fn mounted_inside<'p, 't>(pod: &'p Pod<'t>, part: &Part<'p, 't>) -> Option<Missing<'p, 't>> {
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
        let around = |other: &'p Container<'t>| {
            other.mounts.iter().find_map(|outer| {
                let held = Held::of(pod, other, outer)?;
                let place = &**held.place;
                let holds = within(inner, place) && **inner != *place && place != "/";
                let holds = holds && is_empty_dir(pod, held.volume);
                let apart = !mine.mounts_volume(held.volume);
                (holds && apart && has(other, mount)).then_some(held)
            })
        };
        let held = alike().find_map(around)?;
        let all = alike().filter(|other| other.mounts_volume(held.volume));
        (all.count() > 1).then_some(Missing::MountedInside { inner, held })
    })
}

/// The path is where another container has a volume that this one has elsewhere. A path that is only named may be
/// this container's own, which is then copied into the volume.
fn mounted_elsewhere<'p, 't>(
    pod: &'p Pod<'t>,
    part: &Part<'p, 't>,
    used: &PathUse<'t>,
) -> Option<Missing<'p, 't>> {
    let is_own = used.origin == Origin::Default || is_scratch(&used.path);
    let is_said = used.is_written() || used.is_read() && used.access != Access::Copies;
    if is_own || !is_said {
        return None;
    }
    let mut others = pod
        .all_containers()
        .filter(|other| !other.is(part.container));
    others.find_map(|holder| elsewhere(part, used, Held::around(pod, holder, &used.path)?))
}

/// Another container reads a file of this name in an `emptyDir` that both mount, and this one writes it elsewhere.
fn written_beside<'p, 't>(
    pod: &'p Pod<'t>,
    facts: &Facts<'p, 't>,
    part: &Part<'p, 't>,
    used: &PathUse<'t>,
) -> Option<Missing<'p, 't>> {
    if !used.is_written() || used.origin == Origin::Default || used.is_output() {
        return None;
    }
    let mut others = facts.all().filter(|other| !other.is(part));
    others.find_map(|other| {
        let reads =
            |theirs: &&PathUse<'t>| theirs.is_read() && theirs.file_name() == used.file_name();
        let theirs = other.paths.iter().find(reads)?;
        elsewhere(
            part,
            used,
            Held::around(pod, other.container, &theirs.path)?,
        )
    })
}

/// What to say where `part` has a volume at another path than the one it uses. One that uses that path as well knows where
/// it is.
fn elsewhere<'p, 't>(
    part: &Part<'p, 't>,
    used: &PathUse<'t>,
    held: Held<'p, 't>,
) -> Option<Missing<'p, 't>> {
    let own = part.container.place_of(held.volume)?;
    if part.paths.iter().any(|other| within(&other.path, own)) {
        return None;
    }
    Some(Missing::MountedElsewhere {
        used: used.clone(),
        own,
        held,
    })
}

/// Whether the path means the volume, and not a directory of the container's own with the same name:
/// several containers have the volume there, or its place is one that no other software would use, or the
/// container is a shell, which has no such directory.
fn is_meant<'t>(
    pod: &Pod<'t>,
    facts: &Facts<'_, 't>,
    part: &Part<'_, 't>,
    (used, held): (&PathUse<'t>, Held<'_, 't>),
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
fn waits_in(part: &Part<'_, '_>, directory: &str) -> bool {
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

fn socket_elsewhere<'p, 't>(
    pod: &'p Pod<'t>,
    facts: &Facts<'p, 't>,
    part: &Part<'p, 't>,
    used: &PathUse<'t>,
) -> Option<Missing<'p, 't>> {
    if !used.is_socket() {
        return None;
    }
    let is_it =
        |theirs: &&PathUse<'t>| theirs.is_socket() && theirs.file_name() == used.file_name();
    facts.beside(part).find_map(|other| {
        let theirs = other.paths.iter().find(is_it)?;
        let held = Held::around(pod, other.container, &theirs.path)?;
        let apart = !part.container.mounts_volume(held.volume);
        apart.then(|| Missing::SocketElsewhere {
            used: used.clone(),
            theirs: theirs.at.span(),
            held,
        })
    })
}

fn written_elsewhere<'p, 't>(
    pod: &'p Pod<'t>,
    facts: &Facts<'p, 't>,
    part: &Part<'p, 't>,
    used: &PathUse<'t>,
) -> Option<Missing<'p, 't>> {
    let own = part
        .container
        .mount_of(&used.path)
        .and_then(|mount| mount.volume.as_ref());
    if !used.is_read() || own.is_some_and(|volume| !is_empty_dir(pod, volume)) {
        return None;
    }
    let is_other = |other: &&Part<'p, 't>| {
        !other.is(part)
            && !part.container.ends_before(other.container)
            && !other.container.host_process
            && !own.is_some_and(|volume| other.container.mounts_volume(volume))
    };
    facts.all().filter(is_other).find_map(|other| {
        let (at, path) = writes(other, &used.path)?;
        Some(Missing::WrittenElsewhere {
            used: used.clone(),
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
        used.is_written() && (said || known)
    };
    let used = part.paths.iter().find(written)?;
    Some((used.at.span(), used.path.clone()))
}

fn is_empty_dir(pod: &Pod<'_>, volume: &str) -> bool {
    pod.volume(volume)
        .is_some_and(|volume| volume.kind == VolumeKind::EmptyDir)
}
