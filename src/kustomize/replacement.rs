//! `replacements`: values of some fields, written into others.

use crate::origin::{Place, Text};

use super::decode::Fields;
use super::field::split_dots;
use super::id::Id;
use super::load::Loader;
use super::node::{Node, Scalar};
use super::part::{Options, split};
use super::path::{find, place_all};
use super::problem::{Failure, Outcome};
use super::read::documents;
use super::requirements::Requirements;
use super::resource::Resource;
use super::selector::{Selector, id};
use super::set::Set;

/// An entry of `replacements`: a file of them, or one itself.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    File(Text),
    Own(Box<Replacement>),
}

/// A value and where it is written.
#[derive(Clone, Debug)]
pub(super) struct Replacement {
    source: Option<Source>,
    value: Option<Text>,
    targets: Vec<Target>,
    place: Option<Place>,
}

#[derive(Clone, Debug)]
struct Source {
    id: Id,
    path: Option<Text>,
    options: Options,
    place: Option<Place>,
}

#[derive(Clone, Debug)]
struct Target {
    select: Option<Selector>,
    reject: Vec<Selector>,
    paths: Vec<Text>,
    options: Options,
    place: Option<Place>,
}

/// What is replaced where no path is given.
const NAME: &str = "metadata.name";

const FIELDS: [&str; 4] = ["path", "source", "sourceValue", "targets"];

impl Entry {
    pub(super) fn read(node: &Node) -> Outcome<Self> {
        let fields = Fields::strict(node, "a replacement", &FIELDS)?;
        Self::of(&fields)
    }

    pub(super) fn of(fields: &Fields<'_>) -> Outcome<Self> {
        let own = Replacement::of(fields)?;
        match fields.filled("path")? {
            Some(path) if own.source.is_some() || !own.targets.is_empty() => {
                let message = "a replacement has either `path` or `source` and `targets`";
                Err(Failure::refused(path.place(), message))
            }
            Some(path) => Ok(Self::File(path)),
            None => Ok(Self::Own(Box::new(own))),
        }
    }

    /// The replacements that it stands for.
    pub(super) fn all(&self, loader: &Loader<'_>) -> Outcome<Vec<Replacement>> {
        let path = match self {
            Self::Own(own) => return Ok(vec![(**own).clone()]),
            Self::File(path) => path,
        };
        let loaded = loader.load(path)?;
        let documents = documents(loaded.demand_text()?)?;
        match documents.first() {
            Some(Node::List(list)) => list.items.iter().map(Replacement::read).collect(),
            Some(node @ Node::Map(_)) => Ok(vec![Replacement::read(node)?]),
            _ => {
                let message = "this file has no replacements";
                Err(Failure::refused(Some(loaded.place()), message))
            }
        }
    }
}

impl Replacement {
    fn read(node: &Node) -> Outcome<Self> {
        Self::of(&Fields::of(node, "a replacement")?)
    }

    fn of(fields: &Fields<'_>) -> Outcome<Self> {
        Ok(Self {
            source: fields.get("source").map(Source::read).transpose()?,
            value: fields.text("sourceValue")?,
            targets: fields.list("targets", Target::read)?,
            place: fields.place(),
        })
    }

    /// Writes its value.
    pub(super) fn apply(&self, set: &mut Set, is_whole: bool) -> Outcome<()> {
        if self.source.is_none() && self.value.is_none() || self.targets.is_empty() {
            let message = "a replacement needs a `source` and at least one of `targets`";
            return Err(Failure::refused(self.place, message));
        }
        let Some(value) = self.source_value(set, is_whole)? else {
            return Ok(());
        };
        for target in &self.targets {
            target.write(set, &value)?;
        }
        Ok(())
    }

    fn source_value(&self, set: &Set, is_whole: bool) -> Outcome<Option<Node>> {
        let source = match (&self.source, &self.value) {
            (Some(_), Some(value)) => {
                let message =
                    "a replacement has either `source` or `sourceValue`, and this has both";
                return Err(Failure::refused(value.place(), message));
            }
            (None, value) => {
                let value = value.clone().unwrap_or_default();
                return Ok(Some(Node::Scalar(Scalar::plain(value))));
            }
            (Some(source), None) => source,
        };
        let found = set.by_any_id(&source.id.name, |id| id.is_of(&source.id));
        let at = match found.as_slice() {
            &[at] => at,
            [] if !is_whole => return Ok(None),
            [] => {
                let message = format!(
                    "the build has no {}, which this replacement takes a value from",
                    source.id
                );
                return Err(Failure::refused(source.place, message));
            }
            [first, second, ..] => {
                let message = format!(
                    "{} objects are {}, and a value is taken from one",
                    found.len(),
                    source.id
                );
                let failure = Failure::refused(source.place, message);
                let places = [first, second].map(|&at| set.resources[at].place());
                return Err(failure
                    .also(places[0], "one of them")
                    .also(places[1], "another"));
            }
        };
        source.value(&set.resources[at]).map(Some)
    }
}

impl Source {
    fn read(node: &Node) -> Outcome<Self> {
        let known = [
            "group",
            "version",
            "kind",
            "name",
            "namespace",
            "fieldPath",
            "options",
        ];
        let fields = Fields::strict(node, "the source of a replacement", &known)?;
        Ok(Self {
            id: id(&fields)?,
            path: fields.filled("fieldPath")?,
            options: Options::read(&fields)?,
            place: fields.place(),
        })
    }

    fn value(&self, resource: &Resource) -> Outcome<Node> {
        let path = self.path.as_ref().map_or(NAME, Text::as_str);
        let place = self.path.as_ref().and_then(Text::place).or(self.place);
        let found = find(resource.node(), &split_dots(path));
        let Some(found) = found.filter(|node| !is_nothing(node)) else {
            let message = format!("{} has no `{path}`", resource.id());
            let failure = Failure::refused(place, message);
            return Err(failure.also(resource.place(), "the object"));
        };
        if self.options.delimiter.is_empty() {
            return Ok(found.clone());
        }
        let Node::Scalar(scalar) = found else {
            let message = format!(
                "`{path}` is {}, and `delimiter` parts strings only",
                found.what()
            );
            return Err(Failure::refused(place, message).also(found.place(), "this"));
        };
        let parts = split(&scalar.text, &self.options.delimiter);
        let at = usize::try_from(self.options.index).ok();
        match at.and_then(|at| parts.get(at)) {
            Some(part) => Ok(Node::Scalar(Scalar {
                text: part.clone(),
                ..scalar.clone()
            })),
            None => {
                let message = format!("`{}` has no part {}", scalar.as_str(), self.options.index);
                Err(Failure::refused(place, message).also(scalar.place(), "the value"))
            }
        }
    }
}

/// Null, and what has nothing in it; an empty string as well.
fn is_nothing(node: &Node) -> bool {
    node.is_null()
        || node.as_list().is_some_and(|list| list.items.is_empty())
        || node.as_map().is_some_and(|map| map.entries.is_empty())
}

impl Target {
    fn read(node: &Node) -> Outcome<Self> {
        let known = ["select", "reject", "fieldPaths", "options"];
        let fields = Fields::strict(node, "a target of a replacement", &known)?;
        let selector = |node| Selector::read(node, "the selector of a replacement");
        Ok(Self {
            select: fields.get("select").map(selector).transpose()?,
            reject: fields.list("reject", selector)?,
            paths: fields.texts("fieldPaths")?,
            options: Options::read(&fields)?,
            place: fields.place(),
        })
    }

    fn write(&self, set: &mut Set, value: &Node) -> Outcome<()> {
        let Some(select) = &self.select else {
            let message = "a target needs `select`, which says what it is";
            return Err(Failure::refused(self.place, message));
        };
        let selected = By::read(select)?;
        let rejected = self.reject.iter().map(By::read);
        let rejected: Vec<By<'_>> = rejected.collect::<Outcome<_>>()?;
        for resource in &mut set.resources {
            let ids: Vec<Id> = resource.ids().collect();
            let is_selected = selected.labels_hold(resource)
                && ids.iter().any(|id| id.is_of(&select.id))
                && !rejected.iter().any(|by| by.rejects(resource, &ids));
            if is_selected {
                self.write_into(resource, value)?;
            }
        }
        Ok(())
    }

    fn write_into(&self, resource: &mut Resource, value: &Node) -> Outcome<()> {
        let default = [Text::made(NAME)];
        let paths = match self.paths.is_empty() {
            true => &default[..],
            false => &self.paths,
        };
        let (id, at) = (resource.id(), resource.place());
        for path in paths {
            let place = path.place().or(self.place);
            let made = self.options.create.then_some(value);
            let parts = split_dots(path.as_str());
            let mut write = |node: &mut Node| self.options.write(node, value, place);
            let also = |failure: Failure| failure.also(at, format!("in {id}"));
            let count =
                place_all(resource.node_mut(), &parts, made, path, &mut write).map_err(also)?;
            if count == 0 {
                let message = format!("{id} has no `{}`", path.as_str());
                let failure = Failure::refused(place, message).also(at, "the object");
                return Err(failure.help("set `create: true` in `options` to add it"));
            }
        }
        Ok(())
    }
}

/// A selector whose labels and annotations are read.
#[derive(Debug)]
struct By<'s> {
    selector: &'s Selector,
    labels: Requirements,
    annotations: Requirements,
}

impl<'s> By<'s> {
    fn read(selector: &'s Selector) -> Outcome<Self> {
        Ok(Self {
            selector,
            labels: Requirements::read(&selector.labels)?,
            annotations: Requirements::read(&selector.annotations)?,
        })
    }

    fn labels_hold(&self, resource: &Resource) -> bool {
        let metadata = |field| resource.node().at(&["metadata", field]);
        self.labels.hold(metadata("labels")) && self.annotations.hold(metadata("annotations"))
    }

    fn rejects(&self, resource: &Resource, ids: &[Id]) -> bool {
        let by_labels = !self.selector.labels.is_empty() || !self.selector.annotations.is_empty();
        let by_id = !self.selector.id.is_empty();
        by_labels && self.labels_hold(resource)
            || by_id && ids.iter().any(|id| id.is_of(&self.selector.id))
    }
}
