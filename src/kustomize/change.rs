//! What is changed in a kustomization before it is built: Argo CD and Flux edit it as `kustomize edit` does.

use std::collections::BTreeSet;
use std::path::Path;

use crate::files::{FileSystem, seen_from};
use crate::origin::{FileId, Passage, Text};

use super::NAMES;
use super::bounds::MOST_TAKEN;
use super::cache::Cache;
use super::file::Kustomization;
use super::load::Loader;
use super::node::Node;
use super::problem::{Failure, Outcome};
use super::read::{Source, lenient_documents};

/// What is changed in a kustomization.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Fields of a kustomization in YAML. What they say holds over it, or is added where it is a list.
    pub fields: Passage,
    /// Whether a directory without a kustomization is taken for one of all manifests in it, as Flux does.
    pub takes_all: bool,
}

/// A change, with files as a build numbers them.
#[derive(Debug)]
pub(super) struct Over {
    fields: Text,
    takes_all: bool,
    /// The files that it comes from.
    pub(super) files: BTreeSet<FileId>,
}

impl Over {
    pub(super) fn of(change: &Change, files: &dyn FileSystem, cache: &Cache) -> Self {
        let mut from = BTreeSet::new();
        let fields = change.fields.numbered(&mut |read| {
            let real = files.resolve(&files.locate(&read.path));
            let real = real.unwrap_or_else(|_| files.locate(&read.path));
            let text = read.text.as_bytes().to_vec();
            let file = cache.keep(real, files.locate(&read.path), text).id;
            from.insert(file);
            file
        });
        Self {
            fields,
            takes_all: change.takes_all,
            files: from,
        }
    }

    /// Whether a directory has no kustomization, and is taken to have one.
    pub(super) fn makes_up(&self, loader: &Loader<'_>) -> bool {
        self.takes_all && !loader.has_kustomization(&loader.root)
    }

    /// The kustomization of a directory, changed.
    pub(super) fn lay(
        &self,
        loader: &Loader<'_>,
        read: impl FnOnce() -> Outcome<Kustomization>,
    ) -> Outcome<Kustomization> {
        let mut kustomization = match self.makes_up(loader) {
            true => of_all(loader)?,
            false => read()?,
        };
        if let Some(fields) = lenient_documents(Source::text(&self.fields))?.first() {
            kustomization.lay_over(Kustomization::read(fields)?);
        }
        Ok(kustomization)
    }
}

/// A kustomization that takes all manifests in and below a directory that has none; what has one is taken as a whole.
fn of_all(loader: &Loader<'_>) -> Outcome<Kustomization> {
    let mut found = BTreeSet::new();
    let mut open = vec![loader.root.clone()];
    while let Some(directory) = open.pop() {
        let listed = loader.list(&directory);
        if found.len() + open.len() + listed.len() > MOST_TAKEN {
            let message = format!("more than {MOST_TAKEN} files are not built together");
            return Err(Failure::not_checked(None, message));
        }
        for path in listed {
            match loader.is_directory(&path) {
                true if !loader.has_kustomization(&path) => open.push(path),
                true => drop(found.insert(path)),
                false if is_manifest(&path, loader) => drop(found.insert(path)),
                false => {}
            }
        }
    }
    let paths = found.iter();
    let paths = paths.map(|path| Node::str(seen_from(&loader.root, path)));
    Kustomization::of_resources(paths.collect())
}

fn is_manifest(path: &Path, loader: &Loader<'_>) -> bool {
    let is_yaml = path
        .extension()
        .is_some_and(|ending| ending == "yaml" || ending == "yml");
    let text = || loader.peek(path).unwrap_or_default();
    is_yaml && {
        let text = text();
        let has = |field: &str| text.lines().any(|line| line.starts_with(field));
        has("apiVersion:") && has("kind:")
    }
}

impl Loader<'_> {
    fn has_kustomization(&self, directory: &Path) -> bool {
        NAMES.iter().any(|name| self.exists(&directory.join(name)))
    }
}

impl Kustomization {
    /// One that takes these, and says nothing else.
    fn of_resources(paths: Vec<Node>) -> Outcome<Self> {
        let mut root = Node::map();
        if let Node::Map(map) = &mut root {
            let list = super::node::List {
                items: paths.into(),
                place: None,
            };
            map.set(Text::made("resources"), Node::List(list));
        }
        Self::read(&root)
    }

    /// Takes over what another one says.
    fn lay_over(&mut self, over: Self) {
        self.namespace = over.namespace.or(self.namespace.take());
        self.name_prefix = over.name_prefix.or(self.name_prefix.take());
        self.name_suffix = over.name_suffix.or(self.name_suffix.take());
        for (own, over) in [
            (&mut self.common_labels, over.common_labels),
            (&mut self.common_annotations, over.common_annotations),
        ] {
            own.retain(|(key, _)| over.iter().all(|(other, _)| other.as_str() != key.as_str()));
            own.extend(over);
        }
        let images = over.images.iter();
        let images: BTreeSet<&str> = images.map(|image| image.name()).collect();
        self.images.retain(|image| !images.contains(image.name()));
        let counts = over.replicas.iter();
        let counts: BTreeSet<&str> = counts.map(|replicas| replicas.name.as_str()).collect();
        self.replicas
            .retain(|replicas| !counts.contains(replicas.name.as_str()));
        self.images.extend(over.images);
        self.replicas.extend(over.replicas);
        self.labels.extend(over.labels);
        self.patches.extend(over.patches);
        self.components.extend(over.components);
        self.transformers.extend(over.transformers);
    }
}
