//! `unmatched-selector`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Meant, Unmatched, unmatched};
use crate::rules::RunContext;
use crate::rules::words::joined;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for unmatched in unmatched(run.neighbours) {
        found.push(describe(run, &unmatched));
    }
}

fn describe(run: &RunContext<'_, '_>, unmatched: &Unmatched<'_>) -> Diagnostic {
    let Unmatched {
        from, selection, ..
    } = unmatched;
    let whose = format!("the {} `{}` selects no pod", from.object.kind, from.name());
    let mut diagnostic = match &unmatched.meant {
        Some(meant) => missed(run, unmatched, meant, &whose),
        None => {
            let asked = selection.labels.iter();
            let asked = joined(asked.map(|(key, value)| format!("`{key}: {value}`")));
            let message = format!("{whose}: none has {asked}");
            run.diagnostic(from, &selection.place(), message)
                .here("no pod has these labels")
                .help("add what makes the pods, or leave this out; `--scope open` is for pods that are made elsewhere")
        }
    };
    diagnostic = diagnostic.note(consequence(selection.edge.of));
    diagnostic.as_certain_as(unmatched.certainty)
}

/// A selector that one label keeps from pods.
fn missed(
    run: &RunContext<'_, '_>,
    unmatched: &Unmatched<'_>,
    meant: &Meant<'_>,
    whose: &str,
) -> Diagnostic {
    let place = unmatched.selection.label(meant.label);
    let asked = unmatched.selection.labels.get(meant.label);
    let (key, value) = asked.map_or(("", ""), |(key, value)| (key, value));
    let workload = meant.by.resource;
    let (kind, name) = (&workload.object.kind, workload.name());
    let (have, help) = match meant.has {
        Some((key, value)) => (
            format!("`{key}: {value}`"),
            format!("did you mean `{key}: {value}`?"),
        ),
        None => (
            format!("no `{key}`"),
            format!(
                "give the pods of `{name}` the label `{key}: {value}`, or ask for one that they have"
            ),
        ),
    };
    let message = format!(
        "{whose}: none has the label `{key}: {value}`, and those of the {kind} `{name}` have {have}"
    );
    let mut diagnostic = run
        .diagnostic(unmatched.from, &place, message)
        .here("no pod has this label")
        .help(help);
    diagnostic
        .labels
        .push(workload.label("its pods were probably meant"));
    diagnostic
}

/// What becomes of a selector that selects nothing.
fn consequence(of: &str) -> &'static str {
    match of {
        "ServiceSpec" => {
            "a Service that selects no pod has no endpoints, and connections to it are refused"
        }
        "PodDisruptionBudgetSpec" => "a budget that selects no pod keeps none from being evicted",
        "NetworkPolicySpec" => "a policy that selects no pod isolates none",
        "NetworkPolicyPeer" => "a peer that is no pod's lets nobody in or out",
        _ => "the rule counts no pod, and so does nothing",
    }
}
