//! What starts with neither an indicator of structure nor an anchor: scalars, aliases and collections in
//! brackets, each a key if a colon follows on its line.

use crate::yaml::properties::Properties;
use crate::yaml::reader::{Reader, is_blank};
use crate::yaml::scan::Line;
use crate::yaml::tree::FLAG_COOK;
use crate::yaml::{Fault, Kind, Style};

/// Where a node starts and what it may be there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) start: usize,
    line: usize,
    /// Where it starts, with its anchor or tag.
    pub(super) column: i32,
    pub(super) may_be_key: bool,
}

impl Reader<'_, '_> {
    /// A scalar, an alias or a collection in brackets; as a key or as a value.
    pub(super) fn leaf(&mut self, column: i32) -> Result<(), Box<Fault>> {
        let own = self
            .properties
            .last()
            .filter(|last| last.line == self.line)
            .copied();
        // A key starts where its anchor or tag does.
        let slot = Slot {
            start: self.at,
            line: self.line,
            column: own.map_or(column, |own| own.column),
            may_be_key: own.map_or(self.fresh, |own| own.fresh),
        };
        if let Some(line) = self.scalar_to_fill(slot.start) {
            return self.unfilled_leaf(slot, line);
        }
        match self.byte(self.at) {
            b'"' | b'\'' | b'*' => self.marked(slot),
            b'[' | b'{' => self.flow_node(slot.column),
            _ => self.plain(slot),
        }
    }

    /// A scalar without quotes.
    fn plain(&mut self, slot: Slot) -> Result<(), Box<Fault>> {
        let Line { end, is_key } = self.plain_line(slot.start);
        if !is_key {
            return self.plain_value(slot.column, slot.start, end);
        }
        if !slot.may_be_key {
            return Err(self.colon_in_value(slot.start, end));
        }
        self.key_place(slot.column, slot.start)?;
        let key = self.add(Kind::Scalar, Style::Plain, slot.start, end);
        self.key_done(key, end)
    }

    /// A scalar in quotes, or an alias.
    fn marked(&mut self, slot: Slot) -> Result<(), Box<Fault>> {
        let (kind, style, (end, cook)) = match self.byte(slot.start) {
            b'*' => (Kind::Alias, Style::Plain, (self.alias_end()?, false)),
            b'"' => (Kind::Scalar, Style::Double, self.quoted()?),
            _ => (Kind::Scalar, Style::Single, self.quoted()?),
        };
        self.at = end;
        let mut after = end;
        while matches!(self.byte(after), b' ' | b'\t') {
            after += 1;
        }
        let colon = self.byte(after) == b':' && is_blank(self.byte(after + 1));
        let is_key = colon && self.line == slot.line && after - slot.start <= 1024;
        if kind == Kind::Alias {
            let own = |last: &Properties| !is_key || last.line == self.line;
            self.check_bare_alias(self.properties.last().is_some_and(own), slot.start)?;
        }
        match (is_key, slot.may_be_key) {
            (true, true) => self.key_place(slot.column, slot.start)?,
            (true, false) => return Err(self.colon_in_value(slot.start, end)),
            _ => self.place(slot.column)?,
        }
        let node = self.add(kind, style, slot.start, end);
        if cook {
            self.parts.nodes[node.0 as usize].flags |= FLAG_COOK;
        }
        if kind == Kind::Alias {
            self.resolve_alias(node);
        }
        if is_key {
            return self.key_done(node, after);
        }
        self.give_properties(node);
        self.fresh = false;
        match self.nothing_behind() {
            Err(_) if style == Style::Double && self.reach_over_action() => self.nothing_behind(),
            result => result,
        }
    }
}
