//! Claims to devices.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{
    DNS_LABEL, DNS_SUBDOMAIN, LABEL_VALUE, QUALIFIED_NAME, is_dns_label,
};

use super::{MOST, configuration, distinct, full_name, items, selectors};

/// The most choices and tolerations of a request.
const MOST_CHOICES: usize = 8;
const MOST_TOLERATIONS: usize = 16;

/// `spec.devices` of a claim.
pub(super) fn check<'t>(check: &mut Check<'_, 't>, devices: Field<'t>) {
    let known = Names::of(devices.get("requests"));
    for request in distinct(check, devices.get("requests"), MOST, "name") {
        self::request(check, request);
    }
    for constraint in items(check, devices.get("constraints"), MOST) {
        request_names(check, constraint.get("requests"), &known);
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
    for config in items(check, devices.get("config"), MOST) {
        request_names(check, config.get("requests"), &known);
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
            for choice in distinct(check, first, MOST_CHOICES, "name") {
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
    for toleration in items(check, request.get("tolerations"), MOST_TOLERATIONS) {
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

/// The names of requests, and of the choices of each.
struct Names<'t>(BTreeMap<Cow<'t, str>, BTreeSet<Cow<'t, str>>>);

impl<'t> Names<'t> {
    fn of(requests: Field<'t>) -> Self {
        let choices = |request: Field<'t>| {
            let choices = request.get("firstAvailable").items();
            choices.map(|choice| choice.get("name").text()).collect()
        };
        let requests = requests.items();
        Self(
            requests
                .map(|request| (request.get("name").text(), choices(request)))
                .collect(),
        )
    }

    fn has(&self, name: &str) -> bool {
        match name.split_once('/') {
            Some((request, choice)) => self.0.get(request).is_some_and(|all| all.contains(choice)),
            None => self.0.contains_key(name),
        }
    }
}

/// Names of requests of the claim; behind a slash, of one of the choices of a request.
fn request_names<'t>(check: &mut Check<'_, 't>, names: Field<'t>, known: &Names<'t>) {
    for name in names.items().filter(|name| name.is_text()) {
        let text = name.text();
        if !text.split('/').all(is_dns_label) || !known.has(&text) {
            check.invalid(name, "the name of a request of this claim");
        }
    }
}
