//! The words by which other objects name a port or a container of a pod, or a port of a Service: which objects they mean the
//! table of edges says, and where the words stand in them is here.

use super::Location;
use super::links::Links;
use super::spot::touches;
use crate::objects::{Object, Pods, Reference, Resource, Selection, Service, Text};
use crate::source::Span;
use crate::yaml::{Cursor, Kind};

/// A word of a kind of object.
struct Word {
    kind: &'static str,
    sort: Sort,
    /// How it is told which pods, or Services, are meant.
    by: By,
    /// The way there; `[]` stands for the items of a list.
    way: &'static [&'static str],
}

/// What a word is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Container,
    /// A port of a pod.
    Port,
    /// A port of a Service.
    ServicePort,
}

/// How an object tells which others it means.
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
const WORDS: [Word; 7] = [
    word("NetworkPolicy", Sort::Port, By::Selector("NetworkPolicySpec"), &["spec", "ingress", "[]", "ports", "[]", "port"]),
    word("NetworkPolicy", Sort::Port, By::SelectorBeside("NetworkPolicyPeer"), &["spec", "egress", "[]", "ports", "[]", "port"]),
    word("PodMonitor", Sort::Port, By::Selector("PodMonitorSpec"), &["spec", "podMetricsEndpoints", "[]", "port"]),
    word("ServiceMonitor", Sort::Port, By::Services, &["spec", "endpoints", "[]", "targetPort"]),
    word("ServiceMonitor", Sort::ServicePort, By::Services, &["spec", "endpoints", "[]", "port"]),
    word("HorizontalPodAutoscaler", Sort::Container, By::Name, &["spec", "metrics", "[]", "containerResource", "container"]),
    word("VerticalPodAutoscaler", Sort::Container, By::Name, &["spec", "resourcePolicy", "containerPolicies", "[]", "containerName"]),
];

const fn word(kind: &'static str, sort: Sort, by: By, way: &'static [&'static str]) -> Word {
    Word {
        kind,
        sort,
        by,
        way,
    }
}

/// A name that an object says of others, and those that it means.
pub(super) struct NameUse<'i> {
    pub(super) at: Span,
    pub(super) name: String,
    pub(super) sort: Sort,
    pub(super) of: Vec<&'i Resource>,
}

impl<'i> Links<'i, '_> {
    /// Where other objects name a port or a container of a pod, or a port of a Service.
    pub(super) fn elsewhere(&self, of: &'i Resource, sort: Sort, name: &str) -> Vec<Location> {
        let mut found = match sort {
            Sort::Port => self.service_targets(of, name),
            Sort::Container | Sort::ServicePort => Vec::new(),
        };
        for from in &self.neighbours.inventory.resources {
            for word in words(&from.object.kind).filter(|word| word.sort == sort) {
                let meant = self.meant_by(from, word, of);
                if !meant.is_empty() {
                    found.extend(self.inside(from, &|object| {
                        let said = said(object, word).into_iter();
                        let alike =
                            said.filter(|said| said.is_for(word, &meant) && *said.name == *name);
                        alike.map(|said| said.name.at.span()).collect()
                    }));
                }
            }
        }
        found
    }

    /// The name that the own object says of others at a place.
    pub(super) fn said_at(&self, offset: u32) -> Option<NameUse<'i>> {
        words(&self.own.kind).find_map(|word| {
            let all = said(self.own, word);
            let said = all
                .iter()
                .find(|said| touches(said.name.at.span(), offset))?;
            let others = self.neighbours.inventory.resources.iter();
            let others = others.filter(|other| match word.sort {
                Sort::ServicePort => other.known::<Service>().is_some(),
                _ => other.known::<Pods>().is_some(),
            });
            let meant =
                others.filter(|other| said.is_for(word, &self.meant_by(self.me, word, other)));
            Some(NameUse {
                at: said.name.at.span(),
                name: said.name.to_string(),
                sort: word.sort,
                of: meant.collect(),
            })
        })
    }

    /// Where an object says that it means another by a word of it.
    fn meant_by(&self, from: &'i Resource, word: &Word, other: &Resource) -> Vec<Span> {
        let is_it = |found: &Resource| std::ptr::eq(found, other);
        let selects = |selection: &&'i Selection| {
            let selected = self.neighbours.selected(from, &selection.labels);
            selected.iter().any(|selected| is_it(selected.resource))
        };
        let selections = from.refers.selections.iter();
        match word.by {
            By::Selector(of) | By::SelectorBeside(of) => selections
                .filter(|selection| selection.edge.of == of)
                .filter(selects)
                .map(|selection| selection.at)
                .collect(),
            By::Services => selections
                .filter(|selection| self.means_by_service(from, selection, (word.sort, other)))
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

    /// Whether a selector of Services selects one beside it, or one that sends to a pod.
    fn means_by_service(
        &self,
        from: &Resource,
        by: &Selection,
        (sort, other): (Sort, &Resource),
    ) -> bool {
        let is_it = |found: &Resource| std::ptr::eq(found, other);
        let mut services = self.neighbours.inventory.all::<Service>();
        services.any(|service| {
            service.resource.directory == from.directory
                && !by.labels.is_empty()
                && by
                    .labels
                    .iter()
                    .all(|label| service.is.labels.contains(label))
                && match sort {
                    Sort::ServicePort => is_it(service.resource),
                    _ => {
                        let selected = self.neighbours.selected_by(service);
                        selected.iter().any(|selected| is_it(selected.resource))
                    }
                }
        })
    }
}

fn words(kind: &str) -> impl Iterator<Item = &'static Word> {
    WORDS.iter().filter(move |word| word.kind == kind)
}

/// A name, and the item of the first list on the way that it stands in.
struct InItem<'t> {
    item: Cursor<'t>,
    name: Text<'t>,
}

impl InItem<'_> {
    /// Whether it is one of what is meant at these places.
    fn is_for(&self, word: &Word, meant: &[Span]) -> bool {
        let mut meant = meant.iter();
        match word.by {
            By::SelectorBeside(_) => meant.any(|at| self.item.span().contains(*at)),
            _ => meant.next().is_some(),
        }
    }
}

/// Where an object says names that are a word of it.
fn said<'t>(object: &Object<'t>, word: &Word) -> Vec<InItem<'t>> {
    let Some((field, way)) = word.way.split_last() else {
        return Vec::new();
    };
    let at_list = way
        .iter()
        .position(|step| *step == "[]")
        .map_or(0, |at| at + 1);
    let (to_item, from_item) = way.split_at(at_list);
    let items = below(object.root, to_item).into_iter();
    let said = items.flat_map(|item| {
        let holders = below(item, from_item).into_iter();
        let names = holders.filter_map(|holder| Text::field(&holder, field));
        names.map(move |name| InItem { item, name })
    });
    said.collect()
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
