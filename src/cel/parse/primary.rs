//! What an expression is made of: constants, names, calls, lists, maps, objects, and what stands in brackets.

use std::sync::Arc;

use super::lex::Kind;
use super::{Parsed, Parser, literal};
use crate::cel::environment::Fault;
use crate::cel::tree::{Entry, Field, Form, Id, Item, Literal};
use crate::source::Span;

/// Words that no variable and no function may be named. Source: the language's definition, `RESERVED`.
pub(in crate::cel) const RESERVED: [&str; 17] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Parsed {
        let span = self.span();
        match self.peek() {
            Kind::Sign("(") => {
                self.at += 1;
                let inner = self.expression()?;
                self.want(")", "an operator or `)`")?;
                Ok(inner)
            }
            Kind::Sign("[") => self.list(),
            Kind::Sign("{") => self.map(),
            Kind::Sign("-") if self.is_negative_number() => {
                self.at += 1;
                self.constant(Span::new(span.start, self.span().end))
            }
            Kind::Sign(".") | Kind::Name => self.named(),
            Kind::Int | Kind::Uint | Kind::Double | Kind::String | Kind::Bytes => {
                self.constant(span)
            }
            Kind::True | Kind::False | Kind::Null => self.constant(span),
            _ => Err(self.unexpected("a value")),
        }
    }

    /// A constant whose last word is next.
    fn constant(&mut self, span: Span) -> Parsed {
        let kind = self.peek();
        let written = span.of(self.text);
        let value = match kind {
            Kind::True => Some(Literal::Bool(true)),
            Kind::False => Some(Literal::Bool(false)),
            Kind::Null => Some(Literal::Null),
            Kind::Int => literal::int(&without_space(written)),
            Kind::Uint => literal::uint(written),
            Kind::Double => literal::double(&without_space(written)),
            Kind::String => Some(Literal::String(Arc::from(
                literal::string(written).map_err(|wrong| self.escape(span, wrong))?,
            ))),
            _ => Some(Literal::Bytes(Arc::from(
                literal::bytes(written).map_err(|wrong| self.escape(span, wrong))?,
            ))),
        };
        let Some(value) = value else {
            let kind = match kind {
                Kind::Int => "int",
                Kind::Uint => "uint",
                _ => "double",
            };
            return Err(self.fault(span, format!("the number does not fit into {kind}")));
        };
        self.at += 1;
        self.add(span, Form::Literal(value))
    }

    fn escape(&self, string: Span, (at, length, message): (usize, usize, String)) -> Box<Fault> {
        let start = string.start + at as u32;
        self.fault(Span::new(start, start + length as u32), message)
    }

    /// A variable, a call, or an object that is made.
    fn named(&mut self) -> Parsed {
        let start = self.span().start;
        let absolute = self.take(".");
        if let Some(made) = self.object(start, absolute)? {
            return Ok(made);
        }
        let span = self.span();
        let name = self.name("a name")?;
        if RESERVED.contains(&&*name) {
            let message = format!("`{name}` is reserved, and is the name of nothing");
            return Err(self.fault(span, message));
        }
        if !self.take("(") {
            let form = Form::Name { name, absolute };
            return self.add(Span::new(start, span.end), form);
        }
        let arguments = self.arguments()?;
        let all = Span::new(start, self.before());
        match absolute {
            true => self.call(all, None, &format!(".{name}"), &arguments),
            false => self.function(all, &name, &arguments),
        }
    }

    /// `Name.of.type{field: value}`, if names with dots between them and a brace come next.
    fn object(&mut self, start: u32, absolute: bool) -> Parsed<Option<Id>> {
        let kinds = |at: usize| self.tokens.get(at).map(|token| token.kind);
        let mut end = self.at;
        while kinds(end) == Some(Kind::Name) && kinds(end + 1) == Some(Kind::Sign(".")) {
            end += 2;
        }
        if kinds(end) != Some(Kind::Name) || kinds(end + 1) != Some(Kind::Sign("{")) {
            return Ok(None);
        }
        let mut name = String::from(if absolute { "." } else { "" });
        let words = &self.tokens[self.at..=end];
        name.extend(words.iter().map(|token| token.span.of(self.text)));
        self.at = end + 2;
        let mut fields = Vec::new();
        while !self.is_last(&fields, "}")? {
            let optional = self.optional_mark()?;
            let span = self.span();
            let name = self.name("a field")?;
            self.want(":", "`:` and the field's value")?;
            let value = self.expression()?;
            fields.push(Field {
                name,
                span,
                value,
                optional,
            });
        }
        let form = Form::Struct {
            name: Arc::from(name),
            fields: fields.into(),
        };
        let span = Span::new(start, self.before());
        self.add(span, form).map(Some)
    }

    fn list(&mut self) -> Parsed {
        let start = self.span().start;
        self.at += 1;
        let mut items = Vec::new();
        while !self.is_last(&items, "]")? {
            let optional = self.optional_mark()?;
            let value = self.expression()?;
            items.push(Item { value, optional });
        }
        let span = Span::new(start, self.before());
        self.add(span, Form::List(items.into()))
    }

    fn map(&mut self) -> Parsed {
        let start = self.span().start;
        self.at += 1;
        let mut entries = Vec::new();
        while !self.is_last(&entries, "}")? {
            let optional = self.optional_mark()?;
            let key = self.expression()?;
            self.want(":", "`:` and the key's value")?;
            let value = self.expression()?;
            entries.push(Entry {
                key,
                value,
                optional,
            });
        }
        let span = Span::new(start, self.before());
        self.add(span, Form::Map(entries.into()))
    }

    /// Whether the closing bracket comes, which is taken, and before it perhaps a comma; or the comma between two.
    fn is_last<T>(&mut self, before: &[T], close: &'static str) -> Parsed<bool> {
        let is_comma = self.take(",");
        if self.take(close) {
            return Ok(true);
        }
        match (before.is_empty(), is_comma) {
            (true, false) | (false, true) => Ok(false),
            (true, true) => Err(self.unexpected(&format!("`{close}`"))),
            (false, false) => Err(self.unexpected(&format!("`,` or `{close}`"))),
        }
    }
}

/// A number without what stands between it and its minus.
fn without_space(written: &str) -> String {
    match written.strip_prefix('-') {
        Some(rest) => {
            let digits = rest.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '.');
            format!("-{digits}")
        }
        None => written.to_owned(),
    }
}
