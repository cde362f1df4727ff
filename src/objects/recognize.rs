//! Which documents are manifests, and why the others are not.

use crate::diagnostic::Diagnostic;
use crate::objects::Object;
use crate::source::SourceId;
use crate::yaml::{Document, Tree};

/// Why a document is not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skip {
    /// Nothing but white space and comments.
    Empty,
    /// YAML or JSON, but no Kubernetes object.
    NotKubernetes,
    /// `kustomization.yaml` and its kin.
    Kustomization,
    /// A part of an object that kustomize or kubectl merges into another.
    Patch,
    /// A template that is not rendered, or the values of one.
    Template,
    /// Encrypted by sops.
    Encrypted,
    /// An object of a kind that has no schema here: a custom resource.
    NoSchema,
}

/// What a document is.
#[derive(Debug)]
pub enum Recognized<'t> {
    /// One object, or the items of a List.
    Objects(Vec<Object<'t>>),
    /// Nothing to check.
    Skipped(Skip),
    /// Almost a manifest: what keeps it from being one.
    NearMiss(Vec<Diagnostic>),
}

/// Says what a document is.
#[must_use]
pub fn recognize<'t>(source: SourceId, tree: &'t Tree<'t>, document: &Document) -> Recognized<'t> {
    let Some(root) = tree.root(document) else {
        return Recognized::Skipped(Skip::Empty);
    };
    let string = |key: &str| root.get(key).and_then(|value| value.as_str());
    let (Some(api_version), Some(kind)) = (string("apiVersion"), string("kind")) else {
        return Recognized::Skipped(Skip::NotKubernetes);
    };
    Recognized::Objects(vec![Object {
        source,
        document: document.index,
        root,
        api_version,
        kind,
    }])
}
