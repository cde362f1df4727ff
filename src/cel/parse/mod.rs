//! From text to trees. Source: the grammar `CEL.g4` of cel-go.

mod bindings;
mod lex;
mod literal;
mod macros;
mod primary;
mod words;

use std::sync::Arc;

use self::lex::{Kind, Token, tokens};
pub(super) use self::macros::macro_since;
pub(super) use self::primary::RESERVED;
use super::environment::Fault;
use super::tree::{Expression, Form, Id, Literal, Node};
use crate::source::Span;

/// How long an expression may be, in characters. Source: `expressionSizeCodePointLimit` of cel-go.
const MOST_CHARACTERS: usize = 100_000;

/// How deep each rule of the grammar may be within itself. Source: `maxRecursionDepth` of cel-go.
const MOST_NESTED: u16 = 250;

/// How many nodes a tree may have when those that a macro uses twice are counted twice: `optMap` in `optMap` doubles
/// again and again, and the server would have to hold all of it.
const MOST_EXPANDED: u64 = 1 << 22;

/// Reads an expression, with the syntax and the macros that a minor version of Kubernetes 1 has.
///
/// # Errors
///
/// The first thing that is wrong with it.
pub(crate) fn parse(text: &str, minor: u8) -> Result<Expression, Fault> {
    let length = text.chars().count();
    if length > MOST_CHARACTERS {
        return Err(Fault {
            span: Span::new(0, text.len() as u32),
            message: format!(
                "the expression has {length} characters, and no more than {MOST_CHARACTERS} are allowed"
            ),
            help: None,
        });
    }
    let mut parser = Parser {
        text,
        minor,
        tokens: tokens(text)?,
        at: 0,
        depths: [0; 4],
        nodes: Vec::new(),
        sizes: Vec::new(),
    };
    let root = parser.whole().map_err(|fault| *fault)?;
    Ok(Expression {
        text: Arc::from(text),
        nodes: parser.nodes,
        root,
    })
}

struct Parser<'t> {
    text: &'t str,
    minor: u8,
    tokens: Vec<Token>,
    at: usize,
    depths: [u16; 4],
    nodes: Vec<Node>,
    sizes: Vec<Size>,
}

/// How large what stands under a node is.
#[derive(Clone, Copy, Default)]
struct Size {
    /// The operators, selections and methods that are within each other.
    nested: u16,
    /// The nodes, those that are used twice counted twice.
    expanded: u64,
}

/// The rules of the grammar that can be within themselves.
#[derive(Clone, Copy)]
enum Rule {
    Expression,
    Relation,
    Calculation,
    Member,
}

/// What is wrong is boxed: what is parsed is on the stack at every level of an expression.
type Parsed<T = Id> = Result<T, Box<Fault>>;

impl Parser<'_> {
    fn whole(&mut self) -> Parsed {
        let root = self.expression()?;
        if self.peek() != Kind::End {
            return Err(self.unexpected("an operator or the end of the expression"));
        }
        match self.sizes[root.0 as usize].nested > MOST_NESTED {
            true => Err(self.too_deep(self.node(root).span)),
            false => Ok(root),
        }
    }

    /// `condition ? this : that`, or what stands before the question mark alone.
    fn expression(&mut self) -> Parsed {
        self.enter(Rule::Expression)?;
        let condition = self.logic("||", "_||_")?;
        let mut parsed = condition;
        if self.take("?") {
            let then = self.logic("||", "_||_")?;
            self.want(":", "`:` and what is chosen otherwise")?;
            let otherwise = self.expression()?;
            parsed = self.operator("_?_:_", &[condition, then, otherwise])?;
        }
        self.leave(Rule::Expression);
        Ok(parsed)
    }

    /// Terms that `||` joins, which are terms that `&&` joins. The tree of many is balanced, so that it is not deep.
    fn logic(&mut self, sign: &'static str, function: &'static str) -> Parsed {
        let mut terms = Vec::new();
        loop {
            terms.push(match sign {
                "||" => self.logic("&&", "_&&_")?,
                _ => self.relation()?,
            });
            if !self.take(sign) {
                return self.balanced(function, &terms);
            }
        }
    }

    fn balanced(&mut self, function: &'static str, terms: &[Id]) -> Parsed {
        if let [term] = terms {
            return Ok(*term);
        }
        let (left, right) = terms.split_at(terms.len().div_ceil(2));
        let sides = [
            self.balanced(function, left)?,
            self.balanced(function, right)?,
        ];
        self.operator(function, &sides)
    }

    fn relation(&mut self) -> Parsed {
        self.enter(Rule::Relation)?;
        let mut left = self.calculation(0)?;
        while let Some(function) = relation(self.peek()) {
            self.at += 1;
            self.enter(Rule::Relation)?;
            let right = self.calculation(0)?;
            self.leave(Rule::Relation);
            left = self.operator(function, &[left, right])?;
        }
        self.leave(Rule::Relation);
        Ok(left)
    }

    /// Sums of products: operators that bind at least as strong as `least`.
    fn calculation(&mut self, least: u8) -> Parsed {
        self.enter(Rule::Calculation)?;
        let mut left = self.unary()?;
        while let Some((function, strength)) = calculation(self.peek()) {
            if strength < least {
                break;
            }
            self.at += 1;
            let right = self.calculation(strength + 1)?;
            left = self.operator(function, &[left, right])?;
        }
        self.leave(Rule::Calculation);
        Ok(left)
    }

    /// `!x`, `-x`; two of them are none.
    fn unary(&mut self) -> Parsed {
        let (sign, function) = match self.peek() {
            Kind::Sign("!") => ("!", "!_"),
            Kind::Sign("-") if !self.is_negative_number() => ("-", "-_"),
            _ => return self.member(),
        };
        let start = self.span().start;
        let mut count = 0;
        while self.take(sign) {
            count += 1;
        }
        let operand = self.member()?;
        if count % 2 == 0 {
            return Ok(operand);
        }
        let span = Span::new(start, self.node(operand).span.end);
        self.call(span, None, function, &[operand])
    }

    fn is_negative_number(&self) -> bool {
        let next = self.tokens.get(self.at + 1).map(|token| token.kind);
        matches!(next, Some(Kind::Int | Kind::Double))
    }

    /// A value with fields, methods and indices behind it.
    fn member(&mut self) -> Parsed {
        self.enter(Rule::Member)?;
        let start = self.span().start;
        let mut member = self.primary()?;
        loop {
            member = if self.take(".") {
                self.field_or_method(start, member)?
            } else if self.take("[") {
                self.index(start, member)?
            } else {
                self.leave(Rule::Member);
                return Ok(member);
            };
        }
    }

    fn field_or_method(&mut self, start: u32, operand: Id) -> Parsed {
        let is_optional = self.optional_mark()?;
        let name = self.span();
        let field = self.name("a field or a method")?;
        if is_optional {
            let field = self.add(name, Form::Literal(Literal::String(field)))?;
            let span = Span::new(start, name.end);
            let made = self.call(span, None, "_?._", &[operand, field])?;
            return Ok(self.deeper(made));
        }
        if !self.take("(") {
            let form = Form::Select {
                operand,
                field,
                test: false,
            };
            let made = self.add(Span::new(start, name.end), form)?;
            return Ok(self.deeper(made));
        }
        let arguments = self.arguments()?;
        let span = Span::new(start, self.before());
        let made = self.method(span, operand, &field, &arguments)?;
        Ok(self.deeper(made))
    }

    fn index(&mut self, start: u32, operand: Id) -> Parsed {
        let is_optional = self.optional_mark()?;
        let index = self.expression()?;
        self.want("]", "`]`")?;
        let span = Span::new(start, self.before());
        let function = if is_optional { "_[?_]" } else { "_[_]" };
        let made = self.call(span, None, function, &[operand, index])?;
        Ok(self.deeper(made))
    }

    /// What stands between the brackets of a call, the second of which is taken.
    fn arguments(&mut self) -> Parsed<Vec<Id>> {
        let mut arguments = Vec::new();
        if self.take(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.expression()?);
            if !self.take(",") {
                self.want(")", "`,` or `)`")?;
                return Ok(arguments);
            }
        }
    }
}

fn relation(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Sign("<") => "_<_",
        Kind::Sign("<=") => "_<=_",
        Kind::Sign(">") => "_>_",
        Kind::Sign(">=") => "_>=_",
        Kind::Sign("==") => "_==_",
        Kind::Sign("!=") => "_!=_",
        Kind::In => "@in",
        _ => return None,
    })
}

fn calculation(kind: Kind) -> Option<(&'static str, u8)> {
    Some(match kind {
        Kind::Sign("+") => ("_+_", 1),
        Kind::Sign("-") => ("_-_", 1),
        Kind::Sign("*") => ("_*_", 2),
        Kind::Sign("/") => ("_/_", 2),
        Kind::Sign("%") => ("_%_", 2),
        _ => return None,
    })
}
