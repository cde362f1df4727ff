//! From the object of a manifest to the view of its pod.

use super::seen::{answering, duty, listens, peers, talks, touches};

use super::view::{Seen, Shared, Talk, View};
use crate::config::Settings;
use crate::facts::{Facts, Part};
use crate::objects::{ConfigMaps, Container, Object, Pod, Workload, WorkloadKind};
use crate::report::picture::shown;
use crate::report::words::{self, counted};
use crate::rules::{self, KnownPod};

impl View {
    /// The view of an object's pod, if it has one.
    #[must_use]
    pub fn of<'t>(
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
            let (duty, what) = duty(container, part, facts, &found);
            Seen {
                name: shown(&container.called()),
                duty,
                what,
                listens: part.map_or_else(Vec::new, |part| listens(container, part)),
                files,
                talks: part.map_or_else(Vec::new, |part| talks(part, facts)),
                peers: peers(container),
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

/// The calls between containers.
fn calls(containers: &[&Container<'_>], facts: &Facts<'_, '_>) -> Vec<Talk> {
    let place = |part: &Part<'_, '_>| {
        containers
            .iter()
            .position(|container| part.container.is(container))
    };
    let mut found: Vec<Talk> = Vec::new();
    for part in facts.all() {
        let answering = part.dials.iter().flat_map(|dial| {
            let all = answering(facts, dial).filter(|other| !other.is(part));
            all.map(move |other| (dial, other))
        });
        for (dial, other) in answering {
            let (Some(from), Some(to)) = (place(part), place(other)) else {
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
