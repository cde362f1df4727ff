//! `no-anti-affinity` and `no-pod-disruption-budget`: see the pages.

use std::collections::HashSet;
use std::ptr;

use crate::diagnostic::Diagnostic;
use crate::objects::{Budget, Entry, Pods, Resource};
use crate::rules::RunContext;

/// How many pods a workload has at least, by itself or by what scales it.
fn count(run: &RunContext<'_, '_>, pods: Entry<'_, Pods>) -> i64 {
    let scaler = run.neighbours.autoscaler(pods);
    let least = scaler.and_then(|scaler| scaler.is.least());
    match pods.is.kind.scales() {
        true => least.unwrap_or(pods.is.replicas),
        false => 0,
    }
}

/// `no-anti-affinity`
pub(super) fn check_spread(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for pods in run.workloads() {
        let count = count(run, pods);
        if count < 2 || pods.is.is_spread {
            continue;
        }
        let name = pods.name();
        let message =
            format!("nothing keeps the {count} pods of `{name}` from standing on one node");
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
        let count = count(run, pods);
        let is_held = held.contains(&ptr::from_ref(pods.resource));
        if count < 2 || is_held || whole.iter().any(|namespace| is_in(namespace, &pods)) {
            continue;
        }
        let name = pods.name();
        let message = format!(
            "no budget says how many of the {count} pods of `{name}` may be evicted at once"
        );
        found.push(
            run.diagnostic(&pods, &pods.place(), message)
                .note("when nodes are drained for an upgrade, all of them may be evicted at the same time")
                .help(format!("write a PodDisruptionBudget with `maxUnavailable: 1` whose `selector` has the labels of `{name}`")),
        );
    }
}
