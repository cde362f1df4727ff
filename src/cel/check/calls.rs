//! Calls: which overloads of a function take the operands.

use super::misfit::{CallFault, Misfit};
use super::{Checker, unify, words};
use crate::cel::environment::Meaning;
use crate::cel::function::{self, Overload};
use crate::cel::tree::{Form, Id};
use crate::cel::types::Type;
use crate::source::Span;

impl Checker<'_> {
    pub(super) fn check_call(
        &mut self,
        id: Id,
        target: Option<Id>,
        function: &str,
        arguments: &[Id],
    ) -> Type {
        if function == "_?._" {
            return self.check_optional_select(id, arguments);
        }
        for argument in arguments {
            self.check(*argument);
        }
        let function = function.strip_prefix('.').unwrap_or(function);
        let Some(target) = target else {
            return self.resolve(id, function, None, arguments);
        };
        if let Some(name) = self.namespaced(target, function) {
            let of = self.resolve(id, &name, None, arguments);
            if let Meaning::Call { namespaced, .. } = &mut self.meanings[id.0 as usize] {
                *namespaced = true;
            }
            return of;
        }
        if let Some(name) = self.within_name_space(target, function) {
            return self.resolve(id, &name, None, arguments);
        }
        self.check(target);
        self.resolve(id, function, Some(target), arguments)
    }

    /// The name of a function that is not there, in a name space that is.
    fn within_name_space(&self, target: Id, function: &str) -> Option<String> {
        let Form::Name { name, .. } = &self.expression.node(target).form else {
            return None;
        };
        let is_one = self.find(name).is_none() && words::is_name_space(name);
        is_one.then(|| format!("{name}.{function}"))
    }

    /// Whether what stands before the dot is part of the function's name, as `sets` of `sets.contains(a, b)`.
    pub(super) fn is_name_space(&self, target: Id, function: &str) -> bool {
        self.namespaced(target, function).is_some()
            || self.within_name_space(target, function).is_some()
    }

    fn namespaced(&self, target: Id, function: &str) -> Option<String> {
        let name_like = matches!(
            self.expression.node(target).form,
            Form::Name { .. } | Form::Select { .. }
        );
        // Few functions have names with dots: that is seen before a name is put together.
        if !name_like || !function::is_in_name_space(function) {
            return None;
        }
        let mut name = self.written(target)?;
        name.push('.');
        name.push_str(function);
        let name = name.strip_prefix('.').unwrap_or(&name).to_owned();
        self.environment.has_function(&name).then_some(name)
    }

    /// Finds the overloads that take the operands, and the type of the result.
    fn resolve(&mut self, id: Id, name: &str, target: Option<Id>, arguments: &[Id]) -> Type {
        let minor = self.environment.minor;
        let all: Vec<_> = function::overloads(name, minor).collect();
        if all.is_empty() || !self.environment.has_function(name) {
            let unknown = words::Unknown {
                name,
                method: target.is_some(),
                count: arguments.len(),
                minor,
            };
            let words = words::unknown_function(&unknown);
            self.fault_in(self.name_span(id, name, target), words);
            return Type::Error;
        }
        let operands: Vec<Id> = target
            .into_iter()
            .chain(arguments.iter().copied())
            .collect();
        if name == "_&&_" || name == "_||_" {
            return self.logical(id, &all, arguments);
        }
        let given: Vec<Type> = operands.iter().map(|id| self.type_of(*id)).collect();
        let mut fitting = Vec::new();
        let mut result: Option<Type> = None;
        for overload in all.iter().filter(|row| row.receiver == target.is_some()) {
            let Some(of) = self.fit(overload, &given) else {
                continue;
            };
            fitting.push(*overload);
            result = Some(match result {
                None => of,
                Some(before) if before == Type::Dyn || before == of => before,
                Some(_) => Type::Dyn,
            });
        }
        let Some(result) = result else {
            self.tell_misfit(id, name, &all, (&operands, target.is_some()));
            return Type::Error;
        };
        self.meanings[id.0 as usize] = Meaning::Call {
            overloads: fitting.into_boxed_slice(),
            namespaced: false,
        };
        result
    }

    /// The type of a call by one overload, if it takes operands of these types.
    fn fit(&mut self, overload: &'static Overload, given: &[Type]) -> Option<Type> {
        if overload.parameters.len() != given.len() {
            return None;
        }
        let mut variables: Vec<(&str, Type)> = Vec::new();
        let unifier = &mut self.unifier;
        let mut variable = |name: &'static str| {
            if let Some((_, known)) = variables.iter().find(|(known, _)| *known == name) {
                return known.clone();
            }
            let fresh = unifier.fresh();
            variables.push((name, fresh.clone()));
            fresh
        };
        let parameters: Vec<Type> = overload
            .parameters
            .iter()
            .map(|of| unify::instance(of, &mut variable))
            .collect();
        let result = unify::instance(&overload.result, &mut variable);
        self.unifier
            .fit_all(given.iter().zip(&parameters))
            .then(|| self.unifier.known(&result))
    }

    /// `&&` and `||`: each operand is told of by itself.
    fn logical(&mut self, id: Id, all: &[&'static Overload], operands: &[Id]) -> Type {
        let mut right = true;
        for operand in operands {
            let given = self.type_of(*operand);
            if !self.unifier.fits(&given, &Type::Bool) {
                let given = self.unifier.known(&given);
                let words = words::other_type(self.text_of(*operand), &Type::Bool, &given);
                self.fault(*operand, words);
                right = false;
            }
        }
        if !right {
            return Type::Error;
        }
        self.meanings[id.0 as usize] = Meaning::Call {
            overloads: all.iter().copied().take(1).collect(),
            namespaced: false,
        };
        Type::Bool
    }

    fn tell_misfit(
        &mut self,
        id: Id,
        name: &str,
        all: &[&'static Overload],
        (operands, method): (&[Id], bool),
    ) {
        let given: Vec<Type> = operands
            .iter()
            .map(|id| self.unifier.settled(&self.type_of(*id)))
            .collect();
        let texts: Vec<&str> = operands
            .iter()
            .map(|operand| match self.span(*operand) == self.span(id) {
                // A macro made it.
                true => "",
                false => self.text_of(*operand),
            })
            .collect();
        let misfit = Misfit {
            name,
            method,
            overloads: all,
            given: &given,
            texts: &texts,
            by: self.made_by(id, name),
        };
        let CallFault { at, words } = misfit.told();
        let span = match at.and_then(|at| operands.get(at)) {
            Some(operand) => self.span(*operand),
            None => self.span(id),
        };
        self.fault_in(span, words);
    }

    /// The macro that made a call, if nobody wrote the call itself: it has the span of the macro's own call.
    fn made_by(&self, id: Id, name: &str) -> Option<&'static str> {
        let span = self.span(id);
        let open = self.folds.iter().rev().find(|(at, _)| *at == span);
        if let Some((_, of)) = open {
            return Some(of.name());
        }
        let text = self.text_of(id);
        let is_called = |name: &str| text.contains(&format!("{name}("));
        match name {
            "@sortByAssociatedKeys" => Some("sortBy"),
            "hasValue" | "value" if !is_called(name) => Some(if is_called("optMap") {
                "optMap"
            } else {
                "optFlatMap"
            }),
            _ => None,
        }
    }

    /// Where the name of a called function stands.
    fn name_span(&self, id: Id, name: &str, target: Option<Id>) -> Span {
        let whole = self.span(id);
        let from = target.map_or(whole.start, |target| self.span(target).end);
        let text = &self.expression.text;
        let simple = name.rsplit('.').next().unwrap_or(name);
        let here = text.get(from as usize..whole.end as usize).unwrap_or("");
        match here.find(simple) {
            Some(at) => {
                let start = from + u32::try_from(at).unwrap_or(0);
                let length = u32::try_from(simple.len()).unwrap_or(0);
                Span::new(start, start + length)
            }
            None => whole,
        }
    }
}
