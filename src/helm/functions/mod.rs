//! The functions that Helm gives to templates: Sprig's, and its own.
//!
//! They never fail in another way than Go's do, take no more than the budget has, and keep the origin of characters that they
//! leave as they are. What is drawn by chance or read from a clock is a fixed stand-in, of which [`Library::drawn`] tells.

mod call;
mod case;
mod certificate;
mod chance;
mod cipher;
mod constraint;
mod dates;
mod decimal;
mod decoded;
mod dict;
mod duration;
mod encode;
mod hash;
mod join;
mod json_read;
mod json_write;
mod layout;
mod layout_read;
mod list;
mod logic;
mod math;
mod merge;
mod nil_list;
mod password;
mod paths;
mod patterns;
mod print;
mod table;
mod time;
mod toml_read;
mod toml_write;
mod trim;
mod types;
mod urls;
mod version;
mod words;
mod yaml;

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::template::format::quote;
use call::{Call, any, characters, text};
pub use chance::Drawn;
pub(crate) use encode::base64;
use patterns::Patterns;
use table::{Does, FUNCTIONS};
pub(super) use version::is_in_range;

use crate::template::{Context, Function, Functions, Refusal, Value, without_no_value};

/// Helm's functions, for one rendering.
#[derive(Debug, Default)]
pub struct Library {
    drawn: RefCell<Vec<Drawn>>,
    patterns: RefCell<Patterns>,
    /// How often templates are in one another that `include` executes.
    nested: RefCell<BTreeMap<String, u32>>,
}

/// How often a template may be in itself; Helm's own bound.
const MOST_NESTED: u32 = 1000;

/// A template that `include` executes, until it is done.
struct Nested<'l> {
    all: &'l RefCell<BTreeMap<String, u32>>,
    name: &'l str,
}

impl Drop for Nested<'_> {
    fn drop(&mut self) {
        if let Some(count) = self.all.borrow_mut().get_mut(self.name) {
            *count -= 1;
        }
    }
}

impl Library {
    fn enter<'l>(&'l self, name: &'l str) -> Result<Nested<'l>, Refusal> {
        let mut nested = self.nested.borrow_mut();
        let count = nested.entry(name.to_owned()).or_default();
        if *count > MOST_NESTED {
            let message = format!(
                "rendering template has a nested reference name: {name}: unable to execute template"
            );
            return Err(Refusal::Failed(message));
        }
        *count += 1;
        let all = &self.nested;
        Ok(Nested { all, name })
    }

    /// The stand-ins that were given since this was asked last, each function at each place once.
    pub fn drawn(&self) -> Vec<Drawn> {
        self.drawn.take()
    }

    /// The names of all functions.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FUNCTIONS.iter().map(|entry| entry.name)
    }
}

impl Functions for Library {
    fn find(&self, name: &str) -> Option<Function> {
        let number = table::find(name)?;
        let entry = &FUNCTIONS[number];
        Some(Function {
            number,
            parameters: entry.parameters,
            rest: entry.rest,
        })
    }

    fn call(
        &self,
        function: Function,
        arguments: &[Value],
        context: &mut Context<'_>,
    ) -> Result<Value, Refusal> {
        let Some(entry) = FUNCTIONS.get(function.number) else {
            return Err(Refusal::Unknown);
        };
        match entry.does {
            Does::Makes(makes) => {
                let call = Call {
                    name: entry.name,
                    budget: context.budget(),
                    place: context.place(),
                    drawn: &self.drawn,
                    patterns: &self.patterns,
                };
                makes(arguments, &call)
            }
            Does::Include => {
                let name = characters(arguments, 0)?;
                let _nested = self.enter(name)?;
                let included = context.execute(name, any(arguments, 1))?;
                Ok(Value::Text(included))
            }
            Does::Tpl => tpl(arguments, context),
            Does::Required => required(arguments),
            Does::Fail => Err(Refusal::Asked(characters(arguments, 0)?.to_owned())),
        }
    }
}

/// `tpl`: a text as a template. What has no value is left out, as Helm does.
fn tpl(arguments: &[Value], context: &mut Context<'_>) -> Result<Value, Refusal> {
    let of = text(arguments, 0)?;
    let made = context.execute_text("gotpl", of, any(arguments, 1));
    let made = made.map_err(|mut failure| {
        let is_parsed = failure.go.contains(": executing ");
        let what = if is_parsed {
            "error during tpl function execution for"
        } else {
            "cannot parse template"
        };
        failure.go = format!("{what} {}: {}", quote(of.as_str()), failure.go);
        failure
    })?;
    Ok(Value::Text(without_no_value(made)))
}

/// `required`: the words first.
fn required(arguments: &[Value]) -> Result<Value, Refusal> {
    let value = any(arguments, 1);
    let is_missing = match value {
        Value::Nil => true,
        Value::Text(text) => text.is_empty(),
        _ => false,
    };
    if is_missing {
        return Err(Refusal::Asked(characters(arguments, 0)?.to_owned()));
    }
    Ok(value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_stand_in_the_order_of_their_names() {
        assert!(FUNCTIONS.is_sorted_by(|one, other| one.name < other.name));
    }
}
