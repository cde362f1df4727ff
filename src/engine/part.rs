//! Objects that are not whole: parts that something merges into others, and of which only what they have can be judged.

use crate::diagnostic::{Diagnostic, ObjectRef};
use crate::engine::judge::Judged;
use crate::engine::kustomize::{Kustomizations, Mention, absolute};
use crate::objects::{Inventory, Object, Skip, is_bare};
use crate::source::{SourceId, Span};

/// The rules that speak of what is written and not of what is not, nor of how fields stand to each other.
const OF_WHAT_IS_WRITTEN: [&str; 7] = [
    "duplicate-key",
    "invalid-value",
    "syntax",
    "unknown-field",
    "unsupported-value",
    "value-too-long",
    "wrong-type",
];

/// An object that lacks what must be there.
#[derive(Debug)]
pub(super) struct Lacking {
    document: u32,
    span: Span,
    /// Its kind, where a finding on all of it points.
    at: Span,
    object: ObjectRef,
    /// Whether it has nothing of what makes its kind.
    bare: bool,
    /// Whether it has the directives of a patch.
    directed: bool,
}

impl Lacking {
    /// Takes note of an object if something is missing in it.
    pub(super) fn of(object: &Object<'_>, found: &[Diagnostic], directed: bool) -> Option<Self> {
        let is_missing = |found: &Diagnostic| found.rule == "missing-field";
        let bare = !found.is_empty() && is_bare(object);
        if !bare && !found.iter().any(is_missing) {
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

    fn has(&self, found: &Diagnostic) -> bool {
        found.document == self.document && self.span.contains(found.primary.span)
    }
}

/// Judges what was found in a source by what the kustomizations say of it.
pub(super) fn settle(judged: &mut Judged, kustomizations: &Kustomizations) {
    let path = judged.source.path.clone();
    let lacking = std::mem::take(&mut judged.lacking);
    if kustomizations.has_patch(&path) {
        return set_aside_all(judged);
    }
    judged
        .diagnostics
        .retain(|found| !kustomizations.change(&path, found));
    for part in lacking {
        let Some(evidence) = evidence(&part, &path, kustomizations) else {
            continue;
        };
        set_aside(judged, &part);
        if let Some(note) = evidence {
            let near = kustomizations.nearest(&path);
            let found = unused(judged.source.id, &part, note, near);
            judged.diagnostics.push(found);
        }
    }
}

/// What shows that an object is a part: none, if nothing does. It is a sentence where something was to merge it, and
/// nothing seems to.
fn evidence(part: &Lacking, path: &str, kustomizations: &Kustomizations) -> Option<Option<String>> {
    let near = || kustomizations.nearest(path).unwrap_or_default();
    match kustomizations.mention(path) {
        Mention::Resource => None,
        _ if part.directed => Some(None),
        Mention::Comment => Some(Some(format!(
            "{} names this file in a comment only",
            near()
        ))),
        _ if !part.bare => None,
        Mention::Beside => Some(Some(format!(
            "it has nothing of what makes a {}, and {} does not name this file",
            part.object.kind,
            near()
        ))),
        Mention::Above => Some(None),
        Mention::Alone => is_patch_by_name(path).then_some(None),
    }
}

/// Whether a file is called a patch, or stands in a directory of patches or right below one.
fn is_patch_by_name(path: &str) -> bool {
    const DIRECTORIES: usize = 2;
    if path.starts_with('<') {
        return false;
    }
    let file = absolute(path).to_ascii_lowercase();
    let is_patch = |word: &str| matches!(word, "patch" | "patches" | "overlay" | "overlays");
    let mut around = file.rsplit('/');
    let name = around.next().unwrap_or_default();
    let mut directories = around.take(DIRECTORIES);
    let ends = |name: &str| name.rsplit(['-', '_', '.']).next().is_some_and(is_patch);
    name.split(['-', '_', '.']).any(is_patch) || directories.any(ends)
}

/// Takes the findings back that a file of parts cannot help.
fn set_aside_all(judged: &mut Judged) {
    let text = std::mem::take(&mut judged.source.text);
    judged
        .diagnostics
        .retain(|found| is_of_what_is_written(found, &text));
    judged.source.text = text;
    judged.objects = 0;
    judged.inventory = Inventory::default();
    judged.suppressions.excuse(vec![Span::WHOLE]);
    judged.skipped.clear();
    for document in 0..judged.documents as u32 {
        judged.skip(document, Skip::Patch);
    }
}

/// Takes the findings back that a part cannot help.
fn set_aside(judged: &mut Judged, part: &Lacking) {
    let text = std::mem::take(&mut judged.source.text);
    let diagnostics = &mut judged.diagnostics;
    diagnostics.retain(|found| !part.has(found) || is_of_what_is_written(found, &text));
    judged.source.text = text;
    judged.inventory.forget(part.document, part.span);
    judged.objects -= 1;
    judged.suppressions.excuse(vec![part.span]);
    judged.skip(part.document, Skip::Patch);
}

/// Whether a finding is about something that is written, and holds whatever that is merged into. The name of a part is
/// that of the whole, and what is found at a key is about what is below it or is not.
fn is_of_what_is_written(found: &Diagnostic, text: &str) -> bool {
    let behind = text
        .get(found.primary.span.end as usize..)
        .unwrap_or_default();
    let at_value = || !behind.starts_with(':') && found.field.as_deref() != Some("metadata.name");
    OF_WHAT_IS_WRITTEN.contains(&found.rule) && (found.rule != "invalid-value" || at_value())
}

/// That nothing uses a part.
fn unused(source: SourceId, part: &Lacking, note: String, near: Option<&str>) -> Diagnostic {
    let ObjectRef { kind, name, .. } = &part.object;
    let name = name.as_deref().unwrap_or_default();
    let message = format!("this part of {kind} `{name}` is used by no kustomization");
    let mut found = Diagnostic::new("unused-patch", source, part.at, message)
        .here("it is no whole object, and merged into none")
        .note(note)
        .help(match near {
            Some(near) => format!("name it under `patches:` in {near}, complete it, or delete it"),
            None => "complete it, or merge it with a kustomization".to_owned(),
        })
        .field("kind");
    found.document = part.document;
    found.object = Some(part.object.clone());
    found
}
