//! `autoscaled-replicas`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::{Autoscaler, Entry, Place, Pods};
use crate::rules::RunContext;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for pods in run.workloads() {
        if let Some(written) = &pods.is.replicas_written
            && let Some(scaler) = run.neighbours.autoscaler(pods)
        {
            found.push(describe(run, pods, written, scaler));
        }
    }
}

fn describe(
    run: &RunContext<'_, '_>,
    pods: Entry<'_, Pods>,
    written: &Place,
    scaler: Entry<'_, Autoscaler>,
) -> Diagnostic {
    let message = format!(
        "`{}` sets `replicas: {}`, and the autoscaler `{}` decides how many there are",
        pods.name(),
        written.text,
        scaler.name()
    );
    let mut diagnostic = run
        .diagnostic(&pods, written, message)
        .here("set anew whenever this is applied")
        .note("each time the manifest is applied the workload goes back to this number, however loaded it is, until the autoscaler decides again")
        .help("leave `replicas` out; `minReplicas` of the autoscaler says how many there are at least");
    diagnostic.labels.push(scaler.label("decides how many"));
    diagnostic
}
