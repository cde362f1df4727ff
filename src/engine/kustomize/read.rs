//! What one kustomization says.

use crate::diagnostic::{Diagnostic, RuleId};
use crate::files::FileSystem;
use crate::objects::is_in_words;
use crate::yaml::{Cursor, Document, Kind, Tree};

use super::replace::{Replaced, replaced};
use super::{NAMES, absolute, join};

/// What one kustomization says. Paths are absolute.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Kustomization {
    /// How reports call its file.
    pub(super) shown: String,
    pub(in crate::engine) directory: String,
    /// Files that are parts of objects.
    pub(super) patches: Vec<String>,
    /// Files of objects, and directories with kustomizations of their own.
    pub(super) resources: Vec<String>,
    /// Files that only a comment names.
    pub(super) commented: Vec<String>,
    /// Files that it names anywhere.
    pub(super) named: Vec<String>,
    /// Whether its comments say what may be wanted, as those that kubebuilder writes.
    pub(super) offers: bool,
    pub(super) adds: Additions,
    pub(super) replaces: Vec<Replaced>,
}

impl Kustomization {
    /// The files and directories that it takes as resources, absolute.
    pub(in crate::engine) fn resources(&self) -> &[String] {
        &self.resources
    }

    /// Whether it names a file, which is absolute, as a patch.
    pub(in crate::engine) fn has_patch(&self, file: &str) -> bool {
        self.patches.iter().any(|patch| patch == file)
    }

    /// Whether what it takes comes into a namespace of its own.
    pub(super) fn sets_namespace(&self) -> bool {
        self.adds.namespace
    }
}

/// What is added to resources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Additions {
    /// `namespace`: to every object, to the service accounts that a binding is for, to the Services that webhooks and APIs
    /// are served by, and as the name of a Namespace.
    namespace: bool,
    /// `commonLabels`, or `labels` with `includeSelectors`: to labels and selectors.
    selectors: bool,
}

impl Additions {
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            namespace: self.namespace || other.namespace,
            selectors: self.selectors || other.selectors,
        }
    }

    pub(super) fn include(self, found: &Diagnostic) -> bool {
        let Some(field) = &found.field else {
            return false;
        };
        let kind = found.object.as_ref().map_or("", |object| &object.kind);
        let of_subject = || field.starts_with(&["subjects"]) && field.ends_with(&["namespace"]);
        let of_service = || field.ends_with(&["service", "namespace"]);
        let of_object = field.equals(&["metadata", "namespace"])
            || field.equals(&["metadata", "name"]) && kind == "Namespace";
        match found.rule {
            RuleId::MISSING_FIELD => {
                self.selectors && field.equals(&["spec", "selector"])
                    || self.namespace && (of_subject() || of_service())
            }
            RuleId::INVALID_VALUE => {
                self.namespace && (of_object || of_subject())
                    || self.selectors && field.equals(&["spec", "selector"])
            }
            _ => false,
        }
    }
}

impl Kustomization {
    /// Reads the one in `document` of the file at `path`. Sources: the fields of a Kustomization that name files
    /// and that transform; those that only Kustomize 3 had are read as well.
    pub(in crate::engine) fn read(
        files: &dyn FileSystem,
        path: &str,
        tree: &Tree<'_>,
        document: &Document,
    ) -> Option<Self> {
        let root = tree.root(document)?;
        let file = absolute(files, path);
        let (directory, name) = file.rsplit_once('/')?;
        // Others of its API beside it transform what it has, and name nothing.
        if !NAMES.contains(&name) {
            return None;
        }
        let list = |field: &str| root.get(field).into_iter().flat_map(|list| list.items());
        let named = |fields: &[&str]| {
            let entries = fields.iter().flat_map(|field| list(field));
            let paths = entries.filter_map(|entry| path_of(&entry));
            paths.map(|path| join(directory, &path)).collect()
        };
        let of_labels = |entry: Cursor<'_>| entry.get("includeSelectors")?.as_bool();
        Some(Self {
            shown: path.strip_prefix("./").unwrap_or(path).to_owned(),
            directory: directory.to_owned(),
            patches: named(&[
                "patches",
                "patchesStrategicMerge",
                "patchesJson6902",
                "replacements",
            ]),
            resources: named(&["resources", "bases", "components"]),
            commented: commented(directory, tree),
            named: manifests_in(directory, tree.text()).collect(),
            offers: offers(tree, &root),
            adds: Additions {
                namespace: root.get("namespace").is_some(),
                selectors: root.get("commonLabels").is_some()
                    || list("labels").any(|entry| of_labels(entry) == Some(true)),
            },
            replaces: list("replacements")
                .flat_map(|entry| replaced(&entry))
                .collect(),
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

/// Whether a comment below the first field says in words what those that are left out are for, of its own or behind one.
fn offers(tree: &Tree<'_>, root: &Cursor<'_>) -> bool {
    let comments = tree.comments().iter();
    let mut comments = comments.filter(|comment| comment.start > root.span().start);
    comments.any(|comment| {
        let mut parts = comment.of(tree.text()).split(" #");
        parts.any(is_in_words)
    })
}

/// The manifests that comments name.
fn commented(directory: &str, tree: &Tree<'_>) -> Vec<String> {
    let text = tree.text();
    let comments = tree.comments().iter().map(|comment| comment.of(text));
    comments
        .flat_map(|comment| manifests_in(directory, comment))
        .collect()
}

/// The manifests that a text names.
fn manifests_in<'t>(directory: &'t str, text: &'t str) -> impl Iterator<Item = String> + 't {
    let apart = |c: char| c.is_whitespace() || "#\"',={}[]".contains(c);
    let words = text.split(apart).filter(|word| is_manifest(word));
    words.map(move |word| join(directory, word))
}

/// Whether a file is called as manifests are.
pub(super) fn is_manifest(file: &str) -> bool {
    let mut ends = [".yaml", ".yml", ".json"].iter();
    ends.any(|end| file.ends_with(end))
}
