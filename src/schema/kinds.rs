//! Which definition an object has, and what to say of a kind that is none of Kubernetes' own.

use crate::api::{ApiKind, Type, Version};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::objects::Object;
use crate::schema::words;

/// What the API server would look an object up as.
pub(super) enum Served {
    /// A built-in kind.
    Kind(Type),
    /// A kind that a built-in group does not have.
    Unknown(Box<Diagnostic>),
    /// A kind of another group: a custom resource.
    Custom,
}

/// Groups that were served once and are gone. Source: the deprecated API migration guide.
const GONE: [&str; 4] = [
    "extensions",
    "settings.k8s.io",
    "auditregistration.k8s.io",
    "componentconfig",
];

pub(super) fn serve(object: &Object<'_>, version: Version) -> Served {
    let served = |kind: &ApiKind| kind.versions().contains(version);
    if let Some(kind) = ApiKind::find(&object.api_version, &object.kind).filter(served) {
        return Served::Kind(kind.definition());
    }
    let built_in =
        GONE.contains(&object.group()) || ApiKind::all().any(|kind| group(kind) == object.group());
    if !built_in {
        return Served::Custom;
    }
    Served::Unknown(Box::new(unknown(object, version)))
}

fn group(kind: ApiKind) -> &'static str {
    kind.api_version()
        .split_once('/')
        .map_or("", |(group, _)| group)
}

fn unknown(object: &Object<'_>, version: Version) -> Diagnostic {
    let (api_version, kind) = (&object.api_version, &object.kind);
    let all: Vec<ApiKind> = ApiKind::all()
        .filter(|kind| kind.versions().contains(version))
        .collect();
    let homes: Vec<&str> = all
        .iter()
        .filter(|known| known.kind() == kind)
        .map(|known| known.api_version())
        .collect();
    let key = if homes.is_empty() {
        "kind"
    } else {
        "apiVersion"
    };
    let at = object.root.get(key).unwrap_or(object.root);
    let mut diagnostic = object
        .diagnostic(
            "unknown-kind",
            &at,
            format!("Kubernetes {version} has no `{kind}` in `{api_version}`"),
        )
        .here("the API server refuses it")
        .field(key);
    if !homes.is_empty() {
        diagnostic = diagnostic.help(format!("`{kind}` is in {}", words::one_of(&homes)));
    } else {
        let names: Vec<&str> = all
            .iter()
            .filter(|known| known.api_version() == api_version)
            .map(|known| known.kind())
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
