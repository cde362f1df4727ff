//! Going on where a placeholder keeps a text from being YAML: it is read as the bare scalar that is to stand there, so
//! that the rest can be judged.

use crate::placeholder;
use crate::source::Span;
use crate::yaml::leaf::Slot;
use crate::yaml::reader::Reader;
use crate::yaml::scan::Line;
use crate::yaml::tree::{FLAG_COOK, NodeId};
use crate::yaml::{Fault, Kind, Style};

impl Reader<'_, '_> {
    /// The scalar at `start`, if it starts with a placeholder that YAML cannot read: `{{ … }}`, `{% … %}`, `%NAME%`,
    /// `@NAME@`, or `{NAME}` with more behind it.
    #[inline]
    pub(super) fn scalar_to_fill(&self, start: usize) -> Option<Line> {
        let behind = self.behind_marks(start)?;
        let line = self.plain_line(behind);
        Some(Line {
            end: line.end.max(behind),
            ..line
        })
    }

    /// As [`Self::scalar_to_fill`], within brackets: where it ends.
    #[inline]
    pub(super) fn scalar_to_fill_in_flow(&self, start: usize) -> Option<usize> {
        let behind = self.behind_marks(start)?;
        Some(self.plain_in_flow(behind).end.max(behind))
    }

    #[inline]
    fn behind_marks(&self, start: usize) -> Option<usize> {
        let may_open = match self.byte(start) {
            b'{' => matches!(self.byte(start + 1), b'{' | b'%' | b'_' | b'A'..=b'Z' | b'a'..=b'z'),
            byte => matches!(byte, b'%' | b'@'),
        };
        may_open.then(|| self.behind_opening(start))?
    }

    #[cold]
    fn behind_opening(&self, start: usize) -> Option<usize> {
        let rest = self.rest_of_line(start);
        let is_action = rest.starts_with("{{") || rest.starts_with("{%");
        let length = if is_action {
            placeholder::action(rest)?
        } else {
            placeholder::opening(rest).or_else(|| placeholder::format_field(rest))?
        };
        // `{NAME}` by itself is a mapping, and `{names[HOST]}` nothing that YAML has.
        let more = rest[..length].contains('[')
            || rest[length..].starts_with(|c: char| !c.is_whitespace() && !",]}".contains(c));
        let is_unread = is_action || more || !rest.starts_with('{');
        is_unread.then_some(start + length)
    }

    /// Where the braces close that open at `open`, right behind the `$` of a bare word in brackets.
    #[cold]
    pub(super) fn braces_of_variable(&self, open: usize) -> Option<usize> {
        let rest = self.rest_of_line(open - 1);
        Some(open - 1 + placeholder::opening(rest)?)
    }

    /// Reads a scalar that starts with a placeholder.
    pub(super) fn unfilled_leaf(&mut self, slot: Slot, line: Line) -> Result<(), Box<Fault>> {
        if !line.is_key {
            if self.is_line_of_template(slot.start) {
                return Err(self.line_of_template(slot.start, line.end));
            }
            self.place(slot.column)?;
            let node = self.add_unfilled(slot.start, line.end);
            self.give_properties(node);
            self.fresh = false;
            return self.nothing_behind();
        }
        if !slot.may_be_key {
            return Err(self.colon_in_value(slot.start, line.end));
        }
        self.key_place(slot.column, slot.start)?;
        let key = self.add_unfilled(slot.start, line.end);
        self.key_done(key, line.end)
    }

    /// Whether an action stands on a line of its own: it decides what is there, or writes more than a scalar.
    fn is_line_of_template(&self, start: usize) -> bool {
        let before = &self.text[self.line..start];
        matches!(&self.bytes[start..start + 2], b"{{" | b"{%") && before.trim().is_empty()
    }

    fn line_of_template(&self, start: usize, end: usize) -> Box<Fault> {
        let span = Span::new(start as u32, end as u32);
        let fault = Fault::syntax(span, "a line of a template stands here");
        Box::new(fault.here("it is no YAML before it is rendered"))
    }

    /// Adds a scalar that is a placeholder, and moves behind it.
    pub(super) fn add_unfilled(&mut self, start: usize, end: usize) -> NodeId {
        self.unfilled = true;
        self.at = end;
        self.add(Kind::Scalar, Style::Plain, start, end)
    }

    /// Makes the scalar that was read last, whose quotes end within an action (`"{{ .a | default "b" }}"`), reach to the
    /// end of that. False if there is no such action.
    #[cold]
    pub(super) fn reach_over_action(&mut self) -> bool {
        let Some(node) = self.parts.nodes.last() else {
            return false;
        };
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        let mut opens = self.text[start..end].match_indices(['{', '<']);
        let over_the_end = opens.find_map(|(at, _)| {
            let at = start + at;
            let behind = at + placeholder::action(self.rest_of_line(at))?;
            (end < behind).then_some(behind)
        });
        let Some(behind) = over_the_end else {
            return false;
        };
        let end = self.plain_line(behind).end.max(behind);
        if let Some(node) = self.parts.nodes.last_mut() {
            node.span.end = end as u32;
            node.style = Style::Plain;
            node.flags &= !FLAG_COOK;
        }
        self.at = end;
        self.unfilled = true;
        true
    }

    /// The line from a place on, as far as marks can reach.
    fn rest_of_line(&self, at: usize) -> &str {
        const FAR: usize = 2 * placeholder::MOST;
        let bytes = &self.bytes[at..self.bytes.len().min(at + FAR)];
        let mut end = memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len());
        while !self.text.is_char_boundary(at + end) {
            end -= 1;
        }
        &self.text[at..at + end]
    }
}
