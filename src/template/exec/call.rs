//! Calls of functions.

use super::{At, Done, Seen, State};
use crate::template::builtin::{self, Arity, Builtin};
use crate::template::functions::{Function, Type};
use crate::template::tree::{Callee, Operand};
use crate::template::value::Value;

/// The function that is called: its name, itself, and what an error stands at.
type Called<'t> = (&'t str, Callee, At<'t>);

impl<'t> State<'t, '_> {
    pub(super) fn call(
        &mut self,
        dot: &Seen,
        (name, callee, at): Called<'t>,
        arguments: &'t [Operand],
        last: Option<Seen>,
    ) -> Done<Seen> {
        let count = arguments.len() + usize::from(last.is_some());
        match callee {
            Callee::Host(function) => {
                let arity = match function.rest {
                    Some(_) => Arity::AtLeast(function.parameters.len()),
                    None => Arity::Exactly(function.parameters.len()),
                };
                self.check_count(name, arity, count, arguments.len())?;
                let values = self.host_arguments(dot, &function, arguments, last)?;
                let functions = self.engine.functions;
                let given = functions.call(function, &values, &mut self.context(name));
                given.map(Seen::of_call).map_err(|refusal| {
                    self.at = at;
                    self.refused(name, refusal)
                })
            }
            Callee::Builtin(function) => {
                self.check_count(name, function.arity(), count, arguments.len())?;
                if let Builtin::And | Builtin::Or = function {
                    return self.choose(dot, function, arguments, last);
                }
                let values = self.builtin_arguments(dot, function, arguments, last)?;
                let callee = arguments.first().map(Operand::to_string);
                let given = builtin::call(function, &values, callee, self.engine.functions);
                let given = given.map_err(|refusal| {
                    self.at = at;
                    self.refused(name, refusal)
                })?;
                match (function, given.value()) {
                    (Builtin::Slice, Value::List(list)) => self.steps(list.borrow().len() as u64)?,
                    (Builtin::Index, _) => {}
                    (_, Value::Text(text)) => self.bytes(super::size(text))?,
                    _ => {}
                }
                Ok(given)
            }
        }
    }

    fn check_count(&mut self, name: &str, arity: Arity, count: usize, written: usize) -> Done<()> {
        let wants = match arity {
            Arity::AtLeast(least) if count < least => format!("at least {least} got {written}"),
            Arity::Exactly(exactly) if count != exactly => format!("{exactly} got {count}"),
            _ => return Ok(()),
        };
        Err(self.error(format!("wrong number of args for {name}: want {wants}")))
    }

    fn host_arguments(
        &mut self,
        dot: &Seen,
        function: &Function,
        arguments: &'t [Operand],
        last: Option<Seen>,
    ) -> Done<Vec<Value>> {
        let type_of = |at: usize| {
            let rest = function.rest.unwrap_or(Type::Any);
            function.parameters.get(at).copied().unwrap_or(rest)
        };
        let mut values = Vec::with_capacity(arguments.len() + 1);
        for (at, operand) in arguments.iter().enumerate() {
            values.push(self.argument(dot, type_of(at), operand)?);
        }
        if let Some(last) = last {
            values.push(self.checked(last, type_of(arguments.len()))?);
        }
        Ok(values)
    }

    /// Go's own functions see nothing apart from nil; the format of `printf` must be a string.
    fn builtin_arguments(
        &mut self,
        dot: &Seen,
        function: Builtin,
        arguments: &'t [Operand],
        last: Option<Seen>,
    ) -> Done<Vec<Seen>> {
        let is_format = |at: usize| at == 0 && function == Builtin::Printf;
        let mut values = Vec::with_capacity(arguments.len() + 1);
        for (at, operand) in arguments.iter().enumerate() {
            values.push(if is_format(at) {
                Seen::Plain(self.argument(dot, Type::String, operand)?)
            } else {
                self.operand(dot, operand)?
            });
        }
        if let Some(last) = last {
            values.push(if is_format(values.len()) {
                Seen::Plain(self.checked(last, Type::String)?)
            } else {
                last
            });
        }
        Ok(values)
    }

    /// `and`, `or`: those behind the one that decides are not evaluated.
    fn choose(
        &mut self,
        dot: &Seen,
        function: Builtin,
        arguments: &'t [Operand],
        last: Option<Seen>,
    ) -> Done<Seen> {
        let mut value = Seen::Nothing;
        for operand in arguments {
            value = self.operand(dot, operand)?;
            if value.value().is_true() == (function == Builtin::Or) {
                return Ok(value);
            }
        }
        Ok(last.unwrap_or(value))
    }
}
