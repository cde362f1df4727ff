//! `metadata`, labels and annotations. Source: `ValidateObjectMeta` of apimachinery's
//! `pkg/api/validation`.

use std::collections::BTreeSet;

use crate::api::{ApiKind, Scope};
use crate::objects::Object;
use crate::schema;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{
    DNS_LABEL, DNS_SUBDOMAIN, Format, LABEL_VALUE, PATH_SEGMENT, QUALIFIED_NAME, SERVICE_NAME,
};

/// All annotations of an object together may have this many bytes.
const ANNOTATIONS_MOST: usize = 256 * 1024;

/// The format of the names of a kind. Source: the `Validate…Name` functions of the API groups.
fn name_format(group: &str, kind: &str) -> &'static Format {
    match (group, kind) {
        ("", "Service") => &SERVICE_NAME,
        ("", "Namespace") | ("apps", "StatefulSet") => &DNS_LABEL,
        ("rbac.authorization.k8s.io", _)
        | ("certificates.k8s.io", "CertificateSigningRequest")
        | ("policy", "PodDisruptionBudget")
        | ("", "Event") => &PATH_SEGMENT,
        _ => &DNS_SUBDOMAIN,
    }
}

/// Whether the server answers objects of the kind and stores none, so that nobody looks at their metadata.
pub(super) fn is_never_stored(object: &Object<'_>) -> bool {
    matches!(
        object.group(),
        "authentication.k8s.io" | "authorization.k8s.io"
    )
}

/// `metadata` of the object itself.
pub(super) fn object_meta(check: &mut Check<'_, '_>) {
    let meta = check.root().get("metadata");
    let (group, kind) = (
        check.object.group().to_owned(),
        check.object.kind.to_string(),
    );
    name(check, meta, &group, &kind);
    let namespace = meta.get("namespace");
    let text = namespace.text();
    let scope = ApiKind::find(&check.object.api_version, &kind).map(ApiKind::scope);
    // A client sends the name in a URL, which takes no line break from its end. Of an object of the whole
    // cluster the server drops it.
    if !text.is_empty() && scope != Some(Scope::Cluster) {
        check.format_of(namespace, text.trim_end_matches('\n'), &DNS_LABEL);
    }
    resource_version(check, meta, &kind);
    finalizers(check, meta.get("finalizers"));
    owners(check, meta.get("ownerReferences"));
    labels(check, meta.get("labels"));
    annotations(check, meta.get("annotations"));
}

/// Source: `Create` of `pkg/storage/etcd3` of `k8s.io/apiserver`; what is no number counts as none there. What has a
/// `uid` besides is the copy of an object that is there, and nobody means to create it.
fn resource_version<'t>(check: &mut Check<'_, 't>, meta: Field<'t>, kind: &str) {
    let version = meta.get("resourceVersion");
    let digits = version.text();
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_set = is_number && digits.parse::<u64>().is_ok_and(|number| number != 0);
    if is_set && kind != "Binding" && !meta.get("uid").is_set() {
        check.forbidden(version, "on an object that is yet to be created");
    }
}

fn name<'t>(check: &mut Check<'_, 't>, meta: Field<'t>, group: &str, kind: &str) {
    let format = name_format(group, kind);
    let (name, generated) = (meta.get("name"), meta.get("generateName"));
    let own = named_by_others(group, kind);
    if let Some(prefix) = generated.str().filter(|prefix| !prefix.is_empty()) {
        // A CRD with a name of its own may have a prefix besides.
        let prefixed = group == "apiextensions.k8s.io" && !name.is_empty();
        if own && !prefixed {
            let message = format!("the name of a {kind} stands for what it is, and is not made up");
            check.conflict(generated, message, "write `name`");
        } else if !own {
            check.format_of(generated, &without_dash(&prefix), format);
        }
    }
    if name.is_empty() {
        // The server makes up a name for a LimitRange.
        if generated.is_empty() && kind != "LimitRange" {
            check.required(name, "name: my-name");
        }
    } else if !own {
        check.format(name, format);
    }
}

/// Kinds whose names stand for something else and are checked with it.
fn named_by_others(group: &str, kind: &str) -> bool {
    matches!(
        (group, kind),
        ("apiextensions.k8s.io", _)
            | ("apiregistration.k8s.io", _)
            | ("certificates.k8s.io", "ClusterTrustBundle")
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

fn finalizers<'t>(check: &mut Check<'_, 't>, finalizers: Field<'t>) {
    let has = |name: &str| finalizers.items().any(|finalizer| finalizer.is(name));
    if has("orphan") && has("foregroundDeletion") {
        let message = "what depends on the object is either left behind or deleted with it";
        check.conflict(finalizers, message, "leave one of the two out");
    }
    for finalizer in finalizers.items() {
        finalizer_name(check, finalizers, finalizer);
    }
}

/// An item of a list of finalizers. Source: `validateFinalizerName`.
pub(super) fn finalizer_name<'t>(check: &mut Check<'_, 't>, list: Field<'t>, finalizer: Field<'t>) {
    let own = ["orphan", "foregroundDeletion", "kubernetes"];
    let text = finalizer.text();
    if !(QUALIFIED_NAME.fits)(&text) {
        let place = list.shown_at(finalizer.place());
        check.format_of(place, &text, &QUALIFIED_NAME);
    } else if core_rules(check) && !text.contains('/') && !own.contains(&text.as_ref()) {
        check.invalid(
            finalizer,
            "a name with a domain, like `example.com/cleanup`",
        );
    }
}

/// Whether the metadata of the kind is checked by the rules of the core group, which are stricter than
/// those that all servers share.
fn core_rules(check: &Check<'_, '_>) -> bool {
    let is_old_event =
        check.object.kind == "Event" && check.object.api_version != "events.k8s.io/v1";
    !is_old_event
        && schema::is_known(check.object)
        && !matches!(
            check.object.group(),
            "admissionregistration.k8s.io"
                | "apiextensions.k8s.io"
                | "apiregistration.k8s.io"
                | "coordination.k8s.io"
                | "node.k8s.io"
                | "policy"
        )
}

/// Owners name an object whole. The server drops one that is written twice.
fn owners<'t>(check: &mut Check<'_, 't>, owners: Field<'t>) {
    let mut controllers = BTreeSet::new();
    for owner in owners.items() {
        for name in ["apiVersion", "kind", "name", "uid"] {
            let field = owner.get(name);
            if field.is_empty() {
                check.conflict(
                    field,
                    format!("an owner has no `{name}`, which must be there"),
                    "name the owner with `apiVersion`, `kind`, `name` and `uid`",
                );
            }
        }
        let version = owner.get("apiVersion");
        if version.text().matches('/').count() > 1 {
            check.invalid(version, "a group and a version, like `apps/v1`");
        }
        if version.is("v1") && owner.get("kind").is("Event") {
            check.conflict(owner, "an Event cannot own an object", "name another owner");
        }
        if owner.get("controller").flag() {
            controllers.insert(owner.get("uid").text());
        }
    }
    if controllers.len() > 1 {
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
