//! Which objects of an inventory refer to which: by name or by label, as a Service selects pods, within one directory and namespace. What
//! stands there together is applied together; a name or a label says little beyond.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::objects::details::{Account, Claim, Known, Pods, Policy, Service};
use crate::objects::grouped::Grouped;
use crate::objects::inventory::{Entry, Inventory, Labels, Resource};
use crate::objects::numbers::Numbers;
use crate::objects::references::Reference;
use crate::objects::{Autoscaler, Labelled, Named};
use crate::source::SourceId;

/// A namespace, as written, and a directory.
type Scope<'i> = (Option<&'i str>, &'i str);

/// That of what holds in all namespaces; none has this name.
const EVERYWHERE: Scope<'static> = (Some("*"), "");

/// The number of a scope, that of a kind with its API group, and a name.
type ByName<'i> = (u32, u32, &'i str);

/// A label, or a kind and a name, in the scope of a number.
type Key<'i> = (u32, &'i str, &'i str);

/// An inventory with its references looked up.
#[derive(Debug)]
pub struct Neighbours<'i> {
    /// The objects.
    pub inventory: &'i Inventory,
    scopes: Numbers<Scope<'i>>,
    kinds: Numbers<(&'i str, &'i str)>,
    by_name: HashMap<ByName<'i>, &'i Resource>,
    /// Those whose name stands several times in a directory, by their source too: what a file names it has itself, if it has
    /// one of the name.
    twins: HashMap<(SourceId, ByName<'i>), &'i Resource>,
    pods: Grouped<Key<'i>, Entry<'i, Pods>>,
    /// Workloads of one container, by its image, looked up for the first who asks: few do.
    alone: OnceLock<HashMap<(u32, &'i str), Entry<'i, Pods>>>,
    /// By the first label that each asks for. Those that ask for none, or in another way, are under none.
    policies: Grouped<Key<'i>, Entry<'i, Policy>>,
    /// The objects by name alone, wherever they stand.
    pub names: Named<'i>,
    /// The pods by their labels, wherever they stand.
    pub pods_by_label: Labelled<'i>,
    /// The Services by theirs.
    pub services_by_label: Labelled<'i>,
    /// By the kind and the name of what they scale.
    autoscalers: HashMap<Key<'i>, Entry<'i, Autoscaler>>,
}

impl<'i> Neighbours<'i> {
    /// Looks up what an inventory holds.
    #[must_use]
    pub fn of(inventory: &'i Inventory) -> Self {
        // Growing hashes every key again.
        let workloads = inventory.all::<Pods>().count();
        let mut found = Self {
            inventory,
            scopes: Numbers::new(),
            kinds: Numbers::new(),
            by_name: HashMap::with_capacity(inventory.resources.len()),
            twins: HashMap::new(),
            pods: Grouped::with_capacity(2 * workloads),
            alone: OnceLock::new(),
            policies: Grouped::with_capacity(0),
            names: Named::of(inventory),
            pods_by_label: Labelled::pods(inventory),
            services_by_label: Labelled::services(inventory),
            autoscalers: HashMap::new(),
        };
        for resource in &inventory.resources {
            let kind = (resource.group(), &*resource.object.kind);
            let scope = found.scopes.give(scope(resource));
            let key = (scope, found.kinds.give(kind), resource.name());
            if let Some(twin) = found.by_name.insert(key, resource) {
                found.twins.insert((twin.source, key), twin);
                found.twins.insert((resource.source, key), resource);
            }
        }
        for pods in inventory.all::<Pods>() {
            let scope = found.scopes.give(scope(pods.resource));
            for (key, value) in &pods.is.labels {
                found.pods.add((scope, &**key, &**value), pods);
            }
        }
        for scaler in inventory.all::<Autoscaler>() {
            let (kind, name) = &scaler.is.target;
            let scope = found.scopes.give(scope(scaler.resource));
            let key = (scope, &**kind, &**name);
            found.autoscalers.insert(key, scaler);
        }
        for policy in inventory.all::<Policy>() {
            let first = policy.is.pods.as_ref().and_then(|labels| labels.first());
            let (key, value) = first.map_or(("", ""), |(key, value)| (&**key, &**value));
            let reach = match policy.is.is_everywhere {
                true => EVERYWHERE,
                false => reach(policy.resource),
            };
            let reach = found.scopes.give(reach);
            found.policies.add((reach, key, value), policy);
        }
        found
    }

    /// The workloads whose pods an object selects; none for a selector of no labels.
    #[must_use]
    pub fn selected(&self, by: &'i Resource, labels: &'i Labels) -> Vec<Entry<'i, Pods>> {
        let Some(scope) = self.scopes.of(&scope(by)) else {
            return Vec::new();
        };
        let keys = labels.iter().map(|(key, value)| (scope, &**key, &**value));
        // The rarest label leaves the fewest to look at.
        let rarest = keys.min_by_key(|key| self.pods.count(key));
        let fewest = rarest.into_iter().flat_map(|key| self.pods.of(&key));
        let selects = |pods: &&Entry<'_, Pods>| has_all(&pods.is.labels, labels);
        fewest.filter(selects).copied().collect()
    }

    /// The workloads whose pods a Service selects; none for one without a selector.
    #[must_use]
    pub fn selected_by(&self, service: Entry<'i, Service>) -> Vec<Entry<'i, Pods>> {
        let selection = service.resource.refers.selections.first();
        selection.map_or_else(Vec::new, |selection| {
            self.selected(service.resource, &selection.labels)
        })
    }

    /// A workload beside an object that runs an image and nothing else.
    #[must_use]
    pub fn alone(&self, beside: &'i Resource, image: &'i str) -> Option<Entry<'i, Pods>> {
        let alone = self.alone.get_or_init(|| {
            let pods = self.inventory.all::<Pods>();
            let alone = pods.filter_map(|pods| match &pods.is.containers[..] {
                [only] if pods.is.kind.scales() => {
                    let scope = self.scopes.of(&scope(pods.resource))?;
                    Some(((scope, &*only.image), pods))
                }
                _ => None,
            });
            alone.collect()
        });
        let scope = self.scopes.of(&scope(beside))?;
        alone.get(&(scope, image)).copied()
    }

    /// The Service of that name beside an object.
    #[must_use]
    pub fn service(&self, beside: &'i Resource, name: &'i str) -> Option<Entry<'i, Service>> {
        self.named(beside, "Service", name)
    }

    /// The claim of that name beside an object.
    #[must_use]
    pub fn claim(&self, beside: &'i Resource, name: &'i str) -> Option<Entry<'i, Claim>> {
        self.named(beside, "PersistentVolumeClaim", name)
    }

    /// The ServiceAccount of that name beside an object.
    #[must_use]
    pub fn account(&self, beside: &'i Resource, name: &'i str) -> Option<Entry<'i, Account>> {
        self.named(beside, "ServiceAccount", name)
    }

    /// What a reference of an object names, in the namespace that is written beside the name or is the object's own.
    #[must_use]
    pub fn referred(&self, from: &'i Resource, to: &'i Reference) -> Option<&'i Resource> {
        self.find(from, to.target(), &to.name.text, to.asked_in(from))
    }

    /// An object in the directory of another, in a namespace or where none is written; without one wherever the only one
    /// of its name is.
    fn find<'a>(
        &self,
        beside: &'a Resource,
        (group, kind): (&'a str, &'a str),
        name: &'a str,
        namespace: Option<&'a str>,
    ) -> Option<&'i Resource> {
        let at = |namespace| {
            let scope = self.scopes.of(&(namespace, &*beside.directory))?;
            self.lookup(beside.source, (scope, self.kinds.of(&(group, kind))?, name))
        };
        let only = || {
            let only = self.names.only(kind, name)?;
            (only.directory == beside.directory && only.group() == group).then_some(only)
        };
        at(namespace).or_else(|| match namespace {
            Some(_) => at(None),
            None => only(),
        })
    }

    /// The object of a kind and a name in the directory of another, and in its namespace.
    #[must_use]
    pub fn beside(
        &self,
        other: &'i Resource,
        kind: &'i str,
        name: &'i str,
    ) -> Option<&'i Resource> {
        let near = self
            .names
            .find(kind, name, other.object.namespace.as_deref())?;
        let scope = self.scopes.of(&scope(other))?;
        let kind = self.kinds.of(&(near.group(), kind))?;
        self.lookup(other.source, (scope, kind, name))
    }

    /// What is called so in a directory: in that source if it is there, or else in another.
    fn lookup<'a>(&self, source: SourceId, key: ByName<'a>) -> Option<&'i Resource>
    where
        'i: 'a,
    {
        let own = match self.twins.is_empty() {
            true => None,
            false => self.twins.get(&(source, key)),
        };
        own.or_else(|| self.by_name.get(&key)).copied()
    }

    /// The object of the core group of that name beside another, and what is known of it.
    fn named<T: Known>(
        &self,
        beside: &'i Resource,
        kind: &'static str,
        name: &'i str,
    ) -> Option<Entry<'i, T>> {
        let namespace = beside.object.namespace.as_deref();
        self.find(beside, ("", kind), name, namespace)?.known()
    }

    /// What scales a workload.
    #[must_use]
    pub fn autoscaler(&self, pods: Entry<'i, Pods>) -> Option<Entry<'i, Autoscaler>> {
        let key = (
            self.scopes.of(&scope(pods.resource))?,
            &*pods.resource.object.kind,
            pods.resource.name(),
        );
        self.autoscalers.get(&key).copied()
    }

    /// The policies that select a workload's pods, or may: those that ask for more than labels do.
    pub fn policies_for(&self, pods: Entry<'i, Pods>) -> impl Iterator<Item = Entry<'i, Policy>> {
        let reaches = [reach(pods.resource), EVERYWHERE].into_iter();
        let reaches = reaches.filter_map(|reach| self.scopes.of(&reach));
        let keys = reaches.flat_map(move |reach| {
            let labels = pods.is.labels.iter();
            let labels = labels.map(|(key, value)| (&**key, &**value));
            labels
                .chain([("", "")])
                .map(move |(key, value)| (reach, key, value))
        });
        let all = keys.flat_map(|key| self.policies.of(&key));
        all.copied().filter(move |policy| {
            let asked = policy.is.pods.as_ref();
            asked.is_none_or(|asked| has_all(&pods.is.labels, asked))
        })
    }

    /// The workloads, those of one scope together.
    #[must_use]
    pub fn scopes(&self) -> Vec<Vec<Entry<'i, Pods>>> {
        let mut found: Vec<Vec<Entry<'i, Pods>>> = Vec::new();
        let mut places: HashMap<Scope<'i>, usize> = HashMap::new();
        for pods in self.inventory.all::<Pods>() {
            let at = *places.entry(scope(pods.resource)).or_insert_with(|| {
                found.push(Vec::new());
                found.len() - 1
            });
            found[at].push(pods);
        }
        found
    }
}

fn scope(resource: &Resource) -> Scope<'_> {
    (resource.object.namespace.as_deref(), &resource.directory)
}

/// Where a policy holds: in its namespace, wherever that is written, or beside it where none is.
fn reach(resource: &Resource) -> Scope<'_> {
    match resource.object.namespace.as_deref() {
        Some(namespace) => (Some(namespace), ""),
        None => scope(resource),
    }
}

fn has_all(labels: &Labels, asked: &Labels) -> bool {
    asked.iter().all(|label| labels.contains(label))
}
