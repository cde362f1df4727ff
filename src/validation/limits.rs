//! Limit ranges and resource quotas.

use crate::quantity::Quantity;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::QUALIFIED_NAME;
use crate::validation::resources::{
    STANDARD, is_overcommit_allowed, resource_name, resource_quantity, standard_container_name,
};

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let spec = check.root().get("spec");
    match check.object.kind.as_ref() {
        "LimitRange" => limit_range(check, spec),
        _ => resource_quota(check, spec),
    }
}

/// Source: `ValidateLimitRange`.
fn limit_range<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let types = ["Pod", "Container", "PersistentVolumeClaim"];
    let limits = spec.get("limits");
    check.unique(limits.items().map(|limit| limit.get("type")));
    for limit in limits.items() {
        let kind = limit.get("type");
        let text = kind.text();
        check.format_of_set(kind, &QUALIFIED_NAME);
        if (QUALIFIED_NAME.fits)(&text) && !text.contains('/') && !types.contains(&text.as_ref()) {
            check.invalid(
                kind,
                "`Pod`, `Container`, `PersistentVolumeClaim` or a name with a domain",
            );
        }
        if text == "Pod" {
            for name in ["default", "defaultRequest"] {
                if !limit.get(name).is_empty() {
                    check.forbidden(limit.get(name), "for pods, only for their containers");
                }
            }
        }
        let has_storage = |name: &'static str| entry(limit.get(name), "storage").is_some();
        if text == "PersistentVolumeClaim" && !has_storage("min") && !has_storage("max") {
            // The server's path has a field that there is not.
            check.required(
                limit.get_if_defined("limits"),
                "max: {storage: 10Gi}` or `min: {storage: 1Gi}",
            );
        }
        names(check, limit, &text);
        bounds(check, limit);
    }
}

/// The maps of a limit from resources to amounts.
const MAPS: [&str; 5] = [
    "max",
    "min",
    "default",
    "defaultRequest",
    "maxLimitRequestRatio",
];

fn names<'t>(check: &mut Check<'_, 't>, limit: Field<'t>, kind: &str) {
    for map in MAPS {
        if kind == "Pod" && map.starts_with("default") {
            continue;
        }
        for (key, amount) in limit.get(map).entries() {
            let name = key.as_key();
            if resource_name(check, amount.shown_at(key), &name)
                && matches!(kind, "Pod" | "Container")
            {
                standard_container_name(check, amount.shown_at(key), &name);
            }
        }
    }
}

fn entry<'t>(map: Field<'t>, name: &str) -> Option<Field<'t>> {
    let mut entries = map.entries();
    entries.find_map(|(key, value)| (key.as_key() == name).then_some(value))
}

/// The least, the most and the defaults of each resource go together.
fn bounds<'t>(check: &mut Check<'_, 't>, limit: Field<'t>) {
    // What may not be above what; the first is reported unless the third says otherwise.
    const ORDER: [(&str, &str, &str); 6] = [
        ("min", "max", "min"),
        ("min", "defaultRequest", "defaultRequest"),
        ("defaultRequest", "max", "defaultRequest"),
        ("defaultRequest", "default", "defaultRequest"),
        ("min", "default", "default"),
        ("default", "max", "default"),
    ];
    let pod = limit.get("type").is("Pod");
    for (low, high, reported) in ORDER {
        if pod && (low.starts_with("default") || high.starts_with("default")) {
            continue;
        }
        for (key, small) in limit.get(low).entries() {
            let name = key.as_key();
            let Some(large) = entry(limit.get(high), &name) else {
                continue;
            };
            let (least, most) = (small.entry_quantity(), large.entry_quantity());
            if most.is_some() && least > most {
                let field = if reported == low { small } else { large };
                let message = format!("`{low}` of `{name}` is above `{high}`");
                check.conflict(field, message, "lower it, or raise the other");
            }
        }
    }
    ratios(check, limit);
    for (key, amount) in limit.get("defaultRequest").entries().filter(|_| !pod) {
        let name = key.as_key();
        let other = entry(limit.get("default"), &name).and_then(|own| own.entry_quantity());
        if other.is_some() && other != amount.entry_quantity() && !is_overcommit_allowed(&name) {
            let message = format!("`default` and `defaultRequest` of `{name}` differ");
            check.conflict(amount, message, "write the same amount for both");
        }
    }
}

fn ratios<'t>(check: &mut Check<'_, 't>, limit: Field<'t>) {
    for (key, ratio) in limit.get("maxLimitRequestRatio").entries() {
        let Some(most) = ratio.entry_quantity() else {
            continue;
        };
        if most < Quantity::whole(1) {
            check.invalid(ratio, "a ratio from 1 on");
        }
        let name = key.as_key();
        let bound = |map| entry(limit.get(map), &name).and_then(|own| own.entry_quantity());
        if let (Some(low), Some(high)) = (bound("min"), bound("max"))
            && most.exceeds_ratio(high, low)
        {
            check.invalid(ratio, "a ratio that `max` and `min` leave room for");
        }
    }
}

/// Scopes that a quota can have.
const SCOPES: [&str; 7] = [
    "Terminating",
    "NotTerminating",
    "BestEffort",
    "NotBestEffort",
    "PriorityClass",
    "VolumeAttributesClass",
    "CrossNamespacePodAffinity",
];

/// Source: `ValidateResourceQuotaSpec`.
fn resource_quota<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let hard = spec.get("hard");
    for (key, amount) in hard.entries() {
        let name = key.as_key();
        let place = amount.shown_at(key);
        if resource_name(check, place, &name) && !name.contains('/') && !is_quota_name(&name) {
            check.invalid(place, "a resource that a quota can count");
        }
        resource_quantity(check, &name, amount);
    }
    scopes(check, spec);
    for requirement in spec.at(&["scopeSelector", "matchExpressions"]).items() {
        scope_requirement(check, spec, requirement);
    }
}

/// Source: `IsStandardQuotaResourceName`.
fn is_quota_name(name: &str) -> bool {
    (STANDARD.contains(&name) && name != "storage")
        || name.starts_with("hugepages-")
        || name.starts_with("requests.hugepages-")
}

/// Whether a quota of a scope can count a resource. Source: `IsResourceQuotaScopeValidForResource`.
fn scope_fits(scope: &str, resource: &str) -> bool {
    let compute = matches!(
        resource,
        "cpu" | "memory" | "limits.cpu" | "limits.memory" | "requests.cpu" | "requests.memory"
    );
    match scope {
        "Terminating"
        | "NotTerminating"
        | "NotBestEffort"
        | "PriorityClass"
        | "CrossNamespacePodAffinity" => resource == "pods" || compute,
        "BestEffort" => resource == "pods",
        "VolumeAttributesClass" => {
            matches!(resource, "persistentvolumeclaims" | "requests.storage")
        }
        _ => true,
    }
}

/// The first standard resource of the quota that a scope cannot count.
fn unfit(spec: Field<'_>, scope: &str) -> Option<String> {
    let names = spec
        .get("hard")
        .entries()
        .map(|(key, _)| key.as_key().into_owned());
    names
        .into_iter()
        .find(|name| is_quota_name(name) && !scope_fits(scope, name))
}

fn scopes<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let scopes = spec.get("scopes");
    let has = |name: &str| scopes.items().any(|scope| scope.is(name));
    for scope in scopes.items() {
        let (text, place) = (scope.text(), scopes.shown_at(scope.place()));
        if scope.is_text() && !SCOPES.contains(&text.as_ref()) {
            check.invalid(place, &crate::schema::one_of(&SCOPES));
        } else if let Some(name) = unfit(spec, &text) {
            let message = format!("a quota of the scope `{text}` cannot count `{name}`");
            check.conflict(place, message, "leave one of them out");
        }
    }
    for pair in [
        ("BestEffort", "NotBestEffort"),
        ("Terminating", "NotTerminating"),
    ] {
        if has(pair.0) && has(pair.1) {
            let message = format!("nothing is both `{}` and `{}`", pair.0, pair.1);
            check.conflict(scopes, message, "leave one of them out");
        }
    }
}

/// Source: `validateScopedResourceSelectorRequirement`.
fn scope_requirement<'t>(check: &mut Check<'_, 't>, spec: Field<'t>, requirement: Field<'t>) {
    let (scope, operator) = (requirement.get("scopeName"), requirement.get("operator"));
    let (text, values) = (scope.text(), requirement.get("values"));
    let all = spec.at(&["scopeSelector", "matchExpressions"]);
    if scope.is_text() && !SCOPES.contains(&text.as_ref()) {
        check.invalid(scope, &crate::schema::one_of(&SCOPES));
    }
    if let Some(name) = unfit(spec, &text) {
        let message = format!("a quota of the scope `{text}` cannot count `{name}`");
        check.conflict(
            all.shown_at(scope.place()),
            message,
            "leave one of them out",
        );
    }
    let bare = !matches!(text.as_ref(), "PriorityClass" | "VolumeAttributesClass");
    if bare && SCOPES.contains(&text.as_ref()) && !operator.is("Exists") {
        check.invalid(operator, "`Exists`, because the scope has no values");
    }
    match operator.text().as_ref() {
        "In" | "NotIn" if values.is_empty() => check.required(values, "values: [high]"),
        "Exists" | "DoesNotExist" if !values.is_empty() => {
            check.invalid(
                values,
                "nothing beside the operator `Exists` or `DoesNotExist`",
            );
        }
        "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
        _ if operator.is_text() => {
            check.invalid(operator, "`In`, `NotIn`, `Exists` or `DoesNotExist`");
        }
        _ => {}
    }
}
