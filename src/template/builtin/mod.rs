//! Go's own functions.

mod compare;
mod escape;
mod index;

use super::exec::Seen;
use super::failure::Refusal;
use super::format;
use super::functions::Functions;
use super::no_value::NO_VALUE;
use super::value::Value;
use crate::origin::Text;

/// How many arguments a function takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Arity {
    AtLeast(usize),
    Exactly(usize),
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Builtin {
    And,
    Call,
    Eq,
    Ge,
    Gt,
    Html,
    Index,
    Js,
    Le,
    Len,
    Lt,
    Ne,
    Not,
    Or,
    Print,
    Printf,
    Println,
    Slice,
    UrlQuery,
}

impl Builtin {
    /// The function of a name.
    pub(super) fn find(name: &str) -> Option<Self> {
        Some(match name {
            "and" => Self::And,
            "call" => Self::Call,
            "eq" => Self::Eq,
            "ge" => Self::Ge,
            "gt" => Self::Gt,
            "html" => Self::Html,
            "index" => Self::Index,
            "js" => Self::Js,
            "le" => Self::Le,
            "len" => Self::Len,
            "lt" => Self::Lt,
            "ne" => Self::Ne,
            "not" => Self::Not,
            "or" => Self::Or,
            "print" => Self::Print,
            "printf" => Self::Printf,
            "println" => Self::Println,
            "slice" => Self::Slice,
            "urlquery" => Self::UrlQuery,
            _ => return None,
        })
    }

    /// How many arguments it takes.
    pub(super) const fn arity(self) -> Arity {
        match self {
            Self::And
            | Self::Call
            | Self::Eq
            | Self::Index
            | Self::Or
            | Self::Printf
            | Self::Slice => Arity::AtLeast(1),
            Self::Html | Self::Js | Self::Print | Self::Println | Self::UrlQuery => {
                Arity::AtLeast(0)
            }
            Self::Len | Self::Not => Arity::Exactly(1),
            Self::Ge | Self::Gt | Self::Le | Self::Lt | Self::Ne => Arity::Exactly(2),
        }
    }
}

/// Calls one with as many arguments as it takes; `and` and `or` are not called, as they do not evaluate all of theirs.
/// `callee` is the spelling of the first argument.
pub(super) fn call(
    function: Builtin,
    arguments: &[Seen],
    callee: Option<String>,
    functions: &dyn Functions,
) -> Result<Seen, Refusal> {
    let value = |at: usize| arguments.get(at).map_or(&Value::Nil, Seen::value);
    let truth = |is: bool| Ok(Seen::Plain(Value::bool(is)));
    match function {
        Builtin::And | Builtin::Or => Ok(Seen::Nothing),
        Builtin::Call => Err(not_a_function(value(0), callee)),
        Builtin::Eq => truth(compare::is_any(value(0), &arguments[1..])?),
        Builtin::Ne => truth(!compare::is_equal(value(0), value(1))?),
        Builtin::Lt => truth(compare::is_less(value(0), value(1))?),
        Builtin::Ge => truth(!compare::is_less(value(0), value(1))?),
        Builtin::Le => truth(compare::is_at_most(value(0), value(1))?),
        Builtin::Gt => truth(!compare::is_at_most(value(0), value(1))?),
        Builtin::Not => truth(!value(0).is_true()),
        Builtin::Index => index::index(&arguments[0], &arguments[1..], functions),
        Builtin::Slice => index::slice(value(0), &arguments[1..]),
        Builtin::Len => index::length(&arguments[0]),
        _ => write(function, arguments).map(|text| Seen::Plain(Value::Text(text))),
    }
}

fn not_a_function(value: &Value, callee: Option<String>) -> Refusal {
    match value {
        Value::Nil => "call of nil".into(),
        value => {
            let of = value.type_name();
            // A value of a pipeline has no spelling.
            let name = callee.unwrap_or_else(|| match value.as_str() {
                Some(letters) => letters.to_owned(),
                None => format!("<{of} Value>"),
            });
            format!("non-function {name} of type {of}").into()
        }
    }
}

/// Those that give text.
fn write(function: Builtin, arguments: &[Seen]) -> Result<Text, Refusal> {
    let values: Vec<_> = arguments.iter().map(|seen| seen.value().clone()).collect();
    Ok(match function {
        Builtin::Print => format::print(&values)?,
        Builtin::Println => format::println(&values)?,
        Builtin::Printf => match values.split_first() {
            Some((Value::Text(format), values)) => format::printf(format, values)?,
            _ => Text::default(),
        },
        _ => {
            // These take nil for what a template prints for it.
            let shown = |value| match value {
                Value::Nil => Value::text(NO_VALUE),
                value => value,
            };
            let values: Vec<_> = values.into_iter().map(shown).collect();
            let text = format::print(&values)?;
            match function {
                Builtin::Html => escape::html(&text),
                Builtin::Js => escape::javascript(&text),
                _ => escape::query(&text),
            }
        }
    })
}
