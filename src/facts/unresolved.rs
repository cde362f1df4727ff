//! References by name to what the run does not have.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::diagnostic::Certainty;
use crate::facts::certain_if;
use crate::objects::{Neighbours, Reference, Resource, Service};
use crate::placeholder;
use crate::slips::Slips;

/// The references of an object to one that is not there.
#[derive(Clone, Debug)]
pub struct Unresolved<'i> {
    /// The object that refers.
    pub from: &'i Resource,
    /// Where it does, all by one name.
    pub to: Vec<&'i Reference>,
    /// The object that it was probably meant to name, or one of that name in another namespace.
    pub near: Option<&'i Resource>,
    /// How certain it is that this is wrong.
    pub certainty: Certainty,
}

/// From how many objects a name is told no longer as misspelt: one that so many agree on is right.
const AGREED: usize = 3;

/// What is asked for by a kind and a name.
type Asked<'i> = (&'i str, &'i str);

/// The references to a name that the run does not have: where it is all there is every one, and otherwise those to
/// which it has a name a slip away.
#[must_use]
pub fn unresolved<'i>(neighbours: &Neighbours<'i>) -> Vec<Unresolved<'i>> {
    let names = &neighbours.names;
    let mut open = open_references(neighbours);
    let is_closed = |from: &Resource| neighbours.inventory.is_closed_for(from);
    open.retain(|(from, reference)| {
        let (kind, name) = asked(reference);
        !names.is_said(name) && (is_closed(from) || !names.has(kind, name))
    });
    if open.is_empty() {
        return Vec::new();
    }
    let mut askers: HashMap<Asked<'i>, HashSet<(u32, u32)>> = HashMap::new();
    for (from, reference) in &open {
        askers
            .entry(asked(reference))
            .or_default()
            .insert(place_of(from));
    }
    let slips = slips(neighbours, &open);
    let used: HashSet<Asked<'i>> = used(neighbours).collect();
    let governing = OnceCell::new();
    let mut found: Vec<Unresolved<'i>> = Vec::new();
    for (from, reference) in open {
        let agreed = askers.get(&asked(reference));
        let is_agreed = agreed.is_some_and(|all| all.len() >= AGREED);
        if is_agreed && !is_closed(from) {
            continue;
        }
        if let Some(same) = found
            .last_mut()
            .filter(|last| is_same(last, from, reference))
        {
            same.to.push(reference);
            continue;
        }
        let (kind, name) = asked(reference);
        let elsewhere = names.find(kind, name, None);
        let near = elsewhere
            .or_else(|| of_other_kind(neighbours, from, reference))
            .or_else(|| nearest(neighbours, &slips, (from, reference), &used))
            .or_else(|| {
                let is_governed = reference.edge.of == "StatefulSetSpec" && kind == "Service";
                if !is_governed {
                    return None;
                }
                let known = governing.get_or_init(|| headless_services(neighbours));
                known.get(&place_of(from)).copied().flatten()
            });
        if near.is_some() || is_closed(from) {
            found.push(Unresolved {
                from,
                to: vec![reference],
                near,
                certainty: certain_if(is_closed(from)),
            });
        }
    }
    found
}

/// Where an object stands, which tells it apart.
fn place_of(resource: &Resource) -> (u32, u32) {
    (resource.source.0, resource.at.start)
}

/// The headless Service of the pods of each workload, from beside it; none where there are several.
fn headless_services<'i>(neighbours: &Neighbours<'i>) -> HashMap<(u32, u32), Option<&'i Resource>> {
    let mut found = HashMap::new();
    let services = neighbours.inventory.all::<Service>();
    for service in services.filter(|service| service.is.is_headless) {
        for pods in neighbours.selected_by(service) {
            if pods.directory == service.directory {
                let known = found.entry(place_of(&pods));
                known
                    .and_modify(|known| *known = None)
                    .or_insert(Some(service.resource));
            }
        }
    }
    found
}

/// The object beside another that has the name that it asks for, and is of a kind that does the same.
fn of_other_kind<'i>(
    neighbours: &Neighbours<'i>,
    from: &'i Resource,
    reference: &'i Reference,
) -> Option<&'i Resource> {
    const ALIKE: [&[&str]; 3] = [
        &[
            "Deployment",
            "StatefulSet",
            "ReplicaSet",
            "ReplicationController",
        ],
        &["Role", "ClusterRole"],
        &["Issuer", "ClusterIssuer"],
    ];
    let (kind, name) = asked(reference);
    let alike = ALIKE.iter().find(|kinds| kinds.contains(&kind))?;
    let mut others = alike.iter().filter(|other| **other != kind);
    others.find_map(|other| {
        let found = neighbours.names.only(other, name)?;
        (found.directory == from.directory).then_some(found)
    })
}

/// The references that must lead somewhere, those of one object by one name together.
fn open_references<'i>(neighbours: &Neighbours<'i>) -> Vec<(&'i Resource, &'i Reference)> {
    let mut all = Vec::new();
    for from in &neighbours.inventory.resources {
        let named = from.refers.named.iter();
        let must = named.filter(|reference| must_be_there(reference));
        let mut own: Vec<&Reference> = must
            .filter(|reference| target(neighbours, from, reference, &reference.name.text).is_none())
            .collect();
        own.sort_by_key(|reference| asked(reference));
        all.extend(own.into_iter().map(|reference| (from, reference)));
    }
    all
}

fn asked(reference: &Reference) -> Asked<'_> {
    (reference.target().1, &reference.name.text)
}

fn is_same(known: &Unresolved<'_>, from: &Resource, reference: &Reference) -> bool {
    let is_by = |to: &&Reference| asked(to) == asked(reference);
    std::ptr::eq(known.from, from) && known.to.first().is_some_and(is_by)
}

/// Whether what a field names has to be there, and neither every cluster nor its makers have it.
#[must_use]
pub fn must_be_there(reference: &Reference) -> bool {
    must_be(reference) && !is_given(reference)
}

/// Whether what a field names has to be there. What the cluster writes names what it has itself made.
fn must_be(reference: &Reference) -> bool {
    const WRITTEN_BY_THE_CLUSTER: [&str; 9] = [
        "Binding",
        "BoundObjectReference",
        "CSIStorageCapacity",
        "Endpoint",
        "EndpointAddress",
        "EvictionPodReference",
        "EvictionRequestPodReference",
        "OwnerReference",
        "VolumeAttachmentSpec",
    ];
    let is_open = |name: &str| name.is_empty() || placeholder::sign(name).is_some();
    let is_of_nobody = WRITTEN_BY_THE_CLUSTER.contains(&reference.edge.of);
    !reference.is_optional && !is_of_nobody && !is_open(&reference.name.text)
}

/// Whether every cluster, or its makers, have what is named.
fn is_given(reference: &Reference) -> bool {
    let (kind, name) = asked(reference);
    match kind {
        "Node" | "User" | "Group" | "" => true,
        "ClusterRole" => {
            let is_built_in = ["admin", "cluster-admin", "edit", "view"].contains(&name);
            is_built_in || name.starts_with("system:")
        }
        "ServiceAccount" => name == "default",
        "ConfigMap" => matches!(name, "kube-root-ca.crt" | "openshift-service-ca.crt"),
        "Service" => name == "kubernetes",
        "PriorityClass" => name.starts_with("system-"),
        _ => false,
    }
}

/// What every reference of the run asks for.
fn used<'i>(neighbours: &Neighbours<'i>) -> impl Iterator<Item = Asked<'i>> {
    let resources = neighbours.inventory.resources.iter();
    resources.flat_map(|from| from.refers.named.iter().map(asked))
}

/// What a reference would name, by another name.
fn target<'i>(
    neighbours: &Neighbours<'i>,
    from: &Resource,
    reference: &Reference,
    name: &str,
) -> Option<&'i Resource> {
    let kind = reference.target().1;
    neighbours.names.find(kind, name, reference.asked_in(from))
}

/// The names that could have been meant: by kind and namespace, and by kind alone for those who name no namespace.
fn slips<'i>(neighbours: &Neighbours<'i>, open: &[(&'i Resource, &'i Reference)]) -> Slips<'i> {
    let kinds = open.iter().map(|(_, reference)| reference.target().1);
    let kinds: HashSet<&str> = kinds.collect();
    let mut slips = Slips::asked(open.iter().flat_map(|(from, reference)| {
        let scopes = scopes(from, reference).into_iter();
        scopes.map(|scope| (scope, &*reference.name.text))
    }));
    for resource in &neighbours.inventory.resources {
        let (kind, name) = (&*resource.object.kind, resource.written_name());
        if kinds.contains(kind) && placeholder::sign(name).is_none() {
            let scopes: [Scope<'_>; 2] = [(kind, Some(resource.namespace())), (kind, None)];
            scopes.iter().for_each(|scope| slips.add(scope, name));
        }
    }
    slips
}

/// A kind, and the namespace among whose objects a name is looked for, if it is not among all.
type Scope<'i> = (&'i str, Option<Option<&'i str>>);

/// Where a reference looks for a name: in its namespace, and among what says none.
fn scopes<'i>(from: &'i Resource, reference: &'i Reference) -> Vec<Scope<'i>> {
    let (_, kind) = reference.target();
    match reference.asked_in(from) {
        Some(namespace) => vec![(kind, Some(Some(namespace))), (kind, Some(None))],
        None => vec![(kind, None)],
    }
}

/// The one object that a reference was probably meant to name; of several the one that nothing else names. Beside those
/// of its own directory, others count by longer names only.
fn nearest<'i>(
    neighbours: &Neighbours<'i>,
    slips: &Slips<'i>,
    (from, reference): (&'i Resource, &'i Reference),
    used: &HashSet<Asked<'i>>,
) -> Option<&'i Resource> {
    let ((group, kind), written) = (reference.target(), &*reference.name.text);
    let scopes = scopes(from, reference).into_iter();
    let names = scopes.flat_map(|scope| slips.near(scope, written));
    let renamed = |name: &str| {
        let mut all = neighbours.inventory.resources.iter();
        all.find(|other| *other.object.kind == *kind && other.was.as_deref() == Some(name))
    };
    let is_near = |near: &&Resource| {
        let is_kind = near.group() == group || reference.is_of_any_group();
        let length = near.written_name().len().min(written.len());
        is_kind && (near.directory == from.directory || length > 3)
    };
    let all = names.filter_map(|name| {
        let beside = neighbours.beside(from, kind, name);
        let found = beside.or_else(|| target(neighbours, from, reference, name));
        found.or_else(|| renamed(name))
    });
    let mut all: Vec<&Resource> = all.filter(is_near).collect();
    if all.len() > 1 {
        all.retain(|near| !used.contains(&(kind, near.name())));
    }
    match all[..] {
        [only] => Some(only),
        _ => None,
    }
}
