//! From a text to its templates.

mod action;
mod lex;
mod operand;
mod token;
mod variables;

use std::collections::HashMap;
use std::sync::Arc;

use self::lex::Lexer;
use self::token::{Kind, Token};
use self::variables::Variables;
use super::budget::Bound;
use super::failure::{Failure, FailureKind};
use super::functions::Functions;
use super::go::quote::quote;
use super::source::Source;
use super::tree::{Body, Extent, Node, Tree};

/// Actions and parentheses within each other; more would take the stack.
const DEEPEST: usize = 200;

type Parsed<T> = Result<T, Box<Failure>>;

/// Parses a text: its own template, and those that it defines.
pub(super) fn parse(source: &Arc<Source>, functions: &dyn Functions) -> Parsed<Vec<Tree>> {
    let keywords = ["break", "continue"].map(|word| functions.find(word).is_none());
    let mut parser = Parser {
        source,
        functions,
        lexer: Lexer::new(source.text.as_str(), keywords.into()),
        trees: HashMap::new(),
        ahead: Vec::new(),
        scope: Scope::default(),
        open: Vec::new(),
        depth: 0,
    };
    let body = parser.text()?;
    parser.add(source.name.clone(), body)?;
    Ok(parser.trees.into_values().collect())
}

struct Parser<'t> {
    source: &'t Arc<Source>,
    functions: &'t dyn Functions,
    lexer: Lexer<'t>,
    trees: HashMap<String, Tree>,
    /// Tokens that were read and given back; the next one is the last.
    ahead: Vec<Token>,
    scope: Scope,
    /// Actions whose `end` has not come yet.
    open: Vec<Extent>,
    depth: usize,
}

/// What a template has for itself, and those that it defines do not see.
struct Scope {
    variables: Variables,
    ranges: usize,
    /// The token that was read last.
    last: Token,
    /// Where the present action starts.
    action: Option<usize>,
}

impl Default for Scope {
    fn default() -> Self {
        let (kind, start, end) = (Kind::End, 0, 0);
        Self {
            variables: Variables::default(),
            ranges: 0,
            last: Token { kind, start, end },
            action: None,
        }
    }
}

/// What stands next in a body.
enum Item {
    Node(Node),
    /// `end`
    End,
    /// `else`; an `if` or `with` behind it is not read yet.
    Else,
}

impl Item {
    const fn name(&self) -> &'static str {
        match self {
            Self::Else => "{{else}}",
            _ => "{{end}}",
        }
    }
}

impl<'t> Parser<'t> {
    fn next(&mut self) -> Token {
        self.ahead.pop().unwrap_or_else(|| {
            self.scope.last = self.lexer.next();
            self.scope.last
        })
    }

    fn give_back(&mut self, token: Token) {
        self.ahead.push(token);
    }

    fn peek(&mut self) -> Token {
        let token = self.next();
        self.give_back(token);
        token
    }

    fn next_word(&mut self) -> Token {
        loop {
            let token = self.next();
            if token.kind != Kind::Space {
                return token;
            }
        }
    }

    fn peek_word(&mut self) -> Token {
        let token = self.next_word();
        self.give_back(token);
        token
    }

    fn spelling(&self, token: Token) -> &'t str {
        &self.source.text.as_str()[token.start..token.end]
    }

    fn expect(&mut self, kind: Kind, context: &str) -> Parsed<Token> {
        let token = self.next_word();
        if token.kind == kind {
            return Ok(token);
        }
        Err(self.unexpected(token, context))
    }

    /// Goes one level deeper; who calls it goes back up by itself.
    fn enter(&mut self, at: usize) -> Parsed<()> {
        self.depth += 1;
        if self.depth <= DEEPEST {
            return Ok(());
        }
        let bound = Bound::Depth;
        let kind = FailureKind::Bound(bound);
        Err(self.failure(kind, bound.to_string(), Extent { start: at, end: at }))
    }

    fn failure(&self, kind: FailureKind, message: String, extent: Extent) -> Box<Failure> {
        let name = &self.source.name;
        let (line, _) = self.source.line_and_column(self.scope.last.start);
        let said = match kind {
            FailureKind::UnknownFunction => format!("function {} not defined", quote(&message)),
            _ => message.clone(),
        };
        Box::new(Failure {
            kind,
            go: format!("template: {name}:{line}: {said}"),
            message,
            expression: String::new(),
            template: name.clone(),
            place: self.source.place(extent),
            through: None,
        })
    }

    /// What is wrong at the token that was read last.
    fn error(&self, message: impl Into<String>) -> Box<Failure> {
        self.error_at(self.scope.last, message)
    }

    fn error_at(&self, token: Token, message: impl Into<String>) -> Box<Failure> {
        let (start, end) = (token.start, token.end);
        self.failure(FailureKind::Parse, message.into(), Extent { start, end })
    }

    fn unexpected(&self, token: Token, context: &str) -> Box<Failure> {
        if token.kind == Kind::Error {
            return self.malformed(token);
        }
        let spelling = self.spelling(token);
        let short = match token.kind {
            Kind::End => "EOF".to_owned(),
            kind if kind.is_keyword() => format!("<{spelling}>"),
            _ if spelling.len() > 10 => {
                let start = spelling.chars().take(10).collect::<String>();
                format!("{}...", quote(&start))
            }
            _ => quote(spelling),
        };
        self.error_at(token, format!("unexpected {short} in {context}"))
    }

    /// What the lexer found wrong.
    fn malformed(&self, mut token: Token) -> Box<Failure> {
        let mut message = self.lexer.error.clone();
        if let Some(action) = self.scope.action {
            let line = |at| self.source.line_and_column(at).0;
            if line(action) != line(token.start) {
                // The line of an error in an action that goes over several is of little help.
                let word = if message.ends_with(" action") {
                    ""
                } else {
                    " in action"
                };
                let (name, line) = (&self.source.name, line(action));
                message += &format!("{word} started at {name}:{line}");
            }
            if token.start == token.end {
                (token.start, token.end) = (action, action + 2);
            }
        }
        self.error_at(token, message)
    }

    /// All of the text, but for what it defines.
    fn text(&mut self) -> Parsed<Body> {
        let mut body = Body::default();
        while self.peek().kind != Kind::End {
            let delimiter = self.peek();
            if delimiter.kind == Kind::LeftDelimiter {
                self.next();
                let word = self.next_word();
                if word.kind == Kind::Define {
                    self.definition(delimiter.start)?;
                    continue;
                }
                self.give_back(word);
                self.give_back(delimiter);
            }
            match self.item()? {
                Item::Node(node) => body.0.push(node),
                other => return Err(self.error(format!("unexpected {}", other.name()))),
            }
        }
        Ok(body)
    }

    /// `define`, of which the keyword is past.
    fn definition(&mut self, start: usize) -> Parsed<()> {
        const CONTEXT: &str = "define clause";
        let outer = std::mem::take(&mut self.scope);
        self.scope.last = outer.last;
        let name = self.next_word();
        let name = self.template_name(name, CONTEXT)?;
        let end = self.expect(Kind::RightDelimiter, CONTEXT)?.end;
        let body = self.definition_body(Extent { start, end }, CONTEXT)?;
        self.add(name, body)?;
        self.scope = Scope {
            last: self.scope.last,
            ..outer
        };
        Ok(())
    }

    fn definition_body(&mut self, extent: Extent, context: &str) -> Parsed<Body> {
        let (body, end) = self.body(extent)?;
        match end {
            Item::Else => Err(self.error(format!("unexpected {} in {context}", end.name()))),
            _ => Ok(body),
        }
    }

    /// What stands before the `end` or `else` of an action, and which of the two it is.
    fn body(&mut self, of: Extent) -> Parsed<(Body, Item)> {
        self.enter(of.start)?;
        self.open.push(of);
        let mut body = Body::default();
        while self.peek_word().kind != Kind::End {
            match self.item()? {
                Item::Node(node) => body.0.push(node),
                end => {
                    self.open.pop();
                    self.depth -= 1;
                    return Ok((body, end));
                }
            }
        }
        let open = self.open.last().copied().unwrap_or_default();
        Err(self.failure(FailureKind::Parse, "unexpected EOF".to_owned(), open))
    }

    fn item(&mut self) -> Parsed<Item> {
        let token = self.next_word();
        let (start, end) = (token.start, token.end);
        match token.kind {
            Kind::Text => Ok(Item::Node(Node::Text(Extent { start, end }))),
            Kind::LeftDelimiter => {
                self.scope.action = Some(start);
                let item = self.action(start)?;
                self.scope.action = None;
                Ok(item)
            }
            _ => Err(self.unexpected(token, "input")),
        }
    }

    /// Adds a template, unless it is empty and there is one; two with something in them are too many for one text.
    fn add(&mut self, name: String, body: Body) -> Parsed<()> {
        let is_blank = |body: &Body| body.is_blank(self.source);
        let known = self.trees.get(&name);
        if known.is_none_or(|known| is_blank(&known.body)) {
            let source = Arc::clone(self.source);
            let tree = Tree {
                name: name.clone(),
                source,
                body,
            };
            self.trees.insert(name, tree);
        } else if !is_blank(&body) {
            let name = quote(&name);
            let message = format!("template: multiple definition of template {name}");
            return Err(self.error(message));
        }
        Ok(())
    }
}
