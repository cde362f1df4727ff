//! The policies, bindings, namespaces and parameters of a run, and which of them are meant where several have one name.

use std::collections::BTreeMap;

use super::undecided::Undecided;
use super::{Alone, GROUP};
use crate::api::ApiKind;
use crate::config::Settings;
use crate::engine::world::{Distance, Near, Of, Texts, World, each};
use crate::objects::Resource;
use crate::policies::{Binding, Policy, is_asked};
use crate::source::SourceId;

/// A policy with a binding that puts it in force.
pub(super) type Pair<'k> = (&'k Of<Policy>, &'k Of<Binding>);

/// What is known of the policies of a run.
pub(super) struct Known {
    policies: Vec<Of<Policy>>,
    bindings: Vec<Of<Binding>>,
    /// The names of mutating policies.
    mutating: Vec<Of<String>>,
    alone: Alone,
}

impl Known {
    pub(super) fn read(texts: &Texts, worlds: &[World], alone: Alone, settings: &Settings) -> Self {
        let trees = texts.trees(&*settings.host.workers);
        let objects = texts.objects(&trees, worlds, &|resource| resource.group() == GROUP);
        let version = settings.versions.iter().next_back().unwrap_or_default();
        let mut known = Self {
            policies: Vec::new(),
            bindings: Vec::new(),
            mutating: Vec::new(),
            alone,
        };
        for Of {
            world,
            directory,
            source,
            document,
            is: object,
        } in objects.all
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
                **api_version == *object.api_version && **kind == *object.kind
            })
        };
        !self.policies.is_empty()
            && (&*object.api_version == "v1" && &*object.kind == "Namespace"
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
    pub(super) fn pairs<'k>(&'k self, near: &'k Near<'_>) -> impl Iterator<Item = Pair<'k>> {
        let policies = nearest(self.around(&self.policies, near), near, |policy| {
            &policy.name
        });
        let bindings = nearest(self.around(&self.bindings, near), near, |binding| {
            &binding.name
        });
        bindings.into_values().filter_map(move |(_, binding)| {
            let (_, policy) = policies.get(binding.is.policy.as_str())?;
            Some((*policy, binding))
        })
    }

    /// Those that may be in one cluster with an object.
    fn around<'k, T>(
        &'k self,
        all: &'k [Of<T>],
        near: &'k Near<'_>,
    ) -> impl Iterator<Item = &'k Of<T>> {
        all.iter().filter(|of| !self.alone.keeps_from(of, near))
    }

    /// Tells of policies that are not asked about manifests at all.
    pub(super) fn tell_of_others(
        &self,
        asked: &BTreeMap<SourceId, Vec<Near<'_>>>,
        knows_past: bool,
        told: &mut Undecided,
    ) {
        for policy in &self.mutating {
            let why = "what it changes is not changed here before the manifests are checked";
            told.add((policy.source, policy.document), &policy.is, why.to_owned());
        }
        for policy in self
            .policies
            .iter()
            .filter(|policy| policy.is.is_of_changes() && !asked.is_empty())
        {
            let why = match policy.is.has_changes() {
                true if knows_past => continue,
                true => {
                    "it is about changes alone: what objects were is known with `--changed-since`"
                }
                false => "it is about requests that no manifest makes",
            };
            let place = (policy.source, policy.document);
            told.add(place, &policy.is.name, why.to_owned());
        }
    }
}

/// The nearest of each name, and how far it is.
fn nearest<'k, T: 'k>(
    all: impl Iterator<Item = &'k Of<T>>,
    near: &Near<'_>,
    name: impl Fn(&T) -> &str,
) -> BTreeMap<&'k str, (Distance, &'k Of<T>)> {
    let mut found: BTreeMap<&str, (Distance, &Of<T>)> = BTreeMap::new();
    for of in all {
        let this = (of.distance(near), of);
        let known = found.entry(name(&of.is)).or_insert(this);
        if this.0 < known.0 {
            *known = this;
        }
    }
    found
}
