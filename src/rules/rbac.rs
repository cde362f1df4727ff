//! What roles grant: each rule is a page and a row here, which names the resources and verbs that are meant. A role that names
//! everything, `*`, has them all, and `rbac-wildcard` says so once; who asks for one of the others is told of it there as well.

use crate::diagnostic::Diagnostic;
use crate::rules::Check::{Object, Role};
use crate::rules::ObjectContext;
use crate::rules::registry::rules;
use crate::yaml::Cursor;

/// What a role should not grant without need.
#[derive(Clone, Copy, Debug)]
pub struct Power {
    groups: &'static [&'static str],
    resources: &'static [&'static str],
    verbs: &'static [&'static str],
    /// What whoever has the role may do: `may read Secrets`.
    may: &'static str,
    note: &'static str,
    help: &'static str,
}

/// Verbs that change what is there, or make it.
const CHANGE: &[&str] = &["create", "update", "patch", "delete", "deletecollection"];

const fn power(
    groups: &'static [&'static str],
    resources: &'static [&'static str],
    verbs: &'static [&'static str],
    may: &'static str,
    [note, help]: [&'static str; 2],
) -> Power {
    Power {
        groups,
        resources,
        verbs,
        may,
        note,
        help,
    }
}

const CORE: &[&str] = &[""];
const RBAC: &[&str] = &["rbac.authorization.k8s.io"];
const CERTIFICATES: &[&str] = &["certificates.k8s.io"];
const WORKLOADS: &[&str] = &["", "apps", "batch", "extensions"];

rules! { pub(super) POWERS:
    "rbac-approve-csr" => [
        Role(&power(CERTIFICATES, &["certificatesigningrequests/approval"], &["update", "patch"], "may approve certificates",
            ["who approves a request decides whom the API server takes its sender for, `system:masters` included", "leave it to the controller that approves; limit a signer's name with `resourceNames`"])),
        Role(&power(CERTIFICATES, &["signers"], &["approve", "sign"], "may approve certificates",
            ["who approves a request decides whom the API server takes its sender for, `system:masters` included", "leave it to the controller that approves; limit a signer's name with `resourceNames`"])),
    ],
    "rbac-bind-escalate" => [Role(&power(RBAC, &["roles", "clusterroles"], &["bind", "escalate"], "may grant more than it has",
        ["`bind` and `escalate` lift the only limit on roles: that nobody grants what they do not have", "leave the verb out, or name the roles that are meant in `resourceNames`"]))],
    "rbac-configmaps" => [Role(&power(CORE, &["configmaps"], CHANGE, "may change ConfigMaps",
        ["programs do what their ConfigMaps say: CoreDNS, kube-proxy, and on some clouds who is who (`aws-auth`)", "name those that it writes in `resourceNames`, in a Role of their namespace"]))],
    "rbac-create-persistent-volumes" => [Role(&power(CORE, &["persistentvolumes"], &["create"], "may make PersistentVolumes",
        ["a volume can be a `hostPath` of any node: who makes one reads and writes what is there", "have a StorageClass make the volumes, and grant `persistentvolumeclaims`"]))],
    "rbac-create-pods" => [Role(&power(WORKLOADS, &["pods", "deployments", "statefulsets", "replicasets", "replicationcontrollers", "daemonsets", "jobs", "cronjobs"], &["create"], "may make pods",
        ["a pod may use every Secret and every account of its namespace, and what its node has unless Pod Security forbids it", "leave the verb out, or keep the role to a namespace without other accounts and Secrets"]))],
    "rbac-delete" => [Role(&power(WORKLOADS, &["pods", "deployments", "statefulsets", "daemonsets", "replicasets", "jobs", "cronjobs", "secrets", "services", "namespaces", "persistentvolumeclaims", "persistentvolumes", "nodes"], &["delete", "deletecollection"], "may delete what others run on",
        ["what is deleted by mistake, or by whoever has the account, is gone with its data", "leave the verb out, or name what is meant in `resourceNames`"]))],
    "rbac-delete-events" => [
        Role(&power(&["", "events.k8s.io"], &["events"], &["delete", "deletecollection"], "may delete events",
            ["events and logs show what an intruder did", "leave the verb out; events go by themselves after an hour"])),
        Role(&power(CORE, &["pods/log"], &["delete", "deletecollection"], "may delete logs",
            ["events and logs show what an intruder did", "leave the verb out"])),
    ],
    "rbac-endpoints" => [Role(&power(&["", "discovery.k8s.io"], &["endpoints", "endpointslices"], CHANGE, "may say where Services lead",
        ["who writes Endpoints has a Service, and the Ingress before it, lead to any address, in other namespaces too (CVE-2021-25740)", "leave it to the controllers that keep them"]))],
    "rbac-exec-attach" => [Role(&power(CORE, &["pods/exec", "pods/attach"], &["create", "get", "update", "patch"], "may run commands in pods",
        ["who runs a command in a pod has its files, its Secrets and its account", "leave it out, or keep the role to people and to a namespace"]))],
    "rbac-impersonate" => [Role(&power(&["", "authentication.k8s.io"], &["users", "groups", "serviceaccounts", "uids", "userextras"], &["impersonate"], "may act as others",
        ["who impersonates has the rights of whoever they name, the group `system:masters` included", "name the users or groups that are meant in `resourceNames`"]))],
    "rbac-manage-roles" => [Role(&power(RBAC, &["roles", "clusterroles", "rolebindings", "clusterrolebindings"], CHANGE, "may change roles or bindings",
        ["who binds roles gives all that they have to any account, and a fault in a role spreads", "leave it to people, or name those that are meant in `resourceNames`"]))],
    "rbac-networking" => [
        Role(&power(CORE, &["services"], CHANGE, "may change what is reached from where",
            ["who changes Services, Ingresses and network policies leads requests elsewhere, or opens what was closed", "name those that are meant in `resourceNames`, in a Role of their namespace"])),
        Role(&power(&["networking.k8s.io", "extensions"], &["ingresses", "networkpolicies"], CHANGE, "may change what is reached from where",
            ["who changes Services, Ingresses and network policies leads requests elsewhere, or opens what was closed", "name those that are meant in `resourceNames`, in a Role of their namespace"])),
    ],
    "rbac-port-forward" => [Role(&power(CORE, &["pods/portforward"], &["create", "get"], "may reach every port of pods",
        ["a forwarded port leads past network policies to what listens for its own pod alone", "leave it out, or keep the role to people and to a namespace"]))],
    "rbac-proxy" => [Role(&power(CORE, &["nodes/proxy", "services/proxy", "pods/proxy"], &["get", "create", "update", "patch", "delete"], "may send requests as the API server",
        ["with `nodes/proxy` the kubelet runs any command in any pod, past admission and the audit log", "use `nodes/metrics`, `nodes/stats` or `nodes/log` for what only reads"]))],
    "rbac-secrets" => [Role(&power(CORE, &["secrets"], &["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"], "may read or change Secrets",
        ["who reads the Secrets of a namespace has the tokens and passwords of all that runs there", "name those that it reads in `resourceNames`, and leave `list` and `watch` out"]))],
    "rbac-service-status" => [Role(&power(CORE, &["services/status"], &["update", "patch"], "may say which addresses Services have",
        ["who writes the status of a Service takes what is sent to any address (CVE-2020-8554)", "leave it to the controller of load balancers"]))],
    "rbac-token-create" => [Role(&power(CORE, &["serviceaccounts/token"], &["create"], "may have tokens of other accounts",
        ["a token of an account is the account", "name the accounts that are meant in `resourceNames`"]))],
    "rbac-update-workloads" => [Role(&power(WORKLOADS, &["deployments", "statefulsets", "replicasets", "replicationcontrollers", "daemonsets", "cronjobs"], &["update", "patch"], "may change what pods run",
        ["who changes a template has pods made of it, which may use every Secret and every account of their namespace", "leave the verb out, name the objects that are meant in `resourceNames`, or grant `scale` alone: `deployments/scale`"]))],
    "rbac-webhooks" => [Role(&power(&["admissionregistration.k8s.io"], &["validatingwebhookconfigurations", "mutatingwebhookconfigurations"], CHANGE, "may change admission webhooks",
        ["who changes a webhook sees and changes all that is written to the cluster, Secrets included, or switches a check off", "name the configurations that are meant in `resourceNames`"]))],
    "rbac-wildcard" => [Object(wildcard)],
    "rbac-wildcard-in-group" => [Object(wildcard_in_group)],
}

impl Power {
    /// Whether a resource is a part, of whatever it is a part, that is meant: `*/exec` is `pods/exec` as well.
    fn has_part(&self, resource: &str) -> bool {
        let part = resource.strip_prefix("*/");
        part.is_some_and(|part| {
            let mut meant = self
                .resources
                .iter()
                .filter_map(|meant| meant.split_once('/'));
            meant.any(|(_, own)| own == part)
        })
    }
}

/// Asks whether a role grants something.
pub(super) fn of_role(power: &Power, context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let mut places = Vec::new();
    for rule in granted(context) {
        let groups = |group: &str| group == "*" || power.groups.contains(&group);
        let verb = first(&rule, "verbs", |verb| {
            verb == "*" || power.verbs.contains(&verb)
        });
        let resource = first(&rule, "resources", |resource| {
            power.resources.contains(&resource)
                || resource == "*" && context.is_asked()
                || power.has_part(resource)
        });
        if first(&rule, "apiGroups", groups).is_some() {
            places.extend(resource.zip(verb));
        }
    }
    let mut places = places.into_iter();
    let Some((resource, verb)) = places.next() else {
        return;
    };
    let mut told = context
        .diagnostic(&resource, format!("{} {}", called(context), power.may))
        .here(format!("the verb `{}`", verb.as_key()))
        .note(power.note)
        .help(power.help);
    for (resource, verb) in places {
        told.add_label(resource.span(), format!("the verb `{}`", verb.as_key()));
    }
    found.push(told);
}

fn wildcard(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let told = wildcards(context, is_of_kubernetes, "grants whatever there is: `*`");
    found.extend(told.map(|told| {
        told.note("`*` is also what nobody thought of: `escalate`, `impersonate`, Secrets, and the kinds that come with the next version or operator")
            .help("name the resources and verbs that are used; `kubectl auth can-i --list` and the audit log show them")
    }));
}

/// Kinds of an operator's own, which it mostly has to itself.
fn wildcard_in_group(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let is_own = |rule: &Cursor<'_>| !is_of_kubernetes(rule);
    let told = wildcards(context, is_own, "grants whatever a group has: `*`");
    found.extend(told.map(|told| {
        told.note(
            "`*` is also the kinds and verbs that come with the next version of what has the group",
        )
        .help("name the resources and verbs that are used")
    }));
}

/// Whether a rule is of all groups, or of one that Kubernetes itself has.
fn is_of_kubernetes(rule: &Cursor<'_>) -> bool {
    first(rule, "apiGroups", |group| {
        !group.contains('.') || group.ends_with(".k8s.io")
    })
    .is_some()
}

/// What is found of the rules of a role that have a `*`, of those that are meant.
fn wildcards(
    context: &ObjectContext<'_, '_>,
    is_meant: impl Fn(&Cursor<'_>) -> bool,
    grants: &str,
) -> Option<Diagnostic> {
    let mut places = Vec::new();
    for rule in granted(context).filter(|rule| is_meant(rule)) {
        let of = |field, what: &'static str| {
            first(&rule, field, |word| word == "*").map(|at| (at, what))
        };
        places.extend(of("resources", "every resource"));
        places.extend(of("verbs", "every verb"));
    }
    let mut places = places.into_iter();
    let (at, what) = places.next()?;
    let mut told = context
        .diagnostic(&at, format!("{} {grants}", called(context)))
        .here(what);
    for (at, what) in places {
        told.add_label(at.span(), what);
    }
    Some(told)
}

/// `the ClusterRole `reader``
pub(super) fn called(context: &ObjectContext<'_, '_>) -> String {
    format!(
        "the {} `{}`",
        context.object.kind,
        context.object.name().unwrap_or_default()
    )
}

/// Whether that is the kind of a role.
pub(super) fn is_role(group: &str, kind: &str) -> bool {
    matches!(kind, "Role" | "ClusterRole") && RBAC.contains(&group)
}

/// The rules of a role, if it is one of the user's own.
pub(super) fn granted<'t>(
    context: &ObjectContext<'_, 't>,
) -> impl Iterator<Item = Cursor<'t>> + use<'t> {
    let object = context.object;
    let is_role = is_role(object.group(), &object.kind);
    let name = object.name().unwrap_or_default();
    let rules = object.root.get("rules");
    let rules = rules.filter(|_| is_role && !is_built_in(&name));
    rules.into_iter().flat_map(|rules| rules.items())
}

/// Whether a role, or a binding, is called as those are that Kubernetes or a provider brings along.
pub(super) fn is_built_in(name: &str) -> bool {
    name.starts_with("system:")
        || name.starts_with("gce:")
        || matches!(name, "cluster-admin" | "admin" | "edit" | "view")
}

/// The first item of a list that is meant.
fn first<'t>(rule: &Cursor<'t>, list: &str, is_meant: impl Fn(&str) -> bool) -> Option<Cursor<'t>> {
    let mut items = rule.get(list).into_iter().flat_map(|list| list.items());
    items.find(|item| is_meant(&item.as_key()))
}
