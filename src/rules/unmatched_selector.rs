//! `unmatched-selector`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Unmatched, unmatched};
use crate::rules::RunContext;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for unmatched in unmatched(run.neighbours) {
        found.push(describe(run, &unmatched));
    }
}

fn describe(run: &RunContext<'_, '_>, unmatched: &Unmatched<'_>) -> Diagnostic {
    let Unmatched {
        from,
        selection,
        label,
        meant,
        has,
        ..
    } = unmatched;
    let (key, value) = &selection.labels[*label];
    let workload = &meant.resource;
    let (kind, name) = (&workload.object.kind, workload.name());
    let message = format!(
        "the {} `{}` selects no pod: none has the label `{key}: {value}`, and those of the {kind} `{name}` have {}",
        from.object.kind,
        from.name(),
        match has {
            Some((key, value)) => format!("`{key}: {value}`"),
            None => format!("no `{key}`"),
        }
    );
    let help = match has {
        Some((key, value)) => format!("did you mean `{key}: {value}`?"),
        None => format!(
            "give the pods of `{name}` the label `{key}: {value}`, or ask for one that they have"
        ),
    };
    let mut diagnostic = run
        .diagnostic(from, &selection.label(*label), message)
        .here("no pod has this label")
        .note(consequence(selection.edge.of))
        .help(help)
        .as_certain_as(unmatched.certainty);
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
