//! `independent-tiers`: see the page. What counts as a tier is [`Tiers`]'s concern.

use crate::diagnostic::Diagnostic;
use crate::facts::{Class, Part, Tiers, is_service_by_names};
use crate::objects::{Entry, Member, Pods};
use crate::rules::words::{joined, quoted};
use crate::rules::{PodContext, RunContext};

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    found.extend(Tiers::of(pod.workload, pod.facts()).map(|tiers| {
        let diagnostic = match &tiers {
            Tiers::Datastore(store, others) => datastore(pod, store, others),
            Tiers::Services(part, others) => services(pod, part, others),
        };
        diagnostic.as_certain_as(tiers.certainty())
    }));
}

/// A service that a workload of its own runs as well, right beside.
pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for workload in run.workloads() {
        let containers = &workload.is.containers;
        if containers.len() < 2 || !workload.is.kind.scales() || workload.is.host_network {
            continue;
        }
        let serves = |member: &Member| is_service_by_names(&member.name.text, &member.image);
        for member in containers {
            let apart = |other: &&Member| {
                let shares = |volume| other.volumes.contains(volume);
                other.image != member.image && !member.volumes.iter().any(shares)
            };
            let mut others = containers.iter().filter(apart);
            let other = others.find_map(|other| Some((other, serves(other)?)));
            // Of one name it is another version of the same.
            let differs = |alone: &Entry<'_, Pods>| alone.name() != workload.name();
            let alone = run
                .neighbours
                .alone(workload.resource, &member.image)
                .filter(differs);
            if let (Some(is_one), Some((other, is_another)), Some(alone)) =
                (serves(member), other, alone)
            {
                let diagnostic = run_alone(run, workload, member, other, alone);
                found.push(diagnostic.as_certain_as(is_one.and(is_another)));
                break;
            }
        }
    }
}

fn run_alone(
    run: &RunContext<'_, '_>,
    workload: Entry<'_, Pods>,
    member: &Member,
    other: &Member,
    alone: Entry<'_, Pods>,
) -> Diagnostic {
    let (name, beside, own) = (&member.name.text, &other.name.text, alone.name());
    let message =
        format!("`{name}` is packed into one pod with `{beside}`, and runs by itself as `{own}`");
    let mut diagnostic = run
        .diagnostic(&workload, &member.name, message)
        .here("a service of its own elsewhere")
        .label(other.name.at, "another service")
        .note("a pod scales and dies as one: what loads, breaks or releases one of the two takes the other along")
        .help(format!("let `{beside}` reach the pods of `{own}` through their Service, and leave `{name}` out here"));
    diagnostic
        .labels
        .push(alone.label("the same image, by itself"));
    diagnostic
}

fn datastore<'t>(
    pod: &PodContext<'_, 't>,
    store: &Part<'_, 't>,
    others: &[&Part<'_, 't>],
) -> Diagnostic {
    let name = store.name();
    let first = format!("`{name}` ({})", store.called());
    let all = others.iter().map(|part| format!("`{}`", part.name()));
    let all = joined([first].into_iter().chain(all));
    let message = format!("{all} are tiers of their own, packed into one pod");
    let mut diagnostic = begin(pod, store, others, message);
    for dial in others.iter().filter_map(|other| other.dial_to(store)) {
        diagnostic = diagnostic.label(
            dial.span,
            format!("talks to `{name}` over the pod's own network"),
        );
    }
    let kept = if store.class == Class::Cache {
        "a Deployment"
    } else {
        "a StatefulSet"
    };
    diagnostic.note(why(pod, store, others[0])).help(remedy(
        pod,
        store,
        kept,
        &callers(store, others),
    ))
}

/// Those that talk to a store, as far as that is known; stores call nobody.
fn callers(store: &Part<'_, '_>, others: &[&Part<'_, '_>]) -> String {
    let dialing = || others.iter().filter(|other| other.dial_to(store).is_some());
    if dialing().next().is_some() {
        return quoted(dialing().map(|part| part.name()));
    }
    let others = others.iter().filter(|other| !other.class.is_datastore());
    quoted(others.map(|part| part.name()))
}

fn why<'t>(pod: &PodContext<'_, 't>, store: &Part<'_, 't>, other: &Part<'_, 't>) -> String {
    let (name, other) = (store.name(), other.name());
    match pod.workload.replica_count() {
        0 | 1 => format!(
            "a pod scales and dies as one: each release of `{other}` restarts `{name}`, and a second replica \
             brings a second `{name}` that knows nothing of the first"
        ),
        many => format!(
            "a pod scales and dies as one: {many} replicas of `{other}` are {many} {} that know nothing of each other",
            store.class.plural()
        ),
    }
}

fn services<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    others: &[&Part<'_, 't>],
) -> Diagnostic {
    let name = part.name();
    let names = quoted(others.iter().map(|part| part.name()));
    let message =
        format!("`{name}` and {names} look like services of their own, packed into one pod");
    begin(pod, part, others, message)
        .note(
            "a pod scales and dies as one, and these share no files and do not name each other: what loads, \
             breaks or releases one takes the other along",
        )
        .help(remedy(pod, part, "a Deployment", ""))
}

/// What to do, in terms of this manifest. `callers`: those that reach it now over localhost.
fn remedy(pod: &PodContext<'_, '_>, part: &Part<'_, '_>, kept: &str, callers: &str) -> String {
    let name = part.name();
    let Some(own) = part.own_name(pod.object) else {
        return format!("give `{name}` {kept} and a Service of its own");
    };
    let reached = match part.listens.first() {
        Some(listen) if !callers.is_empty() => {
            format!(", for {callers} to reach at {own}:{}", listen.port)
        }
        _ => String::new(),
    };
    format!(
        "move `{name}` into {kept} of its own behind a Service `{own}`{reached}; `podlint split` writes both"
    )
}

/// A diagnostic that shows what each part is.
fn begin<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    others: &[&Part<'_, 't>],
    message: String,
) -> Diagnostic {
    let diagnostic = pod
        .diagnostic(&part.container.anchor(), message)
        .here(part.description());
    others.iter().fold(diagnostic, |diagnostic, other| {
        diagnostic.label(other.container.anchor().span(), other.description())
    })
}
