//! What Go says of a text that it cannot parse. It names the line of the token that was read last; the place is that of what is
//! wrong.

use super::Parser;
use super::token::{Kind, Token};
use crate::template::failure::{Failure, FailureKind};
use crate::template::go::quote::quote;
use crate::template::tree::Extent;

impl Parser<'_> {
    pub(super) fn failure(
        &self,
        kind: FailureKind,
        message: String,
        extent: Extent,
    ) -> Box<Failure> {
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
    pub(super) fn error(&self, message: impl Into<String>) -> Box<Failure> {
        self.error_at(self.scope.last, message)
    }

    pub(super) fn error_at(&self, token: Token, message: impl Into<String>) -> Box<Failure> {
        let (start, end) = (token.start, token.end);
        self.failure(FailureKind::Parse, message.into(), Extent { start, end })
    }

    pub(super) fn unexpected(&self, token: Token, context: &str) -> Box<Failure> {
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
}
