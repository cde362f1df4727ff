//! Names of objects in other objects, written anew where the object has another name now.

use std::collections::BTreeMap;

use crate::origin::Place;

use super::config::References;
use super::field::{Made, each};
use super::id::{Gvk, Id};
use super::names::through;
use super::node::{Map, Node, Scalar};
use super::problem::{Failure, Outcome};
use super::resource::Resource;
use super::selector::FieldSpec;
use super::set::Set;

/// An object that others may name.
#[derive(Debug)]
struct Candidate {
    now: Id,
    first: Id,
    before: Vec<Id>,
    prefixes: Vec<String>,
    suffixes: Vec<String>,
    /// Where its name stands.
    place: Option<Place>,
}

/// What names an object.
#[derive(Debug)]
struct Referrer {
    id: Id,
    prefixes: Vec<String>,
    suffixes: Vec<String>,
    /// What its `roleRef` names.
    role: Option<Gvk>,
    /// The namespaces of service accounts that it names.
    account_namespaces: Vec<String>,
}

/// Writes all references anew.
pub(super) fn fix(set: &mut Set, references: &[References]) -> Outcome<()> {
    set.resources.iter().try_for_each(demand_namespaces)?;
    let by_name = set.by_former_name();
    if by_name.is_empty() {
        return Ok(());
    }
    let candidates: Vec<Candidate> = set.resources.iter().map(Candidate::of).collect();
    for resource in &mut set.resources {
        let first = resource.first_id();
        let referrer = Referrer::of(resource);
        for to in references {
            for spec in &to.from {
                if !first.gvk.is_of(&spec.of) {
                    continue;
                }
                let fixer = Fixer {
                    candidates: &candidates,
                    by_name: &by_name,
                    referrer: &referrer,
                    to: &to.to,
                    spec,
                };
                let node = resource.node_mut();
                let of_any = FieldSpec::new(Gvk::default(), spec.path.clone(), spec.create);
                each(node, &of_any, Made::Nothing, &mut |node| fixer.write(node))?;
            }
        }
    }
    Ok(())
}

/// kustomize refuses a service account in a binding whose namespace is there and is none.
fn demand_namespaces(resource: &Resource) -> Outcome<()> {
    let subjects = resource.node().get("subjects").and_then(Node::as_list);
    let Some(subjects) = subjects.filter(|_| resource.kind() == "RoleBinding") else {
        return Ok(());
    };
    let is_account = |node: &&Node| node.get("kind").map(Node::said) == Some("ServiceAccount");
    for subject in subjects.items.iter().filter(is_account) {
        let namespace = subject.get("namespace");
        if let Some(wrong) = namespace.filter(|node| !node.as_scalar().is_some_and(Scalar::is_str))
        {
            let message = format!(
                "the `namespace` of a subject of {} is {}",
                resource.id(),
                wrong.what()
            );
            return Err(Failure::refused(wrong.place().or(subject.place()), message));
        }
    }
    Ok(())
}

impl Candidate {
    fn of(resource: &Resource) -> Self {
        Self {
            now: resource.id(),
            first: resource.first_id(),
            before: resource.ids_before().collect(),
            prefixes: resource.prefixes.clone(),
            suffixes: resource.suffixes.clone(),
            place: resource.place(),
        }
    }
}

impl Referrer {
    fn of(resource: &Resource) -> Self {
        let said = |path: &[&str]| resource.node().at(path).map(Node::said);
        let role = said(&["roleRef", "apiGroup"]).zip(said(&["roleRef", "kind"]));
        let mut account_namespaces = Vec::new();
        if resource.kind() == "RoleBinding"
            && let Some(Node::List(subjects)) = resource.node().get("subjects")
        {
            let accounts = subjects
                .items
                .iter()
                .filter(|subject| subject.get("kind").map(Node::said) == Some("ServiceAccount"));
            let namespaces = accounts.filter_map(|account| account.get("namespace"));
            account_namespaces = namespaces.map(|node| node.said().to_owned()).collect();
        }
        Self {
            id: resource.id(),
            prefixes: resource.prefixes.clone(),
            suffixes: resource.suffixes.clone(),
            role: role.map(|(group, kind)| Gvk::new(group, "", kind)),
            account_namespaces,
        }
    }

    /// Whether it may name an object at all: not one in another namespace.
    fn may_reach(&self, other: &Candidate) -> bool {
        self.id.gvk.is_cluster_scoped()
            || other.now.gvk.is_cluster_scoped()
            || other.now.effective_namespace() == self.id.effective_namespace()
            || self.account_namespaces.contains(&other.now.namespace)
    }

    fn is_beside(&self, other: &Candidate) -> bool {
        self.id.gvk.is_cluster_scoped()
            || other.now.gvk.is_cluster_scoped()
            || other.now.gvk.kind == "ServiceAccount"
            || other.now.effective_namespace() == self.id.effective_namespace()
    }
}

/// Writes references of one field anew.
#[derive(Debug)]
struct Fixer<'a> {
    candidates: &'a [Candidate],
    by_name: &'a BTreeMap<String, Vec<usize>>,
    referrer: &'a Referrer,
    to: &'a Gvk,
    spec: &'a FieldSpec,
}

impl Fixer<'_> {
    fn write(&self, node: &mut Node) -> Outcome<()> {
        match node {
            Node::Scalar(scalar) if scalar.is_null() => Ok(()),
            Node::Scalar(_) => self.write_name(node),
            Node::Map(map) => self.write_mapping(map),
            Node::List(list) => list.items.iter_mut().try_for_each(|item| match item {
                Node::Map(map) => self.write_mapping(map),
                Node::Scalar(_) => self.write_name(item),
                Node::List(_) => Ok(()),
            }),
        }
    }

    fn write_name(&self, node: &mut Node) -> Outcome<()> {
        let Node::Scalar(scalar) = node else {
            return Ok(());
        };
        let name = scalar.as_str().to_owned();
        let same = |a: &Candidate, b: &Candidate| a.now.name == b.now.name;
        let place = scalar.place();
        if let Some(found) = self.find(&name, None, &same, place)?
            && found.now.name != name
        {
            let renamed = through(&found.now.name, &scalar.text, found.place);
            scalar.set(renamed);
        }
        Ok(())
    }

    /// A mapping with a name and perhaps a namespace.
    fn write_mapping(&self, map: &mut Map) -> Outcome<()> {
        let Some(Node::Scalar(scalar)) = map.entries.get("name") else {
            let place = map.entries.keys().find_map(|key| key.0.place());
            return Err(Failure::refused(place, "there is no `name` here"));
        };
        let (name, written) = (scalar.as_str().to_owned(), scalar.text.clone());
        let namespace = map
            .entries
            .get("namespace")
            .map(|node| node.said().to_owned());
        let same = |a: &Candidate, b: &Candidate| {
            a.now.name == b.now.name && a.now.namespace == b.now.namespace
        };
        let found = self.find(&name, namespace.as_deref(), &same, written.place())?;
        let Some(found) = found else {
            return Ok(());
        };
        if found.now.name == name && found.now.namespace.is_empty() {
            return Ok(());
        }
        if found.now.name != name {
            let renamed = through(&found.now.name, &written, found.place);
            if let Some(Node::Scalar(scalar)) = map.entries.get_mut("name") {
                scalar.set(renamed);
            }
        }
        if !found.now.namespace.is_empty() && namespace.as_deref() != Some(&found.now.namespace) {
            let of = match map.entries.get("namespace") {
                Some(Node::Scalar(scalar)) => scalar.text.clone(),
                _ => written,
            };
            let moved = through(&found.now.namespace, &of, found.place);
            map.set(of.derive("namespace"), Node::str(moved));
        }
        Ok(())
    }

    /// The object that a name is meant for.
    fn find(
        &self,
        name: &str,
        namespace: Option<&str>,
        same: &dyn Fn(&Candidate, &Candidate) -> bool,
        place: Option<Place>,
    ) -> Outcome<Option<&Candidate>> {
        let of_name = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<&Candidate> = of_name.iter().map(|&at| &self.candidates[at]).collect();
        found.retain(|candidate| self.referrer.may_reach(candidate));
        if found.is_empty() {
            return Ok(None);
        }
        if let Some(namespace) = namespace {
            let of = |id: fn(&Candidate) -> &Id| {
                let is_there =
                    |candidate: &&Candidate| id(candidate).effective_namespace() == namespace;
                let there = self.candidates.iter();
                let reaches = |candidate: &&Candidate| self.referrer.may_reach(candidate);
                there.filter(reaches).any(|candidate| is_there(&candidate))
            };
            let by_first = of(|candidate| &candidate.first);
            found.retain(|candidate| {
                let id = if by_first {
                    &candidate.first
                } else {
                    &candidate.now
                };
                id.effective_namespace() == namespace
            });
        }
        let was =
            |candidate: &Candidate, gvk: &Gvk| candidate.before.iter().any(|id| id.gvk.is_of(gvk));
        found.retain(|candidate| was(candidate, self.to));
        if self.spec.path.ends_with("roleRef/name")
            && let Some(role) = &self.referrer.role
        {
            found.retain(|candidate| was(candidate, role));
        }
        found.retain(|candidate| self.referrer.is_beside(candidate));
        if found.len() > 1 {
            found.retain(|candidate| self.is_affixed_alike(candidate, true));
        }
        if found.len() > 1 {
            found.retain(|candidate| self.is_affixed_alike(candidate, false));
        }
        match found.as_slice() {
            [] => Ok(None),
            [first, rest @ ..] if rest.iter().all(|other| same(first, other)) => Ok(Some(first)),
            several => {
                let message = format!(
                    "`{name}` may be any of {} objects of this build",
                    several.len()
                );
                let mut failure = Failure::refused(place, message);
                for candidate in several {
                    failure = failure.also(candidate.place, candidate.now.to_string());
                }
                Err(failure)
            }
        }
    }

    fn is_affixed_alike(&self, candidate: &Candidate, may_be_empty: bool) -> bool {
        let alike = |own: &[String], other: &[String]| {
            let is_empty = own.is_empty() || other.is_empty();
            match is_empty {
                true => may_be_empty || own.len() == other.len(),
                false => own.ends_with(other) || other.ends_with(own),
            }
        };
        alike(&self.referrer.prefixes, &candidate.prefixes)
            && alike(&self.referrer.suffixes, &candidate.suffixes)
    }
}
