//! `few-replicas` and `no-autoscaler`: see the pages.

use crate::diagnostic::Diagnostic;
use crate::objects::{Entry, Place, Pods, Way, WorkloadKind};
use crate::rules::RunContext;

/// `few-replicas`
pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for pods in run.workloads() {
        let (kind, count) = (pods.is.kind, pods.is.replicas);
        let Some(least) = run.number(pods.resource, "minimum") else {
            continue;
        };
        // What is scaled to nothing is switched off.
        if kind.scales() && (1..least).contains(&count) && run.neighbours.autoscaler(pods).is_none()
        {
            found.push(describe(run, pods, least));
        }
    }
}

fn describe(run: &RunContext<'_, '_>, pods: Entry<'_, Pods>, least: i64) -> Diagnostic {
    let (name, count) = (pods.name(), pods.is.replicas);
    let message = match count {
        1 => format!("`{name}` has one pod, and {least} are wanted at least"),
        _ => format!("`{name}` has {count} pods, and {least} are wanted at least"),
    };
    let unwritten = Place {
        text: "".into(),
        at: pods.at,
        way: Way::of_fields(&["spec", "replicas"]),
    };
    let written = pods.is.replicas_written.as_ref();
    run.diagnostic(&pods, written.unwrap_or(&unwritten), message)
        .here(if written.is_some() { "" } else { "one without `replicas`" })
        .note("while a pod is evicted, lost with its node or replaced, there is one less: of one, none")
        .help(format!("write `replicas: {least}` under `spec`, if the program can run beside itself"))
}

/// `no-autoscaler`
pub(super) fn check_scaled(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    use WorkloadKind::{Deployment, StatefulSet};
    for pods in run.workloads() {
        let is_meant = matches!(pods.is.kind, Deployment | StatefulSet);
        if !is_meant || run.neighbours.autoscaler(pods).is_some() {
            continue;
        }
        let name = pods.name();
        let message = format!("no autoscaler decides how many pods `{name}` has");
        found.push(
            run.diagnostic(&pods, &pods.place(), message)
                .here(format!("always {}", pods.is.replicas))
                .note("what is enough on most days is too little on one, and too much at night")
                .help(format!("write a HorizontalPodAutoscaler whose `scaleTargetRef` names `{name}`, if its load changes")),
        );
    }
}
