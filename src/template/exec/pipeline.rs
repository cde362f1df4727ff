//! Pipelines, commands and constants.

use super::{At, Done, Seen, State};
use crate::template::go::number::Number;
use crate::template::tree::{Command, Operand, OperandKind, Pipe};
use crate::template::value::Value;

impl<'t> State<'t, '_> {
    pub(super) fn pipeline(&mut self, dot: &Seen, pipe: &'t Pipe) -> Done<Seen> {
        self.at = At::Pipe(pipe);
        let mut value = None;
        for command in &pipe.commands {
            self.steps(1)?;
            value = Some(self.command(dot, command, value)?.unboxed());
        }
        let value = value.unwrap_or(Seen::Nothing);
        for variable in &pipe.variables {
            if pipe.assigns {
                self.assign(variable, value.clone())?;
            } else {
                self.variables.push((variable, value.clone()));
            }
        }
        Ok(value)
    }

    /// Sets the variable of a name that was declared last.
    pub(super) fn assign(&mut self, name: &str, value: Seen) -> Done<()> {
        let at = self.variable_at(name)?;
        self.variables[at].1 = value;
        Ok(())
    }

    pub(super) fn variable(&mut self, name: &str) -> Done<Seen> {
        let at = self.variable_at(name)?;
        Ok(self.variables[at].1.clone())
    }

    fn variable_at(&mut self, name: &str) -> Done<usize> {
        let known = self.variables.iter();
        let Some(at) = known.rev().position(|(known, _)| *known == name) else {
            return Err(self.error(format!("undefined variable: {name}")));
        };
        // To look through many is work.
        self.steps(at as u64 / 32)?;
        Ok(self.variables.len() - 1 - at)
    }

    /// A command, with what the one before it gives as the last argument.
    fn command(&mut self, dot: &Seen, command: &'t Command, last: Option<Seen>) -> Done<Seen> {
        let Some((first, arguments)) = command.operands.split_first() else {
            return Ok(Seen::Nothing);
        };
        match &first.kind {
            OperandKind::Field(_) | OperandKind::Chain(..) => {
                self.fields_of(dot, first, arguments, last)
            }
            OperandKind::Function(name, callee) => {
                self.at = At::Operand(first);
                let (callee, at) = (*callee, At::Command(command));
                self.call(dot, (name, callee, at), arguments, last)
            }
            OperandKind::Pipe(pipe) => {
                self.not_a_function(first, arguments, last.as_ref())?;
                self.within(dot, pipe)
            }
            OperandKind::Variable(_, fields) => {
                if fields.is_empty() {
                    self.at = At::Operand(first);
                    self.not_a_function(first, arguments, last.as_ref())?;
                }
                self.fields_of(dot, first, arguments, last)
            }
            _ => {
                self.at = At::Operand(first);
                self.not_a_function(first, arguments, last.as_ref())?;
                self.constant(dot, first)
            }
        }
    }

    /// A pipeline in parentheses.
    pub(super) fn within(&mut self, dot: &Seen, pipe: &'t Pipe) -> Done<Seen> {
        let _level = self.deeper()?;
        self.pipeline(dot, pipe)
    }

    fn not_a_function(
        &mut self,
        operand: &'t Operand,
        arguments: &[Operand],
        last: Option<&Seen>,
    ) -> Done<()> {
        if arguments.is_empty() && last.is_none() {
            return Ok(());
        }
        Err(self.error(format!("can't give argument to non-function {operand}")))
    }

    /// A constant, or the dot, where any type fits.
    pub(super) fn constant(&mut self, dot: &Seen, operand: &'t Operand) -> Done<Seen> {
        Ok(Seen::Plain(match &operand.kind {
            OperandKind::Bool(is, place) => Value::Bool(*is, *place),
            OperandKind::Dot => return Ok(dot.clone()),
            OperandKind::String(_, text) => Value::Text(text.clone()),
            OperandKind::Number(number, spelling, place) => {
                self.at = At::Operand(operand);
                match *number {
                    Number {
                        float: Some(float),
                        is_integer: false,
                        ..
                    } => Value::Float(float, *place),
                    Number { int: Some(int), .. } => Value::Int(int, *place),
                    _ => return Err(self.error(format!("{spelling} overflows int"))),
                }
            }
            _ => return Err(self.error("nil is not a command".to_owned())),
        }))
    }
}
