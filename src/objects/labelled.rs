//! The pods of a run by their labels, in whatever directory and namespace they stand.

use std::sync::OnceLock;

use crate::objects::details::{Other, Pods, Service};
use crate::objects::grouped::Grouped;
use crate::objects::inventory::{Inventory, Label, Labels, Resource};
use crate::objects::references::{Selection, Target};

/// A label of pods in a namespace, or, without one, in any: `None` is a namespace that is not written.
type Key<'i> = (Option<Option<&'i str>>, &'i str, &'i str);

/// What monitors select.
const SERVICES: Target = Target::Labelled("", "Service");

/// Of how many pods that have the rarest label of a selector the others are asked.
const MOST: usize = 1000;

/// The pods of a run by their labels: those of workloads, and those that custom resources seem to make. Likewise the Services.
#[derive(Debug)]
pub struct Labelled<'i> {
    templates: Vec<Template<'i>>,
    by_label: Grouped<Key<'i>, Template<'i>>,
    inventory: &'i Inventory,
    /// Looked up for the first who asks: few do.
    selections: OnceLock<Selections<'i>>,
}

/// The selectors of each definition by the first label that they ask for.
type Selections<'i> = Grouped<(&'static str, &'i str, &'i str), &'i Selection>;

/// What makes pods, and their labels; or a Service, and its own.
#[derive(Clone, Copy, Debug)]
pub struct Template<'i> {
    /// The object.
    pub resource: &'i Resource,
    /// The labels of its pods, or its own.
    pub labels: &'i Labels,
}

impl<'i> Labelled<'i> {
    /// What makes pods.
    pub(super) fn pods(inventory: &'i Inventory) -> Self {
        Self::of(inventory, templates(inventory).collect())
    }

    /// The Services, where something asks for some by their labels.
    pub(super) fn services(inventory: &'i Inventory) -> Self {
        let mut all = inventory.resources.iter();
        let mut selections = all.by_ref().flat_map(|from| &from.refers.selections);
        let is_asked = selections.any(|selection| selection.edge.to == SERVICES);
        let services = inventory.all::<Service>().filter(|_| is_asked);
        let services = services.map(|service| Template {
            resource: service.resource,
            labels: &service.is.labels,
        });
        Self::of(inventory, services.collect())
    }

    fn of(inventory: &'i Inventory, templates: Vec<Template<'i>>) -> Self {
        let mut by_label = Grouped::with_capacity(2 * templates.len());
        for &template in &templates {
            let namespace = template.resource.namespace();
            for (key, value) in template.labels {
                for namespace in [Some(namespace), None] {
                    by_label.add((namespace, &**key, &**value), template);
                }
            }
        }
        Self {
            templates,
            by_label,
            inventory,
            selections: OnceLock::new(),
        }
    }

    fn selections(&self) -> &Selections<'i> {
        self.selections.get_or_init(|| {
            let mut selections = Grouped::with_capacity(0);
            let all = self.inventory.resources.iter();
            for selection in all.flat_map(|from| &from.refers.selections) {
                if let Some((key, value)) = selection.labels.first() {
                    selections.add((selection.edge.of, &**key, &**value), selection);
                }
            }
            selections
        })
    }

    /// All of them.
    #[must_use]
    pub fn templates(&self) -> &[Template<'i>] {
        &self.templates
    }

    /// Whether some selector of a definition selects pods, in whatever namespace.
    #[must_use]
    pub fn is_selected(&self, by: &'static str, pods: Template<'i>) -> bool {
        let first = pods.labels.iter();
        let mut some = first.flat_map(|(key, value)| {
            let list = self.selections().of(&(by, &**key, &**value));
            list.take(MOST)
        });
        some.any(|selection| {
            selection
                .labels
                .iter()
                .all(|label| pods.labels.contains(label))
        })
    }

    /// What makes pods with all of some labels, in a namespace or where none is written; without one in any.
    pub fn with<'a>(
        &'a self,
        namespace: Option<&'a str>,
        labels: &'a [Label],
    ) -> impl Iterator<Item = Template<'i>> + 'a {
        let namespaces = match namespace {
            Some(own) => vec![Some(Some(own)), Some(None)],
            None => vec![None],
        };
        let some = namespaces.into_iter().flat_map(move |namespace| {
            let keys = labels.iter();
            let keys = keys.map(move |(key, value)| (namespace, &**key, &**value));
            // The rarest label leaves the fewest to look at.
            let rarest = keys.min_by_key(|key| self.by_label.count(key));
            rarest
                .into_iter()
                .flat_map(|key| self.by_label.of(&key).take(MOST))
        });
        some.copied()
            .filter(move |template| labels.iter().all(|label| template.labels.contains(label)))
    }
}

/// All that makes pods.
fn templates(inventory: &Inventory) -> impl Iterator<Item = Template<'_>> {
    inventory.resources.iter().filter_map(|resource| {
        let workload = resource.known::<Pods>().map(|pods| &pods.is.labels);
        let other = || resource.known::<Other>().map(|other| &other.is.labels);
        let labels = workload.or_else(other)?;
        (!labels.is_empty()).then_some(Template { resource, labels })
    })
}
