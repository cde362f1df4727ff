//! What is to be shown of a container.

use super::view::{Flow, Shared, Touch, shown};
use crate::diagnostic::Diagnostic;
use crate::facts::{Class, Facts, Part, PathUse, Role};
use crate::objects::{Container, Pod, Stage, VolumeKind, within};
use crate::rules;

/// `main (web server)`, `tier (MySQL)`, `helper (collector)`, `init`
pub(super) fn role(
    container: &Container<'_>,
    part: Option<&Part<'_, '_>>,
    facts: &Facts<'_, '_>,
    found: &[Diagnostic],
) -> String {
    let Some(part) = part else {
        return "ephemeral".to_owned();
    };
    if container.stage == Stage::Init {
        return "init".to_owned();
    }
    let noun = part.class.noun();
    let noun = noun.split_once(' ').map_or(noun, |(_, noun)| noun);
    let what = match (part.background, part.software) {
        (Some(background), _) => {
            let what = background.what;
            what.split_once(' ').map_or(what, |(_, what)| what)
        }
        (None, Some(known)) if part.role != Role::Toy => {
            let name = known.software.name;
            name.strip_prefix("a ").unwrap_or(name)
        }
        _ => noun,
    };
    let apart = |found: &&Diagnostic| rules::SPLIT.contains(&found.rule);
    let at = container.at.span();
    let is_tier = found
        .iter()
        .filter(apart)
        .any(|found| at.contains(found.primary.span));
    let services = facts.running().filter(|part| part.role == Role::Service);
    // What helps nobody is what the pod is for.
    let is_alone = facts.running().count() == 1;
    let what = match what {
        "helper" if is_alone => "task",
        _ => what,
    };
    let word = match part.role {
        _ if container.stage == Stage::Sidecar => "sidecar",
        _ if is_tier => "tier",
        Role::Service if services.count() > 1 && part.class.is_datastore() => "tier",
        Role::Service => "main",
        Role::Helper if is_alone || part.class == Class::Controller => "main",
        Role::Helper => "helper",
        Role::Toy => "toy",
    };
    format!("{word} ({what})")
}

/// The ports, each once, with what is known but not declared.
pub(super) fn listens(container: &Container<'_>, part: &Part<'_, '_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut seen = Vec::new();
    for listen in &part.listens {
        if seen.contains(&listen.port) {
            continue;
        }
        seen.push(listen.port);
        let how = match listen.declared {
            true => "",
            false if listen.is_told() => " told",
            false => " default",
        };
        found.push(format!("{}/TCP{how}", listen.port));
    }
    if part.listens.is_empty() {
        let likely = part.likely_ports();
        found.extend(likely.iter().map(|port| format!("{port}/TCP likely")));
    }
    let others = container.ports.iter().filter(|port| port.protocol != "TCP");
    found.extend(
        others.filter_map(|port| Some(shown(&format!("{}/{}", port.number?.value, port.protocol)))),
    );
    found
}

/// The mounts of a container, and the places outside of them in which its software keeps data.
pub(super) fn touches(
    pod: &Pod<'_>,
    container: &Container<'_>,
    part: Option<&Part<'_, '_>>,
    volumes: &[Shared],
) -> Vec<Touch> {
    let mut found: Vec<Touch> = Vec::new();
    let written = container.at.get("volumeMounts");
    let written: Vec<_> = written
        .into_iter()
        .flat_map(|mounts| mounts.items())
        .collect();
    for (at, mount) in container
        .mounts
        .iter()
        .chain(&container.devices)
        .enumerate()
    {
        let (Some(path), Some(name)) = (&mount.path, &mount.volume) else {
            continue;
        };
        let read_only = written
            .get(at)
            .and_then(|mount| mount.get("readOnly")?.as_bool());
        let given = pod
            .volume(name)
            .is_some_and(|volume| volume.kind == VolumeKind::Given);
        let flow = match part {
            _ if read_only == Some(true) || given => Flow::Reads,
            Some(part) => flow(part, path),
            None => Flow::Unknown,
        };
        let name = shown(name);
        found.push(Touch {
            path: shown(path),
            flow,
            volume: volumes.iter().position(|volume| volume.name == name),
        });
    }
    let Some(part) = part else { return found };
    let data = part
        .software
        .filter(|known| known.certainty.is_certain() && part.class.is_datastore());
    let data = data.map_or(&[][..], |known| known.software.data);
    let outside = data
        .iter()
        .filter(|path| container.mount_of(path).is_none());
    found.extend(outside.map(|path| Touch {
        path: (*path).to_owned(),
        flow: Flow::Writes,
        volume: None,
    }));
    found
}

/// What is done with a mounted directory, by the paths that a container names in it and by what it is.
fn flow(part: &Part<'_, '_>, directory: &str) -> Flow {
    let mut inside = part
        .paths
        .iter()
        .filter(|used| within(&used.path, directory) || within(directory, &used.path));
    let data = part.software.map_or(&[][..], |known| known.software.data);
    let keeps = data.iter().any(|path| within(path, directory));
    if keeps && part.class.is_datastore() || inside.clone().any(PathUse::is_written) {
        return Flow::Writes;
    }
    let reads = inside.any(PathUse::is_read);
    if reads || part.class == Class::Collector {
        Flow::Reads
    } else {
        Flow::Unknown
    }
}
