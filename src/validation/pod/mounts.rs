//! Volumes in containers. Source: `ValidateVolumeMounts` and `ValidateVolumeDevices`.

use std::borrow::Cow;

use super::paths::{descending_path, has_backsteps};
use super::spec::Pod;
use crate::validation::check::Check;
use crate::validation::field::Field;

/// `volumeMounts` of a container. That a volume is not declared is `undeclared-volume`'s to say.
pub(super) fn volume_mounts<'t>(check: &mut Check<'_, 't>, container: Field<'t>) {
    let devices: Vec<Field<'t>> = container.get("volumeDevices").items().collect();
    let mut paths: Vec<Cow<'t, str>> = Vec::new();
    for mount in container.get("volumeMounts").items() {
        let (name, path) = (mount.get("name"), mount.get("mountPath"));
        let text = path.text();
        if name.is_empty() {
            check.required(name, "name: data");
        }
        if path.is_empty() {
            check.required(path, "mountPath: /data");
        } else if paths.contains(&text) {
            check.conflict(
                path,
                format!("two volumes are mounted at `{text}`"),
                "mount each at a path of its own",
            );
        }
        for device in &devices {
            if !name.is_empty() && device.get("name").is(&name.text()) {
                let message = "the volume is both mounted and used as a device";
                check.conflict(name, message, "use it in one way");
            }
            if !path.is_empty() && device.get("devicePath").is(&text) {
                let message = format!("`{text}` is the path of a device too");
                check.conflict(path, message, "choose another path");
            }
        }
        paths.push(text);
        sub_paths(check, mount);
        propagation(check, mount, container);
    }
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
    let mounts: Vec<Field<'t>> = container.get("volumeMounts").items().collect();
    let (mut names, mut paths) = (Vec::new(), Vec::new());
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
        if names.contains(&name_text) {
            let message = format!("the volume `{name_text}` is two devices of the container");
            check.conflict(name, message, "use it once");
        }
        if path.is_empty() {
            check.required(path, "devicePath: /dev/xvda");
        } else if paths.contains(&path_text) {
            let message = format!("two devices have the path `{path_text}`");
            check.conflict(path, message, "give each a path of its own");
        } else if has_backsteps(&path_text) {
            check.invalid(path, "a path without `..`");
        }
        for mount in &mounts {
            if !name.is_empty() && mount.get("name").is(&name_text) {
                let message = "the volume is both used as a device and mounted";
                check.conflict(name, message, "use it in one way");
            }
            if !path.is_empty() && mount.get("mountPath").is(&path_text) {
                let message = format!("a volume is mounted at `{path_text}` too");
                check.conflict(path, message, "choose another path");
            }
        }
        names.extend(Some(name_text).filter(|name| !name.is_empty()));
        paths.push(path_text);
    }
}
