//! One Kubernetes object within a document.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::api::group_of;
use crate::diagnostic::{Diagnostic, ObjectRef, RuleId, brief_name};
use crate::field_path::FieldPath;
use crate::objects::{Way, field};
use crate::source::SourceId;
use crate::yaml::{Cursor, Kind, Step};

/// What a diagnostic says of the place where what it is about is used, if it stands elsewhere.
pub(crate) const USED_HERE: &str = "used here";

/// An object: a document, or an item of a List.
#[derive(Clone, Debug)]
pub struct Object<'t> {
    /// The source it stands in.
    pub source: SourceId,
    /// The document it stands in, from 0.
    pub document: u32,
    /// Its top node.
    pub root: Cursor<'t>,
    /// `apiVersion`, as read.
    pub api_version: Cow<'t, str>,
    /// `kind`, as read.
    pub kind: Cow<'t, str>,
    /// Every finding says whose it is, so that these are looked up once.
    name: Option<Cursor<'t>>,
    namespace: Option<Cursor<'t>>,
    /// What all findings of the object share.
    reference: OnceLock<Arc<ObjectRef>>,
}

impl<'t> Object<'t> {
    /// The one at a place, with its `apiVersion` and `kind`.
    #[must_use]
    pub(super) fn of(
        source: SourceId,
        document: u32,
        root: Cursor<'t>,
        (api_version, kind): (Cow<'t, str>, Cow<'t, str>),
    ) -> Self {
        let metadata = root.get("metadata");
        let field = |name: &str| metadata.as_ref()?.get(name);
        Self {
            source,
            document,
            root,
            api_version,
            kind,
            name: field("name").or_else(|| field("generateName")),
            namespace: field("namespace"),
            reference: OnceLock::new(),
        }
    }

    /// The API group; empty for the core group.
    #[must_use]
    pub fn group(&self) -> &str {
        group_of(&self.api_version)
    }

    /// The version within the group.
    #[must_use]
    pub fn version(&self) -> &str {
        self.api_version
            .split_once('/')
            .map_or(&self.api_version, |(_, version)| version)
    }

    /// `metadata.name`, or `metadata.generateName`.
    #[must_use]
    pub fn name(&self) -> Option<Cow<'t, str>> {
        self.name.as_ref()?.as_str()
    }

    /// Where to point when the object as a whole is meant: its name, or its kind.
    #[must_use]
    pub fn anchor(&self) -> Cursor<'t> {
        let kind = || self.root.get("kind");
        self.name.or_else(kind).unwrap_or(self.root)
    }

    /// What people call it: `Deployment shop`.
    #[must_use]
    pub fn called(&self) -> String {
        format!("{} {}", self.kind, self.name().unwrap_or_default())
    }

    /// `metadata.namespace`.
    #[must_use]
    pub fn namespace(&self) -> Option<Cow<'t, str>> {
        self.namespace.as_ref()?.as_str()
    }

    /// The items, if this is a List (of any kind) with items.
    #[must_use]
    pub fn list_items(&self) -> Option<Cursor<'t>> {
        let items = self
            .root
            .get("items")
            .filter(|_| self.kind.ends_with("List"))?;
        (items.kind() == Kind::Sequence || items.is_null()).then_some(items)
    }

    /// What reports call it.
    #[must_use]
    pub fn reference(&self) -> Arc<ObjectRef> {
        let of = |name: Cow<'_, str>| brief_name(&name).into();
        let reference = self.reference.get_or_init(|| {
            Arc::new(ObjectRef {
                api_version: brief_name(&self.api_version).into(),
                kind: brief_name(&self.kind).into(),
                namespace: self.namespace().map(of),
                name: self.name().map(of),
            })
        });
        Arc::clone(reference)
    }

    /// The field path of a node within this object: `spec.containers[0].image`.
    #[must_use]
    pub fn field(&self, inner: &Cursor<'t>) -> FieldPath {
        self.field_at(self.root.steps_to(inner))
    }

    /// The field path that steps from the top lead on, whether anything is there or not.
    #[must_use]
    pub fn field_at<'s>(&self, steps: impl IntoIterator<Item = Step<'s>>) -> FieldPath {
        field::way(self, steps).map(|step| step.part()).collect()
    }

    /// The same as [`Self::field`], to be kept.
    #[must_use]
    pub(super) fn way(&self, inner: &Cursor<'t>) -> Way {
        Way(field::way(self, self.root.steps_to(inner)).collect())
    }

    /// The node at the end of a field path, if there is one.
    #[must_use]
    pub fn at(&self, field: &FieldPath) -> Option<Cursor<'t>> {
        let mut parts = field.parts().iter();
        parts.try_fold(self.root, |at, part| field::follow(&at, part))
    }

    /// A diagnostic of `rule` at a node of this object, with its document, object and field filled in.
    /// A node reached through an alias or a merge key gets the place of use as a label.
    #[must_use]
    pub fn diagnostic(
        &self,
        rule: RuleId,
        at: &Cursor<'t>,
        message: impl Into<String>,
    ) -> Diagnostic {
        let mut found =
            Diagnostic::new(rule, self.source, at.span(), message).field(self.field(at));
        found.document = self.document;
        found.object = Some(self.reference());
        match at.used_at() {
            Some(used) => found.label(used, USED_HERE),
            None => found,
        }
    }
}
