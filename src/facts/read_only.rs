//! Where a container has to write, and its files are read-only.

use crate::diagnostic::Certainty;
use crate::facts::bound::is_config_of;
use crate::facts::files::absolute;
use crate::facts::{Access, Origin, Part, PathUse};
use crate::objects::{Container, Mount, Pod, Text, VolumeKind, within};
use crate::yaml::Cursor;

/// A path that a container writes, and what makes it read-only.
#[derive(Debug)]
pub struct Unwritable<'p, 't> {
    /// The path.
    pub used: PathUse<'t>,
    /// Why it cannot be written.
    pub why: ReadOnly<'p, 't>,
}

/// What makes a path read-only.
#[derive(Clone, Copy, Debug)]
pub enum ReadOnly<'p, 't> {
    /// The volume of this mount is one that only the cluster writes.
    Given(&'p Mount<'t>),
    /// The mount says so, here.
    Mount(&'p Mount<'t>, Cursor<'t>),
    /// The container's own file system is, as it says here.
    Root(Cursor<'t>),
}

impl<'p, 't> Unwritable<'p, 't> {
    /// The first path that a container writes and cannot.
    #[must_use]
    pub fn of(pod: &Pod<'t>, part: &Part<'p, 't>) -> Option<Self> {
        if part.container.host_process {
            return None;
        }
        let told = part.paths.iter().filter(|used| used.origin == Origin::Told);
        let unwritable = |used: &PathUse<'t>| {
            let why = read_only(pod, part.container, &used.path)?;
            let used = used.clone();
            needs_writing(&used, &why).then_some(Self { used, why })
        };
        let mut told = told.filter(|used| !used.is_output());
        told.find_map(unwritable).or_else(|| of_software(pod, part))
    }

    /// How certain it is that the path is written.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        self.used.certainty
    }
}

/// What makes a path of a container read-only, if anything does.
fn read_only<'p, 't>(
    pod: &Pod<'t>,
    container: &'p Container<'t>,
    path: &str,
) -> Option<ReadOnly<'p, 't>> {
    let Some(mount) = container.mount_of(path) else {
        return container.read_only_root().map(ReadOnly::Root);
    };
    let volume = mount.volume.as_deref().and_then(|name| pod.volume(name));
    match (volume.map(|volume| volume.kind), mount.read_only) {
        (Some(VolumeKind::Given), _) => Some(ReadOnly::Given(mount)),
        (_, Some(at)) => Some(ReadOnly::Mount(mount, at)),
        _ => None,
    }
}

/// Whether what is done with a read-only path has to fail.
fn needs_writing(used: &PathUse<'_>, why: &ReadOnly<'_, '_>) -> bool {
    // A script may ask before, or do without.
    const TRIES: [&str; 5] = ["|| true", "||true", "|| :", "|| echo", " -w "];
    let text = used.at.text();
    let does = match (used.access, why) {
        // A flag that may name what is read, `--audit-log-path`, does where the mount says that nothing is written.
        (Access::Writes, ReadOnly::Mount(..)) => used.certainty.is_certain(),
        // So may a variable that names all that the cluster fills: `LOGGING_DIR` is where the configuration of logs is.
        (Access::Writes, ReadOnly::Given(mount)) => {
            used.certainty.is_certain() || !is_whole(mount, &used.path)
        }
        (Access::Writes, _) => true,
        // What is there already is not made; a volume that the cluster fills has no directories but its own.
        (Access::Makes, ReadOnly::Given(mount)) => !is_whole(mount, &used.path),
        (Access::Changes, ReadOnly::Given(_)) => true,
        _ => false,
    };
    does && !TRIES.iter().any(|way| text.contains(way))
}

/// Whether a path is that of a mount itself.
fn is_whole(mount: &Mount<'_>, path: &str) -> bool {
    let place = mount.path.as_deref().unwrap_or_default();
    place.trim_end_matches('/') == path.trim_end_matches('/')
}

/// A directory that a container's software writes whatever else it does.
fn of_software<'p, 't>(pod: &Pod<'t>, part: &Part<'p, 't>) -> Option<Unwritable<'p, 't>> {
    let known = part.software?;
    let image = part.container.image.as_ref()?;
    let variables = part.container.env.iter();
    let mut values = variables.filter_map(|var| var.value.as_deref());
    // It may be told of another place.
    if !part.commands.is_empty() || values.any(|value| absolute(value).is_some()) {
        return None;
    }
    let data = known.software.data.iter();
    let kept = data.filter(|_| part.class.keeps_data()).take(1);
    let writes = known.software.writes;
    let mut needed = writes.iter().chain(kept);
    needed.find_map(|path| {
        let why = read_only(pod, part.container, path)?;
        // A configuration of one's own may say where else it writes, and a volume may lie further inside.
        let may_have = |mount: &Mount<'t>| {
            let place = mount.path.as_deref().unwrap_or_default();
            is_config_of(known.software, place) || within(place, path)
        };
        let is_root = matches!(why, ReadOnly::Root(_));
        // Where data is kept the image has a volume of its own as a rule, which a read-only root leaves as it is.
        let is_known =
            !is_root || writes.contains(path) && !part.container.mounts.iter().any(may_have);
        let used = PathUse::of_software(path, Access::Writes, known, image);
        is_known.then_some(Unwritable { used, why })
    })
}

/// A mount inside of a volume in which its directory cannot be made.
#[derive(Debug)]
pub struct Unmountable<'p, 't> {
    /// The container.
    pub container: &'p Container<'t>,
    /// Where it mounts the volume inside.
    pub inner: &'p Text<'t>,
    /// Where it mounts the volume around it.
    pub outer: &'p Text<'t>,
    /// Where that says that it is read-only.
    pub read_only: Cursor<'t>,
}

impl<'p, 't> Unmountable<'p, 't> {
    /// The first in a container. An `emptyDir` that nothing writes to is empty when the runtime makes the directory
    /// for a mount inside of it, which is read-only like the mount around it.
    #[must_use]
    pub fn of(pod: &'p Pod<'t>, container: &'p Container<'t>) -> Option<Self> {
        container.mounts.iter().find_map(|outer| {
            let (read_only, around) = (outer.read_only?, outer.path.as_ref()?);
            let volume = outer.volume.as_deref()?;
            let is_empty = pod.volume(volume)?.kind == VolumeKind::EmptyDir;
            let writes = |mount: &Mount<'t>| {
                mount.volume.as_deref() == Some(volume) && mount.read_only.is_none()
            };
            let mut mounts = pod.all_containers().flat_map(|other| &other.mounts);
            let inner = container.mounts.iter().find_map(|inner| {
                let place = inner.path.as_ref()?;
                let is_inside = within(place, around) && !within(around, place);
                is_inside.then_some(place)
            })?;
            (is_empty && !mounts.any(writes)).then_some(Self {
                container,
                inner,
                outer: around,
                read_only,
            })
        })
    }
}
