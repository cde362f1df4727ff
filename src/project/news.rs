//! What has happened to files since they were judged.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::custom::Schemas;
use crate::engine::Settings;
use crate::files::Most;

/// What has happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Files in which something else stands.
    pub changed: BTreeSet<PathBuf>,
    /// Whether files came or went.
    pub found: bool,
    /// Whether other settings hold.
    pub settings: bool,
}

impl News {
    /// Whether that is nothing.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.changed.is_empty() && !self.found && !self.settings
    }

    /// Adds what happened after it.
    pub fn add(&mut self, later: Self) {
        self.changed.extend(later.changed);
        self.found |= later.found;
        self.settings |= later.settings;
    }
}

/// What tells a schema that is written as a manifest.
const CRD: &[u8] = b"CustomResourceDefinition";

/// Whether others may be judged by a file: it may be a schema that a configuration names, as the manifests that were found
/// seldom are, or the page of a rule.
#[must_use]
pub fn is_judged_by(path: &Path, settings: &Settings, is_found: bool) -> bool {
    if path.extension().is_some_and(|end| end == "md") {
        return !settings.rules_anywhere().written().is_empty();
    }
    let none = Schemas::default();
    let all = [settings].into_iter().chain(settings.nearer.values());
    let mut all = all.map(|settings| &settings.schemas);
    if !all.any(|schemas| !schemas.are(&none)) {
        return false;
    }
    let has_crd = || {
        let text = settings.host.files.read(path, Most::default());
        text.is_ok_and(|text| memchr::memmem::find(&text, CRD).is_some())
    };
    !is_found || has_crd()
}
