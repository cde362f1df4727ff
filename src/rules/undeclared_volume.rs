//! `undeclared-volume`: see the page.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Reason};
use crate::nearest::nearest;
use crate::objects::WorkloadKind;
use crate::placeholder::is_placeholder;
use crate::rules::PodContext;
use crate::rules::words::quoted;

/// The volume that Jenkins adds to the pods that it makes of templates, which are Pods.
///
/// Source: <https://plugins.jenkins.io/kubernetes/>.
const OF_JENKINS: &str = "workspace-volume";

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let volumes = pod.pod.volumes.iter();
    let names: Vec<&str> = volumes
        .filter_map(|volume| volume.name.as_deref())
        .collect();
    if has_one_to_name(pod, &names) {
        return;
    }
    let mut declared: HashSet<&str> = names.iter().copied().collect();
    if pod.workload.kind == WorkloadKind::Pod {
        declared.insert(OF_JENKINS);
    }
    for container in pod.pod.all_containers() {
        for mount in container.mounts.iter().chain(&container.devices) {
            let Some(name) = mount.volume.as_ref().filter(|name| !name.is_empty()) else {
                continue;
            };
            if !declared.contains(&**name) {
                let message = format!(
                    "`{}` mounts the volume `{name}`, which the pod does not have",
                    container.called()
                );
                found.push(
                    pod.diagnostic(&name.at, message)
                        .here("no volume of that name")
                        .note("a container mounts volumes of its pod by name")
                        .help(help(name, &names))
                        .reason(Reason::NotFound),
                );
            }
        }
    }
}

/// Whether one of the volumes has a name that is yet to be filled in, and may be the one that is missing: no container
/// mounts it by the same placeholder.
fn has_one_to_name(pod: &PodContext<'_, '_>, names: &[&str]) -> bool {
    let mut names = names.iter().filter(|name| is_placeholder(name)).peekable();
    if names.peek().is_none() {
        return false;
    }
    let containers = pod.pod.all_containers();
    let mounts = containers.flat_map(|container| container.mounts.iter().chain(&container.devices));
    let mounted: HashSet<&str> = mounts.filter_map(|mount| mount.volume.as_deref()).collect();
    names.any(|name| !mounted.contains(name))
}

/// `names`: those of the volumes that the pod has.
fn help(name: &str, names: &[&str]) -> String {
    if let Some(near) = nearest(name, names) {
        return format!("did you mean `{near}`?");
    }
    let declare = format!("declare `{name}` under the pod's `volumes`");
    match names.len() {
        0 => format!("{declare}; it has none yet"),
        1..=5 => format!("{declare}, or mount one of those it has: {}", quoted(names)),
        many => format!("{declare}; it has {many} others"),
    }
}
