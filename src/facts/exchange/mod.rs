//! Files that the containers of a pod mean to exchange, and do not.

mod elsewhere;
mod meant;
mod unmounted;

use self::elsewhere::{
    beside_its_volume, mounted_elsewhere, socket_elsewhere, socket_in_no_volume, written_beside,
    written_elsewhere,
};
use self::unmounted::{
    hidden_around, mounted_inside, named_alike, not_mounted, program_not_mounted,
};
use crate::facts::{Facts, Part, PathUse};
use crate::objects::{Container, Mount, Pod, Text, VolumeKind, within};
use crate::source::Span;

/// An `emptyDir` or a claim, where one container has it.
#[derive(Clone, Copy, Debug)]
pub struct MountedVolume<'p, 't> {
    /// The container.
    pub holder: &'p Container<'t>,
    /// Where it mounts the volume.
    pub place: &'p Text<'t>,
    /// The volume's name.
    pub volume: &'p Text<'t>,
}

impl<'p, 't> MountedVolume<'p, 't> {
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

    /// The same, of a volume that another container does not mount.
    fn apart(
        pod: &Pod<'t>,
        holder: &'p Container<'t>,
        path: &str,
        from: &Container<'t>,
    ) -> Option<Self> {
        Self::around(pod, holder, path).filter(|held| !from.mounts_volume(held.volume))
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
        held: MountedVolume<'p, 't>,
    },
    /// The same, and the volumes that this container mounts inside of the path are those that others mount inside
    /// of that `emptyDir`.
    MountedInside {
        /// Where this container mounts a volume inside of the path.
        inner: &'p Text<'t>,
        /// The volume around it where one of the others has it.
        held: MountedVolume<'p, 't>,
    },
    /// The path lies in an `emptyDir` where others mount it, and this container mounts that elsewhere.
    MountedElsewhere {
        /// The path it uses.
        used: PathUse<'t>,
        /// Where it has the volume.
        own: &'p Text<'t>,
        /// The volume where another one has it.
        held: MountedVolume<'p, 't>,
    },
    /// Another container has a socket of that name in an `emptyDir`, at another path.
    SocketElsewhere {
        /// The path it uses.
        used: PathUse<'t>,
        /// Where the other says that it has the socket.
        theirs: Span,
        /// The volume where that one has it.
        held: MountedVolume<'p, 't>,
    },
    /// Another container names the same socket, and neither has a volume there.
    SocketInNoVolume {
        /// The path it uses.
        used: PathUse<'t>,
        /// The other.
        other: &'p Container<'t>,
        /// Where that one names it.
        theirs: Span,
    },
    /// The path is called as an `emptyDir` is that one other container alone mounts, at another path.
    NamedAlike {
        /// The path it uses.
        used: PathUse<'t>,
        /// The volume where the other has it.
        held: MountedVolume<'p, 't>,
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
            .or_else(|| unmounted().find_map(|used| program_not_mounted(pod, part, used)))
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
            .or_else(|| unmounted().find_map(|used| beside_its_volume(pod, facts, part, used)))
            .or_else(|| unmounted().find_map(|used| socket_in_no_volume(facts, part, used)))
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
            Self::WrittenElsewhere { .. } | Self::SocketInNoVolume { .. } => None,
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

fn is_empty_dir(pod: &Pod<'_>, volume: &str) -> bool {
    pod.volume(volume)
        .is_some_and(|volume| volume.kind == VolumeKind::EmptyDir)
}
