//! Questions about access: `authorization.k8s.io`. They are answered and never stored. Source:
//! `pkg/apis/authorization/validation`.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{LABEL_VALUE, QUALIFIED_NAME};

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let spec = check.root().get("spec");
    let is_local = check.object.kind == "LocalSubjectAccessReview";
    match check.object.kind.as_ref() {
        "SubjectAccessReview" | "LocalSubjectAccessReview" => {
            attributes(check, spec);
            if spec.get("user").is_empty() && spec.get("groups").is_empty() {
                let message = "the review names neither a `user` nor `groups`";
                check.conflict(spec.get("user"), message, "user: jane");
            }
        }
        "SelfSubjectAccessReview" => attributes(check, spec),
        _ => return,
    }
    metadata(check, is_local);
    if is_local {
        local(check, spec);
    }
}

/// What is asked for: a resource or a path of the API, one of the two.
fn attributes<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let (resource, path) = (
        spec.get("resourceAttributes"),
        spec.get("nonResourceAttributes"),
    );
    match (resource.is_set(), path.is_set()) {
        (true, true) => check.conflict(
            path,
            "the review has both `resourceAttributes` and `nonResourceAttributes`",
            "ask for one of them",
        ),
        (false, false) => check.conflict(
            resource,
            "the review has neither `resourceAttributes` nor `nonResourceAttributes`",
            "resourceAttributes: {verb: get, resource: pods}",
        ),
        _ => {}
    }
    selector(check, resource.get("fieldSelector"), false);
    selector(check, resource.get("labelSelector"), true);
}

/// A selector that a request would bear, as a text or taken apart. Operators that the server does not know are
/// taken.
fn selector<'t>(check: &mut Check<'_, 't>, selector: Field<'t>, of_labels: bool) {
    if !selector.is_set() {
        return;
    }
    let (raw, requirements) = (selector.get("rawSelector"), selector.get("requirements"));
    match (raw.is_empty(), requirements.is_empty()) {
        (false, false) => check.conflict(
            raw,
            "the selector has both a `rawSelector` and `requirements`",
            "leave one of them out",
        ),
        (true, true) => {
            check.required(requirements, "requirements: [{key: app, operator: Exists}]")
        }
        _ => {}
    }
    for requirement in requirements.items() {
        let (key, values) = (requirement.get("key"), requirement.get("values"));
        if of_labels {
            check.format_of_set(key, &QUALIFIED_NAME);
        } else if key.is_empty() {
            check.required(key, "key: metadata.name");
        }
        match requirement.get("operator").text().as_ref() {
            "In" | "NotIn" if values.is_empty() => check.required(values, "values: [my-value]"),
            "Exists" | "DoesNotExist" if !values.is_empty() => {
                check.forbidden(values, "beside the operator `Exists` or `DoesNotExist`");
            }
            _ => {}
        }
        if of_labels {
            let values = values.items();
            values.for_each(|value| check.format(value, &LABEL_VALUE));
        }
    }
}

/// A review has no metadata, but for a namespace if it asks about one.
fn metadata(check: &mut Check<'_, '_>, is_local: bool) {
    let metadata = check.root().get("metadata");
    let mut entries = metadata.entries();
    let extra = entries.find(|(key, value)| {
        let name = key.as_key();
        !value.is_empty() && name != "managedFields" && !(is_local && name == "namespace")
    });
    if extra.is_some() {
        let message = match is_local {
            true => "a review has no `metadata` but a namespace",
            false => "a review has no `metadata`",
        };
        check.conflict(
            metadata,
            message,
            "leave it out: reviews are answered, and not stored",
        );
    }
}

fn local<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let (resource, path) = (
        spec.get("resourceAttributes"),
        spec.get("nonResourceAttributes"),
    );
    let own = check.root().at(&["metadata", "namespace"]).text();
    let namespace = resource.get("namespace");
    // One that is not written is that of the request, which a manifest does not show.
    if resource.is_set() && !own.is_empty() && namespace.text() != own {
        check.invalid(namespace, &format!("the namespace of the review, `{own}`"));
    }
    if path.is_set() {
        let message = "a path of the API lies in no namespace";
        check.conflict(path, message, "ask with a SubjectAccessReview");
    }
}
