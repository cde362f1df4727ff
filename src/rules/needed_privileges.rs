//! What is there to act on its node: it needs what in any other program gives the node away. The rules that everybody has
//! leave it alone, and `needed-privileges` tells of it.

use crate::naming::words;
use crate::objects::{Container, Image, Object, Stage, Text, Workload, WorkloadKind};

/// Whether a pod acts on its node, or one of its containers, if that is asked of.
pub(super) fn has_need(
    object: &Object<'_>,
    workload: &Workload<'_>,
    container: Option<&Container<'_>>,
) -> bool {
    is_of_node(object, workload)
        || has_devices(workload)
        || workload
            .pod
            .all_containers()
            .filter(|one| {
                container.is_none_or(|own| (own.index, own.stage) == (one.index, one.stage))
            })
            .any(|one| {
                enters_node(one)
                    || mounts_for_node(one)
                    || is_server_of_node(one)
                    || audits_node(one)
                    || serves_network(one)
            })
}

/// A part of the cluster itself, or what every node has one of.
fn is_of_node(object: &Object<'_>, workload: &Workload<'_>) -> bool {
    workload.kind == WorkloadKind::DaemonSet
        || workload.pod.system_critical
        || object.namespace().as_deref() == Some("kube-system")
}

/// Whether the devices or the modules of the node's kernel are mounted, which a privileged container alone may use.
fn has_devices(workload: &Workload<'_>) -> bool {
    let volumes = workload.pod.volumes.iter();
    let mut paths = volumes.filter_map(|volume| Text::field(&volume.at.get("hostPath")?, "path"));
    paths.any(|path| {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        matches!(
            (parts.next(), parts.next()),
            (Some("dev" | "sys"), _) | (Some("lib"), Some("modules"))
        )
    })
}

/// Whether a command enters the namespaces of the node's processes, or changes its kernel.
fn enters_node(container: &Container<'_>) -> bool {
    const ENTERING: [&str; 8] = [
        "nsenter", "modprobe", "insmod", "losetup", "mkfs", "fsfreeze", "zfs", "zpool",
    ];
    let mut texts = container.command_line();
    texts.any(|text| {
        let mut words = text.split(|c: char| c.is_whitespace() || ";&|()\"'/".contains(c));
        words.any(|word| ENTERING.contains(&word)) || sets_sysctl(text)
    }) || sets_by_words(container)
        || is_called_for_kernel(container)
}

/// `init-sysctl`, whose script is mounted.
fn is_called_for_kernel(container: &Container<'_>) -> bool {
    let name = container.name.as_deref().unwrap_or_default();
    container.stage == Stage::Init && words(name).any(|word| word == "sysctl")
}

/// `sysctl -w vm.max_map_count=262144` in a script: what a pod's own `sysctls` cannot set.
fn sets_sysctl(script: &str) -> bool {
    script.contains("sysctl ") && script.split_whitespace().any(is_of_kernel)
}

/// `[sysctl, -w, vm.max_map_count=262144]`
fn sets_by_words(container: &Container<'_>) -> bool {
    let mut words = container.command_line();
    words.any(|word| word.ends_with("sysctl"))
        && container.command_line().any(|word| is_of_kernel(word))
}

/// A setting of the kernel that all pods of a node have in common.
///
/// Source: <https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/>.
fn is_of_kernel(word: &str) -> bool {
    let word = word.trim_matches(['"', '\'']);
    ["fs.", "kernel.", "vm."]
        .iter()
        .any(|group| word.starts_with(group))
        && !["fs.mqueue.", "kernel.msg", "kernel.sem", "kernel.shm"]
            .iter()
            .any(|own| word.starts_with(own))
}

/// Whether it reads how its node is set up: benchmarks of the CIS, scanners of hosts.
fn audits_node(container: &Container<'_>) -> bool {
    const IMAGES: [&str; 6] = [
        "host-scanner",
        "kube-bench",
        "kube-hunter",
        "lynis",
        "node-collector",
        "security-scan",
    ];
    let image = container.image.as_deref().map(Image::parse);
    image.is_some_and(|image| IMAGES.contains(&image.base()))
}

/// The name of the program that its command starts.
fn program<'c>(container: &'c Container<'_>) -> Option<&'c str> {
    container.command_line().next()?.rsplit('/').next()
}

/// Whether it gives the machines of its node's network their addresses, or moves addresses between nodes.
fn serves_network(container: &Container<'_>) -> bool {
    const PROGRAMS: [&str; 3] = ["dhcpd", "dnsmasq", "keepalived"];
    let image = container.image.as_deref().map(Image::parse);
    let image = image.as_ref().map(Image::base);
    let mut names = image
        .into_iter()
        .chain(program(container))
        .chain(container.name.as_deref());
    names.any(|name| words(name).any(|word| PROGRAMS.contains(&word)))
}

/// Only a privileged container may mount so that its node sees the mount. Source: `mountPropagation` of the API.
fn mounts_for_node(container: &Container<'_>) -> bool {
    let mounts = container.mounts.iter();
    let mut shared = mounts.filter_map(|mount| Text::field(&mount.at, "mountPropagation"));
    shared.any(|shared| &*shared == "Bidirectional")
}

/// Whether it is a server that the node's kernel runs, or a container runtime: NFS by its port or its image, Docker in Docker by
/// its command or its image.
fn is_server_of_node(container: &Container<'_>) -> bool {
    const NFS: i64 = 2049;
    let mut ports = container.ports.iter();
    if ports.any(|port| port.number.as_ref().is_some_and(|port| port.value == NFS)) {
        return true;
    }
    if program(container) == Some("dockerd") {
        return true;
    }
    let Some(image) = container.image.as_deref().map(Image::parse) else {
        return false;
    };
    let name = image.base();
    let is_nfs = name.contains("nfs") && (name.contains("server") || name.contains("provisioner"));
    let is_docker = name == "docker" && image.tag.is_some_and(|tag| tag.contains("dind"));
    let builds = |word: &str| matches!(word, "buildkit" | "buildkitd" | "dind");
    is_nfs || is_docker || words(name).any(builds)
}
