//! Parts of a pod that should be workloads of their own.

use crate::diagnostic::Certainty;
use crate::facts::{Class, Coupling, Facts, Part, Role};
use crate::objects::{Pod, Workload, WorkloadKind};

/// What in a pod should scale and fail on its own.
#[derive(Debug)]
pub enum Tiers<'f, 't> {
    /// A datastore, and what stands beside it.
    Datastore(&'f Part<'f, 't>, Vec<&'f Part<'f, 't>>),
    /// A service, and those before it with which it has nothing in common.
    Services(&'f Part<'f, 't>, Vec<&'f Part<'f, 't>>),
}

impl<'f, 't> Tiers<'f, 't> {
    /// The tiers of a pod, if it has several.
    #[must_use]
    pub fn of(workload: &Workload<'t>, facts: &'f Facts<'f, 't>) -> Option<Self> {
        let (kind, pod) = (workload.kind, &workload.pod);
        // A node's agents and a job's parts are not scaled; what shares the node's network is no tier.
        if kind == WorkloadKind::DaemonSet || kind.ends() || pod.ends() || pod.host_network {
            return None;
        }
        let is_service = |part: &&Part<'f, 't>| part.role == Role::Service;
        let services: Vec<_> = facts.running().filter(is_service).collect();
        let stores = services.iter().filter(|part| part.class.is_datastore());
        let stores = stores.filter_map(|store| {
            // What runs the cluster is the main part of its pod, and a tier beside a datastore that it reaches.
            let reaches = |part: &&Part<'f, 't>| {
                part.class == Class::Controller && part.talks_to(store).is_some()
            };
            let serves = |part: &&Part<'f, 't>| is_service(part) || reaches(part);
            let beside = |part: &&Part<'f, 't>| is_tier_beside(workload, store, part);
            let others: Vec<_> = facts.running().filter(serves).filter(beside).collect();
            (!others.is_empty()).then_some(Self::Datastore(store, others))
        });
        // The first of those that are most certain.
        let best = stores.reduce(|best, next| match best.certainty() < next.certainty() {
            true => next,
            false => best,
        });
        if best.is_some() {
            return best;
        }
        // What works in the background for another is no service.
        let answers = |part: &&Part<'f, 't>| part.background.is_none();
        let services: Vec<_> = services.into_iter().filter(answers).collect();
        services.iter().enumerate().find_map(|(at, part)| {
            let apart = |other: &&&Part<'f, 't>| are_two_services(pod, part, other);
            let earlier: Vec<_> = services[..at].iter().filter(apart).copied().collect();
            (!earlier.is_empty()).then_some(Self::Services(part, earlier))
        })
    }

    /// How certain it is that they are several: a datastore is known, and one of the others names it as a peer. Of
    /// other services only their authors know whether they are one.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        let Self::Datastore(store, others) = self else {
            return Certainty::Likely;
        };
        let dials = others.iter().filter_map(|other| other.dial_to(store));
        let named = dials.map(|dial| dial.certainty).max();
        named.map_or(Certainty::Likely, |named| named.and(store.certainty()))
    }
}

/// Something that a datastore should not share its pod with. In a StatefulSet, which is there for the
/// datastore, a part that neither listens nor says that it reaches it may be its helper.
fn is_tier_beside<'t>(workload: &Workload<'t>, store: &Part<'_, 't>, other: &Part<'_, 't>) -> bool {
    let speaks = !other.listens.is_empty() || other.talks_to(store).is_some();
    let pod = &workload.pod;
    // A product may bring its datastore along, which is a tier all the same.
    let joined = store.coupling(other, pod);
    other.class != Class::Monitoring
        && !store.is(other)
        && joined.is_none_or(|joined| joined == Coupling::Product)
        && (speaks || workload.kind != WorkloadKind::StatefulSet)
}

/// Two services that answer on ports of their own and of which neither reaches for the other. Two parts
/// that talk over localhost may be one service in two processes, which only their authors know.
fn are_two_services<'t>(pod: &Pod<'t>, one: &Part<'_, 't>, other: &Part<'_, 't>) -> bool {
    // A monitoring backend beside an application is judged by a rule of its own.
    !one.is(other)
        && (one.class == Class::Monitoring) == (other.class == Class::Monitoring)
        && !one.listens.is_empty()
        && !other.listens.is_empty()
        && one.coupling(other, pod).is_none()
        && one.talks_to(other).is_none()
        && other.talks_to(one).is_none()
        && !one.is_probed_through(other)
        && !other.is_probed_through(one)
        && !is_front_of(one, other)
        && !is_front_of(other, one)
}

/// Whether one is a web server and the other speaks FastCGI, which nothing but such a server asks.
fn is_front_of(web: &Part<'_, '_>, other: &Part<'_, '_>) -> bool {
    let speaks_fastcgi = other
        .software
        .is_some_and(|known| known.software.serves.contains(&"php-fpm"));
    web.class == Class::WebServer && speaks_fastcgi
}
