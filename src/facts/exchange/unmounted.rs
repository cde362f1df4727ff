//! Files in a volume that others mount, and the container that uses them does not.

use super::meant::{is_meant, is_scratch, waits_in};
use super::{Missing, MountedVolume, is_empty_dir};
use crate::facts::{Access, Class, Facts, Origin, Part, PathUse};
use crate::naming::words;
use crate::objects::{Container, Mount, Pod, Stage, VolumeKind, within};

pub(super) fn not_mounted<'p, 't>(
    pod: &'p Pod<'t>,
    facts: &Facts<'p, 't>,
    part: &Part<'p, 't>,
    used: &PathUse<'t>,
) -> Option<Missing<'p, 't>> {
    let mut others = pod
        .all_containers()
        .filter(|other| !other.is(part.container) && !other.host_process);
    others.find_map(|holder| {
        let held = MountedVolume::apart(pod, holder, &used.path, part.container)?;
        is_meant(pod, facts, part, (used, held)).then(|| Missing::NotMounted {
            used: used.clone(),
            held,
        })
    })
}

/// The container is a bare shell's, and the program that it starts lies in a ConfigMap or the like, which another has there.
pub(super) fn program_not_mounted<'p, 't>(
    pod: &'p Pod<'t>,
    part: &Part<'p, 't>,
    used: &PathUse<'t>,
) -> Option<Missing<'p, 't>> {
    if used.access != Access::Runs || part.class != Class::Tool {
        return None;
    }
    let mut others = pod
        .all_containers()
        .filter(|other| !other.is(part.container));
    others.find_map(|holder| {
        let mount = holder.mount_of(&used.path)?;
        let (place, volume) = (mount.path.as_ref()?, mount.volume.as_ref()?);
        let is_given = pod.volume(volume)?.kind == VolumeKind::Given;
        let is_apart = mount.sub_path.is_none() && !part.container.mounts_volume(volume);
        (is_given && is_apart && !is_scratch(place)).then(|| Missing::NotMounted {
            used: used.clone(),
            held: MountedVolume {
                holder,
                place,
                volume,
            },
        })
    })
}

/// The path lies in an `emptyDir` that others who name it mount inside of a volume which this one mounts at the same
/// place, but without what is inside.
pub(super) fn hidden_around<'p, 't>(
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
    let held = others.find_map(|other| MountedVolume::around(pod, other.container, &used.path))?;
    let is_apart = is_empty_dir(pod, held.volume) && !part.container.mounts_volume(held.volume);
    is_apart.then(|| Missing::NotMounted {
        used: used.clone(),
        held,
    })
}

/// The path is called as an `emptyDir` is that one other container alone has: that one reads there and this one writes,
/// or the other way round, or the name is of several words.
pub(super) fn named_alike<'p, 't>(
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
            held: MountedVolume {
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
pub(super) fn mounted_inside<'p, 't>(
    pod: &'p Pod<'t>,
    part: &Part<'p, 't>,
) -> Option<Missing<'p, 't>> {
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
                let held = MountedVolume::of(pod, other, outer)?;
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
