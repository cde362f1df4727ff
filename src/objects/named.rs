//! The objects of a run by name, in whatever directory and namespace they stand.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::api::{ApiKind, Scope};
use crate::objects::inventory::{Inventory, Resource};
use crate::objects::numbers::Numbers;
use crate::objects::references::Reference;

/// The names of a run. What a file that names no namespace has may be in any.
#[derive(Debug)]
pub struct Named<'i> {
    kinds: Numbers<&'i str>,
    namespaces: Numbers<Option<&'i str>>,
    /// By the number of the kind and the name, each with whether it is the only one.
    known: HashMap<(u32, &'i str), (&'i Resource, bool)>,
    /// By the numbers of the kind and the namespace, and the name.
    exactly: HashMap<(u32, u32, &'i str), &'i Resource>,
    /// The names that custom resources, kustomizations and templates say.
    said: HashSet<&'i str>,
    inventory: &'i Inventory,
}

impl<'i> Named<'i> {
    pub(super) fn of(inventory: &'i Inventory) -> Self {
        let resources = &inventory.resources;
        let mut found = Self {
            known: HashMap::with_capacity(resources.len()),
            exactly: HashMap::with_capacity(resources.len()),
            kinds: Numbers::new(),
            namespaces: Numbers::new(),
            said: inventory.said.iter().map(|name| &**name).collect(),
            inventory,
        };
        for resource in resources {
            let kind = found.kinds.give(&*resource.object.kind);
            let (name, namespace) = (resource.name(), resource.namespace());
            let known = found.known.entry((kind, name));
            let first = known.and_modify(|(_, is_only)| *is_only = false);
            first.or_insert((resource, true));
            let namespace = found.namespaces.give(namespace);
            let exactly = found.exactly.entry((kind, namespace, name));
            exactly.or_insert(resource);
        }
        found
    }

    /// Whether a kind's object of that name is in the run, in whatever namespace.
    #[must_use]
    pub fn has(&self, kind: &str, name: &str) -> bool {
        self.known(kind, name).is_some()
    }

    /// Whether the run has an object of that kind.
    #[must_use]
    pub fn has_kind(&self, kind: &str) -> bool {
        self.kinds.of(&kind).is_some()
    }

    /// Whether an object of that name may be made by what a custom resource or a kustomization says, or is beside these.
    #[must_use]
    pub fn is_said(&self, name: &str) -> bool {
        self.said.contains(name) || self.inventory.has_beside(name)
    }

    /// The object of a kind with a name, if the run has one alone.
    #[must_use]
    pub fn only(&self, kind: &str, name: &str) -> Option<&'i Resource> {
        let (first, is_only) = self.known(kind, name)?;
        is_only.then_some(first)
    }

    /// The first object of a kind with a name, in a namespace or where none is written; without one in any.
    #[must_use]
    pub fn find(&self, kind: &str, name: &str, namespace: Option<&str>) -> Option<&'i Resource> {
        let exactly = |namespace| {
            let key = (self.kinds.of(&kind)?, self.namespaces.of(&namespace)?, name);
            self.exactly.get(&key).copied()
        };
        match namespace {
            Some(_) => exactly(namespace).or_else(|| exactly(None)),
            None => self.known(kind, name).map(|(first, _)| first),
        }
    }

    fn known(&self, kind: &str, name: &str) -> Option<(&'i Resource, bool)> {
        let kind = self.kinds.of(&kind)?;
        self.known.get(&(kind, name)).copied()
    }
}

impl Resource {
    /// Its namespace, if it is of a kind that is in one and one is written.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        let own = self.object.namespace.as_deref();
        own.filter(|_| !is_of_cluster(self.group(), &self.object.kind))
    }
}

impl Reference {
    /// The namespace in which the object that it names is, if any is written.
    #[must_use]
    pub fn asked_in<'i>(&'i self, from: &'i Resource) -> Option<&'i str> {
        let (group, kind) = self.target();
        let own = from.object.namespace.as_deref();
        let written = self.namespace.as_deref().or(own);
        written.filter(|_| !is_of_cluster(group, kind))
    }
}

/// Whether the objects of a kind are in no namespace. Of what is not in the API that is not known.
#[must_use]
pub fn is_of_cluster(group: &str, kind: &str) -> bool {
    static ALL: OnceLock<HashSet<(&str, &str)>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let of_cluster = ApiKind::all().filter(|kind| kind.scope() == Scope::Cluster);
        of_cluster.map(|kind| (kind.group(), kind.kind())).collect()
    });
    all.contains(&(group, kind))
}
