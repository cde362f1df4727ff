//! Evaluation: an expression and the values of its variables to a value, and what it cost.
//!
//! An error is not the end: `false && error` is false, as on the server. What it costs is what cel-go counts for the
//! same steps (`interpreter/runtimecost.go`), so that what is too expensive there is so here.

mod attribute;
mod call;
mod constant;
mod context;
mod fold;
mod fold_plan;
mod known;
mod logic;
mod make;
mod plan;

use self::plan::Step;
use super::environment::Program;
use super::error::{Error, ErrorKind};
use super::tree::Id;
use super::value::Value;
pub(crate) use attribute::no_such_overload;
pub use context::{Context, Patterns};
pub(crate) use plan::Plan;

/// The values of an environment's variables.
pub trait Variables<'a> {
    /// The value of the variable that stands at that index in the environment.
    ///
    /// # Errors
    ///
    /// It is not known.
    fn get(&self, index: u32) -> Result<Value<'a>, Error>;
}

impl<'a> Variables<'a> for [Value<'a>] {
    fn get(&self, index: u32) -> Result<Value<'a>, Error> {
        let value = <[Value<'a>]>::get(self, index as usize).cloned();
        value.ok_or_else(|| Error::unknown("a variable without a value"))
    }
}

/// How an evaluation ended.
#[derive(Debug)]
pub struct Outcome<'a> {
    /// The value, or why there is none.
    pub value: Result<Value<'a>, Error>,
    /// What it cost.
    pub cost: u64,
}

impl Program {
    /// Evaluates it. Whatever it is given, it ends: after `limit`, in the units of the server, or when it takes more
    /// steps or memory than the server's limits let anything take.
    pub fn evaluate<'a>(&'a self, variables: &dyn Variables<'a>, limit: u64) -> Outcome<'a> {
        let mut places = Vec::new();
        places.resize_with(self.plan.places as usize, || Place::Empty);
        let mut run = Run {
            program: self,
            variables,
            places,
            context: Context::new(limit, &self.patterns),
        };
        let value = run.value(self.expression.root);
        Outcome {
            value,
            cost: run.context.cost(),
        }
    }
}

/// One evaluation.
struct Run<'e, 'a> {
    program: &'a Program,
    variables: &'e dyn Variables<'a>,
    /// The variables of macros.
    places: Vec<Place<'a>>,
    context: Context<'e>,
}

/// A variable of a macro.
enum Place<'a> {
    Empty,
    Filled(Result<Value<'a>, Error>),
    /// It is looked at when it is asked for.
    Later(Id),
}

type Evaluated<'a> = Result<Value<'a>, Error>;

impl<'a> Run<'_, 'a> {
    fn step(&self, id: Id) -> &'a Step {
        self.program.plan.step(id)
    }

    /// The value of a node.
    fn value(&mut self, id: Id) -> Evaluated<'a> {
        let value = match self.step(id) {
            Step::Constant(constant) => return Ok(constant.value()),
            Step::Call(call) => self.call(call),
            Step::And(left, right) => self.logic(*left, *right, false),
            Step::Or(left, right) => self.logic(*left, *right, true),
            Step::Equal {
                left,
                right,
                negated,
            } => self.equal(*left, *right, *negated),
            Step::Among(value, list) => self.among(*value, *list),
            Step::Otherwise {
                left,
                right,
                unwrapped,
            } => return self.otherwise(*left, *right, *unwrapped),
            Step::Fold(folding) => return self.fold(folding),
            Step::List(items) => self.list(items),
            Step::Map(entries) => self.map(entries),
            Step::Struct(fields) => self.object(id, fields),
            Step::Unreached => Err(Error::failed("nothing is known of this part")),
            _ => self.attribute(id, 1),
        };
        value.map_err(|error| located(error, id))
    }

    /// The value of a node whose first name is free: a branch, or an index.
    fn unnamed(&mut self, id: Id) -> Evaluated<'a> {
        match self.step(id).is_attribute() {
            true => self.attribute(id, 0).map_err(|error| located(error, id)),
            false => self.value(id).and_then(attribute::unpacked),
        }
    }
}

/// The error, with where it came from.
fn located(mut error: Error, id: Id) -> Error {
    error.at.get_or_insert(id);
    error
}

impl Error {
    /// Whether nothing absorbs it.
    fn is_final(&self) -> bool {
        self.ends_all || self.kind == ErrorKind::Cost
    }
}
