//! What is asked of fields of other objects than pods for the sake of security: who may do what, who is let in, and where things are.

use super::{Place, containers, objects, pods};
use crate::rules::Check::{All, Field};
use crate::rules::admin_role;
use crate::rules::registry::rules;
use crate::yaml::Cursor;

const INGRESS: &[(&str, &str)] = &[("networking.k8s.io", "Ingress"), ("extensions", "Ingress")];
const SERVICE: &[(&str, &str)] = &[("", "Service")];
const NAMESPACE: &[(&str, &str)] = &[("", "Namespace")];
const VOLUME: &[(&str, &str)] = &[("", "PersistentVolume")];
const ACCOUNT: &[(&str, &str)] = &[("", "ServiceAccount")];
const SECRET: &[(&str, &str)] = &[("", "Secret")];
const BINDING: &[(&str, &str)] = &[
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
    ("rbac.authorization.k8s.io", "RoleBinding"),
];

/// A binding that Kubernetes itself makes is not the manifest's to change.
fn is_of_users(place: &Place<'_, '_>) -> bool {
    let name = place.object.name().unwrap_or_default();
    name != "cluster-admin" && !name.starts_with("system:")
}

/// What says of itself that everybody with an account may look: `shop-viewer`, `shop-info`.
fn is_to_be_seen(place: &Place<'_, '_>) -> bool {
    const SEEN: [&str; 6] = ["discovery", "info", "public", "reader", "view", "viewer"];
    let role = place.object.root.get("roleRef");
    let name = role.and_then(|role| role.get("name")?.as_str());
    name.is_some_and(|name| name.split(['-', ':']).any(|word| SEEN.contains(&word)))
}

/// Whether a binding has others than the dashboard's account.
fn is_not_to_dashboard(place: &Place<'_, '_>) -> bool {
    let subjects = place.object.root.get("subjects");
    let mut subjects = subjects.into_iter().flat_map(|list| list.items());
    let name = |subject: Cursor<'_>| Some(subject.get("name")?.as_key().into_owned());
    subjects.any(|subject| name(subject).as_deref() != Some("kubernetes-dashboard"))
}

/// Whether a pod runs anything but the dashboard.
fn is_not_dashboard(place: &Place<'_, '_>) -> bool {
    let containers = place
        .workload
        .into_iter()
        .flat_map(|workload| workload.pod.running());
    let mut images = containers.filter_map(|container| container.image.as_deref());
    images.any(|image| !image.contains("dashboard") && !image.contains("kubernetesui/"))
}

/// The Service of the API server and where it leads are in `default` in every cluster.
fn is_not_of_cluster(place: &Place<'_, '_>) -> bool {
    let is_service = matches!(
        &*place.object.kind,
        "Service" | "Endpoints" | "EndpointSlice"
    );
    !(is_service && place.object.name().as_deref() == Some("kubernetes"))
}

fn is_default(place: &Place<'_, '_>) -> bool {
    place.object.name().as_deref() == Some("default")
}

rules! { pub(in crate::rules) ACCESS:
    "default-namespace" => [Field(&objects(super::NAMESPACED, "metadata.namespace").is_not("default").only(is_not_of_cluster)
        .says("is in the namespace `default`", "")
        .note("what everybody's objects are in has no limits, policies and permissions of its own")
        .help("name a namespace of its own in `metadata.namespace`"))],
    "default-service-account-token-mounted" => [Field(&objects(ACCOUNT, "automountServiceAccountToken").is("false").by_default("true").only(is_default)
        .says("has its token mounted into every pod that names no account", "")
        .here("", "no `automountServiceAccountToken: false`")
        .note("whoever gets into a container asks the API server with that token")
        .help("write `automountServiceAccountToken: false` in the account; a pod that needs the token says `true` itself"))],
    "default-service-account-bound" => [Field(&objects(BINDING, "subjects[].name").is_not("default").only(is_of_users)
        .says("grants its role to the ServiceAccount `default`", "")
        .here("every pod that names no account", "")
        .note("every pod of the namespace that names no account runs as `default`, those that come later too")
        .help("make a ServiceAccount for what needs the role, and name that"))],
    "host-path-pv" => [Field(&objects(VOLUME, "spec.hostPath.path").is_absent()
        .says("is a directory of a node: {}", "")
        .note("a pod that is moved finds an empty directory, and whoever may claim the volume has files of the node")
        .help("use `local` with `nodeAffinity` for a disk of one node, or a StorageClass that makes volumes"))],
    "ingress-class-not-allowed" => [
        Field(&objects(INGRESS, "spec.ingressClassName").like_parameter("allowed")
            .says("asks for the class `{}`, which is not among those that are allowed", "")
            .help("name one of those in the parameter `allowed` of this rule")),
        Field(&objects(INGRESS, "metadata.annotations[kubernetes.io/ingress.class]").like_parameter("allowed")
            .says("asks for the class `{}`, which is not among those that are allowed", "")
            .help("name one of those in the parameter `allowed` of this rule")),
    ],
    "ingress-default-backend" => [
        Field(&objects(INGRESS, "spec.defaultBackend.service.name").is_absent()
            .says("sends to `{}` whatever no rule names", "")
            .note("requests for hosts and paths that nobody thought of get to a program that was not meant for them")
            .help("leave `defaultBackend` out, and write a rule for what is to be reached")),
        Field(&objects(INGRESS, "spec.defaultBackend.resource.name").is_absent()
            .says("sends to `{}` whatever no rule names", "")
            .note("requests for hosts and paths that nobody thought of get to a program that was not meant for them")
            .help("leave `defaultBackend` out, and write a rule for what is to be reached")),
    ],
    "ingress-http-allowed" => [Field(&objects(INGRESS, "metadata.annotations[kubernetes.io/ingress.allow-http]").is("false").by_default("true")
        .says("still answers plain HTTP", "")
        .here("", "no annotation `kubernetes.io/ingress.allow-http: \"false\"`")
        .note("whoever is between reads and changes what is sent without TLS, cookies and passwords among it")
        .help("annotate it with `kubernetes.io/ingress.allow-http: \"false\"`, or what the controller has for it"))],
    "ingress-no-tls" => [Field(&objects(INGRESS, "spec.tls")
        .says("has no TLS", "")
        .here("", "no `spec.tls`")
        .note("whoever is between reads and changes what is sent without TLS, cookies and passwords among it")
        .help("list under `spec.tls` the hosts, and the Secret with their certificate in `secretName`"))],
    "ingress-permissive-host" => [Field(&objects(INGRESS, "spec.rules[].host").none_of(&["", "*"]).by_default("")
        .says("has a rule for every host", "")
        .here("any host", "no `host`")
        .note("such a rule answers for hosts that belong to others, and for the bare address")
        .help("name the host in `host`"))],
    "kube-system-namespace" => [Field(&objects(super::WORKLOADS, "metadata.namespace").is_not("kube-system")
        .says("is in the namespace `kube-system`", "")
        .note("what runs there is taken for a part of the cluster: policies leave it out, and its account may often do more")
        .help("give it a namespace of its own"))],
    "long-lived-token" => [Field(&objects(SECRET, "type").is_not("kubernetes.io/service-account-token")
        .says("holds a token that never expires", "")
        .note("whoever has read it once has the account for good; a token that is asked for ends, and ends with its pod")
        .help("leave the Secret out: pods get a token of their own, and others ask with `kubectl create token`"))],
    "namespace-privileged-level" => [Field(&objects(NAMESPACE, "metadata.labels[pod-security.kubernetes.io/enforce]").is_not("privileged")
        .says("takes every pod: the level that it enforces is `privileged`", "")
        .note("at this level nothing is refused, privileged pods and mounts of the node among it")
        .help("write `baseline`, and give what needs the node a namespace of its own"))],
    "pod-security-label" => [Field(&objects(NAMESPACE, "metadata.labels[pod-security.kubernetes.io/enforce]")
        .says("enforces no Pod Security Standard", "")
        .here("", "no label `pod-security.kubernetes.io/enforce`")
        .note("without the label, and without a default of the cluster, every pod is let in, privileged ones too")
        .help("label it with `pod-security.kubernetes.io/enforce: baseline`, or `restricted` where its pods fit"))],
    "rbac-anonymous" => [Field(&objects(BINDING, "subjects[].name").none_of(&["system:anonymous", "system:unauthenticated"]).only(is_of_users)
        .says("grants its role to everybody: {}", "")
        .here("everybody who reaches the API server", "")
        .note("this is no account but everybody who reaches the API server, without a name and a token")
        .help("name the users, groups or service accounts that are meant"))],
    "rbac-authenticated" => [Field(&objects(BINDING, "subjects[].name").is_not("system:authenticated").only(|place| is_of_users(place) && (place.is_asked() || !is_to_be_seen(place)))
        .says("grants its role to everybody with an account: {}", "")
        .here("every account that the cluster knows", "")
        .note("this is every user and every service account, so that a token of any pod is enough; on some clouds everybody with an account there")
        .help("name the users, groups or service accounts that are meant"))],
    "rbac-cluster-admin" => [Field(&objects(BINDING, "roleRef.name").is_not("cluster-admin").only(is_of_users)
        .says("grants `cluster-admin`", "")
        .here("may do everything", "")
        .note("whoever has one of these accounts, a token of a pod suffices, has all Secrets and all that runs")
        .help("bind a role with the verbs and resources that are used; `kubectl auth can-i --list` and the audit log show them")), All(admin_role::check_all)],
    "rbac-dashboard" => [
        Field(&objects(BINDING, "subjects[].name").is_not("kubernetes-dashboard")
            .says("grants its role to the dashboard", "")
            .note("the dashboard shows and does what its own account may, to whoever reaches it")
            .help("grant roles to those who use it, who sign in with tokens of their own")),
        Field(&objects(BINDING, "roleRef.name").is_not("kubernetes-dashboard").only(is_not_to_dashboard)
            .says("grants the role of the dashboard to others", "")
            .note("it is made for the dashboard: who else has it may read the Secrets that it keeps its keys in")
            .help("grant a role that has what they need")),
        Field(&pods("serviceAccountName").is_not("kubernetes-dashboard").only(is_not_dashboard)
            .says("runs as the account of the dashboard", "")
            .note("the account has what the dashboard may do, and a program beside it that is taken over has the same")
            .help("give the program an account of its own")),
    ],
    "rbac-system-masters" => [Field(&objects(BINDING, "subjects[].name").is_not("system:masters")
        .says("speaks of the group `system:masters`", "")
        .here("past all of RBAC", "")
        .note("members of this group may do everything whatever roles say, and nothing takes that from them but a new certificate authority")
        .help("name the users or a group of your own"))],
    "service-external-ips" => [Field(&objects(SERVICE, "spec.externalIPs[]").is_absent()
        .says("takes an address that is not its own: {}", "")
        .note("every node sends what goes to such an address to the pods of this Service, whoever it belongs to (CVE-2020-8554)")
        .help("leave `externalIPs` out, and give the Service an address with `type: LoadBalancer` or a Gateway"))],
    "service-external-name-localhost" => [Field(&objects(SERVICE, "spec.externalName").none_like(&["localhost", "localhost.", "*.localhost", "127.*"])
        .says("leads everybody to themselves: {}", "")
        .note("whatever asks for this Service, an ingress controller too, asks its own machine, and what listens there for itself alone")
        .help("name the host that is meant, or use a Service with a selector"))],
    "service-load-balancer" => [Field(&objects(SERVICE, "spec.type").is_not("LoadBalancer")
        .says("has a load balancer of its own", "")
        .note("such a Service is reached from outside, past the Ingress or Gateway with its certificates and rules, and costs an address")
        .help("leave `type` out, and lead to it from an Ingress or an HTTPRoute"))],
    "service-node-port" => [Field(&objects(SERVICE, "spec.type").is_not("NodePort")
        .says("takes a port of every node", "")
        .note("whoever reaches a node reaches the Service, past the Ingress or Gateway with its certificates and rules")
        .help("leave `type` out, and lead to it from an Ingress or an HTTPRoute"))],
    "ssh-port" => [
        Field(&containers("ports[].containerPort").is_not("22")
            .says("serves SSH: port {}", "serve SSH: port {}")
            .note("a shell in a container is had with `kubectl exec`, which asks who it is and writes it down")
            .help("leave the port and the SSH server out")),
        Field(&objects(SERVICE, "spec.ports[].port").none_of(&["22", "2222"])
            .says("opens SSH: port {}", "")
            .note("a shell in a container is had with `kubectl exec`, which asks who it is and writes it down")
            .help("leave the port out, unless SSH is what it serves, as of a git server")),
    ],
}
