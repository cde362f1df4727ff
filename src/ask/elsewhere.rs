//! The words by which other objects name a port or a container of a pod: which objects mean a pod the table of edges says, and
//! where the words stand in them is here.

use super::Location;
use super::links::Links;
use super::pod_names::Of;
use crate::objects::{Object, Reference, Resource, Selection, Service, Text};
use crate::source::Span;
use crate::yaml::{Cursor, Kind};

/// A word of a kind of object.
struct Word {
    kind: &'static str,
    /// Whether it is the name of a port, and not of a container.
    is_port: bool,
    /// How it is told which pods are meant.
    by: By,
    /// The way there; `[]` stands for the items of a list.
    way: &'static [&'static str],
}

/// How an object tells which pods it means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// By a selector of a definition.
    Selector(&'static str),
    /// By a selector of a definition that stands in the same item of the first list on the way.
    SelectorBeside(&'static str),
    /// By a selector of Services that send to them.
    Services,
    /// By the name of their workload.
    Name,
}

/// Sources: the references of the kinds' APIs. The `port` of a ServiceMonitor is that of a Service.
#[rustfmt::skip]
const WORDS: [Word; 6] = [
    word("NetworkPolicy", true, By::Selector("NetworkPolicySpec"), &["spec", "ingress", "[]", "ports", "[]", "port"]),
    word("NetworkPolicy", true, By::SelectorBeside("NetworkPolicyPeer"), &["spec", "egress", "[]", "ports", "[]", "port"]),
    word("PodMonitor", true, By::Selector("PodMonitorSpec"), &["spec", "podMetricsEndpoints", "[]", "port"]),
    word("ServiceMonitor", true, By::Services, &["spec", "endpoints", "[]", "targetPort"]),
    word("HorizontalPodAutoscaler", false, By::Name, &["spec", "metrics", "[]", "containerResource", "container"]),
    word("VerticalPodAutoscaler", false, By::Name, &["spec", "resourcePolicy", "containerPolicies", "[]", "containerName"]),
];

const fn word(kind: &'static str, is_port: bool, by: By, way: &'static [&'static str]) -> Word {
    Word {
        kind,
        is_port,
        by,
        way,
    }
}

impl<'i> Links<'i, '_> {
    /// Where other objects name a port or a container of a pod.
    pub(super) fn elsewhere(&self, pods: &'i Resource, of: Of, name: &str) -> Vec<Location> {
        let mut found = match of {
            Of::Volume => return Vec::new(),
            Of::Port(_) => self.service_targets(pods, name),
            Of::Container => Vec::new(),
        };
        let is_port = of != Of::Container;
        for from in &self.neighbours.inventory.resources {
            let of_kind = WORDS
                .iter()
                .filter(|word| word.is_port == is_port && *word.kind == *from.object.kind);
            for word in of_kind {
                let meant = self.meant_by(from, word.by, pods);
                if !meant.is_empty() {
                    found.extend(self.inside(from, &|object| said(object, word, &meant, name)));
                }
            }
        }
        found
    }

    /// Where an object says that it means a pod.
    fn meant_by(&self, from: &'i Resource, by: By, pods: &Resource) -> Vec<Span> {
        let is_it = |found: &Resource| std::ptr::eq(found, pods);
        let selects = |selection: &&'i Selection| {
            let selected = self.neighbours.selected(from, &selection.labels);
            selected.iter().any(|selected| is_it(selected.resource))
        };
        let selections = from.refers.selections.iter();
        match by {
            By::Selector(of) | By::SelectorBeside(of) => selections
                .filter(|selection| selection.edge.of == of)
                .filter(selects)
                .map(|selection| selection.at)
                .collect(),
            By::Services => selections
                .filter(|selection| self.select_services_of(from, selection, pods))
                .map(|selection| selection.at)
                .collect(),
            By::Name => {
                let named = from.refers.named.iter();
                let named = named.filter(|reference: &&'i Reference| {
                    self.neighbours.referred(from, reference).is_some_and(is_it)
                });
                named.map(|reference| reference.name.at).collect()
            }
        }
    }

    /// Whether a selector of Services selects one beside it that sends to a pod.
    fn select_services_of(&self, from: &Resource, by: &Selection, pods: &Resource) -> bool {
        let mut services = self.neighbours.inventory.all::<Service>();
        services.any(|service| {
            service.resource.directory == from.directory
                && !by.labels.is_empty()
                && by
                    .labels
                    .iter()
                    .all(|label| service.is.labels.contains(label))
                && {
                    let selected = self.neighbours.selected_by(service);
                    selected
                        .iter()
                        .any(|selected| std::ptr::eq(selected.resource, pods))
                }
        })
    }
}

/// Where an object says a name that is a word of it, where it means a pod at one of these places.
fn said(object: &Object<'_>, word: &Word, meant: &[Span], name: &str) -> Vec<Span> {
    let Some((field, way)) = word.way.split_last() else {
        return Vec::new();
    };
    let at_list = way
        .iter()
        .position(|step| *step == "[]")
        .map_or(0, |at| at + 1);
    let (to_item, from_item) = way.split_at(at_list);
    let items = below(object.root, to_item).into_iter();
    let items = items.filter(|item| match word.by {
        By::SelectorBeside(_) => meant.iter().any(|at| item.span().contains(*at)),
        _ => true,
    });
    let holders = items.flat_map(|item| below(item, from_item));
    let words = holders.filter_map(|holder| Text::field(&holder, field));
    let alike = words.filter(|word| **word == *name);
    alike.map(|word| word.at.span()).collect()
}

/// What is at the end of a way.
fn below<'t>(from: Cursor<'t>, way: &[&str]) -> Vec<Cursor<'t>> {
    way.iter().fold(vec![from], |all, step| {
        let all = all.into_iter();
        match *step {
            "[]" => all
                .filter(|at| at.kind() == Kind::Sequence)
                .flat_map(|at| at.items())
                .collect(),
            field => all.filter_map(|at| at.get(field)).collect(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::WORDS;
    use crate::api::{ApiKind, Field, Shape, Type, inner};

    fn leads(top: Type, way: &[&str]) -> bool {
        let mut names = way.iter().filter(|name| **name != "[]");
        let end = names.try_fold(Shape::Object(top), |shape, name| {
            let field = inner(shape)?.some_field(name);
            field.map(Field::shape)
        });
        end.is_some()
    }

    #[test]
    fn ways_lead_through_fields_of_the_api() {
        for word in &WORDS {
            let kinds = ApiKind::all().filter(|kind| kind.kind() == word.kind);
            let tops: Vec<Type> = kinds.map(ApiKind::definition).collect();
            // Of custom resources there is no definition.
            let leads = tops.iter().any(|top| leads(*top, word.way));
            assert!(leads || tops.is_empty(), "{} {:?}", word.kind, word.way);
        }
    }
}
