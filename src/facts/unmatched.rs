//! Selectors that select none of the run's pods, though some were plainly meant.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::Certainty;
use crate::facts::certain_if;
use crate::objects::{Label, Labelled, Neighbours, Resource, Selection, Target, Template};
use crate::placeholder;
use crate::slips::Slips;

/// A selector of an object that selects no pod.
#[derive(Clone, Debug)]
pub struct Unmatched<'i> {
    /// The object that selects.
    pub from: &'i Resource,
    /// Its selector.
    pub selection: &'i Selection,
    /// The pods that were meant, if any are near.
    pub meant: Option<Meant<'i>>,
    /// How certain it is that this is wrong.
    pub certainty: Certainty,
}

/// Pods that a selector misses.
#[derive(Clone, Copy, Debug)]
pub struct Meant<'i> {
    /// Which of the labels that it asks for is wrong.
    pub label: usize,
    /// What makes the pods.
    pub by: Template<'i>,
    /// The label of theirs that was meant; `None` where they have none of this key.
    pub has: Option<&'i Label>,
}

/// The selectors that select no pod: where the run is all there is every one, and otherwise those where one label makes
/// the difference to pods that the run has.
#[must_use]
pub fn unmatched<'i>(neighbours: &Neighbours<'i>) -> Vec<Unmatched<'i>> {
    let both = [
        (PODS, &neighbours.pods_by_label),
        (SERVICES, &neighbours.services_by_label),
    ];
    let mut found = Vec::new();
    for (target, among) in both {
        let mut open: Vec<Asking<'i>> = asking(neighbours, target).collect();
        open.retain(|one| {
            among
                .with(one.namespace, &one.selection.labels)
                .next()
                .is_none()
        });
        if open.is_empty() {
            continue;
        }
        let near = Near::of(among, &open);
        let all = open.iter().map(|one| (one, near.meant(one)));
        let told = all.filter(|(one, meant)| meant.is_some() || must_match(neighbours, one));
        found.extend(told.map(|(one, meant)| Unmatched {
            from: one.from,
            selection: one.selection,
            meant,
            certainty: certain_if(must_match(neighbours, one)),
        }));
    }
    found
}

const PODS: Target = Target::Labelled("", "Pod");
const SERVICES: Target = Target::Labelled("", "Service");

/// Whether there is nothing beyond the run that a selector may be for. Rules of scheduling may count pods that are not
/// there yet.
fn must_match(neighbours: &Neighbours<'_>, one: &Asking<'_>) -> bool {
    let of = one.selection.edge.of;
    let counts = matches!(of, "PodAffinityTerm" | "TopologySpreadConstraint");
    !counts && neighbours.inventory.is_closed_for(one.from)
}

/// A selector of pods, in its object, and the namespace that it looks in, if one is written.
#[derive(Clone, Copy)]
struct Asking<'i> {
    from: &'i Resource,
    selection: &'i Selection,
    namespace: Option<&'i str>,
}

/// The selectors whose labels are all written, and by people.
fn asking<'i>(neighbours: &Neighbours<'i>, target: Target) -> impl Iterator<Item = Asking<'i>> {
    let resources = neighbours.inventory.resources.iter();
    resources.flat_map(move |from| {
        let own = from.refers.selections.iter();
        let own = own.filter(move |selection| {
            selection.edge.to == target && selection.edge.of != "ReplicationControllerSpec"
        });
        own.filter(|selection| is_written(neighbours, selection))
            .map(move |selection| Asking {
                from,
                selection,
                namespace: from
                    .namespace()
                    .filter(|_| !looks_around(selection.edge.of)),
            })
    })
}

/// Whether a selector asks for labels alone, and for such as manifests give to pods: not for those that controllers set
/// as the pods run, nor for what is yet to be filled in or a kustomization adds.
fn is_written(neighbours: &Neighbours<'_>, selection: &Selection) -> bool {
    const SET_LATER: [&str; 9] = [
        "pod-name",
        "pod-index",
        "pod-template-hash",
        "controller-revision-hash",
        "controller-uid",
        "job-name",
        "role",
        "active",
        "leader",
    ];
    let is_written = |(key, value): &Label| {
        let is_set = SET_LATER.iter().any(|word| key.ends_with(word));
        let is_open = |text: &str| placeholder::sign(text).is_some();
        !is_set && !is_open(key) && !is_open(value) && !neighbours.names.is_said(value)
    };
    selection.is_by_labels
        && !selection.labels.is_empty()
        && selection.labels.iter().all(is_written)
}

/// Whether what a selector is for may be in another namespace.
fn looks_around(of: &str) -> bool {
    const BEYOND: [&str; 4] = [
        "NetworkPolicyPeer",
        "PodAffinityTerm",
        "PodMonitorSpec",
        "ServiceMonitorSpec",
    ];
    BEYOND.contains(&of)
}

/// What is near to what a selector asks for.
struct Near<'n, 'i> {
    among: &'n Labelled<'i>,
    /// The values of labels by their keys, and the keys by their values.
    slips: Slips<'i>,
    /// By directory, and by what it is called.
    namesakes: HashMap<(&'i str, &'i str), Vec<Template<'i>>>,
}

impl<'n, 'i> Near<'n, 'i> {
    fn of(among: &'n Labelled<'i>, open: &[Asking<'i>]) -> Self {
        let asked = open.iter().flat_map(|one| &*one.selection.labels);
        let mut slips = Slips::asked(asked.flat_map(|(key, value)| {
            let of_value = (("value", &**key), &**value);
            [of_value, (("key", &**value), &**key)]
        }));
        let mut namesakes: HashMap<_, Vec<Template<'i>>> = HashMap::new();
        for template in among.templates() {
            for (key, value) in template.labels {
                slips.add(("value", key), value);
                slips.add(("key", value), key);
            }
            let resource = template.resource;
            let key = (&*resource.directory, called(resource.name()));
            namesakes.entry(key).or_default().push(*template);
        }
        Self {
            among,
            slips,
            namesakes,
        }
    }

    fn meant(&self, one: &Asking<'i>) -> Option<Meant<'i>> {
        let (label, by) = self.misspelt(one).or_else(|| self.by_name(one))?;
        let (key, value) = one.selection.labels.get(label)?;
        let alike = |(own, own_value): &&Label| own == key || own_value == value;
        let has = by.labels.iter().find(alike);
        Some(Meant { label, by, has })
    }

    /// The label of a selector that is a slip for one of pods that have all its others.
    fn misspelt(&self, one: &Asking<'i>) -> Option<(usize, Template<'i>)> {
        let labels = &one.selection.labels;
        labels.iter().enumerate().find_map(|(at, (key, value))| {
            let values = self.slips.near(("value", key), value).into_iter();
            let keys = self.slips.near(("key", value), key).into_iter();
            let values = values.map(|near| (&**key, near));
            let keys = keys.map(|near| (near, &**value));
            values.chain(keys).find_map(|(key, value)| {
                let mut meant = labels.clone();
                *meant.get_mut(at)? = (key.into(), value.into());
                let found = self.among.with(one.namespace, &meant).next()?;
                (!self.is_anothers(one, at, found)).then_some((at, found))
            })
        })
    }

    /// Whether pods have an object of their own, and the selector is for what its own is called like.
    fn is_anothers(&self, one: &Asking<'i>, at: usize, pods: Template<'i>) -> bool {
        let asked = one.selection.labels.get(at).map(|(_, value)| &**value);
        let is_own = asked == Some(called(one.from.name()));
        is_own && self.among.is_selected(one.selection.edge.of, pods)
    }

    /// The label that pods lack, of the one workload beside a selector that is called like its object, and that no other
    /// of its kind selects.
    fn by_name(&self, one: &Asking<'i>) -> Option<(usize, Template<'i>)> {
        // Those are called like the policy or the pod that they stand in, and are for others.
        if matches!(
            one.selection.edge.of,
            "NetworkPolicyPeer" | "PodAffinityTerm"
        ) {
            return None;
        }
        let key = (&*one.from.directory, called(one.from.name()));
        let is_near = |template: &&Template<'i>| {
            let (own, other) = (one.namespace, template.resource.namespace());
            own.is_none() || other.is_none() || own == other
        };
        let mut near = self.namesakes.get(&key)?.iter().filter(is_near);
        let meant = *near.next().filter(|_| near.next().is_none())?;
        let labels = &one.selection.labels;
        let has_key = |key: &Arc<str>| meant.labels.iter().any(|(own, _)| own == key);
        let shares = labels.iter().any(|(key, _)| has_key(key));
        let is_free = !self.among.is_selected(one.selection.edge.of, meant);
        let missing = labels
            .iter()
            .position(|label| !meant.labels.contains(label))?;
        (shares && is_free).then_some((missing, meant))
    }
}

/// What an object is called beside what it is: `web` of `web-svc` and `web-deployment`.
fn called(name: &str) -> &str {
    const KINDS: [&str; 22] = [
        "budget",
        "clusterip",
        "controller",
        "daemonset",
        "deploy",
        "deployment",
        "ds",
        "headless",
        "lb",
        "loadbalancer",
        "netpol",
        "networkpolicy",
        "nodeport",
        "np",
        "pdb",
        "pod",
        "policy",
        "rc",
        "service",
        "statefulset",
        "sts",
        "svc",
    ];
    match name.rsplit_once('-') {
        Some((before, last)) if KINDS.contains(&last) => before,
        _ => name,
    }
}
