//! Fields and methods.

use super::{At, Done, Seen, State};
use crate::template::engine::Missing;
use crate::template::failure::Refusal;
use crate::template::functions::Type;
use crate::template::go::quote::quote;
use crate::template::tree::{Operand, OperandKind};
use crate::template::value::{Map, Object, Value};

impl<'t> State<'t, '_> {
    /// A chain of fields with what it begins with. The last one is given the arguments, if it is a method.
    pub(super) fn fields_of(
        &mut self,
        dot: &Seen,
        operand: &'t Operand,
        arguments: &'t [Operand],
        last: Option<Seen>,
    ) -> Done<Seen> {
        self.at = At::Operand(operand);
        let (mut value, fields) = match &operand.kind {
            OperandKind::Field(fields) => (dot.clone(), fields),
            OperandKind::Variable(name, fields) => (self.variable(name)?, fields),
            OperandKind::Chain(of, fields) => {
                if matches!(of.kind, OperandKind::Nil) {
                    let message = format!("indirection through explicit nil in {operand}");
                    return Err(self.error(message));
                }
                (self.operand(dot, of)?, fields)
            }
            _ => return self.constant(dot, operand),
        };
        let Some((name, before)) = fields.split_last() else {
            return Ok(value);
        };
        for field in before {
            value = self.field(dot, (operand, field), value, (&[], None))?;
        }
        self.field(dot, (operand, name), value, (arguments, last))
    }

    fn field(
        &mut self,
        dot: &Seen,
        (operand, name): (&'t Operand, &str),
        of: Seen,
        (arguments, last): (&'t [Operand], Option<Seen>),
    ) -> Done<Seen> {
        let has_arguments = !arguments.is_empty() || last.is_some();
        let type_name = of.type_name();
        match (&of, of.value()) {
            (Seen::Nothing, _) if self.engine.missing == Missing::Error => {
                Err(self.error(format!("nil data; no entry for key {}", quote(name))))
            }
            (Seen::Nothing, _) => Ok(Seen::Nothing),
            (_, Value::Nil) => {
                Err(self.error(format!("nil pointer evaluating {type_name}.{name}")))
            }
            (_, Value::Object(object)) => {
                let arguments = self.arguments(dot, Type::Any, arguments, last)?;
                self.member(operand, name, &**object, &arguments)
            }
            (_, Value::Map(map)) if !has_arguments => {
                match self.engine.functions.method(map, name) {
                    Some(value) => Ok(Seen::of_call(value)),
                    None => self.entry(map, name),
                }
            }
            (_, Value::Map(_)) => {
                Err(self.error(format!("{name} is not a method but has arguments")))
            }
            _ => Err(self.no_field(name, type_name)),
        }
    }

    fn no_field(&mut self, name: &str, type_name: &str) -> Box<crate::template::Failure> {
        self.error(format!("can't evaluate field {name} in type {type_name}"))
    }

    fn entry(&mut self, map: &Map, key: &str) -> Done<Seen> {
        self.engine.functions.reads(map, key);
        if let Some(value) = map.borrow().get(key) {
            return Ok(Seen::Boxed(value.clone()));
        }
        match self.engine.missing {
            Missing::Nothing => Ok(Seen::Nothing),
            Missing::Zero => Ok(Seen::Boxed(Value::Nil)),
            Missing::Error => Err(self.error(format!("map has no entry for key {}", quote(key)))),
        }
    }

    /// A method or a field of a value of the host.
    fn member(
        &mut self,
        operand: &'t Operand,
        name: &str,
        object: &dyn Object,
        arguments: &[Value],
    ) -> Done<Seen> {
        match object.call(name, arguments) {
            Some(Ok(value)) => return Ok(Seen::of_call(value)),
            Some(Err(message)) => {
                self.at = At::Operand(operand);
                return Err(self.refused(name, Refusal::Failed(message)));
            }
            None => {}
        }
        if let Some(value) = object.field(name) {
            if arguments.is_empty() {
                return Ok(Seen::Boxed(value));
            }
            let message = format!("{name} has arguments but cannot be invoked as function");
            return Err(self.error(message));
        }
        // What it holds is only made where no field is meant.
        match object.as_map() {
            Some(_) if !arguments.is_empty() => {
                Err(self.error(format!("{name} is not a method but has arguments")))
            }
            Some(map) => self.entry(&map, name),
            None => Err(self.no_field(name, object.type_name())),
        }
    }
}
