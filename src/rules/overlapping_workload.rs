//! `overlapping-workload`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::sharing_pods;
use crate::rules::RunContext;
use crate::rules::words::quoted;

pub(super) fn check(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for sharing in sharing_pods(run.neighbours.inventory) {
        let (first, again) = sharing.both;
        let (kind, name) = (&again.object.kind, again.name());
        let labels = sharing.by.is.selector();
        let labels: Vec<String> = labels
            .map(|(key, value)| format!("{key}: {value}"))
            .collect();
        let message = format!(
            "the pods of the {kind} `{name}` and of the {} `{}` both have {}, by which one of the two selects its own",
            first.object.kind,
            first.name(),
            quoted(labels.iter().map(String::as_str))
        );
        let mut diagnostic = run
            .diagnostic(&again, &again.place(), message)
            .here("selects, or is selected")
            .note("what goes by a workload's selector counts the pods of both: an autoscaler measures them, `kubectl logs` and `kubectl wait` take them, and a pod that loses its owner may be taken over by the other")
            .help("give each a label of its own, such as `app.kubernetes.io/component`, in `selector.matchLabels` and in the template");
        diagnostic.labels.push(first.label("the other one"));
        found.push(diagnostic);
    }
}
