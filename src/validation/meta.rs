//! `metadata`, labels and annotations. Source: `ValidateObjectMeta` of apimachinery's
//! `pkg/api/validation`.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{
    DNS_1035_LABEL, DNS_LABEL, DNS_SUBDOMAIN, Format, LABEL_VALUE, PATH_SEGMENT, QUALIFIED_NAME,
    is_dns_label,
};

/// All annotations of an object together may have this many bytes.
const ANNOTATIONS_MOST: usize = 256 * 1024;

/// The format of the names of a kind. Source: the `Validate…Name` functions of the API groups.
fn name_format(group: &str, kind: &str) -> &'static Format {
    match (group, kind) {
        ("", "Namespace") => &DNS_LABEL,
        ("", "Service") => &DNS_1035_LABEL,
        ("rbac.authorization.k8s.io", _) => &PATH_SEGMENT,
        _ => &DNS_SUBDOMAIN,
    }
}

/// `metadata` of the object itself.
pub(super) fn object_meta(check: &mut Check<'_, '_>) {
    let meta = check.root().get("metadata");
    let (group, kind) = (
        check.object.group().to_owned(),
        check.object.kind.to_string(),
    );
    let format = name_format(&group, &kind);
    let (name, generated) = (meta.get("name"), meta.get("generateName"));
    if !generated.is_empty()
        && let Some(prefix) = generated.str()
    {
        check.format_of(generated, &without_dash(&prefix), format);
    }
    if name.is_empty() {
        if generated.is_empty() {
            check.required(name, "name: my-name");
        }
    } else if named_by_others(&group, &kind) {
        // Its own check knows what the name stands for.
    } else {
        check.format(name, format);
    }
    let namespace = meta.get("namespace");
    check.format(namespace, &DNS_LABEL);
    check.non_negative(meta.get("generation"));
    finalizers_and_owners(check, meta);
    labels(check, meta.get("labels"));
    annotations(check, meta.get("annotations"));
}

/// Kinds whose names stand for something else and are checked with it.
fn named_by_others(group: &str, kind: &str) -> bool {
    matches!(
        (group, kind),
        ("apiextensions.k8s.io", _)
            | ("apiregistration.k8s.io", _)
            | ("networking.k8s.io", "IPAddress")
    )
}

/// A prefix of names may end with a dash.
fn without_dash(prefix: &str) -> String {
    match prefix.strip_suffix('-') {
        Some(rest) if prefix.len() > 1 => format!("{rest}a"),
        _ => prefix.to_owned(),
    }
}

fn finalizers_and_owners<'t>(check: &mut Check<'_, 't>, meta: Field<'t>) {
    for finalizer in meta.get("finalizers").items() {
        check.format_if_set(finalizer, &QUALIFIED_NAME);
    }
    let mut controllers = 0;
    for owner in meta.get("ownerReferences").items() {
        for name in ["apiVersion", "kind", "name", "uid"] {
            if owner.get(name).is_empty() {
                // An empty version is reported as one that is wrong.
                let field = owner.get(name);
                check.invalid(field, "something that is not empty");
            }
        }
        controllers += usize::from(owner.get("controller").flag());
    }
    if controllers > 1 {
        let owners = meta.get("ownerReferences");
        check.conflict(
            owners,
            "more than one of the owners is the controller",
            "set `controller: true` on one of them",
        );
    }
}

/// Labels: keys are qualified names, values are short. Source: `ValidateLabels`.
pub(super) fn labels<'t>(check: &mut Check<'_, 't>, labels: Field<'t>) {
    for (key, value) in labels.entries() {
        check.format_of(labels.shown_at(key), &key.as_key(), &QUALIFIED_NAME);
        if let Some(text) = value.str() {
            check.format_of(labels.shown_at(value.place()), &text, &LABEL_VALUE);
        }
    }
}

/// Annotations: keys are qualified names in any case, and all together are not too large. Source:
/// `ValidateAnnotations`.
pub(super) fn annotations<'t>(check: &mut Check<'_, 't>, annotations: Field<'t>) {
    let mut size = 0;
    for (key, value) in annotations.entries() {
        let name = key.as_key();
        check.format_of(
            annotations.shown_at(key),
            &name.to_lowercase(),
            &QUALIFIED_NAME,
        );
        size += name.len() + value.text().len();
    }
    if size > ANNOTATIONS_MOST {
        check.too_long(annotations, ANNOTATIONS_MOST, "bytes together");
    }
}

/// A name of a namespace.
pub(super) fn is_namespace(text: &str) -> bool {
    is_dns_label(text)
}
