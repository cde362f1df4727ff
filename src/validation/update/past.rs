//! What objects were, at the time that a change is compared with.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value as Json;

use super::table::row_of;
use super::value::Value;
use crate::diagnostic::Diagnostic;
use crate::objects::{ConfigMaps, Object, recognize};
use crate::schema;
use crate::secret::{self, Secrets};
use crate::source::{Hidden, SourceId, Span};
use crate::structural::json;
use crate::yaml::Tree;

/// Whether the server took an object, beside the ConfigMaps of its file.
pub type WasTaken<'f> = &'f dyn for<'t> Fn(&Object<'t>, &ConfigMaps<'t>) -> bool;

/// What an object is known by: its group, kind, namespace and name.
type Key = (String, String, Option<String>, String);

/// The objects that stood in files that have changed since.
#[derive(Debug)]
pub struct Past {
    /// What names that time: `main`.
    reference: String,
    /// Makes of what reports call a file where it is.
    locate: fn(&Path) -> PathBuf,
    objects: HashMap<Key, Vec<Was>>,
}

/// An object as it was.
#[derive(Debug)]
struct Was {
    /// The file it stood in, as reports call it.
    path: String,
    /// Where that is.
    place: PathBuf,
    /// Whether an object of that name still stands in that file.
    stays: bool,
    /// What it said, where that alone is to be compared.
    said: Option<PastObject>,
    /// The text of the file, and where in it the object stood.
    text: Arc<str>,
    at: Span,
    /// What of it nobody may show.
    secrets: Secrets,
}

/// What an object said.
#[derive(Debug)]
enum PastObject {
    /// One of a built-in kind.
    BuiltIn(Value),
    /// One of another kind.
    Custom(Json),
}

impl PastObject {
    /// What is kept of an object; none where nothing is to be compared.
    fn of(object: &Object<'_>) -> Option<Self> {
        const DEPTH_MOST: u32 = 100;
        if !schema::is_known(object) {
            return json::within(object.root, DEPTH_MOST).map(Self::Custom);
        }
        row_of(object.group(), &object.kind)?;
        super::value(object).map(Self::BuiltIn)
    }
}

/// What an object was.
#[derive(Debug)]
pub struct Earlier<'p> {
    was: &'p Was,
    /// Where it stood.
    pub(super) origin: String,
}

impl<'p> Earlier<'p> {
    /// What it said, if it is of a built-in kind of which some fields may not change.
    pub(super) fn built_in(&self) -> Option<&'p Value> {
        match &self.was.said {
            Some(PastObject::BuiltIn(said)) => Some(said),
            _ => None,
        }
    }

    /// What it said, if it is of no built-in kind.
    #[must_use]
    pub fn custom(&self) -> Option<&'p Json> {
        match &self.was.said {
            Some(PastObject::Custom(said)) => Some(said),
            _ => None,
        }
    }

    /// The text of the file that it stood in, and where in it.
    #[must_use]
    pub fn text(&self) -> (&'p Arc<str>, Span) {
        (&self.was.text, self.was.at)
    }

    /// Takes out of words what of it nobody may show.
    pub(super) fn mask<'w>(&self, words: &'w str) -> Cow<'w, str> {
        self.was.secrets.mask(words)
    }

    /// Tells in a finding where it stood, and takes out what of it nobody may show.
    pub fn tell(&self, found: &mut Diagnostic) {
        found.message = self.mask(&found.message).into_owned();
        found
            .notes
            .push(format!("what it was stands in {}", self.origin).into());
    }
}

/// What the objects of a file stand among.
struct Around<'t> {
    config_maps: ConfigMaps<'t>,
    hidden: Hidden,
}

impl Past {
    /// A past without objects, of the time that `reference` names. `locate` makes of what reports call a file
    /// where it is.
    #[must_use]
    pub fn of(reference: &str, locate: fn(&Path) -> PathBuf) -> Self {
        Self {
            reference: reference.to_owned(),
            locate,
            objects: HashMap::new(),
        }
    }

    /// Adds the objects of a file that `was_taken` says the server took. `now` is what stands in it today, if it is
    /// there.
    pub fn add(&mut self, path: &str, then: &str, now: Option<&str>, was_taken: WasTaken<'_>) {
        let mut left = BTreeSet::new();
        each(path, now.unwrap_or_default(), |key, _, _| {
            left.insert(key);
        });
        let text: Arc<str> = then.into();
        each(path, then, |key, object, around| {
            if was_taken(object, &around.config_maps) {
                let secrets = secret::values(then, &around.hidden, object.root.span());
                let was = Was {
                    path: path.to_owned(),
                    place: (self.locate)(Path::new(path)),
                    stays: left.contains(&key),
                    said: PastObject::of(object),
                    text: Arc::clone(&text),
                    at: object.root.span(),
                    secrets: Secrets::of(secrets),
                };
                self.objects.entry(key).or_default().push(was);
            }
        });
    }

    /// What an object in a file was: what stood there, or else the one that has left another file.
    #[must_use]
    pub fn before(&self, object: &Object<'_>, path: &str) -> Option<Earlier<'_>> {
        let all = self.objects.get(&key(object)?)?;
        let place = (self.locate)(Path::new(path));
        let mut here = all.iter().filter(|was| was.place == place);
        let mut left = all.iter().filter(|was| !was.stays && was.place != place);
        let first = here.next();
        let was = first.or_else(|| left.next())?;
        let others = if first.is_some() {
            here.next()
        } else {
            left.next()
        };
        // Of several nobody can say which it was.
        others.is_none().then(|| Earlier {
            was,
            origin: format!("{} at {}", was.path, self.reference),
        })
    }
}

/// Calls `then` with every object of a text.
fn each(path: &str, text: &str, mut then: impl for<'t> FnMut(Key, &Object<'t>, &Around<'t>)) {
    let tree = Tree::read(text);
    let around = Around {
        config_maps: ConfigMaps::of(&tree),
        hidden: secret::of_tree(&tree),
    };
    for document in tree
        .documents()
        .iter()
        .filter(|document| !document.is_broken())
    {
        for object in &recognize(SourceId(0), path, &tree, document).objects() {
            if let Some(key) = key(object) {
                then(key, object, &around);
            }
        }
    }
}

fn key(object: &Object<'_>) -> Option<Key> {
    let name = object.root.get("metadata")?.get("name")?.as_str()?;
    let namespace = object.namespace().map(|name| name.into_owned());
    let (group, kind) = (object.group().to_owned(), object.kind.to_string());
    Some((group, kind, namespace, name.into_owned()))
}
