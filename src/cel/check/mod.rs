//! Types of expressions: what each part is, what its names mean, and what is wrong with it.
//!
//! The rules are those of cel-go 0.26, which API servers check expressions with: what is refused there is refused here,
//! and the other way about.

mod calls;
mod fields;
mod folds;
mod formatted;
mod literals;
mod misfit;
mod names;
mod operators;
mod shown;
mod uniform;
mod unify;
mod words;

use std::sync::Arc;

use super::environment::{Environment, Fault, Meaning};
use super::error::Error;
use super::tree::{Expression, Form, Id, Literal, Macro};
use super::types::Type;
use crate::source::Span;
use unify::Unifier;

/// How many parts the type of one part of an expression may have. Macros within macros may double them again and again.
const MOST_PARTS: usize = 1000;

/// What is known of a checked expression's nodes, by their ids.
#[derive(Debug)]
pub(super) struct Checked {
    /// Their types.
    pub(super) types: Vec<Type>,
    /// What their names mean.
    pub(super) meanings: Vec<Meaning>,
}

/// Checks an expression.
///
/// # Errors
///
/// Everything that is wrong with it, in the order of the text.
pub(super) fn check(
    environment: &Environment,
    expression: &Expression,
) -> Result<Checked, Vec<Fault>> {
    let count = expression.nodes.len();
    let mut checker = Checker {
        environment,
        expression,
        types: vec![None; count],
        meanings: vec![Meaning::None; count],
        scopes: Vec::new(),
        folds: Vec::new(),
        unifier: Unifier::default(),
        faults: Vec::new(),
    };
    checker.check(expression.root);
    if checker.unifier.is_exhausted() {
        checker.fault(expression.root, words::too_large());
    }
    let checked = checker.settled()?;
    let reading = Reading {
        expression,
        checked: &checked,
    };
    let mut faults = uniform::faults(&reading);
    faults.extend(formatted::faults(&reading));
    match in_order(faults) {
        faults if faults.is_empty() => Ok(checked),
        faults => Err(faults),
    }
}

/// An expression whose types are known.
struct Reading<'e> {
    expression: &'e Expression,
    checked: &'e Checked,
}

impl<'e> Reading<'e> {
    fn type_of(&self, id: Id) -> &'e Type {
        &self.checked.types[id.0 as usize]
    }

    fn form(&self, id: Id) -> &'e Form {
        &self.expression.node(id).form
    }

    fn fault(&self, at: Id, words: words::Words) -> Fault {
        fault_at(self.expression.node(at).span, words)
    }
}

/// Constants that fail whenever they are evaluated.
pub(super) fn failing(expression: &Expression, failing: Vec<(Id, Error)>) -> Vec<Fault> {
    let fault = |(id, error): (Id, Error)| {
        let span = expression.node(id).span;
        fault_at(span, words::failing(&error))
    };
    in_order(failing.into_iter().map(fault).collect())
}

fn fault_at(span: Span, (message, help): words::Words) -> Fault {
    Fault {
        span,
        message,
        help,
    }
}

/// Faults in the order of the text.
fn in_order(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by_key(|fault| fault.span);
    faults.dedup();
    faults
}

/// Goes through an expression once.
struct Checker<'e> {
    environment: &'e Environment,
    expression: &'e Expression,
    /// What is known of the nodes' types; nothing of those that were not come to.
    types: Vec<Option<Type>>,
    meanings: Vec<Meaning>,
    /// The variables of the macros that are open, the innermost last.
    scopes: Vec<(Arc<str>, Type)>,
    /// The macros that are open, the innermost last, and where they are called.
    folds: Vec<(Span, Macro)>,
    unifier: Unifier,
    faults: Vec<Fault>,
}

impl Checker<'_> {
    /// Checks a node and all below it. Long chains, as `a + b + c`, lean to the left: they are walked without recursion.
    fn check(&mut self, id: Id) {
        let mut chain = vec![id];
        let mut last = id;
        while let Some(first) = self.leaning(last) {
            self.check_before_target(last);
            chain.push(first);
            last = first;
        }
        while let Some(id) = chain.pop() {
            // A node that a macro uses twice is the same both times.
            if self.types[id.0 as usize].is_none() {
                self.check_form(id);
            }
        }
    }

    /// What a method is given is checked before what it is called on, as on the server: what is learned of one counts for
    /// the other.
    fn check_before_target(&mut self, id: Id) {
        let expression = self.expression;
        if let Form::Call {
            target: Some(_),
            arguments,
            ..
        } = &expression.node(id).form
        {
            arguments.iter().for_each(|argument| self.check(*argument));
        }
    }

    /// The operand that everything at a node leans on.
    fn leaning(&self, id: Id) -> Option<Id> {
        match &self.expression.node(id).form {
            Form::Select { operand, .. } if self.qualified(id).is_none() => Some(*operand),
            Form::Call {
                target: Some(target),
                function,
                ..
            } if !self.is_name_space(*target, function) => Some(*target),
            Form::Call {
                target: None,
                arguments,
                ..
            } => arguments.first().copied(),
            _ => None,
        }
    }

    fn check_form(&mut self, id: Id) {
        let expression = self.expression;
        let of = match &expression.node(id).form {
            Form::Literal(literal) => type_of(literal),
            Form::Name { name, .. } => self.check_name(id, name),
            Form::Select {
                operand,
                field,
                test,
            } => self.check_select(id, *operand, field, *test),
            Form::Call {
                target,
                function,
                arguments,
            } => self.check_call(id, *target, function, arguments),
            Form::List(items) => self.check_list(items),
            Form::Map(entries) => self.check_map(entries),
            Form::Struct { name, fields } => self.check_struct(id, name, fields),
            Form::Fold(fold) => self.check_fold(id, fold),
        };
        let of = self.bounded(id, of);
        self.types[id.0 as usize] = Some(of);
    }

    /// The type, unless it is too large to go on with.
    fn bounded(&mut self, id: Id, of: Type) -> Type {
        let mut left = MOST_PARTS;
        if is_within(&of, &mut left) {
            return of;
        }
        self.fault(id, words::too_large());
        Type::Error
    }

    /// The type of a node that was checked.
    fn type_of(&self, id: Id) -> Type {
        self.types[id.0 as usize].clone().unwrap_or(Type::Error)
    }

    /// [`Self::type_of`], with what is known of it by now.
    fn known(&self, id: Id) -> Type {
        self.unifier.known(&self.type_of(id))
    }

    fn span(&self, id: Id) -> Span {
        self.expression.node(id).span
    }

    /// Tells that something is wrong at a node.
    fn fault(&mut self, at: Id, words: words::Words) {
        self.fault_in(self.span(at), words);
    }

    fn fault_in(&mut self, span: Span, words: words::Words) {
        self.faults.push(fault_at(span, words));
    }

    /// What was found, with every type as far as it is known in the end.
    fn settled(self) -> Result<Checked, Vec<Fault>> {
        if !self.faults.is_empty() {
            return Err(in_order(self.faults));
        }
        let unifier = &self.unifier;
        let settled = |of: Option<Type>| of.map_or(Type::Dyn, |of| unifier.settled(&of));
        Ok(Checked {
            types: self.types.into_iter().map(settled).collect(),
            meanings: self.meanings,
        })
    }
}

const fn type_of(literal: &Literal) -> Type {
    match literal {
        Literal::Null => Type::Null,
        Literal::Bool(_) => Type::Bool,
        Literal::Int(_) => Type::Int,
        Literal::Uint(_) => Type::Uint,
        Literal::Double(_) => Type::Double,
        Literal::String(_) => Type::String,
        Literal::Bytes(_) => Type::Bytes,
    }
}

/// Whether a type has no more than `left` parts.
fn is_within(of: &Type, left: &mut usize) -> bool {
    let Some(rest) = left.checked_sub(1) else {
        return false;
    };
    *left = rest;
    match of {
        Type::List(inner) | Type::Optional(inner) | Type::Type(inner) => is_within(inner, left),
        Type::Map(key, value) => is_within(key, left) && is_within(value, left),
        _ => true,
    }
}
