//! What is told of faults: what is there, what was expected, and what to write instead.

use super::shown::{a, listed, quoted};
use crate::cel::environment::Environment;
use crate::cel::error::Error;
use crate::cel::tree::Macro;
use crate::cel::types::{Object, Type};
use crate::cel::{function, parse};
use crate::nearest::nearest;

/// What is wrong, and what to write instead.
pub(super) type Words = (String, Option<String>);

pub(super) fn too_large() -> Words {
    ("the types of this are too large to be checked".into(), None)
}

pub(super) fn unknown_name(name: &str, known: &[&str]) -> Words {
    let help = match nearest(name, known) {
        Some(near) => Some(format!("write `{near}`")),
        None if function::overloads(name, Environment::STORED)
            .next()
            .is_some() =>
        {
            Some(format!("it is a function: write `{name}(…)`"))
        }
        None => there(known),
    };
    (format!("there is no variable `{name}`"), help)
}

/// What is there instead.
fn there(names: &[&str]) -> Option<String> {
    match names {
        [] => None,
        [one] => Some(format!("there is `{one}`")),
        _ => Some(format!("there are {}", listed(names))),
    }
}

pub(super) fn unknown_object(name: &str) -> Words {
    (format!("there is no object type `{name}`"), None)
}

pub(super) fn unknown_field(object: &Object, field: &str) -> Words {
    let names = object.names();
    let escaped = format!("__{field}__");
    let bare = |name: &&str| {
        let inner = name
            .strip_prefix("__")
            .and_then(|name| name.strip_suffix("__"));
        inner.map(|inner| (inner.to_owned(), (*name).to_owned()))
    };
    // A field that is called as a word of the language is meant by its own name.
    let words: Vec<(String, String)> = names.iter().filter_map(bare).collect();
    let known: Vec<&str> = names
        .iter()
        .copied()
        .chain(words.iter().map(|(word, _)| &**word))
        .collect();
    let help = if names.contains(&&*escaped) {
        Some(format!(
            "write `{escaped}`: the name is a word of the language"
        ))
    } else if let Some(near) = nearest(field, &known) {
        let written = words.iter().find(|(word, _)| word == near);
        let near = written.map_or(near, |(_, escaped)| escaped);
        Some(format!("write `{near}`"))
    } else {
        there(&names)
    };
    (format!("there is no field `{field}`"), help)
}

pub(super) fn no_fields(operand: &str, of: &Type, field: &str) -> Words {
    let message = format!("{} is {}, which has no fields", quoted(operand), a(of));
    let is_method = function::functions().any(|function| {
        function.name == field && function.overloads.iter().any(|row| row.receiver)
    });
    let help = is_method.then(|| format!("call it: `.{field}()`"));
    (message, help)
}

pub(super) fn other_field(field: &str, wanted: &Type, given: &Type) -> Words {
    let message = format!("`{field}` is {}, and is given {}", a(wanted), a(given));
    (message, None)
}

pub(super) fn other_type(operand: &str, wanted: &Type, given: &Type) -> Words {
    let message = format!(
        "{} is {}, and {} is expected",
        quoted(operand),
        a(given),
        a(wanted)
    );
    let help = match given {
        Type::Optional(value) if **value == *wanted => {
            Some("say what holds if it is not there: `.orValue(…)`".into())
        }
        _ => None,
    };
    (message, help)
}

pub(super) fn not_optional(of: &Type) -> Words {
    (
        format!(
            "`?` asks for what may be there or not, and this is {}",
            a(of)
        ),
        Some("leave out the `?`".into()),
    )
}

pub(super) fn mixed(before: &Type, here: &Type) -> Words {
    (
        format!(
            "this is {}, and what stands before it is {}",
            a(here),
            a(before)
        ),
        Some("all must be of one type; `dyn(…)` around each of them makes them so".into()),
    )
}

pub(super) fn failing(error: &Error) -> Words {
    (format!("this can never be evaluated: {error}"), None)
}

pub(super) fn no_clause(clause: &str) -> Words {
    let message = format!("the template has `{clause}`, which `format` does not know");
    let help = "it knows `%s`, `%d`, `%f`, `%e`, `%b`, `%o`, `%x`, `%X` and `%%`";
    (message, Some(help.into()))
}

pub(super) fn other_clause(clause: char, of: &Type) -> Words {
    (format!("`%{clause}` does not take {}", a(of)), None)
}

pub(super) fn other_clause_count(asked: usize, given: usize) -> Words {
    let noun = if asked == 1 { "value" } else { "values" };
    let message = format!("the template asks for {asked} {noun}, and {given} are given");
    (message, None)
}

pub(super) fn no_range(operand: &str, of: &Type, by: Macro) -> Words {
    let message = format!(
        "`{}` goes over a list or a map, and {} is {}",
        by.name(),
        quoted(operand),
        a(of)
    );
    (message, None)
}

/// A call of what is no function.
pub(super) struct Unknown<'u> {
    /// The name.
    pub(super) name: &'u str,
    /// Whether it is called on a value.
    pub(super) method: bool,
    /// How many arguments it is given.
    pub(super) count: usize,
    /// The minor version that is asked for.
    pub(super) minor: u8,
}

/// The libraries of cel-go that Kubernetes does not have.
const ABSENT: &[&str] = &["base64", "cel", "math", "proto", "regex"];

pub(super) fn unknown_function(unknown: &Unknown<'_>) -> Words {
    let name = unknown.name;
    let first = function::overloads(name, Environment::STORED)
        .map(|row| row.since)
        .min();
    let since =
        first.or_else(|| parse::macro_since(name, unknown.count).filter(|_| unknown.method));
    if let Some(since) = since.filter(|since| *since > unknown.minor) {
        // New expressions are checked as the version before.
        let message = format!("`{name}` may be used so from Kubernetes 1.{} on", since + 1);
        return (message, None);
    }
    if let Some(form) = macro_form(name) {
        let message = format!("`{name}` is not written so");
        return (message, Some(format!("write `{form}`")));
    }
    let space = name.split_once('.').map_or("", |(space, _)| space);
    if ABSENT.contains(&space) {
        let message = format!("`{name}` is none of the functions that Kubernetes has");
        return (message, None);
    }
    let kind = if unknown.method { "method" } else { "function" };
    let names: Vec<&str> = function::functions()
        .filter(|known| {
            known
                .overloads
                .iter()
                .any(|row| row.receiver == unknown.method)
        })
        .map(|known| known.name)
        .filter(|known| known.starts_with(|first: char| first.is_ascii_alphabetic()))
        .collect();
    let help = nearest(name, &names).map(|near| format!("write `{near}`"));
    (format!("there is no {kind} `{name}`"), help)
}

/// Whether it is no variable, but what names of functions begin with.
pub(super) fn is_name_space(name: &str) -> bool {
    let known = |function: &function::Function| {
        let rest = function.name.strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with('.'))
    };
    ABSENT.contains(&name) || function::functions().any(known)
}

/// How a macro is written.
fn macro_form(name: &str) -> Option<&'static str> {
    Some(match name {
        "has" => "has(object.field)",
        "all" => "list.all(x, condition)",
        "exists" => "list.exists(x, condition)",
        "exists_one" => "list.exists_one(x, condition)",
        "existsOne" => "list.existsOne(i, x, condition)",
        "filter" => "list.filter(x, condition)",
        "map" => "list.map(x, value)",
        "transformList" => "list.transformList(i, x, value)",
        "transformMap" => "map.transformMap(k, v, value)",
        "transformMapEntry" => "map.transformMapEntry(k, v, {key: value})",
        "optMap" => "optional.optMap(x, value)",
        "optFlatMap" => "optional.optFlatMap(x, optional)",
        "sortBy" => "list.sortBy(x, key)",
        _ => return None,
    })
}
