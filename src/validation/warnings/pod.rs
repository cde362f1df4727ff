//! Warnings about pods and their templates. Source: `warningsForPodSpecAndMeta`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{addresses, deprecated, entry, fractional_bytes, paths, ports};
use crate::diagnostic::RuleId;
use crate::objects::APP_ARMOR;
use crate::validation::check::{Check, short};
use crate::validation::field::Field;
use crate::validation::versions::WARNS_OF_DUPLICATES;

/// Warnings about a Pod, or about the template of one.
pub(super) fn warnings<'t>(check: &mut Check<'_, 't>, whole: Field<'t>, is_pod: bool) {
    let (spec, meta) = (whole.get("spec"), whole.get("metadata"));
    scheduling(check, spec);
    annotations(check, spec, meta.get("annotations"), is_pod);
    for volume in spec.get("volumes").items() {
        deprecated::volume_source(check, volume);
        paths::overlaps(check, volume);
        let claim = volume.at(&["ephemeral", "volumeClaimTemplate", "spec"]);
        claim_amounts(check, claim);
    }
    names(check, spec);
    for name in ["memory", "ephemeral-storage"] {
        if let Some(amount) = entry(spec.get("overhead"), name) {
            fractional_bytes(check, amount);
        }
    }
    for container in containers(spec) {
        for list in ["limits", "requests"] {
            for name in ["memory", "ephemeral-storage"] {
                if let Some(amount) = entry(container.at(&["resources", list]), name) {
                    fractional_bytes(check, amount.shown_at(value_of(amount)));
                }
            }
        }
        shadowed_variables(check, container.get("env"));
    }
    ports::warnings(check, spec, is_pod);
    addresses::of_pod(check, spec);
    // A Pod's is set to 1 before anybody looks.
    let grace = spec.get("terminationGracePeriodSeconds");
    if !is_pod && grace.int().is_some_and(|seconds| seconds < 0) {
        check.warn(
            RuleId::IGNORED_VALUE,
            grace,
            "a negative grace period counts as 1 second",
        );
    }
}

fn value_of<'t>(field: Field<'t>) -> crate::yaml::Cursor<'t> {
    field.node().unwrap_or(field.place())
}

/// All containers, in the server's order.
pub(super) fn containers(spec: Field<'_>) -> impl Iterator<Item = Field<'_>> {
    let lists = ["initContainers", "containers", "ephemeralContainers"];
    lists
        .into_iter()
        .flat_map(move |list| spec.get(list).items())
}

/// The amounts of storage that a claim asks for.
pub(super) fn claim_amounts<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    for list in ["requests", "limits"] {
        if let Some(amount) = entry(spec.at(&["resources", list]), "storage") {
            fractional_bytes(check, amount.shown_at(value_of(amount)));
        }
    }
}

const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";

fn scheduling<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    for (key, value) in spec.get("nodeSelector").entries() {
        deprecated::node_label(check, value.shown_at(key), &key.as_key());
    }
    let node = spec.at(&["affinity", "nodeAffinity"]);
    deprecated::node_selector_terms(check, node.at(&[REQUIRED, "nodeSelectorTerms"]));
    for term in node.get(PREFERRED).items() {
        deprecated::node_selector_term(check, term.get("preference"), true);
    }
    for constraint in spec.get("topologySpreadConstraints").items() {
        let key = constraint.get("topologyKey");
        deprecated::node_label(check, key, &key.text());
        selects_nothing(check, constraint);
    }
    for kind in ["podAffinity", "podAntiAffinity"] {
        let pods = spec.at(&["affinity", kind]);
        for term in pods.get(REQUIRED).items() {
            selects_nothing(check, term);
        }
        for term in pods.get(PREFERRED).items() {
            selects_nothing(check, term.get("podAffinityTerm"));
        }
    }
}

fn selects_nothing<'t>(check: &mut Check<'_, 't>, holder: Field<'t>) {
    let selector = holder.get("labelSelector");
    if !selector.is_set() {
        let message = "without a `labelSelector` this matches no pod, and so does nothing";
        check.warn(RuleId::MATCHES_NO_POD, selector, message);
    }
}

/// Annotations that a field of the spec replaced.
fn annotations<'t>(check: &mut Check<'_, 't>, spec: Field<'t>, all: Field<'t>, is_pod: bool) {
    const REPLACED: [(&str, &str); 3] = [
        (
            "scheduler.alpha.kubernetes.io/critical-pod",
            "`priorityClassName`",
        ),
        (
            "security.alpha.kubernetes.io/sysctls",
            "`securityContext.sysctls`",
        ),
        (
            "security.alpha.kubernetes.io/unsafe-sysctls",
            "`securityContext.sysctls`",
        ),
    ];
    if all.is_empty() {
        return;
    }
    let entries = all.entries();
    let all: BTreeMap<_, _> = entries
        .map(|(key, value)| (key.as_key(), value.shown_at(key)))
        .collect();
    let entry = |name: &str| all.get(name).copied();
    for (name, field) in REPLACED {
        if let Some(annotation) = entry(name) {
            deprecated::annotation(check, annotation, field);
        }
    }
    let own = spec.get("securityContext");
    let seccomp = entry("seccomp.security.alpha.kubernetes.io/pod");
    if let Some(annotation) = seccomp.filter(|_| !own.get("seccompProfile").is_set()) {
        deprecated::annotation(check, annotation, "`securityContext.seccompProfile`");
    }
    for container in containers(spec) {
        let name = container.get("name").text();
        let context = container.get("securityContext");
        let key = format!("container.seccomp.security.alpha.kubernetes.io/{name}");
        if let Some(annotation) = entry(&key).filter(|_| !context.get("seccompProfile").is_set()) {
            deprecated::annotation(check, annotation, "`securityContext.seccompProfile`");
        }
        let key = format!("{APP_ARMOR}{name}");
        if let Some(annotation) = entry(&key).filter(|_| !context.get("appArmorProfile").is_set()) {
            let text = annotation.text();
            // A Pod's annotation is copied into the field, and the server warns of one that says something new.
            let said = same_profile(own.get("appArmorProfile"), &text) || is_pod && text.is_empty();
            if !said {
                deprecated::annotation(check, annotation, "`securityContext.appArmorProfile`");
            }
        }
    }
}

/// Whether a profile says the same as an annotation.
fn same_profile(profile: Field<'_>, annotation: &str) -> bool {
    match profile.get("type").text().as_ref() {
        "RuntimeDefault" => annotation == "runtime/default",
        "Unconfined" => annotation == "unconfined",
        "Localhost" => annotation
            .strip_prefix("localhost/")
            .is_some_and(|name| profile.get("localhostProfile").is(name)),
        _ => false,
    }
}

/// Names and addresses that stand twice, or are empty.
fn names<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let mut addresses = BTreeSet::new();
    for alias in spec.get("hostAliases").items() {
        let ip = alias.get("ip");
        let text = ip.text();
        if !addresses.insert(text.clone()) {
            let text = short(&text);
            let message = format!("`{text}` has host names already: write one entry for it");
            check.warn(RuleId::IGNORED_VALUE, ip, message);
        }
    }
    let mut secrets = BTreeSet::new();
    for secret in spec.get("imagePullSecrets").items() {
        let name = secret.get("name");
        let text = name.text();
        if text.is_empty() {
            let message = "a secret without a name is none, and the entry does nothing";
            check.warn(RuleId::IGNORED_VALUE, name, message);
        }
        if !secrets.insert(text.clone()) {
            let message = format!("the secret `{}` stands twice", short(&text));
            check.warn(RuleId::IGNORED_VALUE, name, message);
        }
    }
}

/// A variable that takes the place of one of the same name before it, and does not build on it.
fn shadowed_variables<'t>(check: &mut Check<'_, 't>, env: Field<'t>) {
    let mut seen: BTreeSet<Cow<'t, str>> = BTreeSet::new();
    for variable in env.items() {
        let name = variable.get("name").text();
        if seen.insert(name.clone()) {
            continue;
        }
        let (value, own) = (variable.get("value").text(), format!("$({name})"));
        let builds_on = !variable.get("valueFrom").is_set() && value != own && value.contains(&own);
        if !builds_on {
            let name = short(&name);
            let message = format!(
                "`{name}` is set twice: the last value holds, and tools that merge may drop either"
            );
            let place = variable.shown_at(variable.get("name").place());
            check.warn_since(
                &WARNS_OF_DUPLICATES,
                RuleId::SHADOWED_VARIABLE,
                place,
                message,
            );
        }
    }
}
