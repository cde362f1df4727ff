//! Fields of objects and maps.

use super::{Checker, words};
use crate::cel::environment::Meaning;
use crate::cel::function;
use crate::cel::parse::RESERVED;
use crate::cel::tree::{Form, Id, Literal};
use crate::cel::types::{Object, Type};
use crate::source::Span;

/// The minor version from which fields may be called by words that are reserved. Before, they are written
/// `__namespace__`.
const WORDS_ARE_FIELDS: u8 = 31;

impl Checker<'_> {
    pub(super) fn check_select(&mut self, id: Id, operand: Id, field: &str, test: bool) -> Type {
        if !test && let Some(found) = self.qualified(id) {
            self.meanings[id.0 as usize] = found.meaning;
            return found.of;
        }
        let span = self.field_span(id, operand, field);
        let of = self.field_of(operand, field, span, false);
        if test { Type::Bool } else { of }
    }

    /// `operand.?field`, which is a call with the field as a string.
    pub(super) fn check_optional_select(&mut self, id: Id, arguments: &[Id]) -> Type {
        let [operand, field] = *arguments else {
            return Type::Error;
        };
        let Form::Literal(Literal::String(name)) = &self.expression.node(field).form else {
            return Type::Error;
        };
        let overloads = function::overloads("_?._", self.environment.minor).collect();
        self.meanings[id.0 as usize] = Meaning::Call {
            overloads,
            namespaced: false,
        };
        self.types[field.0 as usize] = Some(Type::String);
        let span = self.field_span(id, operand, name);
        self.field_of(operand, name, span, true)
    }

    /// The type of a field; an optional one if `optional` or if what has it is optional.
    fn field_of(&mut self, operand: Id, field: &str, span: Span, optional: bool) -> Type {
        self.check(operand);
        let whole = self.known(operand);
        let (of, within) = match &whole {
            Type::Optional(value) => (&**value, true),
            _ => (&whole, false),
        };
        let field = match of {
            Type::Map(_, value) => (**value).clone(),
            Type::Object(object) => self.declared_field(object, field, span),
            Type::Variable(_) => {
                self.unifier.fits(&Type::Dyn, of);
                Type::Dyn
            }
            Type::Dyn | Type::Error => Type::Dyn,
            _ => {
                let words = words::no_fields(self.text_of(operand), of, field);
                self.fault_in(span, words);
                Type::Error
            }
        };
        let field = self.unifier.known(&field);
        if optional || within {
            Type::optional(field)
        } else {
            field
        }
    }

    pub(super) fn declared_field(&mut self, object: &Object, field: &str, span: Span) -> Type {
        let declared = object.field(field).or_else(|| {
            let is_word = self.environment.minor >= WORDS_ARE_FIELDS && RESERVED.contains(&field);
            is_word.then(|| object.field(&format!("__{field}__")))?
        });
        declared.unwrap_or_else(|| {
            let words = words::unknown_field(object, field);
            self.fault_in(span, words);
            Type::Error
        })
    }

    /// Where the field of a selection stands: behind what has it.
    fn field_span(&self, id: Id, operand: Id, field: &str) -> Span {
        let whole = self.span(id);
        let from = self.span(operand).end;
        let text = self.expression.text.get(from as usize..whole.end as usize);
        let Some(at) = text.and_then(|text| text.find(field)) else {
            return whole;
        };
        let start = from + u32::try_from(at).unwrap_or(0);
        Span::new(start, start + u32::try_from(field.len()).unwrap_or(0))
    }

    /// What was written for a node.
    pub(super) fn text_of(&self, id: Id) -> &str {
        self.span(id).of(&self.expression.text)
    }
}
