//! What a function of the host can do while it is called.

use std::rc::Rc;
use std::sync::Arc;

use super::budget::Budget;
use super::engine::Engine;
use super::exec;
use super::failure::Failure;
use super::templates::{ParsedText, Templates};
use super::value::Value;
use crate::origin::{Place, Step, Text};

/// The call of a function: by whom, and what it may do.
pub struct Context<'e> {
    pub(super) engine: &'e Engine<'e>,
    pub(super) templates: &'e Rc<Templates>,
    pub(super) name: &'e str,
    pub(super) step: Option<&'e Arc<Step>>,
}

impl<'e> Context<'e> {
    /// The name that the function is called by.
    #[must_use]
    pub const fn name(&self) -> &'e str {
        self.name
    }

    /// The action in which the call stands, with its callers; `None` if no file has it.
    #[must_use]
    pub const fn step(&self) -> Option<&'e Arc<Step>> {
        self.step
    }

    /// Where the action stands.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.step.map(|step| step.action)
    }

    /// What may be taken; a function charges it for work or text that grows with its arguments.
    #[must_use]
    pub const fn budget(&self) -> &'e Budget {
        self.engine.budget
    }

    /// Whether a template of that name is defined.
    #[must_use]
    pub fn has_template(&self, name: &str) -> bool {
        self.templates.has(name)
    }

    /// Executes a template of the set, as `include` does. What it wrote as literal text has not been written through an
    /// action yet.
    ///
    /// # Errors
    /// There is none of this name, or it fails.
    pub fn execute(&mut self, name: &str, data: &Value) -> Result<Text, Box<Failure>> {
        self.engine
            .execute_in(self.templates, name, data, self.step)
    }

    /// Parses a text as a template of that name, and executes it, as `tpl` does. It sees all templates of the set; what it
    /// defines itself is seen by it alone.
    ///
    /// # Errors
    /// It cannot be parsed, or fails.
    pub fn execute_text(
        &mut self,
        name: &str,
        text: &Text,
        data: &Value,
    ) -> Result<Text, Box<Failure>> {
        if !text.as_str().contains("{{") {
            return Ok(text.clone());
        }
        let parsed = ParsedText::of(name, text, self.engine.functions)?;
        let mut templates = Templates::within(self.templates);
        templates.add(&parsed);
        let templates = Rc::new(templates);
        match parsed.own() {
            Some(tree) => exec::execute(self.engine, &templates, tree, data, self.step),
            None => Ok(Text::default()),
        }
    }
}
