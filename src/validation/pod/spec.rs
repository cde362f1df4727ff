//! The spec of a pod as a whole.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{
    annotations, containers, env, network, platform, resources, scheduling, security, volumes,
};
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_LABEL, DNS_SUBDOMAIN, QUALIFIED_NAME};
use crate::validation::meta;
use crate::validation::seen::Seen;

/// What the checks of a pod's parts must know of the whole.
pub(super) struct Pod<'t> {
    /// `spec`, of the pod or of the template.
    pub(super) spec: Field<'t>,
    /// `metadata`, of the pod or of the template.
    pub(super) meta: Field<'t>,
    /// Whether it is a Pod and no template.
    pub(super) is_pod: bool,
    /// Whether its host names are its own, and not a StatefulSet's to give.
    named: bool,
    /// Its volumes by their names, the first of each.
    volumes: BTreeMap<Cow<'t, str>, Field<'t>>,
    /// The names of its resource claims.
    pub(super) claims: BTreeSet<Cow<'t, str>>,
}

impl<'t> Pod<'t> {
    fn new(whole: Field<'t>, is_pod: bool) -> Self {
        let spec = whole.get("spec");
        let named = |field: Field<'t>| (field.get("name").text(), field);
        // Of one name the first in the list is kept.
        let volumes: Vec<_> = spec.get("volumes").items().map(named).collect();
        let claims = spec.get("resourceClaims").items();
        Self {
            spec,
            meta: whole.get("metadata"),
            is_pod,
            named: true,
            volumes: volumes.into_iter().rev().collect(),
            claims: claims.map(|claim| claim.get("name").text()).collect(),
        }
    }

    /// The volume of a name.
    pub(super) fn volume(&self, name: &str) -> Option<Field<'t>> {
        self.volumes.get(name).copied()
    }

    /// All containers: those of init first, then the others, then ephemeral ones.
    pub(super) fn all_containers(&self) -> impl Iterator<Item = Field<'t>> {
        let lists = ["initContainers", "containers", "ephemeralContainers"];
        let spec = self.spec;
        lists
            .into_iter()
            .flat_map(move |list| spec.get(list).items())
    }

    /// Seconds; 30 if nothing is written.
    pub(super) fn grace_period(&self) -> i64 {
        let written = self.spec.get("terminationGracePeriodSeconds").int();
        written.unwrap_or(30)
    }

    /// Whether it runs in the host's user namespace, as it does unless it says otherwise.
    pub(super) fn host_users(&self) -> bool {
        self.spec.get("hostUsers").bool() != Some(false)
    }

    /// Whether it has the host's network.
    pub(super) fn host_network(&self) -> bool {
        self.spec.get("hostNetwork").flag()
    }
}

/// Checks a Pod.
pub(in crate::validation) fn check(check: &mut Check<'_, '_>) {
    let pod = Pod::new(check.root(), true);
    annotations::pod_specific_annotations(check, &pod);
    pod_spec(check, &pod);
    only_for_pods(check, &pod);
    let ephemeral = pod.spec.get("ephemeralContainers");
    if !ephemeral.is_empty() {
        check.forbidden(
            ephemeral,
            "when a pod is created, only added to a running one",
        );
    }
    annotations::profiles_match(check, &pod);
}

/// What is checked of pods and not of templates.
fn only_for_pods<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    containers::containers_only_for_pod(check, pod);
    volumes::only_for_pods(check, pod);
    resources::implied_requests(check, pod);
    let node = pod.spec.get("nodeName");
    if !node.is_empty() && !pod.spec.get("schedulingGates").is_empty() {
        check.forbidden(node, "while there are scheduling gates");
    }
}

/// What every pod of a template would be refused for. The server takes the template.
fn refused_pods<'t>(check: &mut Check<'_, 't>, template: &Pod<'t>) {
    let before = check.found.len();
    let pod = Pod {
        is_pod: true,
        volumes: BTreeMap::new(),
        claims: BTreeSet::new(),
        ..*template
    };
    only_for_pods(check, &pod);
    scheduling::affinity(check, &pod);
    scheduling::topology_spread_constraints(check, &pod);
    check.of_pods(before);
}

/// A `PodTemplateSpec`, as workloads hold it. Source: `ValidatePodTemplateSpec`.
pub(in crate::validation) fn pod_template_spec<'t>(check: &mut Check<'_, 't>, template: Field<'t>) {
    template_spec(check, &Pod::new(template, false));
}

/// The template of a StatefulSet, which gives its pods their host names itself. Source:
/// `ValidateStatefulSetSpec`.
pub(in crate::validation) fn stateful_template_spec<'t>(
    check: &mut Check<'_, 't>,
    template: Field<'t>,
) {
    let pod = Pod::new(template, false);
    template_spec(
        check,
        &Pod {
            named: false,
            ..pod
        },
    );
}

fn template_spec<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    meta::labels(check, pod.meta.get("labels"));
    meta::annotations(check, pod.meta.get("annotations"));
    annotations::pod_specific_annotations(check, pod);
    pod_spec(check, pod);
    annotations::profiles_match(check, pod);
    let ephemeral = pod.spec.get("ephemeralContainers");
    if !ephemeral.is_empty() {
        check.forbidden(
            ephemeral,
            "in the template of a pod, only added to a running one",
        );
    }
    refused_pods(check, pod);
}

/// Source: `ValidatePodSpec`.
fn pod_spec<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let spec = pod.spec;
    volumes::volumes(check, pod);
    resources::pod_resource_claims(check, spec.get("resourceClaims"));
    containers::containers(check, pod);
    containers::init_containers(check, pod);
    containers::ephemeral_containers(check, pod);
    resources::pod_resources(check, pod);
    network::host_network_ports(check, pod);
    policies(check, spec);
    meta::labels(check, spec.get("nodeSelector"));
    security::pod_security_context(check, pod);
    scheduling::affinity(check, pod);
    network::dns_config(check, spec);
    gates(check, spec);
    scheduling::topology_spread_constraints(check, pod);
    platform::host_process_pod(check, pod);
    platform::host_users(check, pod);
    network::host_name(check, pod);
    names(check, pod);
    check.range(spec.get("activeDeadlineSeconds"), 1, i64::from(i32::MAX));
    scheduling::tolerations(check, spec.get("tolerations"));
    network::host_aliases(check, spec.get("hostAliases"));
    resources::fixed_overhead(check, spec.get("overhead"));
    platform::os(check, pod);
    env::file_key_volumes(check, pod);
}

/// The policies of the pod as a whole. One that is not written has a default.
fn policies<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let restart = spec.get("restartPolicy");
    check.one_of(restart, &["Always", "OnFailure", "Never"]);
    let dns = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
    check.one_of(spec.get("dnsPolicy"), &dns);
    let preemption = spec.get("preemptionPolicy");
    if preemption.is_set() {
        check.required_one_of(preemption, &["PreemptLowerPriority", "Never"]);
    }
}

/// The names of other objects, and the pod's own.
fn names<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let spec = pod.spec;
    // An older name of the same field, which holds only where the newer one is not written.
    let account = spec.get("serviceAccountName");
    if account.is_empty() {
        let old = spec.get("serviceAccount");
        let text = old.text();
        if !text.is_empty() && !(DNS_SUBDOMAIN.fits)(&text) {
            check.format_of(old, &text, &DNS_SUBDOMAIN);
        }
    }
    check.format(account, &DNS_SUBDOMAIN);
    check.format(spec.get("nodeName"), &DNS_SUBDOMAIN);
    if pod.named {
        check.format(spec.get("hostname"), &DNS_LABEL);
        check.format(spec.get("subdomain"), &DNS_LABEL);
    }
    check.format(spec.get("priorityClassName"), &DNS_SUBDOMAIN);
    check.format_if_set(spec.get("runtimeClassName"), &DNS_SUBDOMAIN);
}

fn gates<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    for gate in spec.get("readinessGates").items() {
        check.format_of_set(gate.get("conditionType"), &QUALIFIED_NAME);
    }
    let mut seen = Seen::new();
    for gate in spec.get("schedulingGates").items() {
        let name = gate.get("name");
        let text = name.text();
        check.format_of(gate.shown_at(name.place()), &text, &QUALIFIED_NAME);
        if let Some(first) = seen.before(text, name) {
            check.duplicate(gate.shown_at(name.place()), first);
        }
    }
}
