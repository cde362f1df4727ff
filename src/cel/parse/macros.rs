//! Macros: calls that become other trees. Sources: `parser/macro.go`, `cel/library.go`, `ext/comprehensions.go` and
//! `ext/lists.go` of cel-go, and `environment/base.go` of Kubernetes' `apiserver` for the versions.

use std::sync::Arc;

use super::{Parsed, Parser};
use crate::cel::tree::{Fold, Form, Id, Item, Literal, Macro};
use crate::source::Span;

/// The accumulator of most macros. Nobody can write it.
const ACCUMULATOR: &str = "@result";

/// A way to call a macro.
struct Written {
    name: &'static str,
    of: Macro,
    /// How many names it is given first.
    variables: usize,
    /// How many arguments it has in all.
    arguments: usize,
    /// The minor version of Kubernetes 1 that new expressions may use it from; 0 when it was there from the beginning.
    since: u8,
}

const fn written(name: &'static str, of: Macro, count: (usize, usize), since: u8) -> Written {
    let (variables, arguments) = count;
    Written {
        name,
        of,
        variables,
        arguments,
        since,
    }
}

/// The macros that are methods.
static METHODS: [Written; 19] = [
    written("all", Macro::All, (1, 2), 0),
    written("exists", Macro::Exists, (1, 2), 0),
    written("exists_one", Macro::ExistsOne, (1, 2), 0),
    written("map", Macro::Map, (1, 2), 0),
    written("map", Macro::MapIf, (1, 3), 0),
    written("filter", Macro::Filter, (1, 2), 0),
    written("all", Macro::All, (2, 3), 32),
    written("exists", Macro::Exists, (2, 3), 32),
    written("exists_one", Macro::ExistsOne, (2, 3), 32),
    written("existsOne", Macro::ExistsOne, (2, 3), 32),
    written("transformList", Macro::TransformList, (2, 3), 32),
    written("transformList", Macro::TransformListIf, (2, 4), 32),
    written("transformMap", Macro::TransformMap, (2, 3), 32),
    written("transformMap", Macro::TransformMapIf, (2, 4), 32),
    written("transformMapEntry", Macro::TransformMapEntry, (2, 3), 32),
    written("transformMapEntry", Macro::TransformMapEntryIf, (2, 4), 32),
    written("optMap", Macro::OptMap, (1, 2), 28),
    written("optFlatMap", Macro::OptFlatMap, (1, 2), 28),
    written("sortBy", Macro::SortBy, (1, 2), 34),
];

/// The macro that is called by that name with so many arguments.
fn spelled(name: &str, count: usize) -> Option<&'static Written> {
    let mut methods = METHODS.iter();
    methods.find(|written| written.name == name && written.arguments == count)
}

/// From which minor version of Kubernetes 1 on new expressions may call a method of that name with so many arguments,
/// where it is a macro.
pub(in crate::cel) fn macro_since(name: &str, count: usize) -> Option<u8> {
    spelled(name, count).map(|written| written.since)
}

/// What a fold goes over, and its variables.
pub(super) struct Over<'a> {
    pub(super) span: Span,
    pub(super) of: Macro,
    pub(super) range: Id,
    pub(super) variables: &'a [Id],
}

/// What a fold does.
pub(super) struct Steps {
    init: Id,
    condition: Id,
    step: Id,
    result: Id,
}

impl Parser<'_> {
    /// A call of a function, or of the macro `has`.
    pub(super) fn function(&mut self, span: Span, name: &str, arguments: &[Id]) -> Parsed {
        let [argument] = *arguments else {
            return self.call(span, None, name, arguments);
        };
        if name != "has" {
            return self.call(span, None, name, arguments);
        }
        let asked = self.node(argument);
        let Form::Select { operand, field, .. } = &asked.form else {
            let message = "`has` wants a field, as in `has(self.name)`".to_owned();
            return Err(self.fault(asked.span, message));
        };
        let (operand, field) = (*operand, Arc::clone(field));
        let form = Form::Select {
            operand,
            field,
            test: true,
        };
        self.add(span, form)
    }

    /// A call of a method, or a macro.
    pub(super) fn method(
        &mut self,
        span: Span,
        target: Id,
        name: &str,
        arguments: &[Id],
    ) -> Parsed {
        let minor = self.minor;
        let written = spelled(name, arguments.len()).filter(|written| written.since <= minor);
        let Some(written) = written else {
            return self.call(span, Some(target), name, arguments);
        };
        let (variables, body) = arguments.split_at(written.variables);
        let over = Over {
            span,
            of: written.of,
            range: target,
            variables,
        };
        match written.of {
            Macro::OptMap => self.opt_map(&over, body),
            Macro::OptFlatMap => self.opt_flat_map(&over, body),
            Macro::SortBy => self.sort_by(&over, body),
            _ => {
                let steps = self.steps(&over, body)?;
                self.fold(&over, &steps)
            }
        }
    }

    pub(super) fn steps(&mut self, over: &Over<'_>, body: &[Id]) -> Parsed<Steps> {
        let span = over.span;
        let yes = self.literal(span, Literal::Bool(true))?;
        let accumulator = self.accumulator(span)?;
        let [.., last] = *body else {
            return Err(self.fault(span, "the macro wants more".to_owned()));
        };
        let mut steps = Steps {
            init: yes,
            condition: yes,
            step: accumulator,
            result: accumulator,
        };
        match over.of {
            Macro::All => {
                steps.condition = self.call(span, None, "@not_strictly_false", &[accumulator])?;
                steps.step = self.call(span, None, "_&&_", &[accumulator, last])?;
            }
            Macro::Exists => {
                steps.init = self.literal(span, Literal::Bool(false))?;
                let not = self.call(span, None, "!_", &[accumulator])?;
                steps.condition = self.call(span, None, "@not_strictly_false", &[not])?;
                steps.step = self.call(span, None, "_||_", &[accumulator, last])?;
            }
            Macro::ExistsOne => {
                steps.init = self.literal(span, Literal::Int(0))?;
                let one = self.literal(span, Literal::Int(1))?;
                let more = self.call(span, None, "_+_", &[accumulator, one])?;
                steps.step = self.call(span, None, "_?_:_", &[last, more, accumulator])?;
                steps.result = self.call(span, None, "_==_", &[accumulator, one])?;
            }
            of => {
                steps.init = self.add(span, nothing(of))?;
                let step = self.gather(over, accumulator, last)?;
                steps.step = match (of, body) {
                    (Macro::Filter, [filter]) | (_, [filter, _]) => {
                        self.call(span, None, "_?_:_", &[*filter, step, accumulator])?
                    }
                    _ => step,
                };
            }
        }
        Ok(steps)
    }

    /// The accumulator with one more.
    fn gather(&mut self, over: &Over<'_>, accumulator: Id, made: Id) -> Parsed {
        let span = over.span;
        let insert = "cel.@mapInsert";
        match over.of {
            Macro::TransformMap | Macro::TransformMapIf => {
                self.call(span, None, insert, &[accumulator, over.variables[0], made])
            }
            Macro::TransformMapEntry | Macro::TransformMapEntryIf => {
                self.call(span, None, insert, &[accumulator, made])
            }
            of => {
                let value = match of {
                    Macro::Filter => over.variables[0],
                    _ => made,
                };
                let item = Item {
                    value,
                    optional: false,
                };
                let list = self.add(span, Form::List(Box::new([item])))?;
                self.call(span, None, "_+_", &[accumulator, list])
            }
        }
    }

    pub(super) fn fold(&mut self, over: &Over<'_>, steps: &Steps) -> Parsed {
        let variable = self.variable(over.variables[0])?;
        let second = match over.variables.get(1) {
            Some(second) => {
                let name = self.variable(*second)?;
                if name == variable {
                    let message = format!("both variables are named `{name}`");
                    return Err(self.fault(self.node(*second).span, message));
                }
                Some(name)
            }
            None => None,
        };
        let fold = Fold {
            of: over.of,
            range: over.range,
            variable,
            second,
            accumulator: Arc::from(ACCUMULATOR),
            init: steps.init,
            condition: steps.condition,
            step: steps.step,
            result: steps.result,
        };
        self.add_fold(over.span, fold)
    }

    pub(super) fn add_fold(&mut self, span: Span, fold: Fold) -> Parsed {
        self.add(span, Form::Fold(Box::new(fold)))
    }

    /// The name that a macro's variable is given.
    pub(super) fn variable(&self, argument: Id) -> Parsed<Arc<str>> {
        let node = self.node(argument);
        match &node.form {
            // A name with a dot before it is one that nobody can write again.
            Form::Name {
                name,
                absolute: true,
            } => Ok(Arc::from(format!(".{name}"))),
            Form::Name { name, .. } if &**name != "__result__" => Ok(Arc::clone(name)),
            Form::Name { name, .. } => {
                let message =
                    format!("`{name}` is no name for a variable: macros use it themselves");
                Err(self.fault(node.span, message))
            }
            _ => {
                let message =
                    "the macro wants a name for each element first, as in `x.all(e, e > 0)`";
                Err(self.fault(node.span, message.to_owned()))
            }
        }
    }

    pub(super) fn literal(&mut self, span: Span, literal: Literal) -> Parsed {
        self.add(span, Form::Literal(literal))
    }

    fn accumulator(&mut self, span: Span) -> Parsed {
        self.local(span, &Arc::from(ACCUMULATOR))
    }

    pub(super) fn local(&mut self, span: Span, name: &Arc<str>) -> Parsed {
        let form = Form::Name {
            name: Arc::clone(name),
            absolute: false,
        };
        self.add(span, form)
    }
}

/// The empty list or map that a macro begins with.
fn nothing(of: Macro) -> Form {
    match of {
        Macro::TransformMap
        | Macro::TransformMapIf
        | Macro::TransformMapEntry
        | Macro::TransformMapEntryIf => Form::Map(Box::default()),
        _ => Form::List(Box::default()),
    }
}
