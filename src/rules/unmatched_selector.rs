//! `unmatched-selector`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Meant, Unmatched, unmatched};
use crate::objects::Target;
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
    let what = match selection.edge.to {
        Target::Labelled(_, "Service") => "Service",
        _ => "pod",
    };
    let whose = format!(
        "the {} `{}` selects no {what}",
        from.object.kind,
        from.name()
    );
    let diagnostic = match &unmatched.meant {
        Some(meant) => missed(run, unmatched, meant, (&whose, what)),
        None => {
            let asked = selection.labels.iter();
            let asked = joined(asked.map(|(key, value)| format!("`{key}: {value}`")));
            let message = format!("{whose}: none has {asked}");
            run.diagnostic(from, &selection.place(), message)
                .here(format!("no {what} has these labels"))
                .help("add what was meant, or leave this out; `--scope open` is for what is made elsewhere")
        }
    };
    diagnostic
        .note(consequence(selection.edge.of))
        .as_certain_as(unmatched.certainty)
}

/// A selector that one label keeps from what was meant.
fn missed(
    run: &RunContext<'_, '_>,
    unmatched: &Unmatched<'_>,
    meant: &Meant<'_>,
    (whose, what): (&str, &str),
) -> Diagnostic {
    let place = unmatched.selection.label(meant.label);
    let asked = unmatched.selection.labels.get(meant.label);
    let (key, value) = asked.map_or(("", ""), |(key, value)| (key, value));
    let other = meant.by.resource;
    let (kind, name) = (&other.object.kind, other.name());
    let has = match what {
        "pod" => format!("those of the {kind} `{name}` have"),
        _ => format!("the {kind} `{name}` has"),
    };
    let (near, help) = match meant.has {
        Some((key, value)) => (
            format!("`{key}: {value}`"),
            format!("did you mean `{key}: {value}`?"),
        ),
        None => (
            format!("no `{key}`"),
            format!(
                "give `{name}` the label `{key}: {value}` where that is looked for, or ask for one that it has"
            ),
        ),
    };
    let message = format!("{whose}: none has the label `{key}: {value}`, and {has} {near}");
    let mut diagnostic = run
        .diagnostic(unmatched.from, &place, message)
        .here(format!("no {what} has this label"))
        .help(help);
    diagnostic.labels.push(other.label("probably meant"));
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
        "ServiceMonitorSpec" | "PodMonitorSpec" => {
            "Prometheus scrapes nothing by a monitor that selects nothing"
        }
        _ => "the rule counts no pod, and so does nothing",
    }
}
