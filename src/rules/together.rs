//! `no-anti-affinity` and `no-pod-disruption-budget`: see the pages.

use std::collections::HashSet;
use std::ptr;

use crate::diagnostic::Diagnostic;
use crate::objects::{Budget, Entry, Pods, Resource};
use crate::rules::RunContext;

/// The pods of a workload in words, if there is more than one of them: by itself or by what scales it. Where nobody writes
/// how many there are, somebody else may decide that, and who asks for the rule is told.
fn several<'i>(run: &RunContext<'_, 'i>, pods: Entry<'i, Pods>) -> Option<String> {
    let name = pods.name();
    let scaler = run.neighbours.autoscaler(pods);
    let least = scaler.and_then(|scaler| scaler.is.least());
    let count = least.unwrap_or(pods.is.replicas);
    let is_open = scaler.is_none() && pods.is.replicas_written.is_none();
    match pods.is.kind.scales() {
        true if count > 1 => Some(format!("the {count} pods of `{name}`")),
        true if is_open && run.is_asked(pods.resource) => Some(format!("the pods of `{name}`")),
        _ => None,
    }
}

/// `no-anti-affinity`
pub(super) fn check_spread(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for pods in run.workloads() {
        let Some(several) = several(run, pods).filter(|_| !pods.is.is_spread) else {
            continue;
        };
        let message = format!("nothing keeps {several} from standing on one node");
        found.push(
            run.diagnostic(&pods, &pods.place(), message)
                .note("when that node is lost or drained, all of them are gone at once; the scheduler only prefers to spread them")
                .help("write `topologySpreadConstraints`, or a `podAntiAffinity` whose `labelSelector` selects these pods, with `topologyKey: kubernetes.io/hostname`"),
        );
    }
}

/// `no-pod-disruption-budget`
pub(super) fn check_budget(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let (mut held, mut whole): (HashSet<*const Resource>, Vec<Option<&str>>) = Default::default();
    for budget in run.neighbours.inventory.all::<Budget>() {
        let namespace = budget.resource.namespace();
        let selection = budget.resource.refers.selections.first();
        match selection.filter(|selection| !selection.labels.is_empty()) {
            Some(selection) => {
                let selected = run
                    .neighbours
                    .pods_by_label
                    .with(namespace, &selection.labels);
                held.extend(selected.map(|template| ptr::from_ref(template.resource)));
            }
            // It selects all pods, or in a way that labels alone do not tell.
            None => whole.push(namespace),
        }
    }
    let is_in = |namespace: &Option<&str>, pods: &Entry<'_, Pods>| {
        let own = pods.resource.namespace();
        namespace.is_none() || own.is_none() || *namespace == own
    };
    for pods in run.workloads() {
        let is_held = held.contains(&ptr::from_ref(pods.resource))
            || whole.iter().any(|namespace| is_in(namespace, &pods));
        let Some(several) = several(run, pods).filter(|_| !is_held) else {
            continue;
        };
        let name = pods.name();
        let message = format!("no budget says how many of {several} may be evicted at once");
        found.push(
            run.diagnostic(&pods, &pods.place(), message)
                .note("when nodes are drained for an upgrade, all of them may be evicted at the same time")
                .help(format!("write a PodDisruptionBudget with `maxUnavailable: 1` whose `selector` has the labels of `{name}`")),
        );
    }
}
