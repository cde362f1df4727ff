//! Paths, as Go's package `path` has them. Helm runs on Unix in most places, so those of the system are alike.

use super::call::{Answer, Call, text};
use super::trim::part;
use crate::origin::Text;
use crate::template::Value;

/// `base`, `osBase`
pub(super) fn base(arguments: &[Value], _: &Call<'_>) -> Answer {
    let of = text(arguments, 0)?;
    let says = of.as_str();
    let trimmed = says.trim_end_matches('/');
    Ok(Value::Text(match (says.is_empty(), trimmed.is_empty()) {
        (true, _) => of.derive("."),
        (_, true) => of.derive("/"),
        _ => part(of, trimmed.rsplit('/').next().unwrap_or(trimmed)),
    }))
}

/// `dir`, `osDir`
pub(super) fn dir(arguments: &[Value], _: &Call<'_>) -> Answer {
    let of = text(arguments, 0)?;
    let end = of.as_str().rfind('/').map_or(0, |at| at + 1);
    Ok(Value::Text(cleaned(&of.slice(0, end))))
}

/// `clean`, `osClean`
pub(super) fn clean(arguments: &[Value], _: &Call<'_>) -> Answer {
    Ok(Value::Text(cleaned(text(arguments, 0)?)))
}

/// `ext`, `osExt`
pub(super) fn ext(arguments: &[Value], _: &Call<'_>) -> Answer {
    let of = text(arguments, 0)?;
    let name = of.as_str().rsplit('/').next().unwrap_or_default();
    let dot = name.rfind('.').map(|at| of.len() - name.len() + at);
    Ok(Value::Text(
        dot.map_or_else(Text::default, |dot| of.slice(dot, of.len())),
    ))
}

/// `isAbs`, `osIsAbs`
pub(super) fn is_abs(arguments: &[Value], _: &Call<'_>) -> Answer {
    Ok(Value::bool(text(arguments, 0)?.as_str().starts_with('/')))
}

/// The shortest path that leads to the same place.
fn cleaned(of: &Text) -> Text {
    let says = of.as_str();
    let is_rooted = says.starts_with('/');
    let mut steps: Vec<&str> = Vec::new();
    for step in says.split('/') {
        match step {
            "" | "." => {}
            ".." => match steps.last() {
                Some(&last) if last != ".." => {
                    steps.pop();
                }
                _ if is_rooted => {}
                _ => steps.push(step),
            },
            step => steps.push(step),
        }
    }
    let mut made = Text::default();
    if is_rooted {
        made.push_slice(of, 0, 1);
    }
    for (number, step) in steps.iter().enumerate() {
        if number > 0 {
            made.push_str("/");
        }
        made.push(&part(of, step));
    }
    if made.is_empty() {
        of.derive(".")
    } else {
        made
    }
}
