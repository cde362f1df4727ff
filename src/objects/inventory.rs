//! The objects of a run, as far as others refer to them: names, references, labels and places, but no trees.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::api::group_of;
use crate::diagnostic::{self, Diagnostic, ObjectRef, RuleId};
use crate::objects::details::{Detail, Known};
use crate::objects::{
    Application, Beside, Network, Number, Object, References, Text, Way, Workload, WorkloadKind,
};
use crate::source::{SourceId, Span};
use crate::yaml::{Cursor, Kind};

/// The objects of a run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Inventory {
    /// In the order of their sources, and in these in the order of the text.
    pub resources: Vec<Resource>,
    /// The names that custom resources, kustomizations and templates say: those of objects that a controller or a build may
    /// make.
    pub said: Vec<Arc<str>>,
    /// The sources for which the run is everything there is.
    #[serde(skip)]
    pub closed: BTreeSet<SourceId>,
    /// What the other worlds of the run have, and which of them this one is, where that is asked.
    #[serde(skip)]
    pub beside: Option<(Arc<Beside>, usize)>,
}

/// An object of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Resource {
    /// The source it stands in.
    #[serde(skip)]
    pub source: SourceId,
    /// The document it stands in, from 0.
    pub document: u32,
    /// The directory of its source: what stands together there is applied together.
    #[serde(skip)]
    pub directory: Arc<str>,
    /// What reports call it; it is written beside what is found.
    #[serde(skip)]
    pub object: Arc<ObjectRef>,
    /// Its name, or its kind where it has none.
    pub at: Span,
    /// What it was called before an overlay gave it another name.
    pub was: Option<Box<str>>,
    /// Whether no other object has its name by right.
    pub is_unique: bool,
    /// The application that it belongs to.
    pub application: Application,
    /// What it refers to.
    pub refers: References,
    /// What else is known of it.
    pub detail: Detail,
}

/// An object of a run of which is known what a `T` tells.
#[derive(Debug)]
pub struct Entry<'i, T> {
    /// The object.
    pub resource: &'i Resource,
    /// What others need to know of it.
    pub is: &'i T,
}

/// A string of an object, where it stands and the way to it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Place {
    /// What it says.
    pub text: Arc<str>,
    /// Where it stands.
    pub at: Span,
    /// Which field it is.
    pub way: Way,
}

/// How many places of an object are searched for names; aliases may make any number of few.
const MOST_SAID: usize = 10_000;

/// A label.
pub type Label = (Arc<str>, Arc<str>);

/// Labels, or a selector that asks for them.
pub type Labels = Box<[Label]>;

impl Place {
    /// Whether it stands below a field of that name.
    #[must_use]
    pub fn is_in(&self, field: &str) -> bool {
        self.way.passes(field)
    }
}

impl<T> Clone for Entry<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Entry<'_, T> {}

impl<T> Deref for Entry<'_, T> {
    type Target = Resource;

    fn deref(&self) -> &Self::Target {
        self.resource
    }
}

impl Resource {
    /// The same with what is known of it, if that is a `T`.
    #[must_use]
    pub fn known<T: Known>(&self) -> Option<Entry<'_, T>> {
        let is = T::of(&self.detail)?;
        Some(Entry { resource: self, is })
    }

    /// A diagnostic of `rule` at a place of this object.
    #[must_use]
    pub fn diagnostic(&self, rule: RuleId, at: &Place, message: String) -> Diagnostic {
        let mut found = Diagnostic::new(rule, self.source, at.at, message).field(at.way.path());
        found.document = self.document;
        found.object = Some(self.object.clone());
        found
    }

    /// This object as another place of a diagnostic.
    #[must_use]
    pub fn label(&self, message: impl Into<diagnostic::Words>) -> diagnostic::Label {
        diagnostic::Label {
            source: self.source,
            span: self.at,
            message: message.into(),
        }
    }

    /// Its API group; empty for the core group.
    #[must_use]
    pub fn group(&self) -> &str {
        group_of(&self.object.api_version)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.object.name.as_deref().unwrap_or_default()
    }

    /// Its name as those write it who refer to it: an overlay that changes the one changes the other.
    #[must_use]
    pub fn written_name(&self) -> &str {
        self.was.as_deref().unwrap_or(self.name())
    }

    /// Its name as a place.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            text: self.name().into(),
            at: self.at,
            way: Way::of_fields(&["metadata", "name"]),
        }
    }

    /// Whether it is this object of its source.
    #[must_use]
    pub fn is(&self, object: &Object<'_>) -> bool {
        self.document == object.document && self.at == Self::anchor(object)
    }

    /// The directory of the objects in a file, as reports call the file.
    #[must_use]
    pub fn directory_of(path: &str) -> &str {
        let path = path.strip_prefix("./").unwrap_or(path);
        let directory = path.rsplit_once('/');
        directory.map_or("", |(directory, _)| directory)
    }

    fn anchor(object: &Object<'_>) -> Span {
        let metadata = object.root.get("metadata");
        let name = metadata.and_then(|metadata| metadata.get("name"));
        let at = name.or_else(|| object.root.get("kind"));
        at.unwrap_or(object.root).span()
    }

    fn of(object: &Object<'_>, path: &str, refers: References, detail: Detail) -> Self {
        Self {
            source: object.source,
            document: object.document,
            directory: Self::directory_of(path).into(),
            object: object.reference(),
            at: Self::anchor(object),
            was: None,
            is_unique: is_unique(object),
            application: Application::of(object),
            refers,
            detail,
        }
    }
}

impl Inventory {
    /// The objects of which a `T` is known.
    pub fn all<T: Known>(&self) -> impl Iterator<Item = Entry<'_, T>> {
        self.resources.iter().filter_map(Resource::known)
    }

    /// Whether what an object refers to must be in the run.
    #[must_use]
    pub fn is_closed_for(&self, resource: &Resource) -> bool {
        self.closed.contains(&resource.source)
    }

    /// Whether what is beside it has an object, or a label, of a name.
    #[must_use]
    pub fn has_beside(&self, name: &str) -> bool {
        let beside = self.beside.as_ref();
        beside.is_some_and(|(beside, own)| beside.has(*own, name))
    }

    /// Whether what is beside it binds a role of a name.
    #[must_use]
    pub fn is_bound_beside(&self, role: &str) -> bool {
        let beside = self.beside.as_ref();
        beside.is_some_and(|(beside, own)| beside.binds(*own, role))
    }

    /// Takes up a workload, with what is known of its pods on the network.
    pub fn add_workload(
        &mut self,
        object: &Object<'_>,
        workload: &Workload<'_>,
        network: Network,
        path: &str,
    ) {
        let detail = Detail::of_workload(object, workload, network);
        let mut refers = References::of(object, &[]);
        refers.add_sub_paths(object, &workload.pod);
        self.push(Resource::of(object, path, refers, detail));
    }

    /// Takes up an object of a kind of the API that is no workload.
    pub fn add(&mut self, object: &Object<'_>, path: &str) {
        let (refers, detail) = (References::of(object, &[]), Detail::of(object));
        self.said.extend(made_for(object, &refers));
        self.push(Resource::of(object, path, refers, detail));
    }

    /// Takes up an object of another kind, with the pods that it carries and what is known of the first of them on the
    /// network.
    pub fn add_unknown<'t>(
        &mut self,
        object: &Object<'t>,
        (carried, network): (&[Workload<'t>], Network),
        path: &str,
    ) {
        let refers = References::of(object, carried);
        let is_like = WorkloadKind::of(object.group(), &object.kind).is_some();
        // Of other kinds nobody knows what else is put into their pods.
        let detail = match carried {
            [like] if is_like => Detail::of_workload(object, like, network),
            _ => Detail::of_unknown(object),
        };
        let mut said = names_in(object.root);
        // What it refers to it does not make.
        let selected = refers
            .selections
            .iter()
            .flat_map(|selection| &*selection.labels);
        let selected = selected.map(|(_, value)| &**value);
        let named = refers.named.iter().map(|known| &*known.name.text);
        let refers_to: BTreeSet<&str> = named.chain(selected).collect();
        said.retain(|name| !refers_to.contains(&**name));
        self.said.append(&mut said);
        self.push(Resource::of(object, path, refers, detail));
    }

    fn push(&mut self, resource: Resource) {
        if self.resources.is_empty() {
            // Of a single object, as a rule.
            self.resources.reserve_exact(1);
        }
        self.resources.push(resource);
    }

    /// Forgets some objects, by their documents and where in these their names stand.
    pub fn forget(&mut self, is_gone: &dyn Fn(u32, Span) -> bool) {
        self.resources
            .retain(|resource| !is_gone(resource.document, resource.at));
    }

    /// Has all places lead elsewhere; where they lead nowhere, they stay.
    pub fn move_places(&mut self, to: &dyn Fn(Span) -> Option<Span>) {
        for resource in &mut self.resources {
            let refers = resource.refers.places_mut();
            let places = refers.chain(resource.detail.places_mut());
            for at in places.chain([&mut resource.at]) {
                *at = to(*at).unwrap_or(*at);
            }
        }
    }

    /// Takes up all of another inventory.
    pub fn append(&mut self, mut other: Self) {
        if self.resources.is_empty() {
            self.resources = other.resources;
        } else {
            self.resources.append(&mut other.resources);
        }
        self.said.append(&mut other.said);
    }
}

impl Place {
    /// A number of an object.
    #[must_use]
    pub fn number(object: &Object<'_>, number: Number<'_>) -> Self {
        Self {
            text: number.value.to_string().into(),
            at: number.at.span(),
            way: object.way(&number.at),
        }
    }

    /// A text of an object.
    #[must_use]
    pub fn of<'t>(object: &Object<'t>, text: &Text<'t>) -> Self {
        Self::saying(text, object, &text.at)
    }

    /// What a place of an object says, or is taken to say.
    #[must_use]
    pub fn saying<'t>(text: &str, object: &Object<'t>, at: &Cursor<'t>) -> Self {
        Self {
            text: text.into(),
            at: at.span(),
            way: object.way(at),
        }
    }
}

/// The names of what a controller makes for an object: the certificates of an Ingress that asks for them, and the Services
/// that stand for what its annotations say. Sources: cert-manager's annotations, and `use-annotation` of the AWS Load
/// Balancer Controller.
fn made_for(object: &Object<'_>, refers: &References) -> Vec<Arc<str>> {
    if object.kind != "Ingress" {
        return Vec::new();
    }
    let metadata = object.root.get("metadata");
    let annotations = labels(metadata.and_then(|metadata| metadata.get("annotations")));
    let has = |word: &str| annotations.iter().any(|(key, _)| key.contains(word));
    let has_certificates = has("cert-manager.io/") || has("tls-acme") || has("certmanager.k8s.io/");
    let has_actions = has("/actions.");
    let is_made = |of: &str| match of {
        "IngressTLS" => has_certificates,
        _ => has_actions && of == "IngressServiceBackend",
    };
    let made = refers.named.iter().filter(|to| is_made(to.edge.of));
    made.map(|to| to.name.text.clone()).collect()
}

/// Whether an object is the only one of its name: its name is written, and it is not for some namespaces or clusters alone.
/// Sources: `metadata.generateName`, and the annotations `…/namespace-selector` and `…/cluster-selector` of Config Sync.
fn is_unique(object: &Object<'_>) -> bool {
    let metadata = object.root.get("metadata");
    let is_named = metadata.is_some_and(|metadata| Text::field(&metadata, "name").is_some());
    let annotations = metadata.and_then(|metadata| metadata.get("annotations"));
    let entries = annotations.into_iter();
    let mut entries = entries.flat_map(|annotations| annotations.entries());
    is_named && !entries.any(|entry| entry.key.as_key().ends_with("-selector"))
}

/// What could be the name of an object among the strings at a place and below it.
pub(crate) fn names_in(at: Cursor<'_>) -> Vec<Arc<str>> {
    let (mut found, mut open) = (Vec::new(), vec![at]);
    for _ in 0..MOST_SAID {
        let Some(at) = open.pop() else { break };
        match at.kind() {
            Kind::Mapping => open.extend(at.entries().map(|entry| entry.value)),
            Kind::Sequence => open.extend(at.items()),
            _ => found.extend(
                Text::read(at)
                    .filter(|text| is_name(text))
                    .map(|text| (&*text).into()),
            ),
        }
    }
    found
}

/// Whether a text is the name of an object as most kinds have it: a DNS label, or some with dots between.
pub(super) fn is_name(text: &str) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = text.as_bytes();
    bytes.len() < 64
        && bytes.first().is_some_and(is_letter)
        && bytes.last().is_some_and(is_letter)
        && bytes
            .iter()
            .all(|byte| is_letter(byte) || matches!(byte, b'-' | b'.'))
}

/// The entries of a mapping of strings.
pub(crate) fn labels(written: Option<Cursor<'_>>) -> Vec<Label> {
    let entries = written.into_iter().flat_map(|written| written.entries());
    entries
        .filter_map(|entry| {
            let value = Text::read(entry.value)?;
            Some(((&*entry.key.as_key()).into(), (&*value).into()))
        })
        .collect()
}
