//! What kustomizations say of other files: which are patches, and so no whole objects, and what they add to
//! resources, which those need not have.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::yaml::{Cursor, Document, Kind, Tree};

/// What one kustomization says. Paths are relative to where the run starts.
#[derive(Debug)]
pub(super) struct Kustomization {
    directory: String,
    /// Files that are parts of objects.
    patches: Vec<String>,
    /// Files of objects, and directories with kustomizations of their own.
    resources: Vec<String>,
    adds: Additions,
}

/// What is added to resources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Additions {
    /// `namespace`: also to the service accounts that a binding is for.
    namespace: bool,
    /// `commonLabels`, or `labels` with `includeSelectors`: to labels and selectors.
    selectors: bool,
}

impl Additions {
    fn and(self, other: Self) -> Self {
        Self {
            namespace: self.namespace || other.namespace,
            selectors: self.selectors || other.selectors,
        }
    }

    fn include(self, found: &Diagnostic) -> bool {
        let field = found.field.as_deref().unwrap_or_default();
        let of_subject = || field.starts_with("subjects[") && field.ends_with("].namespace");
        self.selectors && field == "spec.selector" || self.namespace && of_subject()
    }
}

impl Kustomization {
    /// Reads the one in `document` of the file at `path`. Sources: the fields of a Kustomization that name files
    /// and that transform; those that only Kustomize 3 had are read as well.
    pub(super) fn read(path: &str, tree: &Tree<'_>, document: &Document) -> Option<Self> {
        let root = tree.root(document)?;
        let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory);
        let named = |fields: &[&str]| {
            let lists = fields.iter().filter_map(|field| root.get(field));
            let paths = lists
                .flat_map(|list| list.items())
                .filter_map(|entry| path_of(&entry));
            paths.map(|path| join(directory, &path)).collect()
        };
        let of_labels = |entry: Cursor<'_>| entry.get("includeSelectors")?.as_bool();
        let labels = root.get("labels");
        let mut labels = labels.into_iter().flat_map(|labels| labels.items());
        Some(Self {
            directory: join("", directory),
            patches: named(&[
                "patches",
                "patchesStrategicMerge",
                "patchesJson6902",
                "replacements",
            ]),
            resources: named(&["resources", "bases", "components"]),
            adds: Additions {
                namespace: root.get("namespace").is_some(),
                selectors: root.get("commonLabels").is_some()
                    || labels.any(|entry| of_labels(entry) == Some(true)),
            },
        })
    }
}

/// The path in an entry of a list. A strategic merge patch may stand there as text.
fn path_of(entry: &Cursor<'_>) -> Option<String> {
    let path = match entry.kind() {
        Kind::Mapping => entry.get("path")?.as_str()?,
        _ => entry.as_str()?,
    };
    (!path.contains('\n')).then(|| path.into_owned())
}

/// What all kustomizations of a run come to.
#[derive(Debug, Default)]
pub(super) struct Kustomizations {
    patches: BTreeSet<String>,
    /// The files and directories that are named as resources, and what is added to them.
    resources: BTreeMap<String, Additions>,
}

impl Kustomizations {
    /// Brings them together.
    pub(super) fn of(all: impl Iterator<Item = Kustomization>) -> Self {
        let mut known = Self::default();
        let mut by_directory = BTreeMap::new();
        for mut one in all {
            known.patches.extend(std::mem::take(&mut one.patches));
            by_directory.insert(one.directory.clone(), one);
        }
        let mut open: Vec<(&Kustomization, Additions)> =
            by_directory.values().map(|one| (one, one.adds)).collect();
        while let Some((one, adds)) = open.pop() {
            for path in &one.resources {
                let before = known.resources.get(path).copied();
                let after = before.unwrap_or_default().and(adds);
                // What is reached again with nothing more to add is done with, so that cycles end.
                if before != Some(after) {
                    known.resources.insert(path.clone(), after);
                    let inner = by_directory.get(path);
                    open.extend(inner.map(|inner| (inner, inner.adds.and(after))));
                }
            }
        }
        known
    }

    /// Whether one of them names the file as a patch.
    pub(super) fn has_patch(&self, path: &str) -> bool {
        !self.patches.is_empty() && self.patches.contains(&join("", path))
    }

    /// Whether what is missing in the file is added by one of them.
    pub(super) fn add(&self, path: &str, found: &Diagnostic) -> bool {
        if found.rule != "missing-field" || self.resources.is_empty() {
            return false;
        }
        let adds = self.resources.get(&join("", path));
        adds.is_some_and(|adds| adds.include(found))
    }
}

/// `path` seen from `directory`, with `.` and `..` resolved by name.
fn join(directory: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let from = if path.starts_with('/') { "" } else { directory };
    for part in from.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|&last| last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn paths_are_joined_by_name() {
        assert_eq!(join("./k8s/base", "../patch.yaml"), "k8s/patch.yaml");
        assert_eq!(join("", "./a//b.yaml"), "a/b.yaml");
        assert_eq!(join("", "../a.yaml"), "../a.yaml");
    }
}
