//! What is to become of a pod in which something should be a workload of its own.

use super::dials::{self, Call};
use super::fates::{Fate, Place, fates};
use super::labels::Labels;
use super::lines;
use super::names;
use super::services::{self, Served, Side};
use crate::diagnostic::Diagnostic;
use crate::facts::{Class, Facts, Part};
use crate::objects::{Object, Volume, VolumeKind, Workload, labels};

/// A split in two: what stays in the workload, and what moves into a new one.
#[derive(Debug)]
pub(super) struct Plan<'p, 't> {
    pub(super) object: &'p Object<'t>,
    /// It and the others of its file.
    pub(super) objects: &'p [Object<'t>],
    pub(super) workload: &'p Workload<'t>,
    pub(super) fates: Vec<Fate<'p, 't>>,
    pub(super) stays: Side<'p, 't>,
    pub(super) moves: Side<'p, 't>,
    /// The part that the new workload is for.
    pub(super) main: &'p Part<'p, 't>,
    pub(super) kind: NewKind,
    /// The new workload's name, and that of its Service where no other has it.
    pub(super) name: String,
    pub(super) labels: Labels,
    pub(super) served: Vec<Served<'p, 't>>,
    /// Where something that stays names the host of something that moves, and the other way round.
    pub(super) crossings: Vec<Crossing<'p, 't>>,
    /// The names of the Services, which no new one may have.
    pub(super) taken: Vec<String>,
}

/// What kind of workload the new one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NewKind {
    Deployment,
    StatefulSet,
}

impl NewKind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Deployment => "Deployment",
            Self::StatefulSet => "StatefulSet",
        }
    }
}

/// A call from one side of the split to the other.
#[derive(Debug)]
pub(super) struct Crossing<'p, 't> {
    pub(super) call: Call<'t>,
    pub(super) caller: &'p Part<'p, 't>,
    pub(super) callee: &'p Part<'p, 't>,
    /// Whether the caller moves.
    pub(super) moves: bool,
}

impl<'p, 't> Plan<'p, 't> {
    /// The plan for the part that the finding is about.
    pub(super) fn of(
        object: &'p Object<'t>,
        objects: &'p [Object<'t>],
        (workload, facts): (&'p Workload<'t>, &'p Facts<'p, 't>),
        finding: &Diagnostic,
    ) -> Result<Self, String> {
        refuse_aliases(object, workload)?;
        let about = |part: &&Part<'p, 't>| part.container.at.span().contains(finding.primary.span);
        let tier = facts.running().find(about);
        let tier = tier.ok_or("the container that the finding is about was not found")?;
        let mut fates = fates(&workload.pod, facts, tier);
        let swapped = keeps_claim(workload, tier);
        if swapped {
            swap(&mut fates);
        }
        let side = |place: Place| side(&fates, facts, place);
        let (stays, moves) = (side(Place::Stays), side(Place::Moves));
        let main = moves.parts.iter().find(|part| !swapped || !part.is(tier));
        let main = *main.ok_or("nothing would be left in the pod")?;
        if stays.parts.is_empty() {
            return Err("nothing would be left in the pod".to_owned());
        }
        let pod_labels = labels(workload.pod.labels);
        let mut served = services::of_pods(objects, object, &pod_labels);
        for service in &mut served {
            service.mark(&moves, &stays);
        }
        let name = names::name(
            object,
            main,
            &taken(object, objects, &["Deployment", "StatefulSet"]),
        );
        let name = name.ok_or("it has no `metadata.name` from which to make another")?;
        let selectors: Vec<_> = served
            .iter()
            .map(|service| service.selector.clone())
            .collect();
        let tier_name = names::free(&main.name().to_lowercase(), &[]);
        let labels = Labels::new(object, pod_labels, &selectors, (&name, &tier_name))?;
        Ok(Self {
            crossings: crossings(&stays, &moves),
            kind: kind(workload, main, &moves),
            object,
            objects,
            workload,
            fates,
            stays,
            moves,
            main,
            name,
            labels,
            served,
            taken: taken(object, objects, &["Service"]),
        })
    }

    /// Whether it is enough to run what moves once.
    pub(super) fn runs_once(&self) -> bool {
        let single = self
            .main
            .background
            .is_some_and(|background| background.single);
        self.main.class.is_datastore() || self.main.class == Class::Monitoring || single
    }

    /// Whether something of `place`, or of both, uses the volume of that name.
    pub(super) fn uses(&self, place: Place, volume: &str) -> bool {
        let mut there = self
            .fates
            .iter()
            .filter(|fate| fate.place == place || fate.place == Place::Both);
        there.any(|fate| fate.container.mounts_volume(volume))
    }
}

/// What comes through an alias or a merge key cannot be told apart from what it stands for.
fn refuse_aliases(object: &Object<'_>, workload: &Workload<'_>) -> Result<(), String> {
    let pod = &workload.pod;
    let containers = pod.all_containers().map(|container| container.at);
    let volumes = pod.volumes.iter().map(|volume| volume.at);
    let mut all = containers.chain(volumes).chain([pod.spec, object.root]);
    let Some(used) = all.find_map(|at| at.used_at()) else {
        return Ok(());
    };
    let text = object.root.tree().text();
    let line = lines::number(text, used.start);
    Err(format!(
        "line {line}: `{}` stands for a container or a volume written elsewhere; write it out, and split again",
        used.of(text)
    ))
}

/// In a StatefulSet the claims belong to its name: what has its data there stays.
fn keeps_claim(workload: &Workload<'_>, tier: &Part<'_, '_>) -> bool {
    workload.pod.volumes.iter().any(|volume| {
        let name = volume.name.as_deref();
        volume.claim_template && name.is_some_and(|name| tier.container.mounts_volume(name))
    })
}

fn swap(fates: &mut [Fate<'_, '_>]) {
    for fate in fates {
        fate.place = match fate.place {
            Place::Stays => Place::Moves,
            Place::Moves => Place::Stays,
            Place::Both => Place::Both,
        };
    }
}

fn side<'p, 't>(fates: &[Fate<'p, 't>], facts: &'p Facts<'p, 't>, place: Place) -> Side<'p, 't> {
    let containers: Vec<_> = fates
        .iter()
        .filter(|fate| fate.place == place || fate.place == Place::Both)
        .map(|fate| fate.container)
        .collect();
    let is_there = |part: &&Part<'p, 't>| containers.iter().any(|other| part.container.is(other));
    Side {
        parts: facts.running().filter(is_there).collect(),
        containers,
    }
}

/// The names of the objects of some kinds beside this one.
fn taken(object: &Object<'_>, objects: &[Object<'_>], kinds: &[&str]) -> Vec<String> {
    let beside = objects
        .iter()
        .filter(|other| kinds.contains(&&*other.kind) && other.namespace() == object.namespace());
    beside
        .filter_map(|other| Some(other.name()?.into_owned()))
        .collect()
}

/// What keeps data in a volume of its own is a StatefulSet; a cache without one is none.
fn kind<'t>(workload: &Workload<'t>, main: &Part<'_, 't>, moves: &Side<'_, 't>) -> NewKind {
    let mounts = |volume: &&Volume<'t>| {
        let name = volume.name.as_deref();
        name.is_some_and(|name| {
            moves
                .containers
                .iter()
                .any(|container| container.mounts_volume(name))
        })
    };
    let volumes: Vec<_> = workload.pod.volumes.iter().filter(mounts).collect();
    let is_kept = volumes
        .iter()
        .any(|volume| volume.kind == VolumeKind::Storage);
    let claims = volumes.iter().any(|volume| volume.claim_template);
    let may_keep = main.class == Class::Cache || main.class == Class::Monitoring;
    if claims || main.class.keeps_data() || may_keep && is_kept {
        NewKind::StatefulSet
    } else {
        NewKind::Deployment
    }
}

fn crossings<'p, 't>(stays: &Side<'p, 't>, moves: &Side<'p, 't>) -> Vec<Crossing<'p, 't>> {
    let mut found = Vec::new();
    for (from, to, caller_moves) in [(stays, moves, false), (moves, stays, true)] {
        let is_here = |part: &Part<'_, 't>| from.parts.iter().any(|other| other.is(part));
        for caller in &from.parts {
            for callee in to.parts.iter().filter(|callee| !is_here(callee)) {
                let calls = dials::calls(caller, callee, &from.parts);
                found.extend(calls.into_iter().map(|call| Crossing {
                    call,
                    caller,
                    callee,
                    moves: caller_moves,
                }));
            }
        }
    }
    found
}
