//! What a manifest has to do with deliveries.

use serde::{Deserialize, Serialize};

use crate::yaml::Cursor;

/// What a manifest has to do with deliveries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Nothing.
    #[default]
    None,
    /// What delivers may name it: a ConfigMap, a Secret, a source.
    Named,
    /// It says what is delivered.
    Delivers,
}

impl Role {
    /// That of a manifest with some `apiVersion` and `kind`.
    #[must_use]
    pub fn of(manifest: &Cursor<'_>) -> Self {
        let text = |key: &str| manifest.get(key)?.as_str();
        let (Some(version), Some(kind)) = (text("apiVersion"), text("kind")) else {
            return Self::None;
        };
        let (group, _) = version.split_once('/').unwrap_or(("", ""));
        match (group, &*kind) {
            ("argoproj.io", "Application" | "ApplicationSet")
            | ("helm.toolkit.fluxcd.io", "HelmRelease")
            | ("kustomize.toolkit.fluxcd.io", "Kustomization") => Self::Delivers,
            ("source.toolkit.fluxcd.io", _) | ("", "ConfigMap" | "Secret") => Self::Named,
            _ => Self::None,
        }
    }
}

/// The groups of what delivers.
const GROUPS: [&str; 3] = [
    "argoproj.io",
    "helm.toolkit.fluxcd.io",
    "kustomize.toolkit.fluxcd.io",
];

/// Whether a text that was not read yet may have manifests that deliver something.
#[must_use]
pub fn may_deliver(text: &str) -> bool {
    GROUPS.iter().any(|group| text.contains(group))
}

/// Whether a text that was not read yet may have manifests that what delivers may name.
#[must_use]
pub fn may_be_named(text: &str) -> bool {
    let mut kinds = ["source.toolkit.fluxcd.io", "ConfigMap", "Secret"].iter();
    kinds.any(|kind| text.contains(kind))
}
