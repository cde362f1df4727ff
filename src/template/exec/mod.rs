//! Executes templates.

mod argument;
mod call;
mod field;
mod pipeline;
mod range;
mod seen;

use std::rc::Rc;
use std::sync::Arc;

use super::budget::{Bound, Level};
use super::context::Context;
use super::engine::Engine;
use super::failure::{Failure, FailureKind, Refusal};
use super::format::printed;
use super::go::quote::quote;
use super::no_value::NO_VALUE;
use super::templates::Templates;
use super::tree::{Body, Branch, BranchKind, Call, Command, Extent, Node, Operand, Pipe, Tree};
use super::value::Value;
use crate::origin::{Run, Step, Text};

pub(super) use self::seen::Seen;

/// What a step of the execution gives.
type Done<T> = Result<T, Box<Failure>>;

/// Executes a template on its own.
pub(super) fn execute(
    engine: &Engine<'_>,
    templates: &Rc<Templates>,
    tree: &Tree,
    data: &Value,
    caller: Option<&Arc<Step>>,
) -> Done<Text> {
    let mut out = Text::default();
    let dot = Seen::of_call(data.clone()).unboxed();
    let mut state = State::new(engine, templates, tree, &mut out);
    state.caller = caller;
    state.all(dot)?;
    Ok(out)
}

/// The execution of one template.
struct State<'t, 'e> {
    engine: &'e Engine<'e>,
    templates: &'e Rc<Templates>,
    tree: &'t Tree,
    out: &'e mut Text,
    /// The action that executes the template.
    caller: Option<&'e Arc<Step>>,
    /// Whether that action writes what stands in the template, as `template` does.
    is_written: bool,
    /// The present action, and its step once that is asked for.
    action: Extent,
    step: Option<Arc<Step>>,
    variables: Vec<(&'t str, Seen)>,
    /// What is evaluated, for errors.
    at: At<'t>,
}

/// A part of a template that an error can stand at.
#[derive(Clone, Copy)]
enum At<'t> {
    Nothing,
    Call(&'t Call),
    Pipe(&'t Pipe),
    Command(&'t Command),
    Operand(&'t Operand),
}

/// As much of an expression as errors show: they hold those of all callers.
fn shortened(expression: &str) -> &str {
    let cut = expression.char_indices().nth(4096);
    cut.map_or(expression, |(end, _)| &expression[..end])
}

/// What a text takes: its letters, and what is known of where they come from.
fn size(text: &Text) -> usize {
    const RUN: usize = size_of::<Run>() / 2;
    text.len() + text.runs().len() * RUN
}

/// How a body ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    On,
    Break,
    Continue,
}

impl<'t, 'e> State<'t, 'e> {
    const fn new(
        engine: &'e Engine<'e>,
        templates: &'e Rc<Templates>,
        tree: &'t Tree,
        out: &'e mut Text,
    ) -> Self {
        Self {
            engine,
            templates,
            tree,
            out,
            caller: None,
            is_written: false,
            action: Extent { start: 0, end: 0 },
            step: None,
            variables: Vec::new(),
            at: At::Nothing,
        }
    }

    fn all(&mut self, dot: Seen) -> Done<()> {
        let _level = self.deeper()?;
        self.variables.push(("$", dot.clone()));
        self.body(&dot, &self.tree.body)?;
        Ok(())
    }

    fn body(&mut self, dot: &Seen, body: &'t Body) -> Done<Flow> {
        for node in &body.0 {
            self.steps(1)?;
            let flow = match node {
                Node::Text(extent) => self.literal(*extent)?,
                Node::Action(extent, pipe) => self.action(dot, *extent, pipe)?,
                Node::Branch(branch) if branch.kind == BranchKind::Range => {
                    self.range(dot, branch)?
                }
                Node::Branch(branch) => self.branch(dot, branch)?,
                Node::Call(call) => self.call_template(dot, call)?,
                Node::Break => Flow::Break,
                Node::Continue => Flow::Continue,
            };
            if flow != Flow::On {
                return Ok(flow);
            }
        }
        Ok(Flow::On)
    }

    fn literal(&mut self, extent: Extent) -> Done<Flow> {
        self.bytes(extent.end - extent.start)?;
        let text = &self.tree.source.text;
        match self.caller {
            Some(caller) if self.is_written => {
                self.out
                    .write(&text.slice(extent.start, extent.end), caller);
            }
            _ => self.out.push_slice(text, extent.start, extent.end),
        }
        Ok(Flow::On)
    }

    fn action(&mut self, dot: &Seen, extent: Extent, pipe: &'t Pipe) -> Done<Flow> {
        self.begin(extent);
        let value = self.pipeline(dot, pipe)?;
        if pipe.variables.is_empty() {
            self.print(&value)?;
        }
        Ok(Flow::On)
    }

    fn print(&mut self, value: &Seen) -> Done<()> {
        let made;
        let text = match value {
            Seen::Plain(Value::Text(text)) => text,
            Seen::Nothing => {
                made = Text::made(NO_VALUE);
                &made
            }
            value => {
                made = printed(value.value()).map_err(|bound| self.bound(bound))?;
                &made
            }
        };
        self.bytes(size(text))?;
        self.step();
        match &self.step {
            Some(step) => self.out.write(text, step),
            None => self.out.push(text),
        }
        Ok(())
    }

    /// `if`, `with`
    fn branch(&mut self, dot: &Seen, branch: &'t Branch) -> Done<Flow> {
        let _level = self.deeper()?;
        let mark = self.variables.len();
        for arm in &branch.arms {
            self.begin(arm.extent);
            let value = self.pipeline(dot, &arm.pipe)?;
            if value.value().is_true() {
                let dot = match branch.kind {
                    BranchKind::With => &value,
                    _ => dot,
                };
                let flow = self.body(dot, &arm.body)?;
                self.variables.truncate(mark);
                return Ok(flow);
            }
        }
        let flow = match &branch.otherwise {
            Some(body) => self.body(dot, body)?,
            None => Flow::On,
        };
        self.variables.truncate(mark);
        Ok(flow)
    }

    /// `template`
    fn call_template(&mut self, dot: &Seen, call: &'t Call) -> Done<Flow> {
        self.begin(call.extent);
        self.at = At::Call(call);
        let Some(tree) = self.templates.find(&call.name).map(Arc::clone) else {
            return Err(self.error(format!("template {} not defined", quote(&call.name))));
        };
        let dot = match &call.data {
            Some(pipe) => self.pipeline(dot, pipe)?,
            None => Seen::Nothing,
        };
        let step = self.step().cloned();
        let mut state = State::new(self.engine, self.templates, &tree, self.out);
        state.caller = step.as_ref();
        state.is_written = true;
        state.all(dot)?;
        Ok(Flow::On)
    }

    fn begin(&mut self, action: Extent) {
        self.action = action;
        self.step = None;
    }

    /// The present action with its callers; that which calls the template, if no file has this one.
    fn step(&mut self) -> Option<&Arc<Step>> {
        if self.step.is_none() {
            let place = self.tree.source.place(self.action);
            self.step = match place {
                Some(action) => {
                    let caller = self.caller.cloned();
                    Some(Arc::new(Step { action, caller }))
                }
                None => self.caller.cloned(),
            };
        }
        self.step.as_ref()
    }

    fn steps(&mut self, count: u64) -> Done<()> {
        let taken = self.engine.budget.steps(count);
        taken.map_err(|bound| self.bound(bound))
    }

    fn bytes(&mut self, count: usize) -> Done<()> {
        let taken = self.engine.budget.bytes(count);
        taken.map_err(|bound| self.bound(bound))
    }

    fn deeper(&mut self) -> Done<Level<'e>> {
        let budget = self.engine.budget;
        budget.enter().map_err(|bound| self.bound(bound))
    }

    fn bound(&mut self, bound: Bound) -> Box<Failure> {
        self.fail(FailureKind::Bound(bound), bound.to_string(), None)
    }

    fn error(&mut self, message: String) -> Box<Failure> {
        self.fail(FailureKind::Execution, message, None)
    }

    /// A failure of a function that is called.
    fn refused(&mut self, function: &str, refusal: Refusal) -> Box<Failure> {
        let around = format!("error calling {function}: ");
        match refusal {
            Refusal::Failed(message) => self.fail(FailureKind::Execution, message, Some(&around)),
            Refusal::Asked(message) => self.fail(FailureKind::Asked, message, Some(&around)),
            Refusal::Bound(bound) => self.bound(bound),
            Refusal::Unknown => {
                let name = function.to_owned();
                self.fail(
                    FailureKind::UnknownFunction,
                    name,
                    Some("unknown function "),
                )
            }
            Refusal::Nested(mut failure) => {
                failure.go = self.with_location(&format!("{around}{}", failure.go));
                if failure.place.is_none() {
                    let (extent, _, expression) = self.location();
                    failure.place = self.tree.source.place(extent);
                    failure.expression = expression;
                }
                if failure.through.is_none() {
                    failure.through = self.step().cloned();
                }
                failure
            }
        }
    }

    fn fail(&mut self, kind: FailureKind, message: String, around: Option<&str>) -> Box<Failure> {
        let go = self.with_location(&format!("{}{message}", around.unwrap_or_default()));
        let (extent, _, expression) = self.location();
        Box::new(Failure {
            kind,
            message,
            expression,
            template: self.tree.name.clone(),
            place: self.tree.source.place(extent),
            through: self.step().cloned(),
            go,
        })
    }

    fn with_location(&self, message: &str) -> String {
        let source = &self.tree.source;
        let (_, at, expression) = self.location();
        let (line, column) = source.line_and_column(at);
        let (of, name) = (&source.name, quote(&self.tree.name));
        let expression = shortened(&expression);
        format!("template: {of}:{line}:{column}: executing {name} at <{expression}>: {message}")
    }

    /// What is evaluated, where Go says that it stands, and its spelling.
    fn location(&self) -> (Extent, usize, String) {
        match self.at {
            At::Nothing => (self.action, self.action.start, String::new()),
            At::Call(call) => (call.extent, call.at, call.to_string()),
            At::Pipe(pipe) => (pipe.extent, pipe.extent.start, pipe.to_string()),
            At::Command(command) => (command.extent, command.extent.start, command.to_string()),
            At::Operand(operand) => (operand.extent, operand.at, operand.to_string()),
        }
    }

    fn context<'c>(&'c mut self, name: &'c str) -> Context<'c> {
        self.step();
        Context {
            engine: self.engine,
            templates: self.templates,
            name,
            step: self.step.as_ref(),
        }
    }
}
