//! Execution.

use std::rc::Rc;
use std::sync::Arc;

use super::budget::Budget;
use super::exec;
use super::failure::{Failure, FailureKind};
use super::functions::Functions;
use super::go::quote::quote;
use super::templates::Templates;
use super::value::Value;
use crate::origin::{Step, Text};

/// What a map that lacks a key gives: Go's option `missingkey`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// Nothing, printed as `<no value>`: `missingkey=default`.
    #[default]
    Nothing,
    /// Nil, printed as `<no value>`; a field of it is an error: `missingkey=zero`, which Helm sets.
    Zero,
    /// An error: `missingkey=error`.
    Error,
}

/// What executes templates.
pub struct Engine<'a> {
    /// The functions beside Go's.
    pub functions: &'a dyn Functions,
    /// What may be taken.
    pub budget: &'a Budget,
    /// What a map that lacks a key gives.
    pub missing: Missing,
}

impl Engine<'_> {
    /// Executes the template of a name. What it wrote as literal text is not marked as written by an action.
    ///
    /// # Errors
    /// There is none of this name, or it fails.
    pub fn execute(
        &self,
        templates: &Rc<Templates>,
        name: &str,
        data: &Value,
    ) -> Result<Text, Box<Failure>> {
        self.execute_in(templates, name, data, None)
    }

    pub(super) fn execute_in(
        &self,
        templates: &Rc<Templates>,
        name: &str,
        data: &Value,
        caller: Option<&Arc<Step>>,
    ) -> Result<Text, Box<Failure>> {
        let Some(tree) = templates.find(name) else {
            return Err(Box::new(Failure {
                kind: FailureKind::Execution,
                message: format!("no template {}", quote(name)),
                expression: String::new(),
                template: name.to_owned(),
                place: None,
                through: caller.cloned(),
                go: format!(
                    "template: no template {} associated with template \"gotpl\"",
                    quote(name)
                ),
            }));
        };
        exec::execute(self, templates, tree, data, caller)
    }
}
