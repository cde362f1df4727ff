//! What stands twice, or lays claim to the same, in one file.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

use crate::objects::{
    Autoscaler, Entry, Ingress, Inventory, Label, Neighbours, Place, Pods, Resource, Route, Service,
};
use crate::placeholder::{self, is_slot_of_a_name};

/// The documents of one object in one file, two or more.
#[derive(Clone, Debug)]
pub struct Twice<'i> {
    /// In the order of the file.
    pub all: Vec<&'i Resource>,
}

/// What tells an object of a file apart.
type Identity<'i> = (&'i str, &'i str, &'i str, Option<&'i str>);

/// The objects that stand in one file twice. Sibling directories hold the same names for other clusters, and files beside
/// each other may be alternatives.
#[must_use]
pub fn twice<'i>(neighbours: &Neighbours<'i>) -> Vec<Twice<'i>> {
    let resources = &neighbours.inventory.resources;
    let files = resources.chunk_by(|one, next| one.source == next.source);
    let several = files.filter(|objects| objects.len() > 1);
    several
        .flat_map(|objects| {
            let mut found = alike(objects, neighbours);
            found.retain(|same| !is_series(same, objects.len()));
            found
        })
        .collect()
}

/// The objects of a file that stand in it twice.
fn alike<'i>(objects: &'i [Resource], neighbours: &Neighbours<'i>) -> Vec<Twice<'i>> {
    // Of most there is one in all the run, which is known.
    let is_only = |object: &Resource| neighbours.names.only(&object.object.kind, object.name());
    let several = objects
        .iter()
        .filter(|object| object.is_unique && is_only(object).is_none());
    let mut places: HashMap<Identity<'_>, usize> = HashMap::new();
    let mut found: Vec<Twice<'_>> = Vec::new();
    for object in several {
        let (kind, name) = (&*object.object.kind, object.name());
        let identity = (object.group(), kind, name, object.namespace());
        let at = *places.entry(identity).or_insert_with(|| {
            found.push(Twice { all: Vec::new() });
            found.len() - 1
        });
        found[at].all.push(object);
    }
    found.retain(|same| same.all.len() > 1);
    for same in &mut found {
        same.all.retain(|object| is_named(object));
    }
    found.retain(|same| same.all.len() > 1);
    found
}

/// Whether the name of an object is its own, and none that is yet to be filled in.
fn is_named(object: &Resource) -> bool {
    let is_open = |text: &str| placeholder::sign(text).is_some() || is_slot_of_a_name(text);
    let written = [Some(object.name()), object.object.namespace.as_deref()];
    !written.into_iter().flatten().any(is_open)
}

/// Whether a file holds one object a handful of times and nothing else: what it becomes step by step, or what it may be.
fn is_series(same: &Twice<'_>, objects: usize) -> bool {
    const STEPS: RangeInclusive<usize> = 3..=9;
    STEPS.contains(&objects) && same.all.len() == objects
}

/// The autoscalers of one file that scale what another scales already, each with that one.
#[must_use]
pub fn competing(inventory: &Inventory) -> Vec<(Entry<'_, Autoscaler>, Entry<'_, Autoscaler>)> {
    let mut firsts = HashMap::new();
    let mut found = Vec::new();
    for again in inventory.all::<Autoscaler>() {
        let (kind, name) = &again.is.target;
        let namespace = again.resource.object.namespace.as_deref();
        let key = (again.source, namespace, kind, name);
        match firsts.get(&key) {
            Some(first) => found.push((*first, again)),
            None => drop(firsts.insert(key, again)),
        }
    }
    found.retain(|(first, again)| first.name() != again.name());
    found
}

/// Two objects of one file and namespace that claim the same, the one that stands first and a later one.
pub type Both<'i, T> = (Entry<'i, T>, Entry<'i, T>);

/// The Services of one file that select pods by the same labels as another one does already, each with that one.
#[must_use]
pub fn selecting_alike(inventory: &Inventory) -> Vec<Both<'_, Service>> {
    let mut firsts = HashMap::new();
    let mut found = Vec::new();
    for again in inventory.all::<Service>() {
        let selection = again.resource.refers.selections.first();
        let Some(selection) = selection.filter(|selection| !selection.labels.is_empty()) else {
            continue;
        };
        let mut labels: Vec<&Label> = selection.labels.iter().collect();
        labels.sort_unstable();
        let namespace = again.resource.object.namespace.as_deref();
        match firsts.get(&(again.source, namespace, labels.clone())) {
            Some(&first) => found.push((first, again)),
            None => drop(firsts.insert((again.source, namespace, labels), again)),
        }
    }
    found.retain(|(first, again): &Both<'_, Service>| first.name() != again.name());
    found
}

/// The Services of one file that ask ExternalDNS for a name that another one asks for already: that one, and where they do.
#[must_use]
pub fn named_alike(inventory: &Inventory) -> Vec<(Both<'_, Service>, &Place)> {
    let mut firsts = HashMap::new();
    let mut found = Vec::new();
    for again in inventory.all::<Service>() {
        for name in &again.is.dns_names {
            if placeholder::sign(&name.text).is_some() {
                continue;
            }
            let first = *firsts.entry((again.source, &*name.text)).or_insert(again);
            if first.name() != again.name() {
                found.push(((first, again), name));
            }
        }
    }
    found
}

/// How many workloads with a label are looked at for one that has them all.
const MOST_ALIKE: usize = 64;

/// Two workloads of one file and namespace, of which one selects the pods of the other as well.
#[derive(Clone, Copy, Debug)]
pub struct Sharing<'i> {
    /// The one that stands first, and a later one.
    pub both: Both<'i, Pods>,
    /// The one of these that selects the pods of both.
    pub by: Entry<'i, Pods>,
}

/// The workloads of one file of which one selects the pods of the other as well, each later one once. Those of one name are
/// the same object, or alternatives.
#[must_use]
pub fn sharing_pods(inventory: &Inventory) -> Vec<Sharing<'_>> {
    let all = inventory.all::<Pods>();
    let all: Vec<Entry<'_, Pods>> = all.filter(|pods| pods.is.kind.selects()).collect();
    let files = all.chunk_by(|one, next| one.source == next.source);
    files
        .filter(|workloads| workloads.len() > 1)
        .flat_map(sharing_in_file)
        .collect()
}

fn sharing_in_file<'i>(workloads: &[Entry<'i, Pods>]) -> Vec<Sharing<'i>> {
    let mut by_label: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, pods) in workloads.iter().enumerate() {
        let namespace = pods.resource.object.namespace.as_deref();
        for label in &pods.is.labels {
            by_label.entry((namespace, label)).or_default().push(at);
        }
    }
    let mut found: BTreeMap<usize, Sharing<'i>> = BTreeMap::new();
    for (at, &pods) in workloads.iter().enumerate() {
        let namespace = pods.resource.object.namespace.as_deref();
        let with = pods
            .is
            .selector()
            .filter_map(|label| by_label.get(&(namespace, label)));
        let Some(fewest) = with.min_by_key(|with| with.len()) else {
            continue;
        };
        let has_all = |other: &usize| {
            let theirs = &workloads[*other].is.labels;
            *other != at
                && pods.name() != workloads[*other].name()
                && pods.is.selector().all(|label| theirs.contains(label))
        };
        if let Some(&other) = fewest.iter().take(MOST_ALIKE).find(|other| has_all(other)) {
            let (first, again) = (at.min(other), at.max(other));
            found.entry(again).or_insert(Sharing {
                both: (workloads[first], workloads[again]),
                by: pods,
            });
        }
    }
    found.into_values().collect()
}

/// A host and path of an Ingress that another Ingress of the file has already.
#[derive(Clone, Copy, Debug)]
pub struct Claimed<'i> {
    /// The one that stands first.
    pub first: Entry<'i, Ingress>,
    /// The one that claims the same.
    pub again: Entry<'i, Ingress>,
    /// Where it does.
    pub route: &'i Route,
}

/// The hosts and paths that two Ingresses of one file, class and namespace claim, each pair once. Those without a host are
/// left out, as are classes that give each Ingress an address of its own: paths of one are none of the other's.
#[must_use]
pub fn claimed(inventory: &Inventory) -> Vec<Claimed<'_>> {
    let mut firsts = HashMap::new();
    let mut found: Vec<Claimed<'_>> = Vec::new();
    for again in inventory.all::<Ingress>() {
        let namespace = again.resource.object.namespace.as_deref();
        for route in &again.is.routes {
            let open = |text: &str| placeholder::sign(text).is_some();
            let class = again.is.class.as_deref();
            let is_apart =
                class.is_some_and(|class| class.starts_with("alb") || class.starts_with("gce"));
            let is_shared = route.host.is_empty() || again.is.is_canary || is_apart;
            if is_shared || open(&route.host) || open(&route.path.text) {
                continue;
            }
            let key = (
                again.source,
                namespace,
                class,
                &*route.host,
                &*route.path.text,
            );
            match firsts.get(&key) {
                None => drop(firsts.insert(key, again)),
                Some(&first) => {
                    let is_told =
                        |known: &Claimed<'_>| std::ptr::eq(known.again.resource, again.resource);
                    if !found.last().is_some_and(is_told)
                        && !std::ptr::eq(first.resource, again.resource)
                    {
                        found.push(Claimed {
                            first,
                            again,
                            route,
                        });
                    }
                }
            }
        }
    }
    found.retain(|claimed| claimed.first.name() != claimed.again.name());
    found
}
