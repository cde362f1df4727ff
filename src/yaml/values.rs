//! Values in block context: plain scalars over several lines, block scalars, aliases; and what cannot
//! stand where it does.

use crate::placeholder;
use crate::source::Span;
use crate::yaml::reader::{Expect, Reader, Shape};
use crate::yaml::scan::Line;
use crate::yaml::tree::{FLAG_COOK, INDENT_SHIFT, NodeId};
use crate::yaml::{Fault, Kind, Style};

impl Reader<'_, '_> {
    /// After a key: its value is next.
    pub(super) fn key_done(&mut self, key: NodeId, colon: usize) -> Result<(), Box<Fault>> {
        self.give_properties(key);
        let mut colon = colon;
        while self.byte(colon) != b':' {
            colon += 1;
        }
        self.set_top(Expect::Value, colon + 1);
        self.at = colon + 1;
        self.fresh = false;
        Ok(())
    }

    /// A plain scalar that is no key on its first line.
    pub(super) fn plain_value(
        &mut self,
        column: i32,
        start: usize,
        end: usize,
    ) -> Result<(), Box<Fault>> {
        let top = self.frames.last().copied();
        let key_wanted = top.filter(|top| {
            top.shape == Shape::Map
                && top.indent == column
                && matches!(top.expect, Expect::Key | Expect::Value)
        });
        if key_wanted.is_some() {
            return self.key_without_colon(column, start, end);
        }
        let first_line = self.line;
        self.place(column)?;
        let indent = top.map_or(-1, |top| top.indent);
        let node = self.add(Kind::Scalar, Style::Plain, start, end);
        self.give_properties(node);
        self.at = end;
        self.fresh = false;
        let mut last = end;
        while let Some(next) = self.continuation(last, indent) {
            let Line { end, is_key, .. } = self.plain_line(next);
            if is_key {
                let before = self.text[first_line..start].trim_matches([' ', '-']);
                let alone = before.is_empty() && !self.text[start..last].contains([' ', '\n']);
                let Some(top) = top.filter(|_| alone && column >= 0) else {
                    return Err(self.key_in_scalar(start, last, next, end));
                };
                // A word alone on its line with keys below it was meant as a key itself.
                self.parts.nodes.truncate(node.0 as usize);
                self.replace_top(top);
                self.line = first_line;
                return self.key_without_colon(column, start, last);
            }
            last = end;
            self.at = end;
            let written = &mut self.parts.nodes[node.0 as usize];
            written.span.end = end as u32;
            written.flags |= FLAG_COOK;
        }
        Ok(())
    }

    /// Where the scalar goes on after `end` on a later line, if it does. Moves there, or else past the
    /// blank lines behind the scalar, in which a tab does no harm.
    fn continuation(&mut self, end: usize, indent: i32) -> Option<usize> {
        let mut at = end;
        while matches!(self.byte(at), b' ' | b'\t') {
            at += 1;
        }
        if !matches!(self.byte(at), b'\n' | b'\r') || at >= self.bytes.len() {
            return None;
        }
        while at < self.bytes.len() {
            match self.byte(at) {
                b'\n' | b'\r' => {
                    at += 1;
                    self.line = at;
                }
                b' ' => at += 1,
                b'\t' if (at - self.line) as i32 > indent => at += 1,
                _ => break,
            }
        }
        self.at = at;
        let inside = (at - self.line) as i32 > indent && self.byte(at) != b'#';
        let ends = at >= self.bytes.len() || self.at_document_end();
        self.fresh = ends || !inside;
        (!self.fresh).then_some(at)
    }

    /// A word where a key must be.
    fn key_without_colon(
        &mut self,
        column: i32,
        start: usize,
        end: usize,
    ) -> Result<(), Box<Fault>> {
        let span = Span::new(start as u32, end as u32);
        let text = span.of(self.text);
        if let Some(colon) = text.find(':') {
            let key = &text[..colon];
            let at = Span::new((start + colon) as u32, (start + colon + 1) as u32);
            let fault = Fault::syntax(
                at,
                format!("a space is missing behind the colon of `{key}`"),
            )
            .here("a key ends with a colon and a blank")
            .help(format!("{key}: {}", &text[colon + 1..]));
            self.faults.push(Fault {
                fix: Some((at, ": ".to_owned())),
                ..fault
            });
            self.key_place(column, start)?;
            let key = self.add(Kind::Scalar, Style::Plain, start, start + colon);
            return self.key_done(key, start + colon);
        }
        // A variable on a line of its own is filled with whole lines: a field, or the text of the `|` above it. What is only there to
        // be read has dots where it leaves some out.
        if text.starts_with('$') && placeholder::is_whole(text) || text == "..." {
            self.unfilled = true;
            return self.key_alone(column, start, end);
        }
        if let Some(fault) = self.text_not_indented(span) {
            return Err(Box::new(fault));
        }
        let word = text.split_whitespace().next().unwrap_or(text);
        let fault = Fault::syntax(span, format!("`{text}` has no colon"))
            .here("a key must be followed by `:`")
            .help(format!("{word}:"));
        self.faults.push(fault);
        if word != text {
            return Err(Box::new(
                self.faults
                    .pop()
                    .unwrap_or_else(|| Fault::syntax(span, "no colon")),
            ));
        }
        self.key_alone(column, start, end)
    }

    /// Adds a key behind which nothing stands.
    fn key_alone(&mut self, column: i32, start: usize, end: usize) -> Result<(), Box<Fault>> {
        self.key_place(column, start)?;
        let key = self.add(Kind::Scalar, Style::Plain, start, end);
        self.give_properties(key);
        self.set_top(Expect::Value, end);
        self.at = end;
        self.fresh = false;
        Ok(())
    }

    /// What is wrong with a line that was meant as the text of the `|` or `>` above it.
    fn text_not_indented(&self, line: Span) -> Option<Fault> {
        let before = self.text[..line.start as usize].trim_end();
        let head = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
        let sign = head.strip_suffix(['|', '>'])?;
        sign.ends_with([' ', '\t']).then(|| {
            let sign = Span::new(sign.len() as u32, before.len() as u32);
            let message = format!(
                "the text behind this `{}` is not indented",
                sign.of(self.text)
            );
            Fault::syntax(sign, message)
                .here("its lines must stand deeper than the key before it")
                .label(line, "so this is no part of it")
        })
    }

    /// An alias stands for a node that has its own anchor and tag.
    pub(super) fn check_bare_alias(
        &self,
        properties: bool,
        start: usize,
    ) -> Result<(), Box<Fault>> {
        let span = Span::new(start as u32, start as u32 + 1);
        let fault = || {
            Fault::syntax(span, "an alias stands behind an anchor or a tag")
                .here("it has those of what it stands for")
                .help("leave out the anchor or the tag before the alias")
        };
        if properties {
            Err(Box::new(fault()))
        } else {
            Ok(())
        }
    }

    /// Looks up what an alias stands for. One without an anchor is a fault that hides nothing else.
    pub(super) fn resolve_alias(&mut self, alias: NodeId) {
        let span = self.parts.nodes[alias.0 as usize].span;
        let name = &self.text[span.start as usize + 1..span.end as usize];
        let target = self.named.get(name).and_then(|&at| self.anchors.get(at));
        match target {
            Some(&(anchor, target)) if self.is_open(target) => self.faults.push(
                Fault::syntax(
                    span,
                    format!("the alias `*{name}` stands inside of what it stands for"),
                )
                .label(anchor, "the anchor"),
            ),
            Some(&(_, target)) => self.parts.aliases.push((alias, target)),
            None => self.faults.push(
                Fault::syntax(
                    span,
                    format!("there is no anchor `&{name}` before this alias"),
                )
                .here("an alias needs an anchor further up in the same document"),
            ),
        }
    }

    /// Whether a collection is still being read.
    fn is_open(&self, node: NodeId) -> bool {
        let read = &self.parts.nodes[node.0 as usize];
        // Until they close, brackets are as wide as the first of them.
        let width = read.span.end - read.span.start;
        let open_bracket = read.style == Style::Flow && read.kind != Kind::Alias && width < 2;
        open_bracket
            || self
                .frames
                .iter()
                .any(|frame| frame.node == node && frame.shape != Shape::Root)
    }

    /// Checks that nothing but a comment follows a value on its line.
    pub(super) fn nothing_behind(&mut self) -> Result<(), Box<Fault>> {
        while matches!(self.byte(self.at), b' ' | b'\t') {
            self.at += 1;
        }
        let byte = self.byte(self.at);
        if self.at >= self.bytes.len() || matches!(byte, b'\n' | b'\r' | b'#') {
            return Ok(());
        }
        let rest = &self.bytes[self.at..];
        let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let text = self.text[self.at..self.at + length].trim_end();
        let span = Span::new(self.at as u32, (self.at + text.len()) as u32);
        if byte == b':' {
            return Err(Box::new(Fault::syntax(
                span,
                "a space is missing behind this colon",
            )));
        }
        Err(Box::new(
            Fault::syntax(
                span,
                format!("`{text}` stands behind a value that has ended"),
            )
            .here("only a comment may follow here")
            .help("put the whole value in one pair of quotes"),
        ))
    }

    pub(super) fn stray(&self, byte: u8) -> Box<Fault> {
        let byte = byte as char;
        let span = Span::new(self.at as u32, self.at as u32 + 1);
        let fault = Fault::syntax(span, format!("a value cannot start with `{byte}`"));
        Box::new(match byte {
            ']' | '}' => Fault::syntax(span, format!("`{byte}` closes nothing"))
                .here("no bracket is open here"),
            '%' if self.at == self.line => {
                Fault::syntax(span, "kubectl reads no YAML directives").help("leave the line out")
            }
            _ => fault.here("put the value in quotes"),
        })
    }

    /// Something where the structure has no place for it.
    pub(super) fn misplaced(&self, at: usize) -> Box<Fault> {
        let rest = &self.bytes[at..];
        let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let text = self.text[at..at + length].trim_end();
        let word = text
            .split(": ")
            .next()
            .unwrap_or(text)
            .trim_end_matches(':');
        let span = Span::new(at as u32, (at + word.len()) as u32);
        let line = memchr::memrchr2(b'\n', b'\r', &self.bytes[..at]).map_or(0, |line| line + 1);
        let column = at - line;
        let by = match column {
            1 => "1 space".to_owned(),
            more => format!("{more} spaces"),
        };
        Box::new(
            Fault::syntax(
                span,
                format!("`{word}` is indented with {by}, which fits nothing above it"),
            )
            .here("no collection that is open here starts in this column")
            .help("indent it like its neighbours"),
        )
    }

    /// A second `key: value` on the line of a value.
    pub(super) fn colon_in_value(&self, start: usize, end: usize) -> Box<Fault> {
        let span = Span::new(start as u32, end as u32);
        let text = span.of(self.text);
        Box::new(
            Fault::syntax(
                span,
                format!("`{text}` is followed by a colon, but stands where a value is"),
            )
            .here("a value with `: ` in it needs quotes; a mapping starts on a line of its own")
            .help("put the whole value in quotes"),
        )
    }

    /// `key: value` on a line that continues a scalar.
    fn key_in_scalar(&self, start: usize, last: usize, at: usize, end: usize) -> Box<Fault> {
        let span = Span::new(at as u32, end as u32);
        let key = span.of(self.text);
        let scalar = Span::new(start as u32, last as u32);
        let before = &self.text[..start];
        let line = before.rsplit(['\n', '\r']).next().unwrap_or(before);
        let indent = line.len() - line.trim_start().len();
        let own = line.trim_start();
        // `-name: a` is a key, and no item.
        if own.starts_with('-') && !own.starts_with("- ") {
            let dash = (start - line.len() + indent) as u32;
            let dash = Span::new(dash, dash + 1);
            return Box::new(Fault {
                fix: Some((dash, "- ".to_owned())),
                ..Fault::syntax(dash, "a space is missing behind this dash")
                    .label(span, "so this stands deeper than its neighbour")
                    .help(format!("- {}", own[1..].trim_end()))
            });
        }
        let neighbour = match line.trim_matches([' ', '-', ':']) {
            "" => "the key that it belongs beside".to_owned(),
            neighbour => format!("`{neighbour}`"),
        };
        Box::new(
            Fault::syntax(
                span,
                format!("`{key}:` stands deeper than the value before it"),
            )
            .here("its indentation makes it a part of that value")
            .label(scalar, "the value goes on below")
            .help(format!("indent `{key}` like {neighbour}")),
        )
    }

    /// `|` or `>` and its lines.
    pub(super) fn block_scalar_value(&mut self, column: i32) -> Result<(), Box<Fault>> {
        let start = self.at;
        let parent = self.frames.last().map_or(-1, |top| top.indent);
        self.place(column.max(parent + 1))?;
        let style = if self.byte(start) == b'|' {
            Style::Literal
        } else {
            Style::Folded
        };
        let node = self.add(Kind::Scalar, style, start, start + 1);
        self.parts.nodes[node.0 as usize].flags |= FLAG_COOK;
        self.give_properties(node);
        self.at += 1;
        let mut hint = None;
        let mut chomped = false;
        loop {
            match self.byte(self.at) {
                b'+' | b'-' if !chomped => chomped = true,
                digit @ b'1'..=b'9' if hint.is_none() => hint = Some(i32::from(digit - b'0')),
                _ => break,
            }
            self.at += 1;
        }
        self.fresh = false;
        let header = self.at;
        self.nothing_behind()?;
        if self.byte(self.at) == b'#' {
            self.comment();
        }
        let (end, indent) = self.block_scalar_lines(header, parent, hint)?;
        let written = &mut self.parts.nodes[node.0 as usize];
        written.span.end = end as u32;
        // A block of text that is indented by more than 8,000 spaces keeps some of them.
        written.flags |= (indent.min(8191) as u16) << INDENT_SHIFT;
        self.fresh = true;
        Ok(())
    }

    fn block_scalar_lines(
        &mut self,
        header: usize,
        parent: i32,
        hint: Option<i32>,
    ) -> Result<(usize, i32), Box<Fault>> {
        let mut indent = hint.map(|hint| parent.max(0) + hint);
        let (mut end, mut deepest_blank) = (header, 0);
        if self.at < self.bytes.len() {
            self.line_break();
        }
        while self.at < self.bytes.len() {
            let line = self.at;
            let mut at = line;
            while self.byte(at) == b' ' && indent.is_none_or(|indent| ((at - line) as i32) < indent)
            {
                at += 1;
            }
            let width = (at - line) as i32;
            if matches!(self.byte(at), b'\n' | b'\r') || at >= self.bytes.len() {
                deepest_blank = deepest_blank.max(width);
                self.at = at;
                if at < self.bytes.len() {
                    self.line_break();
                }
                continue;
            }
            if self.byte(at) == b'\t'
                && indent.is_none_or(|indent| width < indent)
                && width > parent
            {
                return Err(Box::new(
                    Fault::syntax(
                        Span::new(at as u32, at as u32 + 1),
                        "a tab is used for the indentation of a block of text",
                    )
                    .here("YAML indents with spaces only"),
                ));
            }
            let wanted =
                *indent.get_or_insert_with(|| width.max(deepest_blank).max(parent + 1).max(1));
            if width < wanted {
                break;
            }
            let rest = &self.bytes[at..];
            let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            self.at = at + length;
            end = self.at;
            if self.at < self.bytes.len() {
                self.line_break();
            }
        }
        Ok((end, indent.unwrap_or(0)))
    }
}
