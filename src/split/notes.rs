//! What the split cannot do, and what is worth a look.

use super::fates::Place;
use super::labels::has;
use super::plan::{NewKind, Plan};
use crate::facts::Role;
use crate::objects::{Label, Object, VolumeKind, labels};

pub(super) fn notes(plan: &Plan<'_, '_>) -> Vec<String> {
    let mut notes = Vec::new();
    defaults(plan, &mut notes);
    data(plan, &mut notes);
    shared_volumes(plan, &mut notes);
    neighbours(plan, &mut notes);
    notes
}

/// Who may reach the tier at a default that the manifest does not show.
fn defaults(plan: &Plan<'_, '_>, notes: &mut Vec<String>) {
    if !plan.main.class.is_datastore() {
        return;
    }
    let silent = plan.stays.parts.iter().filter(|part| {
        let mut calls = plan.crossings.iter();
        part.role == Role::Service
            && !part.class.is_datastore()
            && !calls.any(|crossing| crossing.caller.is(part))
    });
    let name = plan.main.name();
    let at = match plan.main.likely_ports().first() {
        Some(port) => format!("{}:{port}", plan.name),
        None => plan.name.clone(),
    };
    notes.extend(silent.map(|part| {
        format!(
            "nothing in `{}` says localhost for `{name}`; if it takes that for granted, or has it from a ConfigMap or a Secret, tell it {at}",
            part.name()
        )
    }));
}

fn data(plan: &Plan<'_, '_>, notes: &mut Vec<String>) {
    let main = plan.main;
    let pod = &plan.workload.pod;
    let claims = pod.volumes.iter().filter(|volume| volume.claim_template);
    for volume in claims.filter_map(|volume| volume.name.as_deref()) {
        if plan.uses(Place::Moves, volume) {
            notes.push(format!(
                "the claims of `{volume}` are named after their StatefulSet: `{}` gets new ones, and what the old ones hold must be copied",
                plan.name
            ));
        }
    }
    let is_kept = main
        .container
        .mounts
        .iter()
        .chain(&main.container.devices)
        .any(|mount| {
            let volume = mount.volume.as_deref().and_then(|name| pod.volume(name));
            volume.is_some_and(|volume| {
                matches!(volume.kind, VolumeKind::Storage | VolumeKind::HostPath)
            })
        });
    let directory = main.software.and_then(|known| known.software.data.first());
    let is_stateful = plan.kind == NewKind::StatefulSet;
    if !is_kept && (is_stateful || directory.is_some()) {
        let directory = directory.map_or_else(String::new, |path| format!(" ({path})"));
        let way = match is_stateful {
            true => "; a volumeClaimTemplate of a size that you know would keep it",
            false => "",
        };
        notes.push(format!(
            "`{}` keeps its data{directory} in its pod, and loses it with the pod, as before{way}",
            main.name()
        ));
    }
}

fn shared_volumes(plan: &Plan<'_, '_>, notes: &mut Vec<String>) {
    for volume in &plan.workload.pod.volumes {
        let Some(name) = volume.name.as_deref() else {
            continue;
        };
        if !(plan.uses(Place::Moves, name) && plan.uses(Place::Stays, name)) {
            continue;
        }
        match volume.kind {
            VolumeKind::Given => {}
            VolumeKind::EmptyDir => notes.push(format!(
                "the emptyDir `{name}` was shared; each pod has one of its own now, so that files no longer pass between them"
            )),
            VolumeKind::HostPath => notes.push(format!(
                "`{name}` is a directory of the node; both pods see the same one only on one node"
            )),
            VolumeKind::Storage => notes.push(format!(
                "both pods mount `{name}`; on two nodes that needs a claim with ReadWriteMany"
            )),
        }
    }
}

/// Objects of the file that may mean the pods that moved.
fn neighbours(plan: &Plan<'_, '_>, notes: &mut Vec<String>) {
    let beside = plan.objects.iter();
    for object in beside.filter(|object| object.namespace() == plan.object.namespace()) {
        let called = format!("{} `{}`", object.kind, object.name().unwrap_or_default());
        match &*object.kind {
            "NetworkPolicy" if loses(plan, object, "podSelector") => {
                notes.push(format!("{called} no longer covers `{}`", plan.main.name()));
            }
            "PodDisruptionBudget" if loses(plan, object, "selector") => {
                notes.push(format!("{called} no longer covers `{}`", plan.main.name()));
            }
            "ConfigMap" => {
                let data = object.root.get("data");
                let texts = data.into_iter().flat_map(|data| data.entries());
                let named = texts.filter(|entry| {
                    let span = entry.value.span();
                    let mut crossings = plan.crossings.iter();
                    names_port(entry.value.text(), plan)
                        && !crossings.any(|crossing| span.contains(crossing.call.host))
                });
                notes.extend(named.map(|entry| {
                    format!(
                        "`{}` in {called} names a port of `{}` on localhost, where it no longer is",
                        entry.key.as_key(),
                        plan.main.name()
                    )
                }));
            }
            _ => {}
        }
    }
}

/// Whether the object selects the old pods and not the new ones.
fn loses(plan: &Plan<'_, '_>, object: &Object<'_>, key: &str) -> bool {
    let selector = object
        .root
        .get("spec")
        .and_then(|spec| spec.get(key)?.get("matchLabels"));
    let selector = labels(selector);
    let selects = |pod: &[Label]| selector.iter().all(|(key, value)| has(pod, key, value));
    selects(&plan.labels.old) && !selects(&plan.labels.pod)
}

fn names_port(text: &str, plan: &Plan<'_, '_>) -> bool {
    plan.main.likely_ports().iter().any(|port| {
        ["localhost", "127.0.0.1"].iter().any(|host| {
            let call = format!("{host}:{port}");
            text.match_indices(&call)
                .any(|(at, _)| !text[at + call.len()..].starts_with(|c: char| c.is_ascii_digit()))
        })
    })
}
