//! What one version of Kubernetes has.

use std::collections::BTreeMap;

/// An object with fields.
#[derive(Default)]
pub(crate) struct Definition {
    /// The documentation's text.
    pub(crate) description: String,
    /// The apiVersions and kinds that it is the definition of, if any.
    pub(crate) kinds: BTreeMap<(String, String), Kind>,
    pub(crate) fields: BTreeMap<String, Field>,
}

/// What the API server serves under an apiVersion and a kind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind {
    /// Its name in paths: `deployments`.
    pub(crate) plural: &'static str,
    /// `namespaced`, `cluster`, or `part` of another kind's objects.
    pub(crate) scope: &'static str,
}

#[derive(Clone, Default)]
pub(crate) struct Field {
    /// The documentation's text.
    pub(crate) description: String,
    /// Its type as the text writes it.
    pub(crate) shape: String,
    pub(crate) required: bool,
    /// JSON.
    pub(crate) default: Option<String>,
    /// The values it may have, if not any.
    pub(crate) values: Vec<String>,
    /// For a list that the API server merges as a map: the fields that make an element's key.
    pub(crate) keys: Vec<String>,
}
