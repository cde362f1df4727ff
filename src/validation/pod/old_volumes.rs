//! Volume sources of certain kinds of storage, most of them from before CSI. Source: their functions in
//! `pkg/apis/core/validation`.

use crate::validation::check::Check;
use crate::validation::field::Field;

/// What each source must have, with an example.
const REQUIRED: [(&str, &[(&str, &str)]); 16] = [
    ("gitRepo", &[("repository", "https://example.com/shop.git")]),
    ("gcePersistentDisk", &[("pdName", "my-disk")]),
    ("awsElasticBlockStore", &[("volumeID", "vol-1")]),
    (
        "nfs",
        &[("server", "nfs.example.com"), ("path", "/exports")],
    ),
    (
        "glusterfs",
        &[("endpoints", "glusterfs"), ("path", "my-volume")],
    ),
    ("rbd", &[("monitors", "[10.0.0.1:6789]"), ("image", "data")]),
    ("cinder", &[("volumeID", "1")]),
    ("cephfs", &[("monitors", "[10.0.0.1:6789]")]),
    ("flexVolume", &[("driver", "example.com/driver")]),
    (
        "azureFile",
        &[("secretName", "azure"), ("shareName", "data")],
    ),
    ("azureDisk", &[("diskName", "data"), ("diskURI", "…")]),
    ("vsphereVolume", &[("volumePath", "[store] data")]),
    ("photonPersistentDisk", &[("pdID", "1")]),
    ("portworxVolume", &[("volumeID", "1")]),
    (
        "scaleIO",
        &[("gateway", "…"), ("system", "…"), ("volumeName", "data")],
    ),
    ("iscsi", &[("targetPortal", "10.0.0.1:3260"), ("iqn", "…")]),
];

/// The source `kind` of a volume, which is set.
pub(in crate::validation) fn source<'t>(
    check: &mut Check<'_, 't>,
    volume: Field<'t>,
    kind: &'static str,
) {
    let source = volume.get(kind);
    let required = REQUIRED.iter().find(|(name, _)| *name == kind);
    for &(name, example) in required.map_or(&[][..], |(_, fields)| fields) {
        if source.get(name).is_empty() {
            check.required(source.get(name), &format!("{name}: {example}"));
        }
    }
    match kind {
        "gcePersistentDisk" | "awsElasticBlockStore" => {
            check.range(source.get("partition"), 0, 255);
        }
        "gitRepo" => super::paths::descending_path(check, source.get("directory")),
        "nfs" => {
            let path = source.get("path");
            if path.is_text() && !path.text().starts_with('/') {
                check.invalid(path, "an absolute path");
            }
        }
        "cinder" => {
            let secret = source.get("secretRef");
            if secret.is_set() && secret.get("name").is_empty() {
                check.required(secret.get("name"), "name: credentials");
            }
        }
        "flocker" => flocker(check, source),
        "flexVolume" => flex_options(check, source),
        "quobyte" => quobyte(check, source),
        "storageos" => storage_os(check, source),
        "azureDisk" => azure_disk(check, source),
        "fc" => fc(check, source),
        "iscsi" => {
            iscsi(check, source);
            let length = volume.get("name").text().len() + source.get("targetPortal").text().len();
            if source.get("initiatorName").is_set() && length + 1 > 64 {
                check.conflict(
                    volume.get("name"),
                    "the name of the volume and `targetPortal` have more than 63 characters together",
                    "choose a shorter name, or leave `initiatorName` out",
                );
            }
        }
        _ => {}
    }
}

fn flocker<'t>(check: &mut Check<'_, 't>, source: Field<'t>) {
    let (name, id) = (source.get("datasetName"), source.get("datasetUUID"));
    match (name.is_empty(), id.is_empty()) {
        (true, true) => check.required(source, "datasetName: data"),
        (false, false) => {
            let message = "the source has both a `datasetName` and a `datasetUUID`";
            check.conflict(source, message, "leave one of them out");
        }
        _ => {}
    }
    if name.text().contains('/') {
        check.invalid(name, "a name without `/`");
    }
}

fn flex_options<'t>(check: &mut Check<'_, 't>, source: Field<'t>) {
    for (key, value) in source.get("options").entries() {
        let text = key.as_key();
        let domain = text
            .split_once('/')
            .map_or(text.as_ref(), |(domain, _)| domain);
        let domain = format!(".{}", domain.to_lowercase());
        if domain.ends_with(".kubernetes.io") || domain.ends_with(".k8s.io") {
            check.invalid(
                value.shown_at(key),
                "keys outside of Kubernetes' own domains",
            );
        }
    }
}

fn quobyte<'t>(check: &mut Check<'_, 't>, source: Field<'t>) {
    let registry = source.get("registry");
    if registry.is_empty() {
        check.required(registry, "registry: registry.example.com:7861");
    } else if source.get("tenant").text().len() >= 65 {
        check.required(source.get("tenant"), "a tenant of up to 64 characters");
    } else if registry.text().split(',').any(|pair| !pair.contains(':')) {
        check.invalid(registry, "pairs of host and port, separated by commas");
    }
    if source.get("volume").is_empty() {
        check.required(source.get("volume"), "volume: data");
    }
}

fn storage_os<'t>(check: &mut Check<'_, 't>, source: Field<'t>) {
    use crate::validation::formats::DNS_LABEL;
    check.required_format(source.get("volumeName"), &DNS_LABEL);
    check.format(source.get("volumeNamespace"), &DNS_LABEL);
    let secret = source.get("secretRef");
    if secret.is_set() && secret.get("name").is_empty() {
        check.required(secret.get("name"), "name: credentials");
    }
}

fn azure_disk<'t>(check: &mut Check<'_, 't>, source: Field<'t>) {
    let cachings = ["None", "ReadOnly", "ReadWrite"];
    check.one_of_set(source.get("cachingMode"), &cachings);
    let (kind, uri) = (source.get("kind"), source.get("diskURI"));
    check.one_of_set(kind, &["Dedicated", "Managed", "Shared"]);
    let start = match kind.str().as_deref() {
        Some("Managed") => "/subscriptions/",
        Some(_) => "https://",
        // `Shared` is what the server fills in.
        None => "https://",
    };
    if !uri.is_empty() && !uri.text().starts_with(start) {
        check.unsupported(uri, &[&format!("{start}…")]);
    }
}

/// Source: `validateFCVolumeSource`.
pub(in crate::validation) fn fc<'t>(check: &mut Check<'_, 't>, source: Field<'t>) {
    let (targets, ids, lun) = (
        source.get("targetWWNs"),
        source.get("wwids"),
        source.get("lun"),
    );
    if targets.is_empty() && ids.is_empty() {
        check.required(targets, "targetWWNs: [500a0982991b8dc5]");
    }
    if !targets.is_empty() && !ids.is_empty() {
        let message = "the source has both `targetWWNs` and `wwids`";
        check.conflict(targets, message, "leave one of them out");
    }
    if !targets.is_empty() {
        if lun.is_set() {
            check.range(lun, 0, 255);
        } else {
            check.required(lun, "lun: 0");
        }
    }
}

/// What is the same for iSCSI volumes of pods and persistent ones. Source: `validateISCSIVolumeSource`.
pub(in crate::validation) fn iscsi<'t>(check: &mut Check<'_, 't>, source: Field<'t>) {
    let takes = "a name that starts with `iqn.`, `eui.` or `naa.` and has the form of these";
    let (name, initiator) = (source.get("iqn"), source.get("initiatorName"));
    if !name.is_empty() && !is_iscsi_name(&name.text()) {
        check.invalid(name, takes);
    }
    if initiator.is_set() && !is_iscsi_name(&initiator.text()) {
        check.invalid(initiator, takes);
    }
    check.range(source.get("lun"), 0, 255);
    let authenticated = ["chapAuthDiscovery", "chapAuthSession"];
    if authenticated.iter().any(|name| source.get(name).flag()) && !source.get("secretRef").is_set()
    {
        check.required(source.get("secretRef"), "secretRef: {name: credentials}");
    }
}

/// RFC 3721: `iqn.2026-01.com.example:disk`, or 16 or 32 characters behind `eui.` or `naa.`.
fn is_iscsi_name(name: &str) -> bool {
    let alphanumeric = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let body = name.get(4..).unwrap_or_default();
    match name.get(..3) {
        Some("eui") => alphanumeric(body, 16),
        Some("naa") => alphanumeric(body, 32),
        Some("iqn") => {
            let date = body.bytes().take(8).enumerate().all(|(at, byte)| match at {
                4 => byte == b'-',
                7 => byte == b'.',
                _ => byte.is_ascii_digit(),
            });
            let rest = body.get(8..).and_then(|rest| rest.split_once(':'));
            let domain = |text: &str| {
                let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
                !text.is_empty() && text.bytes().all(allowed)
            };
            let last = |text: &str| {
                !text.is_empty() && !text.contains([',', ';', '*', '&', '$', '|', ' ', '\t', '\n'])
            };
            date && rest.is_some_and(|(name, disk)| domain(name) && last(disk))
        }
        _ => false,
    }
}
