//! Claims to devices.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{
    DNS_LABEL, DNS_SUBDOMAIN, LABEL_VALUE, QUALIFIED_NAME, is_dns_label,
};

use super::{configuration, full_name, selectors};

/// The most requests, constraints and configurations of a claim, choices and tolerations of a request.
const MOST: usize = 32;
const MOST_CHOICES: usize = 8;
const MOST_TOLERATIONS: usize = 16;

/// A list of so many items at the most, no two of one name. The server names the item, not its name.
fn named<'t>(check: &mut Check<'_, 't>, list: Field<'t>, most: usize) {
    if list.len() > most {
        check.too_many(list, most);
    }
    let mut seen: Vec<Field<'t>> = Vec::new();
    for item in list.items() {
        let name = item.get("name");
        let first = seen
            .iter()
            .find(|other| other.get("name").text() == name.text());
        match first.copied() {
            Some(first) if !name.is_empty() => {
                let place = item.shown_at(name.place());
                check.duplicate(place, first.get("name"));
            }
            _ => seen.push(item),
        }
    }
}

/// `spec.devices` of a claim.
pub(super) fn check<'t>(check: &mut Check<'_, 't>, devices: Field<'t>) {
    let requests = devices.get("requests");
    named(check, requests, MOST);
    for name in ["constraints", "config"] {
        if devices.get(name).len() > MOST {
            check.too_many(devices.get(name), MOST);
        }
    }
    for request in requests.items() {
        self::request(check, request);
    }
    for constraint in devices.get("constraints").items() {
        request_names(check, constraint.get("requests"), requests);
        check.unique(constraint.get("requests").items());
        let (same, distinct) = (
            constraint.get("matchAttribute"),
            constraint.get("distinctAttribute"),
        );
        if same.is_set() {
            full_name(check, same);
        } else if distinct.is_set() {
            full_name(check, distinct);
        } else {
            check.required(constraint, "matchAttribute: gpu.example.com/model");
        }
    }
    for config in devices.get("config").items() {
        request_names(check, config.get("requests"), requests);
        check.unique(config.get("requests").items());
        configuration(check, config);
    }
}

/// One device or more, or a list of choices.
fn request<'t>(check: &mut Check<'_, 't>, request: Field<'t>) {
    check.format_of_set(request.get("name"), &DNS_LABEL);
    let (exactly, first) = (request.get("exactly"), request.get("firstAvailable"));
    match (exactly.is_set(), !first.is_empty()) {
        (true, true) => {
            let message = "a request has `exactly` or `firstAvailable`, not both";
            check.conflict(request, message, "leave one of them out");
        }
        (true, false) => devices(check, exactly),
        (false, true) => {
            named(check, first, MOST_CHOICES);
            for choice in first.items() {
                check.format_of_set(choice.get("name"), &DNS_LABEL);
                devices(check, choice);
            }
        }
        (false, false) => check.required(request, "exactly: {deviceClassName: gpu.example.com}"),
    }
}

/// Which devices, and how many.
fn devices<'t>(check: &mut Check<'_, 't>, request: Field<'t>) {
    check.required_format(request.get("deviceClassName"), &DNS_SUBDOMAIN);
    selectors(check, request.get("selectors"));
    let (mode, count) = (request.get("allocationMode"), request.get("count"));
    match mode.text().as_ref() {
        "All" if count.int().is_some_and(|count| count != 0) => {
            check.conflict(count, "`All` leaves nothing to count", "leave `count` out");
        }
        "All" => {}
        // One device is the default.
        "" | "ExactCount" if count.int().is_none_or(|count| count >= 0) => {}
        "" | "ExactCount" => check.range(count, 1, i64::MAX),
        _ => check.closed(mode, &["All", "ExactCount"]),
    }
    if request.get("tolerations").len() > MOST_TOLERATIONS {
        check.too_many(request.get("tolerations"), MOST_TOLERATIONS);
    }
    for toleration in request.get("tolerations").items() {
        self::toleration(check, toleration);
    }
}

fn toleration<'t>(check: &mut Check<'_, 't>, toleration: Field<'t>) {
    check.format(toleration.get("key"), &QUALIFIED_NAME);
    let (operator, value) = (toleration.get("operator"), toleration.get("value"));
    check.one_of(operator, &["Equal", "Exists"]);
    if operator.is("Exists") && !value.is_empty() {
        check.conflict(value, "`Exists` takes no value", "leave `value` out");
    } else if !operator.is("Exists") {
        check.format(value, &LABEL_VALUE);
    }
    check.one_of(
        toleration.get("effect"),
        &["NoExecute", "NoSchedule", "None"],
    );
}

/// Names of requests of the claim; behind a slash, of one of the choices of a request.
fn request_names<'t>(check: &mut Check<'_, 't>, names: Field<'t>, requests: Field<'t>) {
    let is_known = |name: &str| {
        let (request, choice) = match name.split_once('/') {
            Some((request, choice)) => (request, Some(choice)),
            None => (name, None),
        };
        requests.items().any(|known| {
            let mut choices = known.get("firstAvailable").items();
            known.get("name").is(request)
                && choice.is_none_or(|name| choices.any(|choice| choice.get("name").is(name)))
        })
    };
    for name in names.items().filter(|name| name.is_text()) {
        let text = name.text();
        if !text.split('/').all(is_dns_label) || !is_known(&text) {
            check.invalid(name, "the name of a request of this claim");
        }
    }
}
