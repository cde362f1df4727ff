//! Which objects of an inventory refer to which: by name or by label, within one directory and namespace. What
//! stands there together is applied together; a name or a label says little beyond.

use std::collections::HashMap;

use crate::objects::inventory::{Claim, Entry, Inventory, Pods, Policy, Service};

/// A namespace, as written, and a directory.
type Scope<'i> = (Option<&'i str>, &'i str);

/// A label, or an object's name beside an empty string, in a scope.
type Key<'i> = (Scope<'i>, &'i str, &'i str);

/// An inventory with its references looked up.
#[derive(Debug)]
pub struct Neighbours<'i> {
    /// The objects.
    pub inventory: &'i Inventory,
    services: HashMap<Key<'i>, &'i Entry<Service>>,
    claims: HashMap<Key<'i>, &'i Entry<Claim>>,
    pods: HashMap<Key<'i>, Vec<&'i Entry<Pods>>>,
    /// Workloads of one container, by its image.
    alone: HashMap<Key<'i>, &'i Entry<Pods>>,
    /// By the first label that each asks for. Those that ask for none, or in another way, are under none.
    policies: HashMap<Key<'i>, Vec<&'i Entry<Policy>>>,
}

impl<'i> Neighbours<'i> {
    /// Looks up what an inventory holds.
    #[must_use]
    pub fn of(inventory: &'i Inventory) -> Self {
        // Growing hashes every key again.
        let workloads = inventory.workloads.len();
        let mut found = Self {
            inventory,
            services: by_name(&inventory.services),
            claims: by_name(&inventory.claims),
            pods: HashMap::with_capacity(2 * workloads),
            alone: HashMap::with_capacity(workloads),
            policies: HashMap::new(),
        };
        for pods in &inventory.workloads {
            if let [only] = &pods.is.containers[..]
                && pods.is.kind.scales()
            {
                found.alone.insert((scope(pods), &only.image, ""), pods);
            }
            for (key, value) in &pods.is.labels {
                let all = found.pods.entry((scope(pods), key, value)).or_default();
                all.push(pods);
            }
        }
        for policy in &inventory.policies {
            let selector = policy.is.selector.as_ref();
            let (key, value) = selector
                .and_then(|selector| selector.first())
                .map_or(("", ""), |(key, value)| (key, value));
            let all = found
                .policies
                .entry((scope(policy), key, value))
                .or_default();
            all.push(policy);
        }
        found
    }

    /// The workloads whose pods a Service selects; none for one without a selector.
    #[must_use]
    pub fn selected_by(&self, service: &'i Entry<Service>) -> Vec<&'i Entry<Pods>> {
        let selector = &service.is.selector;
        let lists = selector.iter().map(|(key, value)| {
            let all = self.pods.get(&(scope(service), key, value));
            all.map_or(&[][..], Vec::as_slice)
        });
        // The rarest label leaves the fewest to look at.
        let fewest = lists.min_by_key(|list| list.len()).unwrap_or_default();
        let selects =
            |pods: &&&Entry<Pods>| selector.iter().all(|label| pods.is.labels.contains(label));
        fewest.iter().filter(selects).copied().collect()
    }

    /// A workload beside an object that runs an image and nothing else.
    #[must_use]
    pub fn alone<T>(&self, beside: &'i Entry<T>, image: &'i str) -> Option<&'i Entry<Pods>> {
        self.alone.get(&(scope(beside), image, "")).copied()
    }

    /// The Service of that name beside an object.
    #[must_use]
    pub fn service<T>(&self, beside: &'i Entry<T>, name: &'i str) -> Option<&'i Entry<Service>> {
        self.services.get(&(scope(beside), name, "")).copied()
    }

    /// The claim of that name beside an object.
    #[must_use]
    pub fn claim<T>(&self, beside: &'i Entry<T>, name: &'i str) -> Option<&'i Entry<Claim>> {
        self.claims.get(&(scope(beside), name, "")).copied()
    }

    /// The policies that select a workload's pods, or may: those that ask for more than labels do.
    pub fn policies_for(&self, pods: &'i Entry<Pods>) -> impl Iterator<Item = &'i Entry<Policy>> {
        let none = ("", "");
        let labels = pods
            .is
            .labels
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()));
        let lists = labels
            .chain([none])
            .filter_map(move |(key, value)| self.policies.get(&(scope(pods), key, value)));
        lists.flatten().copied().filter(|policy| {
            let selector = policy.is.selector.as_ref();
            selector
                .is_none_or(|selector| selector.iter().all(|label| pods.is.labels.contains(label)))
        })
    }

    /// The workloads, those of one scope together.
    #[must_use]
    pub fn scopes(&self) -> Vec<Vec<&'i Entry<Pods>>> {
        let mut found: Vec<Vec<&'i Entry<Pods>>> = Vec::new();
        let mut places: HashMap<Scope<'i>, usize> = HashMap::new();
        for pods in &self.inventory.workloads {
            let at = *places.entry(scope(pods)).or_insert_with(|| {
                found.push(Vec::new());
                found.len() - 1
            });
            found[at].push(pods);
        }
        found
    }
}

fn scope<T>(entry: &Entry<T>) -> Scope<'_> {
    (entry.object.namespace.as_deref(), &entry.directory)
}

fn by_name<T>(entries: &[Entry<T>]) -> HashMap<Key<'_>, &Entry<T>> {
    let named = entries
        .iter()
        .map(|entry| ((scope(entry), entry.name(), ""), entry));
    named.collect()
}
