//! The names of a pod's own: of its containers, volumes and ports, and where the pod says them.

use super::elsewhere::Sort;
use super::spot::touches;
use crate::objects::{Container, Object, Pod, Text, Workload};
use crate::source::Span;
use crate::yaml::{Cursor, Kind};

/// What a name of a pod is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Container,
    Volume,
    /// A port of the container at this place among all. Probes name those of their own container.
    Port(usize),
}

impl Of {
    /// What other objects call it; none for what they do not name.
    pub(super) fn elsewhere(self) -> Option<Sort> {
        match self {
            Self::Container => Some(Sort::Container),
            Self::Volume => None,
            Self::Port(_) => Some(Sort::Port),
        }
    }
}

/// A place at which a pod says a name.
#[derive(Clone, Debug)]
pub(super) struct Mention<'t> {
    pub(super) of: Of,
    /// Whether that which has the name stands there.
    pub(super) is_definition: bool,
    pub(super) name: Text<'t>,
}

impl Mention<'_> {
    pub(super) fn span(&self) -> Span {
        self.name.at.span()
    }
}

/// All of an object's pod, if it has one.
pub(super) fn mentions<'t>(object: &Object<'t>) -> Vec<Mention<'t>> {
    let Some(Workload { pod, .. }) = Workload::of(object) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let volumes = pod.volumes.iter().filter_map(|volume| volume.name.clone());
    found.extend(volumes.map(|name| definition(Of::Volume, name)));
    for (at, container) in pod.all_containers().enumerate() {
        of_container(at, container, &mut found);
    }
    found.extend(container_names(&pod));
    found
}

/// The one that a place is at.
pub(super) fn mention_at<'m, 't>(
    mentions: &'m [Mention<'t>],
    offset: u32,
) -> Option<&'m Mention<'t>> {
    mentions
        .iter()
        .find(|mention| touches(mention.span(), offset))
}

fn definition(of: Of, name: Text<'_>) -> Mention<'_> {
    Mention {
        of,
        is_definition: true,
        name,
    }
}

fn used(of: Of, name: Text<'_>) -> Mention<'_> {
    Mention {
        of,
        is_definition: false,
        name,
    }
}

fn of_container<'t>(at: usize, container: &Container<'t>, found: &mut Vec<Mention<'t>>) {
    let name = container.name.clone();
    found.extend(name.map(|name| definition(Of::Container, name)));
    let mounts = container.mounts.iter().chain(&container.devices);
    let mounted = mounts.filter_map(|mount| mount.volume.clone());
    found.extend(mounted.map(|name| used(Of::Volume, name)));
    let ports = container.ports.iter().filter_map(|port| port.name.clone());
    found.extend(ports.map(|name| definition(Of::Port(at), name)));
    let asked = container.asked_ports().into_iter();
    let asked = asked.filter(|asked| asked.is_named() && asked.host().is_none());
    found.extend(asked.map(|asked| used(Of::Port(at), asked.port)));
}

/// Where containers are named besides: in `resourceFieldRef` of variables and volumes, and in the annotation that says which
/// of them `kubectl` means.
fn container_names<'t>(pod: &Pod<'t>) -> Vec<Mention<'t>> {
    let list = |at: &Cursor<'t>, field: &str| {
        let list = at.get(field).filter(|list| list.kind() == Kind::Sequence);
        list.into_iter().flat_map(|list| list.items())
    };
    let containers = pod.all_containers();
    let env = containers.flat_map(|container| list(&container.at, "env"));
    let of_env = env.filter_map(|variable| variable.get("valueFrom")?.get("resourceFieldRef"));
    let volumes = pod.volumes.iter();
    let files = volumes.flat_map(|volume| {
        let projected = volume.at.get("projected").into_iter();
        let sources = projected.flat_map(|projected| list(&projected, "sources"));
        let holders = sources.chain([volume.at]);
        let given = holders.filter_map(|holder| holder.get("downwardAPI"));
        given
            .flat_map(|given| list(&given, "items"))
            .collect::<Vec<_>>()
    });
    let of_files = files.filter_map(|file| file.get("resourceFieldRef"));
    let named = of_env.chain(of_files);
    let named = named.filter_map(|of| Text::field(&of, "containerName"));
    let meant = pod.annotations.iter().filter(|(key, _)| {
        matches!(
            &**key,
            "kubectl.kubernetes.io/default-container"
                | "kubectl.kubernetes.io/default-logs-container"
        )
    });
    let meant = meant.filter_map(|(_, value)| value.clone());
    let names = named.chain(meant);
    names.map(|name| used(Of::Container, name)).collect()
}
