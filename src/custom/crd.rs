//! Custom resource definitions: which files have them, and the schemas in them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::Value;

use super::directory::Listing;
use super::prepare::Terms;
use super::run::Kind;
use super::template::Gvk;
use crate::files::{self, FileSystem, Most, Reach};
use crate::objects::{Object, Recognized, Skip, recognize};
use crate::source::{LineIndex, SourceId, Span, reason};
use crate::structural::json;
use crate::yaml::{Cursor, Document, Tree};

const KIND: &str = "CustomResourceDefinition";

/// The names of versions, and whether they are served.
pub(super) type Names = Vec<(String, bool)>;

/// A version of a kind, as its CRD has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// Its name.
    pub(super) name: String,
    /// Whether the API server serves it.
    pub(super) served: bool,
    /// The file of the CRD.
    pub(super) file: PathBuf,
    /// Where in it the CRD is.
    pub(super) document: Span,
}

/// The CRDs of a location, by group and kind.
#[derive(Debug, Default)]
pub(super) struct Index {
    kinds: BTreeMap<(String, String), Vec<Version>>,
    /// Whether a file has any.
    any: bool,
    /// What could not be read: a path and a reason each.
    problems: Mutex<Vec<(String, String)>>,
}

impl Index {
    /// Those in the YAML and JSON files below a directory; hidden ones are skipped.
    pub(super) fn of_directory(files: &dyn FileSystem, root: &Path, reach: &Reach) -> Self {
        let mut index = Self::default();
        let listing = Listing::of(files, root, reach);
        for (path, error) in listing.problems {
            index.problem(&path, reason(&error));
        }
        for path in &listing.files {
            index.file(files, path);
        }
        index
    }

    /// Those of one file.
    pub(super) fn of_file(files: &dyn FileSystem, path: &Path) -> Self {
        let mut index = Self::default();
        index.file(files, path);
        index
    }

    fn file(&mut self, files: &dyn FileSystem, path: &Path) {
        let bytes = match files.read(path, Most::default()) {
            Ok(bytes) => bytes,
            Err(error) => return self.problem(path, reason(&error)),
        };
        if memchr::memmem::find(&bytes, KIND.as_bytes()).is_none() {
            return;
        }
        let text = String::from_utf8_lossy(&bytes);
        let mut fault = None;
        each(&text, &mut |document, definition| match definition {
            Some(definition) => {
                self.any = true;
                self.kinds
                    .entry((definition.group, definition.kind))
                    .or_default()
                    .extend(definition.versions.iter().map(|(name, served)| Version {
                        name: name.clone(),
                        served: *served,
                        file: path.to_owned(),
                        document: document.span,
                    }));
            }
            None => fault = fault.take().or_else(|| document.faults.first().cloned()),
        });
        if let Some(fault) = fault {
            let line = LineIndex::new(&text).line(fault.span.start) + 1;
            self.problem(path, format!("line {line}: {}", fault.message));
        }
    }

    /// Those of a file that cannot be read: none, and why.
    pub(super) fn failed(path: &Path, problem: String) -> Self {
        let mut index = Self::default();
        index.problem(path, problem);
        index
    }

    fn problem(&mut self, path: &Path, problem: String) {
        let problems = self.problems.get_mut();
        problems
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .push((files::shown(path), problem));
    }

    /// Takes what could not be read.
    pub(super) fn take_problems(&self) -> Vec<(String, String)> {
        let mut problems = self
            .problems
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        std::mem::take(&mut problems)
    }

    /// Whether there is none at all.
    pub(super) fn is_empty(&self) -> bool {
        !self.any
    }

    /// The versions of a kind.
    pub(super) fn versions(&self, of: &Gvk) -> &[Version] {
        let key = (of.group.clone(), of.kind.clone());
        self.kinds.get(&key).map_or(&[], Vec::as_slice)
    }
}

/// What a CRD says of itself.
struct Definition<'o, 't> {
    object: &'o Object<'t>,
    group: String,
    kind: String,
    /// Names, and whether they are served.
    versions: Vec<(String, bool)>,
}

impl<'o, 't> Definition<'o, 't> {
    fn of(object: &'o Object<'t>) -> Option<Self> {
        let spec = object.root.get("spec")?;
        let mut versions: Vec<(String, bool)> = Vec::new();
        for version in spec.get("versions").iter().flat_map(Cursor::items) {
            let served = version.get("served").and_then(|served| served.as_bool());
            versions.push((text(version.get("name"))?, served != Some(false)));
        }
        if versions.is_empty() {
            versions.push((text(spec.get("version"))?, true));
        }
        Some(Self {
            object,
            group: text(spec.get("group"))?,
            kind: text(spec.get("names")?.get("kind"))?,
            versions,
        })
    }

    /// Each version has a schema of its own; in `v1beta1` all may share one, which prunes only if asked to.
    fn schema(&self, version: &str) -> Option<CrdSchema> {
        let spec = self.object.root.get("spec")?;
        let versions = spec.get("versions");
        let own = versions
            .iter()
            .flat_map(Cursor::items)
            .find(|own| text(own.get("name")).is_some_and(|name| name == version));
        let part = |name: &str| own.and_then(|own| own.get(name)).or_else(|| spec.get(name));
        let schema = part("schema").or_else(|| spec.get("validation"))?;
        let keeps = spec.get("preserveUnknownFields");
        let keeps = keeps.and_then(|keeps| keeps.as_bool());
        let subresources = part("subresources");
        Some(CrdSchema {
            schema: json::of(schema.get("openAPIV3Schema")?),
            terms: Terms {
                prunes: !keeps.unwrap_or(self.object.version() == "v1beta1"),
                has_status: subresources.is_some_and(|parts| parts.get("status").is_some()),
            },
        })
    }
}

fn text(node: Option<Cursor<'_>>) -> Option<String> {
    node?.as_str().map(Cow::into_owned)
}

/// The group and the kind that an object defines, with its versions and whether they are served, if it is a CRD.
pub(super) fn defined(object: &Object<'_>) -> Option<(Kind, Names)> {
    let definition = Definition::of(object).filter(|_| is_crd(object))?;
    Some(((definition.group, definition.kind), definition.versions))
}

/// Calls `see` with every CRD of a text, and with every document that may hold one and is broken.
fn each(text: &str, see: &mut dyn FnMut(&Document, Option<Definition<'_, '_>>)) {
    let tree = Tree::read(text);
    for document in tree.documents() {
        let broken = document.is_broken() && document.span.of(text).contains(KIND);
        match recognize(SourceId(0), "", &tree, document) {
            Recognized::Objects(objects, _) if !broken => {
                for object in objects.iter().filter(|object| is_crd(object)) {
                    see(document, Definition::of(object));
                }
            }
            Recognized::Skipped(Skip::Template) => {}
            _ if broken => see(document, None),
            _ => {}
        }
    }
}

/// All CRDs of a text as JSON. The error is a sentence: one of them is broken.
pub(super) fn all(text: &str) -> Result<Vec<Value>, String> {
    let (mut found, mut fault) = (Vec::new(), None);
    if text.contains(KIND) {
        each(text, &mut |document, definition| match definition {
            Some(definition) => found.push(json::of(definition.object.root)),
            None => fault = fault.take().or_else(|| document.faults.first().cloned()),
        });
    }
    match fault {
        None => Ok(found),
        Some(fault) => {
            let line = LineIndex::new(text).line(fault.span.start) + 1;
            Err(format!("line {line}: {}", fault.message))
        }
    }
}

fn is_crd(object: &Object<'_>) -> bool {
    object.kind == KIND && object.group() == "apiextensions.k8s.io"
}

/// A schema out of a CRD.
#[derive(Debug)]
pub(super) struct CrdSchema {
    /// `openAPIV3Schema`.
    pub(super) schema: Value,
    /// What else holds of it.
    pub(super) terms: Terms,
}

/// Whether a text has a CRD.
pub(super) fn is_in(text: &str) -> bool {
    let mut any = false;
    if text.contains(KIND) {
        each(text, &mut |_, definition| any |= definition.is_some());
    }
    any
}

/// The schema of a kind in the text of a file; none if its version has none.
pub(super) fn schema(text: &str, of: &Gvk) -> Option<CrdSchema> {
    if !text.contains(KIND) {
        return None;
    }
    let mut schema = None;
    each(text, &mut |_, definition| {
        if let Some(definition) = definition
            && definition.group == of.group
            && definition.kind == of.kind
            && schema.is_none()
        {
            schema = definition.schema(&of.version);
        }
    });
    schema
}
