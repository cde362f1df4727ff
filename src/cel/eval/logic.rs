//! Operators that look at one side alone where that is enough, and equality.

use super::attribute::no_such_overload;
use super::{Evaluated, Run};
use crate::cel::error::{Error, ErrorKind};
use crate::cel::tree::Id;
use crate::cel::value::{self, Value};

impl<'a> Run<'_, 'a> {
    /// `&&`, which `decisive` false ends, and `||`, which true ends. An error on one side is forgotten if the other
    /// decides.
    pub(super) fn logic(&mut self, left: Id, right: Id, decisive: bool) -> Evaluated<'a> {
        let left = self.value(left);
        if matches!(left, Ok(Value::Bool(value)) if value == decisive) {
            return left;
        }
        if matches!(&left, Err(error) if error.is_final()) {
            return left;
        }
        let right = self.value(right);
        joined(left, right, decisive)
    }

    pub(super) fn equal(&mut self, left: Id, right: Id, negated: bool) -> Evaluated<'a> {
        let left = self.value(left);
        if matches!(&left, Err(error) if error.is_final()) {
            return left;
        }
        let right = self.value(right);
        self.context.spend(comparison(&left, &right))?;
        let is_equal = value::equal(&left?, &right?)?;
        Ok(Value::Bool(is_equal != negated))
    }

    /// Whether a value is among the constants that another node holds.
    pub(super) fn among(&mut self, value: Id, list: Id) -> Evaluated<'a> {
        let value = self.value(value)?;
        let super::plan::Step::Constant(constant) = self.step(list) else {
            return Err(no_such_overload());
        };
        for item in constant.set().unwrap_or_default() {
            if value::equal(&value, &item.value())? {
                return Ok(Value::Bool(true));
            }
        }
        Ok(Value::Bool(false))
    }

    /// `left.or(right)`, `left.orValue(right)`.
    pub(super) fn otherwise(&mut self, left: Id, right: Id, unwrapped: bool) -> Evaluated<'a> {
        match self.value(left)? {
            Value::Optional(None) => self.value(right),
            Value::Optional(Some(value)) if unwrapped => Ok((*value).clone()),
            left => Ok(left),
        }
    }
}

/// Two sides of `&&` or `||`, the first of which does not decide.
pub(super) fn joined<'a>(
    left: Evaluated<'a>,
    right: Evaluated<'a>,
    decisive: bool,
) -> Evaluated<'a> {
    if matches!(right, Ok(Value::Bool(value)) if value == decisive) {
        return right;
    }
    match (boolean(left), boolean(right)) {
        (Err(left), Err(right)) => Err(match right.kind {
            ErrorKind::Failed => left,
            ErrorKind::Cost => right,
            _ if left.kind == ErrorKind::Failed => right,
            _ => left,
        }),
        (Err(error), _) | (_, Err(error)) => Err(error),
        (Ok(_), right) => right,
    }
}

fn boolean(value: Evaluated<'_>) -> Evaluated<'_> {
    match value {
        Ok(Value::Bool(_)) | Err(_) => value,
        Ok(_) => Err(no_such_overload()),
    }
}

/// What it costs to compare two values: the smaller is looked at. Those that libraries make cost one.
fn comparison(left: &Result<Value<'_>, Error>, right: &Result<Value<'_>, Error>) -> u64 {
    let size = |side: &Result<Value<'_>, Error>| match side {
        // Most texts are short, and one of at most ten bytes costs as one of ten characters.
        Ok(Value::String(text)) if (1..=10).contains(&text.as_str().len()) => 1,
        Ok(value) => value::size(value),
        Err(_) => 1,
    };
    match left {
        Ok(Value::Opaque(_)) => 1,
        _ => size(left).min(size(right)).div_ceil(10),
    }
}
