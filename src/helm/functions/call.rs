//! The call of a function: what it may take, and its arguments.

use std::cell::RefCell;

use super::chance::Drawn;
use super::patterns::Patterns;
use crate::origin::{Place, Run, Text};
use crate::template::{Budget, List, Map, Refusal, Value};

/// How deep collections may lie in one another for a function that goes through all of them.
pub(super) const MOST_DEEP: usize = 150;

/// What a function gives.
pub(super) type Answer = Result<Value, Refusal>;

/// What a function may use beside its arguments.
pub(super) struct Call<'c> {
    pub(super) name: &'c str,
    pub(super) budget: &'c Budget,
    /// The action that calls it.
    pub(super) place: Option<Place>,
    pub(super) drawn: &'c RefCell<Vec<Drawn>>,
    pub(super) patterns: &'c RefCell<Patterns>,
}

impl Call<'_> {
    /// Says that a stand-in is given for what is drawn by chance, or read from a clock.
    pub(super) fn draws(&self) {
        let mut drawn = self.drawn.borrow_mut();
        let new = Drawn {
            function: self.name.to_owned(),
            place: self.place,
        };
        if !drawn.contains(&new) && drawn.len() < Drawn::MOST {
            drawn.push(new);
        }
    }

    /// Takes as many bytes, and steps, as a text has.
    pub(super) fn takes(&self, bytes: usize) -> Result<(), Refusal> {
        self.budget.bytes(bytes)?;
        self.works(bytes / 64)
    }

    /// Takes as much as a text with its origins.
    pub(super) fn takes_text(&self, text: &Text) -> Result<(), Refusal> {
        self.takes(weight(text))
    }

    /// Takes steps.
    pub(super) fn works(&self, steps: usize) -> Result<(), Refusal> {
        Ok(self.budget.steps(steps as u64)?)
    }
}

/// What a text takes, with its origins.
pub(super) fn weight(text: &Text) -> usize {
    text.len()
        .saturating_add(text.runs().len().saturating_mul(size_of::<Run>()))
}

/// The argument at a place that must be given.
pub(super) fn any(arguments: &[Value], at: usize) -> &Value {
    arguments.get(at).unwrap_or(&Value::Nil)
}

/// A string.
pub(super) fn text(arguments: &[Value], at: usize) -> Result<&Text, Refusal> {
    match any(arguments, at) {
        Value::Text(text) => Ok(text),
        other => Err(wrong("string", other)),
    }
}

/// The characters of a string.
pub(super) fn characters(arguments: &[Value], at: usize) -> Result<&str, Refusal> {
    text(arguments, at).map(Text::as_str)
}

/// An `int`.
pub(super) fn int(arguments: &[Value], at: usize) -> Result<i64, Refusal> {
    match any(arguments, at) {
        Value::Int(number, _) | Value::Int64(number, _) => Ok(*number),
        other => Err(wrong("int", other)),
    }
}

/// A `map[string]interface {}`; `None` if it is nil.
pub(super) fn map(arguments: &[Value], at: usize) -> Result<Option<Map>, Refusal> {
    match any(arguments, at) {
        Value::Map(map) => Ok(Some(map.clone())),
        Value::Nil => Ok(None),
        Value::Object(object) => match object.as_map() {
            Some(map) => Ok(Some(map)),
            None => Err(wrong("map[string]interface {}", any(arguments, at))),
        },
        other => Err(wrong("map[string]interface {}", other)),
    }
}

/// The list that a value is, one of another type too.
pub(super) fn as_list(value: &Value) -> Option<List> {
    match value {
        Value::List(list) => Some(list.clone()),
        Value::Object(object) => object.as_list(),
        _ => None,
    }
}

/// The items of a list that a function works on, whatever they are.
///
/// # Errors
///
/// It is no list: what Sprig's functions say then, `Cannot push on type string`.
pub(super) fn items(value: &Value, cannot: &str) -> Result<Vec<Value>, Refusal> {
    if let Some(list) = as_list(value) {
        return Ok(list.borrow().to_vec());
    }
    match value {
        Value::Nil => Err(nil_pointer()),
        other => Err(Refusal::Failed(format!(
            "{cannot} {}",
            super::types::kind(other)
        ))),
    }
}

/// What Go says when a function asks nothing for its type.
pub(super) fn nil_pointer() -> Refusal {
    Refusal::from("runtime error: invalid memory address or nil pointer dereference")
}

fn wrong(expected: &str, got: &Value) -> Refusal {
    let got = super::types::type_name(got);
    Refusal::Failed(format!(
        "wrong type for value; expected {expected}; got {got}"
    ))
}
