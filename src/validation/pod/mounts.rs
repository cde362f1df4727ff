//! Volumes in containers. Source: `ValidateVolumeMounts` and `ValidateVolumeDevices`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::paths::{descending_path, has_backsteps};
use super::spec::Pod;
use crate::validation::check::{Check, short};
use crate::validation::field::Field;

/// `volumeMounts` of a container. That a volume is not declared is `undeclared-volume`'s to say.
pub(super) fn volume_mounts<'t>(check: &mut Check<'_, 't>, container: Field<'t>) {
    let (devices, device_paths) = texts(container.get("volumeDevices"), "devicePath");
    let mut paths = BTreeSet::new();
    for mount in container.get("volumeMounts").items() {
        let (name, path) = (mount.get("name"), mount.get("mountPath"));
        let text = path.text();
        if name.is_empty() {
            check.required(name, "name: data");
        }
        if path.is_empty() {
            check.required(path, "mountPath: /data");
        } else if !paths.insert(text.clone()) {
            check.conflict(
                path,
                format!("two volumes are mounted at `{}`", short(&text)),
                "mount each at a path of its own",
            );
        }
        if devices.contains(&name.text()) {
            let message = "the volume is both mounted and used as a device";
            check.conflict(name, message, "use it in one way");
        }
        if device_paths.contains(&text) {
            let message = format!("`{}` is the path of a device too", short(&text));
            check.conflict(path, message, "choose another path");
        }
        sub_paths(check, mount);
        propagation(check, mount, container);
    }
}

/// The volumes that the items of a list name, and the paths that they have.
fn texts<'t>(
    list: Field<'t>,
    path: &'static str,
) -> (BTreeSet<Cow<'t, str>>, BTreeSet<Cow<'t, str>>) {
    let all = |name: &'static str| {
        let texts = list.items().map(move |item| item.get(name).text());
        texts.filter(|text| !text.is_empty()).collect()
    };
    (all("name"), all(path))
}

fn sub_paths<'t>(check: &mut Check<'_, 't>, mount: Field<'t>) {
    let (path, expression) = (mount.get("subPath"), mount.get("subPathExpr"));
    descending_path(check, path);
    if !expression.is_empty() {
        if !path.is_empty() {
            let message = "the mount has both a `subPath` and a `subPathExpr`";
            check.conflict(expression, message, "leave one of them out");
        }
        descending_path(check, expression);
    }
}

fn propagation<'t>(check: &mut Check<'_, 't>, mount: Field<'t>, container: Field<'t>) {
    let propagation = mount.get("mountPropagation");
    let allowed = ["Bidirectional", "HostToContainer", "None"];
    if let Some(text) = propagation.str() {
        if !allowed.contains(&text.as_ref()) {
            check.unsupported(propagation, &allowed);
        }
        let privileged = container.at(&["securityContext", "privileged"]).flag();
        if text == "Bidirectional" && !privileged {
            let why = "to `Bidirectional` in a container that is not privileged";
            check.forbidden(propagation, why);
        }
    }
    let recursive = mount.get("recursiveReadOnly");
    match recursive.str().as_deref() {
        None | Some("Disabled") => {}
        Some("Enabled" | "IfPossible") => {
            if !mount.get("readOnly").flag() {
                check.forbidden(recursive, "unless `readOnly` is true");
            }
            if propagation.is_set() && !propagation.is("None") {
                check.forbidden(recursive, "beside a `mountPropagation` other than `None`");
            }
        }
        Some(_) => check.unsupported(recursive, &["Disabled", "IfPossible", "Enabled"]),
    }
}

/// `volumeDevices` of a container.
pub(super) fn volume_devices<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>, container: Field<'t>) {
    let (mounts, mount_paths) = texts(container.get("volumeMounts"), "mountPath");
    let (mut names, mut paths) = (BTreeSet::new(), BTreeSet::new());
    for device in container.get("volumeDevices").items() {
        let (name, path) = (device.get("name"), device.get("devicePath"));
        let (name_text, path_text) = (name.text(), path.text());
        if name.is_empty() {
            check.required(name, "name: data");
        }
        if let Some(volume) = pod.volume(&name_text) {
            let claimed = ["persistentVolumeClaim", "ephemeral"];
            if !claimed.iter().any(|source| volume.get(source).is_set()) {
                check.invalid(
                    name,
                    "the name of a volume with a claim, for only those can be devices",
                );
            }
        }
        if !name.is_empty() && !names.insert(name_text.clone()) {
            let name_text = short(&name_text);
            let message = format!("the volume `{name_text}` is two devices of the container");
            check.conflict(name, message, "use it once");
        }
        if path.is_empty() {
            check.required(path, "devicePath: /dev/xvda");
        } else if !paths.insert(path_text.clone()) {
            let message = format!("two devices have the path `{}`", short(&path_text));
            check.conflict(path, message, "give each a path of its own");
        } else if has_backsteps(&path_text) {
            check.invalid(path, "a path without `..`");
        }
        if mounts.contains(&name_text) {
            let message = "the volume is both used as a device and mounted";
            check.conflict(name, message, "use it in one way");
        }
        if mount_paths.contains(&path_text) {
            let message = format!("a volume is mounted at `{}` too", short(&path_text));
            check.conflict(path, message, "choose another path");
        }
    }
}
