//! What the macros do that go over lists and maps, taken out of the trees that they became.

use super::plan::{Planner, Step};
use crate::cel::tree::{Fold, Form, Id, Macro};

/// A macro that goes over a list or a map.
#[derive(Clone, Debug)]
pub(super) struct Folding {
    pub(super) of: Kind,
    pub(super) range: Id,
    /// Where the element stands, or the key; with a second variable the index, or the key.
    pub(super) first: u32,
    /// Where the element or the value stands, where there are two variables.
    pub(super) second: Option<u32>,
    /// Whether elements are taken at all.
    pub(super) filter: Option<Id>,
    /// What is made of each.
    pub(super) value: Id,
    /// What each costs besides.
    pub(super) each: u64,
}

/// What is done with the elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    All,
    Exists,
    One,
    List,
    /// `value` is the value of the first variable.
    Map,
    /// `value` is a map of entries.
    Entries,
    /// Nothing is gone over: `first` holds what `range` gives once it is asked for, and `value` is the result.
    Bind,
}

impl Planner<'_> {
    pub(super) fn fold(&mut self, fold: &Fold) -> Step {
        let of = match fold.of {
            Macro::All => Kind::All,
            Macro::Exists => Kind::Exists,
            Macro::ExistsOne => Kind::One,
            Macro::TransformMap | Macro::TransformMapIf => Kind::Map,
            Macro::TransformMapEntry | Macro::TransformMapEntryIf => Kind::Entries,
            Macro::OptMap | Macro::OptFlatMap | Macro::SortBy => return self.bind(fold),
            _ => Kind::List,
        };
        let Some((filter, value)) = self.parts(fold, of) else {
            return Step::Unreached;
        };
        self.plan(fold.range);
        let first = self.declare(&fold.variable);
        let second = fold.second.as_ref().map(|second| self.declare(second));
        filter.into_iter().for_each(|filter| self.plan(filter));
        self.plan(value);
        self.forget(1 + usize::from(second.is_some()));
        Step::Fold(Box::new(Folding {
            of,
            range: fold.range,
            first,
            second,
            filter,
            value,
            each: self.each(of, value),
        }))
    }

    fn bind(&mut self, fold: &Fold) -> Step {
        self.plan(fold.init);
        let first = self.declare(&fold.accumulator);
        self.plan(fold.result);
        self.forget(1);
        Step::Fold(Box::new(Folding {
            of: Kind::Bind,
            range: fold.init,
            first,
            second: None,
            filter: None,
            value: fold.result,
            each: 0,
        }))
    }

    /// The filter, if there is one, and what is made of each element.
    fn parts(&self, fold: &Fold, of: Kind) -> Option<(Option<Id>, Id)> {
        let arguments = self.arguments(fold.step)?;
        let (filter, step) = match (of, arguments) {
            (Kind::All | Kind::Exists, &[_, predicate]) => return Some((None, predicate)),
            (Kind::One, &[predicate, _, _]) => return Some((None, predicate)),
            (_, &[filter, step, _]) if self.is_choice(fold.step) => (Some(filter), step),
            _ => (None, fold.step),
        };
        let value = *self.arguments(step)?.last()?;
        match &self.expression.node(value).form {
            Form::List(items) if of == Kind::List => Some((filter, items.first()?.value)),
            _ => Some((filter, value)),
        }
    }

    fn arguments(&self, call: Id) -> Option<&[Id]> {
        match &self.expression.node(call).form {
            Form::Call { arguments, .. } => Some(arguments),
            _ => None,
        }
    }

    fn is_choice(&self, call: Id) -> bool {
        matches!(&self.expression.node(call).form, Form::Call { function, .. } if &**function == "_?_:_")
    }

    /// What an element that is taken costs besides its filter and its value: the accumulator and what is done with it.
    fn each(&self, of: Kind, value: Id) -> u64 {
        match of {
            Kind::All | Kind::Bind => 3,
            Kind::Exists => 4,
            Kind::One | Kind::Entries => 2,
            Kind::Map => 3,
            // A list of a constant is one itself.
            Kind::List if self.constant(value).is_some() => 2,
            Kind::List => 12,
        }
    }
}
