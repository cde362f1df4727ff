//! From what came of each input to what a run comes to.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::above::look_above;
use super::judged::Judged;
use super::kustomize::{self, Kustomizations};
use super::outcome::Outcome;
use super::renderings::{self, RenderedFindings};
use super::test_data::TestFiles;
use super::verdict::{Verdicts, place};
use super::{
    Defect, Finding, Input, Rendered, Report, Skipped, across, for_older, of_tests, part, policies,
    rendered, unlisted, world, written,
};
use crate::config::Settings;
use crate::diagnostic::{MOST, MOST_OF_DOCUMENT};
use crate::host::change;
use crate::objects::{Beside, Inventory, Pod, World};
use crate::parts::Part;
use crate::secret;
use crate::validation::update::Past;

/// Brings the outcomes together: what only all files together tell, then order.
pub(super) fn assemble(
    outcomes: impl Iterator<Item = Outcome>,
    inputs: &[Input],
    settings: &Settings,
    past: Option<&Past>,
) -> Report {
    let mut report = Report {
        rules: settings.rules_anywhere(),
        settings: settings.clone(),
        ..Report::default()
    };
    let mut all = gather(outcomes, &mut report);
    settle_parts(&mut all, inputs, settings);
    let defects = judge_together(&mut all, inputs, settings, past);
    report.defects.extend(defects);
    let input = |judged: &Judged| &inputs[judged.source.id.0 as usize];
    let mut verdicts = Verdicts::new(settings, inputs, &mut all);
    let findings: Vec<_> = all.iter_mut().map(|judged| verdicts.of(judged)).collect();
    let mut rendered = RenderedFindings::of(inputs);
    let mut others = Vec::with_capacity(all.len());
    for (judged, findings) in all.into_iter().zip(findings) {
        match input(&judged).rendered() {
            Some(of) => {
                let of_suppressions = verdicts.review(&judged.source, &findings);
                let findings = findings.into_iter().chain(of_suppressions);
                rendered.take(of, judged, findings, &mut report);
            }
            None => others.push((judged, findings)),
        }
    }
    let rendered = rendered.settle(&mut verdicts);
    for (judged, mut findings) in others {
        if input(&judged).is_context() {
            let source = judged.source;
            report.sources.insert(source.id, source);
            continue;
        }
        let of_suppressions = verdicts.review(&judged.source, &findings);
        findings.extend(of_suppressions);
        let has_objects = judged.objects > 0 || rendered.has_objects(judged.source.id);
        absorb(&mut report, judged, findings, has_objects);
    }
    rendered.add_to(&mut report);
    // What a part of the files uses of the configuration says nothing on the rest.
    if !inputs.iter().any(Input::is_context) {
        verdicts.review_files(&mut report, inputs.len());
    }
    of_tests::spare(&mut report, settings);
    for_older::spare(&mut report, settings);
    report.summary.suppressed = verdicts.suppressed();
    let mut concealer = secret::Concealer::of(&report.sources);
    for finding in &mut report.findings {
        concealer.conceal(&mut finding.diagnostic);
    }
    report
}

/// Settles what is a part of something else, by what that says.
fn settle_parts(all: &mut [Judged], inputs: &[Input], settings: &Settings) {
    let (kustomizations, tests) = what_others_say(all, inputs, settings);
    let is_rendered = |judged: &Judged| inputs[judged.source.id.0 as usize].rendered().is_some();
    let surroundings = unlisted::Surroundings::of(settings);
    change(&*settings.host.workers, all, &|judged| {
        if !is_rendered(judged) {
            part::settle(judged, (&kustomizations, &tests), &surroundings);
        }
    });
    unlisted::tell(all, &kustomizations, inputs, &surroundings);
}

/// Adds what only the objects of a world tell together, what policies say, and what rules say that people have written. Gives where podlint failed.
fn judge_together(
    all: &mut [Judged],
    inputs: &[Input],
    settings: &Settings,
    past: Option<&Past>,
) -> Vec<Defect> {
    let input = |judged: &Judged| &inputs[judged.source.id.0 as usize];
    let has_policies = policies::are_among(&*all);
    let has_written = written::are_asked(settings);
    let (mut defects, mut worlds) = (Vec::new(), Vec::new());
    for world in renderings::worlds(all, inputs) {
        let mut inventory = Inventory::default();
        for judged in world.iter_mut() {
            inventory.append(std::mem::take(&mut judged.inventory));
            if is_closed(input(judged), settings) {
                inventory.closed.insert(judged.source.id);
            }
        }
        let rendered = world.first().and_then(|judged| input(judged).rendered());
        worlds.push((rendered.map(Rendered::rendering), inventory));
    }
    know_each_other(&mut worlds);
    for (world, (_, inventory)) in renderings::worlds(all, inputs).zip(&worlds) {
        defects.extend(across::check(world, inventory, inputs, settings));
    }
    if has_policies && Part::Extensions.is_here() {
        defects.extend(policies::apply(all, &worlds, inputs, (settings, past)));
    }
    if has_written && Part::Configuration.is_here() {
        defects.extend(written::apply(all, &worlds, inputs, settings));
    }
    defects
}

/// Whether what an input and the others do not have is not there.
pub(super) fn is_closed(input: &Input, settings: &Settings) -> bool {
    settings.of(input.path()).parameters.world == World::Closed
}

/// Where the manifests are everything there is, what one world does not have may be in another.
fn know_each_other(worlds: &mut [world::World]) {
    if worlds
        .iter()
        .all(|(_, inventory)| inventory.closed.is_empty())
    {
        return;
    }
    let inventories = worlds.iter().map(|(_, inventory)| inventory);
    let beside = Arc::new(Beside::of(inventories));
    for (own, (_, inventory)) in worlds.iter_mut().enumerate() {
        inventory.beside = Some((Arc::clone(&beside), own));
    }
}

/// What came of the inputs that were judged; what did not go well is told in the report.
fn gather(outcomes: impl Iterator<Item = Outcome>, report: &mut Report) -> Vec<Judged> {
    let mut all = Vec::new();
    for outcome in outcomes {
        match outcome {
            Outcome::Judged(judged) => {
                let told = [
                    judged.is_cut.then(too_many),
                    judged.is_crowded.then(too_crowded),
                ];
                let path = || judged.source.path.clone();
                let told = told.into_iter().flatten();
                report.unreadable.extend(told.map(|what| (path(), what)));
                all.push(Arc::unwrap_or_clone(judged));
            }
            Outcome::Unreadable(path, error) => report.unreadable.push((path, error)),
            Outcome::Defect(defect) => report.defects.push(defect),
            Outcome::LeftOut => {}
        }
    }
    all
}

/// What kustomizations and tests among the inputs, and above the files of which there is something to say, say of files.
fn what_others_say(
    all: &mut [Judged],
    inputs: &[Input],
    settings: &Settings,
) -> (Kustomizations, TestFiles) {
    let (files, most) = (&*settings.host.files, settings.max_file_size);
    let (mut known, mut replaces, mut looked_around) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut tests = TestFiles::default();
    let in_run = directories_of_kustomizations(all);
    for judged in all {
        tests.append(std::mem::take(&mut judged.tests));
        known.append(&mut judged.kustomizations);
        replaces.append(&mut judged.replaces);
        let input = inputs.get(judged.source.id.0 as usize);
        let is_somewhere = input.is_some_and(|input| !input.shown().starts_with('<'));
        if !is_somewhere {
            continue;
        }
        let file = || kustomize::absolute(files, &judged.source.path);
        let may_be_unlisted =
            input.is_some_and(|input| unlisted::may_be(judged, input, &in_run, files));
        if !judged.diagnostics.is_empty() || may_be_unlisted {
            looked_around.insert(file());
        }
        if let Some(chart) = judged.chart.take()
            && rendered::is_in_chart(files, &file(), &chart, most)
        {
            tests.compare_with(file());
        }
    }
    look_above(files, &looked_around, &mut known, &mut tests, most);
    let files = Arc::clone(&settings.host.files);
    (Kustomizations::of(files, known, replaces), tests)
}

/// The directories of the kustomizations among the inputs.
fn directories_of_kustomizations(all: &[Judged]) -> BTreeSet<String> {
    let kustomizations = all.iter().flat_map(|judged| &judged.kustomizations);
    kustomizations.map(|one| one.directory.clone()).collect()
}

fn absorb(report: &mut Report, judged: Judged, mut findings: Vec<Finding>, has_objects: bool) {
    report.defects.extend(judged.defects);
    report.summary.files += 1;
    report.summary.documents += judged.documents;
    report.summary.objects += judged.objects;
    let path = &judged.source.path;
    let mut skipped = judged.skipped.iter();
    let in_part = skipped.any(|passed| passed.reason.is_in_part());
    report
        .summary
        .skipped
        .extend(judged.skipped.into_iter().map(|passed| Skipped {
            path: path.clone(),
            document: Some(passed.document),
            reason: passed.reason,
            what: passed.what,
        }));
    if findings.is_empty() && !has_objects && !in_part {
        report.summary.without_objects.push(path.clone());
    }
    // A finding in another file may point here.
    if !findings.is_empty() || !judged.source.text.is_empty() {
        report.sources.insert(judged.source.id, judged.source);
    }
    findings.sort_by(|a, b| place(&a.diagnostic).cmp(&place(&b.diagnostic)));
    if report.findings.is_empty() {
        // There may be very many, and in one file.
        report.findings = findings;
    } else {
        report.findings.append(&mut findings);
    }
}

fn too_many() -> String {
    format!(
        "more than {MOST_OF_DOCUMENT} findings in a document, or {MOST} in the file; no more are listed, and what is below may not be checked"
    )
}

fn too_crowded() -> String {
    format!(
        "a pod has {}; its fields are checked, but not what its containers are for and to each other",
        Pod::crowd()
    )
}
