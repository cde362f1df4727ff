//! What kustomizations say of other files: which of them are patches, and so no whole objects.

use std::collections::BTreeSet;

use crate::yaml::{Cursor, Document, Kind, Tree};

/// The files that the kustomization in `document` names as patches, relative to where `path` is.
/// Sources: the `patches`, `patchesStrategicMerge`, `patchesJson6902` and `replacements` fields of a
/// Kustomization.
#[must_use]
pub(super) fn patches(path: &str, tree: &Tree<'_>, document: &Document) -> Vec<String> {
    let Some(root) = tree.root(document) else {
        return Vec::new();
    };
    let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory);
    let mut named = Vec::new();
    for field in [
        "patches",
        "patchesStrategicMerge",
        "patchesJson6902",
        "replacements",
    ] {
        let Some(entries) = root.get(field) else {
            continue;
        };
        let paths = entries.items().filter_map(|entry| match entry.kind() {
            Kind::Mapping => entry.get("path").and_then(|path| Cursor::as_str(&path)),
            _ => entry.as_str(),
        });
        // A strategic merge patch may stand in the list as text.
        named.extend(
            paths
                .filter(|path| !path.contains('\n'))
                .map(|path| join(directory, &path)),
        );
    }
    named
}

/// All files that some kustomization of the run names as patches.
#[derive(Debug, Default)]
pub(super) struct Patches(BTreeSet<String>);

impl Patches {
    /// Adds those of one kustomization.
    pub(super) fn add(&mut self, named: &[String]) {
        self.0.extend(named.iter().cloned());
    }

    /// Whether `path` is one of them.
    #[must_use]
    pub(super) fn names(&self, path: &str) -> bool {
        !self.0.is_empty() && self.0.contains(&join("", path))
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
