//! `multi-process-container`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Part, Several};
use crate::objects::Container;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let is_told = |container: &Container<'_>| container.command_line().next().is_some();
    if pod.ends() || !pod.pod.running().any(is_told) {
        return;
    }
    for part in pod.facts().running() {
        found.extend(part.several().map(|several| describe(pod, part, several)));
    }
}

fn describe<'t>(pod: &PodContext<'_, 't>, part: &Part<'_, 't>, several: Several<'_>) -> Diagnostic {
    let name = part.name();
    let at = part.container.anchor();
    let diagnostic = match several {
        Several::Supervisor(program, span) => pod
            .diagnostic(&at, format!("`{name}` runs its programs under `{program}`"))
            .here("one container, several processes")
            .label(span, "starts and restarts the others")
            .note(format!(
                "Kubernetes probes, restarts and scales a container as one process: what `{program}` starts can \
                 fail unseen"
            )),
        Several::Beside { left, with } => pod
            .diagnostic(&at, format!("`{name}` runs `{}` beside `{}`", left.0, with.0))
            .here("one container, several processes")
            .label(left.1, format!("`{}` is left running", left.0))
            .label(with.1, format!("`{}` runs with it", with.0))
            .note(format!(
                "the container lives as long as its main process: should `{}` end, nothing notices or brings it back",
                left.0
            )),
    };
    diagnostic
        .help("give each program a container of its own; in one pod if they share files, else in pods of their own")
}
