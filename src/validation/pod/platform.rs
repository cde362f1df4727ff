//! What operating systems and user namespaces leave a pod. Source: `validateOS`, `validateLinux`,
//! `validateWindows`, `validateWindowsHostProcessPod` and `validateHostUsers`.

use super::spec::Pod;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::versions::USER_NAMESPACES;

/// What of a security context only Linux knows: of the pod, and of a container.
const LINUX_POD: [&str; 11] = [
    "appArmorProfile",
    "seLinuxOptions",
    "seccompProfile",
    "fsGroup",
    "fsGroupChangePolicy",
    "sysctls",
    "runAsUser",
    "runAsGroup",
    "supplementalGroups",
    "supplementalGroupsPolicy",
    "seLinuxChangePolicy",
];
const LINUX_CONTAINER: [&str; 10] = [
    "appArmorProfile",
    "seLinuxOptions",
    "seccompProfile",
    "capabilities",
    "readOnlyRootFilesystem",
    "privileged",
    "allowPrivilegeEscalation",
    "procMount",
    "runAsUser",
    "runAsGroup",
];

/// `os` and what it rules out.
pub(super) fn os<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let os = pod.spec.get("os");
    if !os.is_set() {
        return;
    }
    let name = os.get("name");
    match name.text().as_ref() {
        "linux" => not_for_linux(check, pod),
        "windows" => not_for_windows(check, pod),
        _ if name.is_empty() => check.required(name, "name: linux"),
        _ => check.one_of_at(os.shown_at(name.place()), name, &["linux", "windows"]),
    }
}

/// The security contexts of a pod: its own, then its containers'.
fn contexts<'t>(pod: &Pod<'t>) -> impl Iterator<Item = Field<'t>> {
    let own = pod.spec.get("securityContext");
    let containers = pod.all_containers();
    std::iter::once(own).chain(containers.map(|container| container.get("securityContext")))
}

fn not_for_linux<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    for context in contexts(pod) {
        let options = context.get("windowsOptions");
        if options.is_set() {
            check.forbidden(options, "in a Linux pod");
        }
    }
}

fn not_for_windows<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let mut forbid = |field: Field<'t>| check.forbidden(field, "in a Windows pod");
    for name in ["hostUsers", "shareProcessNamespace"] {
        if pod.spec.get(name).is_set() {
            forbid(pod.spec.get(name));
        }
    }
    for name in ["hostPID", "hostIPC"] {
        if pod.spec.get(name).flag() {
            forbid(pod.spec.get(name));
        }
    }
    for (at, context) in contexts(pod).enumerate() {
        let names = if at == 0 {
            &LINUX_POD[..]
        } else {
            &LINUX_CONTAINER[..]
        };
        for field in names.iter().map(|name| context.get(name)) {
            if field.is_set() {
                forbid(field);
            }
        }
    }
}

/// A pod of host processes is one in all its containers, and has the host's network.
pub(super) fn host_process_pod<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let option =
        |holder: Field<'t>| holder.at(&["securityContext", "windowsOptions", "hostProcess"]);
    let own = option(pod.spec).bool();
    let (mut all, mut host) = (0, 0);
    for container in pod.all_containers() {
        let field = option(container);
        if let (Some(own), Some(its)) = (own, field.bool())
            && own != its
        {
            let takes = format!("what the pod's `hostProcess` says, {own}");
            check.invalid(field, &takes);
        }
        all += 1;
        host += usize::from(field.bool().or(own) == Some(true));
    }
    if host == 0 {
        return;
    }
    if host != all {
        check.conflict(
            pod.spec,
            "some containers of the pod are host processes and some are not",
            "make all of them host processes, or none",
        );
    }
    if !pod.host_network() {
        check.conflict(
            pod.spec.get("hostNetwork"),
            "a pod of host processes must have the host's network",
            "hostNetwork: true",
        );
    }
}

/// A pod with user namespaces of its own cannot have other namespaces of the host.
pub(super) fn host_users<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    if pod.host_users() || !check.has(&USER_NAMESPACES) {
        return;
    }
    for name in ["hostNetwork", "hostPID", "hostIPC"] {
        if pod.spec.get(name).flag() {
            check.forbidden(pod.spec.get(name), "beside `hostUsers: false`");
        }
    }
    for container in pod.all_containers() {
        let devices = container.get("volumeDevices");
        if !devices.is_empty() {
            check.forbidden(devices, "beside `hostUsers: false`");
        }
    }
}
