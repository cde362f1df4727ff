//! A template that was parsed. Offsets are bytes of its source.

use std::fmt;
use std::sync::Arc;

use super::builtin::Builtin;
use super::functions::Function;
use super::go::number::Number;
use super::go::quote::quote;
use super::source::Source;
use crate::origin::{Place, Text};

/// One template: a text's own, or one that it defines.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) name: String,
    pub(super) source: Arc<Source>,
    pub(super) body: Body,
}

/// What stands between actions that belong together.
#[derive(Debug, Default)]
pub(super) struct Body(pub(super) Vec<Node>);

/// From the left delimiter of an action to behind the right one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug)]
pub(super) enum Node {
    /// Literal text.
    Text(Extent),
    /// `{{ pipeline }}`
    Action(Extent, Pipe),
    /// `if`, `with`, `range`
    Branch(Branch),
    /// `template`, `block`
    Call(Call),
    Break,
    Continue,
}

/// `template`, with where its name stands.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) extent: Extent,
    pub(super) at: usize,
    pub(super) name: String,
    pub(super) data: Option<Pipe>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BranchKind {
    If,
    With,
    Range,
}

/// An action with a body, and those of its `else if` or `else with`; `range` has but one.
#[derive(Debug)]
pub(super) struct Branch {
    pub(super) kind: BranchKind,
    pub(super) arms: Vec<Arm>,
    pub(super) otherwise: Option<Body>,
}

#[derive(Debug)]
pub(super) struct Arm {
    pub(super) extent: Extent,
    pub(super) pipe: Pipe,
    pub(super) body: Body,
}

/// Commands, each of which is given to the next as its last argument; and the variables that take the outcome.
#[derive(Debug)]
pub(super) struct Pipe {
    pub(super) extent: Extent,
    pub(super) assigns: bool,
    pub(super) variables: Vec<String>,
    pub(super) commands: Vec<Command>,
}

/// A function or method with its arguments, or one operand alone. There is at least one.
#[derive(Debug)]
pub(super) struct Command {
    pub(super) extent: Extent,
    pub(super) operands: Vec<Operand>,
}

#[derive(Debug)]
pub(super) struct Operand {
    pub(super) extent: Extent,
    /// Where Go says that it stands: at its second field, if it has one.
    pub(super) at: usize,
    pub(super) kind: OperandKind,
}

#[derive(Debug)]
pub(super) enum OperandKind {
    Bool(bool, Option<Place>),
    Dot,
    Nil,
    Number(Number, String, Option<Place>),
    /// A string by its spelling, and what it means.
    String(String, Text),
    /// `.a.b`
    Field(Vec<String>),
    /// `$x.a.b`, with the sign.
    Variable(String, Vec<String>),
    Function(String, Callee),
    /// `(pipeline).a.b`, `f.a.b`
    Chain(Box<Operand>, Vec<String>),
    Pipe(Box<Pipe>),
}

/// Whose function a name is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Callee {
    Builtin(Builtin),
    Host(Function),
}

impl Body {
    /// Whether there is nothing but blanks.
    pub(super) fn is_blank(&self, source: &Source) -> bool {
        self.0.iter().all(|node| match node {
            Node::Text(extent) => source.slice(*extent).trim().is_empty(),
            _ => false,
        })
    }
}

fn write_fields(formatter: &mut fmt::Formatter<'_>, fields: &[String]) -> fmt::Result {
    fields
        .iter()
        .try_for_each(|field| write!(formatter, ".{field}"))
}

impl fmt::Display for Operand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            OperandKind::Bool(is, _) => write!(formatter, "{is}"),
            OperandKind::Dot => formatter.write_str("."),
            OperandKind::Nil => formatter.write_str("nil"),
            OperandKind::Number(_, spelling, _) | OperandKind::String(spelling, _) => {
                formatter.write_str(spelling)
            }
            OperandKind::Field(names) => write_fields(formatter, names),
            OperandKind::Variable(name, fields) => {
                formatter.write_str(name)?;
                write_fields(formatter, fields)
            }
            OperandKind::Function(name, _) => formatter.write_str(name),
            OperandKind::Chain(of, fields) => {
                of.write_within(formatter)?;
                write_fields(formatter, fields)
            }
            OperandKind::Pipe(pipe) => write!(formatter, "{pipe}"),
        }
    }
}

impl Operand {
    fn write_within(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            OperandKind::Pipe(pipe) => write!(formatter, "({pipe})"),
            _ => write!(formatter, "{self}"),
        }
    }
}

impl fmt::Display for Command {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, operand) in self.operands.iter().enumerate() {
            if number > 0 {
                formatter.write_str(" ")?;
            }
            operand.write_within(formatter)?;
        }
        Ok(())
    }
}

impl fmt::Display for Pipe {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.variables.is_empty() {
            let sign = if self.assigns { "=" } else { ":=" };
            write!(formatter, "{} {sign} ", self.variables.join(", "))?;
        }
        for (number, command) in self.commands.iter().enumerate() {
            if number > 0 {
                formatter.write_str(" | ")?;
            }
            write!(formatter, "{command}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{{{{template {}", quote(&self.name))?;
        if let Some(data) = &self.data {
            write!(formatter, " {data}")?;
        }
        formatter.write_str("}}")
    }
}
