//! One source from text to diagnostics.

use std::panic::resume_unwind;
use std::thread;

use crate::api::{Version, Versions};
use crate::config::Settings;
use crate::diagnostic::{
    Applicability, Diagnostic, Edit, Fix, MOST, MOST_OF_DOCUMENT, Reason, brief_name,
};
use crate::engine::Defect;
use crate::engine::guess::{self, Unread};
use crate::engine::kustomize::{Kustomization, Replaced};
use crate::engine::part::Lacking;
use crate::engine::unfilled;
use crate::objects::{
    ConfigMaps, Inventory, Network, Object, Recognized, Skip, Workload, recognize,
};
use crate::panic::{self, Panic};
use crate::parallel;
use crate::placeholder;
use crate::rules::{self, PodContext};
use crate::schema::{self, Outcome};
use crate::secret;
use crate::source::{Source, SourceId, Span};
use crate::suppress::Suppressions;
use crate::validation::update::Past;
use crate::validation::{self, update};
use crate::yaml::{Document, Fault, FaultKind, Tree};

/// A document that is not checked, or in part.
#[derive(Clone, Debug)]
pub(super) struct Passed {
    /// From 0.
    pub(super) document: u32,
    /// Why.
    pub(super) reason: Skip,
    /// What it is, where that says what would make it checked.
    pub(super) what: Option<Box<str>>,
}

/// What one source gave. It keeps the text, for excerpts, only if there is something to show.
#[derive(Debug)]
pub(super) struct Judged {
    /// The source; its text is empty if there are neither diagnostics nor suppressions.
    pub(super) source: Source,
    /// Unsorted.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// How many documents it holds.
    pub(super) documents: usize,
    /// How many objects they hold.
    pub(super) objects: usize,
    /// Documents that were not checked, or in part, and why.
    pub(super) skipped: Vec<Passed>,
    /// Objects in which something is missing.
    pub(super) lacking: Vec<Lacking>,
    /// What other objects need to know of these.
    pub(super) inventory: Inventory,
    /// What it says of other files, where it is a kustomization.
    pub(super) kustomizations: Vec<Kustomization>,
    /// What it writes over values of other files, where a kustomization names it for that.
    pub(super) replaces: Vec<Replaced>,
    /// What is written in it on findings to leave out.
    pub(super) suppressions: Suppressions,
    /// Where podlint failed.
    pub(super) defects: Vec<Defect>,
    /// Whether there is more to find than is kept.
    pub(super) is_cut: bool,
    /// Whether it has a pod of more containers than are held against each other.
    pub(super) is_crowded: bool,
    /// The parts of its text that are not checked.
    unchecked: Vec<Span>,
    /// What the server cannot read as it stands, and what is known of it so far.
    pub(super) unread: Vec<Unread>,
}

impl Judged {
    fn nothing(source: Source) -> Self {
        Self {
            source,
            diagnostics: Vec::new(),
            documents: 0,
            objects: 0,
            skipped: Vec::new(),
            lacking: Vec::new(),
            inventory: Inventory::default(),
            kustomizations: Vec::new(),
            replaces: Vec::new(),
            suppressions: Suppressions::default(),
            defects: Vec::new(),
            is_cut: false,
            is_crowded: false,
            unchecked: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// Takes note of a failure, once for all objects that it is alike on. What a suppression in the source is for
    /// may then not have been found.
    fn fail(&mut self, object: Option<&Object<'_>>, rule: Option<&'static str>, panic: Panic) {
        self.unchecked.push(Span::WHOLE);
        let alike = |known: &Defect| known.rule == rule && known.panic == panic;
        if self.defects.iter().any(alike) {
            return;
        }
        let name = |object: &Object<'_>| {
            let of = object.reference();
            [of.kind, of.name.unwrap_or_default()]
                .join(" ")
                .trim_end()
                .to_owned()
        };
        self.defects.push(Defect {
            path: Some(self.source.path.clone()),
            object: object.map(name),
            rule,
            panic,
        });
    }

    /// Takes note of a document that is not checked, or in part.
    pub(super) fn skip(&mut self, document: u32, reason: Skip) {
        self.skipped.push(Passed {
            document,
            reason,
            what: None,
        });
    }

    /// Adds what documents further down in the same source gave.
    fn append(&mut self, mut other: Self) {
        self.diagnostics.append(&mut other.diagnostics);
        self.documents += other.documents;
        self.objects += other.objects;
        self.skipped.append(&mut other.skipped);
        self.lacking.append(&mut other.lacking);
        self.inventory.append(other.inventory);
        self.kustomizations.append(&mut other.kustomizations);
        self.replaces.append(&mut other.replaces);
        self.suppressions.append(other.suppressions);
        self.defects.append(&mut other.defects);
        self.is_cut |= other.is_cut;
        self.is_crowded |= other.is_crowded;
        self.unchecked.append(&mut other.unchecked);
        self.unread.append(&mut other.unread);
    }

    /// Takes in what was found in an object of a document; what keeps the server from reading it waits, so that it
    /// can be read as it was meant.
    fn take(&mut self, object: &Object<'_>, said: Said, is_broken: bool) {
        if said.skip.is_some() {
            self.objects -= 1;
            self.unchecked.push(object.root.span());
            self.skipped.push(Passed {
                document: object.document,
                reason: Skip::NoSchema,
                what: said.skip,
            });
            return;
        }
        self.suppressions.add_annotations(object);
        self.is_cut |= said.found.len() >= MOST_OF_DOCUMENT;
        if is_broken || !said.found.iter().any(guess::is_guess) {
            self.keep(said);
        } else {
            self.unread.push(Unread::object(object, said));
        }
    }

    /// Takes in what was found in an object for good.
    pub(super) fn keep(&mut self, mut said: Said) {
        self.diagnostics.append(&mut said.found);
        self.inventory.append(said.inventory);
        self.skipped.extend(said.passed);
        self.unchecked.append(&mut said.unchecked);
        self.lacking.extend(said.lacking);
    }
}

/// What there is to say of an object.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Unsorted.
    pub(super) found: Vec<Diagnostic>,
    /// What other objects need to know of it.
    pub(super) inventory: Inventory,
    /// Where something is missing in it.
    pub(super) lacking: Option<Lacking>,
    /// Why it is not checked, or in part, and where that is.
    pub(super) passed: Option<Passed>,
    pub(super) unchecked: Vec<Span>,
    /// What it is, where no schema is known for that: then nothing is said of it.
    pub(super) skip: Option<Box<str>>,
}

/// Reads and checks one source. `fault` is what was wrong with its bytes.
#[must_use]
pub(super) fn judge(
    mut source: Source,
    fault: Option<Diagnostic>,
    settings: &Settings,
    past: Option<&Past>,
) -> Judged {
    let text = std::mem::take(&mut source.text);
    let tree = Tree::read(&text);
    let mut judged = Judged::nothing(source);
    if let Some(mut fault) = fault {
        fault.primary.source = judged.source.id;
        judged.diagnostics.push(fault);
    }
    if text.len() < LARGE {
        judge_documents(&tree, tree.documents(), settings, &mut judged);
    } else {
        judge_in_parts(&tree, settings, &mut judged);
    }
    guess::go_on(&text, settings, &mut judged);
    judged.is_cut |= tree.is_cut() || judged.diagnostics.len() >= MOST;
    if judged.is_cut {
        judged.diagnostics.truncate(MOST);
        judged.unchecked.push(Span::WHOLE);
    }
    if let Some(past) = past {
        compare(&tree, past, &mut judged);
    }
    let comments = Suppressions::of_comments(judged.source.id, &tree);
    judged.suppressions.append(comments);
    let unchecked = std::mem::take(&mut judged.unchecked);
    judged.suppressions.excuse(unchecked);
    if !judged.diagnostics.is_empty() || !judged.suppressions.is_empty() {
        judged.source.hidden = secret::of_tree(&tree);
        judged.source.text = text;
    }
    judged
}

/// Compares the objects of a source with what they were.
fn compare(tree: &Tree<'_>, past: &Past, judged: &mut Judged) {
    let path = &judged.source.path;
    let mut found = Vec::new();
    for document in tree
        .documents()
        .iter()
        .filter(|document| !document.is_broken())
    {
        for object in &recognize(judged.source.id, path, tree, document).objects() {
            update::check(object, path, past, &mut found);
        }
    }
    // A value that is yet to be filled in is no other value.
    found.retain(|found| !placeholder::is_placeholder(found.primary.span.of(tree.text())));
    judged.diagnostics.append(&mut found);
}

/// A text of so many bytes is worth the start of threads.
const LARGE: usize = 1 << 20;

/// Judges the documents of a large text on all processors, and leaves what that gives in their order.
fn judge_in_parts(tree: &Tree<'_>, settings: &Settings, judged: &mut Judged) {
    let threads = parallel::processors();
    let share = tree.documents().len().div_ceil(threads).max(1);
    let source = &judged.source;
    let parts: Vec<_> = thread::scope(|scope| {
        let start = |documents| {
            scope.spawn(move || {
                let mut part = Judged::nothing(source.clone());
                let done = panic::catch(|| judge_documents(tree, documents, settings, &mut part));
                if let Err(panic) = done {
                    part.fail(None, None, panic);
                }
                part
            })
        };
        let started: Vec<_> = tree.documents().chunks(share).map(start).collect();
        started.into_iter().map(|part| part.join()).collect()
    });
    for part in parts {
        match part {
            Ok(part) => judged.append(part),
            // Whoever called knows what to do with a panic.
            Err(panic) => resume_unwind(panic),
        }
    }
}

fn judge_documents<'t>(
    tree: &'t Tree<'t>,
    documents: &[Document],
    settings: &Settings,
    judged: &mut Judged,
) {
    judged.documents += documents.len();
    let config_maps = ConfigMaps::of(tree);
    for document in documents {
        if judged.diagnostics.len() >= MOST {
            break;
        }
        let before = judged.diagnostics.len();
        judge_document(tree, document, &config_maps, settings, judged);
        judged.is_cut |= judged.diagnostics.len() - before >= MOST_OF_DOCUMENT;
    }
}

fn judge_document<'t>(
    tree: &'t Tree<'t>,
    document: &Document,
    config_maps: &ConfigMaps<'t>,
    settings: &Settings,
    judged: &mut Judged,
) {
    let recognized = recognize(judged.source.id, &judged.source.path, tree, document);
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
                let read = Kustomization::read(&judged.source.path, tree, document);
                judged.kustomizations.extend(read);
            } else if reason == Skip::NotKubernetes {
                let root = tree.root(document);
                judged.replaces.extend(root.iter().flat_map(Replaced::read));
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
                let mut said = judge_object(object, config_maps, settings, judged);
                if document.is_broken() {
                    let follows = |found: &Diagnostic| follows_fault(object, document, found);
                    said.found.retain(|found| !follows(found));
                }
                judged.take(object, said, document.is_broken());
            }
            if document.is_broken() {
                judged.unchecked.push(document.span);
            }
        }
    }
}

/// Whether nobody asks what is wrong with the text of a document: a template, or no manifest.
fn is_of_nobody(recognized: &Recognized<'_>) -> bool {
    matches!(
        recognized,
        Recognized::Skipped(Skip::Template | Skip::NotKubernetes)
    )
}

/// Whether a finding in a broken document may only say what the fault says already: that something is not there,
/// which may stand where the reader could not follow, or what became of the line with the fault.
fn follows_fault(object: &Object<'_>, document: &Document, found: &Diagnostic) -> bool {
    let text = object.root.tree().text().as_bytes();
    let start = found.primary.span.start as usize;
    let is_beside = |fault: &Fault| {
        let at = fault.span.start as usize;
        let between = &text[start.min(at)..start.max(at)];
        matches!(fault.kind, FaultKind::Syntax) && memchr::memchr(b'\n', between).is_none()
    };
    let is_absent = |field: &str| !object.has(field);
    let line = &object.root.tree().text()[..start];
    let line = &line[line.rfind('\n').map_or(0, |end| end + 1)..];
    // How deep such a line stands nobody knows.
    let behind_tab = line.starts_with([' ', '\t'])
        && line
            .trim_end_matches(|c: char| !c.is_whitespace())
            .contains('\t');
    found.rule == "missing-field"
        || behind_tab
        || found.field.as_deref().is_some_and(is_absent)
        || document.faults.iter().any(is_beside)
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
) -> Said {
    panic::catch(|| look_at(object, config_maps, settings, judged)).unwrap_or_else(|panic| {
        judged.fail(Some(object), None, panic);
        Said::default()
    })
}

fn look_at<'t>(
    object: &Object<'t>,
    config_maps: &ConfigMaps<'t>,
    settings: &Settings,
    judged: &mut Judged,
) -> Said {
    let mut found = Vec::new();
    let newest = settings.versions.iter().next_back().unwrap_or_default();
    let is_built_in = serve(object, settings.versions, &mut found);
    let has_schema = is_built_in || settings.schemas.check(object, newest, &mut found);
    let workload = Workload::of(object).filter(|_| is_built_in);
    let mut network = Network::default();
    if let Some(workload) = &workload {
        judged.is_crowded |= workload.pod.is_crowded();
        let mut by_rules = Vec::new();
        let (versions, parameters) = (settings.versions, &settings.parameters);
        let context = PodContext::of(object, workload, config_maps, versions, parameters);
        for (rule, panic) in rules::check_each(&context, &mut by_rules) {
            judged.fail(Some(object), Some(rule), panic);
        }
        validation::settle(object, newest, &mut by_rules);
        // What cannot be read says nothing.
        by_rules.retain(|by_rule| !found.iter().any(|known| hides(known, by_rule)));
        found.append(&mut by_rules);
        network = context.network();
    }
    if !has_schema {
        return Said {
            skip: Some(format!("{} {}", object.api_version, object.kind).into()),
            ..Said::default()
        };
    }
    let mut said = pass_over(object, found);
    if let Some(workload) = &workload {
        name_containers(workload, &mut said.found);
    }
    if is_built_in {
        let path = &judged.source.path;
        match &workload {
            Some(workload) => said.inventory.add_workload(object, workload, network, path),
            None => said.inventory.add(object, path),
        }
    }
    said
}

/// Whether a rule's finding is on a value that cannot be read.
fn hides(known: &Diagnostic, by_rule: &Diagnostic) -> bool {
    known.rule == "wrong-type" && known.primary.span == by_rule.primary.span
}

/// What is left without the findings that say nothing, with the reason and what else is not checked.
fn pass_over(object: &Object<'_>, mut found: Vec<Diagnostic>) -> Said {
    let is_encrypted = unfilled::take_out_of_sops(object, &mut found);
    let unchecked = unfilled::take_out(object, &mut found);
    let reason = match is_encrypted {
        true => Some(Skip::Encrypted),
        false => Some(Skip::Placeholder).filter(|_| !unchecked.is_empty()),
    };
    Said {
        lacking: Lacking::of(object, &found),
        passed: reason.map(|reason| Passed {
            document: object.document,
            reason,
            what: None,
        }),
        unchecked,
        found,
        ..Said::default()
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
        diagnostic.container = name.map(|name| brief_name(name).into_owned());
    }
}

/// Adds to the diagnostic of a key that stands twice which field of which object it is.
fn name_field(tree: &Tree<'_>, fault: &Fault, objects: &[Object<'_>], found: &mut Diagnostic) {
    let FaultKind::DuplicateKey(key) = fault.kind else {
        return;
    };
    let key = tree.at(key);
    let inside = |object: &&Object<'_>| object.root.span().contains(key.span());
    // The objects stand in the order of the text, but for those that stand for others.
    let behind = objects.partition_point(|object| object.root.span().start <= key.span().start);
    let near = objects[..behind].last().filter(inside);
    if let Some(object) = near.or_else(|| objects.iter().find(inside)) {
        found.field = Some(object.field(&key));
        found.object = Some(object.reference());
        found.reason = Some(Reason::Duplicate);
    }
}

/// What the API server of each version says; what all of them say alike stands once. False for a custom
/// resource.
pub(super) fn serve(object: &Object<'_>, versions: Versions, found: &mut Vec<Diagnostic>) -> bool {
    if versions.iter().nth(1).is_none() {
        return versions
            .iter()
            .all(|version| of_version(object, version, found));
    }
    for version in versions.iter() {
        let mut of_it = Vec::new();
        if !of_version(object, version, &mut of_it) {
            return false;
        }
        merge(found, of_it, version);
    }
    for diagnostic in found {
        diagnostic.versions = diagnostic.versions.filter(|&some| some != versions);
    }
    true
}

/// What the API server of one version says. False for a custom resource.
fn of_version(object: &Object<'_>, version: Version, found: &mut Vec<Diagnostic>) -> bool {
    let outcome = schema::check(object, version, found);
    if outcome == Outcome::Checked {
        validation::check(object, version, found);
        validation::settle(object, version, found);
    }
    outcome != Outcome::Custom
}

/// Adds what was found for a version to what was found for those before it.
fn merge(found: &mut Vec<Diagnostic>, of_version: Vec<Diagnostic>, version: Version) {
    for mut diagnostic in of_version {
        let alike = |known: &&mut Diagnostic| {
            diagnostic.versions = known.versions;
            **known == diagnostic
        };
        match found.iter_mut().find(alike) {
            Some(known) => known.versions = known.versions.map(|versions| versions.with(version)),
            None => {
                diagnostic.versions = Some(version.into());
                found.push(diagnostic);
            }
        }
    }
}

/// A fault of the text as a diagnostic.
fn of_fault(source: SourceId, document: &Document, fault: &Fault) -> Diagnostic {
    let rule = match fault.kind {
        FaultKind::Syntax => "syntax",
        FaultKind::DuplicateKey(_) => "duplicate-key",
    };
    let mut diagnostic =
        Diagnostic::new(rule, source, fault.span, &fault.message).here(&fault.here);
    for (span, message) in &fault.labels {
        diagnostic = diagnostic.label(*span, message);
    }
    diagnostic.document = document.index;
    diagnostic.help.clone_from(&fault.help);
    diagnostic.fix = fault.fix.as_ref().map(|(span, text)| Fix {
        title: fault.help.clone().unwrap_or_else(|| fault.message.clone()),
        applicability: Applicability::Unsafe,
        edits: vec![Edit::new(source, *span, text)],
    });
    diagnostic
}
