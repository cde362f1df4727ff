//! Calls of functions.

use super::attribute::no_such_overload;
use super::plan::Call;
use super::{Evaluated, Run};
use crate::cel::error::Error;
use crate::cel::function::{Cost, Overload};
use crate::cel::tree::Id;
use crate::cel::value::{self, Value};

impl<'a> Run<'_, 'a> {
    pub(super) fn call(&mut self, call: &'a Call) -> Evaluated<'a> {
        match *call.operands {
            ref operands if call.stops_early => self.call_until(call, operands),
            [] => self.apply(call, &[], None),
            [operand] => {
                let (value, error) = self.operand_of_call(operand)?;
                let error = error.map(|error| breaking(error, call, 0));
                self.apply(call, &[value], error)
            }
            [left, right] => {
                let (left, first) = self.operand_of_call(left)?;
                let (right, second) = self.operand_of_call(right)?;
                let first = first.map(|error| breaking(error, call, 0));
                let second = second.map(|error| breaking(error, call, 1));
                let (first, second) = match &second {
                    Some(error) if error.ends_all => (second, first),
                    _ => (first, second),
                };
                self.apply(call, &[left, right], first.or(second))
            }
            ref operands => self.call_until(call, operands),
        }
    }

    /// Calls a function whose operands are looked at until one fails.
    fn call_until(&mut self, call: &'a Call, operands: &[Id]) -> Evaluated<'a> {
        let mut values = Vec::with_capacity(operands.len());
        for operand in operands {
            let (value, error) = self.operand_of_call(*operand)?;
            values.push(value);
            if let Some(error) = error {
                if values.len() == operands.len() {
                    return self.apply(call, &values, Some(error));
                }
                return Err(error);
            }
        }
        self.apply(call, &values, None)
    }

    /// A value, or what stands in its place and why.
    fn operand_of_call(&mut self, id: Id) -> Result<(Value<'a>, Option<Error>), Error> {
        match self.value(id) {
            Ok(value) => Ok((value, None)),
            Err(error) if error.is_final() => Err(error),
            Err(error) => Ok((Value::Null, Some(error))),
        }
    }

    /// Calls the overload that the values fit, unless one of them failed. It costs in either case.
    fn apply(&mut self, call: &Call, values: &[Value<'a>], error: Option<Error>) -> Evaluated<'a> {
        let chosen = match error {
            Some(error) if error.ends_all => {
                self.context.stop();
                return Err(error);
            }
            Some(error) => Err(error),
            None => chosen(call, values).ok_or_else(no_such_overload),
        };
        let result = match &chosen {
            Ok(overload) => (overload.call)(&mut self.context, values),
            Err(error) => Err(error.clone()),
        };
        let spent = spent(call, chosen.ok(), values, &result);
        self.context.spend(spent)?;
        result
    }
}

/// The error of an operand. The server looks at the operand itself to say what these functions cost, and breaks off when
/// it is none.
fn breaking(mut error: Error, call: &Call, operand: usize) -> Error {
    if let [overload] = *call.overloads {
        let id = overload.id;
        let looked_at = match id {
            "list_distinct" => Some(0),
            "list_flatten_int" => Some(1),
            _ if id.starts_with("list_") && id.ends_with("_sort") => Some(0),
            _ if id.starts_with("list_") && id.ends_with("_sortByAssociatedKeys") => Some(1),
            _ => None,
        };
        error.ends_all |= looked_at == Some(operand);
    }
    error
}

fn chosen(call: &Call, values: &[Value<'_>]) -> Option<&'static Overload> {
    if call.is_of_language {
        return call.overloads.first().copied();
    }
    let is_fit = |overload: &&&'static Overload| {
        let parameters = overload.parameters;
        parameters.len() == values.len()
            && values
                .iter()
                .zip(parameters)
                .all(|(value, of)| value::fits(value, of))
    };
    call.overloads.iter().find(is_fit).copied()
}

/// What a call did cost. Where the types leave open which overload of the language is meant, cel-go counts one; the
/// server counts its own functions by their names.
fn spent(
    call: &Call,
    chosen: Option<&'static Overload>,
    values: &[Value<'_>],
    result: &Evaluated<'_>,
) -> u64 {
    let overload = match *call.overloads {
        [overload] => overload,
        _ if call.is_of_language => return 1,
        [first, ..] => chosen.unwrap_or(first),
        [] => return 1,
    };
    match overload.cost {
        Cost::Fixed(cost) => cost,
        Cost::Of { spent, .. } => spent(values, result.as_ref().unwrap_or(&Value::Null)),
    }
}
