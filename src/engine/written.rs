//! Rules that people have written and that look at several objects: files are read again where there are such rules, and
//! nowhere else.

use std::collections::BTreeMap;

use super::across::{share_out, text_of};
use super::judged::{Judged, Passed};
use super::world::{Near, Objects, Texts, World, each};
use super::{Defect, Input};
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::host::gather;
use crate::objects::{Object, Resource, Skip, Workload, recognize};
use crate::panic;
use crate::rules::{self, Around, Chosen, Failed, Unchecked};
use crate::source::{SourceId, Span};
use crate::yaml::Tree;

/// What the evaluations of all such rules may cost together, in the units of the server, whatever they find.
const MOST_OF_RUN: u64 = 4_000_000_000;

/// What one evaluation may cost however many there are.
const LEAST: u64 = 10_000;

/// Whether there are such rules.
pub(super) fn are_asked(settings: &Settings) -> bool {
    let mut all = [settings].into_iter().chain(settings.nearer.values());
    all.any(|settings| settings.policy.chosen.looks_around())
}

/// Adds what they say of the objects of a run, and where they cannot be asked. Gives where podlint failed.
pub(super) fn apply(
    all: &mut [Judged],
    worlds: &[World],
    inputs: &[Input],
    settings: &Settings,
) -> Vec<Defect> {
    let of = |source: SourceId| {
        let input = inputs.get(source.0 as usize);
        input.map_or(settings, |input| settings.of(input.path()))
    };
    let read = |source: SourceId| {
        let input = inputs.get(source.0 as usize)?;
        Some((input.shown().to_owned(), text_of(input, settings)?))
    };
    let anywhere = settings.chosen_anywhere();
    let needed = |resource: &Resource| {
        anywhere.looks_at(&resource.object.api_version, &resource.object.kind)
    };
    let workers = &*settings.host.workers;
    let texts = Texts::read(worlds, &needed, &read, workers);
    let trees = texts.trees(workers);
    let objects = texts.objects(&trees, worlds, &needed);
    let mut asked: BTreeMap<SourceId, Vec<Near<'_>>> = BTreeMap::new();
    for near in each(worlds) {
        let object = &near.resource.object;
        let chosen = &of(near.resource.source).policy.chosen;
        if chosen.may_ask(&object.api_version, &object.kind) {
            asked.entry(near.resource.source).or_default().push(near);
        }
    }
    let count = asked.values().map(Vec::len).sum::<usize>().max(1) as u64;
    let most = (MOST_OF_RUN / count).max(LEAST);
    let sources: Vec<(&SourceId, &Vec<Near<'_>>)> = asked.iter().collect();
    let said = gather(workers, sources.len(), &|at| {
        let (source, resources) = sources[at];
        let asking = Asking {
            objects: &objects,
            settings: of(*source),
            most,
        };
        let (path, text) = read(*source)?;
        let said = panic::catch(|| asking.of_source((*source, &path, &text), resources));
        Some(said.unwrap_or_else(|panic| RuleFindings::failed(&path, panic)))
    });
    let mut found = Vec::new();
    let mut defects = Vec::new();
    for said in said.into_iter().flatten() {
        found.extend(said.found);
        defects.extend(said.defects);
        tell(all, said.unchecked);
    }
    if !found.is_empty() {
        share_out(all, found, inputs, settings);
    }
    defects
}

/// Takes note of what could not be asked.
fn tell(all: &mut [Judged], unchecked: Vec<((SourceId, u32, Span), Unchecked)>) {
    for ((source, document, span), of) in unchecked {
        if let Some(judged) = all.iter_mut().find(|judged| judged.source.id == source) {
            judged.suppressions.excuse(vec![span]);
            judged.skipped.push(Passed {
                document,
                reason: Skip::Expression,
                what: Some(format!("`{}`: {}", of.rule, of.why).into()),
            });
        }
    }
}

/// What rules say of the objects of a source.
#[derive(Default)]
struct RuleFindings {
    found: Vec<Diagnostic>,
    unchecked: Vec<((SourceId, u32, Span), Unchecked)>,
    defects: Vec<Defect>,
}

impl RuleFindings {
    fn failed(path: &str, panic: panic::Panic) -> Self {
        let defect = Defect {
            path: Some(path.to_owned()),
            object: None,
            rule: None,
            panic,
        };
        Self {
            defects: vec![defect],
            ..Self::default()
        }
    }
}

/// The objects of a run, to be asked for.
struct Asking<'k, 't> {
    objects: &'k Objects<'t>,
    settings: &'k Settings,
    most: u64,
}

impl Asking<'_, '_> {
    /// What they say of the objects of a source, which is read again.
    fn of_source(
        &self,
        (source, path, text): (SourceId, &str, &str),
        resources: &[Near<'_>],
    ) -> RuleFindings {
        let tree = Tree::read(text);
        let mut said = RuleFindings::default();
        for document in tree.documents() {
            let mut of_document = resources.iter();
            if !of_document.any(|near| near.resource.document == document.index) {
                continue;
            }
            for object in &recognize(source, path, &tree, document).objects() {
                if let Some(near) = resources.iter().find(|near| near.resource.is(object)) {
                    let failed = self.of_object(object, near, &mut said);
                    said.defects
                        .extend(failed.into_iter().map(|(rule, panic)| Defect {
                            path: Some(path.to_owned()),
                            object: Some(object.called()),
                            rule: Some(rule),
                            panic,
                        }));
                }
            }
        }
        said
    }

    fn of_object(
        &self,
        object: &Object<'_>,
        near: &Near<'_>,
        said: &mut RuleFindings,
    ) -> Vec<Failed> {
        let settings = self.settings;
        let chosen: &Chosen = &settings.policy.chosen;
        let workloads = Workload::all_of(object, &settings.pods);
        let around = Around {
            most: self.most,
            ..Around::alone(
                settings.versions.iter().next_back().unwrap_or_default(),
                &settings.parameters,
            )
        };
        let others = |kinds: &dyn Fn(&str, &str) -> bool| self.objects.around(near, kinds);
        let asked = (object, &*workloads);
        let (unchecked, failed) =
            rules::check_around(asked, around, (chosen, &others), &mut said.found);
        let place = (object.source, object.document, object.root.span());
        said.unchecked
            .extend(unchecked.into_iter().map(|of| (place, of)));
        failed
    }
}
