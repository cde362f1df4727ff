//! What names that which is meant at a place, wherever it does.

use super::Location;
use super::elsewhere::Sort;
use super::links::{Links, Meant};
use crate::objects::{Entry, Ingress, Pods, Reference, Resource, Service};
use crate::source::Span;

impl<'i> Links<'i, '_> {
    /// What names that which is meant.
    pub(super) fn used(&self, meant: &Meant<'i>) -> Vec<Location> {
        let all = || self.neighbours.inventory.resources.iter();
        match meant {
            Meant::Object(to) => {
                let named = all().flat_map(|from| self.named_from(from, to));
                named.collect()
            }
            Meant::Key(to, key) => {
                let keys = all().flat_map(|from| {
                    let refers = from.refers.named.iter();
                    let refers = refers.filter(|reference| self.is_to(from, reference, to));
                    let keys = refers.flat_map(|reference| &reference.keys);
                    let alike = keys.filter(|word| *word.text == **key);
                    self.at(from.source, alike.map(|word| word.at))
                });
                keys.collect()
            }
            Meant::OfPod(resource, name) => self
                .mentions(resource, name, false)
                .into_iter()
                .chain(
                    name.0
                        .elsewhere()
                        .into_iter()
                        .flat_map(|sort| self.elsewhere(resource, sort, &name.1)),
                )
                .collect(),
            Meant::PortOf(pods, name) => {
                let all = pods.iter();
                all.flat_map(|pods| {
                    let own = self.ports(pods.resource, name, false);
                    let targets = self.service_targets(pods.resource, name);
                    own.into_iter().chain(targets)
                })
                .collect()
            }
            Meant::ServicePort(to, port) => {
                let ingresses = self.neighbours.inventory.all::<Ingress>();
                let uses = ingresses.flat_map(|ingress| self.backends(ingress, to, port));
                let monitors = self.elsewhere(to, Sort::ServicePort, port);
                uses.chain(monitors).collect()
            }
            Meant::Kind(group, kind) => {
                let alike = all().filter(|resource| {
                    resource.group() == group && *resource.object.kind == **kind
                });
                alike
                    .flat_map(|resource| self.at(resource.source, [resource.at]))
                    .collect()
            }
            Meant::Patched(objects) => {
                let all = objects.iter();
                all.flat_map(|object| self.used(&Meant::Object(object)))
                    .collect()
            }
            Meant::Pods(pods) => {
                let all = pods.iter();
                all.flat_map(|pods| self.used(&Meant::Object(pods.resource)))
                    .collect()
            }
        }
    }

    fn is_to(&self, from: &'i Resource, reference: &'i Reference, to: &Resource) -> bool {
        let is_it = |found: &Resource| std::ptr::eq(found, to);
        reference.name.text == to.name().into()
            && self.neighbours.referred(from, reference).is_some_and(is_it)
    }

    /// Where one object names another, or selects its pods.
    fn named_from(&self, from: &'i Resource, to: &'i Resource) -> Vec<Location> {
        let named = from.refers.named.iter();
        let named = named.filter(|reference| self.is_to(from, reference, to));
        let mut spans: Vec<Span> = named.map(|reference| reference.name.at).collect();
        if to.known::<Pods>().is_some() {
            let selections = from.refers.selections.iter();
            let selecting = selections.filter(|selection| {
                let pods = self.neighbours.selected(from, &selection.labels);
                pods.iter().any(|pods| std::ptr::eq(pods.resource, to))
            });
            spans.extend(selecting.map(|selection| selection.at));
        }
        self.at(from.source, spans)
    }

    /// Where the Services that select a pod send to a port of it by that name.
    pub(super) fn service_targets(&self, pods: &Resource, name: &str) -> Vec<Location> {
        let services = self.neighbours.inventory.all::<Service>();
        let services = services.filter(|service| {
            let named = service
                .is
                .targets
                .iter()
                .any(|target| *target.text == *name);
            named && {
                let selected = self.neighbours.selected_by(*service);
                selected
                    .iter()
                    .any(|known| std::ptr::eq(known.resource, pods))
            }
        });
        let targets = services.flat_map(|service| {
            let targets = service.is.targets.iter();
            let alike = targets.filter(|target| *target.text == *name);
            self.at(service.resource.source, alike.map(|target| target.at))
        });
        targets.collect()
    }

    fn backends(&self, ingress: Entry<'i, Ingress>, to: &Resource, port: &str) -> Vec<Location> {
        let is_to = |service: &'i str| {
            let found = self.neighbours.service(ingress.resource, service);
            found.is_some_and(|found| std::ptr::eq(found.resource, to))
        };
        let named = ingress.is.backends.iter();
        let named = named.map(|(service, place)| (service, place));
        let numbered = ingress.is.by_number.iter();
        let numbered = numbered.map(|(service, _, place)| (service, place));
        let all = named.chain(numbered);
        let alike = all.filter(|(service, place)| *place.text == *port && is_to(service));
        self.at(ingress.resource.source, alike.map(|(_, place)| place.at))
    }
}
