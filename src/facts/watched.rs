//! Files that a container waits to change, and that never do.

use crate::diagnostic::Certainty;
use crate::facts::{Access, Facts, Part, PathUse, certain_if};
use crate::objects::{Mount, Pod, Text, VolumeKind, within};

/// A file that is mounted with `subPath`, so that no update of its volume reaches it, and that something waits for or
/// is told to read again.
#[derive(Debug)]
pub struct Stale<'f, 'p, 't> {
    /// The container that has it.
    pub part: &'f Part<'p, 't>,
    /// Where it is mounted.
    pub place: &'p Text<'t>,
    /// The `subPath`.
    pub sub_path: &'p Text<'t>,
    /// The one that watches, and the path that it does.
    pub watcher: (&'f Part<'p, 't>, &'f PathUse<'t>),
    /// How certain it is that this is waited for.
    pub certainty: Certainty,
}

impl<'f, 'p, 't> Stale<'f, 'p, 't> {
    /// Those of a pod.
    #[must_use]
    pub fn all(pod: &Pod<'t>, facts: &'f Facts<'p, 't>) -> Vec<Self> {
        let mut found = Vec::new();
        for watcher in facts.running() {
            let watched = watcher
                .paths
                .iter()
                .filter(|used| used.access == Access::Watches);
            for used in watched {
                let own = of(pod, watcher, (watcher, used));
                // Whoever is told of a change reads its own mount again.
                let told = || {
                    let others = facts
                        .running()
                        .filter(|other| watcher.signal_to(other).is_some());
                    others
                        .filter_map(|other| told(pod, other, (watcher, used)))
                        .collect()
                };
                found.extend(own.map_or_else(told, |own| vec![own]));
            }
        }
        found
    }
}

/// The mount of a watched path itself, if it is one of a single file that the cluster fills.
fn of<'f, 'p, 't>(
    pod: &Pod<'t>,
    part: &'f Part<'p, 't>,
    watcher: (&'f Part<'p, 't>, &'f PathUse<'t>),
) -> Option<Stale<'f, 'p, 't>> {
    let used = watcher.1;
    let around = part.container.mount_of(&used.path);
    // A directory of the container's own, with such mounts in it.
    let inside = || {
        let mut mounts = part.container.mounts.iter();
        mounts.find(|mount| {
            let place = mount.path.as_deref();
            place.is_some_and(|place| within(place, &used.path))
        })
    };
    let mount = around.or_else(inside)?;
    stale(pod, part, mount, watcher, certain_if(around.is_some()))
}

/// The mount of another part of the same volume, of a file that is to be read again.
fn told<'f, 'p, 't>(
    pod: &Pod<'t>,
    part: &'f Part<'p, 't>,
    watcher: (&'f Part<'p, 't>, &'f PathUse<'t>),
) -> Option<Stale<'f, 'p, 't>> {
    let volume = watcher
        .0
        .container
        .mount_of(&watcher.1.path)?
        .volume
        .as_deref()?;
    let same = |mount: &&Mount<'t>| mount.volume.as_deref() == Some(volume);
    let mount = part.container.mounts.iter().find(same)?;
    stale(pod, part, mount, watcher, Certainty::Certain)
}

fn stale<'f, 'p, 't>(
    pod: &Pod<'t>,
    part: &'f Part<'p, 't>,
    mount: &'p Mount<'t>,
    watcher: (&'f Part<'p, 't>, &'f PathUse<'t>),
    certainty: Certainty,
) -> Option<Stale<'f, 'p, 't>> {
    let volume = mount.volume.as_deref().and_then(|name| pod.volume(name))?;
    let (place, sub_path) = (mount.path.as_ref()?, mount.sub_path.as_ref()?);
    (volume.kind == VolumeKind::Given).then_some(Stale {
        part,
        place,
        sub_path,
        watcher,
        certainty: certainty.and(watcher.1.certainty),
    })
}
