//! The functions that a host gives to templates, beside those that Go has.

use super::context::Context;
use super::failure::Refusal;
use super::value::{Map, Value};

/// The type of a parameter. Go evaluates constants by it, and refuses what does not fit before the function is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// `interface {}`: anything, nil too.
    Any,
    /// `bool`
    Bool,
    /// `int`
    Int,
    /// `int64`
    Int64,
    /// `float64`
    Float64,
    /// `string`
    String,
    /// `[]interface {}`
    List,
    /// `[]string`; a list of anything is taken too, as values do not tell the two apart.
    Strings,
    /// `map[string]interface {}`
    Map,
    /// A value of the host, by the name of Go's type.
    Object(&'static str),
}

/// A function of the host.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// Which it is, to the host.
    pub number: usize,
    /// The types of the parameters that must be given.
    pub parameters: &'static [Type],
    /// The type of any number of others behind them.
    pub rest: Option<Type>,
}

impl Function {
    /// A function of any number of any arguments.
    #[must_use]
    pub const fn of_anything(number: usize) -> Self {
        Self {
            number,
            parameters: &[],
            rest: Some(Type::Any),
        }
    }
}

/// The functions that a host gives. One of the name of a built-in function is called in its stead.
pub trait Functions {
    /// The function of a name. If there is none, and Go has none, a text that calls it is not parsed.
    fn find(&self, name: &str) -> Option<Function>;

    /// Calls a function. The arguments are as many and of the types as [`Function`] says.
    ///
    /// # Errors
    /// What the function refuses.
    fn call(
        &self,
        function: Function,
        arguments: &[Value],
        context: &mut Context<'_>,
    ) -> Result<Value, Refusal>;

    /// What a method gives that the Go type of a map has, which comes before its keys; `None` if it has none of this name.
    fn method(&self, map: &Map, name: &str) -> Option<Value> {
        let _ = (map, name);
        None
    }

    /// Is told that a template asks a map for a key, be it there or not.
    fn reads(&self, map: &Map, key: &str) {
        let _ = (map, key);
    }
}
