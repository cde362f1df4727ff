//! Which documents are manifests, and why the others are not.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::api::{ApiKind, Version, field_name_count, meant};
use crate::diagnostic::{Diagnostic, Reason, RuleId};
use crate::objects::near_miss::{has_fields, near_miss, resembles};
use crate::objects::{Object, template};
use crate::placeholder::{Sign, sign};
use crate::source::SourceId;
use crate::yaml::{Cursor, Document, Entry, Kind, Tree};

/// Why a document is not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Skip {
    /// A template that is not rendered, or the values of one.
    Template,
    /// YAML or JSON, but no Kubernetes object.
    NotKubernetes,
    /// A part of an object that is merged into another: only what it has is checked, not what it lacks.
    Patch,
    /// What a test compares with, or tries policies on, and nothing applies: only what is misspelt in it is told.
    TestData,
    /// Values that are yet to be filled in: the rest of the object is checked.
    Placeholder,
    /// `kustomization.yaml` and its kin.
    Kustomization,
    /// Encrypted by sops: only what can be read is checked.
    Encrypted,
    /// Expressions that cannot be evaluated here: the rest of the object is checked.
    Expression,
    /// Rules that compare an object with what it was, which is not known: the rest of the object is checked.
    Transition,
    /// A policy that hangs on what only a cluster knows: it was asked as far as the manifests tell.
    Policy,
    /// An object of a kind that has no schema here: a custom resource.
    NoSchema,
    /// One of a kind that has no schema here, and that has pods: only these are checked.
    PodsAlone,
    /// Nothing but white space and comments.
    Empty,
    /// No document, but something that a manifest delivers, and that lies elsewhere.
    NotFollowed,
    /// No document, but a link that leads to nothing, or out of what was named.
    Link,
    /// No document, but a directory of other people's code, as a package manager has put it there.
    Vendored,
    /// No document, but a directory with a release of an operator, beside which there is a later one.
    Superseded,
    /// No document, but a directory of what a program's tests read, and nothing applies.
    TestInputs,
    /// No document, but a directory of what is kept and no longer used.
    Retired,
}

impl Skip {
    /// Whether a part of the document is checked all the same.
    #[must_use]
    pub const fn is_in_part(self) -> bool {
        matches!(
            self,
            Self::Patch
                | Self::TestData
                | Self::Placeholder
                | Self::Encrypted
                | Self::Expression
                | Self::Transition
                | Self::Policy
                | Self::PodsAlone
        )
    }
}

/// What a document is.
#[derive(Debug)]
pub enum Recognized<'t> {
    /// One object, or the items of a List; and what keeps some items from being objects.
    Objects(Vec<Object<'t>>, Vec<Diagnostic>),
    /// Nothing to check.
    Skipped(Skip),
    /// A manifest by its words, of which too little can be read.
    Unreadable,
    /// Almost a manifest: what keeps it from being one.
    NearMiss(Box<Diagnostic>),
}

impl<'t> Recognized<'t> {
    /// The objects; none of what is no manifest.
    #[must_use]
    pub fn objects(self) -> Vec<Object<'t>> {
        match self {
            Self::Objects(objects, _) => objects,
            Self::Skipped(_) | Self::NearMiss(_) | Self::Unreadable => Vec::new(),
        }
    }
}

/// Says what a document is. `path` is consulted only for the file names that kustomize reserves.
#[must_use]
pub fn recognize<'t>(
    source: SourceId,
    path: &str,
    tree: &'t Tree<'t>,
    document: &Document,
) -> Recognized<'t> {
    if template::is_template(tree, document) {
        return Recognized::Skipped(Skip::Template);
    }
    let root = tree.root(document).filter(|root| !root.is_null());
    if root.is_none() && !document.is_broken() {
        return Recognized::Skipped(Skip::Empty);
    }
    let Some(root) = root.filter(|root| root.kind() == Kind::Mapping) else {
        return unnamed(document, path, tree);
    };
    if is_yet_to_be_named(&root) {
        return Recognized::Skipped(Skip::Template);
    }
    let Some((api_version, kind)) = named(&root) else {
        return match near_miss(source, document.index, root) {
            _ if is_encrypted(&root) => Recognized::Skipped(Skip::Encrypted),
            Some(miss) if !is_kustomization_file(path) => Recognized::NearMiss(Box::new(miss)),
            _ => unnamed(document, path, tree),
        };
    };
    if is_kustomize(&api_version) || is_kustomization_file(path) {
        return Recognized::Skipped(Skip::Kustomization);
    }
    if is_other_tools(&root, &api_version, &kind) {
        return Recognized::Skipped(Skip::NotKubernetes);
    }
    open(Object::of(
        source,
        document.index,
        root,
        (api_version, kind),
    ))
}

/// What becomes of a document that does not say what it is. What is wrong with the text of one that was no manifest is
/// nobody's concern.
fn unnamed<'t>(document: &Document, path: &str, tree: &Tree<'_>) -> Recognized<'t> {
    if is_kustomization_file(path) {
        Recognized::Skipped(Skip::Kustomization)
    } else if document.is_broken() && is_of_manifests(document, tree) {
        Recognized::Unreadable
    } else {
        Recognized::Skipped(Skip::NotKubernetes)
    }
}

/// Whether a document that cannot be read was meant as a manifest, or stands with some in a file: kubectl takes none of
/// them. Only the first are looked at.
fn is_of_manifests(document: &Document, tree: &Tree<'_>) -> bool {
    const FIRST: usize = 100;
    if let [_] = tree.documents() {
        return was_manifest(tree.text());
    }
    let first = tree.documents().iter().take(FIRST);
    let mut roots = first.filter_map(|document| tree.root(document));
    was_manifest(document.span.of(tree.text())) || roots.any(|root| named(&root).is_some())
}

/// Whether a text that cannot be read was meant as a manifest: `apiVersion` or `kind`, or nearly, and one more of the keys
/// that stand at the top of most of them.
fn was_manifest(text: &str) -> bool {
    const KEYS: [&str; 4] = ["apiVersion", "kind", "metadata", "spec"];
    let mut seen = [false; KEYS.len()];
    for line in text.lines() {
        // Of JSON, many keys may stand on a line.
        for part in line.split([',', '{']) {
            let part = part.trim_start_matches(|c: char| c.is_whitespace() || "-\"'".contains(c));
            let end = part
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(part.len());
            let word = &part[..end];
            for (seen, key) in seen.iter_mut().zip(KEYS) {
                *seen |= word == key || key.len() > 4 && resembles(word, key);
            }
        }
    }
    let count = seen.iter().filter(|seen| **seen).count();
    (seen[0] || seen[1]) && count > 1
}

/// Whether sops has encrypted an object: plainly so, since what it cannot have been is checked.
pub(crate) fn is_encrypted(root: &Cursor<'_>) -> bool {
    let sops = root.get("sops");
    let mac = sops.and_then(|sops| sops.get("mac")?.as_str());
    mac.is_some_and(|mac| mac.starts_with("ENC[") && mac.ends_with(']'))
}

/// What a mapping says that it is. What can be no `apiVersion` or no `kind` may be a near miss of one, which is judged
/// as if it were.
fn named<'t>(root: &Cursor<'t>) -> Option<(Cow<'t, str>, Cow<'t, str>)> {
    if let (Some(api_version), Some(kind)) =
        (identifier(root, "apiVersion"), identifier(root, "kind"))
    {
        return Some((api_version, kind));
    }
    let api_version = root.get("apiVersion")?.as_str()?;
    let kind = root.get("kind")?.as_str()?;
    meant(&api_version, &kind, Version::newest()).map(|_| (api_version, kind))
}

/// Whether `apiVersion` or `kind` is yet to be filled in: only then it shows what the document is.
fn is_yet_to_be_named(root: &Cursor<'_>) -> bool {
    let text = |key: &str| root.get(key)?.as_str();
    let is_marked = |text: Cow<'_, str>| sign(&text) == Some(Sign::Marks);
    text("kind").is_some_and(is_marked) || text("apiVersion").is_some_and(is_marked)
}

/// Whether no API can serve that: there is no group, and the kind is none that Kubernetes has, or nearly. Under the core
/// group's name a file is only another tool's if it has no field of an object beside, as an installer's configuration; a
/// kubeconfig and a policy of the scheduler's are known by their kinds.
fn is_other_tools(root: &Cursor<'_>, api_version: &str, kind: &str) -> bool {
    // What is written as it should be is found without a look at all kinds.
    let of_kubernetes = || {
        ApiKind::find(api_version, kind).is_some()
            || meant(api_version, kind, Version::newest()).is_some()
    };
    if is_of_another_shape(root) {
        return true;
    }
    match api_version {
        "v1" if matches!(kind, "Config" | "Policy") => true,
        "v1" if kind.ends_with("List") => false,
        // What has its name at the top is none of Kubernetes' objects.
        "v1" => !of_kubernetes() && (!has_fields(root) || is_named_at_top(root)),
        _ if !api_version.contains('/') => !of_kubernetes(),
        // What is handed to a program that names it: no server takes an object without a name.
        _ => root.get("spec").is_some() && !has_metadata(root) && !of_kubernetes(),
    }
}

/// Whether a mapping only names an object, at its top, and says with several keys of its own what to do with it: Kubernetes
/// has no field of such names anywhere.
///
/// Source: the patches of a SyncSet, <https://github.com/openshift/hive/blob/master/docs/syncset.md>.
fn is_of_another_shape(root: &Cursor<'_>) -> bool {
    const LEAST: usize = 2;
    let is_its_own = |entry: &Entry<'_>| field_name_count(&entry.key.as_key()) == 0;
    is_named_at_top(root)
        && !has_metadata(root)
        && root.entries().filter(is_its_own).count() >= LEAST
}

/// Whether there is a key `metadata`, or one that was meant to be it.
fn has_metadata(root: &Cursor<'_>) -> bool {
    let mut keys = root.entries().map(|entry| entry.key.as_key());
    keys.any(|key| key == "metadata" || resembles(&key, "metadata"))
}

fn is_named_at_top(root: &Cursor<'_>) -> bool {
    let is_text = |name: Cursor<'_>| name.as_str().is_some();
    root.get("metadata").is_none() && root.get("name").is_some_and(is_text)
}

/// A string that can be an `apiVersion` or a `kind`: printable, without blanks, at most one slash.
fn identifier<'t>(root: &Cursor<'t>, key: &str) -> Option<Cow<'t, str>> {
    let text = root.get(key)?.as_str()?;
    let may_stand = |byte: u8| byte.is_ascii_alphanumeric() || b"./-_".contains(&byte);
    let slashes = text.bytes().filter(|&byte| byte == b'/').count();
    let fits = !text.is_empty() && text.bytes().all(may_stand) && slashes <= 1;
    fits.then_some(text)
}

/// Kustomize's own configuration; `builtin` is that of its plugins.
fn is_kustomize(api_version: &str) -> bool {
    api_version == "builtin" || api_version.starts_with("kustomize.config.k8s.io/")
}

fn is_kustomization_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(
        name,
        "kustomization.yaml" | "kustomization.yml" | "Kustomization"
    )
}

/// Whether a key is a directive of a strategic merge patch. Source: the Kubernetes documentation on it.
pub(crate) fn is_directive(key: &str) -> bool {
    const PREFIXES: [&str; 2] = ["$deleteFromPrimitiveList/", "$setElementOrder/"];
    matches!(key, "$patch" | "$retainKeys") || PREFIXES.iter().any(|prefix| key.starts_with(prefix))
}

/// Opens Lists, also nested ones; the objects come out in the order written.
fn open(object: Object<'_>) -> Recognized<'_> {
    let (mut objects, mut misses) = (Vec::new(), Vec::new());
    let mut pending = vec![object];
    while let Some(object) = pending.pop() {
        let Some(items) = object.list_items() else {
            objects.push(object);
            continue;
        };
        let before = pending.len();
        for item in items.items().filter(|item| !item.is_null()) {
            match item_object(&object, item) {
                Ok(item) => pending.push(item),
                Err(miss) => misses.push(*miss),
            }
        }
        pending[before..].reverse();
    }
    Recognized::Objects(objects, misses)
}

/// An item of a list. Those of a typed list (`PodList`) may leave out what the list's kind says.
fn item_object<'t>(list: &Object<'t>, item: Cursor<'t>) -> Result<Object<'t>, Box<Diagnostic>> {
    let of_list = match list.kind.as_ref() {
        "List" => None,
        kind => kind
            .strip_suffix("List")
            .map(|kind| (list.api_version.clone(), Cow::Owned(kind.to_owned()))),
    };
    let object = |named| Object::of(list.source, list.document, item, named);
    if let Some(named) = named(&item) {
        return Ok(object(named));
    }
    match (
        identifier(&item, "apiVersion"),
        identifier(&item, "kind"),
        of_list,
    ) {
        (api_version, kind, Some((of_version, of_kind))) => Ok(object((
            api_version.unwrap_or(of_version),
            kind.unwrap_or(of_kind),
        ))),
        (api_version, _, None) => {
            let missing = if api_version.is_none() {
                "apiVersion"
            } else {
                "kind"
            };
            let miss = near_miss(list.source, list.document, item).unwrap_or_else(|| {
                list.diagnostic(
                    RuleId::MISSING_FIELD,
                    &item,
                    format!("an item of the List has no `{missing}`"),
                )
                .reason(Reason::Required)
            });
            Err(Box::new(miss))
        }
    }
}
