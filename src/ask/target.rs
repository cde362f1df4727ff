//! What a JSON patch is for: the object that its kustomization selects as it stands in its file, or else its kind alone.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::path::{Path, PathBuf};

use super::spot::{Link, Spot};
use super::{Location, Question};
use crate::api;
use crate::files::{locate, shared_parts};
use crate::objects::{Object, Resource, Text};
use crate::yaml::{Cursor, Kind, Step, Tree};

/// The fields of a kustomization whose items say what they patch.
pub(super) const PATCHES: [&str; 2] = ["patches", "patchesJson6902"];

/// An object that a patch is for, in a text.
pub(super) struct Target<'q> {
    /// It among the objects of other files; none if no file has it.
    pub(super) resource: Option<&'q Resource>,
    path: PathBuf,
    text: String,
}

impl<'q> Target<'q> {
    /// What the entry of a kustomization that a place is in patches.
    pub(super) fn of_entry(asked: &Question<'q>, offset: u32) -> Option<Self> {
        let tree = Tree::read(asked.text);
        let spot = Spot::find(&tree, &[], offset)?;
        let mut holders = spot.way.iter().rev().map(|link| link.holder);
        let selector = holders.find_map(|holder| target(&holder))?;
        Self::selected(asked, &selector)
    }

    /// What the kustomizations that name a file of operations have it patch, the first that say it.
    pub(super) fn of_file(asked: &Question<'q>) -> Option<Self> {
        let files = &asked.settings.host.files;
        let path = files.locate(asked.path);
        let mut all = asked.around.patched_by(asked.path, asked.settings);
        all.find_map(|source| {
            let place = files.locate(asked.around.path(source)?);
            let text = asked.around.text(source, asked.settings)?;
            let tree = Tree::read(&text);
            let top = tree.root(tree.documents().first()?)?;
            let lists = PATCHES.into_iter().filter_map(|field| top.get(field));
            let lists = lists.filter(|list| list.kind() == Kind::Sequence);
            let mut entries = lists.flat_map(|list| list.items());
            let is_it = |entry: &Cursor<'_>| {
                let named = Text::field(entry, "path");
                named.is_some_and(|named| {
                    let directory = place.parent().unwrap_or(Path::new(""));
                    locate(directory, Path::new(&*named)) == path
                })
            };
            let entry = entries.find(is_it)?;
            Self::selected(asked, &target(&entry)?)
        })
    }

    /// What the `target` of a patch means.
    fn selected(asked: &Question<'q>, selector: &Cursor<'_>) -> Option<Self> {
        let found = nearest(asked, selector).and_then(|resource| {
            Some(Self {
                resource: Some(resource),
                path: asked.around.path(resource.source)?.to_owned(),
                text: asked.around.text(resource.source, asked.settings)?,
            })
        });
        found.or_else(|| Self::of_kind(asked, selector))
    }

    fn of_kind(asked: &Question<'q>, selector: &Cursor<'_>) -> Option<Self> {
        let word = |field: &str| Text::field(selector, field).map(|word| word.to_string());
        let kind = word("kind")?;
        let version = asked.settings.of(asked.path).versions;
        let version = version.iter().next_back().unwrap_or_default();
        let home = match (word("group"), word("version")) {
            (Some(group), Some(version)) => Some(format!("{group}/{version}")),
            (_, version) => version,
        };
        let found = api::find(&kind, home.as_deref(), version);
        let found = found.or_else(|_| api::find(&kind, None, version));
        let home = match found {
            Ok(place) => place.kind.api_version().to_owned(),
            Err(_) => home?,
        };
        Some(Self {
            resource: None,
            path: asked.path.to_owned(),
            text: format!("apiVersion: {home}\nkind: {kind}\n"),
        })
    }

    /// Where the object stands, if a file has it.
    pub(super) fn location(&self) -> Option<Location> {
        self.resource.map(|resource| Location {
            path: self.path.clone(),
            span: resource.at,
        })
    }

    /// Asks about the object, from its top on; nothing if it is not in its file any more.
    pub(super) fn with<A>(
        &self,
        asked: &Question<'_>,
        answer: impl FnOnce(&Question<'_>, &[Object<'_>], Cursor<'_>) -> Option<A>,
    ) -> Option<A> {
        let question = Question {
            path: &self.path,
            text: &self.text,
            ..*asked
        };
        let tree = Tree::read(&self.text);
        let objects = question.objects(&tree);
        let root = match self.resource {
            Some(known) => objects.iter().find(|object| known.is(object))?.root,
            None => tree.root(tree.documents().first()?)?,
        };
        answer(&question, &objects, root)
    }
}

/// What an entry of a kustomization says it is for.
fn target<'t>(entry: &Cursor<'t>) -> Option<Cursor<'t>> {
    let is_mapping = entry.kind() == Kind::Mapping;
    is_mapping.then(|| entry.get("target")).flatten()
}

/// Of the objects that a selector means the one whose file is nearest. Patterns, and selectors of labels, mean any.
fn nearest<'q>(asked: &Question<'q>, selector: &Cursor<'_>) -> Option<&'q Resource> {
    let words = ["kind", "name"].map(|field| Text::field(selector, field));
    if words.iter().all(Option::is_none) {
        return None;
    }
    let directory = asked.directory();
    let near = |resource: &&Resource| Reverse(shared_parts(&directory, &resource.directory));
    let all = asked.around.resources();
    let meant = all.filter(|resource| selects(selector, resource));
    let whole = meant.filter(|resource| !asked.around.is_patch(resource.source, asked.settings));
    whole.min_by_key(near)
}

fn selects(selector: &Cursor<'_>, resource: &Resource) -> bool {
    let object = &resource.object;
    let (group, version) = (resource.group(), &*object.api_version);
    let version = version.rsplit('/').next().unwrap_or_default();
    let parts = [
        ("group", group),
        ("version", version),
        ("kind", &*object.kind),
        ("name", resource.name()),
    ];
    let is_pattern = |word: &str| word.contains(['*', '+', '|', '[', '(', '?', '^']);
    parts.into_iter().all(|(field, is)| {
        let wanted = Text::field(selector, field);
        wanted.is_none_or(|word| word.is_empty() || *word == *is || is_pattern(&word))
    })
}

/// The names on a path of a JSON patch; none where it is none.
fn names(path: &str) -> Option<impl Iterator<Item = String>> {
    let (_, rest) = path.split_once('/')?;
    let unescaped = |name: &str| name.replace("~1", "/").replace("~0", "~");
    Some(rest.split('/').map(unescaped))
}

/// A name as a path has it.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The way to the end of a path through an object, and what stands there; where there is nothing, names alone tell the way.
pub(super) fn way<'t>(root: Cursor<'t>, path: &str) -> (Vec<Link<'t>>, Option<Cursor<'t>>) {
    let (mut here, mut holder) = (Some(root), root);
    let mut way = Vec::new();
    for name in names(path).into_iter().flatten() {
        let step = step(here, name);
        holder = here.unwrap_or(holder);
        here = here.and_then(|here| below(&here, &step));
        way.push(Link {
            holder,
            step,
            key: None,
            value: here.unwrap_or(holder),
        });
    }
    (way, here)
}

/// The step that a name on a path is. An item behind the last may be written as `-`.
fn step(from: Option<Cursor<'_>>, name: String) -> Step<'static> {
    let items = from.filter(|from| from.kind() == Kind::Sequence);
    let count = items.map(|list| list.items().count());
    let is_item = count.is_some() || from.is_none() && name == "-";
    match name.parse() {
        Ok(number) if is_item || from.is_none() => Step::Index(number),
        _ if is_item => Step::Index(count.unwrap_or_default()),
        _ => Step::Key(Cow::Owned(name)),
    }
}

fn below<'t>(from: &Cursor<'t>, step: &Step<'_>) -> Option<Cursor<'t>> {
    match step {
        Step::Key(key) => from.get(key),
        Step::Index(at) => from.items().nth(*at),
    }
}

/// The spot in an object that a place in the value of an operation comes to: the end of its path, and from there down the way
/// in the value, whose first step is to the value itself.
pub(super) fn spot<'t>(
    root: Cursor<'t>,
    path: &str,
    (value, is_on_key): (&[Link<'t>], bool),
) -> Option<Spot<'t>> {
    let (mut way, _) = way(root, path);
    let (first, rest) = value.split_first()?;
    let last = way.last_mut()?;
    (last.key, last.value) = (first.key, first.value);
    way.extend(rest.iter().cloned());
    Some(Spot {
        root,
        way,
        is_on_key,
    })
}
