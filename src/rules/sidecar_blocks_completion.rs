//! `sidecar-blocks-completion`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Class, Life, Part, Role, UNENDING};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let Some(ends) = pod.is_meant_to_end() else {
        return;
    };
    let ordinary = pod.facts().ordinary();
    let Some(main) = ordinary.clone().find(|part| part.life != Life::Lasts) else {
        let first = ordinary.clone().next().filter(|_| ends.is_certain());
        found.extend(
            first
                .filter(|_| !has_deadline(pod))
                .map(|part| nothing_ends(pod, part)),
        );
        return;
    };
    // With shared processes any of the others may end it.
    if pod.pod.shares_processes() || pod.facts().running().any(ends_others) {
        return;
    }
    for part in ordinary.filter(|part| part.life == Life::Lasts) {
        // A pod by itself that is not restarted may be there for what serves in it.
        if ends.is_certain() || is_helper(part) {
            let certainty = ends.and(part.life_is);
            let message = message(pod, part, main, certainty.is_certain());
            found.push(describe(pod, part, main, message).as_certain_as(certainty));
        }
    }
}

/// Whether something else ends what does not end of itself.
fn has_deadline(pod: &PodContext<'_, '_>) -> bool {
    let spec = pod.object.root.get("spec");
    let job = spec
        .and_then(|spec| spec.get("jobTemplate")?.get("spec"))
        .or(spec);
    pod.pod.has_deadline || job.is_some_and(|job| job.get("activeDeadlineSeconds").is_some())
}

/// A job of which no container ends.
fn nothing_ends<'t>(pod: &PodContext<'_, 't>, part: &Part<'_, 't>) -> Diagnostic {
    let message = format!(
        "`{}` never ends, so that this {} never completes",
        part.name(),
        pod.object.kind
    );
    pod.diagnostic(&part.container.anchor(), message)
        .here(part.life_description())
        .note("a pod completes when all its ordinary containers have ended, and a job when its pods have")
        .help("make it a Deployment if it is to serve, or give it a command that ends; `activeDeadlineSeconds` ends it after a time")
        .as_certain_as(UNENDING)
}

/// Whether it is there for the sake of another.
fn is_helper(part: &Part<'_, '_>) -> bool {
    let class = part.class;
    part.role == Role::Helper && matches!(class, Class::Proxy | Class::Collector | Class::Exporter)
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

fn message(
    pod: &PodContext<'_, '_>,
    part: &Part<'_, '_>,
    main: &Part<'_, '_>,
    is_certain: bool,
) -> String {
    let (name, main_name, kind) = (part.name(), main.name(), &pod.object.kind);
    if is_certain {
        format!("`{name}` runs on when `{main_name}` is done, so this {kind} never completes")
    } else {
        format!(
            "`{name}` likely runs on when `{main_name}` is done, so that this {kind} would never complete"
        )
    }
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    main: &Part<'_, 't>,
    message: String,
) -> Diagnostic {
    let (name, main_name) = (part.name(), main.name());
    let help = if pod.has_native_sidecars() {
        format!(
            "make `{name}` an init container with `restartPolicy: Always`: such a sidecar ends with the others"
        )
    } else {
        format!(
            "let `{main_name}` end `{name}` when it is done; from Kubernetes 1.29 on a native sidecar does that by itself"
        )
    };
    pod.diagnostic(&part.container.anchor(), message)
        .here(part.life_description())
        .label(main.container.anchor().span(), "what is to be done")
        .note("a pod completes when all its ordinary containers have ended")
        .help(help)
}
