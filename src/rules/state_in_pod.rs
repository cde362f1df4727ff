//! `state-in-pod`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Grounds, Part};
use crate::naming::words;
use crate::objects::{Claim, Entry, Mount, Place, Pod, Pods, VolumeKind, WorkloadKind};
use crate::rules::{PodContext, RunContext};

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.ends() || !pod.workload.kind.scales() {
        return;
    }
    for part in pod.facts().running() {
        found.extend(one_directory(pod, part));
        if part.grounds == Grounds::Software
            && part.class.keeps_data()
            && is_server(part)
            && !is_without_data(part)
            && !has_storage(pod.pod, part)
            && !is_kept_lightly(pod.pod, part)
        {
            found.extend(describe(pod, part));
        }
    }
}

/// Whether a program with several roles is told the one that keeps data: Pulsar's proxy has none.
fn is_server(part: &Part<'_, '_>) -> bool {
    let line: Vec<&str> = part.container.command_line().map(|text| &**text).collect();
    let variables: Vec<&str> = part.container.env.iter().map(|var| &*var.name).collect();
    part.software.is_none_or(|known| {
        known.software.needs.is_empty() || known.software.listens_when(&line, &variables)
    })
}

/// Whether a member of a cluster only has a vote, or only knows where data is: an arbiter and a router keep none.
///
/// Sources: <https://www.mongodb.com/docs/manual/core/replica-set-arbiter/>,
/// <https://www.mongodb.com/docs/manual/core/sharded-cluster-query-router/>.
fn is_without_data(part: &Part<'_, '_>) -> bool {
    let is_said = |text: &str| words(text).any(|word| matches!(word, "arbiter" | "mongos"));
    let mut variables = part.container.env.iter();
    is_said(&part.name()) || variables.any(|var| var.value.as_deref().is_some_and(is_said))
}

/// Replicas that share a claim which one node, or one pod, may have at a time.
pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for workload in run.workloads() {
        if workload.is.kind != WorkloadKind::Deployment || workload.is.replicas < 2 {
            continue;
        }
        for used in &workload.is.claims {
            let single = run.single_claim(workload, used);
            found.extend(single.map(|(claim, certainty)| {
                shared(run, workload, used, claim).as_certain_as(certainty)
            }));
        }
    }
}

fn shared(
    run: &RunContext<'_, '_>,
    workload: Entry<'_, Pods>,
    used: &Place,
    claim: Entry<'_, Claim>,
) -> Diagnostic {
    let (name, replicas) = (workload.name(), workload.is.replicas);
    let message = format!(
        "{replicas} replicas of `{name}` share the claim `{}`, which is {}",
        used.text,
        claim.is.modes.join(", ")
    );
    let mut diagnostic = run
        .diagnostic(&workload, used, message)
        .here("one claim for all replicas")
        .note("such a volume is attached to one node at a time: replicas on other nodes stay pending, those on the same one write over each other")
        .help("make it a StatefulSet with `volumeClaimTemplates`, so that each replica has a claim of its own, or ask for ReadWriteMany");
    diagnostic
        .labels
        .push(claim.label("may be mounted by one node"));
    diagnostic
}

/// Replicas of a database that nothing tells of each other, all with their data in one directory of one claim.
fn one_directory<'t>(pod: &PodContext<'_, 't>, part: &Part<'_, 't>) -> Option<Diagnostic> {
    let is_apart = part.grounds == Grounds::Software && part.is_apart_in(pod.workload).is_certain();
    let data = part.software.filter(|_| is_apart)?.software.data.first()?;
    let mount = part
        .container
        .mount_of(data)
        .filter(|mount| mount.sub_path.is_none())?;
    let used = mount.volume.as_ref()?;
    let volume = pod
        .pod
        .volume(used)
        .filter(|volume| !volume.claim_template)?;
    let claim = volume.at.get("persistentVolumeClaim")?;
    let (name, software, replicas) = (part.name(), part.called(), pod.workload.replica_count());
    let message =
        format!("{replicas} replicas of `{name}` ({software}) have their data in one directory");
    Some(
        pod.diagnostic(&used.at, message)
            .here("the same for each of them")
            .label(claim.span(), "one claim")
            .note("the first locks it, and the others do not start; where the volume is attached to one node, those on other nodes do not even try")
            .help("keep one replica, or make it a StatefulSet with `volumeClaimTemplates` and tell the replicas of each other"),
    )
}

/// Whether a volume that outlives the pod is mounted anywhere: data may have been told to be there.
fn has_storage(pod: &Pod<'_>, part: &Part<'_, '_>) -> bool {
    let lasts = |mount: &Mount<'_>| {
        let volume = mount.volume.as_deref().and_then(|name| pod.volume(name));
        // What is not declared is another rule's finding.
        volume
            .is_none_or(|volume| matches!(volume.kind, VolumeKind::Storage | VolumeKind::HostPath))
    };
    part.container.mounts.iter().any(lasts) || !part.container.devices.is_empty()
}

/// Whether the volume for the data says that it may be lost: one in memory, or one that is called so.
fn is_kept_lightly(pod: &Pod<'_>, part: &Part<'_, '_>) -> bool {
    const WORDS: [&str; 6] = ["cache", "ephemeral", "scratch", "temp", "throwaway", "tmp"];
    let data = part.software.and_then(|known| known.software.data.first());
    let mount = data.and_then(|data| part.container.mount_of(data));
    let Some(name) = mount.and_then(|mount| mount.volume.as_deref()) else {
        return false;
    };
    let Some(empty) = pod
        .volume(name)
        .and_then(|volume| volume.at.get("emptyDir"))
    else {
        return false;
    };
    let medium = empty.get("medium").and_then(|medium| medium.as_str());
    words(name).any(|word| WORDS.contains(&word)) || medium.is_some_and(|medium| medium == "Memory")
}

fn describe<'t>(pod: &PodContext<'_, 't>, part: &Part<'_, 't>) -> Option<Diagnostic> {
    let known = part.software?;
    let data = known.software.data.first()?;
    let (name, software) = (part.name(), part.called());
    let apart = part.is_apart_in(pod.workload);
    let mount = part.container.mount_of(data);
    let passing = mount.and_then(|mount| mount.volume.as_ref());
    // Who gives the data a volume that goes with the pod knows that it may be lost.
    if passing.is_some() && !apart.is_certain() {
        return None;
    }
    let replicas = pod.workload.replica_count();
    let message = match apart.is_certain() {
        true => format!(
            "{replicas} replicas of `{name}` ({software}) each keep data of their own in their pods"
        ),
        false => {
            format!("`{name}` ({software}) keeps its data in the pod, and loses it with the pod")
        }
    };
    let diagnostic = pod
        .diagnostic(&part.container.anchor(), message)
        .here(part.description())
        .as_certain_as(apart);
    let diagnostic = match passing {
        Some(volume) => diagnostic.label(
            volume.at.span(),
            format!("`{volume}` goes with the pod as well"),
        ),
        None => diagnostic,
    };
    let claim = format!("mount a persistent volume at {data}");
    let help = if pod.object.kind == "StatefulSet" {
        format!("{claim}, from a claim in `volumeClaimTemplates`")
    } else {
        format!("{claim}; a StatefulSet gives each pod a claim of its own")
    };
    Some(
        diagnostic
            .note("a pod is replaced at each update, eviction or failure of its node, and starts empty")
            .help(help),
    )
}
