//! Functions and operators: rows that the checker, the evaluation, both costs and the documentation read.

use super::cost::{CallEstimate, Operands};
use super::error::Error;
use super::eval::Context;
use super::types::Type;
use super::value::Value;
use super::{library, standard};

/// A function or an operator by its name, as `size` and `_+_`; names of functions in a name space carry it, as `math.greatest`.
/// Tables of several libraries may have rows for one name.
#[derive(Debug)]
pub struct Function {
    /// The name that calls give.
    pub name: &'static str,
    /// What it may be called with. The order is that of the search.
    pub overloads: &'static [Overload],
}

/// One way of calling a function.
#[derive(Debug)]
pub struct Overload {
    /// The name of this way, unique over all functions: `size_string`.
    pub id: &'static str,
    /// Called as `x.f(y)` rather than `f(x, y)`; the first parameter is then what stands before the dot.
    pub receiver: bool,
    /// The types it takes, the receiver's first.
    pub parameters: &'static [Type],
    /// The type it gives.
    pub result: Type,
    /// The minor version of Kubernetes 1 that new expressions may use it from; 0 when it was there from the beginning.
    pub since: u8,
    /// What it costs.
    pub cost: Cost,
    /// What it does. It is asked with as many values as there are parameters, of the parameters' types as far as the
    /// values' own types show them.
    pub call: Call,
}

/// What a function does: the values of its parameters, the receiver's first, to its result.
pub type Call = for<'v> fn(&mut Context<'_>, &[Value<'v>]) -> Result<Value<'v>, Error>;

/// What a call costs, in Kubernetes' units, without its operands.
#[derive(Clone, Copy, Debug)]
pub enum Cost {
    /// Always the same; mostly one.
    Fixed(u64),
    /// Hanging on the operands.
    Of {
        /// What the call with these operands and this result did cost.
        spent: fn(&[Value<'_>], &Value<'_>) -> u64,
        /// What a call may cost, and how large its result may be.
        estimated: fn(&mut Operands<'_>) -> CallEstimate,
    },
}

impl Overload {
    /// A function: `f(x, y)`. It costs one, and was there from the beginning.
    #[must_use]
    pub const fn function(
        id: &'static str,
        parameters: &'static [Type],
        result: Type,
        call: Call,
    ) -> Self {
        Self {
            id,
            receiver: false,
            parameters,
            result,
            since: 0,
            cost: Cost::Fixed(1),
            call,
        }
    }

    /// A method: `x.f(y)`. It costs one, and was there from the beginning.
    #[must_use]
    pub const fn method(
        id: &'static str,
        parameters: &'static [Type],
        result: Type,
        call: Call,
    ) -> Self {
        let mut row = Self::function(id, parameters, result, call);
        row.receiver = true;
        row
    }

    /// The row, there from that minor version on.
    #[must_use]
    pub const fn since(mut self, minor: u8) -> Self {
        self.since = minor;
        self
    }

    /// The row, with that cost.
    #[must_use]
    pub const fn costing(mut self, cost: Cost) -> Self {
        self.cost = cost;
        self
    }
}

/// The tables, in the order in which Kubernetes' environment has the libraries.
static TABLES: &[&[&[Function]]] = &[
    standard::TABLES,
    library::TABLES,
    &[library::JSON_PATCHES],
    &[standard::OPTIONALS],
];

/// All functions. One that several libraries know stands several times.
pub(super) fn functions() -> impl Iterator<Item = &'static Function> {
    TABLES.iter().copied().flatten().copied().flatten()
}

/// The ways to call a function that new expressions may use in that minor version of Kubernetes 1, in the order of the search.
pub(super) fn overloads(name: &str, minor: u8) -> impl Iterator<Item = &'static Overload> {
    functions()
        .filter(move |function| function.name == name)
        .flat_map(|function| function.overloads)
        .filter(move |overload| overload.since <= minor)
}

/// Whether there are functions of that name within name spaces, as `greatest` within `math`.
pub(super) fn is_in_name_space(name: &str) -> bool {
    functions().any(|function| {
        function
            .name
            .strip_suffix(name)
            .is_some_and(|space| space.ends_with('.'))
    })
}
