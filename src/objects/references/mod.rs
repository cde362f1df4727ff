//! What an object refers to: by name, with the keys of it that it asks for, and by labels.

mod custom;
mod edges;
mod plan;
mod sub_paths;
#[cfg(test)]
mod tests;

pub use edges::{Edge, Target, edge_at};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::api::{ApiKind, Shape, Type};
use crate::objects::carried::pod_spec;
use crate::objects::inventory::{Label, Labels, Place};
use crate::objects::way::Step;
use crate::objects::{Object, Text, Way, Workload};
use crate::source::Span;
use crate::yaml::{Cursor, Kind};
use custom::Custom;
use plan::{Follow, Naming, Then, follow, is_list};

/// What an object names, and what it selects.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct References {
    /// By name.
    pub named: Box<[Reference]>,
    /// By labels.
    pub selections: Box<[Selection]>,
}

/// A reference to an object by its name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reference {
    /// The field of the API that it is in.
    #[serde(with = "edges::by_place")]
    pub edge: &'static Edge,
    /// The group and kind where these are written beside the name.
    written: Option<Box<(Arc<str>, Arc<str>)>>,
    /// The name.
    pub name: Place,
    /// The namespace where one is written beside the name.
    pub namespace: Option<Arc<str>>,
    /// The keys of the object that must be in it.
    pub keys: Box<[Place]>,
    /// The port of a Service that is written beside its name.
    pub port: Option<Box<Place>>,
    /// Whether the object, or its key, need not be there.
    pub is_optional: bool,
}

/// A reference to all objects with certain labels.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Selection {
    /// The field of the API that it is in.
    #[serde(with = "edges::by_place")]
    pub edge: &'static Edge,
    /// The labels that it asks for.
    pub labels: Labels,
    /// Where each of these stands, and in which expression, if it is one.
    asked: Box<[(Span, Option<u32>)]>,
    /// Whether it asks for nothing beyond these.
    pub is_by_labels: bool,
    /// Where it stands.
    pub at: Span,
    pub(super) way: Way,
}

impl Reference {
    /// The group and kind of what it names.
    #[must_use]
    pub fn target(&self) -> (&str, &str) {
        match (self.edge.to, &self.written) {
            (_, Some(written)) => (&written.0, &written.1),
            (Target::Kind(group, kind) | Target::Labelled(group, kind), None) => (group, kind),
            (Target::Written, None) => ("", ""),
        }
    }
}

impl Reference {
    /// Whether the kind that is written beside its name is written without a group.
    #[must_use]
    pub fn is_of_any_group(&self) -> bool {
        self.edge.to == Target::Written && self.target().0.is_empty()
    }
}

impl Selection {
    /// The same as a place of a diagnostic.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            text: "".into(),
            at: self.at,
            way: self.way.clone(),
        }
    }
}

/// What a selector asks labels for.
pub(super) struct Asked {
    pub(super) labels: Vec<Label>,
    /// Where each of these stands, and in which expression, if it is one.
    places: Vec<(Span, Option<u32>)>,
    /// Whether it asks for nothing beyond these.
    pub(super) is_by_labels: bool,
}

impl Asked {
    /// Reads a selector; `is_map`: one of labels alone.
    pub(super) fn by(selector: &Cursor<'_>, is_map: bool) -> Self {
        let written = match is_map {
            true => Some(*selector),
            false => selector.get("matchLabels"),
        };
        let mut asked = Self {
            labels: Vec::new(),
            places: Vec::new(),
            is_by_labels: true,
        };
        for entry in written.into_iter().flat_map(|written| written.entries()) {
            if let Some(text) = Text::read(entry.value) {
                let label = ((&*entry.key.as_key()).into(), (&*text).into());
                asked.labels.push(label);
                asked.places.push((entry.value.span(), None));
            }
        }
        let expressions = selector.get("matchExpressions").filter(|_| !is_map);
        let expressions = expressions.into_iter().flat_map(|list| list.items());
        for (index, expression) in expressions.enumerate() {
            match only_value(&expression) {
                Some((key, text)) => {
                    asked.places.push((text.at.span(), Some(index as u32)));
                    asked.labels.push(((&*key).into(), (&*text).into()));
                }
                None => asked.is_by_labels = false,
            }
        }
        asked
    }
}

/// The one value that an expression asks a label for, which is the same as to ask for that label.
fn only_value<'t>(expression: &Cursor<'t>) -> Option<(Text<'t>, Text<'t>)> {
    let word = |field: &str| Text::field(expression, field);
    let mut values = Text::list(expression, "values");
    let value = values.pop().filter(|_| values.is_empty())?;
    let is_in = word("operator").is_some_and(|operator| &*operator == "In");
    is_in.then_some((word("key")?, value))
}

impl Selection {
    /// The place of one of the labels that it asks for.
    #[must_use]
    pub fn label(&self, index: usize) -> Place {
        let Some(((key, value), (at, expression))) =
            self.labels.get(index).zip(self.asked.get(index))
        else {
            return self.place();
        };
        let key = Step::Key(key.clone());
        let is_map = matches!(self.way.0.last(), Some(Step::Field(field)) if matches!(field.shape(), Shape::Map(_)));
        let name = |name: &str| Step::Name(name.into());
        let way = match expression {
            Some(index) => self.way.and([
                name("matchExpressions"),
                Step::Index(*index),
                name("values"),
                Step::Index(0),
            ]),
            None if is_map => self.way.and([key]),
            None => self.way.and([name("matchLabels"), key]),
        };
        Place {
            text: value.clone(),
            at: *at,
            way,
        }
    }
}

impl References {
    /// Those of an object; of a custom resource those that are known, and those of the pods that it carries.
    #[must_use]
    pub fn of<'t>(object: &Object<'t>, carried: &[Workload<'t>]) -> Self {
        let mut reader = Reader::default();
        match ApiKind::find(&object.api_version, &object.kind) {
            Some(kind) => reader.look_into(&object.root, kind.definition()),
            None => {
                for Custom { way, edge, .. } in custom::of(object.group(), &object.kind) {
                    reader.go(&object.root, way, edge);
                }
                for workload in carried {
                    let spec = &workload.pod.spec;
                    reader.way = object.way(spec).0.to_vec();
                    if let Some(definition) = pod_spec() {
                        reader.look_into(spec, definition);
                    }
                }
            }
        }
        Self {
            named: reader.named.into(),
            selections: reader.selections.into(),
        }
    }

    /// All places in them, to be changed.
    pub(super) fn places_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let named = self.named.iter_mut().flat_map(|reference| {
            let keys = reference.keys.iter_mut();
            let port = reference.port.as_deref_mut();
            let words = keys.chain([&mut reference.name]).chain(port);
            words.map(|word| &mut word.at)
        });
        let selections = self.selections.iter_mut().flat_map(|selection| {
            let asked = selection.asked.iter_mut().map(|(at, _)| at);
            asked.chain([&mut selection.at])
        });
        named.chain(selections)
    }
}

/// The API group that stands beside a name, by itself or in a version.
fn group_of(beside: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let own = beside("apiGroup").or_else(|| beside("group"));
    own.or_else(|| {
        let version = beside("apiVersion")?;
        let group = version.split_once('/');
        Some(group.map_or_else(String::new, |(group, _)| group.to_owned()))
    })
}

/// A text behind some steps and some more.
fn place(text: &Text<'_>, before: &[Step], beyond: &[Step]) -> Place {
    Place {
        text: (&**text).into(),
        at: text.at.span(),
        way: Way(before.iter().chain(beyond).cloned().collect()),
    }
}

/// Reads the references of an object, and knows where it is in that.
#[derive(Default)]
struct Reader {
    way: Vec<Step>,
    named: Vec<Reference>,
    selections: Vec<Selection>,
}

impl Reader {
    fn look_into(&mut self, at: &Cursor<'_>, definition: Type) {
        for Follow { field, then } in follow(definition) {
            let Some(value) = at.get(field.name()) else {
                continue;
            };
            self.below(Step::Field(*field), |reader| {
                if !is_list(*field) {
                    return reader.apply(then, at, &value);
                }
                for (index, item) in value.items().enumerate() {
                    let index = Step::Index(index as u32);
                    reader.below(index, |reader| reader.apply(then, at, &item));
                }
            });
        }
    }

    fn below(&mut self, step: Step, read: impl FnOnce(&mut Self)) {
        self.way.push(step);
        read(self);
        self.way.pop();
    }

    /// Goes the rest of a way through a custom resource.
    fn go(&mut self, at: &Cursor<'_>, way: &[&'static str], edge: &'static Edge) {
        match way.split_first() {
            None => self.apply_custom(at, edge),
            Some((&"[]", rest)) => {
                for (index, item) in at.items().enumerate() {
                    let index = Step::Index(index as u32);
                    self.below(index, |reader| reader.go(&item, rest, edge));
                }
            }
            Some((name, rest)) => {
                if let Some(value) = at.get(name) {
                    self.below(Step::Name((*name).into()), |reader| {
                        reader.go(&value, rest, edge)
                    });
                }
            }
        }
    }

    fn apply_custom(&mut self, holder: &Cursor<'_>, edge: &'static Edge) {
        let step = Step::Name(edge.field.into());
        if let Target::Labelled(..) = edge.to {
            let Some(value) = holder.get(edge.field) else {
                return;
            };
            self.below(step, |reader| {
                let found = reader.selection(edge, false, &value);
                reader.selections.extend(found);
            });
            return;
        }
        let Some(name) = Text::field(holder, edge.field) else {
            return;
        };
        let beside = |field: &str| Text::field(holder, field).map(|text| text.value.into_owned());
        let usual = match edge.to {
            Target::Kind(group, _) => group,
            _ => "",
        };
        let group = group_of(&beside).unwrap_or_else(|| usual.to_owned());
        let is_optional = holder.get("optional").and_then(|on| on.as_bool());
        self.named.push(Reference {
            edge,
            written: beside("kind").map(|kind| Box::new((group.into(), kind.into()))),
            name: self.place(&name, &[step]),
            namespace: beside("namespace").map(Into::into),
            keys: Box::default(),
            port: Text::field(holder, "port")
                .map(|port| Box::new(self.place(&port, &[Step::Name("port".into())]))),
            is_optional: is_optional == Some(true),
        });
    }

    /// A text some steps beyond where the reader is.
    fn place(&self, text: &Text<'_>, beyond: &[Step]) -> Place {
        place(text, &self.way, beyond)
    }

    fn apply(&mut self, then: &Then, holder: &Cursor<'_>, value: &Cursor<'_>) {
        match then {
            Then::Into(definition) => self.look_into(value, *definition),
            Then::Name(naming) => {
                let found = self.name(naming, holder, value);
                self.named.extend(found);
            }
            Then::Select { edge, is_map } => {
                let found = self.selection(edge, *is_map, value);
                self.selections.extend(found);
            }
        }
    }

    fn name(&self, naming: &Naming, holder: &Cursor<'_>, value: &Cursor<'_>) -> Option<Reference> {
        let (holder, name, beyond) = match naming.within {
            Some(field) => (
                value,
                Text::field(value, field.name())?,
                Some(Step::Field(field)),
            ),
            None => (holder, Text::read(*value)?, None),
        };
        let beside = |field: &str| Text::field(holder, field).map(|text| text.value.into_owned());
        let written = || {
            let group = group_of(&beside).unwrap_or_default();
            Some(Box::new((group.into(), beside("kind")?.into())))
        };
        let is_written = naming.edge.to == Target::Written;
        let optional = || holder.get("optional")?.as_bool();
        Some(Reference {
            edge: naming.edge,
            written: is_written.then(written).flatten(),
            name: self.place(&name, beyond.as_slice()),
            namespace: naming.namespace.and_then(beside).map(Into::into),
            keys: self.keys(naming, holder),
            port: self.port(naming, holder),
            is_optional: naming.has_optional && optional() == Some(true),
        })
    }

    /// The port that stands beside a name.
    fn port(&self, naming: &Naming, holder: &Cursor<'_>) -> Option<Box<Place>> {
        let field = naming.port?;
        let port = Text::field(holder, field.name())?;
        let port = place(&port, self.before(naming), &[Step::Field(field)]);
        Some(Box::new(port))
    }

    /// The way to what holds a name. Unless it stands within the value, the name is the last step.
    fn before(&self, naming: &Naming) -> &[Step] {
        let own = usize::from(naming.within.is_none());
        &self.way[..self.way.len().saturating_sub(own)]
    }

    /// The keys that stand beside a name.
    fn keys(&self, naming: &Naming, holder: &Cursor<'_>) -> Box<[Place]> {
        let before = self.before(naming);
        let word = |text: Text<'_>, beyond: &[Step]| place(&text, before, beyond);
        let key = naming.key.and_then(|key| {
            let text = Text::field(holder, key.name())?;
            Some(word(text, &[Step::Field(key)]))
        });
        let items = naming.items.and_then(|(items, key)| {
            let all = holder.get(items.name())?.items().enumerate();
            Some(all.filter_map(move |(index, item)| {
                let text = Text::field(&item, key.name())?;
                let steps = [
                    Step::Field(items),
                    Step::Index(index as u32),
                    Step::Field(key),
                ];
                Some(word(text, &steps))
            }))
        });
        key.into_iter().chain(items.into_iter().flatten()).collect()
    }

    fn selection(
        &self,
        edge: &'static Edge,
        is_map: bool,
        value: &Cursor<'_>,
    ) -> Option<Selection> {
        if value.kind() != Kind::Mapping {
            return None;
        }
        let Asked {
            labels,
            places,
            is_by_labels,
        } = Asked::by(value, is_map);
        Some(Selection {
            edge,
            labels: labels.into(),
            asked: places.into(),
            is_by_labels,
            at: value.span(),
            way: Way(self.way.as_slice().into()),
        })
    }
}
