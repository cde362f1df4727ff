//! Files that a container looks for, or writes, at another place than the others.

use super::meant::is_scratch;
use super::{Missing, MountedVolume, is_empty_dir};
use crate::facts::lost::is_own;
use crate::facts::{Access, Class, Facts, Origin, Part, PathUse};
use crate::objects::{Pod, within};
use crate::source::Span;

/// The path is where another container has a volume that this one has elsewhere. A path that is only named may be
/// this container's own, which is then copied into the volume.
pub(super) fn mounted_elsewhere<'p, 't>(
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
    others.find_map(|holder| elsewhere(part, used, MountedVolume::around(pod, holder, &used.path)?))
}

/// Another container reads a file of this name in an `emptyDir` that both mount, and this one writes it elsewhere.
pub(super) fn written_beside<'p, 't>(
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
            MountedVolume::around(pod, other.container, &theirs.path)?,
        )
    })
}

/// The container shares one volume with another and says nothing of a path in it, and writes outside of any volume what the
/// other is there to read, or looks there for what the other keeps.
pub(super) fn beside_its_volume<'p, 't>(
    pod: &'p Pod<'t>,
    facts: &Facts<'p, 't>,
    part: &Part<'p, 't>,
    used: &PathUse<'t>,
) -> Option<Missing<'p, 't>> {
    let is_script = part.class == Class::Tool && used.access == Access::Writes;
    let is_of_software = part.class != Class::Tool && used.access == Access::Reads;
    let is_apart = used.origin == Origin::Told && !used.is_output() && !is_own(&used.path);
    if !is_apart || !used.certainty.is_certain() || !(is_script || is_of_software) {
        return None;
    }
    let mut mounts = part.container.mounts.iter();
    let mount = mounts.next().filter(|mount| mount.sub_path.is_none())?;
    let own = MountedVolume::of(pod, part.container, mount).filter(|_| mounts.next().is_none())?;
    let mut others = facts.beside(part).filter_map(|other| {
        let place = other.container.place_of(own.volume)?;
        Some((other, place))
    });
    let (other, place) = others.next().filter(|_| others.next().is_none())?;
    let mut inside = other
        .paths
        .iter()
        .filter(|theirs| within(&theirs.path, place));
    let is_meant = match is_script {
        true => inside.clone().any(PathUse::is_read) && !inside.any(PathUse::is_written),
        false => inside.any(|theirs| theirs.is_written() || theirs.access == Access::Keeps),
    };
    let held = MountedVolume {
        holder: other.container,
        place,
        volume: own.volume,
    };
    elsewhere(part, used, held).filter(|_| is_meant)
}

/// What to say where `part` has a volume at another path than the one it uses. One that uses that path as well knows where
/// it is.
fn elsewhere<'p, 't>(
    part: &Part<'p, 't>,
    used: &PathUse<'t>,
    held: MountedVolume<'p, 't>,
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

pub(super) fn socket_elsewhere<'p, 't>(
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
        let held = MountedVolume::apart(pod, other.container, &theirs.path, part.container)?;
        Some(Missing::SocketElsewhere {
            used: used.clone(),
            theirs: theirs.at.span(),
            held,
        })
    })
}

pub(super) fn written_elsewhere<'p, 't>(
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

/// A socket that another container names as well, where neither has a volume.
pub(super) fn socket_in_no_volume<'p, 't>(
    facts: &Facts<'p, 't>,
    part: &Part<'p, 't>,
    used: &PathUse<'t>,
) -> Option<Missing<'p, 't>> {
    // What a node has there is its own, and copies of one program each have their own.
    let is_asked = used.is_socket() && used.path != "/var/run/docker.sock";
    let image = part.container.image.as_deref();
    let mut others = facts.beside(part).filter(|other| {
        let is_earlier = other.container.stage == part.container.stage
            && other.container.index < part.container.index;
        is_earlier && other.container.image.as_deref() != image
    });
    others.find_map(|other| {
        let theirs = other.paths.iter().find(|theirs| theirs.path == used.path)?;
        let is_apart = other.container.mount_of(&used.path).is_none();
        (is_asked && is_apart).then(|| Missing::SocketInNoVolume {
            used: used.clone(),
            other: other.container,
            theirs: theirs.at.span(),
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
