//! Places in files, of what links lead to.

use std::path::Path;

use super::links::Links;
use super::pod_names::{self, Mention, Of};
use super::{Location, spot};
use crate::objects::{Object, Resource, Text};
use crate::source::{SourceId, Span};
use crate::yaml::{Kind, Tree};

impl Links<'_, '_> {
    /// Where a pod says a name of its own.
    pub(super) fn mentions(
        &self,
        resource: &Resource,
        (of, name): &(Of, String),
        is_definition: bool,
    ) -> Vec<Location> {
        self.inside(resource, &|object| {
            let all = pod_names::mentions(object).into_iter();
            let alike = all.filter(|mention: &Mention<'_>| {
                mention.of == *of
                    && *mention.name == **name
                    && mention.is_definition == is_definition
            });
            alike.map(|mention| mention.span()).collect()
        })
    }

    /// Where a pod says the name of a port, of whichever container.
    pub(super) fn ports(
        &self,
        resource: &Resource,
        name: &str,
        is_definition: bool,
    ) -> Vec<Location> {
        self.inside(resource, &|object| {
            let all = pod_names::mentions(object).into_iter();
            let alike = all.filter(|mention| {
                matches!(mention.of, Of::Port(_))
                    && *mention.name == *name
                    && mention.is_definition == is_definition
            });
            alike.map(|mention| mention.span()).collect()
        })
    }

    /// Places of an object, which may stand in another file.
    pub(super) fn inside(
        &self,
        resource: &Resource,
        find: &dyn Fn(&Object<'_>) -> Vec<Span>,
    ) -> Vec<Location> {
        self.at(resource.source, self.found(resource, find))
    }

    /// What is found in an object, which may stand in another file.
    pub(super) fn found<T>(
        &self,
        resource: &Resource,
        find: &dyn Fn(&Object<'_>) -> Vec<T>,
    ) -> Vec<T> {
        let among = |objects: &[Object<'_>]| {
            let object = objects.iter().find(|object| resource.is(object));
            object.map_or_else(Vec::new, find)
        };
        let source = resource.source;
        if source == self.asked.source() {
            return among(self.objects);
        }
        let text = self.asked.around.text(source, self.asked.settings);
        let text = text.unwrap_or_default();
        let tree = Tree::read(&text);
        let path = self.asked.around.path(source).unwrap_or(Path::new(""));
        among(&spot::objects(&tree, source, path))
    }

    /// Places of a file.
    pub(super) fn at(
        &self,
        source: SourceId,
        spans: impl IntoIterator<Item = Span>,
    ) -> Vec<Location> {
        let path = match source == self.asked.source() {
            true => Some(self.asked.path),
            false => self.asked.around.path(source),
        };
        let location = |(path, span): (&Path, Span)| Location {
            path: path.to_owned(),
            span,
        };
        let spans = spans.into_iter();
        spans
            .filter_map(|span| Some(location((path?, span))))
            .collect()
    }
}

/// Where a key of a ConfigMap or a Secret stands.
pub(super) fn keys_of(object: &Object<'_>, key: &str) -> Vec<Span> {
    let fields = ["data", "stringData", "binaryData"].into_iter();
    let maps = fields.filter_map(|field| object.root.get(field));
    let entries = maps.filter_map(|map| map.entry(key));
    entries.map(|entry| entry.key.span()).collect()
}

/// Where a port of a Service stands, by its name or its number.
pub(super) fn service_ports(object: &Object<'_>, port: &str) -> Vec<Span> {
    let spec = object.root.get("spec");
    let ports = spec.and_then(|spec| spec.get("ports"));
    let ports = ports.filter(|ports| ports.kind() == Kind::Sequence);
    let ports = ports.into_iter().flat_map(|ports| ports.items());
    let words = ports.flat_map(|at| {
        let fields = ["name", "port"].into_iter();
        fields.filter_map(move |field| Text::field(&at, field))
    });
    let alike = words.filter(|word| **word == *port);
    alike.map(|word| word.at.span()).collect()
}
