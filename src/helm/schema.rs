//! `values.schema.json`: what a chart asks of its values.

use std::sync::Arc;

use serde_json::Value as Json;

use super::Ground;
use super::metadata::refused;
use super::node::Node;
use super::shared::Shared;
use crate::custom::{Part, Unfit, ValuesSchema};
use crate::nearest::nearest;
use crate::origin::{FileId, Place, Problem, ProblemKind, ReadFile};
use crate::source::Span;
use crate::template::{Map, Value};

/// What schemas are read from, once for all values.
#[derive(Clone, Copy)]
pub(super) struct Schemas<'r> {
    files: &'r [ReadFile],
    ground: Ground<'r>,
    shared: &'r Shared,
    /// Whether whoever installs the chart may give values beside those that it is rendered with.
    may_be_more: bool,
}

/// Holds the values of a chart and of those that it depends on against their schemas.
pub(super) fn check(
    node: &Node<'_>,
    values: &Map,
    schemas: Schemas<'_>,
    problems: &mut Vec<Problem>,
) {
    if let Some(file) = node.part.schema {
        let found = match &*schemas.read(file) {
            Ok(schema) => schema.unfit(&json_of_map(values)),
            Err(error) => Err(error.clone()),
        };
        match found {
            Ok(found) => problems.extend(found.into_iter().map(|unfit| {
                let (problem, is_open) = told(unfit, values, file);
                match is_open && schemas.may_be_more {
                    true => left_open(problem),
                    false => problem,
                }
            })),
            Err(error) => {
                let span = Span::new(0, 0);
                let message = format!("the values are not held against this schema: {error}");
                problems.push(Problem {
                    kind: ProblemKind::NotChecked,
                    ..refused(Some(Place { file, span }), message)
                });
            }
        }
    }
    for child in &node.children {
        let own = values.borrow().get(child.name.as_str()).cloned();
        if let Some(Value::Map(own)) = own {
            check(child, &own, schemas, problems);
        }
    }
}

impl<'r> Schemas<'r> {
    /// Those of a chart, whose files these are.
    pub(super) const fn of(
        (files, ground): (&'r [ReadFile], Ground<'r>),
        shared: &'r Shared,
        may_be_more: bool,
    ) -> Self {
        Self {
            files,
            ground,
            shared,
            may_be_more,
        }
    }

    fn read(self, file: FileId) -> Arc<Result<ValuesSchema, String>> {
        self.shared.schema(file, || {
            let read = &self.files[file.0 as usize];
            let text = read.text.trim_start_matches('\u{feff}');
            ValuesSchema::read(text, &read.path, (self.ground.files, self.ground.reach))
        })
    }
}

/// A value that the chart leaves empty, and asks whoever installs it for: no mistake.
fn left_open(problem: Problem) -> Problem {
    Problem {
        kind: ProblemKind::NotChecked,
        message: format!("{}, and is left to be given", problem.message),
        ..problem
    }
}

/// What does not fit, at the nearest place that a file has, and whether it is that a value is left empty.
fn told(unfit: Unfit, values: &Map, schema: FileId) -> (Problem, bool) {
    let mut at = Value::Map(values.clone());
    let mut place = None;
    let mut steps = 0;
    for part in &unfit.way {
        let next = match (&at, part) {
            (Value::Map(map), Part::Key(key)) => {
                let map = map.borrow();
                let entry = map.get_key_value(key.as_str());
                entry.map(|(key, value)| (key.0.place(), value.clone()))
            }
            (Value::List(items), Part::Item(item)) => {
                let items = items.borrow();
                items.get(*item).map(|value| (value.place(), value.clone()))
            }
            _ => None,
        };
        let Some((key, value)) = next else { break };
        place = value.place().or(key).or(place);
        at = value;
        steps += 1;
    }
    let is_open = steps == unfit.way.len()
        && match &unfit.missing {
            Some(missing) => has_none_like(&at, missing),
            None => is_empty(&at),
        };
    let start = Place {
        file: schema,
        span: Span::new(0, 0),
    };
    let mut problem = refused(Some(place.unwrap_or(start)), unfit.message);
    problem.help = unfit.help;
    if place.is_some() {
        problem
            .others
            .push((start, "this schema asks for it".to_owned()));
    }
    (problem, is_open)
}

/// Whether no key of a mapping is nearly called so.
fn has_none_like(value: &Value, missing: &str) -> bool {
    let Value::Map(map) = value else { return false };
    let map = map.borrow();
    let names: Vec<&str> = map.keys().map(|key| key.0.as_str()).collect();
    nearest(missing, &names).is_none()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Nil => true,
        Value::Text(text) => text.as_str().is_empty(),
        Value::Map(map) => map.borrow().is_empty(),
        Value::List(items) => items.borrow().is_empty(),
        _ => false,
    }
}

fn json_of_map(map: &Map) -> Json {
    let map = map.borrow();
    let entries = map.iter();
    Json::Object(
        entries
            .map(|(key, value)| (key.0.as_str().to_owned(), json(value)))
            .collect(),
    )
}

fn json(value: &Value) -> Json {
    match value {
        Value::Nil | Value::Object(_) => Json::Null,
        Value::Bool(is, _) => Json::Bool(*is),
        Value::Int(number, _) | Value::Int64(number, _) => Json::from(*number),
        // A number without a fraction is a whole one.
        Value::Float(number, _) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Json::from(*number as i64)
        }
        Value::Float(number, _) => Json::from(*number),
        Value::Text(text) => Json::String(text.as_str().to_owned()),
        Value::List(items) => Json::Array(items.borrow().iter().map(json).collect()),
        Value::Map(map) => json_of_map(map),
    }
}
