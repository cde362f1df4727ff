//! Environment variables and where their values come from. Source: `ValidateEnv` and `ValidateEnvFrom`.

use super::spec::Pod;
use crate::quantity::Quantity;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{
    CONFIG_KEY, DNS_LABEL, DNS_SUBDOMAIN, ENV_NAME, Format, QUALIFIED_NAME,
};
use crate::validation::written;

use super::paths::no_backsteps;
use super::volumes;

/// `env` of a container. A name may stand twice: the last one holds, and the server only warns.
pub(super) fn env<'t>(check: &mut Check<'_, 't>, env: Field<'t>) {
    for variable in env.items() {
        check.required_format(variable.get("name"), &ENV_NAME);
        value_from(check, variable);
    }
}

const SOURCES: [&str; 5] = [
    "fieldRef",
    "resourceFieldRef",
    "configMapKeyRef",
    "secretKeyRef",
    "fileKeyRef",
];

fn value_from<'t>(check: &mut Check<'_, 't>, variable: Field<'t>) {
    let from = variable.get("valueFrom");
    if !from.is_set() {
        return;
    }
    field_selector(check, from.get("fieldRef"), &ENV_FIELDS);
    resource_field_selector(check, from.get("resourceFieldRef"), false);
    for name in ["configMapKeyRef", "secretKeyRef"] {
        key_selector(check, from.get(name));
    }
    file_key_selector(check, from.get("fileKeyRef"));
    let count = SOURCES
        .iter()
        .filter(|name| from.get(name).is_set())
        .count();
    if count == 0 {
        let message = "`valueFrom` names no source";
        check.conflict(from, message, "set one of its fields, like `fieldRef`");
    } else if !variable.get("value").is_empty() {
        let message = "the variable has both a `value` and a `valueFrom`";
        check.conflict(from, message, "leave one of them out");
    } else if count > 1 {
        let message = "`valueFrom` names more than one source";
        check.conflict(from, message, "give each variable one source");
    }
}

/// What a variable can take from the pod itself.
const ENV_FIELDS: [&str; 9] = [
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];

/// All fields that the server knows by a path; each use takes some of them. Source:
/// `ConvertDownwardAPIFieldLabel`.
const KNOWN_FIELDS: [&str; 15] = [
    "metadata.annotations",
    "metadata.labels",
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.serviceAccountName",
    "spec.schedulerName",
    "status.phase",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
    "spec.host",
];

/// A `fieldRef`. Source: `validateObjectFieldSelector`.
pub(super) fn field_selector<'t>(check: &mut Check<'_, 't>, selector: Field<'t>, allowed: &[&str]) {
    if !selector.is_set() {
        return;
    }
    let field = selector.get("fieldPath");
    if field.is_empty() {
        check.required(field, "fieldPath: metadata.name");
        return;
    }
    let Some(path) = field.str() else { return };
    let version = selector.get("apiVersion");
    if !version.is_empty() && !version.is("v1") {
        check.invalid(field, "a field of a Pod of `apiVersion: v1`");
        return;
    }
    match subscript(&path) {
        Some(("metadata.annotations", key)) => {
            let place = selector.shown_at(field.place());
            check.format_of(place, &key.to_lowercase(), &QUALIFIED_NAME);
        }
        Some(("metadata.labels", key)) => {
            check.format_of(selector.shown_at(field.place()), key, &QUALIFIED_NAME);
        }
        Some(_) => check.invalid(
            field,
            "a key in brackets only behind `metadata.labels` and `metadata.annotations`",
        ),
        None if !KNOWN_FIELDS.contains(&path.as_ref()) => {
            check.invalid(field, &crate::schema::one_of(allowed));
        }
        None if path != "spec.host" && !allowed.contains(&path.as_ref()) => {
            check.unsupported(field, allowed);
        }
        None => {}
    }
}

/// `metadata.labels['app']` as its path and its key.
fn subscript(path: &str) -> Option<(&str, &str)> {
    let (path, key) = path.strip_suffix("']")?.split_once("['")?;
    (!path.is_empty()).then_some((path, key))
}

const RESOURCES: [&str; 6] = [
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
    "requests.cpu",
    "requests.memory",
    "requests.ephemeral-storage",
];

/// A `resourceFieldRef`. In a volume it must name its container. Source:
/// `validateContainerResourceFieldSelector`.
pub(super) fn resource_field_selector<'t>(
    check: &mut Check<'_, 't>,
    selector: Field<'t>,
    in_volume: bool,
) {
    if !selector.is_set() {
        return;
    }
    let resource = selector.get("resource");
    let text = resource.text();
    let huge = text.starts_with("requests.hugepages-") || text.starts_with("limits.hugepages-");
    if in_volume && selector.get("containerName").is_empty() {
        check.required(selector.get("containerName"), "containerName: web");
    } else if resource.is_empty() {
        check.required(resource, "resource: limits.memory");
    } else if !RESOURCES.contains(&text.as_ref()) && !huge {
        check.unsupported(resource, &RESOURCES);
    }
    divisor(check, selector.get("divisor"), &text);
}

/// The unit of the value: a power of a thousand or of 1024, for CPUs 1 or a thousandth. Source:
/// `validateContainerResourceDivisor`.
fn divisor<'t>(check: &mut Check<'_, 't>, divisor: Field<'t>, resource: &str) {
    const UNITS: [&str; 13] = [
        "1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei",
    ];
    if divisor
        .quantity()
        .is_none_or(|amount| amount == Quantity::ZERO)
    {
        return;
    }
    let units: &[&str] = match resource.split_once('.') {
        Some((_, "cpu")) => &["1m", "1"],
        Some((_, kind)) if kind == "memory" || kind == "ephemeral-storage" => &UNITS,
        Some((_, kind)) if kind.starts_with("hugepages-") => &UNITS,
        _ => return,
    };
    if !written::is_one_of(&divisor.amount(), units) {
        check.invalid(divisor, &crate::schema::one_of(units));
    }
}

/// A `configMapKeyRef` or `secretKeyRef`.
fn key_selector<'t>(check: &mut Check<'_, 't>, selector: Field<'t>) {
    if !selector.is_set() {
        return;
    }
    check.format_of_set(selector.get("name"), &DNS_SUBDOMAIN);
    check.required_format(selector.get("key"), &CONFIG_KEY);
}

fn file_key_selector<'t>(check: &mut Check<'_, 't>, selector: Field<'t>) {
    if !selector.is_set() {
        return;
    }
    check.required_format(selector.get("key"), &ENV_NAME);
    check.required_format(selector.get("volumeName"), &DNS_LABEL);
    if selector.get("path").is_empty() {
        check.required(selector.get("path"), "path: app.env");
    } else {
        no_backsteps(check, selector.get("path"));
    }
}

/// The volumes of `fileKeyRef`s must be there, and be empty directories. Source:
/// `validateFileKeyRefVolumes`.
pub(super) fn file_key_volumes<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    for container in pod.all_containers() {
        for variable in container.get("env").items() {
            let key = variable.at(&["valueFrom", "fileKeyRef"]);
            let name = key.get("volumeName");
            if !key.is_set() {
                continue;
            }
            match pod.volume(&name.text()) {
                None => check.not_found(name, "volume of this pod"),
                Some(volume) if !volumes::is_empty_dir(volume) => {
                    check.invalid(name, "the name of an `emptyDir` volume");
                }
                Some(_) => {}
            }
        }
    }
}

/// `envFrom` of a container. Source: `ValidateEnvFrom`.
pub(super) fn env_from<'t>(check: &mut Check<'_, 't>, list: Field<'t>) {
    for source in list.items() {
        check.format(source.get("prefix"), &ENV_NAME);
        let (map, secret) = (source.get("configMapRef"), source.get("secretRef"));
        for reference in [map, secret] {
            if reference.is_set() {
                name_prefix(check, reference.get("name"), &DNS_SUBDOMAIN);
            }
        }
        let message = match (map.is_set(), secret.is_set()) {
            (false, false) => "this source of variables names neither a ConfigMap nor a Secret",
            (true, true) => "this source of variables names both a ConfigMap and a Secret",
            _ => continue,
        };
        let place = list.shown_at(source.place());
        check.conflict(place, message, "set one of `configMapRef` and `secretRef`");
    }
}

/// A name that must be there and that the server takes for a prefix, which may end with a dash.
fn name_prefix<'t>(check: &mut Check<'_, 't>, name: Field<'t>, format: &Format) {
    let text = name.text();
    match text.strip_suffix('-') {
        Some(rest) if !rest.is_empty() => check.format_of(name, &format!("{rest}a"), format),
        _ => check.required_format(name, format),
    }
}
