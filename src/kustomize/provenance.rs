//! What `buildMetadata` adds to objects: where they come from, what changed them, and that kustomize made them.

use std::path::Path;

use crate::files::seen_from;
use crate::origin::{FileId, Text};

use super::cache::Cache;
use super::file::Kustomization;
use super::node::Node;
use super::resource::Resource;
use super::set::Set;

/// Where an object comes from, or what changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// The file of the object, or of what says what is done.
    pub(super) file: FileId,
    /// The generator or transformer.
    pub(super) by: Option<By>,
}

/// A generator or transformer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct By {
    pub(super) kind: String,
    /// Its name, if it stands in a file of its own.
    pub(super) name: Option<String>,
}

impl Source {
    /// What one that stands in a kustomization does.
    pub(super) fn in_kustomization(kustomization: &Kustomization, kind: &str) -> Option<Self> {
        let place = kustomization.place?;
        Some(Self {
            file: place.file,
            by: Some(By {
                kind: kind.to_owned(),
                name: None,
            }),
        })
    }

    /// What one in a file of its own does.
    pub(super) fn configured(config: &Resource) -> Option<Self> {
        Some(Self {
            file: config.place()?.file,
            by: Some(By {
                kind: config.kind().to_owned(),
                name: Some(config.name().to_owned()),
            }),
        })
    }

    fn text(&self, top: &Path, cache: &Cache, indent: &str) -> String {
        let file = cache.files([self.file].into_iter()).pop();
        let path = file.map_or_else(String::new, |file| seen_from(top, &file.real));
        let Some(by) = &self.by else {
            return format!("path: {path}\n");
        };
        let mut text = format!(
            "configuredIn: {path}\n{indent}configuredBy:\n{indent}  apiVersion: builtin\n{indent}  kind: {}\n",
            by.kind
        );
        if let Some(name) = &by.name {
            text.push_str(&format!("{indent}  name: {name}\n"));
        }
        text
    }
}

/// Notes for all objects what changed them.
pub(super) fn note(set: &mut Set, change: Option<&Source>) {
    let Some(change) = change else {
        return;
    };
    for resource in &mut set.resources {
        resource.changes.push(change.clone());
    }
}

/// Adds what a kustomization asks for.
pub(super) fn write(set: &mut Set, kustomization: &Kustomization, top: &Path, cache: &Cache) {
    let asks = |name: &str| {
        let all = kustomization.build_metadata.iter();
        { all }.find(|option| option.as_str() == name)
    };
    if let Some(option) = asks("managedByLabel") {
        for resource in &mut set.resources {
            let value = option.derive("kustomize-v5.7.1");
            add(resource, "labels", "app.kubernetes.io/managed-by", value);
        }
    }
    if let Some(option) = asks("originAnnotations") {
        for resource in &mut set.resources {
            if let Some(source) = resource.source.clone() {
                let value = option.derive(&source.text(top, cache, ""));
                add(
                    resource,
                    "annotations",
                    "config.kubernetes.io/origin",
                    value,
                );
            }
        }
    }
    if let Some(option) = asks("transformerAnnotations") {
        for resource in &mut set.resources {
            let changes = resource.changes.iter();
            let items: String = changes
                .map(|change| format!("- {}", change.text(top, cache, "  ")))
                .collect();
            if !items.is_empty() {
                let key = "alpha.config.kubernetes.io/transformations";
                add(resource, "annotations", key, option.derive(&items));
            }
        }
    }
}

fn add(resource: &mut Resource, field: &str, key: &str, value: Text) {
    let map = resource
        .metadata()
        .and_then(|metadata| metadata.under(value.derive(field)));
    if let Some(map) = map {
        map.set(value.derive(key), Node::str(value));
    }
}
