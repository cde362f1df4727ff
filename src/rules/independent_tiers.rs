//! `independent-tiers`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Class, Origin, Part, Role};
use crate::objects::WorkloadKind;
use crate::rules::PodContext;
use crate::rules::words::quoted;

const RULE: &str = "independent-tiers";

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    // A node's agents and a job's parts are not scaled; what shares the node's network is no tier.
    let kind = pod.workload.kind;
    if kind == WorkloadKind::DaemonSet || kind.ends() || pod.pod.ends() || pod.pod.host_network {
        return;
    }
    let services = pod
        .facts
        .parts
        .iter()
        .filter(|part| part.role == Role::Service);
    // A monitoring backend is judged by a rule of its own.
    let services: Vec<&Part<'_, '_>> = services
        .filter(|part| part.class != Class::Monitoring)
        .collect();
    for store in services.iter().filter(|part| part.class.is_datastore()) {
        let others = services
            .iter()
            .copied()
            .filter(|part| is_tier_beside(pod, store, part));
        let others: Vec<_> = others.collect();
        if !others.is_empty() {
            found.push(datastore(pod, store, &others));
            return;
        }
    }
    // So is what works in the background.
    let parts: Vec<_> = services
        .into_iter()
        .filter(|part| part.background.is_none())
        .collect();
    for (at, part) in parts.iter().enumerate() {
        let earlier: Vec<_> = parts[..at]
            .iter()
            .copied()
            .filter(|other| are_two_services(pod, part, other))
            .collect();
        if !earlier.is_empty() {
            found.push(services_apart(pod, part, &earlier));
            return;
        }
    }
}

/// Something that a datastore should not share its pod with. In a StatefulSet, which is there for the
/// datastore, a part that neither listens nor says that it reaches it may be its helper.
fn is_tier_beside<'t>(
    pod: &PodContext<'_, 't>,
    store: &Part<'_, 't>,
    other: &Part<'_, 't>,
) -> bool {
    let speaks = !other.listens.is_empty() || other.talks_to(store).is_some();
    are_apart(pod, store, other) && (speaks || pod.workload.kind != WorkloadKind::StatefulSet)
}

/// Two parts that are neither the same software in two roles nor joined by files.
fn are_apart<'t>(pod: &PodContext<'_, 't>, one: &Part<'_, 't>, other: &Part<'_, 't>) -> bool {
    one.container.at.id() != other.container.at.id()
        && !one.same_image(other)
        && !one.shares_files_with(other, pod.pod)
}

/// Two services that answer on ports of their own and of which neither reaches for the other. Two parts
/// that talk over localhost may be one service in two processes, which only their authors know.
fn are_two_services<'t>(
    pod: &PodContext<'_, 't>,
    one: &Part<'_, 't>,
    other: &Part<'_, 't>,
) -> bool {
    are_apart(pod, one, other)
        && !one.same_software(other)
        && !one.listens.is_empty()
        && !other.listens.is_empty()
        && one.talks_to(other).is_none()
        && other.talks_to(one).is_none()
}

fn datastore<'t>(
    pod: &PodContext<'_, 't>,
    store: &Part<'_, 't>,
    others: &[&Part<'_, 't>],
) -> Diagnostic {
    let name = store.name();
    let names = quoted(others.iter().map(|part| part.name()));
    let message = format!(
        "`{name}` ({}) and {names} are tiers of their own, packed into one pod",
        store.called()
    );
    let mut diagnostic = pod
        .diagnostic(RULE, &store.container.anchor(), message)
        .here(describe(store));
    let mut proven = false;
    for other in others {
        diagnostic = diagnostic.label(other.container.anchor().span(), describe(other));
        if let Some(at) = other.talks_to(store) {
            proven = true;
            diagnostic = diagnostic.label(
                at.span(),
                format!("talks to `{name}` over the pod's own network"),
            );
        }
    }
    diagnostic = diagnostic.note(why(pod, store, others)).help(format!(
        "give `{name}` {} and a Service of its own, and let {names} reach it by the Service's name",
        if store.class == Class::Cache {
            "a Deployment"
        } else {
            "a StatefulSet"
        }
    ));
    if proven && store.software.is_some_and(|known| known.sure) {
        diagnostic
    } else {
        diagnostic.likely()
    }
}

fn why<'t>(pod: &PodContext<'_, 't>, store: &Part<'_, 't>, others: &[&Part<'_, 't>]) -> String {
    let first = others[0].name();
    let plural = match store.class {
        Class::Cache => "caches",
        Class::Queue => "message brokers",
        Class::Search => "search engines",
        Class::Storage => "file stores",
        _ => "databases",
    };
    match pod.workload.replica_count() {
        0 | 1 => format!(
            "a pod scales and dies as one: each new release of `{first}` restarts `{}`, and a second replica would bring a second one that knows nothing of the first",
            store.name()
        ),
        many => format!(
            "a pod scales and dies as one: {many} replicas of `{first}` are {many} {plural} that know nothing of each other"
        ),
    }
}

fn services_apart<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    earlier: &[&Part<'_, 't>],
) -> Diagnostic {
    let name = part.name();
    let names = quoted(earlier.iter().map(|part| part.name()));
    let message =
        format!("`{name}` and {names} look like services of their own, packed into one pod");
    let mut diagnostic = pod
        .diagnostic(RULE, &part.container.anchor(), message)
        .here(describe(part));
    for other in earlier {
        diagnostic = diagnostic.label(other.container.anchor().span(), describe(other));
    }
    diagnostic
        .note("a pod scales and dies as one, and these share no files and do not name each other: what loads, breaks or releases one takes the other along")
        .help(format!("give `{name}` a Deployment and a Service of its own"))
        .likely()
}

/// What a part is and how that is known: `a database: mysql:8.4 listens on 3306`.
fn describe(part: &Part<'_, '_>) -> String {
    let noun = part.class.noun();
    let image = part.container.image.as_deref().unwrap_or_default();
    let Some(first) = part.listens.first() else {
        return if image.is_empty() {
            noun.to_owned()
        } else {
            format!("{noun}: {}", short(image))
        };
    };
    let ports: Vec<String> = part
        .listens
        .iter()
        .map(|listen| listen.port.to_string())
        .collect();
    match first.origin {
        Origin::Default => format!("{noun}: {} listens on {}", short(image), first.port),
        Origin::Declared | Origin::Told => format!("{noun}: listens on {}", ports.join(", ")),
    }
}

/// An image without its registry, folders and digest: what a person would call it.
fn short(image: &str) -> &str {
    let image = image.split('@').next().unwrap_or(image);
    image.rsplit('/').next().unwrap_or(image)
}
