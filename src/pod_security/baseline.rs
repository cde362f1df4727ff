//! The controls of the level `baseline`.

use super::Breach;
use super::seen::{Seen, flag, in_container, set};
use crate::objects::{APP_ARMOR, Container, Number, Text};
use crate::yaml::Cursor;

/// A value that is forbidden, with its field.
type Forbidden<'t> = Vec<(Cursor<'t>, String)>;

pub(super) fn host_process<'t>(seen: &Seen<'_, 't>, _: u32) -> Vec<Breach<'t>> {
    seen.in_contexts(|context| {
        let options = set(context, "windowsOptions");
        options.map_or_else(Vec::new, |options| on(&options, &["hostProcess"]))
    })
}

pub(super) fn host_namespaces<'t>(seen: &Seen<'_, 't>, _: u32) -> Vec<Breach<'t>> {
    let found = on(&seen.pod.spec, &["hostNetwork", "hostPID", "hostIPC"]);
    of_pod(found)
}

pub(super) fn privileged<'t>(seen: &Seen<'_, 't>, _: u32) -> Vec<Breach<'t>> {
    seen.in_containers(|context| on(context, &["privileged"]))
}

/// The capabilities that container runtimes grant without being asked, but for NET_RAW.
pub(crate) const CAPABILITIES: [&str; 13] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

pub(super) fn capabilities<'t>(seen: &Seen<'_, 't>, _: u32) -> Vec<Breach<'t>> {
    seen.in_containers(|context| added(context, &CAPABILITIES))
}

/// The capabilities that a container adds and that are not among those allowed.
pub(super) fn added<'t>(context: &Cursor<'t>, allowed: &[&str]) -> Forbidden<'t> {
    let Some(capabilities) = set(context, "capabilities") else {
        return Vec::new();
    };
    let added = Text::list(&capabilities, "add").into_iter();
    added
        .filter(|name| !allowed.contains(&&**name))
        .map(|name| (name.at, name.to_string()))
        .collect()
}

pub(super) fn host_path_volumes<'t>(seen: &Seen<'_, 't>, _: u32) -> Vec<Breach<'t>> {
    let volumes = seen.pod.volumes.iter();
    let found = volumes.filter(|volume| !volume.claim_template);
    let found = found.filter_map(|volume| {
        let at = set(&volume.at, "hostPath")?;
        let path = Text::field(&at, "path");
        let at = path.as_ref().map_or(at, |path| path.at);
        let path = path.map(|path| path.to_string()).unwrap_or_default();
        Some((at, format!("hostPath: {{path: {path}}}")))
    });
    of_pod(found.collect())
}

pub(super) fn host_ports<'t>(seen: &Seen<'_, 't>, _: u32) -> Vec<Breach<'t>> {
    let ports = |container: &Container<'t>| -> Vec<Breach<'t>> {
        let taken = container.ports.iter().filter_map(|port| port.host);
        let taken = taken.filter(|host: &Number<'_>| host.value != 0);
        taken
            .map(|host| in_container(container, host.at, format!("hostPort: {}", host.value)))
            .collect()
    };
    seen.containers().flat_map(ports).collect()
}

pub(super) fn handler_hosts<'t>(seen: &Seen<'_, 't>, _: u32) -> Vec<Breach<'t>> {
    let mut found = Vec::new();
    for container in seen.containers() {
        let lifecycle = set(&container.at, "lifecycle");
        let hooks = ["postStart", "preStop"].map(|key| set(&lifecycle?, key));
        let probes = ["livenessProbe", "readinessProbe", "startupProbe"];
        let probes = probes.map(|key| set(&container.at, key));
        for handler in probes.into_iter().chain(hooks).flatten() {
            let actions = ["httpGet", "tcpSocket"].into_iter();
            for action in actions.filter_map(|key| set(&handler, key)) {
                if let Some(host) = Text::field(&action, "host").filter(|host| !host.is_empty()) {
                    found.push(in_container(container, host.at, format!("host: {host}")));
                }
            }
        }
    }
    found
}

pub(super) fn app_armor<'t>(seen: &Seen<'_, 't>, _: u32) -> Vec<Breach<'t>> {
    let mut found = seen.in_contexts(|context| profile(context, "appArmorProfile"));
    let annotations = seen.pod.annotations.iter();
    let forbidden = annotations.filter_map(|(key, value)| {
        let value = value.as_ref().filter(|_| key.starts_with(APP_ARMOR))?;
        let is_allowed =
            value.is_empty() || &**value == "runtime/default" || value.starts_with("localhost/");
        (!is_allowed).then(|| (value.at, value.to_string()))
    });
    found.extend(of_pod(forbidden.collect()));
    found
}

/// The type of a profile that is neither the runtime's nor one of the node's files.
pub(super) fn profile<'t>(context: &Cursor<'t>, key: &str) -> Forbidden<'t> {
    let Some(profile) = set(context, key) else {
        return Vec::new();
    };
    match Text::field(&profile, "type") {
        Some(kind) if matches!(&*kind, "RuntimeDefault" | "Localhost") => Vec::new(),
        Some(kind) => vec![(kind.at, format!("type: {kind}"))],
        None => vec![(profile, format!("`{key}` without a type"))],
    }
}

pub(super) fn se_linux<'t>(seen: &Seen<'_, 't>, minor: u32) -> Vec<Breach<'t>> {
    seen.in_contexts(|context| {
        let Some(options) = set(context, "seLinuxOptions") else {
            return Vec::new();
        };
        let is_allowed = |kind: &str| match kind {
            "" | "container_t" | "container_init_t" | "container_kvm_t" => true,
            "container_engine_t" => minor >= 31,
            _ => false,
        };
        let forbidden = ["type", "user", "role"].into_iter().filter_map(|key| {
            let value = Text::field(&options, key)?;
            let is_allowed = match key {
                "type" => is_allowed(&value),
                _ => value.is_empty(),
            };
            (!is_allowed).then(|| (value.at, format!("{key}: {value}")))
        });
        forbidden.collect()
    })
}

pub(super) fn proc_mount<'t>(seen: &Seen<'_, 't>, minor: u32) -> Vec<Breach<'t>> {
    // KEP-127: where root is nobody on the node.
    match seen.has_own_users && minor >= 35 {
        true => Vec::new(),
        false => unmasked(seen),
    }
}

/// Where `/proc` is mounted in another way than by default.
pub(super) fn unmasked<'t>(seen: &Seen<'_, 't>) -> Vec<Breach<'t>> {
    seen.in_containers(|context| {
        let mount = Text::field(context, "procMount").filter(|mount| &**mount != "Default");
        let mount = mount.map(|mount| (mount.at, format!("procMount: {mount}")));
        mount.into_iter().collect()
    })
}

pub(super) fn seccomp<'t>(seen: &Seen<'_, 't>, minor: u32) -> Vec<Breach<'t>> {
    match minor {
        0..19 => of_pod(annotated(seen)),
        _ => seen.in_contexts(|context| profile(context, "seccompProfile")),
    }
}

/// The alpha annotations, which counted before there were fields.
fn annotated<'t>(seen: &Seen<'_, 't>) -> Forbidden<'t> {
    const OF_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";
    const OF_CONTAINER: &str = "container.seccomp.security.alpha.kubernetes.io/";
    let is_container = |name: &str| {
        let mut containers = seen.containers();
        containers.any(|container| container.name.as_deref() == Some(name))
    };
    let is_meant =
        |key: &str| key == OF_POD || key.strip_prefix(OF_CONTAINER).is_some_and(is_container);
    let annotations = seen.pod.annotations.iter();
    let forbidden = annotations.filter_map(|(key, value)| {
        let value = value.as_ref().filter(|_| is_meant(key))?;
        let is_allowed = matches!(&**value, "runtime/default" | "docker/default")
            || value.starts_with("localhost/");
        (!is_allowed).then(|| (value.at, value.to_string()))
    });
    forbidden.collect()
}

/// The sysctls that concern the pod alone, with the minor version of the standard that allows them.
const SYSCTLS: [(&str, u32); 14] = [
    ("kernel.shm_rmid_forced", 0),
    ("net.ipv4.ip_local_port_range", 0),
    ("net.ipv4.tcp_syncookies", 0),
    ("net.ipv4.ping_group_range", 0),
    ("net.ipv4.ip_unprivileged_port_start", 0),
    ("net.ipv4.ip_local_reserved_ports", 27),
    ("net.ipv4.tcp_keepalive_time", 29),
    ("net.ipv4.tcp_fin_timeout", 29),
    ("net.ipv4.tcp_keepalive_intvl", 29),
    ("net.ipv4.tcp_keepalive_probes", 29),
    ("net.ipv4.tcp_rmem", 32),
    ("net.ipv4.tcp_wmem", 32),
    ("net.ipv4.tcp_slow_start_after_idle", 37),
    ("net.ipv4.tcp_notsent_lowat", 37),
];

pub(super) fn sysctls<'t>(seen: &Seen<'_, 't>, minor: u32) -> Vec<Breach<'t>> {
    let written = seen.context.and_then(|context| set(&context, "sysctls"));
    let written = written.into_iter().flat_map(|written| written.items());
    let names = written.filter_map(|sysctl| Text::field(&sysctl, "name"));
    let is_allowed = |name: &str| {
        let mut allowed = SYSCTLS.iter();
        allowed.any(|&(known, since)| known == name && since <= minor)
    };
    let forbidden = names.filter(|name| !is_allowed(name));
    of_pod(forbidden.map(|name| (name.at, name.to_string())).collect())
}

/// The fields among these that are on.
fn on<'t>(parent: &Cursor<'t>, keys: &[&str]) -> Forbidden<'t> {
    let on = keys.iter().filter_map(|&key| {
        let at = parent.get(key)?;
        (flag(Some(*parent), key) == Some(true)).then(|| (at, format!("{key}: true")))
    });
    on.collect()
}

fn of_pod(found: Forbidden<'_>) -> Vec<Breach<'_>> {
    let breach = |(at, what)| Breach {
        at,
        what: Some(what),
        container: None,
        shown: None,
    };
    found.into_iter().map(breach).collect()
}
