//! Which definition an object has, and what to say of a kind that is not served or will not be.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::api::{ApiKind, Type, Version};
use crate::diagnostic::{Diagnostic, Server};
use crate::nearest::nearest;
use crate::objects::Object;
use crate::schema::lifecycle::{Lifecycle, Next, Successor, in_group, successor};
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
        (None, None) if is_built_in(object.group()) => Served::Refused(unknown(object, version)),
        (None, None) => Served::Custom,
    }
}

fn is_built_in(group: &str) -> bool {
    static GROUPS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let of = |kind: ApiKind| kind.api_version().rsplit_once('/').unwrap_or_default().0;
    let groups = GROUPS.get_or_init(|| ApiKind::all().map(of).collect());
    ["auditregistration.k8s.io", "componentconfig"].contains(&group)
        || groups.contains(group)
        || Lifecycle::knows_group(group)
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
    let diagnostic = about("deprecated-api", object, message, next);
    Some(
        diagnostic
            .here("the API server warns")
            .server(Server::Warns),
    )
}

/// A kind that other versions serve: older ones or newer ones.
fn elsewhen(object: &Object<'_>, kind: ApiKind, version: Version) -> Diagnostic {
    let mut later = kind.versions().iter().filter(|&other| other > version);
    if let Some(first) = later.next() {
        let message = format!("{} is not there before Kubernetes {first}", named(object));
        let next = in_group(object, version);
        let next = next.map(|kind| Successor::in_api(kind.api_version(), None));
        let mut diagnostic = about("removed-api", object, message, next);
        let help = || format!("leave it out, or check against Kubernetes {first} or newer");
        diagnostic.help = diagnostic.help.or_else(|| Some(help()));
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
    let diagnostic = about("removed-api", object, message, next);
    diagnostic.here("the API server refuses it")
}

/// `CronJob` of `batch/v1beta1`, in a message.
fn named(object: &Object<'_>) -> String {
    format!("`{}` of `{}`", object.kind, object.api_version)
}

/// A diagnostic of the apiVersion, with what to use instead.
fn about(
    rule: &'static str,
    object: &Object<'_>,
    mut message: String,
    next: Option<Successor>,
) -> Diagnostic {
    if let Some(next) = &next {
        message.push_str(&format!("; use {}", next.named));
    }
    let at = object.root.get("apiVersion").unwrap_or(object.root);
    let mut diagnostic = object.diagnostic(rule, &at, message).field("apiVersion");
    if let Some(next) = next {
        if let Some(since) = next.since {
            let note = format!("{} is served since Kubernetes 1.{since}", next.named);
            diagnostic = diagnostic.note(note);
        }
        diagnostic = diagnostic.help(next.help);
    }
    diagnostic
}

/// The apiVersions that a version serves an object's kind in.
fn homes(object: &Object<'_>, version: Version) -> Vec<&'static str> {
    let served = ApiKind::all().filter(|known| known.versions().contains(version));
    served
        .filter(|known| known.kind() == object.kind)
        .map(ApiKind::api_version)
        .collect()
}

/// A kind that Kubernetes' own group does not have in any version.
fn unknown(object: &Object<'_>, version: Version) -> Diagnostic {
    let (api_version, kind) = (&object.api_version, &object.kind);
    let homes = homes(object, version);
    let key = if homes.is_empty() {
        "kind"
    } else {
        "apiVersion"
    };
    let at = object.root.get(key).unwrap_or(object.root);
    let message = format!("Kubernetes has no `{kind}` in `{api_version}`");
    let mut diagnostic = object
        .diagnostic("unknown-kind", &at, message)
        .here("the API server refuses it")
        .field(key);
    if !homes.is_empty() {
        diagnostic = diagnostic.help(format!("`{kind}` is in {}", words::one_of(&homes)));
    } else {
        let served = ApiKind::all().filter(|known| known.versions().contains(version));
        let names: Vec<&str> = served
            .filter(|known| known.api_version() == api_version)
            .map(ApiKind::kind)
            .collect();
        if let Some(meant) = nearest(kind, &names) {
            diagnostic = diagnostic.help(format!("kind: {meant}"));
        } else if api_version == "v1" {
            diagnostic = diagnostic
                .help("a custom resource has a group in its apiVersion: `example.com/v1`");
        }
    }
    diagnostic
}
