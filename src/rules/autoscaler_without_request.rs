//! `autoscaler-without-request`: see the page.

use crate::api::ApiKind;
use crate::diagnostic::Diagnostic;
use crate::objects::{Autoscaler, Entry, Measure, Member, Pods, Resource};
use crate::rules::RunContext;
use crate::rules::words::quoted;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    // It may say what is requested where nothing is written.
    if run.neighbours.names.has_kind("LimitRange") {
        return;
    }
    for pods in run.workloads() {
        let Some(scaler) = run.neighbours.autoscaler(pods) else {
            continue;
        };
        // What makes the pods of a custom resource may give them requests.
        if is_custom(&pods) && !run.is_asked(&pods) {
            continue;
        }
        for measure in &scaler.is.measures {
            let is_meant = |member: &&Member| {
                measure
                    .container
                    .as_deref()
                    .is_none_or(|name| *name == *member.name.text)
            };
            let lacks = |member: &&Member| {
                let mut unrequested = member.unrequested.iter();
                unrequested.any(|resource| **resource == *measure.resource)
            };
            let lacking: Vec<&Member> = pods
                .is
                .containers
                .iter()
                .filter(is_meant)
                .filter(lacks)
                .collect();
            if !lacking.is_empty() {
                found.push(describe(run, (scaler, measure), pods, &lacking));
            }
        }
    }
}

fn is_custom(of: &Resource) -> bool {
    ApiKind::find(&of.object.api_version, &of.object.kind).is_none()
}

fn describe(
    run: &RunContext<'_, '_>,
    (scaler, measure): (Entry<'_, Autoscaler>, &Measure),
    pods: Entry<'_, Pods>,
    lacking: &[&Member],
) -> Diagnostic {
    let resource = &measure.resource;
    let names = quoted(lacking.iter().map(|member| &member.name.text));
    let message = format!(
        "the autoscaler `{}` scales `{}` by its use of {resource}, and {names} requests none",
        scaler.name(),
        pods.name()
    );
    let mut diagnostic = run
        .diagnostic(&scaler, &measure.at, message)
        .here("a share of what is requested")
        .note("the use is held against the requests of all containers; where one is missing it cannot be told, and nothing is scaled")
        .help(format!("give {names} a request for {resource}, as much as it takes under usual load"));
    for member in lacking {
        let mut label = pods.label(format!("no request for {resource}"));
        label.span = member.name.at;
        diagnostic.labels.push(label);
    }
    diagnostic
}
