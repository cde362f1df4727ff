//! The manifests that say what is delivered, and those that they name.

use std::path::Path;
use std::sync::Arc;

use super::fields::{filled, get};
use super::{Deliverer, Delivery, Role, What};
use crate::helm::yaml;
use crate::origin::{Passage, Place, Problem, ProblemKind, ReadFile, Text};
use crate::source::Span;
use crate::template::Value;
use crate::yaml::Tree;

/// How many documents of one text are looked at.
const MOST_DOCUMENTS: usize = 10_000;

/// Why something is not followed, or what is wrong with it.
pub(super) type Refusal = Box<Problem>;

/// All of them.
pub(super) struct Manifests {
    pub(super) objects: Vec<Object>,
}

/// One manifest.
pub(super) struct Object {
    pub(super) group: String,
    pub(super) kind: String,
    pub(super) name: Text,
    pub(super) namespace: Option<Text>,
    pub(super) root: Value,
    pub(super) files: Arc<[ReadFile]>,
}

impl Manifests {
    pub(super) fn of(texts: &[&Passage]) -> Self {
        let texts = texts.iter().copied();
        Self {
            objects: texts.flat_map(objects).collect(),
        }
    }

    /// The one with a name, as it is seen from another.
    pub(super) fn find(&self, kind: &str, name: &str, from: Option<&str>) -> Option<&Object> {
        let is_it = |object: &&Object| {
            let own = object.namespace.as_ref().map(Text::as_str);
            let is_near = own.is_none() || from.is_none() || own == from;
            object.kind == kind && object.name.as_str() == name && is_near
        };
        let mut found = self.objects.iter().filter(is_it);
        found.next()
    }
}

fn objects(passage: &Passage) -> Vec<Object> {
    let text = passage.text.as_str();
    let tree = Tree::read(text);
    let documents = tree.documents().iter().take(MOST_DOCUMENTS);
    let whole = documents.filter(|document| !document.is_broken() && !document.is_unfilled);
    let role = |document| tree.root(document).map(|root| Role::of(&root));
    let wanted = whole.filter(|document| role(document) > Some(Role::None));
    let found = wanted.filter_map(|document| Object::read(passage, document.span));
    found.collect()
}

impl Object {
    fn read(passage: &Passage, span: Span) -> Option<Self> {
        let text = passage.text.slice(span.start as usize, span.end as usize);
        let root = yaml::read(&text).ok()?;
        let version = filled(&root, &["apiVersion"])?;
        let (group, _) = version.as_str().split_once('/').unwrap_or(("", ""));
        Some(Self {
            group: group.to_owned(),
            kind: filled(&root, &["kind"])?.as_str().to_owned(),
            name: filled(&root, &["metadata", "name"])?,
            namespace: filled(&root, &["metadata", "namespace"]),
            root,
            files: Arc::clone(&passage.files),
        })
    }

    /// What it is called as one that delivers.
    fn deliverer(&self) -> Deliverer {
        Deliverer {
            kind: self.kind.clone(),
            namespace: self.namespace.as_ref().map(|text| text.as_str().to_owned()),
            name: self.name.as_str().to_owned(),
        }
    }

    /// What it delivers, or why it does not, with what else is to be said of that.
    pub(super) fn delivery(&self, what: Result<What, Refusal>, problems: Vec<Problem>) -> Delivery {
        self.delivery_from(what, problems, &self.files)
    }

    /// The same where other files say something of it as well.
    pub(super) fn delivery_from(
        &self,
        what: Result<What, Refusal>,
        problems: Vec<Problem>,
        files: &Arc<[ReadFile]>,
    ) -> Delivery {
        Delivery::of(self.deliverer(), what, problems, files)
    }

    /// The file that it stands in.
    pub(super) fn manifest(&self) -> &Path {
        let place = self.name.place();
        let read = place.and_then(|place| self.files.get(place.file.0 as usize));
        read.map_or(Path::new(""), |read| &read.path)
    }

    pub(super) fn namespace(&self) -> Option<&str> {
        self.namespace.as_ref().map(Text::as_str)
    }

    /// What stands in its `spec`.
    pub(super) fn spec(&self) -> Value {
        get(&self.root, &["spec"]).unwrap_or(Value::Nil)
    }

    /// That something of it cannot be followed; at its name, unless `place` is known.
    pub(super) fn not_followed(&self, place: Option<Place>, message: String) -> Refusal {
        let place = place.or_else(|| self.name.place());
        Box::new(problem(ProblemKind::NotFollowed, place, message))
    }
}

/// That there is nothing at a path.
pub(super) fn nowhere(path: &Text, what: &str, near: Option<String>) -> Refusal {
    let message = format!("{what} `{}` in this repository", path.as_str());
    if lacks_a_part(path) {
        return Box::new(problem(ProblemKind::NotFollowed, path.place(), message));
    }
    Box::new(Problem {
        help: near.map(|near| format!("did you mean `{near}`?")),
        ..problem(ProblemKind::Refused, path.place(), message)
    })
}

/// Whether a path was put together, and something that was to be a part of it is empty: `values-.yaml`, `apps//web`.
fn lacks_a_part(path: &Text) -> bool {
    const JOINTS: [char; 2] = ['-', '_'];
    let is_put_together = path.runs().len() > 1;
    let parts = path.as_str().trim_matches('/').split('/');
    let mut stems = parts.map(|part| part.split_once('.').map_or(part, |(stem, _)| stem));
    is_put_together
        && stems.any(|stem| stem.is_empty() || stem.starts_with(JOINTS) || stem.ends_with(JOINTS))
}

/// Something to say at a place.
pub(super) fn problem(kind: ProblemKind, place: Option<Place>, message: String) -> Problem {
    Problem {
        kind,
        place,
        message,
        help: None,
        others: Vec::new(),
    }
}
