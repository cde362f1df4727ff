//! Manifests that stand beside a kustomization and that nothing takes up: no kustomization, chart, delivery or script.

mod around;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use self::around::Around;
pub(super) use self::texts::Surroundings;
use super::Input;
use super::across::{share_out, text_of};
use super::judged::Judged;
use super::kustomize::{Kustomizations, Mention, NAMES, absolute};
use super::test_data::{is_in_tests, is_test_input};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::field_path::FieldPath;
use crate::files::FileSystem;
use crate::gitops::Role;
use crate::objects::{Resource, Skip, is_in_words};
use crate::yaml::Tree;

/// How many files of its directory a kustomization must list, so that one that it does not stands out.
const LEAST_LISTED: usize = 2;

/// How many listed files there must be for each that is not: who leaves out many leaves them out on purpose. Those that are named in
/// a comment count among these.
const LISTED_FOR_EACH: usize = 3;

/// What people apply by hand, when they need it, and what something else is there to make or to begin with.
const BY_HAND: [&str; 10] = [
    "AppProject",
    "Backup",
    "Job",
    "Namespace",
    "PipelineRun",
    "Pod",
    "Restore",
    "Secret",
    "TaskRun",
    "Workflow",
];

/// A file that no kustomization names.
struct Unlisted<'j> {
    input: &'j Input,
    /// Where it is, absolute.
    file: String,
    /// Its first object.
    first: &'j Resource,
}

/// Tells of such files among what was judged by itself.
pub(super) fn tell(
    all: &mut [Judged],
    kustomizations: &Kustomizations,
    inputs: &[Input],
    surroundings: &Surroundings<'_>,
) {
    let found = find(all, kustomizations, inputs, surroundings);
    if !found.is_empty() {
        share_out(all, found, inputs, surroundings.settings);
    }
}

fn find(
    all: &[Judged],
    kustomizations: &Kustomizations,
    inputs: &[Input],
    surroundings: &Surroundings<'_>,
) -> Vec<Diagnostic> {
    let settings = surroundings.settings;
    let mut by_directory: BTreeMap<String, Vec<Unlisted<'_>>> = BTreeMap::new();
    for judged in all {
        let unlisted = inputs
            .get(judged.source.id.0 as usize)
            .and_then(|input| unlisted(judged, input, kustomizations));
        if let Some(unlisted) = unlisted
            && let Some((directory, _)) = unlisted.file.rsplit_once('/')
        {
            let beside = by_directory.entry(directory.to_owned()).or_default();
            beside.push(unlisted);
        }
    }
    let mut found = Vec::new();
    for (directory, beside) in by_directory {
        let listed = kustomizations.listed_in(&directory);
        let left_out = beside.len() + kustomizations.commented_in(&directory);
        if listed < LEAST_LISTED.max(left_out * LISTED_FOR_EACH) {
            continue;
        }
        let is_kept =
            |unlisted: &&Unlisted<'_>| unlisted.input.is_context() || is_by_hand(unlisted.first);
        let open: Vec<_> = beside
            .iter()
            .filter(|unlisted| !is_kept(unlisted))
            .collect();
        if open.is_empty() {
            continue;
        }
        let around = Around::of(surroundings, &directory);
        let told = open
            .into_iter()
            .filter(|unlisted| !around.names(&unlisted.file) && !unlisted.is_explained(settings));
        let near = |unlisted: &Unlisted<'_>| kustomizations.nearest(&unlisted.file);
        found.extend(told.filter_map(|unlisted| Some(unlisted.finding(near(unlisted)?, listed))));
    }
    found
}

/// The texts around a file, which is given by its absolute path.
pub(super) fn around_file(file: &str, surroundings: &Surroundings<'_>) -> Around {
    let directory = file.rsplit_once('/').map_or("", |(directory, _)| directory);
    Around::of(surroundings, directory)
}

/// Whether a file has objects that no build has taken up, beside a kustomization: one of the run, or one that was not looked
/// for because the file was named alone.
pub(super) fn may_be(
    judged: &Judged,
    input: &Input,
    in_run: &BTreeSet<String>,
    files: &dyn FileSystem,
) -> bool {
    let has_objects = !judged.inventory.resources.is_empty();
    if !has_objects || !is_by_itself(input) || in_run.is_empty() && input.is_found() {
        return false;
    }
    let file = absolute(files, &judged.source.path);
    let beside = || {
        let mut names = NAMES.iter();
        names.any(|name| files.exists(&Path::new(&file).with_file_name(name)))
    };
    let directory = file.rsplit_once('/').map(|(directory, _)| directory);
    directory.is_some_and(|directory| in_run.contains(directory)) || !input.is_found() && beside()
}

/// Whether no build has taken up an input.
fn is_by_itself(input: &Input) -> bool {
    !matches!(input, Input::Part { .. } | Input::Rendered(_))
}

/// A file of whole objects that no kustomization names, beside one.
fn unlisted<'j>(
    judged: &'j Judged,
    input: &'j Input,
    kustomizations: &Kustomizations,
) -> Option<Unlisted<'j>> {
    let mut skipped = judged.skipped.iter();
    let has_whole = judged.role != Role::Delivers && skipped.all(|passed| is_whole(passed.reason));
    if !is_by_itself(input) || !has_whole || input.shown().starts_with('<') {
        return None;
    }
    let first = judged.inventory.resources.first()?;
    let file = kustomizations.absolute(&judged.source.path);
    let is_beside = kustomizations.stand_beside(&file)
        && kustomizations.mention(&file) == Mention::Beside
        && !kustomizations.name(&file);
    let is_of_tests = || is_test_input(&file) || is_in_tests(&file);
    (is_beside && !is_of_tests()).then_some(Unlisted { input, file, first })
}

/// Whether a document of which not all is checked is a whole object, or nothing.
fn is_whole(reason: Skip) -> bool {
    matches!(
        reason,
        Skip::Empty
            | Skip::NoSchema
            | Skip::PodsAlone
            | Skip::Expression
            | Skip::Transition
            | Skip::Policy
    )
}

fn is_by_hand(object: &Resource) -> bool {
    BY_HAND.contains(&&*object.object.kind)
}

impl Unlisted<'_> {
    /// Whether a comment at its top says in words what it is there for.
    fn is_explained(&self, settings: &Settings) -> bool {
        let Some(text) = text_of(self.input, settings) else {
            return true;
        };
        let tree = Tree::read(&text);
        let begins = tree.documents().first().and_then(|first| tree.root(first));
        let begins = begins.map_or(0, |root| root.span().start);
        let mut above = tree.comments().iter();
        above.any(|comment| comment.start < begins && is_in_words(comment.of(&text)))
    }

    fn finding(&self, near: &str, listed: usize) -> Diagnostic {
        let Resource {
            source,
            document,
            at,
            object,
            ..
        } = self.first;
        let kind = &object.kind;
        let called = object.name.as_deref().map(|name| format!(" `{name}`"));
        let called = called.unwrap_or_default();
        let message = format!("no kustomization takes up the file of {kind}{called}");
        let mut found = Diagnostic::new(RuleId::UNUSED_RESOURCE_FILE, *source, *at, message)
            .here("nothing here applies it")
            .note(format!(
                "{near} lists {listed} of the files beside it and not this one, and no script or page around names it"
            ))
            .help(format!(
                "name it under `resources:` in {near}, or delete it"
            ))
            .field(FieldPath::top("metadata").field("name"));
        found.document = *document;
        found.object = Some(object.clone());
        found
    }
}
