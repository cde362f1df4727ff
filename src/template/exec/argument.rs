//! Arguments, and the types that they must have.

use super::{At, Done, Seen, State};
use crate::template::functions::Type;
use crate::template::tree::{Operand, OperandKind};
use crate::template::value::Value;

impl<'t> State<'t, '_> {
    /// Any number of arguments of one type.
    pub(super) fn arguments(
        &mut self,
        dot: &Seen,
        of: Type,
        operands: &'t [Operand],
        last: Option<Seen>,
    ) -> Done<Vec<Value>> {
        let mut values = Vec::with_capacity(operands.len() + 1);
        for operand in operands {
            values.push(self.argument(dot, of, operand)?);
        }
        if let Some(last) = last {
            values.push(self.checked(last, of)?);
        }
        Ok(values)
    }

    /// An argument as it is seen, for functions that take whatever it is.
    pub(super) fn operand(&mut self, dot: &Seen, operand: &'t Operand) -> Done<Seen> {
        self.at = At::Operand(operand);
        match &operand.kind {
            OperandKind::Field(_) | OperandKind::Variable(..) | OperandKind::Chain(..) => {
                self.fields_of(dot, operand, &[], None)
            }
            OperandKind::Pipe(pipe) => self.within(dot, pipe),
            OperandKind::Function(name, callee) => {
                self.call(dot, (name, *callee, At::Operand(operand)), &[], None)
            }
            OperandKind::Nil => Ok(Seen::Nothing),
            _ => self.constant(dot, operand),
        }
    }

    /// An argument of a type; constants are taken for what it asks.
    pub(super) fn argument(&mut self, dot: &Seen, of: Type, operand: &'t Operand) -> Done<Value> {
        match (&operand.kind, of) {
            (OperandKind::Nil, Type::Any | Type::List | Type::Strings | Type::Map) => {
                return Ok(Value::Nil);
            }
            (OperandKind::Nil, _) => {
                self.at = At::Operand(operand);
                return Err(self.error(format!("cannot assign nil to {}", of.go_name())));
            }
            (OperandKind::Bool(..) | OperandKind::Number(..) | OperandKind::String(..), _)
                if of != Type::Any =>
            {
                self.at = At::Operand(operand);
                return self.literal_argument(of, operand);
            }
            _ => {}
        }
        let value = self.operand(dot, operand)?;
        self.checked(value, of)
    }

    fn literal_argument(&mut self, of: Type, operand: &'t Operand) -> Done<Value> {
        let expected = match (of, &operand.kind) {
            (Type::Bool, OperandKind::Bool(is, place)) => return Ok(Value::Bool(*is, *place)),
            (Type::String, OperandKind::String(_, text)) => return Ok(Value::Text(text.clone())),
            (Type::Int | Type::Int64, OperandKind::Number(number, _, place)) => {
                match (number.int, of) {
                    (Some(int), Type::Int64) => return Ok(Value::Int64(int, *place)),
                    (Some(int), _) => return Ok(Value::Int(int, *place)),
                    _ => "integer",
                }
            }
            (Type::Float64, OperandKind::Number(number, _, place)) => match number.float {
                Some(float) => return Ok(Value::Float(float, *place)),
                None => "float",
            },
            (Type::Bool, _) => "bool",
            (Type::String, _) => "string",
            (Type::Int | Type::Int64, _) => "integer",
            (Type::Float64, _) => "float",
            _ => {
                let of = of.go_name();
                return Err(self.error(format!("can't handle {operand} for arg of type {of}")));
            }
        };
        Err(self.error(format!("expected {expected}; found {operand}")))
    }

    /// A value, if it is of a type.
    pub(super) fn checked(&mut self, value: Seen, of: Type) -> Done<Value> {
        let is_empty = matches!(value, Seen::Nothing);
        let value = value.into_value();
        if of.takes(&value) {
            return Ok(value);
        }
        let expected = of.go_name();
        Err(match value {
            Value::Nil if is_empty => {
                if matches!(of, Type::List | Type::Strings | Type::Map) {
                    return Ok(Value::Nil);
                }
                self.error(format!("invalid value; expected {expected}"))
            }
            Value::Nil => self.wrong_type(expected, "interface {}"),
            value => self.wrong_type(expected, value.type_name()),
        })
    }

    fn wrong_type(&mut self, expected: &str, got: &str) -> Box<crate::template::Failure> {
        self.error(format!(
            "wrong type for value; expected {expected}; got {got}"
        ))
    }
}

impl Type {
    /// As Go writes it.
    fn go_name(self) -> &'static str {
        match self {
            Self::Any => "interface {}",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Int64 => "int64",
            Self::Float64 => "float64",
            Self::String => "string",
            Self::List => "[]interface {}",
            Self::Strings => "[]string",
            Self::Map => "map[string]interface {}",
            Self::Object(name) => name,
        }
    }

    fn takes(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Any, _)
            | (Self::Bool, Value::Bool(..))
            | (Self::Int, Value::Int(..))
            | (Self::Int64, Value::Int64(..))
            | (Self::Float64, Value::Float(..))
            | (Self::String, Value::Text(_))
            | (Self::List | Self::Strings, Value::List(_))
            | (Self::Map, Value::Map(_)) => true,
            (Self::List | Self::Strings, Value::Object(object)) => object.as_list().is_some(),
            (Self::Object(name), Value::Object(object)) => object.type_name() == name,
            _ => false,
        }
    }
}
