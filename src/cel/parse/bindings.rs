//! Macros that give a name a value within another: `optMap`, `optFlatMap`, `sortBy`. Sources: as those of
//! [`super::macros`].

use std::sync::Arc;

use super::macros::Over;
use super::{Parsed, Parser};
use crate::cel::tree::{Fold, Form, Id, Literal, Macro};
use crate::source::Span;

/// The variable of a fold that goes over nothing.
const UNUSED: &str = "#unused";

impl Parser<'_> {
    /// A call that gives a name a value within another.
    fn bind(&mut self, span: Span, of: Macro, name: &Arc<str>, (init, result): (Id, Id)) -> Parsed {
        let fold = Fold {
            of,
            range: self.add(span, Form::List(Box::default()))?,
            variable: Arc::from(UNUSED),
            second: None,
            accumulator: Arc::clone(name),
            init,
            condition: self.literal(span, Literal::Bool(false))?,
            step: self.local(span, name)?,
            result,
        };
        self.add_fold(span, fold)
    }

    /// `target.optMap(x, e)`: the target is looked at twice.
    pub(super) fn opt_map(&mut self, over: &Over<'_>, body: &[Id]) -> Parsed {
        let then = self.with_value(over, body)?;
        let then = self.optional(over.span, "of", &[then])?;
        self.if_there(over, then)
    }

    pub(super) fn opt_flat_map(&mut self, over: &Over<'_>, body: &[Id]) -> Parsed {
        let then = self.with_value(over, body)?;
        self.if_there(over, then)
    }

    fn with_value(&mut self, over: &Over<'_>, body: &[Id]) -> Parsed {
        let Over { span, of, .. } = *over;
        let name = self.variable(over.variables[0])?;
        let value = self.call(span, Some(over.range), "value", &[])?;
        self.bind(span, of, &name, (value, body[0]))
    }

    fn if_there(&mut self, over: &Over<'_>, then: Id) -> Parsed {
        let span = over.span;
        let is_there = self.call(span, Some(over.range), "hasValue", &[])?;
        let none = self.optional(span, "none", &[])?;
        self.call(span, None, "_?_:_", &[is_there, then, none])
    }

    fn optional(&mut self, span: Span, function: &str, arguments: &[Id]) -> Parsed {
        self.call(span, None, &format!("optional.{function}"), arguments)
    }

    /// `target.sortBy(x, key)`: the elements, in the order of their keys.
    pub(super) fn sort_by(&mut self, over: &Over<'_>, body: &[Id]) -> Parsed {
        let (span, target) = (over.span, over.range);
        if matches!(
            self.node(target).form,
            Form::Literal(_) | Form::Map(_) | Form::Struct { .. }
        ) {
            let message = "`sortBy` sorts a list".to_owned();
            return Err(self.fault(self.node(target).span, message));
        }
        let name = Arc::from("@__sortBy_input__");
        let range = self.local(span, &name)?;
        let over = Over {
            span,
            of: Macro::Map,
            range,
            variables: over.variables,
        };
        let steps = self.steps(&over, body)?;
        let keys = self.fold(&over, &steps)?;
        let input = self.local(span, &name)?;
        let sorted = self.call(span, Some(input), "@sortByAssociatedKeys", &[keys])?;
        self.bind(span, Macro::SortBy, &name, (target, sorted))
    }
}
