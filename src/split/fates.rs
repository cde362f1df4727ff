//! Which container goes where.

use super::dials::calls;
use crate::facts::{Facts, Part, Role};
use crate::objects::{Container, Pod, Stage, VolumeKind};

/// Where a container runs after the split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the workload that was there.
    Stays,
    /// In the new one.
    Moves,
    /// In each of the two: what both need beside them.
    Both,
}

/// A container, where it goes, and why.
#[derive(Debug)]
pub(super) struct Fate<'p, 't> {
    pub(super) container: &'p Container<'t>,
    pub(super) place: Place,
    pub(super) why: String,
}

/// What ties a container to another, the strongest tie first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    None,
    Name,
    Image,
    Calls,
    Called,
    Files,
}

/// Where each container goes when `tier` leaves the pod. What stays are the other services; a helper goes with
/// what it is tied to most.
pub(super) fn fates<'p, 't>(
    pod: &'p Pod<'t>,
    facts: &'p Facts<'p, 't>,
    tier: &'p Part<'p, 't>,
) -> Vec<Fate<'p, 't>> {
    let rest = anchors(pod, facts, tier);
    let containers = pod.init_containers.iter().chain(&pod.containers);
    let placed = containers.map(|container| {
        let part = facts.running().find(|part| part.container.is(container));
        let (place, why) = match part {
            Some(part) if part.is(tier) => (Place::Moves, what(part)),
            Some(part) if rest.iter().any(|other| other.is(part)) => (Place::Stays, what(part)),
            _ => of_helper(pod, container, part, (tier, &rest)),
        };
        Fate {
            container,
            place,
            why,
        }
    });
    placed.collect()
}

/// What a part is, in words.
fn what(part: &Part<'_, '_>) -> String {
    let background = part.background.map(|background| background.what.to_owned());
    background.unwrap_or_else(|| part.description())
}

/// The parts for whose sake the pod stays.
fn anchors<'p, 't>(
    pod: &Pod<'t>,
    facts: &'p Facts<'p, 't>,
    tier: &Part<'_, 't>,
) -> Vec<&'p Part<'p, 't>> {
    let others = || facts.running().filter(|part| !part.is(tier));
    let is_worker = tier.background.is_some();
    let services = others().filter(|part| {
        part.role == Role::Service && (is_worker || !part.shares_files_with(tier, pod))
    });
    let services: Vec<_> = services.collect();
    if services.is_empty() {
        others().collect()
    } else {
        services
    }
}

fn of_helper<'t>(
    pod: &Pod<'t>,
    container: &Container<'t>,
    part: Option<&Part<'_, 't>>,
    (tier, rest): (&Part<'_, 't>, &[&Part<'_, 't>]),
) -> (Place, String) {
    let tie = |other: &Part<'_, 't>| tie(pod, container, part, other);
    let to_tier = tie(tier);
    let (to_rest, nearest) = rest.iter().map(|other| (tie(other), *other)).fold(
        (Tie::None, rest.first().copied()),
        |best, (tie, other)| {
            if tie > best.0 {
                (tie, Some(other))
            } else {
                best
            }
        },
    );
    let needed = |tie: Tie| matches!(tie, Tie::Called | Tie::Files);
    let nearest = nearest.map_or_else(String::new, |part| part.name().into_owned());
    if needed(to_tier) && needed(to_rest) {
        let why = format!("`{}` and `{nearest}` both need it beside them", tier.name());
        (Place::Both, why)
    } else if to_tier > to_rest {
        (Place::Moves, to_tier.says(&tier.name()))
    } else if to_rest > Tie::None {
        (Place::Stays, to_rest.says(&nearest))
    } else {
        let why = format!("nothing in the manifest ties it to `{}`", tier.name());
        (Place::Stays, why)
    }
}

impl Tie {
    fn says(self, name: &str) -> String {
        match self {
            Self::None => String::new(),
            Self::Name => format!("it is named after `{name}`"),
            Self::Image => format!("it has the image of `{name}`"),
            Self::Calls => format!("it calls `{name}`"),
            Self::Called => format!("`{name}` calls it"),
            Self::Files => format!("it shares files with `{name}`"),
        }
    }
}

fn tie<'t>(
    pod: &Pod<'t>,
    container: &Container<'t>,
    part: Option<&Part<'_, 't>>,
    other: &Part<'_, 't>,
) -> Tie {
    if share_files(pod, container, other.container) {
        return Tie::Files;
    }
    if let Some(part) = part {
        if !calls(other, part, &[]).is_empty() {
            return Tie::Called;
        }
        if !calls(part, other, &[]).is_empty() {
            return Tie::Calls;
        }
    }
    let image = container.image.as_deref();
    if container.stage == Stage::Init
        && image.is_some()
        && image == other.container.image.as_deref()
    {
        return Tie::Image;
    }
    if is_named_after(container, other) {
        Tie::Name
    } else {
        Tie::None
    }
}

fn share_files(pod: &Pod<'_>, one: &Container<'_>, other: &Container<'_>) -> bool {
    one.mounts.iter().chain(&one.devices).any(|mount| {
        let volume = mount.volume.as_deref().and_then(|name| pod.volume(name));
        let Some(volume) = volume.filter(|volume| volume.kind != VolumeKind::Given) else {
            return false;
        };
        volume
            .name
            .as_deref()
            .is_some_and(|name| other.mounts_volume(name))
    })
}

/// `db-backup` beside `db`, `redis-exporter` beside Redis.
fn is_named_after(container: &Container<'_>, other: &Part<'_, '_>) -> bool {
    let mine = [container.name.as_deref(), container.image.as_deref()];
    let of_software = other
        .software
        .map_or(&[][..], |known| known.software.images);
    let theirs = other.container.name.as_deref();
    let mut theirs = of_software.iter().copied().chain(theirs);
    theirs.any(|word| mine.iter().flatten().any(|name| has_word(name, word)))
}

fn has_word(name: &str, word: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    word.len() > 1
        && name.match_indices(word).any(|(at, _)| {
            is_edge(name[..at].chars().next_back())
                && is_edge(name[at + word.len()..].chars().next())
        })
}
