//! Admission policies among the manifests hold for the others: files are read again where there are such policies, and
//! nowhere else.

mod earlier;
mod found;
mod known;
mod undecided;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::across::{share_out, text_of};
use super::judged::{Judged, Passed};
use super::renderings::Renderer;
use super::world::{Near, Objects, Of, Texts, World};
use super::{Defect, Input};
use crate::api::Version;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::host::gather;
use crate::objects::{Resource, Skip, World as Extent, recognize};
use crate::panic;
use crate::policies::{Around, Before, hold};
use crate::source::SourceId;
use crate::validation::update::Past;
use crate::yaml::Tree;
use found::Judging;
use known::{Known, Pair};
use undecided::Undecided;

const GROUP: &str = "admissionregistration.k8s.io";

/// Whether there is a policy among objects that may be in force.
pub(super) fn are_among<'j>(all: impl IntoIterator<Item = &'j Judged>) -> bool {
    let is_policy = |resource: &Resource| {
        resource.object.kind.ends_with("AdmissionPolicy") && resource.group() == GROUP
    };
    let mut all = all.into_iter();
    all.any(|judged| judged.inventory.resources.iter().any(is_policy))
}

/// Adds what policies say of the objects of a run, and what they cannot be asked. Gives where podlint failed.
pub(super) fn apply(
    all: &mut [Judged],
    worlds: &[World],
    inputs: &[Input],
    (settings, past): (&Settings, Option<&Past>),
) -> Vec<Defect> {
    let read = |source: SourceId| {
        let input = inputs.get(source.0 as usize)?;
        Some((input.shown().to_owned(), text_of(input, settings)?))
    };
    let of_policies = |resource: &Resource| resource.group() == GROUP;
    let workers = &*settings.host.workers;
    let texts = Texts::read(worlds, &of_policies, &read, workers);
    let known = Known::read(&texts, worlds, Alone::of(inputs), settings);
    let needed = |resource: &Resource| known.needs(resource);
    let texts = Texts::read(worlds, &needed, &read, workers);
    let trees = texts.trees(workers);
    let objects = texts.objects(&trees, worlds, &needed);
    let asked = known.asked(worlds, settings);
    let sources: Vec<(&SourceId, &Vec<Near<'_>>)> = asked.iter().collect();
    let said = gather(workers, sources.len(), &|at| {
        let (source, resources) = sources[at];
        let input = inputs.get(source.0 as usize);
        let settings = input.map_or(settings, |input| settings.of(input.path()));
        let version = settings.versions.iter().next_back().unwrap_or_default();
        let (path, text) = read(*source)?;
        let asking = Asking {
            known: &known,
            objects: &objects,
            past,
            is_closed: settings.parameters.world == Extent::Closed,
            version,
        };
        let said = panic::catch(|| asking.of_source((*source, &path, &text), resources));
        Some(said.map_err(|panic| Defect {
            path: Some(path),
            object: None,
            rule: Some(RuleId::ADMISSION_POLICY),
            panic,
        }))
    });
    let (mut found, mut told, mut failed) = (Vec::new(), Undecided::default(), Vec::new());
    for said in said.into_iter().flatten() {
        match said {
            Ok(said) => {
                found.extend(said.found);
                told.append(said.unknown);
            }
            Err(defect) => failed.push(defect),
        }
    }
    known.tell_of_others(&asked, past.is_some(), &mut told);
    add(all, told);
    if !found.is_empty() {
        share_out(all, found, inputs, settings);
    }
    failed
}

/// The charts that nothing delivers: nobody says that one is installed beside another, and what their policies say holds
/// for themselves.
#[derive(Default)]
struct Alone {
    renderings: BTreeSet<usize>,
    directories: BTreeSet<String>,
}

impl Alone {
    fn of(inputs: &[Input]) -> Self {
        let mut alone = Self::default();
        for rendered in inputs.iter().filter_map(Input::rendered) {
            let by = rendered.by();
            if by.renderer == Renderer::Helm && by.deliverer.is_none() {
                alone.renderings.insert(rendered.rendering());
                let path = format!("{}/Chart.yaml", by.path);
                let directory = Resource::directory_of(&path).to_owned();
                alone.directories.insert(directory);
            }
        }
        alone
    }

    /// Whether something of a chart does not hold for an object, which is none of it.
    fn keeps_from<T>(&self, of: &Of<T>, near: &Near<'_>) -> bool {
        match of.world {
            Some(own) => self.renderings.contains(&own) && of.world != near.world,
            // What the chart holds and its values leave out stands in files as they are.
            None => {
                let mut around = Path::new(&*of.directory).ancestors();
                let is_chart = |directory: &&Path| {
                    let directory = directory.to_str();
                    directory.is_some_and(|directory| self.directories.contains(directory))
                };
                let chart = around.find(is_chart);
                chart.is_some_and(|chart| !Path::new(&*near.resource.directory).starts_with(chart))
            }
        }
    }
}

/// The policies of a run, to be asked about its objects.
struct Asking<'k, 't> {
    known: &'k Known,
    objects: &'k Objects<'t>,
    past: Option<&'k Past>,
    is_closed: bool,
    version: Version,
}

impl Asking<'_, '_> {
    /// What they say of the objects of a source, which is read again. What is in force for one of them is for all: they stand
    /// in one directory, and are of one rendering.
    fn of_source(
        &self,
        (source, path, text): (SourceId, &str, &str),
        resources: &[Near<'_>],
    ) -> PolicyFindings {
        let mut said = PolicyFindings::default();
        let Some(first) = resources.first() else {
            return said;
        };
        let pairs: Vec<Pair<'_>> = self.known.pairs(first).collect();
        let tree = Tree::read(text);
        let mut objects = Vec::new();
        for document in tree.documents() {
            let mut of_document = resources.iter();
            if of_document.any(|near| near.resource.document == document.index) {
                objects.extend(recognize(source, path, &tree, document).objects());
            }
        }
        let were = earlier::of(self.past, &objects, path);
        let trees = earlier::trees(&were);
        let old = earlier::objects(&trees);
        for (object, was) in objects.iter().zip(&were) {
            let Some(near) = resources.iter().find(|near| near.resource.is(object)) else {
                continue;
            };
            let before = match (self.past, was) {
                (_, Some(was)) => earlier::find(&old, was).map_or(Before::Unknown, Before::Was),
                // What a chart or an overlay came to is not rendered again.
                (Some(_), None) if near.world.is_none() => Before::Nothing,
                (_, None) => Before::Unknown,
            };
            let judging = Judging {
                object,
                was: was.as_ref(),
            };
            self.of_object((&judging, near), &pairs, before, &mut said);
        }
        said
    }

    fn of_object(
        &self,
        (judging, near): (&Judging<'_, '_>, &Near<'_>),
        pairs: &[Pair<'_>],
        before: Before<'_, '_>,
        said: &mut PolicyFindings,
    ) {
        let around = Around {
            namespace: &|name: &str| self.objects.namespace(near, name),
            objects: &|kind: (&str, &str), name: Option<&str>| self.objects.of(near, kind, name),
            before,
            is_closed: self.is_closed,
            version: self.version,
        };
        for &(policy, binding) in pairs {
            let held = hold(&policy.is, &binding.is, judging.object, &around);
            judging.take(policy, binding, held, said);
        }
    }
}

/// What policies say of the objects of a source.
#[derive(Default)]
struct PolicyFindings {
    found: Vec<Diagnostic>,
    unknown: Undecided,
}

/// Tells of policies what they hang on and nobody can say.
fn add(all: &mut [Judged], told: Undecided) {
    let mut by_source: BTreeMap<SourceId, BTreeSet<(u32, String)>> = BTreeMap::new();
    for ((source, document), what) in told.sentences() {
        by_source
            .entry(source)
            .or_default()
            .insert((document, what));
    }
    for judged in all {
        let of_source = by_source.remove(&judged.source.id).into_iter().flatten();
        judged
            .skipped
            .extend(of_source.map(|(document, what)| Passed {
                document,
                reason: Skip::Policy,
                what: Some(what.into()),
            }));
    }
}
