//! What asks about texts.

use crate::cel::error::Error;
use crate::cel::eval::{Context, no_such_overload};
use crate::cel::value::Value;

type Result<T> = std::result::Result<T, Error>;

fn both<'s>(values: &'s [Value<'_>]) -> Result<(&'s str, &'s str)> {
    match values {
        [Value::String(text), Value::String(part)] => Ok((text.as_str(), part.as_str())),
        _ => Err(no_such_overload()),
    }
}

pub(super) fn contains<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    both(values).map(|(text, part)| Value::Bool(text.contains(part)))
}

pub(super) fn starts_with<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    both(values).map(|(text, part)| Value::Bool(text.starts_with(part)))
}

pub(super) fn ends_with<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    both(values).map(|(text, part)| Value::Bool(text.ends_with(part)))
}

pub(super) fn matches<'v>(context: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    let (text, pattern) = both(values)?;
    let pattern = context.pattern(pattern)?;
    Ok(Value::Bool(pattern.is_match(text)))
}
