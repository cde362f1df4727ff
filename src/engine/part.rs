//! Objects that are not whole: parts that something merges into others, and of which only what they have can be judged.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::api::ApiKind;
use crate::diagnostic::{Diagnostic, ObjectRef, Phase, RuleId};
use crate::engine::judged::Judged;
use crate::engine::kustomize::{Kustomizations, Mention};
use crate::engine::test_data::{Called, TestFiles, called, is_in_tests, is_test_input};
use crate::engine::unlisted::{Surroundings, around_file};
use crate::field_path::{FieldPath, Part};
use crate::naming::words;
use crate::objects::{Inventory, Object, Skip, is_bare, is_directive};
use crate::source::{SourceId, Span};

/// The rules that speak of what is written and not of what is not, nor of how fields stand to each other.
const OF_WHAT_IS_WRITTEN: [RuleId; 7] = [
    RuleId::DUPLICATE_KEY,
    RuleId::INVALID_VALUE,
    RuleId::SYNTAX,
    RuleId::UNKNOWN_FIELD,
    RuleId::UNSUPPORTED_VALUE,
    RuleId::VALUE_TOO_LONG,
    RuleId::WRONG_TYPE,
];

/// Those of them that hold whatever an object is for.
const OF_TEST_DATA: [RuleId; 4] = [
    RuleId::DUPLICATE_KEY,
    RuleId::SYNTAX,
    RuleId::UNKNOWN_FIELD,
    RuleId::WRONG_TYPE,
];

/// An object that lacks what must be there.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Lacking {
    document: u32,
    span: Span,
    /// Its kind, where a finding on all of it points.
    at: Span,
    /// It is written beside what is found.
    #[serde(skip)]
    pub(super) object: Arc<ObjectRef>,
    /// Whether it has nothing of what makes its kind.
    bare: bool,
    /// Whether it has the directives of a patch.
    directed: bool,
}

impl Lacking {
    /// Takes note of an object if something is missing in it, or directives say how to merge it.
    pub(super) fn of(object: &Object<'_>, found: &[Diagnostic]) -> Option<Self> {
        let is_missing = |found: &Diagnostic| {
            found.rule == RuleId::MISSING_FIELD || found.phase == Phase::Expression
        };
        let bare = !found.is_empty() && is_bare(object);
        let directed = found.iter().any(is_of_directive);
        if !bare && !directed && !found.iter().any(is_missing) {
            return None;
        }
        let kind = object.root.get("kind").unwrap_or(object.root);
        Some(Self {
            document: object.document,
            span: object.root.span(),
            at: kind.span(),
            object: object.reference(),
            bare,
            directed,
        })
    }

    /// The same in another text; none if it is not there.
    pub(super) fn moved(self, to: &dyn Fn(Span) -> Option<Span>) -> Option<Self> {
        Some(Self {
            span: to(self.span)?,
            at: to(self.at)?,
            ..self
        })
    }

    /// Whether it is a part, by how the kustomizations speak of its file, and whether that is called one.
    fn is_part(&self, mention: Mention, called: CalledPart) -> bool {
        match mention {
            Mention::Resource => false,
            Mention::Offered | Mention::Comment => true,
            _ if self.directed => true,
            Mention::Beside | Mention::Above => self.bare || called == CalledPart::ByName,
            Mention::Alone => self.bare && called != CalledPart::No,
        }
    }

    /// Where something was to merge a part, and nothing seems to: how that is known.
    fn unused(&self, mention: Mention, near: &str) -> Option<String> {
        let kind = &self.object.kind;
        match mention {
            _ if self.directed => None,
            Mention::Comment => Some(format!("{near} names this file in a comment only")),
            Mention::Beside => {
                let lacks = match self.bare {
                    true => "has nothing of what makes",
                    false => "lacks some of what makes",
                };
                Some(format!(
                    "it {lacks} a {kind}, and {near} does not name this file"
                ))
            }
            Mention::Resource | Mention::Offered | Mention::Above | Mention::Alone => None,
        }
    }
}

/// The parts of a source, in the order of its text.
struct Parts(Vec<Lacking>);

impl Parts {
    fn of(mut parts: Vec<Lacking>) -> Self {
        parts.sort_unstable_by_key(|part| (part.document, part.span.start));
        Self(parts)
    }

    /// Whether a place begins in one: what a guess has moved may end behind it.
    fn hold(&self, document: u32, place: Span) -> bool {
        let starts_before =
            |part: &Lacking| (part.document, part.span.start) <= (document, place.start);
        let behind = self.0.partition_point(starts_before);
        let near = self.0[..behind].last();
        near.is_some_and(|part| part.document == document && place.start < part.span.end)
    }
}

/// Judges what was found in a source by what the kustomizations and tests around it say, and what it is called.
pub(super) fn settle(
    judged: &mut Judged,
    (kustomizations, tests): (&Kustomizations, &TestFiles),
    surroundings: &Surroundings<'_>,
) {
    let path = judged.source.path.clone();
    let lacking = std::mem::take(&mut judged.lacking);
    let file = kustomizations.absolute(&path);
    if kustomizations.has_patch(&file) {
        return set_aside_all(judged, Skip::Patch);
    }
    let called = match path.starts_with('<') {
        true => Called::No,
        false => called(&file),
    };
    let is_left_alone =
        || !tests.apply(&file) && kustomizations.mention(&file) != Mention::Resource;
    // Of what has no schema only the text is judged.
    if judged.objects == 0 {
        if called == Called::Expected && is_left_alone() {
            set_aside_all(judged, Skip::TestData);
        }
        return;
    }
    if judged.diagnostics.is_empty() {
        // There is nothing to set aside.
    } else if is_test_input(&file) {
        set_custom_aside(judged, &|_| true);
    } else if is_in_tests(&file) && surroundings.settings.looks_around(Path::new(&file)) {
        // What a script adds before it applies the object, and values that are there to be refused.
        set_custom_aside(judged, &is_of_value);
    }
    let is_data = match called {
        Called::Expected => true,
        Called::Beside if judged.served == judged.objects => true,
        _ => tests.compare(&file),
    };
    if is_data && is_left_alone() {
        return set_aside_all(judged, Skip::TestData);
    }
    judged
        .diagnostics
        .retain(|found| !kustomizations.change(&file, found));
    if !lacking.is_empty() || !judged.diagnostics.is_empty() {
        settle_parts(
            judged,
            lacking,
            (called, &file),
            (kustomizations, surroundings),
        );
    }
}

/// Sets aside what only a part of an object has, by how the kustomizations around its file speak of that.
fn settle_parts(
    judged: &mut Judged,
    mut lacking: Vec<Lacking>,
    (called, file): (Called, &str),
    (kustomizations, surroundings): (&Kustomizations, &Surroundings<'_>),
) {
    let mention = kustomizations.mention(file);
    let reason = match called {
        Called::Likely => Skip::TestData,
        _ => Skip::Patch,
    };
    let called = match reason {
        Skip::TestData => CalledPart::ByPlace,
        _ => CalledPart::of(&judged.source.path, file),
    };
    // A patch that is switched off may be whole: `#- path: webhookcainjection_patch.yaml`.
    let is_off = matches!(mention, Mention::Comment | Mention::Offered);
    if is_off && called == CalledPart::ByName {
        return set_aside_all(judged, reason);
    }
    let around = LazyCell::new(|| around_file(file, surroundings));
    let is_completed = LazyCell::new(|| around.complete(file));
    lacking.retain(|part| {
        part.is_part(mention, called) || mention != Mention::Resource && *is_completed
    });
    let parts = Parts::of(lacking);
    set_aside(judged, &parts, reason);
    if reason == Skip::TestData {
        return;
    }
    let near = kustomizations.nearest(file).unwrap_or_default();
    let source = judged.source.id;
    let unused = parts.0.iter().filter_map(|part| {
        let note = part.unused(mention, near)?;
        Some(unused(source, part, note, near))
    });
    let unused: Vec<Diagnostic> = unused.collect();
    // `kustomize edit add patch --path env.yaml` in a Makefile uses it as well.
    if !unused.is_empty() && !around.names(file) {
        judged.diagnostics.extend(unused);
    }
}

/// How it is said that a file has parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CalledPart {
    /// It is called a patch.
    ByName,
    /// It stands in a directory of patches or right below one, or may be what a test expects.
    ByPlace,
    No,
}

impl CalledPart {
    fn of(path: &str, file: &str) -> Self {
        const DIRECTORIES: usize = 2;
        if path.starts_with('<') {
            return Self::No;
        }
        let file = file.to_ascii_lowercase();
        let is_patch = |word: &str| matches!(word, "patch" | "patches" | "overlay" | "overlays");
        let mut around = file.rsplit('/');
        let name = around.next().unwrap_or_default();
        let mut directories = around.take(DIRECTORIES);
        let ends = |name: &str| words(name).next_back().is_some_and(is_patch);
        if words(name).any(is_patch) {
            Self::ByName
        } else if directories.any(ends) {
            Self::ByPlace
        } else {
            Self::No
        }
    }
}

/// Takes the findings back on custom resources that a program's tests read: they may be wrong on purpose, and the CRD that
/// stands elsewhere in the run has gone on since.
fn set_custom_aside(judged: &mut Judged, which: &dyn Fn(&Diagnostic) -> bool) {
    let diagnostics = &mut judged.diagnostics;
    let aside = diagnostics.extract_if(.., |found| which(found) && is_custom(found));
    let aside: Vec<(Span, u32)> = aside
        .map(|found| (found.primary.span, found.document))
        .collect();
    let spans = aside.iter().map(|&(span, _)| span).collect();
    judged.suppressions.excuse(spans);
    let documents: BTreeSet<u32> = aside.into_iter().map(|(_, document)| document).collect();
    for document in documents {
        judged.skip(document, Skip::TestData);
    }
}

/// Whether a finding is on a value, or on one that is missing, and not on how an object is written: `spec.replicas: -1`.
fn is_of_value(found: &Diagnostic) -> bool {
    const RULES: [RuleId; 4] = [
        RuleId::INVALID_VALUE,
        RuleId::MISSING_FIELD,
        RuleId::UNSUPPORTED_VALUE,
        RuleId::VALUE_TOO_LONG,
    ];
    RULES.contains(&found.rule)
}

/// Whether a finding is on an object of a kind that Kubernetes does not have, and not on its text.
fn is_custom(found: &Diagnostic) -> bool {
    is_of_custom(found) && !matches!(found.phase, Phase::Reader | Phase::Suppression)
}

fn is_of_custom(found: &Diagnostic) -> bool {
    found.object.as_ref().is_some_and(|object| {
        let group = object.api_version.split_once('/');
        group.is_some() && ApiKind::find(&object.api_version, &object.kind).is_none()
    })
}

/// Takes the findings back that a file of parts cannot help.
fn set_aside_all(judged: &mut Judged, reason: Skip) {
    let text = std::mem::take(&mut judged.source.text);
    judged
        .diagnostics
        .retain(|found| stays(found, reason, &text));
    judged.source.text = text;
    judged.objects = 0;
    judged.inventory = Inventory::default();
    judged.suppressions.excuse(vec![Span::WHOLE]);
    judged.skipped.clear();
    for document in 0..judged.documents as u32 {
        judged.skip(document, reason);
    }
}

/// Takes the findings back that parts cannot help.
fn set_aside(judged: &mut Judged, parts: &Parts, reason: Skip) {
    let text = std::mem::take(&mut judged.source.text);
    judged.diagnostics.retain(|found| {
        !parts.hold(found.document, found.primary.span) || stays(found, reason, &text)
    });
    judged.source.text = text;
    judged
        .inventory
        .forget(&|document, place| parts.hold(document, place));
    judged.objects -= parts.0.len();
    let spans = parts.0.iter().map(|part| part.span).collect();
    judged.suppressions.excuse(spans);
    for part in &parts.0 {
        judged.skip(part.document, reason);
    }
}

/// Whether a finding holds in what is set aside for a reason.
fn stays(found: &Diagnostic, reason: Skip, text: &str) -> bool {
    // What a build says of it.
    if found.rule == RuleId::RENDER_ERROR {
        return true;
    }
    let is_expression = || {
        let written = found.primary.span.of(text).trim_start_matches(['"', '\'']);
        written.starts_with(['(', '~'])
    };
    match reason {
        // What a CRD has can be another version than that which the test's server had. Objects one behind the other, with nothing
        // between them, are what programs print.
        Skip::TestData => {
            let is_printed = found.rule == RuleId::DUPLICATE_KEY && is_of_custom(found);
            OF_TEST_DATA.contains(&found.rule)
                && !is_expression()
                && !is_custom(found)
                && !is_printed
        }
        _ => is_of_what_is_written(found, text),
    }
}

/// Whether a finding is about something that is written, and holds whatever that is merged into. The name of a part is
/// that of the whole, what is found at a key is about what is below it or is not, and directives are for what merges it.
fn is_of_what_is_written(found: &Diagnostic, text: &str) -> bool {
    let behind = text
        .get(found.primary.span.end as usize..)
        .unwrap_or_default();
    let at_value = || {
        !behind.starts_with(':')
            && !found
                .field
                .as_ref()
                .is_some_and(|field| field.equals(&["metadata", "name"]))
    };
    OF_WHAT_IS_WRITTEN.contains(&found.rule)
        && found.phase != Phase::Expression
        && (found.rule != RuleId::INVALID_VALUE || at_value())
        && !is_of_directive(found)
}

/// Whether a finding says of a directive of a strategic merge patch that it is no field.
fn is_of_directive(found: &Diagnostic) -> bool {
    let last = found.field.as_ref().and_then(|field| field.parts().last());
    found.rule == RuleId::UNKNOWN_FIELD && last.and_then(Part::word).is_some_and(is_directive)
}

/// That nothing uses a part.
fn unused(source: SourceId, part: &Lacking, note: String, near: &str) -> Diagnostic {
    let ObjectRef { kind, name, .. } = &*part.object;
    let name = name.as_deref().unwrap_or_default();
    let message = format!("this part of {kind} `{name}` is used by no kustomization");
    let mut found = Diagnostic::new(RuleId::UNUSED_PATCH, source, part.at, message)
        .here("it is no whole object, and merged into none")
        .note(note)
        .help(format!(
            "name it under `patches:` in {near}, complete it, or delete it"
        ))
        .field(FieldPath::top("kind"));
    found.document = part.document;
    found.object = Some(part.object.clone());
    found
}
