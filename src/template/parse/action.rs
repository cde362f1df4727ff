//! Actions, behind their left delimiter.

use super::token::Kind;
use super::{Item, Parsed, Parser, Scope};
use crate::template::tree::{Arm, Body, Branch, BranchKind, Call, Extent, Node, Pipe};

impl Parser<'_> {
    pub(super) fn action(&mut self, start: usize) -> Parsed<Item> {
        let token = self.next_word();
        Ok(Item::Node(match token.kind {
            Kind::Block => self.block(start)?,
            Kind::Break => self.leave(Node::Break, "break")?,
            Kind::Continue => self.leave(Node::Continue, "continue")?,
            Kind::Else => return self.otherwise(),
            Kind::EndWord => {
                self.expect(Kind::RightDelimiter, "end")?;
                return Ok(Item::End);
            }
            Kind::If => self.branch(BranchKind::If, start)?,
            Kind::Range => self.branch(BranchKind::Range, start)?,
            Kind::Template => self.template(start)?,
            Kind::With => self.branch(BranchKind::With, start)?,
            _ => {
                self.give_back(token);
                let (pipe, end) = self.pipeline("command", Kind::RightDelimiter)?;
                Node::Action(Extent { start, end }, pipe)
            }
        }))
    }

    /// `break`, `continue`
    fn leave(&mut self, node: Node, word: &str) -> Parsed<Node> {
        self.expect(Kind::RightDelimiter, &format!("{{{{{word}}}}}"))?;
        if self.scope.ranges == 0 {
            return Err(self.error(format!("{{{{{word}}}}} outside {{{{range}}}}")));
        }
        Ok(node)
    }

    fn otherwise(&mut self) -> Parsed<Item> {
        let next = self.peek_word();
        if !matches!(next.kind, Kind::If | Kind::With) {
            self.expect(Kind::RightDelimiter, "else")?;
        }
        Ok(Item::Else)
    }

    /// `if`, `with`, `range`, with all that is theirs up to `end`.
    fn branch(&mut self, kind: BranchKind, start: usize) -> Parsed<Node> {
        let (context, word) = match kind {
            BranchKind::If => ("if", Some(Kind::If)),
            BranchKind::With => ("with", Some(Kind::With)),
            BranchKind::Range => ("range", None),
        };
        let variables = self.scope.variables.len();
        let mut branch = Branch {
            kind,
            arms: Vec::new(),
            otherwise: None,
        };
        let mut start = start;
        loop {
            let (arm, end) = self.arm(context, start)?;
            let extent = arm.extent;
            branch.arms.push(arm);
            if matches!(end, Item::End) {
                break;
            }
            if word == Some(self.peek().kind) {
                start = self.scope.action.unwrap_or(start);
                self.next();
                continue;
            }
            branch.otherwise = Some(self.last_body(extent)?);
            break;
        }
        self.scope.variables.truncate(variables);
        Ok(Node::Branch(branch))
    }

    fn arm(&mut self, context: &str, start: usize) -> Parsed<(Arm, Item)> {
        let (pipe, end) = self.pipeline(context, Kind::RightDelimiter)?;
        let extent = Extent { start, end };
        let ranges = usize::from(context == "range");
        self.scope.ranges += ranges;
        let (body, end) = self.body(extent)?;
        self.scope.ranges -= ranges;
        Ok((Arm { extent, pipe, body }, end))
    }

    fn last_body(&mut self, extent: Extent) -> Parsed<Body> {
        let (body, end) = self.body(extent)?;
        match end {
            Item::Else => Err(self.error(format!("expected end; found {}", end.name()))),
            _ => Ok(body),
        }
    }

    /// `block`, which defines a template and calls it.
    fn block(&mut self, start: usize) -> Parsed<Node> {
        const CONTEXT: &str = "block clause";
        let token = self.next_word();
        let name = self.template_name(token, CONTEXT)?;
        let (data, end) = self.pipeline(CONTEXT, Kind::RightDelimiter)?;
        let extent = Extent { start, end };
        let outer = std::mem::take(&mut self.scope);
        let body = self.definition_body(extent, CONTEXT)?;
        self.add(name.clone(), body)?;
        self.scope = Scope {
            last: self.scope.last,
            ..outer
        };
        Ok(call(extent, token.start, name, Some(data)))
    }

    fn template(&mut self, start: usize) -> Parsed<Node> {
        const CONTEXT: &str = "template clause";
        let token = self.next_word();
        let name = self.template_name(token, CONTEXT)?;
        let next = self.next_word();
        if next.kind == Kind::RightDelimiter {
            let end = next.end;
            return Ok(call(Extent { start, end }, token.start, name, None));
        }
        self.give_back(next);
        let (data, end) = self.pipeline(CONTEXT, Kind::RightDelimiter)?;
        Ok(call(Extent { start, end }, token.start, name, Some(data)))
    }
}

fn call(extent: Extent, at: usize, name: String, data: Option<Pipe>) -> Node {
    Node::Call(Call {
        extent,
        at,
        name,
        data,
    })
}
