//! Collections in brackets, which are JSON's too: an explicit stack, no recursion.

use crate::source::Span;
use crate::yaml::reader::{MAX_DEPTH, Reader, is_blank};
use crate::yaml::space::to_spaces;
use crate::yaml::tree::{FLAG_COOK, NodeId};
use crate::yaml::{Fault, Kind, Node, Style};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// An item, a key, or the end.
    Item,
    /// A comma, a colon, or the end.
    AfterItem,
    /// A value.
    Value,
    /// A comma or the end.
    AfterValue,
}

#[derive(Clone, Copy, Debug)]
struct Bracket {
    node: NodeId,
    map: bool,
    state: State,
    /// The first node of the item that may turn out to be a key.
    item: usize,
    /// A mapping of one pair within a sequence, `[a: b]`, while its value is read.
    pair: Option<NodeId>,
    /// Whether a `?` makes the item a key.
    explicit: bool,
    /// The line on which the item starts, and where.
    item_line: usize,
    item_at: usize,
    start: usize,
}

/// What a token does to the brackets around it.
enum Token {
    Inside,
    Opens,
    Closes,
}

impl Reader<'_, '_> {
    /// A collection in brackets in block context; it may be a key.
    pub(super) fn flow_node(&mut self, column: i32) -> Result<(), Box<Fault>> {
        let (line, start) = (self.line, self.at);
        self.place(column)?;
        let root = NodeId(self.parts.nodes.len() as u32);
        self.give_properties(root);
        self.flow()?;
        self.fresh = false;
        let mut after = self.at;
        while matches!(self.byte(after), b' ' | b'\t') {
            after += 1;
        }
        if self.byte(after) == b':' && is_blank(self.byte(after + 1)) && self.line == line {
            let span = Span::new(start as u32, self.at as u32);
            return Err(Box::new(
                Fault::syntax(span, "a collection in brackets cannot be a key")
                    .here("the keys of Kubernetes are strings"),
            ));
        }
        self.nothing_behind()
    }

    fn flow(&mut self) -> Result<(), Box<Fault>> {
        let mut stack: Vec<Bracket> = Vec::new();
        self.open_bracket(&mut stack);
        let read = self.flow_items(&mut stack);
        // After a fault, what is open ends here, so that the tree stays whole.
        while let Some(mut top) = stack.pop() {
            self.close_bracket(&mut top, &mut stack);
        }
        read
    }

    fn flow_items(&mut self, stack: &mut Vec<Bracket>) -> Result<(), Box<Fault>> {
        while let Some(top) = stack.last_mut() {
            match self.flow_item(top)? {
                Token::Inside => {}
                Token::Opens => {
                    if stack.len() + self.frames.len() > MAX_DEPTH {
                        return Err(
                            self.flow_fault("more than 10000 collections inside each other")
                        );
                    }
                    self.open_bracket(stack);
                }
                Token::Closes => {
                    let mut top = *top;
                    stack.pop();
                    self.close_bracket(&mut top, stack);
                }
            }
        }
        Ok(())
    }

    /// The next token within the innermost bracket. One that opens another is still to be read.
    fn flow_item(&mut self, top: &mut Bracket) -> Result<Token, Box<Fault>> {
        self.skip_in_flow();
        let byte = self.byte(self.at);
        if self.at >= self.bytes.len() || self.at_document_end() {
            return Err(self.unclosed_bracket(top));
        }
        match byte {
            b']' | b'}' => {
                if (byte == b'}') != top.map {
                    return Err(self.wrong_bracket(top, byte));
                }
                self.at += 1;
                return Ok(Token::Closes);
            }
            b',' => {
                if top.state == State::Item && !top.explicit {
                    return Err(self.flow_fault("there is nothing before this comma"));
                }
                self.end_item(top);
                top.state = State::Item;
                self.at += 1;
            }
            b':' if top.state != State::AfterValue => self.flow_colon(top)?,
            _ if matches!(top.state, State::AfterItem | State::AfterValue) => {
                return Err(self.no_comma(top));
            }
            b'?' if top.state == State::Item && !top.explicit => {
                top.explicit = true;
                self.at += 1;
            }
            _ => {
                self.begin(top);
                if matches!(byte, b'&' | b'!') {
                    let (anchor, tag) = self.flow_properties()?;
                    self.check_bare_alias(self.byte(self.at) == b'*', self.at)?;
                    let node = NodeId(self.parts.nodes.len() as u32);
                    self.set_properties(node, anchor, tag);
                }
                if let Some(end) = self.scalar_to_fill_in_flow(self.at) {
                    self.add_unfilled(self.at, end);
                } else if matches!(self.byte(self.at), b'[' | b'{') {
                    return Ok(Token::Opens);
                } else {
                    self.flow_scalar()?;
                }
                top.item_read();
            }
        }
        Ok(Token::Inside)
    }

    fn close_bracket(&mut self, top: &mut Bracket, stack: &mut [Bracket]) {
        self.end_item(top);
        let next = NodeId(self.parts.nodes.len() as u32);
        let node = &mut self.parts.nodes[top.node.0 as usize];
        node.next = next;
        node.span.end = self.at as u32;
        self.closed = self.at as u32;
        if let Some(outer) = stack.last_mut() {
            outer.item_read();
        }
    }

    fn open_bracket(&mut self, stack: &mut Vec<Bracket>) {
        let map = self.byte(self.at) == b'{';
        let kind = if map { Kind::Mapping } else { Kind::Sequence };
        let node = self.add(kind, Style::Flow, self.at, self.at + 1);
        stack.push(Bracket {
            node,
            map,
            state: State::Item,
            item: 0,
            pair: None,
            explicit: false,
            item_line: self.line,
            item_at: self.at,
            start: self.at,
        });
        self.at += 1;
    }

    fn skip_in_flow(&mut self) {
        loop {
            match self.byte(self.at) {
                b' ' | b'\t' => self.at += 1,
                b'\n' | b'\r' => self.line_break(),
                b'#' => self.comment(),
                _ => return,
            }
        }
    }

    /// Completes an item: nulls where nothing was written, the end of a pair.
    fn end_item(&mut self, top: &mut Bracket) {
        if std::mem::take(&mut top.explicit) {
            if top.state == State::Item {
                self.begin(top);
                self.empty(self.at);
                top.state = State::AfterItem;
            }
            if top.state == State::AfterItem && !top.map {
                self.open_pair(top);
                top.state = State::Value;
            }
        }
        let value_missing = top.state == State::Value || (top.map && top.state == State::AfterItem);
        if value_missing {
            self.empty(match top.state {
                State::Value => self.at,
                _ => self.end() as usize,
            });
        }
        if let Some(pair) = top.pair.take() {
            let next = NodeId(self.parts.nodes.len() as u32);
            let end = self.end();
            let node = &mut self.parts.nodes[pair.0 as usize];
            node.next = next;
            node.span.end = end;
        }
    }

    /// A colon after a key. In a sequence it makes the item a mapping of one pair.
    fn flow_colon(&mut self, top: &mut Bracket) -> Result<(), Box<Fault>> {
        if top.state == State::Item {
            return Err(self.flow_fault("there is no key before this colon"));
        }
        if top.state == State::Value {
            return Err(self.flow_fault("a value cannot start with `:`"));
        }
        let one_line = top.item_line == self.line && self.at - top.item_at <= 1024;
        if !one_line && !top.explicit {
            let key = &self.parts.nodes[top.item];
            let key = Span::new(key.span.start, self.at as u32);
            return Err(self.key_over_lines(top, key));
        }
        top.explicit = false;
        if !top.map {
            self.open_pair(top);
        }
        top.state = State::Value;
        self.at += 1;
        Ok(())
    }

    /// Makes the last item of a sequence the key of a mapping of one pair.
    fn open_pair(&mut self, top: &mut Bracket) {
        let at = top.item;
        let start = self.parts.nodes[at].span.start;
        self.shift(at);
        let pair = Node {
            span: Span::new(start, start),
            next: NodeId(at as u32 + 1),
            kind: Kind::Mapping,
            style: Style::Flow,
            flags: 0,
            mapping: 0,
        };
        self.parts.nodes.insert(at, pair);
        top.pair = Some(NodeId(at as u32));
    }

    fn flow_scalar(&mut self) -> Result<(), Box<Fault>> {
        let start = self.at;
        match self.byte(start) {
            quote @ (b'"' | b'\'') => {
                let (end, cook) = self.quoted()?;
                let style = if quote == b'"' {
                    Style::Double
                } else {
                    Style::Single
                };
                let node = self.add(Kind::Scalar, style, start, end);
                self.cook_if(node, cook);
                self.at = end;
            }
            b'*' => {
                let end = self.alias_end()?;
                let node = self.add(Kind::Alias, Style::Plain, start, end);
                self.resolve_alias(node);
                self.at = end;
            }
            b',' | b']' | b'}' | b':' => {
                self.add(Kind::Scalar, Style::Plain, start, start);
            }
            b'?' | b'|' | b'>' | b'%' | b'@' | b'`' | b'#' => {
                return Err(self.stray(self.byte(start)));
            }
            b'-' if is_blank(self.byte(start + 1)) => {
                return Err(self.flow_fault("a dash makes no list within brackets"));
            }
            _ => self.flow_plain(start)?,
        }
        Ok(())
    }

    /// The anchor and the tag before a node within brackets.
    fn flow_properties(&mut self) -> Result<(Option<Span>, Option<Span>), Box<Fault>> {
        let (mut anchor, mut tag) = (None, None);
        while matches!(self.byte(self.at), b'&' | b'!') {
            let start = self.at;
            let (new_anchor, new_tag) = self.scan_property()?;
            if (anchor.is_some() && new_anchor.is_some()) || (tag.is_some() && new_tag.is_some()) {
                let span = Span::new(start as u32, self.at as u32);
                let fault = Fault::syntax(span, "a node can have one anchor and one tag");
                return Err(Box::new(fault));
            }
            anchor = new_anchor.or(anchor);
            tag = new_tag.or(tag);
            self.skip_in_flow();
        }
        Ok((anchor, tag))
    }

    /// An item or a value starts at the cursor.
    fn begin(&self, top: &mut Bracket) {
        if top.state == State::Item {
            top.item = self.parts.nodes.len();
            top.item_line = self.line;
            top.item_at = self.at;
        }
    }

    fn cook_if(&mut self, node: NodeId, cook: bool) {
        if cook {
            self.parts.nodes[node.0 as usize].flags |= FLAG_COOK;
        }
    }

    /// A plain scalar, which may go on over lines.
    fn flow_plain(&mut self, start: usize) -> Result<(), Box<Fault>> {
        let indent = self.frames.last().map_or(-1, |frame| frame.indent);
        let mut part = self.plain_in_flow(start);
        let mut cook = false;
        loop {
            let mut at = part.end;
            while matches!(self.byte(at), b' ' | b'\t') {
                at += 1;
            }
            if part.is_key || at >= self.bytes.len() || !matches!(self.byte(at), b'\n' | b'\r') {
                break;
            }
            let mut line = at;
            while at < self.bytes.len() && is_blank(self.byte(at)) {
                match self.byte(at) {
                    b'\n' | b'\r' => line = at + 1,
                    b'\t' if (at - line) as i32 <= indent => {
                        return Err(tab_in_flow(at, self.usual_indent()));
                    }
                    _ => {}
                }
                at += 1;
            }
            let next = self.byte(at);
            if at >= self.bytes.len()
                || matches!(next, b',' | b'?' | b'[' | b']' | b'{' | b'}' | b'#')
                || next == b':' && is_blank(self.byte(at + 1))
            {
                break;
            }
            (self.at, self.line) = (at, line);
            if self.at_document_end() {
                break;
            }
            part = self.plain_in_flow(at);
            cook = true;
        }
        let node = self.add(Kind::Scalar, Style::Plain, start, part.end);
        self.cook_if(node, cook);
        self.at = part.end;
        if memchr::memchr(b'{', &self.bytes[start..part.end]).is_some() {
            self.unfilled = true;
        }
        Ok(())
    }

    fn flow_fault(&self, message: &str) -> Box<Fault> {
        Box::new(Fault::syntax(
            Span::new(self.at as u32, self.behind(self.at) as u32),
            message,
        ))
    }

    fn unclosed_bracket(&self, top: &Bracket) -> Box<Fault> {
        let (open, close) = if top.map { ('{', '}') } else { ('[', ']') };
        let span = Span::new(top.start as u32, top.start as u32 + 1);
        Box::new(
            Fault::syntax(
                span,
                format!("the `{open}` that stands here is never closed"),
            )
            .here(format!("no `{close}` closes it"))
            .help(format!("close it with `{close}`")),
        )
    }

    /// A key that goes on over lines: a bracket on the first of them was meant to close there, or a comma is missing.
    fn key_over_lines(&self, top: &Bracket, key: Span) -> Box<Fault> {
        let written = key.of(self.text);
        let Some((first, rest)) = written.split_once(['\n', '\r']) else {
            let fault = *self.flow_fault("a colon is not on the line of its key");
            return Box::new(fault.label(key, "the key"));
        };
        let last = rest.trim_start();
        let last = Span::new(key.end - last.len() as u32, key.end);
        if self.text[top.start..top.item_at].contains(['\n', '\r']) {
            let end = key.start + first.trim_end().len() as u32;
            let item = Span::new(key.start, end);
            let message = format!("a comma is missing behind `{}`", item.of(self.text));
            let fault = Fault::syntax(item, message);
            return Box::new(fault.label(last, "the next item starts here"));
        }
        let fault = *self.unclosed_bracket(top);
        Box::new(fault.label(last, "so this is read as a part of it"))
    }

    fn wrong_bracket(&self, top: &Bracket, byte: u8) -> Box<Fault> {
        let (open, close) = if top.map { ('{', '}') } else { ('[', ']') };
        let span = Span::new(top.start as u32, top.start as u32 + 1);
        let mut fault = *self.flow_fault(&format!(
            "`{}` cannot close what `{open}` opened",
            byte as char
        ));
        fault = fault
            .here(format!("`{close}` is expected"))
            .label(span, "opened here");
        Box::new(fault)
    }

    fn no_comma(&self, top: &Bracket) -> Box<Fault> {
        let (open, close) = if top.map { ('{', '}') } else { ('[', ']') };
        let span = Span::new(top.start as u32, top.start as u32 + 1);
        let before = self
            .parts
            .nodes
            .last()
            .map(|node| node.span.of(self.text))
            .unwrap_or_default();
        let before = before.lines().next().unwrap_or_default();
        let mut fault = *self.flow_fault(&format!(
            "a comma or `{close}` is missing behind `{before}`"
        ));
        fault = fault
            .here("something else stands here")
            .label(span, format!("in the `{open}` that opens here"));
        Box::new(fault)
    }
}

impl Bracket {
    /// What began is read.
    fn item_read(&mut self) {
        self.state = if self.state == State::Value {
            State::AfterValue
        } else {
            State::AfterItem
        };
    }
}

/// A tab that is not indented by more spaces than the line with the bracket, below a bare word.
fn tab_in_flow(at: usize, usual: usize) -> Box<Fault> {
    let span = Span::new(at as u32, at as u32 + 1);
    let fault = Fault::syntax(span, "a tab is used for indentation");
    Box::new(
        fault
            .here("YAML indents with spaces only")
            .help(to_spaces(usual)),
    )
}
