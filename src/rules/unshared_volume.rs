//! `unshared-volume`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::Class;
use crate::naming::words;
use crate::objects::{Container, Stage, Text, Volume, VolumeKind, within};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let scratch = |volume: &&Volume<'_>| volume.kind == VolumeKind::EmptyDir;
    if !pod.pod.complete {
        return;
    }
    for volume in pod.pod.volumes.iter().filter(scratch) {
        let Some(name) = &volume.name else { continue };
        let mut holders = pod
            .pod
            .all_containers()
            .filter(|container| container.mounts_volume(name));
        let (Some(holder), None) = (holders.next(), holders.next()) else {
            continue;
        };
        let Some(place) = holder.place_of(name) else {
            continue;
        };
        let meant = Meant::of(holder, name, place).or_else(|| by_purpose(pod, holder, place));
        let meant = meant.filter(|_| !pod.facts().miss(name));
        found.extend(meant.map(|meant| describe(pod, volume, (holder, place), &meant)));
    }
}

/// Why a volume is meant for others.
enum Meant {
    /// Its name says so.
    Name,
    /// Only an init container has it, which ends before anything could use what it left there.
    Moment,
    /// The one container that has it is there to make files for others, and makes them there.
    Purpose,
}

impl Meant {
    fn of(holder: &Container<'_>, name: &str, place: &str) -> Option<Self> {
        const WORDS: [&str; 4] = ["shared", "share", "exchange", "common"];
        let is_memory = place == "/dev/shm";
        if words(name).any(|word| WORDS.contains(&word)) && !is_memory {
            return Some(Self::Name);
        }
        let writes = || {
            holder
                .command_line()
                .any(|text| text.contains(place.trim_end_matches('/')))
        };
        let scratch = ["/tmp", "/var/tmp", "/run", "/var/run", "/var/cache"];
        let is_scratch = scratch.iter().any(|own| within(place, own));
        (holder.stage == Stage::Init && !is_scratch && writes()).then_some(Self::Moment)
    }
}

/// Whether what a container writes into its volume is for others: it fetches content for them, or is a shell, and reads
/// nothing there itself.
fn by_purpose(pod: &PodContext<'_, '_>, holder: &Container<'_>, place: &str) -> Option<Meant> {
    let facts = pod.facts();
    let part = facts.ordinary().find(|part| part.container.is(holder))?;
    facts.running().nth(1)?;
    let mut inside = part
        .paths
        .iter()
        .filter(|used| within(&used.path, place) && used.certainty.is_certain());
    let is_for_others = match part.class {
        Class::ContentSync => !shares_any(pod, holder),
        Class::Tool => {
            let written: Vec<_> = inside.clone().filter(|used| used.is_written()).collect();
            let is_own = |path: &str| written.iter().any(|used| within(path, &used.path));
            !written.is_empty() && inside.all(|used| is_own(&used.path))
        }
        _ => false,
    };
    is_for_others.then_some(Meant::Purpose)
}

/// Whether a container has a volume together with another one.
fn shares_any(pod: &PodContext<'_, '_>, holder: &Container<'_>) -> bool {
    let mut volumes = holder
        .mounts
        .iter()
        .filter_map(|mount| mount.volume.as_deref());
    let others = || pod.pod.all_containers().filter(|other| !other.is(holder));
    volumes.any(|volume| others().any(|other| other.mounts_volume(volume)))
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    volume: &Volume<'t>,
    (holder, place): (&Container<'t>, &Text<'t>),
    meant: &Meant,
) -> Diagnostic {
    let name = volume.name.as_deref().unwrap_or_default();
    let owner = holder.called();
    let (here, why) = match meant {
        Meant::Name => (
            "its name says that it is shared",
            "a volume is seen only where it is mounted: what one container puts there the others do not see".to_owned(),
        ),
        Meant::Purpose => (
            "born and gone with the pod",
            format!("`{owner}` makes files there and reads none, and no other container mounts it"),
        ),
        Meant::Moment => (
            "born and gone with the pod",
            format!("`{owner}` ends before the others start, and none of them mounts what it leaves there"),
        ),
    };
    pod.diagnostic(
        &volume.anchor(),
        format!("only `{owner}` mounts the volume `{name}`"),
    )
    .here(here)
    .label(place.at.span(), "mounted here, and nowhere else")
    .note(why)
    .help(format!(
        "mount `{name}` in the container that needs its files, or remove it"
    ))
}
