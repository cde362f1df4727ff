//! What the expressions of people's rules may name, with its types and values.

use std::rc::Rc;
use std::sync::Arc;

use super::kinds::Kinds;
use crate::api::{ApiKind, Shape, Type as Definition, Version};
use crate::cel::value::{List, MadeMap, Text};
use crate::cel::{Environment, Names, Type, Value};
use crate::policies::{declared, typed};
use crate::rules::{self, Parameter, Sort};

/// The variables, in the order in which programs count them.
pub(super) const VARIABLES: [&str; 5] = ["object", "pod", "container", "params", "objects"];

/// Which of them is which.
pub(super) const POD: u32 = 1;
pub(super) const CONTAINER: u32 = 2;
pub(super) const PARAMS: u32 = 3;
pub(super) const OBJECTS: u32 = 4;

/// The environment of evaluation: of objects it knows no fields. podlint evaluates them itself, so that every function may
/// be used, whatever the version of Kubernetes.
pub(super) fn environment(parameters: &[Parameter]) -> Environment {
    of_types([Type::Dyn, Type::Dyn, Type::Dyn], parameters, Type::Dyn)
}

/// The environment in which fields are known: of an object of that definition, or of any.
pub(super) fn typed(
    object: Option<Definition>,
    parameters: &[Parameter],
    others: &Kinds,
) -> Environment {
    let of = |definition: Option<Definition>| {
        definition.map_or(Type::Dyn, |definition| {
            typed::of(definition, Version::newest())
        })
    };
    let other = match others.definitions().as_deref() {
        Some([one]) => Some(*one),
        _ => None,
    };
    let own = [of(object), of(template()), of(container())];
    of_types(own, parameters, of(other))
}

fn of_types(own: [Type; 3], parameters: &[Parameter], other: Type) -> Environment {
    let types = own
        .into_iter()
        .chain([params(parameters), Type::list(other)]);
    let variables = VARIABLES.into_iter().map(Arc::from).zip(types);
    Environment {
        minor: Environment::STORED,
        variables: variables.collect(),
        made: |_| None,
    }
}

/// A pod with its metadata, wherever it is.
pub(super) fn template() -> Option<Definition> {
    field(ApiKind::find("v1", "PodTemplate")?.definition(), "template")
}

/// A container.
pub(super) fn container() -> Option<Definition> {
    field(field(template()?, "spec")?, "containers")
}

/// The definition of a field, or of its items.
fn field(of: Definition, name: &str) -> Option<Definition> {
    match of.field(name, Version::newest())?.shape() {
        Shape::Object(definition) => Some(definition),
        Shape::List(element) => match element.shape() {
            Shape::Object(definition) => Some(definition),
            _ => None,
        },
        _ => None,
    }
}

/// The type of `params`.
fn params(parameters: &[Parameter]) -> Type {
    let fields: Names = parameters
        .iter()
        .map(|parameter| (Arc::from(&*parameter.name), kind(parameter.sort)))
        .collect();
    declared::of_fields("params", fields)
}

fn kind(sort: Sort) -> Type {
    match sort {
        Sort::Ports => Type::list(Type::Int),
        Sort::Paths | Sort::Words => Type::list(Type::String),
        Sort::Number => Type::Int,
        Sort::Choice => Type::String,
        Sort::Map => Type::map(Type::String, Type::String),
    }
}

/// The value of `params`; `set` says what a parameter is set to. A list or a table that nobody sets is empty, and a number or
/// a word is not there.
pub(super) fn values<'a>(
    parameters: &'a [Parameter],
    set: &dyn Fn(&'a Parameter) -> Option<&'a rules::Value>,
) -> Value<'a> {
    let mut map = MadeMap::default();
    for parameter in parameters {
        let value = match (set(parameter), parameter.sort) {
            (Some(set), _) => of_parameter(set),
            (None, Sort::Number | Sort::Choice) => continue,
            (None, Sort::Map) => MadeMap::default().into(),
            (None, Sort::Ports | Sort::Paths | Sort::Words) => list(Vec::new()),
        };
        map.insert(text(&parameter.name), value);
    }
    map.into()
}

fn of_parameter(value: &rules::Value) -> Value<'_> {
    match value {
        rules::Value::Ports(ports) => list(ports.iter().map(|port| Value::Int(*port)).collect()),
        rules::Value::Paths(words) | rules::Value::Words(words) => {
            list(words.iter().map(|word| text(word)).collect())
        }
        rules::Value::Number(number) => Value::Int(*number),
        rules::Value::Choice(word) => text(word),
        rules::Value::Map(entries) => {
            let mut map = MadeMap::default();
            for (key, value) in entries {
                map.insert(text(key), text(value));
            }
            map.into()
        }
    }
}

pub(super) fn list(items: Vec<Value<'_>>) -> Value<'_> {
    Value::List(List::Made(Rc::new(items)))
}

fn text(text: &str) -> Value<'_> {
    Value::String(Text::Seen(text))
}
