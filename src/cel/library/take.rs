//! The operands of a call, as what a function takes.

use std::rc::Rc;

use crate::cel::error::Error;
use crate::cel::value::{List, Opaque, Text, Value};

/// What a function says that is asked with what it does not take. The checker lets no such call through but where a type is not known.
pub(super) fn no_overload() -> Error {
    Error::failed("no such overload")
}

/// The operand of that index.
pub(super) fn any<'o, 'v>(operands: &'o [Value<'v>], index: usize) -> Result<&'o Value<'v>, Error> {
    operands.get(index).ok_or_else(no_overload)
}

/// The operand of that index, a text.
pub(super) fn text<'o>(operands: &'o [Value<'_>], index: usize) -> Result<&'o str, Error> {
    match any(operands, index)? {
        Value::String(text) => Ok(text.as_str()),
        _ => Err(no_overload()),
    }
}

/// The operand of that index, a number.
pub(super) fn int(operands: &[Value<'_>], index: usize) -> Result<i64, Error> {
    match any(operands, index)? {
        Value::Int(int) => Ok(*int),
        _ => Err(no_overload()),
    }
}

/// The operand of that index, a truth.
pub(super) fn bool(operands: &[Value<'_>], index: usize) -> Result<bool, Error> {
    match any(operands, index)? {
        Value::Bool(bool) => Ok(*bool),
        _ => Err(no_overload()),
    }
}

/// The operand of that index, a list.
pub(super) fn list<'o, 'v>(operands: &'o [Value<'v>], index: usize) -> Result<&'o List<'v>, Error> {
    match any(operands, index)? {
        Value::List(list) => Ok(list),
        _ => Err(no_overload()),
    }
}

/// The operand of that index, of a type of a library's own.
pub(super) fn own<'o, T: Opaque + 'static>(
    operands: &'o [Value<'_>],
    index: usize,
) -> Result<&'o T, Error> {
    match any(operands, index)? {
        Value::Opaque(own) => own.as_any().downcast_ref().ok_or_else(no_overload),
        _ => Err(no_overload()),
    }
}

/// A text that was made.
pub(super) fn made<'v>(text: impl Into<Rc<str>>) -> Value<'v> {
    Value::String(Text::Made(text.into()))
}

/// A list of texts that were made.
pub(super) fn made_list<'v>(texts: impl IntoIterator<Item = impl Into<Rc<str>>>) -> Value<'v> {
    Value::List(List::Made(Rc::new(texts.into_iter().map(made).collect())))
}

/// A value of a type of a library's own.
pub(super) fn opaque<'v>(own: impl Opaque + 'static) -> Value<'v> {
    Value::Opaque(Rc::new(own))
}
