//! `unused-volume`: see the page.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::objects::{Pod, Text, VolumeKind};
use crate::rules::PodContext;

/// The most that a prefix of an annotation's key may have.
const LONGEST_PREFIX: usize = 253;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    // A container that cannot be read may mount anything.
    if !pod.pod.complete {
        return;
    }
    let uses = Uses::of(pod.pod);
    for volume in &pod.pod.volumes {
        let Some(name) = &volume.name else { continue };
        if volume.claim_template || name.is_empty() || uses.has(name) {
            continue;
        }
        let message = format!("no container mounts the volume `{name}`");
        found.push(
            pod.diagnostic(&volume.anchor(), message)
                .here("mounted nowhere")
                .note(why(volume.kind))
                .help(format!("mount `{name}` where it is needed, or remove it")),
        );
    }
}

/// What a pod mounts, and what may be mounted by a container that is yet to be injected: annotations that ask for
/// one name its volumes, or the volume is named after them (`gke-gcsfuse/volumes`, `gke-gcsfuse-cache`).
struct Uses<'p> {
    /// The volumes that containers mount, and every word in the values of annotations.
    names: HashSet<&'p str>,
    /// What stands before the slash in the keys of annotations.
    prefixes: HashSet<&'p str>,
}

impl<'p> Uses<'p> {
    fn of(pod: &'p Pod<'_>) -> Self {
        let mounts = pod
            .all_containers()
            .flat_map(|container| container.mounts.iter().chain(&container.devices));
        let mounted = mounts.filter_map(|mount| mount.volume.as_deref());
        let values = pod
            .annotations
            .iter()
            .filter_map(|(_, value)| value.as_deref());
        let prefix = |(key, _): &'p (Text<'_>, _)| Some(key.split_once('/')?.0);
        let prefixes = pod.annotations.iter().filter_map(prefix);
        Self {
            names: mounted.chain(values.flat_map(words)).collect(),
            prefixes: prefixes.filter(|prefix| !prefix.is_empty()).collect(),
        }
    }

    fn has(&self, volume: &str) -> bool {
        let starts = volume.char_indices().map(|(at, _)| &volume[..at]);
        let mut starts = starts.chain([volume]).take(LONGEST_PREFIX);
        self.names.contains(volume) || starts.any(|start| self.prefixes.contains(start))
    }
}

/// The words of a text that may be names of volumes.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'))
}

fn why(kind: VolumeKind) -> &'static str {
    match kind {
        VolumeKind::EmptyDir => {
            "a volume is seen only where it is mounted; what was meant to be shared or kept in it is not"
        }
        VolumeKind::Given => {
            "the pod still waits for what the volume names, and no container reads it"
        }
        VolumeKind::HostPath | VolumeKind::Storage => {
            "the pod still waits for the volume before it starts, and no container uses it"
        }
    }
}
