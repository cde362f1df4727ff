//! Pods that wait for the Service which leads to them.

use crate::diagnostic::Certainty;
use crate::objects::{Awaited, Entry, Neighbours, Pods, Service};

/// The Service that an init container of these pods must reach, if it leads to no pod that is ready before that
/// container has ended, and how certain that is.
#[must_use]
pub fn own_service<'i>(
    neighbours: &Neighbours<'i>,
    pods: Entry<'i, Pods>,
    awaited: &'i Awaited,
) -> Option<(Entry<'i, Service>, Certainty)> {
    let mut labels = awaited.host.split('.').peekable();
    // `shop-0.shop`: one of the pods behind the Service.
    let is_pod = |label: &&str| {
        let rest = label.strip_prefix(pods.name());
        let ordinal = rest.and_then(|rest| rest.strip_prefix('-'));
        ordinal.is_some_and(|ordinal| ordinal.parse::<u32>().is_ok())
    };
    labels.next_if(is_pod);
    let service = neighbours.service(pods.resource, labels.next()?)?;
    let own = pods.object.namespace.as_deref();
    let is_here = match (labels.next(), own) {
        (None, _) => Certainty::Certain,
        (Some(named), Some(own)) if named == own => Certainty::Certain,
        (Some(_), Some(_)) => return None,
        // The manifest does not say where it will be.
        (Some(_), None) => Certainty::Likely,
    };
    let selected = neighbours.selected_by(service);
    let is_alone = !selected.is_empty()
        && selected
            .iter()
            .all(|other| std::ptr::eq(other.resource, pods.resource));
    let answers = service.is.has_unready || awaited.by_name && !service.is.is_headless;
    (is_alone && !answers).then_some((service, awaited.certainty.and(is_here)))
}
