//! What Flux takes manifests and charts from: GitRepositories, and what else is named as a source.

use super::fields::{filled, get, text};
use super::manifests::{Manifests, Object};
use super::repository::{Leads, Origin, Repository};
use crate::origin::Text;
use crate::template::Value;

/// A source as another object names it.
pub(super) struct Source {
    pub(super) kind: Text,
    pub(super) name: Text,
    /// The address, if the source is among the manifests and is a git repository, or else what tells it from others.
    address: Text,
    is_address: bool,
    revision: Text,
}

impl Source {
    /// The source that a reference names. `from` has the reference.
    pub(super) fn named(reference: &Value, from: &Object, all: &Manifests) -> Option<Self> {
        let kind = filled(reference, &["kind"])?;
        let name = filled(reference, &["name"])?;
        let namespace = filled(reference, &["namespace"]);
        let namespace = namespace.as_ref().map(Text::as_str);
        let found = all.find(kind.as_str(), name.as_str(), namespace.or(from.namespace()));
        let url = found.and_then(|source| filled(&source.root, &["spec", "url"]));
        let url = url.filter(|_| kind.as_str() == "GitRepository");
        let is_address = url.is_some();
        let address =
            url.unwrap_or_else(|| Text::made(format!("{} {}", kind.as_str(), name.as_str())));
        let reference = found.and_then(|source| get(&source.root, &["spec", "ref"]));
        Some(Self {
            address,
            is_address,
            revision: reference.map_or_else(Text::default, |reference| revision(&reference)),
            kind,
            name,
        })
    }

    /// Whether it has files of a repository, as others have packed charts.
    pub(super) fn has_files(&self) -> bool {
        matches!(
            self.kind.as_str(),
            "GitRepository" | "OCIRepository" | "Bucket" | "ExternalArtifact"
        )
    }

    pub(super) fn note(&self, from: &Object, repository: &Repository<'_>, path: &str) {
        if self.has_files() {
            repository.note(from.manifest(), &self.origin(), path);
        }
    }

    pub(super) fn leads(&self, from: &Object, repository: &Repository<'_>, path: &str) -> Leads {
        match repository.leads(from.manifest(), &self.origin(), path) {
            // What was put there may have other paths.
            Leads::Nowhere(_) if self.kind.as_str() != "GitRepository" => Leads::Elsewhere,
            leads => leads,
        }
    }

    fn origin(&self) -> Origin<'_> {
        Origin {
            address: self.address.as_str(),
            is_address: self.is_address,
            revision: self.revision.as_str(),
        }
    }
}

/// The revision that a source is taken at: a branch, or whatever else is named.
fn revision(reference: &Value) -> Text {
    let kinds = ["commit", "name", "semver", "tag", "branch"];
    let mut said = kinds.iter().filter_map(|kind| text(reference, &[kind]));
    said.next().unwrap_or_default()
}
