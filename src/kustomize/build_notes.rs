//! What kustomize notes in annotations while it builds. An object may bring such notes along: they hold, and are not printed.

use super::node::Node;
use super::resource::{Before, Resource};

const DOMAIN: &str = "internal.config.kubernetes.io/";

/// The notes that a build makes, with those of what it reads.
const NOTES: [&str; 14] = [
    "allowKindChange",
    "allowNameChange",
    "annotations-migration-resource-id",
    "generatorBehavior",
    "index",
    "needsHashSuffix",
    "path",
    "prefixes",
    "previousKinds",
    "previousNames",
    "previousNamespaces",
    "refBy",
    "seqindent",
    "suffixes",
];

/// What older versions noted of what they read.
const OLDER: [&str; 2] = ["config.kubernetes.io/index", "config.kubernetes.io/path"];

impl Resource {
    /// Takes what its annotations say of its earlier names for its own.
    pub(super) fn recall(&mut self) {
        let (names, namespaces) = (
            self.noted("previousNames"),
            self.noted("previousNamespaces"),
        );
        let kinds = self.noted("previousKinds");
        if names.len() == namespaces.len() && names.len() == kinds.len() {
            let all = names.into_iter().zip(namespaces).zip(kinds);
            self.before = all
                .map(|((name, namespace), kind)| Before {
                    kind,
                    name,
                    namespace,
                })
                .collect();
        }
        self.prefixes = self.noted("prefixes");
        self.suffixes = self.noted("suffixes");
    }

    /// Whether its annotations ask for a hash behind its name.
    pub(super) fn asks_for_hash(&self) -> bool {
        self.note("needsHashSuffix") == Some("enabled")
    }

    /// Takes out the annotations that are for the build alone.
    pub(super) fn forget_notes(&mut self) {
        let annotations = self.annotations().and_then(Node::as_map);
        if annotations.is_none_or(|all| !all.entries.keys().any(|key| is_note(key.0.as_str()))) {
            return;
        }
        if let Some(Node::Map(all)) = self.node_mut().at_mut(&["metadata", "annotations"]) {
            all.entries.retain(|key, _| !is_note(key.0.as_str()));
        }
    }

    fn annotations(&self) -> Option<&Node> {
        self.node().at(&["metadata", "annotations"])
    }

    fn note(&self, name: &str) -> Option<&str> {
        let annotations = self.annotations()?.as_map()?;
        let mut entries = annotations.entries.iter();
        let (_, value) =
            entries.find(|(key, _)| key.0.as_str().strip_prefix(DOMAIN) == Some(name))?;
        Some(value.said())
    }

    /// What a note lists, between commas.
    fn noted(&self, name: &str) -> Vec<String> {
        let listed = self.note(name).map(|all| all.split(','));
        listed.into_iter().flatten().map(str::to_owned).collect()
    }
}

fn is_note(key: &str) -> bool {
    let own = key.strip_prefix(DOMAIN);
    own.is_some_and(|name| NOTES.contains(&name)) || OLDER.contains(&key)
}
