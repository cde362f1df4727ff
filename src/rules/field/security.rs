//! What is asked of fields of pods for the sake of security.

use super::{FieldRule, Place, containers, pods};
use crate::diagnostic::RuleId;
use crate::objects::is_explained;
use crate::pod_security::CAPABILITIES;
use crate::rules::Check::{Field, Pod};
use crate::rules::registry::{
    CAPABILITIES_DANGEROUS, DOCKER_SOCKET, HOST_IPC, HOST_PID, PRIVILEGED_CONTAINER, rules,
};
use crate::rules::{apparmor_annotation, needed_privileges};
use crate::yaml::Cursor;

const NET_ADMIN: &[&str] = &["NET_ADMIN", "CAP_NET_ADMIN"];

/// Capabilities that are as good as the node.
const OF_NODE: &[&str] = &[
    "ALL",
    "all",
    "BPF",
    "DAC_READ_SEARCH",
    "NET_ADMIN",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_MODULE",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "CAP_BPF",
    "CAP_DAC_READ_SEARCH",
    "CAP_NET_ADMIN",
    "CAP_SYS_ADMIN",
    "CAP_SYS_BOOT",
    "CAP_SYS_MODULE",
    "CAP_SYS_PTRACE",
    "CAP_SYS_RAWIO",
];

/// Sockets of container runtimes, and directories that hold nothing else.
const SOCKETS: &[&str] = &[
    "*/docker.sock",
    "*/dockershim.sock",
    "*/cri-dockerd.sock",
    "*/containerd.sock",
    "*/crio.sock",
    "*/podman.sock",
    "*/buildkitd.sock",
    "/run/containerd",
    "/run/containerd/",
    "/var/run/containerd",
    "/var/run/containerd/",
    "/run/crio",
    "/run/docker",
    "/var/run/docker",
    "/var/run/crio",
];

/// The sysctls that a node lets every pod set, of the newest version. Source: `pkg/kubelet/sysctl/safe_sysctls.go`.
const SAFE_SYSCTLS: &[&str] = &[
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_wmem",
    // With slashes it is the same.
    "kernel/shm_rmid_forced",
    "net/ipv4/ip_local_port_range",
    "net/ipv4/tcp_syncookies",
    "net/ipv4/ping_group_range",
    "net/ipv4/ip_unprivileged_port_start",
];

/// The types of SELinux that hold a container. Source: the Pod Security Standards.
const SELINUX_TYPES: &[&str] = &[
    "",
    "container_t",
    "container_init_t",
    "container_kvm_t",
    "container_engine_t",
];

fn is_linux(place: &Place<'_, '_>) -> bool {
    place.is_linux()
}

/// Whether what runs is there to act on its node, and needs what else gives that away.
fn has_need(place: &Place<'_, '_>) -> bool {
    place.workload.is_some_and(|workload| {
        needed_privileges::has_need(place.object, workload, place.container)
    })
}

/// Whether `needed-privileges` is to speak of it: unless somebody asks for the rule that speaks of those without need.
fn has_need_but_for(place: &Place<'_, '_>, rule: RuleId) -> bool {
    has_need(place) && !place.parameters.is_asked(rule)
}

fn has_no_need(place: &Place<'_, '_>) -> bool {
    place.is_asked() || !has_need(place)
}

fn is_linux_without_need(place: &Place<'_, '_>) -> bool {
    place.is_linux() && has_no_need(place)
}

/// Whether a pod without need has a directory or a file of its node, and no comment says why.
fn has_unexplained_path(place: &Place<'_, '_>) -> bool {
    let volumes = place.workload.into_iter().flat_map(|all| &all.pod.volumes);
    let is_explained_one = |at: &Cursor<'_>| {
        let path = at.get("hostPath").and_then(|host| host.get("path"));
        let fields = [path, at.get("hostPath"), at.get("name")];
        path.is_some() && fields.iter().flatten().any(is_explained)
    };
    place.is_asked()
        || has_no_need(place) && !{ volumes }.any(|volume| is_explained_one(&volume.at))
}

/// A privileged container has every capability, whatever it adds.
fn is_linux_and_plain(place: &Place<'_, '_>) -> bool {
    let context = place
        .container
        .and_then(|container| container.at.get("securityContext"));
    let privileged = context.and_then(|context| context.get("privileged")?.as_bool());
    is_linux_without_need(place) && (place.is_asked() || privileged != Some(true))
}

/// In a network of its own a container administers that, and nothing else.
fn is_admin_of_node(place: &Place<'_, '_>) -> bool {
    is_linux_and_plain(place) && has_network_of_node(place)
}

/// Who asks for it is told of a container that administers the network of its own pod as well.
fn is_admin_of_pod(place: &Place<'_, '_>) -> bool {
    place.is_asked() && is_linux_and_plain(place) && !has_network_of_node(place)
}

fn has_network_of_node(place: &Place<'_, '_>) -> bool {
    place
        .workload
        .is_some_and(|workload| workload.pod.host_network)
}

fn is_windows(place: &Place<'_, '_>) -> bool {
    !place.is_linux()
}

/// Whether a container of Linux keeps one of the capabilities that its runtime grants where nobody takes them away.
/// Source: `defaultUnixCaps` of containerd.
fn keeps_some(place: &Place<'_, '_>) -> bool {
    let dropped = place.written("securityContext.capabilities.drop");
    let dropped: Vec<_> = dropped.into_iter().flat_map(|list| list.items()).collect();
    let is_dropped = |name: &&str| {
        dropped
            .iter()
            .any(|item| item.as_key().eq_ignore_ascii_case(name))
    };
    place.is_linux() && !CAPABILITIES.iter().chain(&["NET_RAW"]).all(is_dropped)
}

const ENVIRONMENT: &str = "an environment is passed on to every program that is started, shows in dumps and logs, and does not follow the Secret";

const SELINUX: &str =
    "a container with SELinux options of its own may get out of what holds the others of its node";

/// A probe or a hook that asks another host than its pod.
const fn asks_elsewhere(host: &'static str) -> FieldRule {
    containers(host)
        .one_of(&["", "127.0.0.1", "::1"])
        .by_default("")
        .says("is probed at another host: {}", "are probed at another host: {}")
        .note("the kubelet sends the request, to any address that the node reaches; without a host it asks the pod")
        .help("leave `host` out; a name that the program is to be asked by goes into the header `Host`")
}

/// The token of its account is there for whoever gets into a container, and no account is named by the field's old name.
fn mounts_token(place: &Place<'_, '_>) -> bool {
    let spec = place.workload.map(|workload| workload.pod.spec);
    let mounts = spec.and_then(|spec| spec.get("automountServiceAccountToken")?.as_bool());
    let named = spec.and_then(|spec| spec.get("serviceAccount")?.as_str());
    mounts != Some(false) && named.is_none_or(|name| matches!(&*name, "" | "default"))
}

/// The new field says the same as the old one.
fn names_account_otherwise(place: &Place<'_, '_>) -> bool {
    let spec = place.workload.map(|workload| workload.pod.spec);
    let name = |field: &str| spec.and_then(|spec| spec.get(field)?.as_str());
    name("serviceAccount") != name("serviceAccountName")
}

fn has_fs_group(place: &Place<'_, '_>) -> bool {
    let spec = place.workload.map(|workload| workload.pod.spec);
    let context = spec.and_then(|spec| spec.get("securityContext"));
    context.is_some_and(|context| context.get("fsGroup").is_some())
}

rules! { pub(in crate::rules) SECURITY:
    "apparmor-unconfined" => [
        Field(&containers("securityContext.appArmorProfile.type").or_of_pod("securityContext.appArmorProfile.type")
            .is_not("Unconfined").only(is_linux_without_need)
            .says("runs without an AppArmor profile", "run without an AppArmor profile")
            .note("the profile of the container runtime keeps a program from what no container needs: mounting, raw access to the kernel's files")
            .help("leave `appArmorProfile` out, which is the runtime's own profile, or write `type: RuntimeDefault`")),
        Pod(apparmor_annotation::check),
    ],
    "capabilities-added" => [Field(&containers("securityContext.capabilities.add[]").in_capitals().like_parameter("allowed").only(is_linux)
        .says("adds the capability `{}`", "add the capability `{}`")
        .note("a capability is a part of what root may do: a program that listens on ports from 1024 on and writes its own files needs none")
        .help("take `{}` out of `capabilities.add`, or name it in the parameter `allowed` of this rule"))],
    "capabilities-dangerous" => [Field(&containers("securityContext.capabilities.add[]").in_capitals().unlike_parameter("dangerous").only(is_linux_and_plain)
        .says("adds the capability `{}`, which is as good as the node", "add the capability `{}`, which is as good as the node")
        .note("with such a capability a program can get out of its container, or read and change what belongs to others on its node")
        .help("take `{}` out of `capabilities.add`; add the one that the program fails without")),
        Field(&containers("securityContext.capabilities.add[]").none_of(NET_ADMIN).only(is_admin_of_node)
            .says("administers the network of its node: it adds `{}`, and the pod has `hostNetwork`", "administer the network of their node: they add `{}`, and the pod has `hostNetwork`")
            .note("such a program can lead the traffic of all pods and of the node itself elsewhere")
            .help("take `{}` out of `capabilities.add`, or leave `hostNetwork` out: in a network of its own it holds for the pod")),
        Field(&containers("securityContext.capabilities.add[]").none_of(NET_ADMIN).only(is_admin_of_pod)
            .says("administers the network of its pod: it adds `{}`", "administer the network of their pod: they add `{}`")
            .note("such a program changes the addresses, routes and filters of all containers of its pod")
            .help("take `{}` out of `capabilities.add`, unless the program is there to set up the network of its pod"))],
    "capabilities-not-dropped-all" => [Field(&containers("securityContext.capabilities.drop").has("ALL").only(keeps_some)
        .says("does not drop all capabilities", "do not drop all capabilities")
        .here("`ALL` is not among them", "no `capabilities.drop: [ALL]`")
        .note("a container runtime grants about fourteen capabilities that hardly a program needs, NET_RAW and CHOWN among them")
        .help("write `capabilities: {drop: [ALL]}` under `securityContext`, and add what the program fails without"))],
    "control-plane-toleration" => [Field(&pods("tolerations[].key").none_of(&["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"])
        .says("may be placed on the nodes of the control plane: it tolerates `{}`", "")
        .note("a pod beside the API server and its database takes from them what they need, and whoever gets out of it has the cluster")
        .help("take the toleration of `{}` out, unless the pod is a part of the cluster"))],
    "dashboard-deployed" => [Field(&containers("image").none_like(&["*kubernetesui/dashboard*", "*kubernetes-dashboard*"])
        .says("is the Kubernetes dashboard", "are the Kubernetes dashboard")
        .note("the dashboard shows and does what its own account may, to whoever reaches it")
        .help("take it out, and look at the cluster with `kubectl` or a program on your own machine"))],
    "default-service-account" => [Field(&pods("serviceAccountName").none_of(&["default", ""]).by_default("default").only(mounts_token)
        .says("runs as the ServiceAccount `default`", "")
        .here("", "no `serviceAccountName`")
        .note("what is granted to `default` is granted to every pod of the namespace that names no account")
        .help("make a ServiceAccount for it and name it in `serviceAccountName`, or write `automountServiceAccountToken: false`"))],
    "deprecated-service-account-field" => [Field(&pods("serviceAccount").is_absent().only(names_account_otherwise)
        .says("names its ServiceAccount in a deprecated field", "")
        .here("`serviceAccountName` is another, or missing", "")
        .note("`serviceAccount` is an old name for `serviceAccountName`, and where both are written the newer one holds")
        .help("write `serviceAccountName: {}` and leave `serviceAccount` out"))],
    "docker-socket" => [Field(&pods("volumes[].hostPath.path").none_like(SOCKETS).only(has_unexplained_path)
        .says("has the socket of the container runtime: {}", "")
        .note("whoever reaches that socket starts containers as root on the node, with anything of it mounted: the pod is as good as the node")
        .help("take the volume out; images can be built without the runtime of the node, and what runs there can be asked of the kubelet or the API"))],
    "fs-group-change-policy" => [Field(&pods("securityContext.fsGroupChangePolicy").is("OnRootMismatch").only(has_fs_group)
        .says("has all files of its volumes given to its group at every start", "")
        .here("", "no `fsGroupChangePolicy: OnRootMismatch`")
        .note("with many files that takes minutes, in which the pod does not start")
        .help("write `fsGroupChangePolicy: OnRootMismatch` beside `fsGroup`"))],
    "host-aliases" => [Field(&pods("hostAliases[].ip").is_absent()
        .says("writes names into its `/etc/hosts`: {}", "")
        .note("a name that stands there leads past DNS, and to where its entry says when the address has long changed")
        .help("give the address a name with a Service without a selector, or one of `type: ExternalName`"))],
    "host-in-probe-or-hook" => [
        Field(&asks_elsewhere("livenessProbe.httpGet.host")),
        Field(&asks_elsewhere("livenessProbe.tcpSocket.host")),
        Field(&asks_elsewhere("readinessProbe.httpGet.host")),
        Field(&asks_elsewhere("readinessProbe.tcpSocket.host")),
        Field(&asks_elsewhere("startupProbe.httpGet.host")),
        Field(&asks_elsewhere("startupProbe.tcpSocket.host")),
        Field(&asks_elsewhere("lifecycle.postStart.httpGet.host")),
        Field(&asks_elsewhere("lifecycle.postStart.tcpSocket.host")),
        Field(&asks_elsewhere("lifecycle.preStop.httpGet.host")),
        Field(&asks_elsewhere("lifecycle.preStop.tcpSocket.host")),
    ],
    "host-ipc" => [Field(&pods("hostIPC").is_not("true").only(has_no_need)
        .says("shares the memory between processes of its node", "")
        .here("shared memory and semaphores of the node are seen", "")
        .note("programs of the node and of other such pods talk through shared memory, which a container then reads and changes")
        .help("leave `hostIPC` out; containers of one pod share such memory anyway"))],
    "host-path" => [Field(&pods("volumes[].hostPath.path").is_absent()
        .says("mounts a directory of its node: {}", "")
        .note("what a pod writes there stays, what it reads there is the node's, and the pod finds other files on another node")
        .help("use a claim for what is to stay, an `emptyDir` for what is not, and a ConfigMap for what is read"))],
    "host-path-credentials" => [Field(&pods("volumes[].hostPath.path").unlike_parameter("credentials").only(has_no_need)
        .says("mounts where its node keeps keys: {}", "")
        .note("with the keys of the kubelet, the control plane or the cloud a program is whoever they belong to, far beyond its node")
        .help("take the volume out; mount the one file that the program reads, and give it an account of its own"))],
    "host-path-sensitive" => [Field(&pods("volumes[].hostPath.path").unlike_parameter("sensitive")
        .says("mounts what the node is run with: {}", "")
        .note("there stand the node's own programs, devices, keys and settings: to read them is often enough to take the node, to write them always is")
        .help("mount only the one file or directory below it that the program reads, with `readOnly: true`"))],
    "host-pid" => [Field(&pods("hostPID").is_not("true").only(has_no_need)
        .says("shares the processes of its node", "")
        .here("every process of the node is seen", "")
        .note("a container that sees the processes of its node reads their arguments and environment, and as root it can signal and trace them")
        .help("leave `hostPID` out; containers of one pod see each other with `shareProcessNamespace: true`"))],
    "host-process" => [Field(&containers("securityContext.windowsOptions.hostProcess").or_of_pod("securityContext.windowsOptions.hostProcess").is_not("true")
        .says("runs as a process of its Windows node", "run as processes of their Windows node")
        .note("such a container has the files, the network and the rights of the node: it is what a privileged one is on Linux")
        .help("leave `hostProcess` out, unless the program manages the node"))],
    "ingress-nginx-deployed" => [Field(&containers("image").none_like(&["*/ingress-nginx/controller*", "*nginx-ingress-controller*"])
        .says("is ingress-nginx, which is no longer kept up", "are ingress-nginx, which is no longer kept up")
        .note("the project ended in March 2026: faults in it are not mended, and it stands where the cluster is reached from")
        .help("move to another controller, or to the Gateway API"))],
    "interactive-tty" => [
        Field(&containers("stdin").is_not("true").says("keeps its standard input open", "keep their standard input open")
            .note("a program that reads what is typed is made for somebody who sits before it").help("leave `stdin` out")),
        Field(&containers("tty").is_not("true").says("has a terminal", "have a terminal")
            .note("a program that has a terminal is made for somebody who sits before it").help("leave `tty` out")),
    ],
    "low-gid" => [Field(&containers("securityContext.runAsGroup").or_of_pod("securityContext.runAsGroup").at_least_parameter("minimum").only(is_linux)
        .says("runs with the group {}, which may be one of the node's", "run with the group {}, which may be one of the node's")
        .lacks("says no group to run with, which may be one of the node's", "say no group to run with, which may be one of the node's")
        .here("", "no `runAsGroup`")
        .note("a group of a container is the same number on its node: one that the node has for itself may own files there")
        .help("write `runAsGroup: 10001`, or another number that the node does not use, under `securityContext`"))],
    "low-uid" => [Field(&containers("securityContext.runAsUser").or_of_pod("securityContext.runAsUser").at_least_parameter("minimum").only(is_linux)
        .says("runs as the user {}, which may be one of the node's", "run as the user {}, which may be one of the node's")
        .lacks("says no user to run as, which may be one of the node's", "say no user to run as, which may be one of the node's")
        .here("", "no `runAsUser`")
        .note("a user of a container is the same number on its node: whoever gets out of it is the user of that number there")
        .help("write `runAsUser: 10001`, or another number that the node does not use, under `securityContext`"))],
    "no-fs-group" => [Field(&pods("securityContext.fsGroup").only(is_linux)
        .says("says no group for the files of its volumes", "")
        .here("", "no `securityContext.fsGroup`")
        .note("without it files of a volume may belong to root, and a program that is not root cannot write them")
        .help("write the group of the program as `fsGroup` under the pod's `securityContext`"))],
    "no-seccomp-profile" => [Field(&containers("securityContext.seccompProfile.type").or_of_pod("securityContext.seccompProfile.type").one_of(&["RuntimeDefault", "Localhost"]).only(is_linux)
        .says("runs without a seccomp profile", "run without a seccomp profile")
        .here("", "no `seccompProfile`")
        .note("without a profile a program may call whatever the kernel has, and faults of the kernel are in what hardly a program calls")
        .help("write `seccompProfile: {type: RuntimeDefault}` under the pod's `securityContext`"))],
    "no-security-context" => [Field(&containers("securityContext").or_of_pod("securityContext")
        .says("has no security context", "have no security context")
        .here("", "no `securityContext`, and none of the pod")
        .note("without one all is as the image and the cluster have it: root, if nobody says otherwise")
        .help("write what it needs under `securityContext`; `runAsNonRoot: true`, `allowPrivilegeEscalation: false`, `capabilities: {drop: [ALL]}` and `seccompProfile: {type: RuntimeDefault}` suit most"))],
    "no-selinux-options" => [Field(&containers("securityContext.seLinuxOptions").or_of_pod("securityContext.seLinuxOptions").only(is_linux)
        .says("has no SELinux options", "have no SELinux options")
        .here("", "no `seLinuxOptions`")
        .note("the runtime then gives it a label of its own, which not every organisation leaves to it")
        .help("write `seLinuxOptions: {level: …}` under `securityContext`, as the nodes are labelled"))],
    "no-supplemental-groups" => [Field(&pods("securityContext.supplementalGroups").only(is_linux)
        .says("says no supplemental groups", "")
        .here("", "no `securityContext.supplementalGroups`")
        .note("the groups that the image's `/etc/group` has for the user then hold, whatever they are")
        .help("list the groups under the pod's `securityContext`, or write `supplementalGroupsPolicy: Strict`"))],
    "privilege-escalation" => [Field(&containers("securityContext.allowPrivilegeEscalation").is("false").only(is_linux)
        .says("may gain more privileges than it starts with", "may gain more privileges than they start with")
        .here("", "no `allowPrivilegeEscalation: false`")
        .note("a program with the bit setuid, such as `sudo` or `ping`, becomes root, whoever starts it")
        .help("write `allowPrivilegeEscalation: false` under `securityContext`"))],
    "privilege-escalation-asked" => [
        Field(&containers("securityContext.allowPrivilegeEscalation").is_not("true").only(is_linux)
            .says("asks to gain privileges", "ask to gain privileges")
            .note("a program with the bit setuid, such as `sudo` or `ping`, then becomes root, whoever starts it")
            .help("write `allowPrivilegeEscalation: false`")),
        Field(&containers("securityContext.privileged").is_not("true").only(is_linux)
            .says("may gain privileges: it runs privileged", "may gain privileges: they run privileged")
            .note("for a privileged container `allowPrivilegeEscalation` is always true")
            .help("leave `privileged` out, and write `allowPrivilegeEscalation: false`")),
        Field(&containers("securityContext.capabilities.add[]").none_of(&["SYS_ADMIN", "CAP_SYS_ADMIN"]).only(is_linux)
            .says("may gain privileges: it has `SYS_ADMIN`", "may gain privileges: they have `SYS_ADMIN`")
            .note("with SYS_ADMIN `allowPrivilegeEscalation` is always true")
            .help("take `SYS_ADMIN` out, and write `allowPrivilegeEscalation: false`")),
    ],
    "needed-privileges" => [
        Field(&containers("securityContext.privileged").is_not("true").only(|place| has_need_but_for(place, PRIVILEGED_CONTAINER))
            .says("runs privileged, as what it does to its node needs", "run privileged, as what they do to their node needs")
            .note("whoever breaks out of the program owns the node")
            .help("build it from little, pin its image by digest, and let no one but its own account change it")),
        Field(&containers("securityContext.capabilities.add[]").none_of(OF_NODE).only(|place| place.is_linux() && has_need_but_for(place, CAPABILITIES_DANGEROUS))
            .says("adds `{}`, as what it does to its node needs", "add `{}`, as what they do to their node needs")
            .note("with such a capability a program can read and change what belongs to others on its node")
            .help("build it from little, pin its image by digest, and let no one but its own account change it")),
        Field(&pods("hostPID").is_not("true").only(|place| has_need_but_for(place, HOST_PID))
            .says("shares the processes of its node, as what it does there needs", "")
            .note("a container that sees the processes of its node reads their arguments and environment")
            .help("leave `hostPID` out if it does without; build it from little, and pin its image by digest")),
        Field(&pods("hostIPC").is_not("true").only(|place| has_need_but_for(place, HOST_IPC))
            .says("shares the memory between processes of its node, beside what it does there", "")
            .note("programs of the node and of other such pods talk through shared memory, which a container then reads and changes")
            .help("leave `hostIPC` out if it does without; build it from little, and pin its image by digest")),
        Field(&pods("volumes[].hostPath.path").none_like(SOCKETS).only(|place| has_need_but_for(place, DOCKER_SOCKET))
            .says("has the socket of the container runtime, as what it does to its node needs: {}", "")
            .note("whoever breaks into the program starts containers as root on the node")
            .help("ask the kubelet or the API instead if they know enough; build it from little, and pin its image by digest")),
    ],
    "privileged-container" => [Field(&containers("securityContext.privileged").is_not("true").only(has_no_need)
        .says("runs privileged", "run privileged")
        .here("all of the node is open to it", "")
        .note("a privileged container has every capability and every device of its node: whoever breaks out of the program owns the node")
        .help("leave `privileged` out, and add under `securityContext.capabilities` what the program needs of the node"))],
    "privileged-port" => [Field(&containers("ports[].containerPort").at_least(1024)
        .says("listens on port {}, which root alone may", "listen on port {}, which root alone may")
        .note("a program that listens below 1024 needs root or a capability for it, where a Service can map any port to a higher one")
        .help("have the program listen from 1024 on, and keep `port` of the Service as it is"))],
    "proc-mount-unmasked" => [Field(&containers("securityContext.procMount").is("Default").by_default("Default").only(is_linux)
        .says("sees all of the kernel's `/proc`", "see all of the kernel's `/proc`")
        .here("nothing is masked", "")
        .note("container runtimes hide the parts of `/proc` that tell of the node or change its kernel")
        .help("leave `procMount` out, unless the container makes containers of its own, with `hostUsers: false`"))],
    "root-group" => [
        Field(&containers("securityContext.runAsGroup").or_of_pod("securityContext.runAsGroup").is_not("0").only(is_linux)
            .says("runs with root's group", "run with root's group")
            .note("many files of an image and of volumes are writable for the group of root")
            .help("write another `runAsGroup`, such as 10001")),
        Field(&pods("securityContext.fsGroup").is_not("0").only(is_linux).says("gives the files of its volumes to root's group", "")
            .note("many files of an image and of volumes are writable for the group of root")
            .help("write another `fsGroup`, such as 10001")),
        Field(&pods("securityContext.supplementalGroups[]").is_not("0").only(is_linux).says("has root's group among its own", "")
            .note("many files of an image and of volumes are writable for the group of root")
            .help("take 0 out of `supplementalGroups`")),
    ],
    "runs-as-root" => [Field(&containers("securityContext.runAsUser").or_of_pod("securityContext.runAsUser").is_not("0").only(is_linux)
        .says("runs as root", "run as root")
        .here("the user of root", "")
        .note("root in a container is root on its node for whoever gets out of it")
        .help("write another number, such as 10001, that may read what the image has and write what the program writes"))],
    "runtime-class" => [Field(&pods("runtimeClassName").like_parameter("allowed")
        .says("runs with the runtime class `{}`, which is not among those that are allowed", "")
        .here("", "no `runtimeClassName`")
        .help("name one of those in the parameter `allowed` of this rule"))],
    "seccomp-unconfined" => [Field(&containers("securityContext.seccompProfile.type").or_of_pod("securityContext.seccompProfile.type").is_not("Unconfined").only(is_linux_without_need)
        .says("may call whatever the kernel has: it asks for no seccomp profile", "may call whatever the kernel has: they ask for no seccomp profile")
        .note("faults of the kernel are in what hardly a program calls, and a profile keeps programs from that")
        .help("write `type: RuntimeDefault`, or a profile of its own with `Localhost`"))],
    "secret-in-env" => [
        Field(&containers("env[].valueFrom.secretKeyRef.name").is_absent()
            .says("has a value of the Secret `{}` in its environment", "have a value of the Secret `{}` in their environment")
            .note(ENVIRONMENT)
            .help("mount the Secret as a volume, and have the program read the file")),
        Field(&containers("envFrom[].secretRef.name").is_absent()
            .says("has the Secret `{}` in its environment", "have the Secret `{}` in their environment")
            .note(ENVIRONMENT)
            .help("mount the Secret as a volume, and have the program read the files")),
    ],
    "selinux-options" => [
        Field(&containers("securityContext.seLinuxOptions.type").or_of_pod("securityContext.seLinuxOptions.type").one_of(SELINUX_TYPES).by_default("").only(is_linux)
            .says("runs as the SELinux type `{}`", "run as the SELinux type `{}`").note(SELINUX)
            .help("leave `type` out, or write `container_t`")),
        Field(&containers("securityContext.seLinuxOptions.user").or_of_pod("securityContext.seLinuxOptions.user").is("").by_default("").only(is_linux)
            .says("runs as the SELinux user `{}`", "run as the SELinux user `{}`").note(SELINUX).help("leave `user` out")),
        Field(&containers("securityContext.seLinuxOptions.role").or_of_pod("securityContext.seLinuxOptions.role").is("").by_default("").only(is_linux)
            .says("has the SELinux role `{}`", "have the SELinux role `{}`").note(SELINUX).help("leave `role` out")),
    ],
    "sysctl-injection" => [Field(&pods("securityContext.sysctls[].value").none_like(&["*+*", "*=*"])
        .says("sets more than one sysctl with one value: {}", "")
        .note("CRI-O passes such a value on so that it sets others, `kernel.core_pattern` among them, and with that runs programs on the node (CVE-2022-0811)")
        .help("write the value alone"))],
    "tiller-deployed" => [Field(&containers("image").none_like(&["*/tiller:*", "*/tiller@*", "*/tiller", "tiller:*", "tiller"])
        .says("is Tiller, the server of Helm 2", "are Tiller, the server of Helm 2")
        .note("Tiller does what anybody in the cluster asks it to, with an account that may do almost everything")
        .help("move the releases to Helm 3, which has no server, and take Tiller out"))],
    "unsafe-sysctl" => [Field(&pods("securityContext.sysctls[].name").one_of(SAFE_SYSCTLS)
        .says("sets sysctls that are not safe: {}", "")
        .note("a sysctl that is not separate for each pod changes the node for all of them, and a node that does not allow it lets the pod fail")
        .help("set it on the node, or leave it out"))],
    "windows-gmsa" => [Field(&containers("securityContext.windowsOptions.gmsaCredentialSpecName").or_of_pod("securityContext.windowsOptions.gmsaCredentialSpecName").only(is_windows)
        .says("has no managed service account of the domain", "have no managed service account of the domain")
        .here("", "no `gmsaCredentialSpecName`")
        .note("without one a program has no account by which other machines of the domain know it")
        .help("name the credential spec under `securityContext.windowsOptions`"))],
    "windows-run-as" => [Field(&containers("securityContext.windowsOptions.runAsUserName").or_of_pod("securityContext.windowsOptions.runAsUserName").only(is_windows)
        .says("does not say as which Windows user it runs", "do not say as which Windows user they run")
        .here("", "no `runAsUserName`")
        .note("the image then says it, often ContainerAdministrator")
        .help("write `runAsUserName: ContainerUser` under `securityContext.windowsOptions`"))],
    "writable-root-filesystem" => [Field(&containers("securityContext.readOnlyRootFilesystem").is("true").only(is_linux)
        .says("can write to the file system of its image", "can write to the file systems of their images")
        .here("not read-only", "no `readOnlyRootFilesystem: true`")
        .note("what is written into a container is lost with it, and an attacker can leave programs there")
        .help("write `readOnlyRootFilesystem: true` under `securityContext`, and mount an `emptyDir` where the program writes"))],
}
