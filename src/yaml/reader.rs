//! Reading the block structure of one document: an explicit stack of open collections, no recursion.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::source::Span;
use crate::yaml::properties::Properties;
use crate::yaml::tree::{Key, NodeId};
use crate::yaml::{Fault, Kind, Node, Style, refused};

/// go-yaml's limit on nesting, of both flow and block collections.
pub(super) const MAX_DEPTH: usize = 10_000;
/// Faults of one document after which the rest would only be noise.
const MAX_FAULTS: usize = 10;

/// What a document is read into.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) nodes: Vec<Node>,
    pub(super) aliases: Vec<(NodeId, NodeId)>,
    pub(super) tags: Vec<(NodeId, Span)>,
    pub(super) comments: Vec<Span>,
    pub(super) keys: Vec<Key>,
    /// Of each mapping, which of the keys are its own.
    pub(super) mappings: Vec<Range<u32>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Root,
    Map,
    Seq,
    /// A sequence whose dashes stand in the column of the key above it.
    Indentless,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expect {
    Key,
    ExplicitKey,
    Colon,
    Value,
    Nothing,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) indent: i32,
    pub(super) shape: Shape,
    pub(super) expect: Expect,
    pub(super) node: NodeId,
    /// Behind the last `:` or `-`: where a missing value stands.
    mark: usize,
}

/// Reads one chunk of text.
pub(super) struct Reader<'s, 'p> {
    pub(super) text: &'s str,
    /// Whether JSON's escapes hold.
    pub(super) json: bool,
    /// The text up to the end of the chunk.
    pub(super) bytes: &'s [u8],
    pub(super) at: usize,
    /// Where the line of `at` starts.
    pub(super) line: usize,
    pub(super) parts: &'p mut Parts,
    /// Where the last bracket is closed.
    pub(super) closed: u32,
    pub(super) frames: Vec<Frame>,
    pub(super) properties: Vec<Properties>,
    pub(super) anchors: Vec<(Span, NodeId)>,
    /// The place in `anchors` of the last one with a name.
    pub(super) named: BTreeMap<&'s str, usize>,
    /// Whether a key may start here: at the start of a line and behind `-`, `?` and the like.
    pub(super) fresh: bool,
    pub(super) faults: Vec<Fault>,
    /// Whether a placeholder was read as the scalar that it stands for.
    pub(super) unfilled: bool,
    /// Whether a scalar may be a number that JSON does not have.
    pub(super) suspect: bool,
    /// How many spaces a tab stands for, once one is seen where indentation belongs.
    pub(super) tab_width: Option<usize>,
    /// A line that tabs indent, and by how many columns more than there are bytes.
    pub(super) widened: (usize, i32),
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0)
}

impl<'s, 'p> Reader<'s, 'p> {
    pub(super) fn new(text: &'s str, span: Span, json: bool, parts: &'p mut Parts) -> Self {
        let at = span.start as usize;
        Self {
            text,
            json,
            bytes: &text.as_bytes()[..span.end as usize],
            at,
            line: at,
            parts,
            closed: 0,
            frames: Vec::with_capacity(16),
            properties: Vec::new(),
            anchors: Vec::new(),
            named: BTreeMap::new(),
            fresh: true,
            faults: Vec::new(),
            unfilled: false,
            suspect: false,
            tab_width: None,
            widened: (usize::MAX, 0),
        }
    }

    /// The byte at an offset; 0 behind the end, which counts as blank.
    #[inline]
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Reads the document and returns its top node, if it has any.
    pub(super) fn read(&mut self) -> Option<NodeId> {
        let first = NodeId(self.parts.nodes.len() as u32);
        let root = Frame {
            indent: -1,
            shape: Shape::Root,
            expect: Expect::Value,
            node: first,
            mark: self.at,
        };
        self.frames.push(root);
        if let Err(fault) = self.block() {
            self.faults.push(*fault);
        }
        while self.frames.len() > 1 {
            self.close();
        }
        self.faults.truncate(MAX_FAULTS);
        ((first.0 as usize) < self.parts.nodes.len()).then_some(first)
    }

    fn block(&mut self) -> Result<(), Box<Fault>> {
        loop {
            self.skip();
            if self.at >= self.bytes.len() {
                break;
            }
            if self.at_document_end() {
                self.check_not_empty()?;
                break;
            }
            let column = self.column();
            let byte = self.byte(self.at);
            let indicator = is_blank(self.byte(self.at + 1));
            let dash = byte == b'-' && indicator;
            let block_of_text = matches!(byte, b'|' | b'>');
            self.check_bound()?;
            self.unroll(column, dash, block_of_text);
            match byte {
                b'-' if dash => self.dash(column)?,
                b'?' if indicator => self.question(column)?,
                b':' if indicator => self.colon(column)?,
                b'&' | b'!' => self.property(column)?,
                b'|' | b'>' => self.block_scalar_value(column)?,
                b'%' | b'@' if self.scalar_to_fill(self.at).is_some() => self.leaf(column)?,
                b'%' | b'@' | b'`' | b',' | b']' | b'}' => return Err(self.stray(byte)),
                _ => self.leaf(column)?,
            }
        }
        if let Some(properties) = self.properties.first() {
            let at = properties.start;
            if properties.bound {
                return Err(self.misplaced(at));
            }
            self.place(self.frames.last().map_or(0, |top| top.indent + 1))?;
            self.empty(at);
        }
        Ok(())
    }

    pub(super) fn at_document_end(&self) -> bool {
        self.at == self.line
            && self.bytes[self.at..].starts_with(b"...")
            && is_blank(self.byte(self.at + 3))
    }

    /// `...` ends something.
    fn check_not_empty(&self) -> Result<(), Box<Fault>> {
        let something = self.frames.len() > 1
            || self.frames[0].expect != Expect::Value
            || !self.properties.is_empty();
        if something {
            return Ok(());
        }
        let span = Span::new(self.at as u32, self.at as u32 + 3);
        let fault = Fault::syntax(span, "`...` ends a document that has not begun");
        Err(Box::new(fault.help(
            "leave the line out, or separate documents with `---`",
        )))
    }

    /// Closes what a token in `column` ends. A block of text may stand in the column of its dash.
    fn unroll(&mut self, column: i32, dash: bool, block_of_text: bool) {
        while let Some(top) = self.frames.last() {
            let sequence = matches!(top.shape, Shape::Seq | Shape::Indentless);
            let goes_on = dash || (block_of_text && top.expect == Expect::Value);
            if top.indent > column || (sequence && top.indent == column && !goes_on) {
                self.close();
            } else {
                break;
            }
        }
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let end = self.end();
        match (frame.shape, frame.expect) {
            (Shape::Root, _) => {}
            (_, Expect::Value) => {
                self.empty(frame.mark);
            }
            (Shape::Map, Expect::ExplicitKey) => {
                self.empty(end as usize);
                self.empty(end as usize);
            }
            (Shape::Map, Expect::Colon) => {
                self.empty(end as usize);
            }
            _ => {}
        }
        let next = NodeId(self.parts.nodes.len() as u32);
        let end = self.end();
        let node = &mut self.parts.nodes[frame.node.0 as usize];
        node.next = next;
        node.span.end = node.span.end.max(end);
    }

    /// Where ends what was read last: a scalar, or a collection in brackets, whose nodes end before these.
    pub(super) fn end(&self) -> u32 {
        let last = self.parts.nodes.last();
        last.map_or(0, |node| node.span.end.max(self.closed))
    }

    /// Makes room for a node in `column`: the innermost collection must be waiting for one, and it must
    /// stand further left.
    pub(super) fn place(&mut self, column: i32) -> Result<(), Box<Fault>> {
        let at = self.at;
        let Some(top) = self.frames.last_mut() else {
            return Err(self.misplaced(at));
        };
        let fits = top.indent < column || (top.shape == Shape::Root && top.indent < 0);
        match top.expect {
            Expect::Value if fits => {
                top.expect = if top.shape == Shape::Map {
                    Expect::Key
                } else {
                    Expect::Nothing
                }
            }
            Expect::ExplicitKey if fits => top.expect = Expect::Colon,
            _ => return Err(self.misplaced(at)),
        }
        Ok(())
    }

    /// Adds a node and gives it the innermost waiting properties.
    pub(super) fn add(&mut self, kind: Kind, style: Style, start: usize, end: usize) -> NodeId {
        let id = NodeId(self.parts.nodes.len() as u32);
        let span = Span::new(start as u32, end as u32);
        self.suspect |= kind == Kind::Scalar && refused::may_have_no_json(&self.byte(start));
        self.parts.nodes.push(Node {
            span,
            next: NodeId(id.0 + 1),
            kind,
            style,
            flags: 0,
            mapping: 0,
        });
        id
    }

    /// Makes room for a node at `from`: everything behind it moves on by one.
    pub(super) fn shift(&mut self, from: usize) {
        let moved = |id: &mut NodeId| {
            if id.0 as usize >= from {
                id.0 += 1;
            }
        };
        self.parts.nodes[from..]
            .iter_mut()
            .for_each(|node| moved(&mut node.next));
        // These stand in the order of their nodes, and mostly before.
        let aliases = self.parts.aliases.iter_mut().rev();
        let behind = aliases.take_while(|(alias, _)| alias.0 as usize >= from);
        behind.for_each(|(alias, target)| {
            moved(alias);
            moved(target);
        });
        let tags = self.parts.tags.iter_mut().rev();
        let anchors = self.anchors.iter_mut().rev();
        let behind = |node: &NodeId| node.0 as usize >= from;
        tags.map(|(node, _)| node)
            .take_while(|node| behind(node))
            .for_each(moved);
        anchors
            .map(|(_, node)| node)
            .take_while(|node| behind(node))
            .for_each(moved);
    }

    /// A null where nothing stands.
    pub(super) fn empty(&mut self, at: usize) -> NodeId {
        let node = self.add(Kind::Scalar, Style::Plain, at, at);
        let end = self.at >= self.bytes.len();
        // Those on the line of the cursor belong to what follows.
        let line = self.line;
        let own = |waiting: &Properties| end || waiting.line != line;
        self.give(node, own);
        node
    }

    fn check_depth(&self, start: usize) -> Result<(), Box<Fault>> {
        if self.frames.len() > MAX_DEPTH {
            return Err(Box::new(
                Fault::syntax(
                    Span::new(start as u32, start as u32 + 1),
                    format!("more than {MAX_DEPTH} collections inside each other"),
                )
                .help("kubectl reads no deeper; take a part out"),
            ));
        }
        Ok(())
    }

    fn open(&mut self, shape: Shape, indent: i32, start: usize) {
        let kind = if shape == Shape::Map {
            Kind::Mapping
        } else {
            Kind::Sequence
        };
        let node = self.add(kind, Style::Block, start, start);
        let line = self.line;
        self.give(node, |waiting| waiting.line != line);
        let expect = if shape == Shape::Map {
            Expect::Key
        } else {
            Expect::Value
        };
        self.frames.push(Frame {
            indent,
            shape,
            expect,
            node,
            mark: start + 1,
        });
    }

    fn dash(&mut self, column: i32) -> Result<(), Box<Fault>> {
        let start = self.at;
        let Some(top) = self.frames.last().copied() else {
            return Err(self.misplaced(start));
        };
        if !self.fresh {
            return Err(self.misplaced(start));
        }
        self.check_depth(start)?;
        let sequence = matches!(top.shape, Shape::Seq | Shape::Indentless);
        if sequence && top.indent == column {
            if top.expect == Expect::Value {
                self.empty(top.mark);
            }
        } else if top.shape == Shape::Map && top.indent == column && top.expect == Expect::Value {
            self.set_top(Expect::Key, start);
            self.open(Shape::Indentless, column, start);
        } else {
            self.place(column)?;
            self.open(Shape::Seq, column, start);
        }
        self.set_top(Expect::Value, start + 1);
        self.at += 1;
        self.fresh = true;
        Ok(())
    }

    pub(super) fn set_top(&mut self, expect: Expect, mark: usize) {
        if let Some(top) = self.frames.last_mut() {
            top.expect = expect;
            top.mark = mark;
        }
    }

    /// Puts the innermost collection back into an earlier state.
    pub(super) fn replace_top(&mut self, frame: Frame) {
        if let Some(top) = self.frames.last_mut() {
            *top = frame;
        }
    }

    /// Makes the innermost collection a mapping in `column` that is waiting for a key.
    pub(super) fn key_place(&mut self, column: i32, start: usize) -> Result<(), Box<Fault>> {
        let Some(top) = self.frames.last().copied() else {
            return Err(self.misplaced(start));
        };
        if top.shape == Shape::Map && top.indent == column {
            match top.expect {
                Expect::Key => {}
                Expect::Value => {
                    self.empty(top.mark);
                }
                Expect::Colon => {
                    self.empty(start);
                }
                Expect::ExplicitKey => {
                    self.empty(top.mark);
                    self.empty(top.mark);
                }
                Expect::Nothing => return Err(self.misplaced(start)),
            }
            self.set_top(Expect::Key, start);
            return Ok(());
        }
        self.check_depth(start)?;
        self.place(column)?;
        self.open(Shape::Map, column, start);
        Ok(())
    }

    fn question(&mut self, column: i32) -> Result<(), Box<Fault>> {
        if !self.fresh {
            return Err(self.misplaced(self.at));
        }
        self.key_place(column, self.at)?;
        self.set_top(Expect::ExplicitKey, self.at + 1);
        self.at += 1;
        self.fresh = true;
        Ok(())
    }

    /// A colon that follows no key on its line.
    fn colon(&mut self, column: i32) -> Result<(), Box<Fault>> {
        let top = self.frames.last().copied();
        let explicit = top.filter(|top| top.shape == Shape::Map && top.indent == column);
        match explicit.map(|top| top.expect) {
            Some(Expect::ExplicitKey) => {
                self.empty(self.at);
            }
            Some(Expect::Colon) => {}
            _ => {
                let span = Span::new(self.at as u32, self.at as u32 + 1);
                return Err(Box::new(
                    Fault::syntax(span, "there is no key before this colon")
                        .here("a key must stand before it"),
                ));
            }
        }
        self.set_top(Expect::Value, self.at + 1);
        self.at += 1;
        self.fresh = true;
        Ok(())
    }
}
