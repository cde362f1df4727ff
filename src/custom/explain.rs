//! What the misfits of a value mean, at the places that they speak of.

use serde_json::{Map, Value};

use super::check::{Place, View};
use super::misfit::{Misfit, Why};
use super::words::Limit;
use super::{branches, words};
use crate::diagnostic::{Diagnostic, Reason, RuleId};
use crate::nearest::nearest;
use crate::schema::findings::{self, Wrong};
use crate::schema::words as common;
use crate::yaml::{Cursor, Entry, Kind};

impl<'t> View<'_, 't> {
    /// Adds what a misfit means to `found`; it may be several things.
    pub(super) fn explain(&self, misfit: &Misfit<'_>, found: &mut Vec<Diagnostic>) {
        let (place, _) = self.follow(misfit.way.steps());
        if misfit.value.is_null() && !place.value.is_null() {
            // JSON has no word for it, as for `.nan`.
            return;
        }
        match &misfit.why {
            Why::Unknown(names, schema) => found.extend(self.unknown(&place, names, schema)),
            Why::Missing(name, schema) => found.extend(self.missing(&place, name, schema)),
            Why::Type(types) => {
                let (takes, mended) = words::types(&place.value, types);
                let wrong = Wrong::scalar(self.object, place.key, place.value, mended);
                found.push(findings::wrong_type(self.object, wrong, &takes));
            }
            Why::NoneOf(options) => {
                let values: Vec<String> = options.iter().map(words::plain).collect();
                found.push(self.none_of(&place, &values));
            }
            Why::NoForm(forms, misfits) => match misfits.as_slice() {
                [only] => only.iter().for_each(|misfit| self.explain(misfit, found)),
                misfits => found.push(branches::none(self, &place, misfit, forms, misfits)),
            },
            Why::Forms(fitting, of) => found.push(branches::several(self, &place, fitting, *of)),
            Why::RuledOut(schema) => found.push(branches::ruled_out(self, &place, schema)),
            Why::Forbidden => {
                let message = format!("`{}` may not be set", self.name(&place));
                found.push(self.at(RuleId::FORBIDDEN_FIELD, &place, message, Reason::Forbidden));
            }
            Why::Name(name) => found.push(self.misnamed(&place, name)),
            Why::Duplicate(first, again) => found.extend(self.duplicate(&place, *first, *again)),
            Why::MoreItems(most) => {
                let most = words::most(*most as u64, "item", Reason::TooMany);
                found.push(self.limit(&place, &most));
            }
            Why::Limit(keyword, limit) => {
                found.push(self.limit(&place, &words::limit(keyword, limit)));
            }
        }
    }

    fn unknown(
        &self,
        place: &Place<'t>,
        names: &[&str],
        schema: &Map<String, Value>,
    ) -> Vec<Diagnostic> {
        let called = self.called(place);
        let holder = place.holder(&called);
        let known = fields(schema);
        let free: Vec<&str> = known
            .iter()
            .filter(|name| place.value.get(name).is_none())
            .copied()
            .collect();
        let entries = names.iter().filter_map(|name| place.value.entry(name));
        let unknown = |entry: Entry<'t>| {
            let meant = nearest(&entry.key.as_key(), &free);
            let meant = meant.filter(|meant| may_take(schema, meant, &entry.value));
            findings::unknown_field(self.object, &holder, &entry, meant, &known)
        };
        entries.map(unknown).collect()
    }

    /// A field that is not there.
    fn missing(
        &self,
        place: &Place<'t>,
        name: &str,
        schema: &Map<String, Value>,
    ) -> Option<Diagnostic> {
        let called = self.called(place);
        let holder = place.holder(&called);
        let field = schema.get("properties").and_then(|fields| fields.get(name));
        let example = words::example(field);
        Some(findings::missing_field(
            self.object,
            &holder,
            name,
            &example,
        ))
    }

    /// A field whose name is none that a field may have here.
    fn misnamed(&self, place: &Place<'t>, name: &str) -> Diagnostic {
        let message = format!(
            "no field of {} may be called `{name}`, says `propertyNames` of its schema",
            self.called(place)
        );
        let entry = place.value.entry(name);
        let key = entry.map_or(place.shown(), |entry| entry.key);
        self.object
            .diagnostic(RuleId::INVALID_VALUE, &key, message)
            .here("the API server refuses it")
            .field(self.object.field(&place.value))
            .reason(Reason::Invalid)
    }

    /// A value that is none of `values`.
    pub(super) fn none_of(&self, place: &Place<'t>, values: &[String]) -> Diagnostic {
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let name = self.name(place);
        match place.value.kind() {
            Kind::Scalar => findings::unsupported_value(self.object, &place.value, &name, &values),
            _ => {
                let is = common::described(&place.value);
                let message = format!("`{name}` takes {}, not {is}", common::one_of(&values));
                self.at(
                    RuleId::UNSUPPORTED_VALUE,
                    place,
                    message,
                    Reason::NotSupported,
                )
            }
        }
    }

    /// Two items of a list that are to differ.
    fn duplicate(&self, place: &Place<'t>, first: usize, again: usize) -> Option<Diagnostic> {
        let item = |at: usize| {
            let value = place.value.items().nth(at)?;
            Some(Place { value, key: None })
        };
        let (first, again) = (item(first)?, item(again)?);
        let message = format!("`{}` is the same as an item before it", self.name(&again));
        let found = self.at(RuleId::DUPLICATE_ENTRY, &again, message, Reason::Duplicate);
        Some(found.label(first.shown().span(), "first here"))
    }

    /// A value beyond what its field takes.
    fn limit(&self, place: &Place<'t>, limit: &Limit) -> Diagnostic {
        let message = limit.message(&self.name(place), &place.value);
        self.at(limit.rule, place, message, limit.reason)
    }
}

/// Whether a field may have been meant for a value: one of another type, or that takes none of the fields in it, is not.
fn may_take(schema: &Map<String, Value>, field: &str, value: &Cursor<'_>) -> bool {
    let schema = || schema.get("properties")?.get(field)?.as_object();
    let Some(schema) = schema() else { return true };
    let is_other = |kind: Kind| match schema.get("type").and_then(Value::as_str) {
        Some("object") => kind != Kind::Mapping,
        Some("array") => kind != Kind::Sequence,
        Some(_) => kind != Kind::Scalar,
        None => false,
    };
    if is_other(value.kind()) && !value.is_null() {
        return false;
    }
    let known = fields(schema);
    let mut written = value.entries().peekable();
    known.is_empty()
        || written.peek().is_none()
        || written.any(|entry| known.contains(&&*entry.key.as_key()))
}

/// The fields that a schema names.
fn fields(schema: &Map<String, Value>) -> Vec<&str> {
    let properties = schema.get("properties").and_then(Value::as_object);
    let names = properties.into_iter().flat_map(Map::keys);
    names.map(String::as_str).collect()
}
