//! `sidecar-blocks-completion`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Class, Grounds, Part, Role};
use crate::rules::PodContext;

const RULE: &str = "sidecar-blocks-completion";

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if !pod.ends() {
        return;
    }
    let mut ordinary = pod.facts().ordinary();
    let blocking: Vec<_> = ordinary.clone().filter(|part| runs_on(part)).collect();
    let Some(main) = ordinary.find(|part| !runs_on(part)) else {
        return;
    };
    // With shared processes any of the others may end it.
    if pod.pod.shares_processes() || pod.facts().running().any(ends_others) {
        return;
    }
    found.extend(blocking.iter().map(|part| describe(pod, part, main)));
}

/// Whether it is a helper that is known to run until it is told to end, and nothing around it ends it.
fn runs_on(part: &Part<'_, '_>) -> bool {
    let serves = matches!(
        part.class,
        Class::Proxy | Class::Collector | Class::Exporter
    );
    let plain = part.commands.len() <= 1;
    part.role == Role::Helper && part.grounds == Grounds::Software && serves && plain
}

/// Whether it says that it ends another: over a port for that, or by a signal.
fn ends_others(part: &Part<'_, '_>) -> bool {
    const WAYS: [&str; 5] = ["quitquitquit", "kill", "shutdown", "/stop", "terminate"];
    let says = |text: &str| WAYS.iter().any(|way| text.contains(way));
    let values = part
        .container
        .env
        .iter()
        .filter_map(|var| var.value.as_deref());
    let line = part.container.command_line().map(|text| &**text);
    let names = part.container.env.iter().map(|var| &*var.name);
    line.chain(values).any(says) || names.map(str::to_lowercase).any(|name| says(&name))
}

fn describe<'t>(pod: &PodContext<'_, 't>, part: &Part<'_, 't>, main: &Part<'_, 't>) -> Diagnostic {
    let (name, main_name, kind) = (part.name(), main.name(), &pod.object.kind);
    let help = if pod.has_native_sidecars() {
        format!(
            "make `{name}` an init container with `restartPolicy: Always`: such a sidecar ends with the others"
        )
    } else {
        format!(
            "let `{main_name}` end `{name}` when it is done; from Kubernetes 1.29 on a native sidecar does that by itself"
        )
    };
    pod.diagnostic(
        RULE,
        &part.container.anchor(),
        format!("`{name}` runs on when `{main_name}` is done, so this {kind} never completes"),
    )
    .here(format!(
        "{}: runs until it is told to end",
        part.description()
    ))
    .label(main.container.anchor().span(), "what is to be done")
    .note("a pod completes when all its ordinary containers have ended")
    .help(help)
}
