//! What is known when an expression is read, and fails whenever it is evaluated: the server refuses the expression.

use super::Context;
use super::constant::Constant;
use super::plan::Planner;
use crate::cel::error::Error;
use crate::cel::function::Overload;
use crate::cel::standard;
use crate::cel::tree::{Entry, Id, Literal};

impl Planner<'_> {
    /// What a conversion of a constant gives.
    pub(super) fn converted(
        &mut self,
        overloads: &[&'static Overload],
        id: Id,
    ) -> Option<Constant> {
        let operand = self.constant(id)?.clone();
        let row = *overloads.first()?;
        if !standard::is_conversion(row) {
            return None;
        }
        if row.id == "to_dyn" {
            return Some(operand);
        }
        match (row.call)(&mut Context::default(), &[operand.value()]) {
            Ok(value) => Constant::of(&value),
            Err(error) => {
                self.failing.push((id, error));
                None
            }
        }
    }

    /// A key that is known is one that a map may have.
    pub(super) fn read_key(&mut self, id: Id) {
        let is_key = match self.constant(id) {
            Some(Constant::Literal(literal)) => {
                !matches!(literal, Literal::Null | Literal::Bytes(_))
            }
            constant => matches!(constant, None | Some(Constant::Type(_))),
        };
        if !is_key {
            let error = Error::failed("no list and no map has such a key");
            self.failing.push((id, error));
        }
    }

    /// Keys of a map that is known are no bytes: the server fails on these, and only there.
    pub(super) fn read_keys(&mut self, entries: &[Entry], known: &[(Constant, Constant)]) {
        for (entry, (key, _)) in entries.iter().zip(known) {
            if matches!(key, Constant::Literal(Literal::Bytes(_))) {
                let error = Error::failed("the keys of a map that is known are no bytes");
                self.failing.push((entry.key, error));
            }
        }
    }

    /// A pattern that is known is read at once.
    pub(super) fn read_pattern(&mut self, id: Id) {
        let Some(Constant::Literal(Literal::String(pattern))) = self.constant(id) else {
            return;
        };
        if let Err(error) = Context::default().pattern(pattern) {
            self.failing.push((id, error));
        }
    }
}
