//! `init-blocks-start`: see the page. What counts as evidence is [`Blocked`]'s concern.

use crate::diagnostic::Diagnostic;
use crate::facts::{Blocked, Dial, Need, Part, own_service};
use crate::objects::{Awaited, Entry, Pods, Service};
use crate::rules::{PodContext, RunContext};

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.pod.init_containers.is_empty() {
        return;
    }
    let facts = pod.facts();
    for part in facts.preparing() {
        let Some((blocked, certainty)) = facts.blocked(part, pod.pod) else {
            continue;
        };
        if is_provided(pod, &blocked) {
            continue;
        }
        let next = facts.after(part).next();
        let next = next.map_or_else(|| "the pod".to_owned(), |next| format!("`{}`", next.name()));
        let diagnostic = match blocked {
            Blocked::Lasts => lasts(pod, part, &next),
            Blocked::Needs { need, later } => needs(pod, part, (need, later), &next),
            Blocked::Told { dial, later } => told(pod, part, (dial, later), &next),
        };
        found.push(diagnostic.as_certain_as(certainty));
    }
}

/// Whether something that is put into the pod when it is made may answer.
fn is_provided(pod: &PodContext<'_, '_>, blocked: &Blocked<'_, '_, '_>) -> bool {
    let port = match blocked {
        Blocked::Needs { need, .. } => need.peer.port,
        Blocked::Told { dial, .. } => dial.port,
        Blocked::Lasts => return false,
    };
    pod.pod.is_injected() || port.is_some_and(|port| pod.is_provided(port))
}

fn needs<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    (need, later): (&Need<'t>, Option<&Part<'_, 't>>),
    next: &str,
) -> Diagnostic {
    let name = part.name();
    let asks = verb(need);
    let place = place("localhost", need.peer.port);
    let what = match later {
        Some(later) => format!(
            "where `{}` listens only once `{name}` has ended",
            later.name()
        ),
        None => format!("where nothing can listen before `{name}` has ended"),
    };
    let here = if need.waits {
        "waits for ever"
    } else {
        "fails, and is started again"
    };
    let message = format!("`{name}` {asks} {place}, {what}");
    let diagnostic = pod.diagnostic(&need.at, message);
    finish(diagnostic.narrowed(need.span).here(here), part, later, next)
}

fn told<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    (dial, later): (&Dial<'t>, &Part<'_, 't>),
    next: &str,
) -> Diagnostic {
    let (name, owner) = (part.name(), later.name());
    let place = place("localhost", dial.port);
    let message =
        format!("`{name}` is told {place}, where `{owner}` listens only once `{name}` has ended");
    let diagnostic = pod.diagnostic(&dial.at, message);
    let diagnostic = diagnostic
        .narrowed(dial.span)
        .here("nothing answers there yet");
    finish(diagnostic, part, Some(later), next)
}

/// What the need is, as a verb.
fn verb(need: &Need<'_>) -> &'static str {
    if need.waits {
        "waits for"
    } else {
        "must reach"
    }
}

fn place(host: &str, port: Option<i64>) -> String {
    port.map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn lasts<'t>(pod: &PodContext<'_, 't>, part: &Part<'_, 't>, next: &str) -> Diagnostic {
    let name = part.name();
    let help = if pod.has_native_sidecars() {
        format!(
            "give `{name}` `restartPolicy: Always`, so that it is a sidecar that runs beside the others, or move it to `containers`"
        )
    } else {
        format!("move `{name}` to `containers`")
    };
    let message = match part.life_is.is_certain() {
        true => format!("`{name}` never ends, so {next} never starts"),
        false => format!("`{name}` likely never ends, so that {next} would never start"),
    };
    pod.diagnostic(&part.container.anchor(), message)
        .here(part.life_description())
        .note("init containers run one after the other, each to its end, before the ordinary containers start")
        .help(help)
}

fn finish<'t>(
    diagnostic: Diagnostic,
    part: &Part<'_, 't>,
    later: Option<&Part<'_, 't>>,
    next: &str,
) -> Diagnostic {
    let name = part.name();
    let (diagnostic, owner) = match later {
        Some(later) => {
            let at = later.container.anchor().span();
            let owner = format!("`{}`", later.name());
            (
                diagnostic.label(at, format!("starts when `{name}` has ended")),
                owner,
            )
        }
        None => (diagnostic, "what listens there".to_owned()),
    };
    diagnostic
        .note(format!(
            "the ordinary containers start when all init containers have ended with success: until then {next} waits too"
        ))
        .help(format!(
            "make {owner} an init container with `restartPolicy: Always` and a startupProbe, before `{name}`; or do \
             this in the container that needs it, once {owner} is up"
        ))
}

/// An init container that waits for the Service of its own pods.
pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for workload in run.workloads() {
        for awaited in &workload.is.network.awaits {
            let service = own_service(run.neighbours, workload, awaited);
            found.extend(service.map(|(service, certainty)| {
                behind(run, workload, awaited, service).as_certain_as(certainty)
            }));
        }
    }
}

fn behind(
    run: &RunContext<'_, '_>,
    workload: Entry<'_, Pods>,
    awaited: &Awaited,
    service: Entry<'_, Service>,
) -> Diagnostic {
    let (name, service_name) = (&awaited.container, service.name());
    let asks = if awaited.waits {
        "waits for"
    } else {
        "must reach"
    };
    let message = format!(
        "`{name}` {asks} the Service `{service_name}`, which leads only to pods of `{}` in which `{name}` has ended",
        workload.name()
    );
    let mut diagnostic = run
        .diagnostic(&workload, &awaited.at, message)
        .here(if awaited.waits { "waits for ever" } else { "fails, and is started again" })
        .note("a Service leads to pods that are ready, and no pod is ready before its init containers have ended")
        .help(format!(
            "leave this out of `{name}`: what it asks for starts after it; or let the Service have \
             `publishNotReadyAddresses: true` if its pods are to find each other before they are ready"
        ));
    diagnostic
        .labels
        .push(service.label("leads to the ready ones of these pods"));
    diagnostic
}
