//! Pipelines, and what they are made of.

use super::token::{Kind, Token};
use super::{Parsed, Parser};
use crate::origin::{Made, Origin, Text};
use crate::template::builtin::Builtin;
use crate::template::failure::FailureKind;
use crate::template::go::number::{self, Number, Wrong};
use crate::template::go::quote::{quote, unquote, unquote_char};
use crate::template::tree::{Callee, Command, Extent, Operand, OperandKind, Pipe};

impl Parser<'_> {
    /// A pipeline, and where what ends it ends.
    pub(super) fn pipeline(&mut self, context: &str, last: Kind) -> Parsed<(Pipe, usize)> {
        let start = self.peek_word().start;
        let mut pipe = Pipe {
            extent: Extent { start, end: start },
            assigns: false,
            variables: Vec::new(),
            commands: Vec::new(),
        };
        while self.declaration(&mut pipe, context)? {}
        loop {
            let token = self.next_word();
            if token.kind == last {
                self.check(&pipe, context)?;
                return Ok((pipe, token.end));
            }
            if !begins_operand(token.kind) {
                return Err(self.unexpected(token, context));
            }
            self.give_back(token);
            let command = self.command()?;
            pipe.extent.end = command.extent.end;
            pipe.commands.push(command);
        }
    }

    /// A variable that the pipeline declares or assigns; gives whether another one may follow.
    fn declaration(&mut self, pipe: &mut Pipe, context: &str) -> Parsed<bool> {
        let variable = self.peek_word();
        if variable.kind != Kind::Variable {
            return Ok(false);
        }
        self.next();
        let adjacent = self.peek();
        let next = self.peek_word();
        let is_comma = next.kind == Kind::Char && self.spelling(next) == ",";
        if !is_comma && !matches!(next.kind, Kind::Assign | Kind::Declare) {
            if adjacent.kind == Kind::Space {
                self.give_back(adjacent);
            }
            self.give_back(variable);
            return Ok(false);
        }
        self.next_word();
        let name = self.spelling(variable);
        self.scope.variables.declare(name);
        pipe.variables.push(name.to_owned());
        if !is_comma {
            pipe.assigns = next.kind == Kind::Assign;
            return Ok(false);
        }
        if context != "range" || pipe.variables.len() > 1 {
            return Err(self.error(format!("too many declarations in {context}")));
        }
        match self.peek_word().kind {
            Kind::Variable | Kind::RightDelimiter | Kind::RightParen => Ok(true),
            _ => Err(self.error("range can only initialize variables")),
        }
    }

    fn check(&self, pipe: &Pipe, context: &str) -> Parsed<()> {
        if pipe.commands.is_empty() {
            return Err(self.error(format!("missing value for {context}")));
        }
        for (number, command) in pipe.commands.iter().enumerate().skip(1) {
            if command.operands.first().is_some_and(Operand::is_constant) {
                let stage = number + 1;
                let message = format!("non executable command in pipeline stage {stage}");
                return Err(self.failure(FailureKind::Parse, message, command.extent));
            }
        }
        Ok(())
    }

    fn command(&mut self) -> Parsed<Command> {
        let start = self.peek_word().start;
        let mut operands = Vec::new();
        loop {
            self.peek_word();
            operands.extend(self.operand()?);
            let token = self.next();
            match token.kind {
                Kind::Space => continue,
                Kind::RightDelimiter | Kind::RightParen => self.give_back(token),
                Kind::Pipe => {}
                _ => return Err(self.unexpected(token, "operand")),
            }
            break;
        }
        let Some(Operand { extent, .. }) = operands.last() else {
            return Err(self.error("empty command"));
        };
        let end = extent.end;
        let extent = Extent { start, end };
        Ok(Command { extent, operands })
    }

    /// A term with the fields behind it, if one stands here.
    fn operand(&mut self) -> Parsed<Option<Operand>> {
        let Some(mut operand) = self.term()? else {
            return Ok(None);
        };
        let at = self.peek().start;
        let mut fields = Vec::new();
        while self.peek().kind == Kind::Field {
            let field = self.next();
            operand.extent.end = field.end;
            fields.push(self.spelling(field)[1..].to_owned());
        }
        if fields.is_empty() {
            return Ok(Some(operand));
        }
        if operand.is_constant() {
            let term = quote(&operand.to_string());
            let message = format!("unexpected . after term {term}");
            return Err(self.failure(FailureKind::Parse, message, operand.extent));
        }
        match &mut operand.kind {
            OperandKind::Field(names) | OperandKind::Variable(_, names) => names.extend(fields),
            _ => {
                let extent = operand.extent;
                let kind = OperandKind::Chain(Box::new(operand), fields);
                return Ok(Some(Operand { extent, at, kind }));
            }
        }
        operand.at = at;
        Ok(Some(operand))
    }

    fn term(&mut self) -> Parsed<Option<Operand>> {
        let token = self.next_word();
        let spelling = self.spelling(token);
        let (start, end) = (token.start, token.end);
        let place = self.source.place(Extent { start, end });
        let kind = match token.kind {
            Kind::Identifier => OperandKind::Function(spelling.to_owned(), self.callee(token)?),
            Kind::Dot => OperandKind::Dot,
            Kind::Nil => OperandKind::Nil,
            Kind::Variable => {
                if !self.scope.variables.has(spelling) {
                    let message = format!("undefined variable {}", quote(spelling));
                    return Err(self.error_at(token, message));
                }
                OperandKind::Variable(spelling.to_owned(), Vec::new())
            }
            Kind::Field => OperandKind::Field(vec![spelling[1..].to_owned()]),
            Kind::Bool => OperandKind::Bool(spelling == "true", place),
            Kind::CharConstant | Kind::Complex | Kind::Number => {
                OperandKind::Number(self.number(token)?, spelling.to_owned(), place)
            }
            Kind::LeftParen => return self.parenthesized(token).map(Some),
            Kind::String | Kind::RawString => {
                OperandKind::String(spelling.to_owned(), self.string(token)?)
            }
            _ => {
                self.give_back(token);
                return Ok(None);
            }
        };
        Ok(Some(Operand {
            extent: Extent { start, end },
            at: start,
            kind,
        }))
    }

    fn parenthesized(&mut self, paren: Token) -> Parsed<Operand> {
        self.enter(paren.start)?;
        let (pipe, end) = self.pipeline("parenthesized pipeline", Kind::RightParen)?;
        self.depth -= 1;
        Ok(Operand {
            extent: Extent {
                start: paren.start,
                end,
            },
            at: pipe.extent.start,
            kind: OperandKind::Pipe(Box::new(pipe)),
        })
    }

    fn callee(&self, token: Token) -> Parsed<Callee> {
        let name = self.spelling(token);
        if let Some(function) = self.functions.find(name) {
            return Ok(Callee::Host(function));
        }
        if let Some(function) = Builtin::find(name) {
            return Ok(Callee::Builtin(function));
        }
        let (start, end) = (token.start, token.end);
        let extent = Extent { start, end };
        Err(self.failure(FailureKind::UnknownFunction, name.to_owned(), extent))
    }

    fn number(&self, token: Token) -> Parsed<Number> {
        let spelling = self.spelling(token);
        if token.kind == Kind::CharConstant {
            let malformed = || format!("malformed character constant: {spelling}");
            let number = unquote_char(spelling);
            let number = number.ok_or_else(|| self.error_at(token, "invalid syntax"))?;
            let number = number.map_err(|()| self.error_at(token, malformed()))?;
            return Ok(Number {
                int: Some(number),
                float: Some(number as f64),
                is_integer: true,
            });
        }
        let real = spelling.strip_suffix('i');
        if token.kind == Kind::Complex || real.is_some_and(|real| number::read(real).is_ok()) {
            return Err(self.error_at(token, format!("complex number: {}", quote(spelling))));
        }
        number::read(spelling).map_err(|wrong| {
            let what = match wrong {
                Wrong::Overflow => "integer overflow",
                Wrong::Syntax => "illegal number syntax",
            };
            self.error_at(token, format!("{what}: {}", quote(spelling)))
        })
    }

    /// What a string constant means: what stands between its quotes, if that has no escapes.
    fn string(&self, token: Token) -> Parsed<Text> {
        let spelling = self.spelling(token);
        let meant = unquote(spelling).ok_or_else(|| self.error_at(token, "invalid syntax"))?;
        let (start, end) = (token.start, token.end);
        if meant == spelling[1..spelling.len() - 1] {
            return Ok(self.source.text.slice(start + 1, end - 1));
        }
        Ok(match self.source.place(Extent { start, end }) {
            Some(place) => {
                let made = Made::Derived;
                Text::from_place(&meant, Origin { place, made })
            }
            None => Text::made(meant),
        })
    }

    pub(super) fn template_name(&mut self, token: Token, context: &str) -> Parsed<String> {
        if !matches!(token.kind, Kind::String | Kind::RawString) {
            return Err(self.unexpected(token, context));
        }
        unquote(self.spelling(token)).ok_or_else(|| self.error_at(token, "invalid syntax"))
    }
}

fn begins_operand(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Bool
            | Kind::CharConstant
            | Kind::Complex
            | Kind::Dot
            | Kind::Field
            | Kind::Identifier
            | Kind::Number
            | Kind::Nil
            | Kind::RawString
            | Kind::String
            | Kind::Variable
            | Kind::LeftParen
    )
}

impl Operand {
    /// Whether it is no function, nor anything that could hold one.
    const fn is_constant(&self) -> bool {
        matches!(
            self.kind,
            OperandKind::Bool(..)
                | OperandKind::Dot
                | OperandKind::Nil
                | OperandKind::Number(..)
                | OperandKind::String(..)
        )
    }
}
