//! What is to be shown of a container.

use super::view::{Duty, Flow, How, Listens, Shared, Touch};
use crate::diagnostic::Diagnostic;
use crate::facts::{self, Class, Dial, Facts, Part, PathUse, Role};
use crate::objects::{Container, Pod, Stage, VolumeKind, within};
use crate::report::picture::shown;
use crate::rules;

/// `main (web server)`, `tier (MySQL)`, `helper (collector)`, `init`
pub(super) fn duty(
    container: &Container<'_>,
    part: Option<&Part<'_, '_>>,
    facts: &Facts<'_, '_>,
    found: &[Diagnostic],
) -> (Duty, Option<String>) {
    let Some(part) = part else {
        return (Duty::Ephemeral, None);
    };
    if container.stage == Stage::Init {
        return (Duty::Init, None);
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
    let duty = match part.role {
        _ if container.stage == Stage::Sidecar => Duty::Sidecar,
        _ if is_tier => Duty::Tier,
        Role::Service if services.count() > 1 && part.class.is_datastore() => Duty::Tier,
        Role::Service => Duty::Main,
        Role::Helper if is_alone || part.class == Class::Controller => Duty::Main,
        Role::Helper => Duty::Helper,
        Role::Toy => Duty::Toy,
    };
    (duty, Some(what.to_owned()))
}

/// The ports, each once, with what is known but not declared.
pub(super) fn listens(container: &Container<'_>, part: &Part<'_, '_>) -> Vec<Listens> {
    let mut found: Vec<Listens> = Vec::new();
    let mut seen = Vec::new();
    let tcp = |port: i64| format!("{port}/TCP");
    for listen in &part.listens {
        if seen.contains(&listen.port) {
            continue;
        }
        seen.push(listen.port);
        let how = match listen.declared {
            true => How::Declared,
            false if listen.is_told() => How::Told,
            false => How::Default,
        };
        let port = tcp(listen.port);
        found.push(Listens { port, how });
    }
    if part.listens.is_empty() {
        let how = How::Likely;
        let likely = part.likely_ports().into_iter();
        found.extend(likely.map(|port| Listens {
            port: tcp(port),
            how,
        }));
    }
    let others = container.ports.iter().filter(|port| port.protocol != "TCP");
    found.extend(others.filter_map(|port| {
        Some(Listens {
            port: shown(&format!("{}/{}", port.number?.value, port.protocol)),
            how: How::Declared,
        })
    }));
    found
}

/// Whom a container calls within the pod, in words, with every container that answers.
pub(super) fn talks(part: &Part<'_, '_>, facts: &Facts<'_, '_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for dial in &part.dials {
        let name = |other: &Part<'_, '_>| match other.is(part) {
            true => "itself".to_owned(),
            false => shown(&other.name()),
        };
        let names: Vec<String> = answering(facts, dial).map(name).collect();
        let names = match names.is_empty() {
            true => "nothing known".to_owned(),
            false => names.join(", "),
        };
        let said = format!("{} ({names})", address("localhost", dial.port));
        if !found.contains(&said) {
            found.push(said);
        }
    }
    found
}

/// Every peer beyond the pod that the addresses of a container name.
pub(super) fn peers(container: &Container<'_>) -> Vec<String> {
    let peers = facts::peers(container).into_iter();
    peers
        .map(|peer| shown(&address(&peer.host, peer.port)))
        .collect()
}

fn address(host: &str, port: Option<i64>) -> String {
    match port {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// The containers that answer a call within the pod: all that listen on its port; where none is said, the first that is
/// what it is for.
pub(super) fn answering<'f, 'p, 't>(
    facts: &'f Facts<'p, 't>,
    dial: &'f Dial<'t>,
) -> impl Iterator<Item = &'f Part<'p, 't>> {
    let answers = move |part: &&Part<'_, '_>| match dial.port {
        Some(port) => part.likely_ports().contains(&port),
        None => part
            .software
            .is_some_and(|known| dial.is_for(known.software)),
    };
    let most = dial.port.map_or(1, |_| usize::MAX);
    facts.running().filter(answers).take(most)
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
