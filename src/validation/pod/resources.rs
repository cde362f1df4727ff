//! Resources of containers and pods, and claims of devices. Source: `validateResourceRequirements`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::spec::Pod;
use crate::quantity::Quantity;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_LABEL, DNS_SUBDOMAIN};
use crate::validation::resources::{
    is_overcommit_allowed, resource_name, resource_quantity, standard_container_name,
};
use crate::validation::seen::Seen;

/// `resources` of a container.
pub(super) fn container_resources<'t>(
    check: &mut Check<'_, 't>,
    resources: Field<'t>,
    claims: &BTreeSet<Cow<'t, str>>,
) {
    requirements(check, resources, container_resource_name);
    claim_names(check, resources.get("claims"), claims);
}

/// What checks the name of a resource, which is a key of the map in the second place.
type NameCheck = for<'t> fn(&mut Check<'_, 't>, Field<'t>, &str);

fn requirements<'t>(check: &mut Check<'_, 't>, resources: Field<'t>, check_name: NameCheck) {
    let (limits, requests) = (resources.get("limits"), resources.get("requests"));
    let mut names = Vec::new();
    for list in [limits, requests] {
        for (key, amount) in list.entries() {
            let name = key.as_key();
            check_name(check, amount.shown_at(key), &name);
            resource_quantity(check, &name, amount);
            huge_page_value(check, &name, amount);
            names.push(name);
        }
    }
    let by_name = limits.by_key();
    for (key, request) in requests.entries() {
        let name = key.as_key();
        let limit = by_name.get(&name).copied();
        request_within_limit(check, resources, (&name, request), limit);
    }
    let huge = names.iter().any(|name| name.starts_with("hugepages-"));
    if huge && !names.iter().any(|name| name == "cpu" || name == "memory") {
        check.forbidden(resources, "with huge pages alone: add `cpu` or `memory`");
    }
}

/// A request may not be above its limit; of what cannot be shared out twice the two must be the same.
fn request_within_limit<'t>(
    check: &mut Check<'_, 't>,
    resources: Field<'t>,
    (name, request): (&str, Field<'t>),
    limit: Option<Field<'t>>,
) {
    let requests = resources.get("requests").shown_at(request.place());
    match (
        limit,
        limit.and_then(|own| own.entry_quantity()),
        request.entry_quantity(),
    ) {
        (Some(limit), Some(most), Some(asked)) => {
            let text = limit.place().text();
            if asked != most && !is_overcommit_allowed(name) {
                let message = format!("the request of `{name}` is not its limit, {text}");
                check.conflict(requests, message, "write the same amount for both");
            } else if asked > most {
                let message = format!("the request of `{name}` is above its limit of {text}");
                check.conflict(requests, message, "lower the request, or raise the limit");
            }
        }
        (None, ..) if !is_overcommit_allowed(name) => {
            check.required(resources.get("limits"), &format!("{name}: …"));
        }
        _ => {}
    }
}

/// Source: `validateContainerResourceName`.
pub(in crate::validation) fn container_resource_name<'t>(
    check: &mut Check<'_, 't>,
    field: Field<'t>,
    name: &str,
) {
    if resource_name(check, field, name) {
        standard_container_name(check, field, name);
    }
}

/// Source: `validatePodResourceName`.
fn pod_resource_name<'t>(check: &mut Check<'_, 't>, field: Field<'t>, name: &str) {
    let supported = matches!(name, "cpu" | "memory") || name.starts_with("hugepages-");
    if resource_name(check, field, name) && !supported {
        check.unsupported(field, &["cpu", "memory", "hugepages-…"]);
    }
}

/// What a runtime class says that each of its pods costs: named and written like the limits of a container.
pub(in crate::validation) fn fixed_overhead<'t>(check: &mut Check<'_, 't>, amounts: Field<'t>) {
    for (key, amount) in amounts.entries() {
        let name = key.as_key();
        container_resource_name(check, amount.shown_at(key), &name);
        resource_quantity(check, &name, amount);
        huge_page_value(check, &name, amount);
    }
}

/// Huge pages come as multiples of their size. Source: `validateResourceQuantityHugePageValue`.
fn huge_page_value<'t>(check: &mut Check<'_, 't>, name: &str, amount: Field<'t>) {
    let Some(size) = name.strip_prefix("hugepages-") else {
        return;
    };
    let page = Quantity::parse(size).filter(|page| *page > Quantity::ZERO && page.is_whole());
    let Some(quantity) = amount.quantity() else {
        return;
    };
    if page.is_none_or(|page| quantity.value() % page.value() != 0) {
        check.invalid(amount, &format!("a multiple of {size}"));
    }
}

/// The claims that a container uses must be the pod's. Source: `validateResourceClaimNames`.
fn claim_names<'t>(check: &mut Check<'_, 't>, claims: Field<'t>, known: &BTreeSet<Cow<'t, str>>) {
    let (mut any, mut parts) = (Seen::new(), Seen::new());
    for claim in claims.items() {
        let (name, request) = (claim.get("name"), claim.get("request"));
        let (name_text, request_text) = (name.text(), request.text());
        if name_text.is_empty() {
            check.required(claim, "name: gpu");
            continue;
        }
        // A whole claim overlaps with each of its requests.
        let whole = parts.first(&(name_text.clone(), Cow::default()));
        let one = parts.before((name_text.clone(), request_text.clone()), name);
        let other = any.before(name_text.clone(), name);
        let other = other.filter(|_| request_text.is_empty());
        if let Some(first) = whole.or(one).or(other) {
            check.duplicate(claim.shown_at(name.place()), first);
        }
        check.format(request, &DNS_LABEL);
        if !known.contains(&name_text) {
            check.not_found(claim.shown_at(name.place()), "resource claim of this pod");
        }
    }
}

/// `resizePolicy` of a container. Source: `validateResizePolicy`.
pub(super) fn resize_policy<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>, list: Field<'t>) {
    let never = pod.spec.get("restartPolicy").is("Never");
    let mut seen = Seen::new();
    for policy in list.items() {
        let (name, restart) = (policy.get("resourceName"), policy.get("restartPolicy"));
        let text = name.text();
        if let Some(first) = seen.before(text, name) {
            check.duplicate(policy.shown_at(name.place()), first);
        }
        let place = |field: Field<'t>| list.shown_at(field.place());
        for (field, allowed) in [
            (name, ["cpu", "memory"]),
            (restart, ["NotRequired", "RestartContainer"]),
        ] {
            if field.is_empty() {
                check.required(place(field), &allowed.join(" or "));
            } else {
                check.one_of_at(place(field), field, &allowed);
            }
        }
        if never && !restart.is("NotRequired") {
            check.conflict(
                place(restart),
                "a container of a pod that never restarts cannot restart to be resized",
                "restartPolicy: NotRequired",
            );
        }
    }
}

/// `resourceClaims` of a pod. Source: `validatePodResourceClaim`.
pub(super) fn pod_resource_claims<'t>(check: &mut Check<'_, 't>, claims: Field<'t>) {
    check.unique(claims.items().map(|claim| claim.get("name")));
    for claim in claims.items() {
        check.required_format(claim.get("name"), &DNS_LABEL);
        // Up to 1.30 the names stand in a field of their own.
        let source = claim.get("source");
        let claim = if source.is_set() { source } else { claim };
        let (own, template) = (
            claim.get("resourceClaimName"),
            claim.get("resourceClaimTemplateName"),
        );
        let message = match (own.is_set(), template.is_set()) {
            (true, true) => {
                "the claim has both a `resourceClaimName` and a `resourceClaimTemplateName`"
            }
            (false, false) => {
                "the claim has neither a `resourceClaimName` nor a `resourceClaimTemplateName`"
            }
            _ => "",
        };
        if !message.is_empty() {
            check.conflict(claim, message, "set one of them");
        }
        check.format_if_set(own, &DNS_SUBDOMAIN);
        check.format_if_set(template, &DNS_SUBDOMAIN);
    }
}

/// `resources` of the pod as a whole. Source: `validatePodResources`.
pub(super) fn pod_resources<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let resources = pod.spec.get("resources");
    if !resources.is_set() {
        return;
    }
    if pod.spec.at(&["os", "name"]).is("windows") {
        check.forbidden(resources, "for a Windows pod as a whole");
        return;
    }
    if resources.get("claims").is_set() {
        check.forbidden(resources.get("claims"), "for a pod as a whole");
    }
    requirements(check, resources, pod_resource_name);
    let requests = resources.get("requests");
    for (key, amount) in requests.entries() {
        let name = key.as_key();
        let together = aggregate_requests(pod, &name);
        if amount.quantity().is_some_and(|own| together > own) {
            let message = format!("the containers request more `{name}` than the pod as a whole");
            check.conflict(amount, message, "raise the pod's request, or lower theirs");
        }
    }
    limits_within(check, pod, resources.get("limits"));
}

/// What a Pod as a whole does not request its containers do, and that must be within its limits. Source:
/// `defaultPodRequests`.
pub(super) fn implied_requests<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let resources = pod.spec.get("resources");
    let requests = resources.get("requests");
    for (key, limit) in resources.get("limits").entries() {
        let name = key.as_key();
        let is_implied =
            requests.find(&name).is_none() && matches!(name.as_ref(), "cpu" | "memory");
        let Some(most) = limit.entry_quantity().filter(|_| is_implied) else {
            continue;
        };
        if aggregate_requests(pod, &name) > most {
            let message = format!("the containers request more `{name}` than the pod may have");
            let place = requests.shown_at(limit.place());
            check.conflict(
                place,
                message,
                "raise the pod's limit, or lower what they request",
            );
        }
    }
}

/// No container's limit is above the pod's.
fn limits_within<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>, limits: Field<'t>) {
    for (key, most) in limits.entries() {
        let name = key.as_key();
        for container in pod.spec.get("containers").items() {
            let own = container.at(&["resources", "limits"]).entries();
            for (_, limit) in own.filter(|(key, _)| key.as_key() == name) {
                if limit.quantity() > most.quantity() {
                    let message = format!("the limit of `{name}` is above that of the pod");
                    check.conflict(limit, message, "lower it, or raise the pod's");
                }
            }
        }
    }
}

/// What the containers request together: those that run at the same time add up, and an init container
/// must fit beside the sidecars before it. Source: `AggregateContainerRequests`.
fn aggregate_requests(pod: &Pod<'_>, name: &str) -> Quantity {
    let request = |container: Field<'_>| {
        let amount = |list| container.at(&["resources", list]).find(name);
        let requested = amount("requests");
        // Of a Pod what is limited is requested as well; templates are not filled in.
        let own = requested.or_else(|| amount("limits").filter(|_| pod.is_pod));
        own.and_then(|own| own.quantity()).unwrap_or(Quantity::ZERO)
    };
    let containers = pod.spec.get("containers").items();
    let mut running = containers.fold(Quantity::ZERO, |sum, container| {
        sum.plus(request(container))
    });
    let (mut sidecars, mut most) = (Quantity::ZERO, Quantity::ZERO);
    for container in pod.spec.get("initContainers").items() {
        let own = request(container);
        if container.get("restartPolicy").is("Always") {
            sidecars = sidecars.plus(own);
            most = most.max(sidecars);
            running = running.plus(own);
        } else {
            most = most.max(sidecars.plus(own));
        }
    }
    running.max(most)
}
