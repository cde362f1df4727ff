//! `blocks-eviction`: see the page.

use crate::diagnostic::{Diagnostic, Label};
use crate::facts::{Governed, Unevictable, unevictable};
use crate::field_path::Part;
use crate::rules::RunContext;
use crate::rules::words::quoted;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for unevictable in unevictable(run.neighbours) {
        found.push(describe(run, &unevictable));
    }
}

fn describe(run: &RunContext<'_, '_>, unevictable: &Unevictable<'_>) -> Diagnostic {
    let Unevictable {
        budget,
        at,
        counts,
        pods,
    } = unevictable;
    let way = at.way.path();
    let field = way.parts().last().and_then(Part::word).unwrap_or_default();
    let said = format!("{field}: {}", at.text);
    let whose = match &pods[..] {
        [] => "a pod".to_owned(),
        some => format!(
            "a pod of {}",
            quoted(some.iter().map(|(pods, _)| pods.name()))
        ),
    };
    let message = match counts {
        Some((stay, all)) => format!(
            "the budget `{}` never lets {whose} be evicted: {stay} of {all} must stay",
            budget.name()
        ),
        None => format!(
            "the budget `{}` never lets {whose} be evicted: `{said}`",
            budget.name()
        ),
    };
    let help = match counts {
        Some((_, 1)) => {
            "ask for a second replica, or leave the budget out: one pod alone cannot stay and go"
                .to_owned()
        }
        Some((_, all)) => format!(
            "`minAvailable: {}` or `maxUnavailable: 1` lets one go at a time",
            all - 1
        ),
        None => "`maxUnavailable: 1` lets one pod go at a time".to_owned(),
    };
    let mut diagnostic = run
        .diagnostic(budget, at, message)
        .here("leaves none to go")
        .note("a node is only drained once all its pods could be evicted, so every drain and upgrade waits until it is forced")
        .help(help);
    if counts.is_some() {
        diagnostic.labels.extend(pods.iter().map(label));
    }
    diagnostic
}

/// What says how many pods there are.
fn label((pods, scaler): &Governed<'_>) -> Label {
    match scaler {
        Some(scaler) => Label {
            span: scaler.is.min.as_ref().map_or(scaler.at, |min| min.at),
            ..scaler.label("keeps at least so many")
        },
        None => Label {
            span: pods
                .is
                .replicas_written
                .as_ref()
                .map_or(pods.at, |written| written.at),
            ..pods.label(format!("has {}", pods.is.replicas))
        },
    }
}
