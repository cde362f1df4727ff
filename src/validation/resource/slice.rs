//! Devices that a driver offers.

use std::sync::LazyLock;

use regex::Regex;

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{
    DNS_LABEL, DNS_SUBDOMAIN, LABEL_VALUE, QUALIFIED_NAME, is_dns_subdomain,
};
use crate::validation::pod;

use super::{device_keys, driver};

/// How many bytes the value of an attribute may have.
const VALUE_MOST: usize = 64;

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
    for device in spec.get("devices").items() {
        self::device(check, device, each);
    }
    check.unique(spec.get("devices").items().map(|device| device.get("name")));
    for set in spec.get("sharedCounters").items() {
        check.required_format(set.get("name"), &DNS_LABEL);
        counters(check, set.get("counters"));
    }
}

fn pool<'t>(check: &mut Check<'_, 't>, pool: Field<'t>) {
    let name = pool.get("name");
    if name.is_empty() {
        check.required(name, "name: node-1");
    } else if name.is_text() && !name.text().split('/').all(is_dns_subdomain) {
        check.format_of(name, "", &DNS_SUBDOMAIN);
    }
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
    device_keys(check, device.get("attributes"));
    device_keys(check, device.get("capacity"));
    for (_, attribute) in device.get("attributes").entries() {
        self::attribute(check, attribute);
    }
    for taint in device.get("taints").items() {
        check.format_of_set(taint.get("key"), &QUALIFIED_NAME);
        check.format(taint.get("value"), &LABEL_VALUE);
        check.required_one_of(taint.get("effect"), &["NoExecute", "NoSchedule", "None"]);
    }
    for used in device.get("consumesCounters").items() {
        check.required_format(used.get("counterSet"), &DNS_LABEL);
        counters(check, used.get("counters"));
    }
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
    }
}

/// An attribute has one value, or one list of them.
fn attribute<'t>(check: &mut Check<'_, 't>, attribute: Field<'t>) {
    let set = attribute
        .entries()
        .filter(|(_, value)| value.is_set())
        .count();
    if set != 1 {
        let message = format!("an attribute has one value, not {set}");
        check.conflict(
            attribute,
            message,
            "write one of `string`, `int`, `bool` and `version`",
        );
    }
    let texts = attribute
        .get("strings")
        .items()
        .chain([attribute.get("string")]);
    let versions = attribute
        .get("versions")
        .items()
        .chain([attribute.get("version")]);
    for version in versions.filter(|version| version.is_set() && version.is_text()) {
        let pattern = VERSION.as_ref();
        if pattern.is_some_and(|pattern| !pattern.is_match(&version.text())) {
            check.invalid(version, "a semantic version, like `1.2.3`");
        }
    }
    for text in texts.filter(|text| text.text().len() > VALUE_MOST) {
        check.too_long(text, VALUE_MOST, "bytes");
    }
}
