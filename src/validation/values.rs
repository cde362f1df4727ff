//! What a field may hold: formats, ranges, closed sets, values that differ.

use crate::diagnostic::Reason;
use crate::schema::findings;
use crate::validation::check::{Check, short};
use crate::validation::field::Field;
use crate::validation::formats::Format;
use crate::validation::names;
use crate::validation::seen::Seen;

impl<'t> Check<'_, 't> {
    /// Checks a string that is set and not empty.
    pub(super) fn format(&mut self, field: Field<'t>, format: &Format) {
        if let Some(text) = field.str().filter(|text| !text.is_empty()) {
            self.format_of(field, &text, format);
        }
    }

    /// Checks a string, which may be empty; what is not set is left alone.
    pub(super) fn format_if_set(&mut self, field: Field<'t>, format: &Format) {
        if let Some(text) = field.str() {
            self.format_of(field, &text, format);
        }
    }

    /// Checks a string, where one that is not set counts as empty.
    pub(super) fn format_of_set(&mut self, field: Field<'t>, format: &Format) {
        if field.is_text() {
            self.format_of(field, &field.text(), format);
        }
    }

    /// Checks a string that must be there.
    pub(super) fn required_format(&mut self, field: Field<'t>, format: &Format) {
        if field.is_empty() {
            self.required(field, &format!("{}: {}", self.name(field), format.example));
        } else {
            self.format(field, format);
        }
    }

    /// Checks a string that belongs to a field, a key of a map for one.
    pub(super) fn format_of(&mut self, field: Field<'t>, text: &str, format: &Format) {
        self.format_meaning(field, (text, true), format);
    }

    /// Checks a string that names something elsewhere, which is so called there.
    pub(super) fn format_of_reference(&mut self, field: Field<'t>, text: &str, format: &Format) {
        self.format_meaning(field, (text, false), format);
    }

    /// `own`: whether another name may be given here.
    fn format_meaning(&mut self, field: Field<'t>, (text, own): (&str, bool), format: &Format) {
        let format = format.of(self.version);
        if (format.fits)(text) {
            return;
        }
        let name = self.name(field);
        let shown = short(text);
        let takes = format!("`{name}` takes {}", format.takes);
        let is_value = field.str().is_some_and(|value| value == text);
        let fault = names::fault(text, &shown, format).filter(|_| is_value);
        let meant = names::meant(text, format).filter(|_| is_value && own);
        let help = match &meant {
            Some(meant) if name.ends_with(']') => format!("write `{meant}`"),
            Some(meant) => format!("{name}: {meant}"),
            None => format!("like `{}`", format.example),
        };
        let message = match &fault {
            Some(fault) => format!("`{name}` takes {fault}"),
            None if text.is_empty() => format!("{takes}, and is empty"),
            None => format!("{takes}, not `{shown}`"),
        };
        let (object, place) = (self.object, field.place());
        let Some(found) = self.at(Reason::Invalid, field, message, Some(help)) else {
            return;
        };
        found.notes.extend(fault.map(|_| takes.into()));
        // Others may know it by its name: who reads it decides.
        let fix = meant.map(|meant| findings::shown(object, &place, &meant));
        found.fix = fix.map(Box::new);
    }

    /// Checks that a whole number, if set, is not below `least` nor above `most`.
    pub(super) fn range(&mut self, field: Field<'t>, least: i64, most: i64) {
        let Some(int) = field.int() else { return };
        if !(least..=most).contains(&int) {
            let takes = match (least, most) {
                (0, i64::MAX) => "no negative number".to_owned(),
                (least, i64::MAX) => format!("a number from {least} on"),
                (i64::MIN, most) => format!("a number up to {most}"),
                _ => format!("a number from {least} to {most}"),
            };
            self.invalid(field, &takes);
        }
    }

    /// Checks that a whole number, if set, is not negative.
    pub(super) fn non_negative(&mut self, field: Field<'t>) {
        self.range(field, 0, i64::MAX);
    }

    /// Checks a string out of a closed set, where "" counts as unset.
    pub(super) fn one_of(&mut self, field: Field<'t>, allowed: &[&str]) {
        if let Some(text) = field.str().filter(|text| !text.is_empty())
            && !allowed.contains(&text.as_ref())
        {
            self.unsupported(field, allowed);
        }
    }

    /// Checks a string that is set, out of a closed set; the server takes "" for a value of its own.
    pub(super) fn one_of_set(&mut self, field: Field<'t>, allowed: &[&str]) {
        if field.is_set() {
            self.closed(field, allowed);
        }
    }

    /// Checks a string out of a closed set, where one that is not set is not in it either.
    pub(super) fn closed(&mut self, field: Field<'t>, allowed: &[&str]) {
        if field.is_text() && !allowed.contains(&field.text().as_ref()) {
            self.unsupported(field, allowed);
        }
    }

    /// As [`Self::one_of`], where the server names `field` for what stands in `value`.
    pub(super) fn one_of_at(&mut self, field: Field<'t>, value: Field<'t>, allowed: &[&str]) {
        if let Some(text) = value.str().filter(|text| !text.is_empty())
            && !allowed.contains(&text.as_ref())
        {
            self.unsupported(field, allowed);
        }
    }

    /// Checks a string that must be there, out of a closed set.
    pub(super) fn required_one_of(&mut self, field: Field<'t>, allowed: &[&str]) {
        if field.is_empty() {
            let example = allowed.first().copied().unwrap_or_default();
            self.required(field, &format!("{}: {example}", self.name(field)));
        } else {
            self.one_of(field, allowed);
        }
    }

    /// Reports each of the items that equals one before it; those that are not set or "" are left alone.
    pub(super) fn unique(&mut self, items: impl Iterator<Item = Field<'t>>) {
        self.unique_of_set(items.filter(|item| !item.text().is_empty()));
    }

    /// Reports each of the items that equals one before it, where one that is not set counts as "".
    pub(super) fn unique_of_set(&mut self, items: impl Iterator<Item = Field<'t>>) {
        let mut seen = Seen::new();
        for item in items.filter(|item| item.is_text()) {
            if let Some(first) = seen.before(item.text(), item) {
                self.duplicate(item, first);
            }
        }
    }
}
