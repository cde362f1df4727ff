//! What is to be shown of a pod, whatever the form.

use super::seen::{listens, role, touches};

use crate::config::Settings;
use crate::facts::{Dial, Facts, Part};
use crate::objects::{ConfigMaps, Container, Object, Pod, Workload, WorkloadKind};
use crate::report::words::{self, counted, printable};
use crate::rules::{self, KnownPod};
use crate::secret;

/// A pod.
#[derive(Debug)]
pub(super) struct View {
    /// `Deployment shop · 3 replicas · one IP per pod`
    pub(super) title: String,
    pub(super) containers: Vec<Seen>,
    pub(super) volumes: Vec<Shared>,
    pub(super) talks: Vec<Talk>,
    /// What the rules find, each with the rule's name.
    pub(super) findings: Vec<(String, &'static str)>,
}

/// A container.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) name: String,
    /// `tier (MySQL)`
    pub(super) role: String,
    /// `3306/TCP default`
    pub(super) listens: Vec<String>,
    pub(super) files: Vec<Touch>,
    /// `localhost:3306 (db)`
    pub(super) talks: Vec<String>,
}

/// A place in a container's file system.
#[derive(Debug)]
pub(super) struct Touch {
    pub(super) path: String,
    pub(super) flow: Flow,
    /// The volume that is there, by its place in [`View::volumes`].
    pub(super) volume: Option<usize>,
}

/// What a container does with files, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    Writes,
    Reads,
    Unknown,
}

/// A volume that containers mount.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) name: String,
    /// `emptyDir`
    pub(super) kind: String,
    /// The containers, by their place in [`View::containers`].
    pub(super) users: Vec<(usize, Flow)>,
}

/// A call through the pod's own network.
#[derive(Debug)]
pub(super) struct Talk {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) port: Option<i64>,
}

impl View {
    /// The view of an object's pod, if it has one.
    pub(super) fn of<'t>(
        object: &Object<'t>,
        config_maps: &ConfigMaps<'t>,
        settings: &Settings,
    ) -> Option<Self> {
        let workload = Workload::of(object)?;
        let pod = &workload.pod;
        let (versions, parameters) = (settings.versions, &settings.parameters);
        let known = KnownPod::of(object, &workload, config_maps, versions, parameters);
        let facts = known.facts();
        let mut found = Vec::new();
        // A rule that fails shows in `podlint check`.
        drop(rules::check_pod(
            &known,
            &settings.policy.chosen,
            &mut found,
        ));
        let containers: Vec<_> = pod.all_containers().collect();
        let part_of =
            |container: &Container<'_>| facts.all().find(|part| part.container.is(container));
        let mut volumes = volumes(pod);
        let seen = containers.iter().enumerate().map(|(at, container)| {
            let part = part_of(container);
            let files = touches(pod, container, part, &volumes);
            for touch in &files {
                if let Some(volume) = touch.volume.and_then(|volume| volumes.get_mut(volume)) {
                    volume.users.push((at, touch.flow));
                }
            }
            Seen {
                name: shown(&container.called()),
                role: role(container, part, facts, &found),
                listens: part.map_or_else(Vec::new, |part| listens(container, part)),
                files,
                talks: part.map_or_else(Vec::new, |part| talks(part, facts)),
            }
        });
        let seen = seen.collect();
        let findings = found
            .into_iter()
            .map(|found| (shown(&found.message), found.rule.name()));
        Some(Self {
            title: title(object, &workload),
            containers: seen,
            volumes,
            talks: calls(&containers, facts),
            findings: findings.collect(),
        })
    }
}

/// A text of the manifest, on one line, without what steers a terminal and what is secret.
pub(super) fn shown(text: &str) -> String {
    printable(&secret::in_text(text)).into_owned()
}

fn title(object: &Object<'_>, workload: &Workload<'_>) -> String {
    let mut title = shown(&words::called(&object.reference()));
    if workload.kind.scales() {
        title += &format!(" · {}", replicas(object, workload));
    } else if workload.kind == WorkloadKind::DaemonSet {
        title += " · one per node";
    }
    title
        + if workload.pod.host_network {
            " · the IP of its node"
        } else {
            " · one IP per pod"
        }
}

/// `3 replicas`; as it is written, where that is no number.
fn replicas(object: &Object<'_>, workload: &Workload<'_>) -> String {
    let written = object
        .root
        .get("spec")
        .and_then(|spec| spec.get("replicas"));
    let is_number = workload.replicas.is_some();
    match written.filter(|written| !is_number && !written.is_null()) {
        Some(written) => format!("{} replicas", shown(written.text())),
        None => counted(
            usize::try_from(workload.replica_count()).unwrap_or_default(),
            "replica",
        ),
    }
}

/// The volumes that containers may mount, in order.
fn volumes(pod: &Pod<'_>) -> Vec<Shared> {
    let named = pod.volumes.iter().filter_map(|volume| {
        let kind = match volume.source() {
            _ if volume.claim_template => "claim template".to_owned(),
            Some(source) => shown(&source),
            None => "emptyDir".to_owned(),
        };
        Some(Shared {
            name: shown(volume.name.as_deref()?),
            kind,
            users: Vec::new(),
        })
    });
    named.collect()
}

/// Whom a container calls through the pod's own network, in words.
fn talks(part: &Part<'_, '_>, facts: &Facts<'_, '_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for dial in &part.dials {
        let callee = facts.running().find(|other| answers(other, dial));
        let port = dial
            .port
            .map_or_else(String::new, |port| format!(":{port}"));
        let name = match callee {
            Some(callee) if callee.is(part) => "itself".to_owned(),
            Some(callee) => shown(&callee.name()),
            None => "nothing known".to_owned(),
        };
        let said = format!("localhost{port} ({name})");
        if !found.contains(&said) {
            found.push(said);
        }
    }
    found
}

fn answers(part: &Part<'_, '_>, dial: &Dial<'_>) -> bool {
    match dial.port {
        Some(port) => part.likely_ports().contains(&port),
        None => part
            .software
            .is_some_and(|known| dial.is_for(known.software)),
    }
}

/// The calls between containers.
fn calls(containers: &[&Container<'_>], facts: &Facts<'_, '_>) -> Vec<Talk> {
    let place = |part: &Part<'_, '_>| {
        containers
            .iter()
            .position(|container| part.container.is(container))
    };
    let mut found: Vec<Talk> = Vec::new();
    for part in facts.all() {
        for dial in &part.dials {
            let callee = facts.running().find(|other| answers(other, dial));
            let to = callee.filter(|callee| !callee.is(part)).and_then(place);
            let (Some(from), Some(to)) = (place(part), to) else {
                continue;
            };
            let known = found
                .iter_mut()
                .find(|talk| (talk.from, talk.to) == (from, to));
            match known {
                Some(known) => known.port = known.port.or(dial.port),
                None => found.push(Talk {
                    from,
                    to,
                    port: dial.port,
                }),
            }
        }
    }
    found
}
