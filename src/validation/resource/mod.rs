//! Devices, and claims to them: `resource.k8s.io`. Source: `pkg/apis/resource/validation`. Expressions are
//! not compiled.

mod binding;
mod claim;
mod policy;
mod slice;

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{
    C_IDENTIFIER, DNS_LABEL, DNS_SUBDOMAIN, LABEL_VALUE, QUALIFIED_NAME, is_dns_subdomain,
};
use crate::validation::pod::{csi_driver_name as driver, template_metadata};
use crate::validation::resources::is_extended;
use crate::validation::seen::Seen;
use crate::yaml::Kind;

/// How many bytes the name of a driver may have.
const DRIVER_MOST: usize = 63;

/// How many bytes an expression, or the parameters of a driver, may have.
const TEXT_MOST: usize = 10 * 1024;

/// The most selectors, constraints and configurations, and the most requests of a claim.
const MOST: usize = 32;

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    // The first version wrote the fields of a request and of a device in other places.
    if check.object.version() == "v1beta1" {
        return;
    }
    let spec = check.root().get_if_defined("spec");
    match check.object.kind.as_ref() {
        "ResourceClaim" => claim::check(check, spec.get("devices")),
        "ResourceClaimTemplate" => {
            template_metadata(check, spec.get("metadata"));
            claim::check(check, spec.at(&["spec", "devices"]));
        }
        "ResourceSlice" => slice::check(check, spec),
        "DeviceClass" => device_class(check, spec),
        "DeviceTaintRule" => taint_rule(check, spec),
        _ => {}
    }
}

/// The items of a list, unless there are more than `most`: of those the server looks at none.
fn items<'t>(check: &mut Check<'_, 't>, list: Field<'t>, most: usize) -> Vec<Field<'t>> {
    if list.len() > most {
        check.too_many(list, most);
        return Vec::new();
    }
    list.items().collect()
}

/// As [`items`], of which no two have the same text in a field. The server names the item, not the field.
fn distinct<'t>(
    check: &mut Check<'_, 't>,
    list: Field<'t>,
    most: usize,
    field: &'static str,
) -> Vec<Field<'t>> {
    let items = items(check, list, most);
    let mut seen = Seen::new();
    for item in &items {
        let text = item.get(field);
        if !text.is_empty()
            && let Some(first) = seen.before(text.text(), text)
        {
            check.duplicate(item.shown_at(text.place()), first);
        }
    }
    items
}

/// A taint of devices.
fn taint<'t>(check: &mut Check<'_, 't>, taint: Field<'t>) {
    check.format_of_set(taint.get("key"), &QUALIFIED_NAME);
    check.format(taint.get("value"), &LABEL_VALUE);
    check.required_one_of(taint.get("effect"), &["NoExecute", "NoSchedule", "None"]);
}

/// The name of a pool: names of DNS, with slashes between them. Source: `validatePoolName`.
fn pool_name<'t>(check: &mut Check<'_, 't>, name: Field<'t>) {
    const MOST: usize = 253;
    let text = name.text();
    if name.is_empty() {
        return check.required(name, "name: node-1");
    }
    if text.len() > MOST {
        check.too_long(name, MOST, "bytes");
    }
    if name.is_text() && !text.split('/').all(is_dns_subdomain) {
        check.format_of(name, "", &DNS_SUBDOMAIN);
    }
}

/// A rule that gives devices a taint.
fn taint_rule<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let selector = spec.get("deviceSelector");
    if selector.get("driver").is_set() {
        driver(check, selector.get("driver"));
    }
    if selector.get("pool").is_set() {
        pool_name(check, selector.get("pool"));
    }
    check.format_if_set(selector.get("device"), &DNS_LABEL);
    taint(check, spec.get("taint"));
}

fn device_class<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    selectors(check, spec.get("selectors"));
    for config in items(check, spec.get("config"), MOST) {
        configuration(check, config);
    }
    let name = spec.get("extendedResourceName");
    if name.is_set() && name.is_text() && !is_extended(&name.text()) {
        check.invalid(
            name,
            "a name with a domain of its own, like `example.com/gpu`",
        );
    }
}

/// Expressions that select devices.
fn selectors<'t>(check: &mut Check<'_, 't>, selectors: Field<'t>) {
    for selector in items(check, selectors, MOST) {
        let cel = selector.get("cel");
        if !cel.is_set() {
            check.required(cel, "cel: {expression: device.driver == 'gpu.example.com'}");
        }
        let expression = cel.get("expression");
        if expression.text().len() > TEXT_MOST {
            check.too_long(expression, TEXT_MOST, "bytes");
        }
    }
}

/// What a driver is told.
fn configuration<'t>(check: &mut Check<'_, 't>, config: Field<'t>) {
    let opaque = config.get("opaque");
    if !opaque.is_set() {
        check.required(opaque, "opaque: {driver: gpu.example.com, parameters: {}}");
        return;
    }
    driver(check, opaque.get("driver"));
    let parameters = opaque.get("parameters");
    if !parameters.is_set() {
        check.required(parameters, "parameters: {}");
    } else if parameters.place().text().len() > TEXT_MOST
        || parameters
            .node()
            .is_some_and(|node| node.text().len() > TEXT_MOST)
    {
        check.too_long(parameters, TEXT_MOST, "bytes");
    } else if parameters
        .node()
        .is_some_and(|node| node.kind() != Kind::Mapping)
    {
        check.conflict(
            parameters,
            "the parameters of a driver are an object",
            "write fields",
        );
    }
}

/// The name of an attribute or a capacity, with or without its domain.
fn is_device_name(name: &str) -> bool {
    let is_id = |id: &str| id.len() <= 32 && (C_IDENTIFIER.fits)(id);
    match name.split_once('/') {
        Some((_, id)) if id.contains('/') => true,
        Some((domain, id)) => {
            domain.len() <= DRIVER_MOST && is_dns_subdomain(&domain.to_lowercase()) && is_id(id)
        }
        None => is_id(name),
    }
}

/// The name of an attribute with its domain.
fn full_name<'t>(check: &mut Check<'_, 't>, name: Field<'t>) {
    let text = name.text();
    if name.is_text() && (!text.contains('/') || !is_device_name(&text)) {
        check.invalid(
            name,
            "a domain, a slash and a name, like `gpu.example.com/model`",
        );
    }
}

/// The keys of attributes and capacities.
fn device_keys<'t>(check: &mut Check<'_, 't>, map: Field<'t>) {
    for (key, _) in map.entries() {
        let text = key.as_key();
        if !is_device_name(&text) {
            check.format_of(map.shown_at(key), &text, &C_IDENTIFIER);
        }
    }
}
