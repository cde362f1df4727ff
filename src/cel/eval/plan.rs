//! What is done at each node, made ready once: names are places, and constants are known. The steps follow cel-go's
//! planner, since what an evaluation costs hangs on them.

use std::sync::Arc;

use super::constant::Constant;
use super::fold_plan::Folding;
use crate::cel::environment::Meaning;
use crate::cel::error::Error;
use crate::cel::function::Overload;
use crate::cel::tree::{Entry, Expression, Field, Form, Id, Item, Literal};
use crate::cel::{library, standard};

/// The functions whose second operand is a regular expression.
const PATTERNS: [&str; 4] = [
    "matches",
    "matches_string",
    "string_find_string",
    "string_find_all_string",
];

/// What is done at each node.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    steps: Vec<Step>,
    /// How many places the variables of macros take.
    pub(super) places: u32,
}

/// What is done at a node.
#[derive(Clone, Debug, Default)]
pub(super) enum Step {
    /// Nobody comes here.
    #[default]
    Unreached,
    Constant(Constant),
    /// A variable of the environment.
    Variable(u32),
    /// A variable of a macro.
    Local(u32),
    /// A field; with `optional`, it may be missing.
    Field {
        operand: Id,
        name: Arc<str>,
        optional: bool,
    },
    /// Whether a field is there. After a choice between two objects it costs one less.
    Has {
        operand: Id,
        name: Arc<str>,
        is_after_choice: bool,
    },
    /// What stands at an index or a key; with `optional`, it may be missing.
    Index {
        operand: Id,
        index: Id,
        optional: bool,
    },
    And(Id, Id),
    Or(Id, Id),
    /// A condition, and what is chosen if it holds and if not.
    Choice(Id, Id, Id),
    /// Whether both are the same, or are not.
    Equal {
        left: Id,
        right: Id,
        negated: bool,
    },
    /// What is there of an optional value, or else another; with `unwrapped`, the value itself.
    Otherwise {
        left: Id,
        right: Id,
        unwrapped: bool,
    },
    /// Whether a value is among constants, which the other node holds.
    Among(Id, Id),
    Call(Call),
    List(Box<[Item]>),
    Map(Box<[Entry]>),
    Struct(Box<[Field]>),
    Fold(Box<Folding>),
}

/// A call of a function.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) overloads: Box<[&'static Overload]>,
    /// The language's own functions look at their operands themselves.
    pub(super) is_of_language: bool,
    /// The operands are looked at until one fails, and then nothing costs more; the server looks at one or two whole.
    pub(super) stops_early: bool,
    pub(super) operands: Box<[Id]>,
}

impl Step {
    /// What cel-go calls an attribute: its first name costs only where it is evaluated for itself.
    pub(super) const fn is_attribute(&self) -> bool {
        matches!(
            self,
            Self::Variable(_)
                | Self::Local(_)
                | Self::Field { .. }
                | Self::Has { .. }
                | Self::Index { .. }
                | Self::Choice(..)
        )
    }
}

impl Plan {
    /// The plan of an expression whose names have these meanings.
    ///
    /// # Errors
    ///
    /// The constants that fail whenever they are evaluated, and why: the server refuses them.
    pub(crate) fn of(
        expression: &Expression,
        meanings: &[Meaning],
    ) -> Result<Self, Vec<(Id, Error)>> {
        let mut planner = Planner {
            expression,
            meanings,
            steps: vec![Step::Unreached; expression.nodes.len()],
            scopes: Vec::new(),
            places: 0,
            failing: Vec::new(),
        };
        planner.plan(expression.root);
        if !planner.failing.is_empty() {
            return Err(planner.failing);
        }
        Ok(Self {
            steps: planner.steps,
            places: planner.places,
        })
    }

    pub(super) fn step(&self, id: Id) -> &Step {
        &self.steps[id.0 as usize]
    }
}

pub(super) struct Planner<'e> {
    pub(super) expression: &'e Expression,
    meanings: &'e [Meaning],
    steps: Vec<Step>,
    /// The variables of macros that are seen, and their places.
    scopes: Vec<(Arc<str>, u32)>,
    places: u32,
    /// The constants that fail.
    pub(super) failing: Vec<(Id, Error)>,
}

impl Planner<'_> {
    pub(super) fn plan(&mut self, id: Id) {
        if !matches!(self.steps[id.0 as usize], Step::Unreached) {
            return;
        }
        let step = self.step(id);
        self.steps[id.0 as usize] = step;
    }

    fn all(&mut self, ids: impl IntoIterator<Item = Id>) {
        ids.into_iter().for_each(|id| self.plan(id));
    }

    pub(super) fn constant(&self, id: Id) -> Option<&Constant> {
        match &self.steps[id.0 as usize] {
            Step::Constant(constant) => Some(constant),
            _ => None,
        }
    }

    fn step(&mut self, id: Id) -> Step {
        let expression = self.expression;
        match &self.meanings[id.0 as usize] {
            Meaning::Variable(index) => return Step::Variable(*index),
            Meaning::Type(of) => return Step::Constant(Constant::Type(of.clone())),
            _ => {}
        }
        match &expression.node(id).form {
            Form::Literal(literal) => Step::Constant(Constant::Literal(literal.clone())),
            Form::Name { name, .. } => self.local(name),
            Form::Select {
                operand,
                field,
                test,
            } => {
                self.plan(*operand);
                let (operand, name) = (*operand, Arc::clone(field));
                match test {
                    true => Step::Has {
                        operand,
                        name,
                        is_after_choice: self.is_after_choice(operand),
                    },
                    false => Step::Field {
                        operand,
                        name,
                        optional: false,
                    },
                }
            }
            Form::Call {
                target,
                function,
                arguments,
            } => self.call(id, *target, function, arguments),
            Form::List(items) => self.list(items),
            Form::Map(entries) => self.map(entries),
            Form::Struct { fields, .. } => {
                self.all(fields.iter().map(|field| field.value));
                Step::Struct(fields.clone())
            }
            Form::Fold(fold) => self.fold(fold),
        }
    }

    fn is_after_choice(&self, id: Id) -> bool {
        match &self.steps[id.0 as usize] {
            Step::Field { operand, .. } | Step::Index { operand, .. } => {
                self.is_after_choice(*operand)
            }
            step => matches!(step, Step::Choice(..)),
        }
    }

    fn local(&self, name: &Arc<str>) -> Step {
        let mut scopes = self.scopes.iter().rev();
        let place = scopes
            .find(|(seen, _)| seen == name)
            .map(|(_, place)| *place);
        place.map_or(Step::Unreached, Step::Local)
    }

    /// A new variable of a macro; the innermost of a name is seen.
    pub(super) fn declare(&mut self, name: &Arc<str>) -> u32 {
        let place = self.places;
        self.places += 1;
        self.scopes.push((Arc::clone(name), place));
        place
    }

    pub(super) fn forget(&mut self, count: usize) {
        self.scopes.truncate(self.scopes.len() - count);
    }

    fn call(&mut self, id: Id, target: Option<Id>, function: &str, arguments: &[Id]) -> Step {
        let (overloads, namespaced) = match &self.meanings[id.0 as usize] {
            Meaning::Call {
                overloads,
                namespaced,
            } => (overloads.clone(), *namespaced),
            _ => (Box::default(), false),
        };
        let target = target.filter(|_| !namespaced);
        let operands: Box<[Id]> = target.iter().chain(arguments).copied().collect();
        self.all(operands.iter().copied());
        match (function, &*operands) {
            ("_&&_", &[left, right]) => Step::And(left, right),
            ("_||_", &[left, right]) => Step::Or(left, right),
            ("_?_:_", &[condition, then, otherwise]) => Step::Choice(condition, then, otherwise),
            ("_==_" | "_!=_", &[left, right]) => Step::Equal {
                left,
                right,
                negated: function == "_!=_",
            },
            ("_[_]" | "_[?_]", &[operand, index]) => {
                self.read_key(index);
                Step::Index {
                    operand,
                    index,
                    optional: function == "_[?_]",
                }
            }
            ("_?._", &[operand, field]) => self.optional_field(operand, field),
            ("or" | "orValue", &[left, right]) if target.is_some() => Step::Otherwise {
                left,
                right,
                unwrapped: function == "orValue",
            },
            ("@in", &[value, list]) => self.within(overloads, value, list),
            ("matches" | "find" | "findAll", &[text, pattern, ..]) => {
                self.read_pattern(pattern);
                if target.is_none() {
                    // The server takes the first argument for the pattern, whichever it is.
                    self.read_pattern(text);
                }
                self.function(overloads, operands)
            }
            _ => self.function(overloads, operands),
        }
    }

    fn optional_field(&self, operand: Id, field: Id) -> Step {
        match &self.expression.node(field).form {
            Form::Literal(Literal::String(name)) => Step::Field {
                operand,
                name: Arc::clone(name),
                optional: true,
            },
            _ => Step::Unreached,
        }
    }

    /// `value in list`: the server looks constants up in a set.
    fn within(&mut self, overloads: Box<[&'static Overload]>, value: Id, list: Id) -> Step {
        let is_list = matches!(&*overloads, [overload] if overload.id == "in_list");
        match self.constant(list).and_then(Constant::set) {
            Some([]) if is_list => Step::Constant(Constant::Literal(Literal::Bool(false))),
            Some(_) if is_list => Step::Among(value, list),
            _ => self.function(overloads, Box::new([value, list])),
        }
    }

    fn function(&mut self, overloads: Box<[&'static Overload]>, operands: Box<[Id]>) -> Step {
        let is_of_cel = |row: &&'static Overload| standard::has(row) || library::makes_lists(row);
        let is_of_language = overloads.first().is_some_and(is_of_cel);
        if is_of_language
            && let [operand] = *operands
            && let Some(constant) = self.converted(&overloads, operand)
        {
            return Step::Constant(constant);
        }
        Step::Call(Call {
            stops_early: self.stops_early(&overloads, &operands),
            overloads,
            is_of_language,
            operands,
        })
    }

    /// The server has functions of their own for patterns that are known.
    fn stops_early(&self, overloads: &[&'static Overload], operands: &[Id]) -> bool {
        let is_match = overloads
            .first()
            .is_some_and(|row| PATTERNS.contains(&row.id));
        match operands {
            [_, pattern] => is_match && self.constant(*pattern).is_some(),
            operands => operands.len() > 2,
        }
    }

    fn list(&mut self, items: &[Item]) -> Step {
        self.all(items.iter().map(|item| item.value));
        let constants = items.iter().map(|item| match item.optional {
            true => None,
            false => self.constant(item.value).cloned(),
        });
        match constants.collect() {
            Some(constants) => Step::Constant(Constant::List(constants)),
            None => Step::List(items.into()),
        }
    }

    fn map(&mut self, entries: &[Entry]) -> Step {
        self.all(entries.iter().flat_map(|entry| [entry.key, entry.value]));
        let constants = entries.iter().map(|entry| {
            let key = self.constant(entry.key)?.clone();
            let value = self.constant(entry.value)?.clone();
            (!entry.optional).then_some((key, value))
        });
        match constants.collect::<Option<Box<[_]>>>() {
            Some(constants) => {
                self.read_keys(entries, &constants);
                Step::Constant(Constant::Map(constants))
            }
            None => Step::Map(entries.into()),
        }
    }
}
