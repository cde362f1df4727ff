//! Macros that go over lists and maps.

use super::{Checker, words};
use crate::cel::tree::{Fold, Id};
use crate::cel::types::Type;

impl Checker<'_> {
    pub(super) fn check_fold(&mut self, id: Id, fold: &Fold) -> Type {
        self.check(fold.range);
        self.check(fold.init);
        let range = self.known(fold.range);
        let (first, second) = self.variables_over(id, fold, &range);
        let accumulated = self.type_of(fold.init);
        let outside = self.scopes.len();
        self.scopes
            .push((fold.accumulator.clone(), accumulated.clone()));
        let inside = self.scopes.len();
        self.scopes.push((fold.variable.clone(), first));
        if let Some(name) = &fold.second {
            self.scopes.push((name.clone(), second));
        }
        self.folds.push((self.span(id), fold.of));
        self.check(fold.condition);
        self.expect(fold.condition, &Type::Bool);
        self.check(fold.step);
        self.expect(fold.step, &accumulated);
        self.folds.pop();
        self.scopes.truncate(inside);
        self.check(fold.result);
        self.scopes.truncate(outside);
        self.known(fold.result)
    }

    /// The types of the two variables: a single one is an item of a list or a key of a map.
    fn variables_over(&mut self, id: Id, fold: &Fold, range: &Type) -> (Type, Type) {
        let two = fold.second.is_some();
        match range {
            Type::List(item) if two => (Type::Int, (**item).clone()),
            Type::List(item) => ((**item).clone(), Type::Dyn),
            Type::Map(key, value) => ((**key).clone(), (**value).clone()),
            Type::Dyn | Type::Error | Type::Variable(_) => {
                self.unifier.fits(&Type::Dyn, range);
                (Type::Dyn, Type::Dyn)
            }
            // What sorting asks for is told with the sorting.
            _ if self.span(fold.range) == self.span(id) => (Type::Error, Type::Error),
            _ => {
                let words = words::no_range(self.text_of(fold.range), range, fold.of);
                self.fault(fold.range, words);
                (Type::Error, Type::Error)
            }
        }
    }

    fn expect(&mut self, id: Id, wanted: &Type) {
        let given = self.type_of(id);
        if !self.unifier.fits(wanted, &given) {
            let wanted = self.unifier.known(wanted);
            let given = self.unifier.known(&given);
            let words = words::other_type(self.text_of(id), &wanted, &given);
            self.fault(id, words);
        }
    }
}
