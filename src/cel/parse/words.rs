//! What the rules of the grammar are made with: the words that come next, what is wrong with them, and new nodes.

use std::sync::Arc;

use super::lex::Kind;
use super::{MOST_EXPANDED, MOST_NESTED, Parsed, Parser, Rule, Size};
use crate::cel::environment::Fault;
use crate::cel::tree::{Form, Id, Node};
use crate::source::Span;

impl Parser<'_> {
    pub(super) fn peek(&self) -> Kind {
        self.tokens
            .get(self.at)
            .map_or(Kind::End, |token| token.kind)
    }

    /// Where the next word stands.
    pub(super) fn span(&self) -> Span {
        self.tokens
            .get(self.at)
            .map_or_else(Span::default, |token| token.span)
    }

    /// Where the word before ends.
    pub(super) fn before(&self) -> u32 {
        self.at
            .checked_sub(1)
            .map_or(0, |at| self.tokens[at].span.end)
    }

    pub(super) fn take(&mut self, sign: &'static str) -> bool {
        let is_next = self.peek() == Kind::Sign(sign);
        self.at += usize::from(is_next);
        is_next
    }

    pub(super) fn want(&mut self, sign: &'static str, wanted: &str) -> Parsed<()> {
        match self.take(sign) {
            true => Ok(()),
            false => Err(self.unexpected(wanted)),
        }
    }

    /// The mark of what may be there or not, which is taken.
    pub(super) fn optional_mark(&mut self) -> Parsed<bool> {
        if self.minor < 28 && self.peek() == Kind::Sign("?") {
            let message = "optional fields came with Kubernetes 1.28".to_owned();
            return Err(self.fault(self.span(), message));
        }
        Ok(self.take("?"))
    }

    pub(super) fn name(&mut self, wanted: &str) -> Parsed<Arc<str>> {
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

    pub(super) fn unexpected(&self, wanted: &str) -> Box<Fault> {
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
    pub(super) fn fault(&self, span: Span, message: String) -> Box<Fault> {
        Box::new(Fault {
            span,
            message,
            help: None,
        })
    }

    pub(super) fn too_deep(&self, span: Span) -> Box<Fault> {
        let message = format!("the expression is nested deeper than {MOST_NESTED} levels");
        self.fault(span, message)
    }

    pub(super) fn enter(&mut self, rule: Rule) -> Parsed<()> {
        let depth = &mut self.depths[rule as usize];
        *depth += 1;
        match *depth > MOST_NESTED {
            true => Err(self.too_deep(self.span())),
            false => Ok(()),
        }
    }

    pub(super) fn leave(&mut self, rule: Rule) {
        let depth = &mut self.depths[rule as usize];
        *depth = depth.saturating_sub(1);
    }

    pub(super) fn node(&self, id: Id) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// A new node.
    pub(super) fn add(&mut self, span: Span, form: Form) -> Parsed {
        let mut size = Size {
            nested: 0,
            expanded: 1,
        };
        form.parts(|id| {
            let inner = self.sizes[id.0 as usize];
            size.nested = size.nested.max(inner.nested);
            size.expanded += inner.expanded;
        });
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
    pub(super) fn deeper(&mut self, id: Id) -> Id {
        self.sizes[id.0 as usize].nested += 1;
        id
    }

    /// A call of an operator over all of its operands' text.
    pub(super) fn operator(&mut self, function: &str, operands: &[Id]) -> Parsed {
        let spans = operands.iter().map(|id| self.node(*id).span);
        let span =
            spans.reduce(|all, span| Span::new(all.start.min(span.start), all.end.max(span.end)));
        let made = self.call(span.unwrap_or_default(), None, function, operands)?;
        match function {
            "_&&_" | "_||_" => Ok(made),
            _ => Ok(self.deeper(made)),
        }
    }

    pub(super) fn call(
        &mut self,
        span: Span,
        target: Option<Id>,
        function: &str,
        arguments: &[Id],
    ) -> Parsed {
        let form = Form::Call {
            target,
            function: Arc::from(function),
            arguments: arguments.into(),
        };
        self.add(span, form)
    }
}
