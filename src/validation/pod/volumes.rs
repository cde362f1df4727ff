//! The volumes of a pod. Source: `ValidateVolumes` and `validateVolumeSource`.

use std::collections::BTreeSet;

use super::containers::pull_policy;
use super::paths::{local_path, no_backsteps};
use super::spec::Pod;
use super::{env, old_volumes, projected};
use crate::diagnostic::RuleId;
use crate::quantity::Quantity;
use crate::validation::check::Check;
use crate::validation::claims;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_LABEL, DNS_SUBDOMAIN, is_dns_subdomain};
use crate::validation::meta;
use crate::validation::seen::Seen;

/// The sources that a volume can have, in the server's order: the first that is set is the one that
/// holds.
const SOURCES: [&str; 30] = [
    "emptyDir",
    "hostPath",
    "gitRepo",
    "gcePersistentDisk",
    "awsElasticBlockStore",
    "secret",
    "nfs",
    "iscsi",
    "glusterfs",
    "flocker",
    "persistentVolumeClaim",
    "rbd",
    "cinder",
    "cephfs",
    "quobyte",
    "downwardAPI",
    "fc",
    "flexVolume",
    "configMap",
    "azureFile",
    "vsphereVolume",
    "photonPersistentDisk",
    "portworxVolume",
    "azureDisk",
    "storageos",
    "projected",
    "scaleIO",
    "csi",
    "ephemeral",
    "image",
];

/// `volumes` of a pod.
pub(super) fn volumes<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let made = made_claims(pod);
    let mut seen = Seen::new();
    for volume in pod.spec.get("volumes").items() {
        volume_source(check, volume);
        let name = volume.get("name");
        check.required_format(name, &DNS_LABEL);
        if !name.is_empty()
            && let Some(first) = seen.before(name.text(), name)
        {
            check.duplicate(name, first);
        }
        created_claim(check, pod, volume, &made);
    }
}

/// The claims that a Pod makes itself, for its ephemeral volumes.
fn made_claims(pod: &Pod<'_>) -> BTreeSet<String> {
    let pod_name = pod.meta.get("name").text();
    let volumes = pod.spec.get("volumes").items();
    volumes
        .filter(|volume| pod.is_pod && !pod_name.is_empty() && volume.get("ephemeral").is_set())
        .map(|volume| format!("{pod_name}-{}", volume.get("name").text()))
        .collect()
}

/// What is checked of the volumes of a pod and not of a template, whose images may be filled in.
pub(super) fn only_for_pods<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    for volume in pod.spec.get("volumes").items() {
        let reference = volume.at(&["image", "reference"]);
        if volume.get("image").is_set() && reference.is_empty() {
            check.required(reference, "reference: registry.example.com/data:1.0.0");
        }
    }
}

/// A claim that the pod itself makes, for an ephemeral volume, cannot be used under its name.
fn created_claim<'t>(
    check: &mut Check<'_, 't>,
    pod: &Pod<'t>,
    volume: Field<'t>,
    made: &BTreeSet<String>,
) {
    let pod_name = pod.meta.get("name").text();
    if !pod.is_pod || pod_name.is_empty() {
        return;
    }
    let claim = volume.at(&["persistentVolumeClaim", "claimName"]);
    if made.contains(claim.text().as_ref()) {
        check.invalid(claim, "a claim that no ephemeral volume of this pod makes");
    }
    if volume.get("ephemeral").is_set() {
        let name = volume.get("name");
        let claim = format!("{pod_name}-{}", name.text());
        if !name.is_empty() && !is_dns_subdomain(&claim) {
            check.conflict(
                name,
                format!("the claim of this volume would be called `{claim}`, which is no DNS name"),
                "choose a shorter name of letters, digits and `-`",
            );
        }
    }
}

fn volume_source<'t>(check: &mut Check<'_, 't>, volume: Field<'t>) {
    let mut set = SOURCES.iter().filter(|name| volume.get(name).is_set());
    // A volume without a source becomes an empty directory.
    let Some(first) = set.next() else { return };
    let source = volume.get(first);
    for second in set {
        let why = format!("beside `{first}`: a volume has one source");
        check.forbidden(volume.get(second), &why);
    }
    match *first {
        "emptyDir" => {
            let limit = source.get("sizeLimit");
            if limit.quantity().is_some_and(|limit| limit < Quantity::ZERO) {
                check.forbidden(limit, "to a negative amount");
            }
        }
        "hostPath" => host_path(check, source),
        "secret" => config_volume(check, source, "secretName"),
        "configMap" => config_volume(check, source, "name"),
        "downwardAPI" => {
            file_mode(check, source.get("defaultMode"));
            for file in source.get("items").items() {
                downward_file(check, file);
            }
        }
        "projected" => projected::projected(check, source),
        "csi" => csi(check, source),
        "ephemeral" => {
            let template = source.get("volumeClaimTemplate");
            if template.is_set() {
                claims::persistent_volume_claim_template(check, template);
            } else {
                check.required(template, "volumeClaimTemplate: {spec: …}");
            }
        }
        "image" => {
            pull_policy(check, source.get("pullPolicy"));
        }
        "persistentVolumeClaim" => {
            let name = source.get("claimName");
            if name.is_empty() {
                check.required(name, "claimName: data");
            }
        }
        _ => old_volumes::source(check, volume, first),
    }
}

/// Whether a volume is an empty directory, as one without a source is.
pub(super) fn is_empty_dir(volume: Field<'_>) -> bool {
    let first = SOURCES.iter().find(|name| volume.get(name).is_set());
    first.is_none_or(|name| *name == "emptyDir")
}

/// Source: `validateHostPathVolumeSource`.
pub(in crate::validation) fn host_path<'t>(check: &mut Check<'_, 't>, source: Field<'t>) {
    let path = source.get("path");
    if path.is_empty() {
        check.required(path, "path: /var/lib/data");
        return;
    }
    no_backsteps(check, path);
    let types = [
        "DirectoryOrCreate",
        "Directory",
        "FileOrCreate",
        "File",
        "Socket",
        "CharDevice",
        "BlockDevice",
    ];
    check.one_of(source.get("type"), &types);
}

/// A Secret or a ConfigMap as files.
fn config_volume<'t>(check: &mut Check<'_, 't>, source: Field<'t>, name: &'static str) {
    if source.get(name).is_empty() {
        check.required(source.get(name), &format!("{name}: settings"));
    }
    file_mode(check, source.get("defaultMode"));
    for item in source.get("items").items() {
        key_to_path(check, item);
    }
}

/// Source: `validateKeyToPath`.
pub(super) fn key_to_path<'t>(check: &mut Check<'_, 't>, item: Field<'t>) {
    if item.get("key").is_empty() {
        check.required(item.get("key"), "key: settings.yaml");
    }
    file_path(check, item.get("path"));
    file_mode(check, item.get("mode"));
}

/// The path of a file within a volume, which must be there.
pub(super) fn file_path<'t>(check: &mut Check<'_, 't>, path: Field<'t>) {
    if path.is_empty() {
        check.required(path, "path: settings.yaml");
    } else {
        local_path(check, path);
    }
}

/// One of `downwardAPI.items`. Source: `validateDownwardAPIVolumeFile`.
pub(super) fn downward_file<'t>(check: &mut Check<'_, 't>, file: Field<'t>) {
    const FIELDS: [&str; 5] = [
        "metadata.name",
        "metadata.namespace",
        "metadata.labels",
        "metadata.annotations",
        "metadata.uid",
    ];
    file_path(check, file.get("path"));
    let (field, resource) = (file.get("fieldRef"), file.get("resourceFieldRef"));
    if field.is_set() {
        env::field_selector(check, field, &FIELDS);
        if resource.is_set() {
            let message = "the file has both a `fieldRef` and a `resourceFieldRef`";
            check.conflict(file, message, "leave one of them out");
        }
    } else if resource.is_set() {
        env::resource_field_selector(check, resource, true);
    } else {
        check.required(file, "fieldRef: {fieldPath: metadata.labels}");
    }
    file_mode(check, file.get("mode"));
}

/// The permissions of a file.
pub(super) fn file_mode<'t>(check: &mut Check<'_, 't>, mode: Field<'t>) {
    if mode.int().is_some_and(|mode| !(0..=0o777).contains(&mode)) {
        check.invalid(mode, "permissions from 0 to 0777 (octal; 511 in JSON)");
    } else if let Some(meant) = meant_mode(mode) {
        let text = mode.place().text();
        let own = mode.int().unwrap_or_default();
        let message = format!("`{text}` is read in decimal, and is the mode 0{own:o}");
        let help = match check.object.root.is_json() {
            true => format!("write {meant} for 0{text}: JSON has no octal numbers"),
            false => format!("write 0{text}"),
        };
        check.doubt(RuleId::DECIMAL_MODE, mode, message, help);
    }
}

/// The decimal number of the mode that was meant, where somebody wrote one without the zero that makes it octal.
fn meant_mode(mode: Field<'_>) -> Option<i64> {
    const USUAL: [&str; 4] = ["400", "440", "444", "500"];
    let text = mode.node()?.text();
    let meant = i64::from_str_radix(text, 8).ok()?;
    USUAL.contains(&text).then_some(meant)
}

/// Source: `validateCSIVolumeSource`.
fn csi<'t>(check: &mut Check<'_, 't>, source: Field<'t>) {
    csi_driver_name(check, source.get("driver"));
    let secret = source.get("nodePublishSecretRef");
    if secret.is_set() {
        let name = secret.get("name");
        if name.is_empty() {
            check.required(name, "name: credentials");
        } else {
            check.format(name, &DNS_SUBDOMAIN);
        }
    }
}

/// Source: `ValidateCSIDriverName`.
pub(in crate::validation) fn csi_driver_name<'t>(check: &mut Check<'_, 't>, driver: Field<'t>) {
    let text = driver.text();
    if driver.is_empty() {
        check.required(driver, "driver: csi.example.com");
        return;
    }
    if text.len() > 63 {
        check.too_long(driver, 63, "characters");
    }
    check.format_of(driver, &text.to_lowercase(), &DNS_SUBDOMAIN);
}

/// The metadata of a template may have labels and annotations only.
pub(in crate::validation) fn template_metadata<'t>(check: &mut Check<'_, 't>, meta: Field<'t>) {
    meta::annotations(check, meta.get("annotations"));
    meta::labels(check, meta.get("labels"));
    for name in [
        "name",
        "generateName",
        "namespace",
        "uid",
        "resourceVersion",
        "generation",
        "deletionGracePeriodSeconds",
        "ownerReferences",
        "finalizers",
        "managedFields",
    ] {
        if !meta.get(name).is_empty() && meta.get(name).int() != Some(0) {
            check.forbidden(
                meta.get(name),
                "in a template, which has labels and annotations only",
            );
        }
    }
}
