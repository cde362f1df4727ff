//! Walking an object beside its definition, without recursion.
//!
//! The model is the API server's strict decoding (KEP-2885, server side unknown field validation): names
//! are case-sensitive, null is unset, and a type error names the field. Unlike the server, which stops at
//! the first kind of error, all of an object's errors are found.

use crate::api::{ApiKind, Field, Shape, Type, Version};
use crate::diagnostic::{Diagnostic, MOST_OF_DOCUMENT};
use crate::objects::Object;
use crate::schema::belongs::Level;
use crate::schema::convert::Misfit;
use crate::schema::fields;
use crate::schema::findings::{self, Holder};
use crate::schema::kinds::{self, Served};
use crate::schema::missing;
use crate::schema::scalars;
use crate::schema::unknown::Unknown;
use crate::schema::words;
use crate::yaml::{Cursor, Entry, Kind, Step};

/// What becomes of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its structure has been checked.
    Checked,
    /// Its kind is not served, so that its structure has no meaning.
    Refused,
    /// Its kind has no schema: a custom resource. That does not depend on the version.
    Custom,
}

/// Checks the structure of an object against the API of a version; adds to `found`.
pub fn check(object: &Object<'_>, version: Version, found: &mut Vec<Diagnostic>) -> Outcome {
    match kinds::serve(object, version) {
        Served::Kind(definition, warning) => {
            found.extend(warning);
            let top = Task::of(object.root, Shape::Object(definition), None);
            walk(object, version, found, top);
            Outcome::Checked
        }
        Served::Refused(diagnostic) => {
            found.push(diagnostic);
            Outcome::Refused
        }
        Served::Custom => Outcome::Custom,
    }
}

/// Checks the structure of what every object has, `metadata`, where the kind itself has no definition.
pub(crate) fn check_metadata(object: &Object<'_>, version: Version, found: &mut Vec<Diagnostic>) {
    let pod = ApiKind::find("v1", "Pod").map(ApiKind::definition);
    let metadata = pod.and_then(|pod| pod.field("metadata", version));
    let (Some(field), Some(entry)) = (metadata, object.root.entry("metadata")) else {
        return;
    };
    let top = Task::of(entry.value, field.shape(), Some(entry.key));
    walk(object, version, found, top);
}

/// Checks the structure of a pod's template that an object of another kind carries.
pub fn check_template<'t>(
    object: &Object<'t>,
    template: Cursor<'t>,
    version: Version,
    found: &mut Vec<Diagnostic>,
) {
    let holder = ApiKind::find("v1", "PodTemplate").map(ApiKind::definition);
    let field = holder.and_then(|holder| holder.field("template", version));
    if let Some(field) = field {
        walk(
            object,
            version,
            found,
            Task::of(template, field.shape(), None),
        );
    }
}

/// Behind so many findings of an object, it is not looked for where else a field belongs.
const MOST_LOOKED_FOR: usize = 200;

/// How many values mostly wait at once, at most.
const USUAL: usize = 32;

fn walk<'t>(object: &Object<'t>, version: Version, found: &mut Vec<Diagnostic>, top: Task<'t>) {
    let mut pending = Vec::with_capacity(USUAL);
    pending.push(top);
    let mut walk = Walk {
        object,
        version,
        top,
        found,
        pending,
    };
    while let Some(task) = walk.pending.pop() {
        if walk.found.len() >= MOST_OF_DOCUMENT {
            break;
        }
        let waiting = walk.pending.len();
        walk.value(task);
        // The first in the text is the next, so that of more findings than are kept the first are.
        walk.pending[waiting..].reverse();
    }
}

/// A value that is still to be checked.
#[derive(Clone, Copy)]
struct Task<'t> {
    value: Cursor<'t>,
    shape: Shape,
    /// The key before it; none for the top of an object and for the items of a list.
    key: Option<Cursor<'t>>,
    /// The field that says which values are allowed, if it is one.
    field: Option<Field>,
    /// Whether the server fills in or drops what stands here, so that nothing can be missing.
    served: bool,
}

impl<'t> Task<'t> {
    /// Where a walk starts, or goes on into a map.
    fn of(value: Cursor<'t>, shape: Shape, key: Option<Cursor<'t>>) -> Self {
        Self {
            value,
            shape,
            key,
            field: None,
            served: false,
        }
    }

    fn holder<'w>(&self, called: &'w str) -> Holder<'w, 't> {
        Holder {
            value: self.value,
            key: self.key,
            called,
        }
    }
}

struct Walk<'o, 't, 'f> {
    object: &'o Object<'t>,
    version: Version,
    top: Task<'t>,
    found: &'f mut Vec<Diagnostic>,
    pending: Vec<Task<'t>>,
}

impl<'t> Walk<'_, 't, '_> {
    fn value(&mut self, task: Task<'t>) {
        let Task {
            value,
            shape,
            field,
            served,
            ..
        } = task;
        let kind = value.kind();
        match (shape, kind) {
            (Shape::Any, _) => {}
            // Go reads a list of small numbers as bytes too.
            (Shape::Bytes, Kind::Sequence) => {
                self.pending.extend(value.items().map(|value| Task {
                    value,
                    shape: Shape::Int32,
                    key: None,
                    field,
                    served,
                }))
            }
            (Shape::Object(definition), Kind::Mapping) => self.object(task, definition),
            (Shape::Map(element), Kind::Mapping) => {
                let shape = element.shape();
                for Entry { key, value } in value.entries() {
                    self.pending.push(Task {
                        served,
                        ..Task::of(value, shape, Some(key))
                    });
                }
            }
            (Shape::List(element), Kind::Sequence) => {
                let shape = element.shape();
                self.pending.extend(value.items().map(|value| Task {
                    value,
                    shape,
                    key: None,
                    field,
                    served,
                }));
            }
            (_, Kind::Scalar) => match scalars::fits(shape, &value) {
                Err(problem) => self.unfit(&task, problem),
                Ok(()) => {
                    if let Some(field) = field.filter(|_| !served) {
                        self.allowed(&value, field);
                    }
                }
            },
            _ => self.unfit(&task, scalars::Problem::Type),
        }
    }

    /// A value that its field does not take.
    fn unfit(&mut self, task: &Task<'t>, problem: scalars::Problem) {
        let port = match task.shape {
            Shape::Object(definition) if definition.some_field("port").is_some() => {
                let around = self.around(&task.value);
                let mut around = around.iter().rev();
                around.find_map(|level| level.value.get("ports")?.items().next())
            }
            _ => None,
        };
        let misfit = Misfit {
            source: self.object.source,
            version: self.version,
            key: task.key,
            value: task.value,
            port: port.and_then(|port| port.get("containerPort")),
        };
        self.found
            .push(words::unfit(self.object, &misfit, task.shape, problem));
    }

    fn object(&mut self, task: Task<'t>, definition: Type) {
        let top = task.value.id() == self.object.root.id();
        // The claims of a StatefulSet are objects within one.
        let is_claim = definition.name().ends_with(".PersistentVolumeClaim");
        let mut seen: u64 = 0;
        for entry in task.value.entries() {
            let name = entry.key.as_key();
            match definition.field(&name, self.version) {
                Some(field) => {
                    if entry.value.is_null() {
                        continue;
                    }
                    seen |= 1 << field.place.min(63);
                    let served = task.served || name == "status" && (top || is_claim);
                    let task = Task {
                        value: entry.value,
                        shape: field.shape(),
                        key: Some(entry.key),
                        field: Some(field),
                        served,
                    };
                    self.pending.push(task);
                }
                None => self.unknown(definition, &entry, &task),
            }
        }
        if task.served {
            return;
        }
        let missing = definition.required() & !seen;
        if missing == 0 {
            return;
        }
        for field in definition.fields() {
            if missing >> field.place.min(63) & 1 == 1 && field.versions().contains(self.version) {
                self.missing(&task, definition, field);
            }
        }
    }

    /// A key that is no field.
    fn unknown(&mut self, definition: Type, entry: &Entry<'t>, task: &Task<'t>) {
        if self.found.len() >= MOST_OF_DOCUMENT {
            return;
        }
        let elsewhen = fields::elsewhen(self.object, definition, self.version, entry);
        let found = elsewhen.unwrap_or_else(|| {
            let around = || (self.found.len() < MOST_LOOKED_FOR).then(|| self.around(&task.value));
            let unknown = Unknown {
                object: self.object,
                version: self.version,
                level: Level {
                    value: task.value,
                    key: task.key,
                    definition,
                },
                entry,
                around: &around,
            };
            unknown.found()
        });
        self.found.push(found);
    }

    /// The mappings around a value that are read by definitions, the innermost last.
    fn around(&self, value: &Cursor<'t>) -> Vec<Level<'t>> {
        let mut levels = Vec::new();
        let (mut at, mut shape, mut key) = (self.top.value, self.top.shape, self.top.key);
        for step in at.steps_to(value) {
            if let Shape::Object(definition) = shape {
                levels.push(Level {
                    value: at,
                    key,
                    definition,
                });
            }
            let next = match (&step, shape) {
                (Step::Key(name), Shape::Object(definition)) => {
                    let field = definition.field(name, self.version);
                    at.entry(name).zip(field.map(Field::shape))
                }
                (Step::Key(name), Shape::Map(element)) => {
                    at.entry(name).map(|entry| (entry, element.shape()))
                }
                _ => None,
            };
            let item = match (&step, shape) {
                (Step::Index(index), Shape::List(element)) => {
                    at.items().nth(*index).map(|item| (item, element.shape()))
                }
                _ => None,
            };
            (at, shape, key) = match (next, item) {
                (Some((entry, shape)), _) => (entry.value, shape, Some(entry.key)),
                (_, Some((item, shape))) => (item, shape, None),
                _ => break,
            };
        }
        levels
    }

    /// A field that must be there and is not.
    fn missing(&mut self, task: &Task<'t>, definition: Type, field: Field) {
        let called = words::thing(definition);
        let holder = task.holder(&called);
        let around = || self.around(&task.value);
        let found = missing::found(self.object, self.version, &holder, field, around);
        self.found.push(found);
    }

    /// Whether a value is one of those allowed; an empty one counts as unset.
    fn allowed(&mut self, value: &Cursor<'t>, field: Field) {
        if field.values(self.version).next().is_none() {
            return;
        }
        let Some(text) = value.as_str() else { return };
        if !text.is_empty() && !field.values(self.version).any(|allowed| allowed == text) {
            let values: Vec<&str> = field.values(self.version).collect();
            let found = findings::unsupported_value(self.object, value, field.name(), &values);
            self.found.push(found);
        }
    }
}
