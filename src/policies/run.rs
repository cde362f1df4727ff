//! The expressions of a policy, evaluated for one object.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::declared::{Name, VARIABLES};
use super::judge::{Case, is_open};
use super::policy::{Expression, Policy};
use super::served::Whole;
use crate::cel::eval::Variables;
use crate::cel::value::{Fields, Object, Text};
use crate::cel::{Error, ErrorKind, Value};

/// What an expression may cost. Source: `pkg/apis/cel/config.go`.
const MOST_OF_CALL: u64 = 1_000_000;

/// How long a message may be that is evaluated.
const MOST_OF_MESSAGE: usize = 5 * 1024;

/// What came of a variable.
type Evaluated<'a> = Result<Value<'a>, Error>;

/// Expressions that are evaluated together: they share the values of variables, and what they may cost.
pub(super) struct Run<'a> {
    case: Rc<Case<'a>>,
    values: Rc<RefCell<Vec<Option<Evaluated<'a>>>>>,
    left: Rc<Cell<u64>>,
    /// Match conditions do not see the namespace.
    has_no_namespace: bool,
}

impl<'a> Run<'a> {
    pub(super) fn of(case: &Rc<Case<'a>>, budget: u64, has_no_namespace: bool) -> Self {
        let count = case.policy.variables.len();
        Self {
            case: Rc::clone(case),
            values: Rc::new(RefCell::new(vec![None; count])),
            left: Rc::new(Cell::new(budget)),
            has_no_namespace,
        }
    }

    fn share(&self) -> Self {
        Self {
            case: Rc::clone(&self.case),
            values: Rc::clone(&self.values),
            left: Rc::clone(&self.left),
            has_no_namespace: self.has_no_namespace,
        }
    }

    pub(super) fn evaluate(&self, expression: &'a Expression) -> Result<Value<'a>, Error> {
        let values = Values {
            run: self.share(),
            names: &expression.names,
        };
        let outcome = expression.program.evaluate(&values, MOST_OF_CALL);
        match self.left.get().checked_sub(outcome.cost) {
            Some(left) => self.left.set(left),
            None => return Err(Error::of(ErrorKind::Cost, "the cost of all expressions")),
        }
        outcome.value
    }

    /// A message, if it is one that the server gives.
    pub(super) fn message(&self, says: &'a Expression) -> Option<String> {
        let said = self.evaluate(says);
        self.case.whole.take_looked();
        let Ok(Value::String(said)) = said else {
            return None;
        };
        let said = said.as_str().trim();
        let is_told = said.len() <= MOST_OF_MESSAGE && !said.contains('\n') && !said.is_empty();
        is_told.then(|| said.to_owned())
    }
}

/// The variables of an expression.
struct Values<'a> {
    run: Run<'a>,
    names: &'a [Name],
}

impl<'a> Variables<'a> for Values<'a> {
    fn get(&self, index: u32) -> Result<Value<'a>, Error> {
        let case = &self.run.case;
        match self.names.get(index as usize) {
            Some(Name::Object) => case.whole.value(),
            Some(Name::OldObject) => case.old(),
            Some(Name::Namespace) if self.run.has_no_namespace => Ok(Value::Null),
            Some(Name::Namespace) => case.namespace.clone(),
            Some(Name::Request) => Ok(case.request.clone()),
            Some(Name::Params) => case.params.as_ref().map_or(Ok(Value::Null), Whole::value),
            Some(Name::Authorizer | Name::ResourceAuthorizer) => {
                Err(Error::unsupported("what the user may do (`authorizer`)"))
            }
            Some(Name::Variables) => {
                let variables = Lazy(self.run.share());
                Ok(Value::Object(Object(Rc::new(variables))))
            }
            None => Err(Error::unknown("a variable without a value")),
        }
    }
}

/// The variables of a policy, each evaluated when it is asked for.
struct Lazy<'a>(Run<'a>);

impl<'a> Fields<'a> for Lazy<'a> {
    fn len(&self) -> usize {
        self.0.case.policy.variables.len()
    }

    fn get(&self, name: &str) -> Result<Option<Value<'a>>, Error> {
        let policy: &'a Policy = self.0.case.policy;
        let Some(at) = policy
            .variables
            .iter()
            .rposition(|(known, _)| known == name)
        else {
            return Ok(None);
        };
        if let Some(known) = &self.0.values.borrow()[at] {
            return known.clone().map(Some);
        }
        let (name, expression) = &policy.variables[at];
        let value = self.0.evaluate(expression).map_err(|mut error| {
            if !is_open(&error) {
                error.message = format!("the variable `{name}`: {}", error.message).into();
            }
            error
        });
        self.0.values.borrow_mut()[at] = Some(value.clone());
        value.map(Some)
    }

    fn has(&self, name: &str) -> Result<bool, Error> {
        Ok(self
            .0
            .case
            .policy
            .variables
            .iter()
            .any(|(known, _)| known == name))
    }

    fn entry(&self, index: usize) -> Result<(Text<'a>, Value<'a>), Error> {
        let policy: &'a Policy = self.0.case.policy;
        let name = policy
            .variables
            .get(index)
            .map_or("", |(name, _)| name.as_str());
        let value = self.get(name)?;
        Ok((Text::Seen(name), value.unwrap_or(Value::Null)))
    }

    fn type_name(&self) -> &str {
        VARIABLES
    }
}
