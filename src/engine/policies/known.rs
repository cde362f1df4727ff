//! The policies, bindings, namespaces and parameters of a run, and which of them are meant where several have one name.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::told::Told;
use super::{GROUP, World};
use crate::api::ApiKind;
use crate::config::Settings;
use crate::objects::{Object, Resource, recognize};
use crate::policies::{Binding, Policy, is_asked};
use crate::source::SourceId;
use crate::yaml::{Cursor, Tree};

/// An object with the rendering that it is of, if it is of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near<'i> {
    pub(super) world: Option<usize>,
    pub(super) resource: &'i Resource,
}

/// Something of an object, and where that stands.
pub(super) struct Of<T> {
    world: Option<usize>,
    directory: Arc<str>,
    pub(super) source: SourceId,
    pub(super) document: u32,
    pub(super) is: T,
}

impl<T> Of<T> {
    fn new(near: Near<'_>, is: T) -> Self {
        Self {
            world: near.world,
            directory: Arc::clone(&near.resource.directory),
            source: near.resource.source,
            document: near.resource.document,
            is,
        }
    }

    /// How far it is from an object: the nearest of several of one name is meant. The same rendering is nearest, then what
    /// shares more directories.
    fn distance(&self, from: &Near<'_>) -> (bool, Reverse<usize>, usize) {
        let (ours, theirs) = (
            from.resource.directory.split('/'),
            self.directory.split('/'),
        );
        let shared = ours
            .zip(theirs)
            .take_while(|(our, their)| our == their)
            .count();
        let apart = self.directory.split('/').count() - shared;
        (self.world != from.world, Reverse(shared), apart)
    }
}

/// All objects of some worlds.
fn each<'i>(worlds: &'i [World]) -> impl Iterator<Item = Near<'i>> {
    worlds.iter().flat_map(|(world, inventory)| {
        let resources = inventory.resources.iter();
        resources.map(|resource| Near {
            world: *world,
            resource,
        })
    })
}

/// Texts of sources, by their numbers, with what reports call them.
pub(super) struct Texts(BTreeMap<SourceId, (String, String)>);

impl Texts {
    /// Those of the sources that have such objects.
    pub(super) fn read(
        worlds: &[World],
        which: &dyn Fn(&Resource) -> bool,
        read: &dyn Fn(SourceId) -> Option<(String, String)>,
    ) -> Self {
        let mut texts = BTreeMap::new();
        for near in each(worlds).filter(|near| which(near.resource)) {
            let source = near.resource.source;
            if !texts.contains_key(&source) {
                texts.extend(read(source).map(|text| (source, text)));
            }
        }
        Self(texts)
    }

    pub(super) fn trees(&self) -> BTreeMap<SourceId, Tree<'_>> {
        let texts = self.0.iter();
        texts
            .map(|(source, (_, text))| (*source, Tree::read(text)))
            .collect()
    }

    /// Those of the objects that are asked for.
    pub(super) fn objects<'t>(
        &self,
        trees: &'t BTreeMap<SourceId, Tree<'t>>,
        worlds: &[World],
        which: &dyn Fn(&Resource) -> bool,
    ) -> Objects<'t> {
        let mut found = Vec::new();
        for near in each(worlds).filter(|near| which(near.resource)) {
            let source = near.resource.source;
            let (Some(tree), Some((path, _))) = (trees.get(&source), self.0.get(&source)) else {
                continue;
            };
            let document = tree.documents().get(near.resource.document as usize);
            let objects =
                document.map(|document| recognize(source, path, tree, document).objects());
            let object = objects
                .into_iter()
                .flatten()
                .find(|object| near.resource.is(object));
            found.extend(object.map(|object| Of::new(near, object)));
        }
        Objects(found)
    }
}

/// Objects of a run that policies may look at.
pub(super) struct Objects<'t>(Vec<Of<Object<'t>>>);

impl<'t> Objects<'t> {
    /// The Namespace of that name which is nearest.
    pub(super) fn namespace(&self, from: &Near<'_>, name: &str) -> Option<Cursor<'t>> {
        let of_name = self.of(from, "v1", "Namespace").into_iter();
        let mut of_name = of_name.filter(|object| object.name().as_deref() == Some(name));
        Some(of_name.next()?.root)
    }

    /// The objects of an `apiVersion` and a kind, the nearest first.
    pub(super) fn of(&self, from: &Near<'_>, api_version: &str, kind: &str) -> Vec<&Object<'t>> {
        let is_it = |of: &&Of<Object<'t>>| of.is.api_version == api_version && of.is.kind == kind;
        let mut found: Vec<_> = self.0.iter().filter(is_it).collect();
        found.sort_by_key(|of| of.distance(from));
        found.into_iter().map(|of| &of.is).collect()
    }
}

/// What is known of the policies of a run.
pub(super) struct Known {
    policies: Vec<Of<Policy>>,
    bindings: Vec<Of<Binding>>,
    /// The names of mutating policies.
    mutating: Vec<Of<String>>,
}

impl Known {
    pub(super) fn read(texts: &Texts, worlds: &[World], settings: &Settings) -> Self {
        let trees = texts.trees();
        let objects = texts.objects(&trees, worlds, &|resource| resource.group() == GROUP);
        let version = settings.versions.iter().next_back().unwrap_or_default();
        let mut known = Self {
            policies: Vec::new(),
            bindings: Vec::new(),
            mutating: Vec::new(),
        };
        for Of {
            world,
            directory,
            source,
            document,
            is: object,
        } in objects.0
        {
            macro_rules! of {
                ($is:expr) => {
                    $is.map(|is| Of {
                        world,
                        directory,
                        source,
                        document,
                        is,
                    })
                };
            }
            match &*object.kind {
                "ValidatingAdmissionPolicy" => {
                    known.policies.extend(of!(Policy::read(&object, version)));
                }
                "ValidatingAdmissionPolicyBinding" => {
                    known.bindings.extend(of!(Binding::read(&object)));
                }
                "MutatingAdmissionPolicy" => {
                    known
                        .mutating
                        .extend(of!(object.name().map(|name| name.into_owned())));
                }
                _ => {}
            }
        }
        known
    }

    /// Whether policies may look at an object beside that which they are asked about.
    pub(super) fn needs(&self, resource: &Resource) -> bool {
        let object = &resource.object;
        let is_param = |policy: &Of<Policy>| {
            let params = policy.is.params.as_ref();
            params.is_some_and(|(api_version, kind)| {
                *api_version == object.api_version && *kind == object.kind
            })
        };
        !self.policies.is_empty()
            && (object.api_version == "v1" && object.kind == "Namespace"
                || self.policies.iter().any(is_param))
    }

    /// The objects that policies may be about, by their sources.
    pub(super) fn asked<'i>(
        &self,
        worlds: &'i [World],
        settings: &Settings,
    ) -> BTreeMap<SourceId, Vec<Near<'i>>> {
        let mut asked: BTreeMap<SourceId, Vec<Near<'i>>> = BTreeMap::new();
        let version = settings.versions.iter().next_back().unwrap_or_default();
        for near in each(worlds) {
            let (group, kind) = (near.resource.group(), &*near.resource.object.kind);
            let known = ApiKind::find(&near.resource.object.api_version, kind);
            let known = known.filter(|known| known.versions().contains(version));
            let may_be_about = |policy: &Of<Policy>| match known {
                Some(known) => policy.is.may_match(group, known.plural()),
                None => true,
            };
            if is_asked(group, kind) && self.policies.iter().any(may_be_about) {
                asked.entry(near.resource.source).or_default().push(near);
            }
        }
        asked
    }

    /// The policies that are in force for an object, with their bindings.
    pub(super) fn pairs<'k>(
        &'k self,
        near: &Near<'_>,
    ) -> impl Iterator<Item = (&'k Of<Policy>, &'k Of<Binding>)> {
        let policies = nearest(&self.policies, near, |policy| &policy.name);
        let bindings = nearest(&self.bindings, near, |binding| &binding.name);
        bindings.into_values().filter_map(move |binding| {
            let policy = policies.get(binding.is.policy.as_str())?;
            Some((*policy, binding))
        })
    }

    /// Tells of policies that are not asked about manifests at all.
    pub(super) fn tell_of_others(
        &self,
        asked: &BTreeMap<SourceId, Vec<Near<'_>>>,
        told: &mut Told,
    ) {
        for policy in &self.mutating {
            let why = "what it changes is not changed here before the manifests are checked";
            told.add((policy.source, policy.document), &policy.is, why.to_owned());
        }
        for policy in self
            .policies
            .iter()
            .filter(|policy| policy.is.is_of_changes())
        {
            if !asked.is_empty() {
                let why = "it is about changes alone, and manifests are checked as new objects";
                told.add(
                    (policy.source, policy.document),
                    &policy.is.name,
                    why.to_owned(),
                );
            }
        }
    }
}

/// The nearest of each name.
fn nearest<'k, T>(
    all: &'k [Of<T>],
    near: &Near<'_>,
    name: impl Fn(&T) -> &str,
) -> BTreeMap<&'k str, &'k Of<T>> {
    let mut found: BTreeMap<&str, &Of<T>> = BTreeMap::new();
    for of in all {
        let known = found.entry(name(&of.is)).or_insert(of);
        if of.distance(near) < known.distance(near) {
            *known = of;
        }
    }
    found
}
