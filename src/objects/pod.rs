//! A pod as a rule sees it: the unit of scaling and of failure.

use std::borrow::Cow;

use crate::objects::container::host_process;
use crate::objects::{Container, Stage, Text};
use crate::yaml::{Cursor, Document, Entry, Kind};

/// The most containers that are held against each other. No node runs a pod of nearly as many.
const MOST_CONTAINERS: usize = 128;

/// The most that these may say for it: arguments, variables, ports, mounts, and the volumes of the pod.
const MOST_SAID: usize = 2_000;

/// What the annotations of AppArmor begin with that were there before the field; the name of the container follows.
///
/// Source: <https://kubernetes.io/docs/tutorials/security/apparmor/>.
pub(crate) const APP_ARMOR: &str = "container.apparmor.security.beta.kubernetes.io/";

/// A pod, or a workload's template of one.
#[derive(Clone, Debug)]
pub struct Pod<'t> {
    /// Its `spec`.
    pub spec: Cursor<'t>,
    /// Where to point when all of it is meant: the word `spec` above it.
    pub anchor: Cursor<'t>,
    /// `containers`
    pub containers: Vec<Container<'t>>,
    /// `initContainers`, sidecars among them.
    pub init_containers: Vec<Container<'t>>,
    /// `ephemeralContainers`
    pub ephemeral_containers: Vec<Container<'t>>,
    /// `volumes`, and what a StatefulSet's `volumeClaimTemplates` add to them.
    pub volumes: Vec<Volume<'t>>,
    /// `hostNetwork: true`
    pub host_network: bool,
    /// `restartPolicy`
    pub restart_policy: Option<Text<'t>>,
    /// `nodeName`
    pub node_name: Option<Text<'t>>,
    /// `activeDeadlineSeconds` is set: it is meant to end.
    pub has_deadline: bool,
    /// `metadata.ownerReferences` is set: something else keeps it.
    pub owned: bool,
    /// It is a part of the cluster itself: `priorityClassName: system-…-critical`.
    pub system_critical: bool,
    /// `metadata.labels` of the pod.
    pub labels: Option<Cursor<'t>>,
    /// `metadata.annotations` of the pod.
    pub annotations: Vec<(Text<'t>, Option<Text<'t>>)>,
    /// Whether every list of containers is one that could be read, in a document that could be read to its end.
    pub complete: bool,
}

/// What a volume is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VolumeKind {
    /// `emptyDir`: born and gone with the pod, there for its containers only.
    EmptyDir,
    /// `configMap`, `secret`, `projected`, `downwardAPI`: written elsewhere, read here.
    Given,
    /// `hostPath`
    HostPath,
    /// A claim, a StatefulSet's claim template, or any other storage.
    Storage,
}

/// A volume of the pod.
#[derive(Clone, Debug)]
pub struct Volume<'t> {
    /// Where it stands.
    pub at: Cursor<'t>,
    /// `name`
    pub name: Option<Text<'t>>,
    /// What it is made of.
    pub kind: VolumeKind,
    /// Whether it comes from a StatefulSet's `volumeClaimTemplates`.
    pub claim_template: bool,
}

impl<'t> Pod<'t> {
    /// Reads the pod whose `spec` is given, with its `metadata` and the claim templates around it.
    #[must_use]
    pub fn read(
        spec: Cursor<'t>,
        metadata: Option<Cursor<'t>>,
        claims: Option<Cursor<'t>>,
    ) -> Self {
        let list = |key| spec.get(key).into_iter().flat_map(|list| list.items());
        let containers = |key, stage| {
            let items = list(key).enumerate();
            items
                .map(|(index, at)| Container::read(at, index, stage))
                .collect::<Vec<_>>()
        };
        let given = list("volumes").map(|at| Volume::read(at, false));
        let claimed = claims.into_iter().flat_map(|claims| claims.items());
        let mut pod = Self {
            containers: containers("containers", Stage::Main),
            init_containers: containers("initContainers", Stage::Init),
            ephemeral_containers: containers("ephemeralContainers", Stage::Ephemeral),
            volumes: given
                .chain(claimed.map(|at| Volume::read(at, true)))
                .collect(),
            host_network: spec.get("hostNetwork").and_then(|on| on.as_bool()) == Some(true),
            restart_policy: Text::field(&spec, "restartPolicy"),
            node_name: Text::field(&spec, "nodeName"),
            has_deadline: spec.get("activeDeadlineSeconds").is_some(),
            owned: metadata
                .and_then(|metadata| metadata.get("ownerReferences"))
                .is_some(),
            system_critical: Text::field(&spec, "priorityClassName")
                .is_some_and(|class| class.starts_with("system-")),
            labels: metadata.and_then(|metadata| metadata.get("labels")),
            annotations: annotations(metadata),
            complete: complete(&spec),
            anchor: spec,
            spec,
        };
        if host_process(&spec) {
            pod.containers
                .iter_mut()
                .for_each(|container| container.host_process = true);
        }
        pod
    }

    /// Every container, in the order in which they start.
    pub fn all_containers(&self) -> impl Iterator<Item = &Container<'t>> {
        self.init_containers
            .iter()
            .chain(&self.containers)
            .chain(&self.ephemeral_containers)
    }

    /// The init containers that run with the others.
    pub fn sidecars(&self) -> impl Iterator<Item = &Container<'t>> {
        self.init_containers
            .iter()
            .filter(|container| container.stage == Stage::Sidecar)
    }

    /// The containers that run together: the ordinary ones and the sidecars.
    pub fn running(&self) -> impl Iterator<Item = &Container<'t>> {
        self.containers.iter().chain(self.sidecars())
    }

    /// Whether it has more than can be held against each other in a time that does not grow without measure.
    #[must_use]
    pub fn is_crowded(&self) -> bool {
        let words = |container: &Container<'t>| {
            let told = container.command_line().count() + container.env.len();
            told + container.ports.len() + container.mounts.len() + container.devices.len()
        };
        let said: usize = self.all_containers().map(words).sum();
        self.all_containers().count() > MOST_CONTAINERS || said + self.volumes.len() > MOST_SAID
    }

    /// What a crowded pod has, for messages.
    #[must_use]
    pub fn crowd() -> String {
        format!(
            "more than {MOST_CONTAINERS} containers, or more than {MOST_SAID} arguments, variables, ports, mounts and volumes"
        )
    }

    /// The volume of that name.
    #[must_use]
    pub fn volume(&self, name: &str) -> Option<&Volume<'t>> {
        self.volumes
            .iter()
            .find(|volume| volume.name.as_deref() == Some(name))
    }

    /// A field of a container's security context, or of the pod's where the container says nothing.
    #[must_use]
    pub fn security_setting(&self, container: &Container<'t>, field: &str) -> Option<Cursor<'t>> {
        let of = |holder: &Cursor<'t>| {
            let context = holder.get("securityContext")?;
            context.get(field).filter(|at| !at.is_null())
        };
        of(&container.at).or_else(|| of(&self.spec))
    }

    /// The value of an annotation.
    #[must_use]
    pub fn annotation(&self, key: &str) -> Option<&str> {
        let (_, value) = self.annotations.iter().find(|(name, _)| &**name == key)?;
        value.as_deref()
    }

    /// Whether its containers see each other's processes: `shareProcessNamespace`, or the node's: `hostPID`.
    #[must_use]
    pub fn shares_processes(&self) -> bool {
        let is_on = |key| self.spec.get(key).and_then(|on| on.as_bool()) == Some(true);
        is_on("shareProcessNamespace") || is_on("hostPID")
    }

    /// Whether it says that it is for Windows, which knows little of what Linux isolates a container with.
    #[must_use]
    pub fn is_windows(&self) -> bool {
        let labels = ["kubernetes.io/os", "beta.kubernetes.io/os"];
        let selector = self.spec.get("nodeSelector");
        let selected = selector.and_then(|all| labels.iter().find_map(|label| all.get(label)));
        let named = self.spec.get("os").and_then(|os| os.get("name"));
        let is = |name: Cursor<'_>| name.as_str().is_some_and(|name| name == "windows");
        named.or(selected).is_some_and(is)
            || self
                .containers
                .iter()
                .any(|container| container.host_process)
    }

    /// Whether other containers are put into the pod when it is made: annotations ask for that.
    #[must_use]
    pub fn is_injected(&self) -> bool {
        let asks = |key: &str| key.contains("inject") || key.ends_with("/enabled");
        self.annotations.iter().any(|(key, _)| asks(key))
    }

    /// Whether it is meant to run to its end and not for ever.
    #[must_use]
    pub fn ends(&self) -> bool {
        self.has_deadline || matches!(self.restart_policy.as_deref(), Some("Never" | "OnFailure"))
    }
}

fn annotations(metadata: Option<Cursor<'_>>) -> Vec<(Text<'_>, Option<Text<'_>>)> {
    let written = metadata.and_then(|metadata| metadata.get("annotations"));
    let entries = written.into_iter().flat_map(|written| written.entries());
    entries
        .filter_map(|entry| Some((Text::read(entry.key)?, Text::read(entry.value))))
        .collect()
}

/// A list that is no list, or holds what is no mapping, hides containers from the rules.
fn complete(spec: &Cursor<'_>) -> bool {
    !is_broken(spec)
        && ["containers", "initContainers", "ephemeralContainers"]
            .iter()
            .all(|key| {
                spec.get(key).is_none_or(|list| {
                    list.is_null()
                        || list.kind() == Kind::Sequence
                            && list.items().all(|item| item.kind() == Kind::Mapping)
                })
            })
}

/// Whether what stands in a document, and can be read, may not be all: behind a fault some may be lost.
fn is_broken(at: &Cursor<'_>) -> bool {
    let documents = at.tree().documents();
    let start = at.span().start;
    let behind = documents.partition_point(|document| document.span.start <= start);
    documents[..behind].last().is_some_and(Document::is_broken)
}

impl<'t> Volume<'t> {
    fn read(at: Cursor<'t>, claim_template: bool) -> Self {
        if claim_template {
            let name = at
                .get("metadata")
                .and_then(|metadata| Text::field(&metadata, "name"));
            return Self {
                at,
                name,
                kind: VolumeKind::Storage,
                claim_template,
            };
        }
        Self {
            at,
            name: Text::field(&at, "name"),
            kind: kind(&at),
            claim_template,
        }
    }

    /// Where to point when the volume as a whole is meant.
    #[must_use]
    pub fn anchor(&self) -> Cursor<'t> {
        self.name.as_ref().map_or(self.at, |name| name.at)
    }

    /// The field that says what it is made of. Without one the API server makes it an `emptyDir`.
    #[must_use]
    pub fn source(&self) -> Option<Cow<'t, str>> {
        source(&self.at)
    }
}

fn source<'t>(at: &Cursor<'t>) -> Option<Cow<'t, str>> {
    let is_source = |entry: &Entry<'t>| entry.key.as_key() != "name" && !entry.value.is_null();
    Some(at.entries().find(is_source)?.key.as_key())
}

fn kind(at: &Cursor<'_>) -> VolumeKind {
    match source(at).as_deref() {
        None | Some("emptyDir") => VolumeKind::EmptyDir,
        Some("configMap" | "secret" | "projected" | "downwardAPI") => VolumeKind::Given,
        Some("hostPath") => VolumeKind::HostPath,
        Some(_) => VolumeKind::Storage,
    }
}
