//! From text to trees. Source: the grammar `CEL.g4` of cel-go.

mod lex;
mod literal;
mod macros;
mod primary;

use std::sync::Arc;

use self::lex::{Kind, Token, tokens};
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
            let field = self.add(name, Form::Literal(Literal::String(field)), &[])?;
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
            let made = self.add(Span::new(start, name.end), form, &[operand])?;
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

/// Words, and nodes.
impl Parser<'_> {
    fn peek(&self) -> Kind {
        self.tokens
            .get(self.at)
            .map_or(Kind::End, |token| token.kind)
    }

    /// Where the next word stands.
    fn span(&self) -> Span {
        self.tokens
            .get(self.at)
            .map_or_else(Span::default, |token| token.span)
    }

    /// Where the word before ends.
    fn before(&self) -> u32 {
        self.at
            .checked_sub(1)
            .map_or(0, |at| self.tokens[at].span.end)
    }

    fn take(&mut self, sign: &'static str) -> bool {
        let is_next = self.peek() == Kind::Sign(sign);
        self.at += usize::from(is_next);
        is_next
    }

    fn want(&mut self, sign: &'static str, wanted: &str) -> Parsed<()> {
        match self.take(sign) {
            true => Ok(()),
            false => Err(self.unexpected(wanted)),
        }
    }

    /// The mark of what may be there or not, which is taken.
    fn optional_mark(&mut self) -> Parsed<bool> {
        if self.minor < 28 && self.peek() == Kind::Sign("?") {
            let message = "optional fields came with Kubernetes 1.28".to_owned();
            return Err(self.fault(self.span(), message));
        }
        Ok(self.take("?"))
    }

    fn name(&mut self, wanted: &str) -> Parsed<Arc<str>> {
        match self.peek() {
            Kind::Name => {
                let name = Arc::from(self.span().of(self.text));
                self.at += 1;
                Ok(name)
            }
            Kind::Quoted => {
                let message = "names in backquotes are not known to Kubernetes".to_owned();
                Err(Box::new(Fault {
                    help: Some(
                        "Write the field as an index, `x['a-b']`, or escape it, `x.a__dash__b`"
                            .to_owned(),
                    ),
                    ..*self.fault(self.span(), message)
                }))
            }
            Kind::In | Kind::True | Kind::False | Kind::Null => {
                let word = self.span().of(self.text);
                let message =
                    format!("`{word}` is a word of the language, and {wanted} was expected");
                Err(Box::new(Fault {
                    help: Some(format!("A field of that name is written `__{word}__`")),
                    ..*self.fault(self.span(), message)
                }))
            }
            _ => Err(self.unexpected(wanted)),
        }
    }

    fn unexpected(&self, wanted: &str) -> Box<Fault> {
        let span = self.span();
        let message = match self.peek() {
            Kind::End => format!("the expression ends where {wanted} was expected"),
            Kind::Sign("=") => format!("`=` stands where {wanted} was expected"),
            _ => {
                let word: String = span.of(self.text).chars().take(40).collect();
                format!("`{word}` stands where {wanted} was expected")
            }
        };
        self.fault(span, message)
    }

    #[expect(clippy::unused_self, reason = "it is made beside the others")]
    fn fault(&self, span: Span, message: String) -> Box<Fault> {
        Box::new(Fault {
            span,
            message,
            help: None,
        })
    }

    fn too_deep(&self, span: Span) -> Box<Fault> {
        let message = format!("the expression is nested deeper than {MOST_NESTED} levels");
        self.fault(span, message)
    }

    fn enter(&mut self, rule: Rule) -> Parsed<()> {
        let depth = &mut self.depths[rule as usize];
        *depth += 1;
        match *depth > MOST_NESTED {
            true => Err(self.too_deep(self.span())),
            false => Ok(()),
        }
    }

    fn leave(&mut self, rule: Rule) {
        let depth = &mut self.depths[rule as usize];
        *depth = depth.saturating_sub(1);
    }

    fn node(&self, id: Id) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// A new node, over these.
    fn add(&mut self, span: Span, form: Form, under: &[Id]) -> Parsed {
        let mut size = Size {
            nested: 0,
            expanded: 1,
        };
        for id in under {
            let inner = self.sizes[id.0 as usize];
            size.nested = size.nested.max(inner.nested);
            size.expanded += inner.expanded;
        }
        if size.expanded > MOST_EXPANDED {
            let message = "the expression is too large once its macros are written out".to_owned();
            return Err(self.fault(span, message));
        }
        let id = Id(self.nodes.len() as u32);
        self.nodes.push(Node { span, form });
        self.sizes.push(size);
        Ok(id)
    }

    /// The node, counted as one more level.
    fn deeper(&mut self, id: Id) -> Id {
        self.sizes[id.0 as usize].nested += 1;
        id
    }

    /// A call of an operator over all of its operands' text.
    fn operator(&mut self, function: &str, operands: &[Id]) -> Parsed {
        let spans = operands.iter().map(|id| self.node(*id).span);
        let span =
            spans.reduce(|all, span| Span::new(all.start.min(span.start), all.end.max(span.end)));
        let made = self.call(span.unwrap_or_default(), None, function, operands)?;
        match function {
            "_&&_" | "_||_" => Ok(made),
            _ => Ok(self.deeper(made)),
        }
    }

    fn call(&mut self, span: Span, target: Option<Id>, function: &str, arguments: &[Id]) -> Parsed {
        let mut under = arguments.to_vec();
        under.extend(target);
        let form = Form::Call {
            target,
            function: Arc::from(function),
            arguments: arguments.into(),
        };
        self.add(span, form, &under)
    }
}
