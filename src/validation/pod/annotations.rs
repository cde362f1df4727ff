//! Annotations that the server reads from pods. Source: `ValidatePodSpecificAnnotations`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::paths::has_backsteps;
use super::spec::Pod;
use crate::objects::APP_ARMOR;
use crate::validation::check::{Check, short};
use crate::validation::field::Field;
use crate::validation::versions::APP_ARMOR_FIELDS;

const SECCOMP_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";
const SECCOMP_CONTAINER: &str = "container.seccomp.security.alpha.kubernetes.io/";

/// Annotations of the pod or the template.
pub(super) fn pod_specific_annotations<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let annotations = pod.meta.get("annotations");
    if annotations.is_empty() {
        return;
    }
    let containers = pod.all_containers();
    let names: BTreeSet<_> = containers.map(|one| one.get("name").text()).collect();
    for (key, value) in annotations.entries() {
        let (name, text) = (key.as_key(), value.text());
        match name.as_ref() {
            "kubernetes.io/config.mirror" if pod.spec.get("nodeName").is_empty() => {
                check.invalid(value, "only the pods of a node, which have a `nodeName`");
            }
            "controller.kubernetes.io/pod-deletion-cost" if !is_deletion_cost(&text) => {
                check.invalid(
                    value,
                    "a whole number of 32 bits, without `+` or zeros before it",
                );
            }
            SECCOMP_POD => seccomp(check, value, &text),
            _ if name.starts_with(SECCOMP_CONTAINER) => seccomp(check, value, &text),
            _ => {
                if let Some(container) = name.strip_prefix(APP_ARMOR) {
                    app_armor(check, &names, container, value);
                }
            }
        }
    }
}

/// Source: `GetDeletionCostFromPodAnnotations`.
fn is_deletion_cost(text: &str) -> bool {
    let starts =
        text == "0" || text.starts_with(['-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    starts && text.parse::<i32>().is_ok()
}

fn seccomp<'t>(check: &mut Check<'_, 't>, value: Field<'t>, text: &str) {
    let fits = match text.strip_prefix("localhost/") {
        Some(path) => !path.starts_with('/') && !has_backsteps(path),
        None => matches!(text, "runtime/default" | "docker/default" | "unconfined"),
    };
    if !fits {
        check.invalid(
            value,
            "`runtime/default`, `unconfined` or `localhost/` and a path",
        );
    }
}

fn app_armor<'t>(
    check: &mut Check<'_, 't>,
    names: &BTreeSet<Cow<'t, str>>,
    container: &str,
    value: Field<'t>,
) {
    if !names.contains(container) {
        let container = short(container);
        let message = format!("the pod has no container `{container}` to give a profile");
        check.conflict(value, message, "name one of its containers");
    }
    let text = value.text();
    let fits = matches!(text.as_ref(), "" | "runtime/default" | "unconfined")
        || text.starts_with("localhost/");
    if !fits {
        check.invalid(
            value,
            "`runtime/default`, `unconfined` or `localhost/` and a profile",
        );
    }
}

/// Where a profile stands in an annotation and in a field, both must say the same. Source:
/// `validateSeccompAnnotationsAndFields` and `validateAppArmorAnnotationsAndFieldsMatchOnCreate`.
pub(super) fn profiles_match<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let own = pod.spec.get("securityContext");
    let annotations = pod.meta.get("annotations").by_key();
    let annotation = |key: &str| annotations.get(key).copied();
    if annotations.is_empty() {
        return;
    }
    if let Some(value) = annotation(SECCOMP_POD) {
        matches(
            check,
            own.get("seccompProfile"),
            own.get("seccompProfile"),
            value,
        );
    }
    let windows = pod.spec.at(&["os", "name"]).is("windows");
    for container in pod.all_containers() {
        let (name, context) = (
            container.get("name").text(),
            container.get("securityContext"),
        );
        let profile = context.get("seccompProfile");
        if let Some(value) = annotation(&format!("{SECCOMP_CONTAINER}{name}")) {
            matches(check, profile, profile, value);
        }
        let field = context.get("appArmorProfile");
        let profile = if field.is_set() {
            field
        } else {
            own.get("appArmorProfile")
        };
        // Where a Pod's container has no field of its own, the server makes it of the annotation.
        let is_copied = pod.is_pod && !field.is_set() && check.has(&APP_ARMOR_FIELDS);
        let compared = |_: &_| !windows && !is_copied;
        if let Some(value) = annotation(&format!("{APP_ARMOR}{name}")).filter(compared) {
            matches(check, profile, field, value);
        }
    }
}

/// Compares a profile with an annotation; what differs is reported below `field`.
fn matches<'t>(check: &mut Check<'_, 't>, profile: Field<'t>, field: Field<'t>, value: Field<'t>) {
    let text = value.text();
    let same = match profile.get("type").text().as_ref() {
        "Unconfined" => text == "unconfined",
        "RuntimeDefault" => text == "runtime/default" || text == "docker/default",
        "Localhost" => match text.strip_prefix("localhost/") {
            Some(path) if profile.get("localhostProfile").is(path) => true,
            Some(_) => {
                let why = "to another profile than the annotation says";
                return check.forbidden(field.get("localhostProfile"), why);
            }
            None => false,
        },
        _ => return,
    };
    if !same {
        check.forbidden(
            field.get("type"),
            "to another type than the annotation says",
        );
    }
}
