//! What an expression may use: variables, types, and the functions of a Kubernetes version.

use std::sync::Arc;

use super::cost::{CallEstimate, Operands};
use super::error::Error;
use super::eval::Context;
use super::tree::{Expression, Id};
use super::types::{Object, Type};
use super::value::Value;
use crate::source::Span;

/// A function or an operator by its name, as `size` and `_+_`; names of functions in a name space carry it, as `math.greatest`.
#[derive(Debug)]
pub struct Function {
    /// The name that calls give.
    pub name: &'static str,
    /// What it may be called with. The order is that of the search.
    pub overloads: &'static [Overload],
}

/// One way of calling a function. The checker, the evaluation, both costs and the documentation read this row.
#[derive(Debug)]
pub struct Overload {
    /// The name of this way, unique over all functions: `size_string`.
    pub id: &'static str,
    /// Called as `x.f(y)` rather than `f(x, y)`; the first parameter is then what stands before the dot.
    pub receiver: bool,
    /// The types it takes, the receiver's first.
    pub parameters: &'static [Type],
    /// The type it gives.
    pub result: Type,
    /// The minor version of Kubernetes 1 that new expressions may use it from; 0 when it was there from the beginning.
    pub since: u8,
    /// What it costs.
    pub cost: Cost,
    /// What it does. It is asked with as many values as there are parameters, of the parameters' types as far as the
    /// values' own types show them.
    pub call: Call,
}

/// What a function does: the values of its parameters, the receiver's first, to its result.
pub type Call = for<'v> fn(&mut Context<'_>, &[Value<'v>]) -> Result<Value<'v>, Error>;

/// What a call costs, in Kubernetes' units, without its operands.
#[derive(Clone, Copy, Debug)]
pub enum Cost {
    /// One, whatever the operands.
    One,
    /// Always the same.
    Fixed(u64),
    /// Hanging on the operands.
    Of {
        /// What the call with these operands and this result did cost.
        spent: fn(&[Value<'_>], &Value<'_>) -> u64,
        /// What a call may cost, and how large its result may be.
        estimated: fn(&mut Operands<'_>) -> CallEstimate,
    },
}

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it is, in bytes of the expression's text.
    pub span: Span,
    /// What is there and what was expected, as a sentence without its full stop.
    pub message: String,
    /// What to write instead, if that is known, as a sentence without its full stop.
    pub help: Option<String>,
}

/// Where an expression's names get their meaning.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The minor version of Kubernetes 1 whose functions expressions may use.
    pub minor: u8,
    /// The variables and their types; a name may hold dots.
    pub variables: Vec<(Arc<str>, Type)>,
    /// The objects that expressions may make, by the names of their types: `Object.spec` and `JSONPatch` of mutating policies.
    pub made: fn(&str) -> Option<Object>,
}

/// An expression that was read and checked.
#[derive(Clone, Debug)]
pub struct Program {
    /// The expression as it is evaluated.
    pub expression: Expression,
    /// The type of the result.
    pub result: Type,
    /// The types of the nodes, by their ids.
    pub types: Vec<Type>,
    /// What the nodes' names mean, by their ids.
    pub meanings: Vec<Meaning>,
}

/// What the name at a node means.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// The node has no name of its own, or it is a field's or of a variable of a macro.
    None,
    /// The variable of the environment with this index. At a selection, the whole of it is the variable's name.
    Variable(u32),
    /// A type, as a value.
    Type(Type),
    /// A call of this function, by one of these overloads; with `namespaced`, what stands before the dot is part of the
    /// function's name and not an operand.
    Call {
        /// The function.
        function: &'static Function,
        /// The indices of the overloads whose parameters fit the operands' types, as bits.
        overloads: u64,
        /// Whether the target is part of the name.
        namespaced: bool,
    },
    /// An object of this type is made.
    Object(Object),
}

impl Environment {
    /// Reads and checks an expression.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, in the order of the text.
    pub fn compile(&self, text: &str) -> Result<Program, Vec<Fault>> {
        let _ = text;
        Err(Vec::new())
    }
}

impl Program {
    /// What the name at a node means.
    #[must_use]
    pub fn meaning(&self, id: Id) -> &Meaning {
        let _ = id;
        &Meaning::None
    }
}
