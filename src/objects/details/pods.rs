//! What is known of the pods of a workload.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::data::mounts_token;
use super::{Member, Pods};
use crate::objects::inventory::{Label, Labels, Place, labels};
use crate::objects::references::Asked;
use crate::objects::spread::is_spread;
use crate::objects::{
    Container, Image, Network, Object, Pod, Text, VolumeKind, Workload, WorkloadKind,
};
use crate::yaml::Cursor;

/// The account that a pod runs as: the newer of two fields holds.
fn account(pod: &Pod<'_>) -> Arc<str> {
    let fields = ["serviceAccountName", "serviceAccount"].into_iter();
    let mut names = fields.filter_map(|field| Text::field(&pod.spec, field));
    let name = names.find(|name| !name.is_empty());
    name.as_deref().unwrap_or("default").into()
}

pub(super) fn pods(object: &Object<'_>, workload: &Workload<'_>, network: Network) -> Pods {
    let pod = &workload.pod;
    let declared = || pod.running().flat_map(|container| &container.ports);
    let ports = declared().filter_map(|port| Some(port.name.as_deref()?.into()));
    let numbered = declared()
        .filter(|port| port.protocol == "TCP")
        .filter_map(|port| Some((port.name.as_deref()?.into(), port.number?.value)));
    let claims = pod.volumes.iter().filter_map(|volume| {
        let claim = volume.at.get("persistentVolumeClaim")?;
        Some(Place::of(object, &Text::field(&claim, "claimName")?))
    });
    let labels: Labels = labels(pod.labels).into();
    let replicas = workload.replica_count();
    let is_deployment = workload.kind == WorkloadKind::Deployment;
    Pods {
        kind: workload.kind,
        replicas,
        replicas_written: workload
            .replicas
            .map(|replicas| Place::number(object, replicas)),
        surges: is_deployment && surges(object) && !lets_all_go(object, replicas),
        selector: selector(object, workload, &labels),
        labels,
        containers: members(object, pod),
        ports: ports.collect(),
        named_ports: numbered.collect(),
        network,
        claims: claims.collect(),
        host_network: pod.host_network,
        is_spread: is_spread(object, pod),
        mounts_token: mounts_token(&pod.spec),
        account: account(pod),
    }
}

/// Which of the labels of its pods the selector of a workload asks for, a bit each; none where it asks for anything else.
fn selector(object: &Object<'_>, workload: &Workload<'_>, labels: &[Label]) -> u64 {
    let spec = object.root.get("spec").filter(|_| workload.kind.selects());
    let Some(selector) = spec.and_then(|spec| spec.get("selector")) else {
        return 0;
    };
    let asked = Asked::by(&selector, false);
    let bit = |label: &Label| {
        let at = labels.iter().position(|known| known == label)?;
        1_u64.checked_shl(at.try_into().ok()?)
    };
    let bits: Option<u64> = asked.labels.iter().map(bit).sum();
    bits.filter(|_| asked.is_by_labels).unwrap_or(0)
}

/// Whether a Deployment's strategy lets a new pod start beside the old ones.
fn surges(object: &Object<'_>) -> bool {
    let spec = object.root.get("spec");
    let Some(strategy) = spec.and_then(|spec| spec.get("strategy")) else {
        return true;
    };
    let recreates = Text::field(&strategy, "type").is_some_and(|kind| &*kind == "Recreate");
    let rolling = strategy.get("rollingUpdate");
    let surge = rolling.and_then(|rolling| Text::field(&rolling, "maxSurge"));
    let is_none = |surge: Text<'_>| matches!(&*surge, "0" | "0%");
    !recreates && !surge.is_some_and(is_none)
}

/// Whether a Deployment's strategy lets all its pods go at once.
fn lets_all_go(object: &Object<'_>, replicas: i64) -> bool {
    let spec = object.root.get("spec");
    let rolling = || spec?.get("strategy")?.get("rollingUpdate");
    let gone = rolling().and_then(|rolling| Text::field(&rolling, "maxUnavailable"));
    gone.is_some_and(|gone| match gone.strip_suffix('%') {
        Some(share) => share.parse::<i64>().is_ok_and(|share| share >= 100),
        None => gone.parse::<i64>().is_ok_and(|gone| gone >= replicas),
    })
}

/// Of CPU and memory, what neither a container nor its pod as a whole requests. Source: what is limited and not requested is
/// requested as much, `resources.limits` of a container.
fn unrequested(pod: &Pod<'_>, container: &Container<'_>) -> Box<[Arc<str>]> {
    let has = |holder: &Cursor<'_>, resource: &str| {
        let resources = holder.get("resources");
        let fields = ["requests", "limits"].into_iter();
        let mut amounts = fields.filter_map(|field| resources?.get(field)?.get(resource));
        amounts.next().is_some()
    };
    let lacks = |resource: &&str| !has(&container.at, resource) && !has(&pod.spec, resource);
    let lacking = ["cpu", "memory"].into_iter().filter(lacks);
    lacking.map(Into::into).collect()
}

fn members(object: &Object<'_>, pod: &Pod<'_>) -> Box<[Member]> {
    let mut kinds = BTreeMap::new();
    for volume in &pod.volumes {
        // Of those of one name the first counts, as in [`Pod::volume`].
        kinds.entry(volume.name.as_deref()).or_insert(&volume.kind);
    }
    let written = |name: &&str| {
        let kind = kinds.get(&Some(*name));
        kind.is_some_and(|kind| **kind != VolumeKind::Given)
    };
    let member = |container: &Container<'_>| {
        let volumes = container
            .mounts
            .iter()
            .filter_map(|mount| mount.volume.as_deref());
        Some(Member {
            name: Place::of(object, container.name.as_ref()?),
            image: Image::parse(container.image.as_deref()?).path.into(),
            unrequested: unrequested(pod, container),
            volumes: volumes.filter(written).map(Into::into).collect(),
        })
    };
    pod.containers.iter().filter_map(member).collect()
}
