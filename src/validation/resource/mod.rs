//! Devices, and claims to them: `resource.k8s.io`. Source: `pkg/apis/resource/validation`. Expressions are
//! not compiled.

mod claim;
mod slice;

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{C_IDENTIFIER, is_dns_subdomain};
use crate::validation::pod::{csi_driver_name as driver, template_metadata};
use crate::validation::resources::is_extended;
use crate::yaml::Kind;

/// How many bytes the name of a driver may have.
const DRIVER_MOST: usize = 63;

/// How many bytes an expression, or the parameters of a driver, may have.
const TEXT_MOST: usize = 10 * 1024;

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    // The first version wrote the fields of a request and of a device in other places.
    if check.object.version() == "v1beta1" {
        return;
    }
    let spec = check.root().get("spec");
    match check.object.kind.as_ref() {
        "ResourceClaim" => claim::check(check, spec.get("devices")),
        "ResourceClaimTemplate" => {
            template_metadata(check, spec.get("metadata"));
            claim::check(check, spec.at(&["spec", "devices"]));
        }
        "ResourceSlice" => slice::check(check, spec),
        "DeviceClass" => device_class(check, spec),
        _ => {}
    }
}

fn device_class<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    selectors(check, spec.get("selectors"));
    for config in spec.get("config").items() {
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
    for selector in selectors.items() {
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
