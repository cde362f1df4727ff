//! One source from text to diagnostics.

use crate::config::Settings;
use crate::custom::{Defined, Kind, Unasked};
use crate::diagnostic::{Diagnostic, MOST, MOST_OF_DOCUMENT, RuleId, brief_name};
use crate::engine::carried;
use crate::engine::changes::{self, Changes};
use crate::engine::demonstration;
use crate::engine::faults::{follows_fault, name_field, of_fault};
use crate::engine::guess::{self, Unread};
use crate::engine::judged::{Judged, ObjectFindings, Passed};
use crate::engine::kustomize::{Kustomization, Replaced, absolute};
use crate::engine::part::Lacking;
use crate::engine::rendered;
use crate::engine::serve::serve;
use crate::engine::test_data::{TestFiles, is_in_tests, is_served};
use crate::engine::unfilled;
use crate::gitops::Role;
use crate::objects::{
    ConfigMaps, Network, Object, Recognized, Skip, Workload, names_in, names_in_template, recognize,
};
use crate::panic::{self};
use crate::rules::{self, Around, KnownPod, Unchecked};
use crate::schema;
use crate::secret;
use crate::source::{Hidden, Source, Span};
use crate::suppress::Suppressions;
use crate::validation;
use crate::validation::update::Past;
use crate::yaml::{Document, Layout, Stretch, Tree};

/// Reads and checks one source. `fault` is what was wrong with its bytes, and `is_kept` whether what is judged may be written
/// for other runs.
#[must_use]
pub(super) fn judge(
    mut source: Source,
    fault: Option<Diagnostic>,
    settings: &Settings,
    past: Option<&Past>,
    is_kept: bool,
) -> Judged {
    let text = std::mem::take(&mut source.text);
    let layout = Layout::of(&text);
    let mut judged = Judged::nothing(source);
    judged.crds = settings.schemas.of_run().cloned();
    let is_asked = fault.is_some() || is_kept;
    judged.diagnostics.extend(fault.map(|mut fault| {
        fault.primary.source = judged.source.id;
        fault
    }));
    let seen = judge_stretches(&layout, settings, (past, is_asked), &mut judged);
    guess::go_on(&text, settings, &mut judged);
    judged.is_cut |= judged.diagnostics.len() >= MOST;
    if judged.is_cut {
        judged.diagnostics.truncate(MOST);
        judged.unchecked.push(Span::WHOLE);
    }
    if let Some(changes) = seen.changes {
        changes.tell(&mut judged);
    }
    if let Some(today) = settings.host.today {
        judged.suppressions.expire(today);
    }
    let unchecked = std::mem::take(&mut judged.unchecked);
    judged.suppressions.excuse(unchecked);
    let is_shown = !judged.diagnostics.is_empty() || !judged.suppressions.is_empty();
    if is_shown || is_kept {
        let again = || secret::of_manifests(&text, &*settings.host.workers);
        let hidden = seen.hidden.unwrap_or_else(again);
        judged.asks_around |= !hidden.is_empty();
        if is_shown {
            judged.source.hidden = hidden;
            judged.source.text = text;
        }
    }
    judged
}

/// What was seen of a text on the way, while its trees were at hand.
#[derive(Default)]
struct Seen {
    /// What nobody may show: of a text that is not large, where there is something to show, or that is asked for.
    hidden: Option<Hidden>,
    /// What its objects were before, if there is something to compare them with.
    changes: Option<Changes>,
}

/// Judges the stretches of a text, and adds what that gives in their order. `is_asked` is whether what nobody may show is
/// wanted in any case.
fn judge_stretches(
    layout: &Layout<'_>,
    settings: &Settings,
    (past, is_asked): (Option<&Past>, bool),
    judged: &mut Judged,
) -> Seen {
    let source = judged.source.clone();
    // What a pod has mounted may stand in another stretch.
    let stretches = layout.parts();
    let apart: Vec<Tree<'_>> = match layout.is_large() {
        true => ConfigMaps::read(layout, &stretches),
        false => Vec::new(),
    };
    let apart = layout.is_large().then(|| ConfigMaps::among(&apart));
    let given = layout.each(&stretches, &*settings.host.workers, &|tree, stretch| {
        let mut part = Judged::nothing(source.clone());
        let done = panic::catch(|| {
            let own = ConfigMaps::of(tree);
            let config_maps = apart.as_ref().unwrap_or(&own);
            judge_stretch((tree, stretch), config_maps, settings, &mut part)
        });
        match done {
            Ok(is_alone) => is_alone.then_some(())?,
            Err(panic) => part.fail(None, None, panic),
        }
        if layout.is_large() {
            part.inventory.keep_once();
        }
        let is_asked = is_asked
            || !part.diagnostics.is_empty()
            || !part.unread.is_empty()
            || !part.suppressions.is_empty();
        let seen = Seen {
            hidden: (is_asked && !layout.is_large()).then(|| secret::of_tree(tree)),
            changes: past.map(|past| changes::compare(&source, tree, past, settings)),
        };
        Some((part, seen))
    });
    let mut seen = Seen::default();
    for (part, of_part) in given {
        judged.append(part);
        // Of a text that is not large there is one part.
        seen.hidden = of_part.hidden;
        if let Some(changes) = of_part.changes {
            seen.changes.get_or_insert_default().append(changes);
        }
    }
    seen
}

/// Judges what stands in a stretch; gives whether that says all that there is to say. Of a part of a document it does only if
/// that is a List.
fn judge_stretch<'t>(
    (tree, stretch): (&'t Tree<'t>, &Stretch),
    config_maps: &ConfigMaps<'t>,
    settings: &Settings,
    judged: &mut Judged,
) -> bool {
    if stretch.documents().start == 0 && !stretch.goes_on() {
        judged.chart = rendered::chart_of(tree);
    }
    for document in tree.documents() {
        if judged.diagnostics.len() >= MOST {
            break;
        }
        let recognized = recognize(judged.source.id, &judged.source.path, tree, document);
        let is_list = matches!(recognized, Recognized::Objects(..));
        if stretch.part_of().is_some() && !is_list {
            return false;
        }
        let before = judged.diagnostics.len();
        judge_document((tree, document), recognized, config_maps, settings, judged);
        judged.is_cut |= judged.diagnostics.len() - before >= MOST_OF_DOCUMENT;
    }
    judged.documents += tree.documents().len() - usize::from(stretch.goes_on());
    judged.is_cut |= tree.is_cut();
    let comments = Suppressions::of_comments(judged.source.id, tree, settings.rules());
    judged.suppressions.append(comments);
    true
}

fn judge_document<'t>(
    (tree, document): (&'t Tree<'t>, &Document),
    recognized: Recognized<'t>,
    config_maps: &ConfigMaps<'t>,
    settings: &Settings,
    judged: &mut Judged,
) {
    let role = tree.root(document).map(|root| Role::of(&root));
    judged.role = judged.role.max(role.unwrap_or_default());
    let of_text = judged.diagnostics.len();
    if !is_of_nobody(&recognized) {
        let id = judged.source.id;
        judged.diagnostics.extend(
            document
                .faults
                .iter()
                .map(|fault| of_fault(id, document, fault)),
        );
    }
    match recognized {
        Recognized::Skipped(reason) => {
            if reason == Skip::Kustomization {
                let read =
                    Kustomization::read(&*settings.host.files, &judged.source.path, tree, document);
                judged.kustomizations.extend(read);
                let root = tree.root(document);
                let names = root.into_iter().flat_map(names_in);
                judged.inventory.said.extend(names);
            } else if reason == Skip::NotKubernetes {
                let root = tree.root(document);
                judged.replaces.extend(root.iter().flat_map(Replaced::read));
            }
            if reason == Skip::Template {
                let text = document.span.of(tree.text());
                judged.inventory.said.extend(names_in_template(text));
            }
            if reason != Skip::Empty {
                judged.unchecked.push(document.span);
            }
            judged.skip(document.index, reason);
        }
        Recognized::Unreadable => judged.unchecked.push(document.span),
        Recognized::NearMiss(miss) => miss_by_little(*miss, document, true, judged),
        Recognized::Objects(objects, misses) => {
            let found = judged.diagnostics[of_text..].iter_mut();
            for (fault, found) in document.faults.iter().zip(found) {
                name_field(tree, fault, &objects, found);
            }
            for miss in misses {
                miss_by_little(miss, document, false, judged);
            }
            judged.objects += objects.len();
            for object in &objects {
                take_note(object, document, settings, judged);
                let mut said = judge_object(object, config_maps, settings, judged);
                if document.is_broken() {
                    let follows = |found: &Diagnostic| follows_fault(object, document, found);
                    said.found.retain(|found| !follows(found));
                }
                judged.take(object, said, document.is_broken(), settings.rules());
            }
            if document.is_broken() {
                judged.unchecked.push(document.span);
            }
        }
    }
}

/// Takes note of what an object says of others.
fn take_note(object: &Object<'_>, document: &Document, settings: &Settings, judged: &mut Judged) {
    let defined = Defined::by(object, document.span).filter(|_| !document.is_broken());
    judged.defines.extend(defined);
    judged.served += usize::from(is_served(object));
    let files = &*settings.host.files;
    if let Some(named) = TestFiles::named_by(files, object, &judged.source.path) {
        judged.tests.append(named);
    }
}

/// Whether nobody asks what is wrong with the text of a document: a template, or no manifest.
fn is_of_nobody(recognized: &Recognized<'_>) -> bool {
    matches!(
        recognized,
        Recognized::Skipped(Skip::Template | Skip::NotKubernetes)
    )
}

/// Takes note of what keeps a document, or an item of a List, from being an object.
fn miss_by_little(miss: Diagnostic, document: &Document, is_whole: bool, judged: &mut Judged) {
    if document.is_broken() || !guess::is_guess(&miss) {
        judged.diagnostics.push(miss);
    } else {
        let miss = Unread::near_miss(document.index, is_whole, miss);
        judged.unread.push(miss);
    }
}

/// What there is to say of an object, and of a failure to find out.
pub(super) fn judge_object<'t>(
    object: &Object<'t>,
    config_maps: &ConfigMaps<'t>,
    settings: &Settings,
    judged: &mut Judged,
) -> ObjectFindings {
    panic::catch(|| look_at(object, config_maps, settings, judged)).unwrap_or_else(|panic| {
        judged.fail(Some(object), None, panic);
        ObjectFindings::default()
    })
}

fn look_at<'t>(
    object: &Object<'t>,
    config_maps: &ConfigMaps<'t>,
    settings: &Settings,
    judged: &mut Judged,
) -> ObjectFindings {
    let mut found = Vec::new();
    let newest = settings.versions.iter().next_back().unwrap_or_default();
    let is_defined = settings.schemas.define(object);
    let is_built_in = !is_defined && serve(object, settings, &mut found);
    judged.asks_around |= !is_built_in;
    let by_schema = is_built_in
        .then(Unasked::default)
        .or_else(|| settings.schemas.check(object, newest, &mut found));
    let is_undefined = !schema::is_known(object) && !settings.schemas.are_located_for(object);
    judged.has_known |= is_built_in || !is_undefined;
    if is_undefined {
        judged.undefined.insert(kind_of(object));
    }
    let workloads = match is_built_in {
        true => Vec::from_iter(Workload::of(object)),
        false => Workload::carried(object, &settings.pods),
    };
    if !is_built_in {
        carried::check_templates(object, &workloads, settings, &mut found);
    }
    let pods = (&*workloads, config_maps);
    let (mut by_rules, network) = ask_rules((object, is_built_in), pods, settings, judged);
    match is_built_in {
        true => validation::settle(object, newest, &mut by_rules),
        false => by_rules.retain_mut(|found| carried::weigh(object, found)),
    }
    // What cannot be read says nothing.
    by_rules.retain(|by_rule| !found.iter().any(|known| hides(known, by_rule)));
    let mut spared = demonstration::spare(object, &judged.source.path, settings, &mut by_rules);
    // No more of a document is kept, whoever found it.
    by_rules.truncate(MOST_OF_DOCUMENT.saturating_sub(found.len()));
    found.extend(by_rules);
    let unchecked = ask_written((object, &workloads), settings, judged, &mut found);
    let is_test = || is_in_tests(&absolute(&*settings.host.files, &judged.source.path));
    let mut said = pass_over(object, &is_test, found);
    match by_schema {
        Some(unasked) => said.pass_rules(object, unasked),
        None => said.lack_schema(!workloads.is_empty()),
    }
    said.pass_written(object, unchecked);
    // Nothing says any more whether a suppression in the object is used.
    said.unchecked
        .extend(spared.pop().map(|_| object.root.span()));
    let path = &judged.source.path;
    for workload in &workloads {
        name_containers(workload, &mut said.found);
    }
    match &*workloads {
        carried if !is_built_in => {
            let carried = (carried, network);
            said.inventory.add_unknown(object, carried, path);
        }
        [workload, ..] => said.inventory.add_workload(object, workload, network, path),
        [] => said.inventory.add(object, path),
    }
    said
}

/// Asks the rules of an object, if it is of a built-in kind, and of its pods; gives what they found, and what is known of the
/// first pod on the network.
fn ask_rules<'t>(
    (object, is_built_in): (&Object<'t>, bool),
    (workloads, config_maps): (&[Workload<'t>], &ConfigMaps<'t>),
    settings: &Settings,
    judged: &mut Judged,
) -> (Vec<Diagnostic>, Network) {
    let mut found = Vec::new();
    let mut network = None;
    let (versions, parameters) = (settings.versions, &settings.parameters);
    let chosen = &settings.policy.chosen;
    let mut failed = match is_built_in {
        true => rules::check_object(object, versions, (parameters, chosen), &mut found),
        false => Vec::new(),
    };
    for workload in workloads {
        judged.is_crowded |= workload.pod.is_crowded();
        let known = KnownPod::of(object, workload, config_maps, versions, parameters);
        failed.extend(rules::check_pod(&known, chosen, &mut found));
        network.get_or_insert_with(|| known.network());
    }
    for (rule, panic) in failed {
        judged.fail(Some(object), Some(rule), panic);
    }
    (found, network.unwrap_or_default())
}

/// The group and the kind of an object.
fn kind_of(object: &Object<'_>) -> Kind {
    (object.group().to_owned(), object.kind.to_string())
}

/// Asks the rules that people have written of an object, with the pods that it has; gives those that could not be asked.
fn ask_written(
    asked: (&Object<'_>, &[Workload<'_>]),
    settings: &Settings,
    judged: &mut Judged,
    found: &mut Vec<Diagnostic>,
) -> Vec<Unchecked> {
    let newest = settings.versions.iter().next_back().unwrap_or_default();
    let around = Around::alone(newest, &settings.parameters);
    let mut by_rules = Vec::new();
    let (unchecked, failed) =
        rules::check_written(asked, around, &settings.policy.chosen, &mut by_rules);
    for (rule, panic) in failed {
        judged.fail(Some(asked.0), Some(rule), panic);
    }
    by_rules.retain(|by_rule| !found.iter().any(|known| hides(known, by_rule)));
    found.append(&mut by_rules);
    unchecked
}

/// Whether a rule's finding is on a value that cannot be read.
fn hides(known: &Diagnostic, by_rule: &Diagnostic) -> bool {
    known.rule == RuleId::WRONG_TYPE && known.primary.span == by_rule.primary.span
}

/// What is left without the findings that say nothing, with the reason and what else is not checked.
fn pass_over(
    object: &Object<'_>,
    is_test: &dyn Fn() -> bool,
    mut found: Vec<Diagnostic>,
) -> ObjectFindings {
    let is_encrypted = unfilled::take_out_of_sops(object, &mut found);
    let unchecked = unfilled::take_out(object, is_test, &mut found);
    let reason = match is_encrypted {
        true => Some(Skip::Encrypted),
        false => Some(Skip::Placeholder).filter(|_| !unchecked.is_empty()),
    };
    ObjectFindings {
        lacking: Lacking::of(object, &found),
        passed: Vec::from_iter(reason.map(|reason| Passed {
            document: object.document,
            reason,
            what: None,
        })),
        unchecked,
        found,
        ..ObjectFindings::default()
    }
}

/// Adds to the diagnostics of a workload which container they are in.
fn name_containers(workload: &Workload<'_>, found: &mut [Diagnostic]) {
    let mut containers: Vec<_> = workload.pod.all_containers().collect();
    containers.sort_by_key(|container| container.at.span().start);
    for diagnostic in found {
        let place = diagnostic.primary.span;
        let later =
            containers.partition_point(|container| container.at.span().start <= place.start);
        let container = containers[..later].last();
        let container = container.filter(|container| container.at.span().contains(place));
        let name = container.and_then(|container| container.name.as_ref());
        let name = name.map(|name| brief_name(name).into());
        diagnostic.container = name.or(diagnostic.container.take());
    }
}
