//! `probe-left-to-defaults`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::PodContext;
use crate::rules::words::quoted;

const PROBES: [(&str, &str); 3] = [
    ("livenessProbe", "liveness probe"),
    ("readinessProbe", "readiness probe"),
    ("startupProbe", "startup probe"),
];

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.running() {
        for (key, called) in PROBES {
            let Some(probe) = container.at.entry(key) else {
                continue;
            };
            let fields = pod.words("fields").iter();
            let missing: Vec<&String> = fields
                .filter(|field| probe.value.get(field).is_none())
                .collect();
            if missing.is_empty() {
                continue;
            }
            let (name, missing) = (container.called(), quoted(missing));
            let message = format!("the {called} of `{name}` leaves {missing} to the defaults");
            let mut diagnostic = pod
                .diagnostic(&probe.key, message)
                .note("how soon and how often a program can answer is its own matter, and the defaults know nothing of it")
                .help(format!("write {missing} under `{key}`"));
            diagnostic.container = Some(name.into());
            found.push(diagnostic);
        }
    }
}
