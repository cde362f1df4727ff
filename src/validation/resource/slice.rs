//! Devices that a driver offers.

use std::sync::LazyLock;

use regex::Regex;

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_LABEL, DNS_SUBDOMAIN};
use crate::validation::pod;

use super::{binding, device_keys, distinct, driver, items, policy, pool_name};

/// How many bytes the value of an attribute may have.
const VALUE_MOST: usize = 64;

/// How much of each there may be. Source: the constants of `pkg/apis/resource/types.go`.
const MOST_KEYS: usize = 32;
const MOST_TAINTS: usize = 16;
const MOST_CONSUMED: usize = 2;
const MOST_COUNTER_SETS: usize = 8;
const MOST_COUNTERS: usize = 32;

/// Where the devices of a slice may be said to be.
const PLACES: [&str; 4] = [
    "nodeName",
    "nodeSelector",
    "allNodes",
    "perDeviceNodeSelection",
];

/// A version of <https://semver.org>.
static VERSION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const NUMBER: &str = r"(0|[1-9][0-9]*)";
    const BUILD: &str = r"(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?";
    let before = format!("({NUMBER}|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)");
    let before = format!(r"(-{before}(\.{before})*)?");
    Regex::new(&format!(r"^{NUMBER}\.{NUMBER}\.{NUMBER}{before}{BUILD}$")).ok()
});

/// `spec` of a `ResourceSlice`.
pub(super) fn check<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    driver(check, spec.get("driver"));
    pool(check, spec.get("pool"));
    let each = spec.get("perDeviceNodeSelection").flag();
    places(check, spec, &PLACES);
    let (sets, devices) = (spec.get("sharedCounters"), spec.get("devices"));
    if sets.is_set() && devices.is_set() {
        let message = "a slice has `sharedCounters` or `devices`, not both";
        check.conflict(spec, message, "write a slice for each, of one pool");
    }
    for device in distinct(check, devices, most_devices(devices), "name") {
        self::device(check, device, each);
    }
    for set in distinct(check, sets, MOST_COUNTER_SETS, "name") {
        check.required_format(set.get("name"), &DNS_LABEL);
        counters(check, set.get("counters"));
    }
}

/// How many devices a slice may have: fewer where one of them has what takes work to allocate.
fn most_devices(devices: Field<'_>) -> usize {
    let is_advanced = |device: Field<'_>| {
        !device.get("taints").is_empty() || !device.get("consumesCounters").is_empty()
    };
    match devices.items().any(is_advanced) {
        true => 64,
        false => 128,
    }
}

fn pool<'t>(check: &mut Check<'_, 't>, pool: Field<'t>) {
    pool_name(check, pool.get("name"));
    let count = pool.get("resourceSliceCount");
    if count.is_set() {
        check.range(count, 1, i64::MAX);
    } else {
        check.invalid(count, "a number from 1 on");
    }
    check.non_negative(pool.get("generation"));
}

/// Exactly one of the ways to say on which nodes devices are.
fn places<'t>(check: &mut Check<'_, 't>, holder: Field<'t>, names: &[&'static str]) {
    let mut set = 0;
    for &name in names {
        let field = holder.get(name);
        match name {
            _ if !field.is_set() => {}
            "nodeName" => {
                set += usize::from(!field.is_empty());
                check.format_if_set(field, &DNS_SUBDOMAIN);
            }
            "nodeSelector" => {
                set += 1;
                pod::node_selector(check, field);
                let terms = field.get("nodeSelectorTerms");
                if names.len() == PLACES.len() && terms.len() != 1 {
                    check.invalid(terms, "one term, so that selectors can be joined");
                }
            }
            _ if field.bool() == Some(false) => check.invalid(field, "`true`, or nothing at all"),
            _ => set += 1,
        }
    }
    match set {
        0 => check.required(holder, "nodeName: node-1"),
        1 => {}
        _ => {
            let message = format!("{} exclude each other", crate::schema::one_of(names));
            check.conflict(holder, message, "leave all but one out");
        }
    }
}

fn device<'t>(check: &mut Check<'_, 't>, device: Field<'t>, each: bool) {
    check.format_of_set(device.get("name"), &DNS_LABEL);
    let (attributes, capacity) = (device.get("attributes"), device.get("capacity"));
    if attributes.len() + capacity.len() > MOST_KEYS {
        let message = format!("a device has at most {MOST_KEYS} attributes and capacities");
        check.conflict(device, message, "leave some out");
    }
    device_keys(check, attributes);
    device_keys(check, capacity);
    for (_, attribute) in attributes.entries() {
        self::attribute(check, attribute);
    }
    capacities(check, device);
    for taint in items(check, device.get("taints"), MOST_TAINTS) {
        super::taint(check, taint);
    }
    let used = device.get("consumesCounters");
    for used in distinct(check, used, MOST_CONSUMED, "counterSet") {
        check.required_format(used.get("counterSet"), &DNS_LABEL);
        counters(check, used.get("counters"));
    }
    binding::conditions(check, device);
    if each {
        places(check, device, &PLACES[..3]);
    } else if PLACES[..3].iter().any(|name| device.get(name).is_set()) {
        let message = "a device says where it is, and the slice does as well";
        check.conflict(
            device,
            message,
            "set `perDeviceNodeSelection: true` in the slice",
        );
    }
}

fn counters<'t>(check: &mut Check<'_, 't>, counters: Field<'t>) {
    if counters.is_empty() {
        check.required(counters, "counters: {memory: {value: 40Gi}}");
    } else if counters.len() > MOST_COUNTERS {
        check.too_many(counters, MOST_COUNTERS);
    } else {
        for (key, _) in counters.entries() {
            check.format_of(counters.shown_at(key), &key.as_key(), &DNS_LABEL);
        }
    }
}

/// How a capacity may be shared out, which takes a device that is allocated more than once.
fn capacities<'t>(check: &mut Check<'_, 't>, device: Field<'t>) {
    let is_shared = device.get("allowMultipleAllocations").flag();
    for (_, capacity) in device.get("capacity").entries() {
        let policy = capacity.get("requestPolicy");
        if policy.is_set() && !is_shared {
            check.forbidden(policy, "unless `allowMultipleAllocations` is true");
        } else if policy.is_set() {
            policy::check(check, policy, capacity.get("value"));
        }
    }
}

/// An attribute has one value.
fn attribute<'t>(check: &mut Check<'_, 't>, attribute: Field<'t>) {
    // Lists of values are behind a feature gate that is off, and dropped.
    let values = ["string", "int", "bool", "version"];
    let set = values.iter().filter(|name| attribute.get(name).is_set());
    let set = set.count();
    if set != 1 {
        let message = format!("an attribute has one value, not {set}");
        check.conflict(
            attribute,
            message,
            "write one of `string`, `int`, `bool` and `version`",
        );
    }
    let (text, version) = (attribute.get("string"), attribute.get("version"));
    if version.is_set() && version.is_text() {
        let pattern = VERSION.as_ref();
        if pattern.is_some_and(|pattern| !pattern.is_match(&version.text())) {
            check.invalid(version, "a semantic version, like `1.2.3`");
        }
    }
    for text in [text, version] {
        if text.text().len() > VALUE_MOST {
            check.too_long(text, VALUE_MOST, "bytes");
        }
    }
}
