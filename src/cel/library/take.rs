//! The operands of a call, as what a function takes.

use std::rc::Rc;

use crate::cel::error::Error;
use crate::cel::eval::no_such_overload;
use crate::cel::value::{List, Opaque, Value};

/// The operand of that index.
pub(super) fn any<'o, 'v>(operands: &'o [Value<'v>], index: usize) -> Result<&'o Value<'v>, Error> {
    operands.get(index).ok_or_else(no_such_overload)
}

/// The operand of that index, a text.
pub(super) fn text<'o>(operands: &'o [Value<'_>], index: usize) -> Result<&'o str, Error> {
    match any(operands, index)? {
        Value::String(text) => Ok(text.as_str()),
        _ => Err(no_such_overload()),
    }
}

/// The operand of that index, a number.
pub(super) fn int(operands: &[Value<'_>], index: usize) -> Result<i64, Error> {
    match any(operands, index)? {
        Value::Int(int) => Ok(*int),
        _ => Err(no_such_overload()),
    }
}

/// The operand of that index, a truth.
pub(super) fn bool(operands: &[Value<'_>], index: usize) -> Result<bool, Error> {
    match any(operands, index)? {
        Value::Bool(bool) => Ok(*bool),
        _ => Err(no_such_overload()),
    }
}

/// The operand of that index, a list.
pub(super) fn list<'o, 'v>(operands: &'o [Value<'v>], index: usize) -> Result<&'o List<'v>, Error> {
    match any(operands, index)? {
        Value::List(list) => Ok(list),
        _ => Err(no_such_overload()),
    }
}

/// The operand of that index, of a type of a library's own.
pub(super) fn own<'o, T: Opaque + 'static>(
    operands: &'o [Value<'_>],
    index: usize,
) -> Result<&'o T, Error> {
    match any(operands, index)? {
        Value::Opaque(own) => own.as_any().downcast_ref().ok_or_else(no_such_overload),
        _ => Err(no_such_overload()),
    }
}

/// A list of texts that were made.
pub(super) fn made_list<'v>(texts: impl IntoIterator<Item = impl Into<Rc<str>>>) -> Value<'v> {
    Value::list(texts.into_iter().map(Value::text).collect())
}

/// A value of a type of a library's own.
pub(super) fn opaque<'v>(own: impl Opaque + 'static) -> Value<'v> {
    Value::Opaque(Rc::new(own))
}
