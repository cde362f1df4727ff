//! Macros: calls that become other trees. Sources: `parser/macro.go`, `cel/library.go`, `ext/comprehensions.go` and
//! `ext/lists.go` of cel-go, and `environment/base.go` of Kubernetes' `apiserver` for the versions.

use std::sync::Arc;

use super::{Parsed, Parser};
use crate::cel::tree::{Fold, Form, Id, Item, Literal, Macro};
use crate::source::Span;

/// The accumulator of most macros. Nobody can write it.
const ACCUMULATOR: &str = "@result";

/// The variable of a fold that goes over nothing.
const UNUSED: &str = "#unused";

/// What a fold goes over, and its variables.
struct Over<'a> {
    span: Span,
    of: Macro,
    range: Id,
    variables: &'a [Id],
}

/// What a fold does.
struct Steps {
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
        let two = self.minor >= 32;
        let (of, variables) = match (name, arguments.len()) {
            ("all", 2) => (Macro::All, 1),
            ("exists", 2) => (Macro::Exists, 1),
            ("exists_one", 2) => (Macro::ExistsOne, 1),
            ("map", 2) => (Macro::Map, 1),
            ("map", 3) => (Macro::MapIf, 1),
            ("filter", 2) => (Macro::Filter, 1),
            ("all", 3) if two => (Macro::All, 2),
            ("exists", 3) if two => (Macro::Exists, 2),
            ("exists_one" | "existsOne", 3) if two => (Macro::ExistsOne, 2),
            ("transformList", 3) if two => (Macro::TransformList, 2),
            ("transformList", 4) if two => (Macro::TransformListIf, 2),
            ("transformMap", 3) if two => (Macro::TransformMap, 2),
            ("transformMap", 4) if two => (Macro::TransformMapIf, 2),
            ("transformMapEntry", 3) if two => (Macro::TransformMapEntry, 2),
            ("transformMapEntry", 4) if two => (Macro::TransformMapEntryIf, 2),
            ("optMap", 2) if self.minor >= 28 => return self.opt_map(span, target, arguments),
            ("optFlatMap", 2) if self.minor >= 28 => {
                return self.opt_flat_map(span, target, arguments);
            }
            ("sortBy", 2) if self.minor >= 34 => return self.sort_by(span, target, arguments),
            _ => return self.call(span, Some(target), name, arguments),
        };
        let (variables, body) = arguments.split_at(variables);
        let over = Over {
            span,
            of,
            range: target,
            variables,
        };
        let steps = self.steps(&over, body)?;
        self.fold(&over, &steps)
    }

    fn steps(&mut self, over: &Over<'_>, body: &[Id]) -> Parsed<Steps> {
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

    fn fold(&mut self, over: &Over<'_>, steps: &Steps) -> Parsed {
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

    fn add_fold(&mut self, span: Span, fold: Fold) -> Parsed {
        self.add(span, Form::Fold(Box::new(fold)))
    }

    /// The name that a macro's variable is given.
    fn variable(&self, argument: Id) -> Parsed<Arc<str>> {
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

    fn literal(&mut self, span: Span, literal: Literal) -> Parsed {
        self.add(span, Form::Literal(literal))
    }

    fn accumulator(&mut self, span: Span) -> Parsed {
        self.local(span, &Arc::from(ACCUMULATOR))
    }

    fn local(&mut self, span: Span, name: &Arc<str>) -> Parsed {
        let form = Form::Name {
            name: Arc::clone(name),
            absolute: false,
        };
        self.add(span, form)
    }

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
    fn opt_map(&mut self, span: Span, target: Id, arguments: &[Id]) -> Parsed {
        let then = self.with_value(span, Macro::OptMap, target, arguments)?;
        let then = self.optional(span, "of", &[then])?;
        self.if_there(span, target, then)
    }

    fn opt_flat_map(&mut self, span: Span, target: Id, arguments: &[Id]) -> Parsed {
        let then = self.with_value(span, Macro::OptFlatMap, target, arguments)?;
        self.if_there(span, target, then)
    }

    fn with_value(&mut self, span: Span, of: Macro, target: Id, arguments: &[Id]) -> Parsed {
        let name = self.variable(arguments[0])?;
        let value = self.call(span, Some(target), "value", &[])?;
        self.bind(span, of, &name, (value, arguments[1]))
    }

    fn if_there(&mut self, span: Span, target: Id, then: Id) -> Parsed {
        let is_there = self.call(span, Some(target), "hasValue", &[])?;
        let none = self.optional(span, "none", &[])?;
        self.call(span, None, "_?_:_", &[is_there, then, none])
    }

    fn optional(&mut self, span: Span, function: &str, arguments: &[Id]) -> Parsed {
        self.call(span, None, &format!("optional.{function}"), arguments)
    }

    /// `target.sortBy(x, key)`: the elements, in the order of their keys.
    fn sort_by(&mut self, span: Span, target: Id, arguments: &[Id]) -> Parsed {
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
            variables: &arguments[..1],
        };
        let steps = self.steps(&over, &arguments[1..])?;
        let keys = self.fold(&over, &steps)?;
        let input = self.local(span, &name)?;
        let sorted = self.call(span, Some(input), "@sortByAssociatedKeys", &[keys])?;
        self.bind(span, Macro::SortBy, &name, (target, sorted))
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
