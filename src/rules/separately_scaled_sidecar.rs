//! `separately-scaled-sidecar`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Background, Class, Part, Role};
use crate::objects::WorkloadKind;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let kind = pod.workload.kind;
    if kind == WorkloadKind::DaemonSet || kind.ends() || pod.pod.ends() {
        return;
    }
    for part in pod.facts().running() {
        let mut others = pod.facts().running().filter(|other| is_main(part, other));
        let Some(background) = part.background.filter(|_| part.role != Role::Toy) else {
            if part.class == Class::Monitoring
                && part.role == Role::Service
                && let Some(main) = others.find(|other| !part.shares_files_with(other, pod.pod))
            {
                found.push(monitoring(pod, part, main));
            }
            continue;
        };
        // A name alone says little; beside the same image that serves, it says what the image is split into.
        let main = others.find(|main| {
            background.certainty.is_certain() || part.same_image(main) && !main.listens.is_empty()
        });
        if let Some(main) = main.filter(|_| !part.serves()) {
            found.push(worker(pod, part, &background, main));
        }
    }
}

/// Another part for whose sake the pod is there.
fn is_main(part: &Part<'_, '_>, other: &Part<'_, '_>) -> bool {
    !other.is(part)
        && other.background.is_none()
        && match other.role {
            Role::Service => other.class != Class::Monitoring,
            Role::Helper => other.class == Class::Controller && !other.listens.is_empty(),
            Role::Toy => false,
        }
}

fn monitoring<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    main: &Part<'_, 't>,
) -> Diagnostic {
    let (name, main_name) = (part.name(), main.name());
    let software = part.called();
    pod
        .diagnostic(&part.container.anchor(),
            format!("`{name}` ({software}) is a monitoring backend in the pod of `{main_name}`"),
        )
        .here(format!("{software}: keeps or shows what many pods report"))
        .label(main.container.anchor().span(), "what the pod is for")
        .note(format!("every replica of `{main_name}` brings {software} of its own, which sees that one pod and is gone with it"))
        .help(format!("run {software} as a workload of its own, and let it reach `{main_name}` through a Service"))
        .as_certain_as(part.certainty())
}

fn worker<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    background: &Background<'t>,
    main: &Part<'_, 't>,
) -> Diagnostic {
    let (name, main_name, what) = (part.name(), main.name(), background.what);
    let replicas = pod.workload.replica_count();
    let diagnostic = pod
        .diagnostic(
            &part.container.anchor(),
            format!("`{name}` is {what} in the pod of `{main_name}`, and scales with it"),
        )
        .here("works in the background")
        .label(background.at.span(), format!("runs {what}"))
        .label(main.container.anchor().span(), "answers requests");
    let diagnostic = if background.single && replicas > 1 {
        diagnostic.note(format!("{replicas} replicas of `{main_name}` are {replicas} schedulers: what should happen once happens {replicas} times"))
    } else if background.single {
        diagnostic.note(format!("a second replica of `{main_name}` brings a second scheduler: what should happen once happens twice"))
    } else {
        diagnostic.note(format!("a pod scales as one: `{main_name}` needs replicas for its requests, `{name}` for its queue"))
    };
    let own = if background.single {
        "a Deployment of its own with one replica, or a CronJob"
    } else {
        "a Deployment of its own"
    };
    diagnostic
        .help(format!("move `{name}` into {own}"))
        .as_certain_as(background.repeats(replicas))
}
