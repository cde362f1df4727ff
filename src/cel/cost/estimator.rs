//! Estimates of whole expressions.

use std::sync::Arc;

use super::path::{Path, Step};
use super::{Bounds, Sizes};
use crate::cel::environment::{Meaning, Program};
use crate::cel::tree::{Entry, Fold, Form, Id, Item, Literal};
use crate::cel::types::Type;

/// What making a list costs.
const LIST: Bounds = Bounds::exactly(10);
/// What making a map costs.
const MAP: Bounds = Bounds::exactly(30);
/// What making an object costs.
const OBJECT: Bounds = Bounds::exactly(40);
/// What naming a variable or a field costs.
const NAME: Bounds = Bounds::exactly(1);
/// What union begins with: nothing is within it.
pub(super) const NOTHING: Bounds = Bounds::new(u64::MAX, 0);

/// What evaluating an expression costs at least and at most.
#[must_use]
pub fn estimate(program: &Program, sizes: &dyn Sizes) -> Bounds {
    let count = program.expression.nodes.len();
    let mut estimator = Estimator {
        program,
        sizes,
        costs: vec![None; count],
        paths: vec![Path::default(); count],
        known: vec![None; count],
        entries: vec![None; count],
        locals: Vec::new(),
    };
    estimator.cost(program.expression.root)
}

/// Goes through an expression once.
pub(super) struct Estimator<'p> {
    pub(super) program: &'p Program,
    pub(super) sizes: &'p dyn Sizes,
    /// What nodes cost; nothing for those that were not come to.
    costs: Vec<Option<Bounds>>,
    /// Where the values of nodes stand.
    pub(super) paths: Vec<Path>,
    /// The sizes of nodes that are known.
    pub(super) known: Vec<Option<Bounds>>,
    /// The sizes of what is within nodes, where that is known.
    pub(super) entries: Vec<Option<Entries>>,
    /// The variables of the macros that are open, the innermost last.
    pub(super) locals: Vec<Local>,
}

/// The sizes of what is within a list or a map.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entries {
    is_list: bool,
    key: Bounds,
    pub(super) value: Bounds,
}

impl Entries {
    /// What holds both.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            is_list: self.is_list,
            key: self.key.or(other.key),
            value: self.value.or(other.value),
        }
    }
}

/// A variable of a macro.
pub(super) struct Local {
    pub(super) name: Arc<str>,
    pub(super) path: Path,
    pub(super) size: Option<Bounds>,
    pub(super) entries: Option<Entries>,
}

impl Estimator<'_> {
    /// What a node and all below it cost.
    pub(super) fn cost(&mut self, id: Id) -> Bounds {
        if let Some(cost) = self.costs[id.0 as usize] {
            return cost;
        }
        let cost = self.cost_of_form(id);
        self.costs[id.0 as usize] = Some(cost);
        cost
    }

    fn cost_of_form(&mut self, id: Id) -> Bounds {
        let program = self.program;
        match &program.expression.node(id).form {
            Form::Literal(_) => Bounds::exactly(0),
            Form::Name { name, .. } => {
                let path = self.local(name).map(|local| local.path.clone());
                self.paths[id.0 as usize] = path.unwrap_or_else(|| Path::to(name));
                NAME
            }
            Form::Select {
                operand,
                field,
                test,
            } => self.select(id, *operand, field, *test),
            Form::Call {
                target, arguments, ..
            } => self.call(id, *target, arguments),
            Form::List(items) => self.list(id, items),
            Form::Map(entries) => self.map(id, entries),
            Form::Struct { fields, .. } => fields
                .iter()
                .fold(OBJECT, |sum, field| sum + self.cost(field.value)),
            Form::Fold(fold) if self.is_binding(fold) => self.binding(id, fold),
            Form::Fold(fold) => self.fold(id, fold),
        }
    }

    fn select(&mut self, id: Id, operand: Id, field: &Arc<str>, test: bool) -> Bounds {
        match self.program.meaning(id) {
            Meaning::Variable(at) => {
                // The variable's name has dots.
                let name = self.program.variables.get(*at as usize);
                self.paths[id.0 as usize] =
                    name.map_or_else(Path::default, |(name, _)| Path::to(name));
                return NAME;
            }
            Meaning::Type(_) => {
                self.paths[id.0 as usize] = Path::to(field);
                return NAME;
            }
            _ => {}
        }
        let mut sum = self.cost(operand);
        if test {
            return sum;
        }
        if matches!(
            self.program.type_of(operand),
            Type::Map(..) | Type::Object(_)
        ) {
            sum = sum + NAME;
        }
        self.paths[id.0 as usize] = self.path(operand).then(Step::Name(field.clone()));
        sum
    }

    fn list(&mut self, id: Id, items: &[Item]) -> Bounds {
        let mut sum = LIST;
        let mut value = first_of(items.is_empty());
        for item in items {
            sum = sum + self.cost(item.value);
            value = value.or(self.size_or_unknown(item.value));
        }
        self.entries[id.0 as usize] = Some(Entries {
            is_list: true,
            key: Bounds::exactly(1),
            value,
        });
        sum
    }

    fn map(&mut self, id: Id, entries: &[Entry]) -> Bounds {
        let mut sum = MAP;
        let (mut key, mut value) = (first_of(entries.is_empty()), first_of(entries.is_empty()));
        for entry in entries {
            sum = sum + self.cost(entry.key) + self.cost(entry.value);
            key = key.or(self.size_or_unknown(entry.key));
            value = value.or(self.size_or_unknown(entry.value));
        }
        self.entries[id.0 as usize] = Some(Entries {
            is_list: false,
            key,
            value,
        });
        sum
    }

    fn fold(&mut self, id: Id, fold: &Fold) -> Bounds {
        let mut sum = self.cost(fold.range) + self.cost(fold.init);
        let outside = self.locals.len();
        self.bind(&fold.accumulator, fold.init);
        let inside = self.locals.len();
        self.go_over(fold);
        let each = self.cost(fold.condition) + self.cost(fold.step);
        self.locals.truncate(inside);
        sum = sum + self.cost(fold.result);
        self.locals.truncate(outside);
        let count = self.size_or_unknown(fold.range);
        match &self.program.expression.node(fold.init).form {
            Form::Literal(_) => self.known[id.0 as usize] = self.size(fold.init),
            Form::List(_) | Form::Map(_) => {
                self.known[id.0 as usize] = Some(count);
                if let Some(entries) = self.entries_of(fold.step) {
                    self.entries[id.0 as usize] = Some(entries);
                }
            }
            _ => {}
        }
        sum + count.times(each)
    }

    /// Whether a macro goes over nothing, and just gives a name to a value.
    fn is_binding(&self, fold: &Fold) -> bool {
        let form = |id: Id| &self.program.expression.node(id).form;
        matches!(form(fold.range), Form::List(items) if items.is_empty())
            && matches!(form(fold.condition), Form::Literal(Literal::Bool(false)))
    }

    fn binding(&mut self, id: Id, fold: &Fold) -> Bounds {
        let sum = self.cost(fold.range) + self.cost(fold.init);
        let outside = self.locals.len();
        self.bind(&fold.accumulator, fold.init);
        let result = self.cost(fold.result);
        self.copy_sizes(id, fold.result);
        self.locals.truncate(outside);
        sum + result
    }

    fn bind(&mut self, name: &Arc<str>, to: Id) {
        let local = Local {
            name: name.clone(),
            path: self.path(to),
            entries: self.entries_of(to),
            size: self.size(to),
        };
        self.locals.push(local);
    }

    fn go_over(&mut self, fold: &Fold) {
        let entries = self.entries_of(fold.range);
        let is_list = match entries {
            Some(entries) => entries.is_list,
            None => matches!(self.program.type_of(fold.range), Type::List(_)),
        };
        let range = self.path(fold.range);
        let key = entries.map(|entries| entries.key);
        let value = entries.map(|entries| entries.value);
        let mut push = |name: &Arc<str>, step: Step, size: Option<Bounds>| {
            self.locals.push(Local {
                name: name.clone(),
                path: range.then(step),
                size,
                entries: None,
            });
        };
        match (&fold.second, is_list) {
            (None, true) => push(&fold.variable, Step::Items, value),
            (None, false) => push(&fold.variable, Step::Keys, key),
            (Some(second), true) => {
                push(&fold.variable, Step::Indices, key);
                push(second, Step::Items, value);
            }
            (Some(second), false) => {
                push(&fold.variable, Step::Keys, key);
                push(second, Step::Values, value);
            }
        }
    }
}

/// What the sizes within a list or a map begin with.
const fn first_of(is_empty: bool) -> Bounds {
    if is_empty {
        Bounds::exactly(0)
    } else {
        NOTHING
    }
}
