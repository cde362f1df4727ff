//! The controls by level and version.

use super::seen::Seen;
use super::{Breach, Level, baseline, restricted};

/// A control of the standards.
pub struct Control {
    /// What the documentation calls it.
    pub name: &'static str,
    /// What has to be there, as YAML: `privileged: false`.
    pub wanted: &'static str,
    /// What to do about a breach, in one line.
    pub help: &'static str,
    /// The laxest level that it belongs to.
    pub level: Level,
    /// The first minor version of the standard that has it.
    pub since: u32,
    /// The control of a laxer level whose place it takes, by name.
    pub(super) replaces: Option<&'static str>,
    /// Where a pod breaks it, in a minor version of the standard.
    pub(super) check: for<'t> fn(&Seen<'_, 't>, u32) -> Vec<Breach<'t>>,
}

impl std::fmt::Debug for Control {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The controls of a level in a minor version of the standard.
pub(super) fn of(level: Level, minor: u32) -> impl Iterator<Item = &'static Control> {
    let holds = move |control: &&Control| control.level <= level && control.since <= minor;
    let replaced = move |control: &Control| {
        let mut others = ALL.iter().filter(holds);
        others.any(|other| other.replaces == Some(control.name) && other.level > control.level)
    };
    ALL.iter()
        .filter(holds)
        .filter(move |control| !replaced(control))
}

/// Every control, those of the laxer level first.
static ALL: [Control; 19] = [
    Control {
        name: "HostProcess",
        wanted: "hostProcess: false",
        help: "leave `hostProcess` out: the container then runs on Windows like any other",
        level: Level::Baseline,
        since: 0,
        replaces: None,
        check: baseline::host_process,
    },
    Control {
        name: "Host Namespaces",
        wanted: "hostNetwork, hostPID and hostIPC: false",
        help: "leave it out: the pod then has a namespace of its own",
        level: Level::Baseline,
        since: 0,
        replaces: None,
        check: baseline::host_namespaces,
    },
    Control {
        name: "Privileged Containers",
        wanted: "privileged: false",
        help: "leave `privileged` out, and add the one capability that the program needs, if any",
        level: Level::Baseline,
        since: 0,
        replaces: None,
        check: baseline::privileged,
    },
    Control {
        name: "Capabilities",
        wanted: "no capability beyond the runtime's default set",
        help: "leave it out of `capabilities.add`",
        level: Level::Baseline,
        since: 0,
        replaces: None,
        check: baseline::capabilities,
    },
    Control {
        name: "HostPath Volumes",
        wanted: "no `hostPath`",
        help: "take a volume that is no part of the node: a claim, an `emptyDir`, a ConfigMap",
        level: Level::Baseline,
        since: 0,
        replaces: None,
        check: baseline::host_path_volumes,
    },
    Control {
        name: "Host Ports",
        wanted: "no `hostPort`",
        help: "leave `hostPort` out, and reach the pod through a Service",
        level: Level::Baseline,
        since: 0,
        replaces: None,
        check: baseline::host_ports,
    },
    Control {
        name: "Host Probes / Lifecycle Hooks",
        wanted: "no `host` in probes and lifecycle hooks",
        help: "leave `host` out: the kubelet then asks the pod itself",
        level: Level::Baseline,
        since: 34,
        replaces: None,
        check: baseline::handler_hosts,
    },
    Control {
        name: "AppArmor",
        wanted: "type: RuntimeDefault or Localhost",
        help: "leave it out, or set `RuntimeDefault` or `Localhost`",
        level: Level::Baseline,
        since: 0,
        replaces: None,
        check: baseline::app_armor,
    },
    Control {
        name: "SELinux",
        wanted: "no user, no role, and a type for containers",
        help: "leave it out, or set `type: container_t`",
        level: Level::Baseline,
        since: 0,
        replaces: None,
        check: baseline::se_linux,
    },
    Control {
        name: "/proc Mount Type",
        wanted: "procMount: Default",
        help: "leave `procMount` out",
        level: Level::Baseline,
        since: 0,
        replaces: None,
        check: baseline::proc_mount,
    },
    Control {
        name: "Seccomp",
        wanted: "type: RuntimeDefault or Localhost",
        help: "set `seccompProfile: {type: RuntimeDefault}`",
        level: Level::Baseline,
        since: 0,
        replaces: None,
        check: baseline::seccomp,
    },
    Control {
        name: "Sysctls",
        wanted: "no sysctl beyond the safe ones",
        help: "leave it out, or set it on the nodes",
        level: Level::Baseline,
        since: 0,
        replaces: None,
        check: baseline::sysctls,
    },
    Control {
        name: "Volume Types",
        wanted: "a volume of ConfigMap, claim, CSI, downward API, emptyDir, ephemeral, image, projected or Secret",
        help: "take a PersistentVolumeClaim, whose PersistentVolume then names the storage",
        level: Level::Restricted,
        since: 0,
        replaces: Some("HostPath Volumes"),
        check: restricted::volume_types,
    },
    Control {
        name: "Privilege Escalation",
        wanted: "allowPrivilegeEscalation: false",
        help: "set `securityContext: {allowPrivilegeEscalation: false}` in the container",
        level: Level::Restricted,
        since: 8,
        replaces: None,
        check: restricted::privilege_escalation,
    },
    Control {
        name: "Running as Non-root",
        wanted: "runAsNonRoot: true",
        help: "set `securityContext: {runAsNonRoot: true}` in the pod, and a user in the image or as `runAsUser`",
        level: Level::Restricted,
        since: 0,
        replaces: None,
        check: restricted::run_as_non_root,
    },
    Control {
        name: "Running as Non-root user",
        wanted: "a `runAsUser` that is not 0",
        help: "leave `runAsUser` out, or set the user that the image is made for",
        level: Level::Restricted,
        since: 23,
        replaces: None,
        check: restricted::run_as_user,
    },
    Control {
        name: "Seccomp",
        wanted: "seccompProfile: {type: RuntimeDefault}",
        help: "set `securityContext: {seccompProfile: {type: RuntimeDefault}}` in the pod",
        level: Level::Restricted,
        since: 19,
        replaces: Some("Seccomp"),
        check: restricted::seccomp,
    },
    Control {
        name: "Capabilities",
        wanted: "capabilities: {drop: [ALL]}",
        help: "set `securityContext: {capabilities: {drop: [ALL]}}` in the container, and add `NET_BIND_SERVICE` at most",
        level: Level::Restricted,
        since: 22,
        replaces: Some("Capabilities"),
        check: restricted::capabilities,
    },
    Control {
        name: "/proc Mount Type",
        wanted: "procMount: Default",
        help: "leave `procMount` out",
        level: Level::Restricted,
        since: 35,
        replaces: Some("/proc Mount Type"),
        check: restricted::proc_mount,
    },
];
