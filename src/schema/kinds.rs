//! Which definition an object has, and what to say of a kind that is not served or will not be.

use std::borrow::Cow;

use crate::api::{ApiKind, Type, Version, has_group, meant};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, RuleId, Server};
use crate::field_path::FieldPath;
use crate::letters::{describe_odd, plain};
use crate::objects::Object;
use crate::schema::findings;
use crate::schema::lifecycle::{Lifecycle, Next, Successor, in_group, successor};
use crate::schema::renamed;
use crate::schema::words;

/// What the API server looks an object up as.
pub(super) enum Served {
    /// A built-in kind, and what there is to say of its apiVersion.
    Kind(Type, Option<Diagnostic>),
    /// A kind that a built-in group does not have.
    Refused(Diagnostic),
    /// A kind of another group: a custom resource.
    Custom,
}

/// Whether Kubernetes has, or had, the kind of an object in its `apiVersion`.
pub(crate) fn is_known(object: &Object<'_>) -> bool {
    has_kind(&object.api_version, &object.kind)
}

/// Whether Kubernetes has, or had, a kind in an `apiVersion`.
pub(crate) fn has_kind(api_version: &str, kind: &str) -> bool {
    ApiKind::find(api_version, kind).is_some() || Lifecycle::of(api_version, kind).is_some()
}

pub(super) fn serve(object: &Object<'_>, version: Version) -> Served {
    let known = ApiKind::find(&object.api_version, &object.kind);
    let lifecycle = Lifecycle::of(&object.api_version, &object.kind);
    match (known, lifecycle) {
        (Some(kind), _) if kind.versions().contains(version) => {
            let warning = lifecycle.and_then(|lifecycle| deprecated(object, lifecycle, version));
            Served::Kind(kind.definition(), warning)
        }
        (Some(kind), _) => Served::Refused(elsewhen(object, kind, version)),
        (None, Some(lifecycle)) => match lifecycle.removed {
            Some(removed) => Served::Refused(gone(object, removed, version)),
            None => Served::Custom,
        },
        (None, None) if is_openshifts(object) => Served::Custom,
        (None, None) => match meant(&object.api_version, &object.kind, version) {
            Some(meant) => Served::Refused(misnamed(object, meant, version)),
            None if has_group(object.group()) => Served::Refused(unknown(object)),
            None => Served::Custom,
        },
    }
}

/// Whether it is of a kind that OpenShift has had in `v1` since before its groups, and `oc` still takes there.
fn is_openshifts(object: &Object<'_>) -> bool {
    const KINDS: [&str; 12] = [
        "Build",
        "BuildConfig",
        "DeploymentConfig",
        "Group",
        "ImageStream",
        "ImageStreamTag",
        "OAuthClient",
        "Project",
        "ProjectRequest",
        "Route",
        "SecurityContextConstraints",
        "Template",
    ];
    object.api_version == "v1" && KINDS.contains(&&*object.kind)
}

/// A kind that the version serves and a later one may not.
fn deprecated(object: &Object<'_>, lifecycle: &Lifecycle, version: Version) -> Option<Diagnostic> {
    let since = lifecycle
        .deprecated
        .filter(|&since| since <= version.minor())?;
    let mut message = format!("{} is deprecated since Kubernetes 1.{since}", named(object));
    if let Some(removed) = lifecycle.removed {
        message.push_str(&format!(" and removed in 1.{removed}"));
    }
    let next = successor(object, lifecycle.next, version);
    let diagnostic = about(RuleId::DEPRECATED_API, object, message, next, version);
    Some(
        diagnostic
            .here("the API server warns")
            .server(Server::Warns),
    )
}

/// Whether a server of `version` has nothing yet that takes the place of a kind that a later one deprecates.
pub(crate) fn is_without_successor(object: &Object<'_>, version: Version) -> bool {
    let lifecycle = Lifecycle::of(&object.api_version, &object.kind);
    let next = lifecycle.and_then(|lifecycle| successor(object, lifecycle.next, Version::newest()));
    let since = next.and_then(|next| next.since);
    since.is_some_and(|since| since > version.minor())
}

/// A kind that other versions serve: older ones or newer ones.
fn elsewhen(object: &Object<'_>, kind: ApiKind, version: Version) -> Diagnostic {
    let mut later = kind.versions().iter().filter(|&other| other > version);
    if let Some(first) = later.next() {
        let message = format!("{} is not there before Kubernetes {first}", named(object));
        let next = in_group(object, version);
        let next = next.map(|kind| Successor::in_api(kind.api_version(), None));
        let mut diagnostic = about(RuleId::REMOVED_API, object, message, next, version);
        let help = || format!("leave it out, or check against Kubernetes {first} or newer");
        diagnostic.help = diagnostic.help.or_else(|| Some(help().into()));
        return diagnostic.here("the API server refuses it");
    }
    let last = kind.versions().iter().next_back();
    gone(object, last.map_or(0, |last| last.minor() + 1), version)
}

/// A kind that is no longer served.
fn gone(object: &Object<'_>, removed: u8, version: Version) -> Diagnostic {
    let lifecycle = Lifecycle::of(&object.api_version, &object.kind);
    let next = lifecycle.map_or(Next::Group, |lifecycle| lifecycle.next);
    let mut message = format!("{} was removed in Kubernetes 1.{removed}", named(object));
    if let Some(since) = lifecycle.and_then(|lifecycle| lifecycle.deprecated) {
        message.push_str(&format!(", deprecated since 1.{since}"));
    }
    let next = successor(object, next, version);
    let diagnostic = about(RuleId::REMOVED_API, object, message, next, version);
    diagnostic.here("the API server refuses it")
}

/// Adds what becomes of the fields that another apiVersion has elsewhere.
fn migrated(
    mut found: Diagnostic,
    object: &Object<'_>,
    to: ApiKind,
    version: Version,
) -> Diagnostic {
    let (told, edits) = renamed::all(object, to.definition(), version);
    for (span, message) in told {
        found = found.label(span, message);
    }
    if let Some(fix) = &mut found.fix {
        fix.edits.extend(edits);
        fix.edits.sort_by_key(|edit| edit.span);
    }
    found
}

/// `CronJob` of `batch/v1beta1`, in a message.
fn named(object: &Object<'_>) -> String {
    format!("`{}` of `{}`", object.kind, object.api_version)
}

/// A diagnostic of the apiVersion, with what to use instead.
fn about(
    rule: RuleId,
    object: &Object<'_>,
    mut message: String,
    next: Option<Successor>,
    version: Version,
) -> Diagnostic {
    if let Some(next) = &next {
        message.push_str(&format!("; use {}", next.named));
    }
    let at = object.root.get("apiVersion").unwrap_or(object.root);
    let mut diagnostic = object
        .diagnostic(rule, &at, message)
        .field(FieldPath::top("apiVersion"));
    let Some(next) = next else { return diagnostic };
    if let Some(since) = next.since {
        let note = format!("{} is served since Kubernetes 1.{since}", next.named);
        diagnostic = diagnostic.note(note);
    }
    diagnostic = diagnostic.help(next.help);
    let Some(meant) = &next.api_version else {
        return diagnostic;
    };
    let title = format!("write {}", next.named);
    diagnostic.fix = meaning(object, title, [("apiVersion", &**meant)].into_iter()).map(Box::new);
    match ApiKind::find(meant, &object.kind).filter(|to| to.versions().contains(version)) {
        Some(to) => migrated(diagnostic, object, to, version),
        None => diagnostic,
    }
}

/// The apiVersions that a version serves an object's kind in.
fn homes(object: &Object<'_>, version: Version) -> Vec<&'static str> {
    let served = ApiKind::all().filter(|known| known.versions().contains(version));
    served
        .filter(|known| known.kind() == object.kind)
        .map(ApiKind::api_version)
        .collect()
}

/// A kind that Kubernetes does not have in that apiVersion, and what was meant.
fn misnamed(object: &Object<'_>, meant: ApiKind, version: Version) -> Diagnostic {
    let words = [
        ("apiVersion", &object.api_version, meant.api_version()),
        ("kind", &object.kind, meant.kind()),
    ];
    let is_wrong = |(_, written, meant): &(_, &Cow<'_, str>, &str)| written != meant;
    let wrong: Vec<_> = words.into_iter().filter(is_wrong).collect();
    let key = wrong.first().map_or("kind", |&(key, ..)| key);
    let odd = wrong
        .iter()
        .find_map(|&(key, written, _)| odd(key, written));
    let message = odd.unwrap_or_else(|| no_such_kind(object));
    let diagnostic = refused(object, key, message);
    if !meant.versions().contains(version) {
        return diagnostic;
    }
    let named = format!("`{}` of `{}`", meant.kind(), meant.api_version());
    let homes = homes(object, version);
    let help = match wrong[..] {
        [(key, _, meant)] if homes.len() < 2 => format!("{key}: {meant}"),
        [_] => format!("`{}` is in {}", object.kind, words::one_of(&homes)),
        _ => format!("write {named}"),
    };
    let mut diagnostic = diagnostic.help(help);
    let meant = wrong.iter().map(|&(key, _, meant)| (key, meant));
    diagnostic.fix = meaning(object, format!("write {named}"), meant).map(Box::new);
    diagnostic
}

/// What is odd about a word of which the reader sees nothing.
fn odd(key: &str, written: &str) -> Option<String> {
    let seen = plain(written)?;
    let why = describe_odd(written)?;
    Some(format!("the `{key}` looks like `{seen}`, but {why}"))
}

/// Writes what is meant to some keys at the top of an object.
fn meaning<'k>(
    object: &Object<'_>,
    title: String,
    values: impl Iterator<Item = (&'k str, &'k str)>,
) -> Option<Fix> {
    let edit = |(key, value): (&str, &str)| {
        let at = object.root.get(key).filter(|at| at.used_at().is_none())?;
        Some(findings::rewrite(object, &at, value))
    };
    let mut edits: Vec<Edit> = values.filter_map(edit).collect();
    edits.sort_by_key(|edit| edit.span.start);
    (!edits.is_empty()).then_some(Fix {
        title,
        applicability: Applicability::Unsafe,
        edits,
    })
}

/// A kind that Kubernetes' own group does not have in any version, nor one like it.
fn unknown(object: &Object<'_>) -> Diagnostic {
    let diagnostic = refused(object, "kind", no_such_kind(object));
    if object.api_version == "v1" {
        diagnostic.help("a custom resource has a group in its apiVersion: `example.com/v1`")
    } else {
        diagnostic
    }
}

fn no_such_kind(object: &Object<'_>) -> String {
    let (api_version, kind) = (&object.api_version, &object.kind);
    format!("Kubernetes has no `{kind}` in `{api_version}`")
}

fn refused(object: &Object<'_>, key: &'static str, message: String) -> Diagnostic {
    let at = object.root.get(key).unwrap_or(object.root);
    object
        .diagnostic(RuleId::UNKNOWN_KIND, &at, message)
        .here("the API server refuses it")
        .field(FieldPath::top(key))
}
