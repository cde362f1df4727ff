//! Mappings where a list is meant.

use super::Misfit;
use crate::api::{Field, Type};
use crate::diagnostic::Edit;
use crate::mend::lines;
use crate::schema::fits::{Most, are_fields};
use crate::schema::words;
use crate::source::Span;
use crate::yaml::{Cursor, Entry, Kind, Style};

impl<'t> Misfit<'t> {
    /// A mapping as a list: of itself, or of what its keys are the names of.
    pub(super) fn as_list(&self, definition: Type) -> Option<Vec<Edit>> {
        if are_fields(&self.value, definition, (self.version, Most::Half)) {
            return self.as_item();
        }
        definition.field("name", self.version)?;
        let mut edits = Vec::new();
        for entry in self.value.entries() {
            if entry.key.used_at().is_some() || entry.value.used_at().is_some() {
                return None;
            }
            self.named(&entry, definition, true, &mut edits)?;
        }
        if self.value.style() == Style::Flow {
            let Span { start, end } = self.value.span();
            edits.insert(0, self.edit(Span::new(start, start + 1), "["));
            edits.push(self.edit(Span::new(end - 1, end), "]"));
        }
        (!edits.is_empty()).then_some(edits)
    }

    /// A mapping as the only item of a list.
    fn as_item(&self) -> Option<Vec<Edit>> {
        let Span { start, end } = self.value.span();
        if self.value.style() == Style::Flow {
            return Some(vec![
                self.edit(Span::new(start, start), "["),
                self.edit(Span::new(end, end), "]"),
            ]);
        }
        let text = self.value.tree().text();
        let first = self.value.entries().next()?.key.span().start;
        let mut edits = vec![self.edit(Span::new(first, first), "- ")];
        let mut at = lines::end(text, first);
        while at < end {
            if !lines::line(text, at).trim().is_empty() {
                edits.push(self.edit(Span::new(at, at), "  "));
            }
            at = lines::end(text, at);
        }
        Some(edits)
    }

    /// An entry as what has its key for a name: an item of a list, or what stands in one.
    fn named(
        &self,
        entry: &Entry<'t>,
        definition: Type,
        is_item: bool,
        edits: &mut Vec<Edit>,
    ) -> Option<()> {
        let Entry { key, value } = entry;
        let text = self.value.tree().text();
        let between = Span::new(key.span().end, value.span().start.max(key.span().end));
        if !between.of(text).trim_start().starts_with(':') {
            return None;
        }
        let is_flow = self.value.style() == Style::Flow;
        let (open, close) = match (is_item, is_flow) {
            (false, _) => ("", ""),
            (true, true) => ("{", "}"),
            (true, false) => ("- ", ""),
        };
        let start = Span::new(key.span().start, key.span().start);
        edits.push(self.edit(start, format!("{open}{}: ", self.word("name"))));
        let end = Span::new(value.span().end, value.span().end);
        match value.kind() {
            _ if value.is_null() => {
                let colon = Span::new(key.span().end, value.span().end.max(key.span().end + 1));
                edits.push(self.edit(colon, close));
            }
            Kind::Mapping if are_fields(value, definition, (self.version, Most::Half)) => {
                if is_flow {
                    edits.push(self.edit(Span::new(between.start, between.end + 1), ", "));
                } else {
                    self.below(key, value, edits)?;
                }
            }
            Kind::Scalar => {
                let field = self.value_field(value, definition)?;
                let name = self.word(field.name());
                let deeper = if is_item { 2 } else { 0 };
                let column = lines::column(text, key.span().start) + deeper;
                let gap = if is_flow {
                    format!(", {name}: ")
                } else {
                    format!("\n{}{name}: ", " ".repeat(column))
                };
                edits.push(self.edit(between, gap));
                if let Some(mended) = words::mended(value, field.shape(), "") {
                    edits.push(self.edit(value.span(), mended));
                }
                edits.push(self.edit(end, close));
            }
            _ => return None,
        }
        Some(())
    }

    /// `A: b` as `name: A` and `value: b`, in an item that has neither.
    pub(in crate::schema) fn pair(&self, entry: &Entry<'t>, definition: Type) -> Option<Vec<Edit>> {
        // Asked first: what has any number of other keys is no pair.
        let is_only = self.value.entries().nth(1).is_none();
        let is_word = entry.value.kind() == Kind::Scalar && !entry.value.is_null();
        let is_free = |name: &&str| {
            definition.field(name, self.version).is_some() && self.value.get(name).is_none()
        };
        if !is_only || !is_word || !["name", "value"].iter().all(is_free) {
            return None;
        }
        let mut edits = Vec::new();
        self.named(entry, definition, false, &mut edits)?;
        Some(edits)
    }

    /// The mapping of a key in block style, as what stands beside a name.
    fn below(&self, key: &Cursor<'t>, value: &Cursor<'t>, edits: &mut Vec<Edit>) -> Option<()> {
        let text = self.value.tree().text();
        let first = value.entries().next()?.key.span().start;
        let (column, is) = (
            lines::column(text, key.span().start) + 2,
            lines::column(text, first),
        );
        if value.style() == Style::Flow || is > column {
            return None;
        }
        edits.push(self.edit(Span::new(key.span().end, key.span().end + 1), ""));
        let mut at = lines::start(text, first);
        while at < value.span().end && is < column {
            if !lines::line(text, at).trim().is_empty() {
                edits.push(self.edit(Span::new(at, at), " ".repeat(column - is)));
            }
            at = lines::end(text, at);
        }
        Some(())
    }

    /// The field for the value behind a name.
    fn value_field(&self, value: &Cursor<'t>, definition: Type) -> Option<Field> {
        if let Some(field) = definition.field("value", self.version) {
            return Some(field);
        }
        let misfit = Misfit {
            value: *value,
            ..*self
        };
        let field = misfit.only_field(definition, &value.as_str().unwrap_or_default())?;
        (field.name() != "name").then_some(field)
    }
}
