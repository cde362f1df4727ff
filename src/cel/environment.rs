//! What an expression may use: variables, types, and the functions of a Kubernetes version.

use std::sync::Arc;

use super::check;
use super::eval::{Patterns, Plan};
use super::function::{self, Overload};
use super::parse;
use super::tree::{Expression, Id};
use super::types::{Object, Type};
use crate::source::Span;

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

/// Names with their types: variables, or the fields of an object. Those of variables may hold dots.
pub type Names = Arc<[(Arc<str>, Type)]>;

/// Where an expression's names get their meaning.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The minor version of Kubernetes 1 whose functions expressions may use.
    pub minor: u8,
    /// The variables and their types; a name may hold dots.
    pub variables: Names,
    /// The objects that expressions may make, by the names of their types: `Object.spec` and `JSONPatch` of mutating policies.
    pub made: fn(&str) -> Option<Object>,
}

/// An expression that was read and checked.
#[derive(Clone, Debug)]
pub struct Program {
    /// The expression as it is evaluated.
    pub expression: Expression,
    /// The variables that it may name, and their types.
    pub variables: Names,
    /// The types of the nodes, by their ids.
    pub types: Vec<Type>,
    /// What the nodes' names mean, by their ids.
    pub meanings: Vec<Meaning>,
    /// How it is evaluated.
    pub(super) plan: Plan,
    /// The patterns that it used.
    pub(super) patterns: Patterns,
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
    /// A call by one of these overloads of one function, those whose parameters fit the operands' types. With
    /// `namespaced`, what stands before the dot is part of the function's name and not an operand.
    Call {
        /// The overloads, at least one.
        overloads: Box<[&'static Overload]>,
        /// Whether the target is part of the name.
        namespaced: bool,
    },
    /// An object of this type is made.
    Object(Object),
}

impl Environment {
    /// The minor version for expressions that are there already when a server reads them, as those of a CRD that is
    /// updated: everything that the server knows may be used.
    pub const STORED: u8 = u8::MAX;

    /// The minor version for expressions that are new to a server of that minor version: those of the version before, so
    /// that the server may be set back.
    #[must_use]
    pub const fn new_on(server: u8) -> u8 {
        server.saturating_sub(1)
    }

    /// Reads and checks an expression.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, in the order of the text.
    pub fn compile(&self, text: &str) -> Result<Program, Vec<Fault>> {
        let expression = parse::parse(text, self.minor).map_err(|fault| vec![fault])?;
        let checked = check::check(self, &expression)?;
        let plan = Plan::of(&expression, &checked.meanings)
            .map_err(|failing| check::failing(&expression, failing))?;
        Ok(Program {
            plan,
            patterns: Patterns::default(),
            expression,
            variables: self.variables.clone(),
            types: checked.types,
            meanings: checked.meanings,
        })
    }

    /// Whether expressions may use a function of that name. Those of JSON patches are for expressions that make such.
    pub(super) fn has_function(&self, name: &str) -> bool {
        let is_for_patches = name.starts_with("jsonpatch.");
        let is_known = function::overloads(name, self.minor).next().is_some();
        is_known && (!is_for_patches || (self.made)("JSONPatch").is_some())
    }
}

impl Program {
    /// What the name at a node means.
    #[must_use]
    pub fn meaning(&self, id: Id) -> &Meaning {
        &self.meanings[id.0 as usize]
    }

    /// The type of a node's value.
    #[must_use]
    pub fn type_of(&self, id: Id) -> &Type {
        &self.types[id.0 as usize]
    }

    /// The type of the result.
    #[must_use]
    pub fn result(&self) -> &Type {
        self.type_of(self.expression.root)
    }
}
