//! What things are called in reports.

use std::borrow::Cow;

use super::calm::calmed;
use crate::api::Versions;
use crate::diagnostic::{Applicability, Category, Diagnostic, Level, ObjectRef, Reason, Server};
use crate::engine::{By, Renderer, Skipped};
use crate::gitops::Deliverer;
use crate::objects::Skip;

/// The name of a level.
#[must_use]
pub fn level(level: Level) -> &'static str {
    level.name()
}

/// The name of a category.
#[must_use]
pub fn category(category: Category) -> &'static str {
    category.name()
}

/// What the API server does; `None` if it says nothing.
#[must_use]
pub fn server(server: Server) -> Option<&'static str> {
    match server {
        Server::Rejects => Some("rejects"),
        Server::Warns => Some("warns"),
        Server::Takes => None,
    }
}

/// The API server's reason type.
pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Required => "required",
        Reason::Invalid => "invalid",
        Reason::Duplicate => "duplicate",
        Reason::NotSupported => "not-supported",
        Reason::Forbidden => "forbidden",
        Reason::TooLong => "too-long",
        Reason::TooMany => "too-many",
        Reason::NotFound => "not-found",
    }
}

/// Whether a fix may be applied unasked.
pub(super) fn applicability(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
        Applicability::Display => "display",
    }
}

/// What a text was rendered from: `the chart k8s/web, with ci/ha-values.yaml`.
#[must_use]
pub fn rendered(by: &By) -> String {
    let what = match by.renderer {
        Renderer::Helm => "the chart",
        Renderer::Kustomize => "the overlay",
    };
    let path = match by.path.as_str() {
        "" => ".",
        path => path,
    };
    let with = by.values.join(", ");
    let mut words = match with.is_empty() {
        true => format!("{what} {path}"),
        false => format!("{what} {path}, with {with}"),
    };
    if let Some(Deliverer { kind, name, .. }) = &by.deliverer {
        words.push_str(&format!(", as the {kind} {name} has it"));
    }
    words
}

/// Why a document was not checked, for programs.
pub(super) fn skip(reason: Skip) -> &'static str {
    match reason {
        Skip::Template => "template",
        Skip::NotKubernetes => "not-kubernetes",
        Skip::Patch => "patch",
        Skip::TestData => "test-data",
        Skip::Placeholder => "placeholder",
        Skip::Kustomization => "kustomization",
        Skip::Encrypted => "encrypted",
        Skip::Expression => "expression",
        Skip::Transition => "transition",
        Skip::Policy => "policy",
        Skip::NoSchema => "no-schema",
        Skip::PodsAlone => "pods-alone",
        Skip::Empty => "empty",
        Skip::NotFollowed => "not-followed",
        Skip::Link => "link",
        Skip::Vendored => "vendored",
        Skip::Superseded => "superseded",
        Skip::TestInputs => "test-inputs",
        Skip::Retired => "retired",
    }
}

/// `count` skipped documents, for people.
#[must_use]
pub fn skipped(reason: Skip, count: usize) -> String {
    match reason {
        Skip::Template => counted(count, "unrendered template"),
        Skip::NotKubernetes => format!("{count} not Kubernetes"),
        Skip::Patch if count == 1 => "1 patch".to_owned(),
        Skip::Patch => format!("{count} patches"),
        Skip::TestData => format!("{count} of test data"),
        Skip::Placeholder => format!("{count} with placeholders"),
        Skip::Kustomization => counted(count, "kustomization"),
        Skip::Encrypted => format!("{count} encrypted"),
        Skip::Expression => format!("{count} with rules that cannot be asked"),
        Skip::Transition => format!("{count} with rules on changes"),
        Skip::Policy if count == 1 => "1 policy".to_owned(),
        Skip::Policy => format!("{count} policies"),
        Skip::NoSchema => counted(count, "custom resource"),
        Skip::PodsAlone => format!("{} by the pods alone", counted(count, "custom resource")),
        Skip::Empty => format!("{count} empty"),
        Skip::NotFollowed => format!("{count} not followed"),
        Skip::Link if count == 1 => "1 link that leads elsewhere".to_owned(),
        Skip::Link => format!("{count} links that lead elsewhere"),
        Skip::Vendored if count == 1 => "1 directory of vendored code".to_owned(),
        Skip::Vendored => format!("{count} directories of vendored code"),
        Skip::Superseded => counted(count, "superseded release"),
        Skip::TestInputs => counted(count, "test input"),
        Skip::Retired if count == 1 => "1 directory of what is retired".to_owned(),
        Skip::Retired => format!("{count} directories of what is retired"),
    }
}

/// Why a document was not checked, or in part, and what would change that.
pub(super) fn why(skipped: &Skipped) -> Cow<'static, str> {
    Cow::Borrowed(match skipped.reason {
        Skip::Template => match skipped.what.as_deref() {
            Some(why) => return Cow::Owned(format!("not rendered: {why}")),
            None => "an unrendered template: check what it renders to",
        },
        Skip::NotFollowed => match skipped.what.as_deref() {
            Some(why) => return Cow::Owned(format!("not followed: {why}")),
            None => skip_reason(skipped.reason),
        },
        Skip::Patch => {
            "a patch: its fields and values are checked, `kustomize build` prints the whole"
        }
        Skip::TestData => {
            "test data: its fields are checked, and all of it once a kustomization or a test applies it"
        }
        Skip::Placeholder => "placeholders: what is yet to be filled in is not checked",
        Skip::Encrypted => {
            if skipped.what.is_some() {
                return Cow::Borrowed("encrypted: `git-crypt unlock` shows what is in it");
            }
            "encrypted: what can be read is checked, `sops --decrypt` prints the rest"
        }
        Skip::Expression => {
            let what = skipped.what.as_deref().unwrap_or("an expression");
            return Cow::Owned(format!("a rule that cannot be asked here: {what}"));
        }
        Skip::Transition => "rules on changes: --changed-since compares an object with what it was",
        Skip::Policy => {
            let what = skipped.what.as_deref().unwrap_or_default();
            return Cow::Owned(format!(
                "a policy that hangs on what no manifest says: {what}"
            ));
        }
        Skip::NoSchema => {
            let what = skipped.what.as_deref().unwrap_or("a custom resource");
            return Cow::Owned(format!(
                "{what}: no schema; check its CRD along, or name it with --schema-location"
            ));
        }
        Skip::PodsAlone => {
            let what = skipped.what.as_deref().unwrap_or("a custom resource");
            return Cow::Owned(format!(
                "{what}: its pods are checked, and no schema says what else is right; check its CRD along, or name it with --schema-location"
            ));
        }
        Skip::Vendored => "vendored code, which is not changed here: name it to have it checked",
        Skip::Superseded => "a release with a later one beside it: name it to have it checked",
        Skip::TestInputs => {
            "what tests read, or is wrong on purpose by its name: name it to have it checked"
        }
        Skip::Retired => "kept and no longer used, by its name: name it to have it checked",
        Skip::NotKubernetes | Skip::Kustomization | Skip::Empty | Skip::Link => {
            skip_reason(skipped.reason)
        }
    })
}

/// What a skipped document is, for people.
#[must_use]
pub fn skip_reason(reason: Skip) -> &'static str {
    match reason {
        Skip::Template => "an unrendered template",
        Skip::NotKubernetes => "not Kubernetes",
        Skip::Patch => "a patch",
        Skip::TestData => "test data",
        Skip::Placeholder => "a manifest with placeholders",
        Skip::Kustomization => "a kustomization",
        Skip::Policy => "a policy",
        Skip::Encrypted => "encrypted",
        Skip::Expression => "an object with rules that cannot be asked",
        Skip::Transition => "an object with rules on changes",
        Skip::NoSchema => "a custom resource",
        Skip::PodsAlone => "a custom resource with pods",
        Skip::Empty => "empty",
        Skip::NotFollowed => "what lies elsewhere",
        Skip::Link => "a link to nothing, or out of what was named",
        Skip::Vendored => "vendored code",
        Skip::Superseded => "a superseded release",
        Skip::TestInputs => "test inputs",
        Skip::Retired => "retired",
    }
}

/// What reports that list tests call the run itself.
pub(super) const COMPLETE: &str = "everything could be checked";

/// The message, with the versions in which it holds, where these are not all.
pub(super) fn message(diagnostic: &Diagnostic) -> String {
    match diagnostic.versions {
        Some(some) => format!("{} ({})", diagnostic.message, versions(some)),
        None => diagnostic.message.clone(),
    }
}

/// All there is to say in words, a line each: the message, the versions, why, and what to do.
pub(super) fn lines(diagnostic: &Diagnostic) -> Vec<String> {
    let mut lines = vec![diagnostic.message.clone()];
    lines.extend(diagnostic.versions.map(versions));
    lines.extend(diagnostic.notes.iter().map(ToString::to_string));
    lines.extend(diagnostic.help.as_ref().map(ToString::to_string));
    lines
}

/// What people call an object: `Deployment web/shop`.
#[must_use]
pub fn called(object: &ObjectRef) -> String {
    let mut text = object.kind.to_string();
    if let Some(name) = &object.name {
        text.push(' ');
        if let Some(namespace) = &object.namespace {
            text.push_str(namespace);
            text.push('/');
        }
        text.push_str(name);
    }
    text
}

/// The object and the field: `Deployment shop, spec.template.spec.containers[0].image`.
pub(super) fn subject(diagnostic: &Diagnostic) -> Option<String> {
    let mut text = called(diagnostic.object.as_ref()?);
    if let Some(field) = diagnostic.field.as_ref().filter(|field| !field.is_root()) {
        text.push_str(", ");
        text.push_str(&field.to_string());
    }
    Some(text)
}

/// The versions in which something holds: `in Kubernetes 1.29 to 1.31`.
#[must_use]
pub fn versions(versions: Versions) -> String {
    format!("in Kubernetes {versions}")
}

/// A count and its noun: `1 file`, `2 files`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// The text on one line, without what would steer a terminal, a CI server or the eye: what cannot be seen is shown as
/// what it is, and what would start a command does not.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    calmed(text, "\\")
}

/// Whether a line is shown as it stands, and can start a line of a report.
#[must_use]
pub fn is_plain(line: &str) -> bool {
    verbatim(line) == line && !line.trim_start().starts_with("::")
}

/// A line of a text as it stands, tabs and all, but for what would steer something.
#[must_use]
pub fn verbatim(line: &str) -> Cow<'_, str> {
    let (line, end) = match line.strip_suffix('\r') {
        Some(line) => (line, "\r"),
        None => (line, ""),
    };
    if end.is_empty() && !line.contains('\t') {
        return printable(line);
    }
    let parts: Vec<_> = line.split('\t').map(printable).collect();
    Cow::Owned(parts.join("\t") + end)
}

/// A path as a line may start with it: none reads as a command to a CI server, which looks for `::` at the
/// start of a line.
#[must_use]
pub fn path(path: &str) -> Cow<'_, str> {
    let path = printable(path);
    if path.trim_start().starts_with("::") {
        Cow::Owned(format!("./{path}"))
    } else {
        path
    }
}

#[cfg(test)]
mod tests {
    use super::{counted, path};

    #[test]
    fn no_path_starts_a_command() {
        assert_eq!(path("::error::a.yaml"), "./::error::a.yaml");
        assert_eq!(path("##[error]a.yaml"), "#\\#[error]a.yaml");
        assert_eq!(path("a.yaml"), "a.yaml");
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(counted(1, "file"), "1 file");
        assert_eq!(counted(0, "file"), "0 files");
    }
}
