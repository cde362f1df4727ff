//! Holds a value against a schema.

use std::cmp::Ordering;
use std::mem;

use serde_json::{Map, Number, Value};

use super::compare;
use super::keywords::{LIST_KEYS, LIST_TYPE};
use super::load::Schema;
use super::misfit::{Misfit, Way, Why};
use crate::diagnostic::MOST_OF_DOCUMENT;
use crate::schema::formats::Asked;
use crate::structural::Step;

/// More than this much work is not done for one object.
const STEPS_MOST: u32 = 5_000_000;

/// What is kept takes memory, too.
const STEPS_OF_A_MISFIT: u32 = 100;

/// The options of an enumeration that are compared for one step.
const OPTIONS_OF_A_STEP: u32 = 8;

/// Why it cannot be said what of a value does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Parts of the schema refer to each other, without a step into the value.
    Endless,
    /// It takes too much work.
    Work,
    /// Too much is within each other.
    Depth,
}

/// What of a value does not fit a schema, of which up to `most` parts within each other are looked at.
pub(super) fn evaluate<'s>(
    schema: &'s Schema,
    value: &'s Value,
    most: usize,
    asked: Asked,
) -> Result<Vec<Misfit<'s>>, Stop> {
    let mut evaluation = Evaluation {
        schema,
        path: Vec::new(),
        ways: Vec::new(),
        found: Vec::new(),
        steps: 0,
        open: Vec::new(),
        most,
        asked,
        stop: None,
    };
    let found = evaluation.misfits(schema.top(), value);
    evaluation.stop.map_or(Ok(found), Err)
}

struct Evaluation<'s> {
    schema: &'s Schema,
    /// The way to the value at hand.
    path: Vec<Step<'s>>,
    /// The ways to the first values on it, as far as somebody asked for them.
    ways: Vec<Way<'s>>,
    found: Vec<Misfit<'s>>,
    steps: u32,
    /// The parts of the schema that are being looked at, each with its value.
    open: Vec<(&'s Value, &'s Value)>,
    most: usize,
    /// Who asks for formats.
    asked: Asked,
    stop: Option<Stop>,
}

impl<'s> Evaluation<'s> {
    /// What of a value does not fit a schema.
    fn misfits(&mut self, schema: &'s Value, value: &'s Value) -> Vec<Misfit<'s>> {
        let before = mem::take(&mut self.found);
        self.check(schema, value);
        mem::replace(&mut self.found, before)
    }

    fn check(&mut self, schema: &'s Value, value: &'s Value) {
        self.stop = self.stop.or_else(|| self.stops_at(schema, value));
        if self.stop.is_some() {
            return;
        }
        self.open.push((schema, value));
        match schema {
            Value::Object(map) => self.keywords(map, value),
            Value::Bool(false) => self.add(value, Why::Forbidden),
            _ => {}
        }
        self.open.pop();
    }

    /// Whether a part of the schema cannot be looked at.
    fn stops_at(&mut self, schema: &'s Value, value: &'s Value) -> Option<Stop> {
        let open = self.open.iter().rev();
        let mut of_value = open.take_while(|(_, open)| std::ptr::eq(*open, value));
        let mut asked = 0;
        // What is asked again of the same value is asked without end.
        let again = of_value.any(|(open, _)| {
            asked += 1;
            std::ptr::eq(*open, schema)
        });
        self.steps = self.steps.saturating_add(1 + asked / 8);
        if again {
            Some(Stop::Endless)
        } else if self.open.len() >= self.most {
            Some(Stop::Depth)
        } else {
            (self.steps > STEPS_MOST).then_some(Stop::Work)
        }
    }

    fn add(&mut self, value: &'s Value, why: Why<'s>) {
        if self.found.len() >= MOST_OF_DOCUMENT {
            return;
        }
        self.steps += STEPS_OF_A_MISFIT;
        while let Some(&step) = self.path.get(self.ways.len()) {
            let before = self.ways.last().cloned().unwrap_or_default();
            self.ways.push(before.and(step));
        }
        self.found.push(Misfit {
            way: self.ways.last().cloned().unwrap_or_default(),
            value,
            why,
        });
    }

    /// Checks what is one step within the value at hand.
    fn inside(&mut self, step: Step<'s>, schema: &'s Value, value: &'s Value) {
        self.path.push(step);
        self.check(schema, value);
        self.path.pop();
        self.ways.truncate(self.path.len());
    }

    fn keywords(&mut self, map: &'s Map<String, Value>, value: &'s Value) {
        if let Some(types) = map.get("type")
            && !is_of(value, types)
        {
            return self.add(value, Why::Type(types));
        }
        if let Some(target) = map
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| self.schema.target(reference))
        {
            self.check(target, value);
        }
        let only = map.get("const").map(std::slice::from_ref);
        for options in list(map, "enum").into_iter().chain(only) {
            let compared = options.len() as u32 / OPTIONS_OF_A_STEP;
            self.steps = self.steps.saturating_add(compared);
            if !options.iter().any(|option| compare::same(option, value)) {
                self.add(value, Why::NoneOf(options));
            }
        }
        match value {
            Value::Object(fields) => self.object(map, value, fields),
            Value::Array(items) => self.array(map, value, items),
            Value::String(text) => self.string(map, value, text),
            Value::Number(number) => self.number(map, value, number),
            _ => {}
        }
        self.forms(map, value);
    }

    /// What speaks of a value as a whole, in other schemas.
    fn forms(&mut self, map: &'s Map<String, Value>, value: &'s Value) {
        for schema in list(map, "allOf").unwrap_or_default() {
            self.check(schema, value);
        }
        for (keyword, only_one) in [("anyOf", false), ("oneOf", true)] {
            let Some(forms) = list(map, keyword) else {
                continue;
            };
            let each: Vec<_> = forms.iter().map(|form| self.misfits(form, value)).collect();
            let fitting = forms.iter().zip(&each).filter(|(_, why)| why.is_empty());
            let fitting: Vec<&Value> = fitting.map(|(form, _)| form).collect();
            if fitting.is_empty() {
                self.add(value, Why::NoForm(forms, each));
            } else if only_one && fitting.len() > 1 {
                self.add(value, Why::Forms(fitting, forms.len()));
            }
        }
        if let Some(not) = map.get("not")
            && self.misfits(not, value).is_empty()
        {
            self.add(value, Why::RuledOut(not));
        }
        if let Some(condition) = map.get("if") {
            let holds = self.misfits(condition, value).is_empty();
            if let Some(schema) = map.get(if holds { "then" } else { "else" }) {
                self.check(schema, value);
            }
        }
    }

    fn object(
        &mut self,
        map: &'s Map<String, Value>,
        value: &'s Value,
        fields: &'s Map<String, Value>,
    ) {
        self.required(map, map.get("required"), value, fields);
        self.count(map, ["minProperties", "maxProperties"], fields.len(), value);
        for (name, needed) in by_name(map, "dependentRequired") {
            if fields.contains_key(name) {
                self.required(map, Some(needed), value, fields);
            }
        }
        for (name, needed) in by_name(map, "dependencies").chain(by_name(map, "dependentSchemas")) {
            if !fields.contains_key(name) {
            } else if needed.is_array() {
                self.required(map, Some(needed), value, fields);
            } else {
                self.check(needed, value);
            }
        }
        let properties = map.get("properties").and_then(Value::as_object);
        let other = map.get("additionalProperties");
        let mut unknown = Vec::new();
        for (name, field) in fields {
            let mut is_known = false;
            if let Some(schema) = properties.and_then(|properties| properties.get(name)) {
                is_known = true;
                self.inside(Step::Name(name), schema, field);
            }
            for (pattern, schema) in by_name(map, "patternProperties") {
                if self.schema.fits(pattern, name) {
                    is_known = true;
                    self.inside(Step::Name(name), schema, field);
                }
            }
            match other {
                _ if is_known => {}
                Some(Value::Bool(false)) => unknown.push(name.as_str()),
                Some(schema) => self.inside(Step::Name(name), schema, field),
                None => {}
            }
        }
        if !unknown.is_empty() {
            self.add(value, Why::Unknown(unknown, map));
        }
        if let Some(schema) = map.get("propertyNames") {
            self.names(schema, value, fields);
        }
    }

    fn required(
        &mut self,
        map: &'s Map<String, Value>,
        names: Option<&'s Value>,
        value: &'s Value,
        fields: &Map<String, Value>,
    ) {
        let names = names.and_then(Value::as_array).into_iter().flatten();
        for name in names.filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                self.add(value, Why::Missing(name, map));
            }
        }
    }

    /// Checks the names of fields.
    fn names(&mut self, schema: &'s Value, value: &'s Value, fields: &'s Map<String, Value>) {
        for name in fields.keys() {
            let text = Value::String(name.clone());
            let mut own = Evaluation {
                schema: self.schema,
                path: Vec::new(),
                ways: Vec::new(),
                found: Vec::new(),
                open: Vec::new(),
                most: self.most.saturating_sub(self.open.len()),
                ..*self
            };
            let fits = own.misfits(schema, &text).is_empty();
            (self.steps, self.stop) = (own.steps, own.stop);
            if !fits {
                self.add(value, Why::Name(name));
            }
        }
    }

    fn array(&mut self, map: &'s Map<String, Value>, value: &'s Value, items: &'s [Value]) {
        self.count(map, ["minItems", "maxItems"], items.len(), value);
        // Drafts differ in what the first items are behind, and what the others are.
        let first = list(map, "prefixItems").or_else(|| list(map, "items"));
        let other = match map.get("items") {
            Some(Value::Array(_)) => map.get("additionalItems"),
            other => other,
        };
        let first = first.unwrap_or_default();
        for (at, item) in items.iter().enumerate() {
            match (first.get(at), other) {
                (Some(schema), _) => self.inside(Step::At(at), schema, item),
                (None, Some(Value::Bool(false))) => {
                    self.add(value, Why::MoreItems(first.len()));
                    break;
                }
                (None, Some(schema)) => self.inside(Step::At(at), schema, item),
                (None, None) => break,
            }
        }
        if let Some(schema) = map.get("contains") {
            let fits = items
                .iter()
                .map(|item| self.misfits(schema, item).is_empty());
            let fitting = fits.filter(|fits| *fits).count() as u64;
            let least = map.get("minContains").map_or(1, count_of);
            let most = map.get("maxContains").map_or(u64::MAX, count_of);
            if !(least..=most).contains(&fitting) {
                self.add(value, Why::Limit("contains", schema));
            }
        }
        let unique = map.get("uniqueItems") == Some(&Value::Bool(true));
        let keys = match map.get(LIST_TYPE).and_then(Value::as_str) {
            Some("map") => list(map, LIST_KEYS),
            Some("set") => Some(&[][..]),
            _ if unique => Some(&[][..]),
            _ => None,
        };
        let Some(keys) = keys else { return };
        let keys: Vec<&str> = keys.iter().filter_map(Value::as_str).collect();
        if let Some((first, again)) = compare::duplicate(items, &keys) {
            self.add(value, Why::Duplicate(first, again));
        }
    }

    fn string(&mut self, map: &'s Map<String, Value>, value: &'s Value, text: &str) {
        if map.contains_key("minLength") || map.contains_key("maxLength") {
            let length = text.chars().count();
            self.count(map, ["minLength", "maxLength"], length, value);
        }
        if let Some(asked) = map.get("pattern")
            && !asked
                .as_str()
                .is_none_or(|asked| self.schema.fits(asked, text))
        {
            self.add(value, Why::Limit("pattern", asked));
        }
        if let Some(format) = map.get("format")
            && !format
                .as_str()
                .is_none_or(|format| self.asked.fits(format, text))
        {
            self.add(value, Why::Limit("format", format));
        }
    }

    fn number(&mut self, map: &'s Map<String, Value>, value: &'s Value, number: &Number) {
        let against = |limit: &Value| compare::numbers(number, limit.as_number()?);
        for (keyword, exclusive, beyond) in [
            ("minimum", "exclusiveMinimum", Ordering::Less),
            ("maximum", "exclusiveMaximum", Ordering::Greater),
        ] {
            // In draft 4 one says of the other whether the limit itself is left out.
            let leaves_out = map.get(exclusive) == Some(&Value::Bool(true));
            let with = map.get(keyword).filter(|_| !leaves_out);
            let without = map.get(if leaves_out { keyword } else { exclusive });
            if let Some(limit) = with
                && against(limit) == Some(beyond)
            {
                self.add(value, Why::Limit(keyword, limit));
            }
            if let Some(limit) = without
                && against(limit).is_some_and(|is| is == beyond || is == Ordering::Equal)
            {
                self.add(value, Why::Limit(exclusive, limit));
            }
        }
        if let Some(factor) = map.get("multipleOf")
            && !factor
                .as_number()
                .is_none_or(|of| compare::is_multiple(number, of))
        {
            self.add(value, Why::Limit("multipleOf", factor));
        }
    }

    /// Checks how many of something there are: against the least and the most.
    fn count(
        &mut self,
        map: &'s Map<String, Value>,
        [least, most]: [&'static str; 2],
        count: usize,
        value: &'s Value,
    ) {
        let count = count as u64;
        if let Some(limit) = map.get(least).filter(|&limit| count < count_of(limit)) {
            self.add(value, Why::Limit(least, limit));
        }
        if let Some(limit) = map.get(most).filter(|&limit| count > count_of(limit)) {
            self.add(value, Why::Limit(most, limit));
        }
    }
}

/// The list behind a keyword.
fn list<'s>(map: &'s Map<String, Value>, keyword: &str) -> Option<&'s [Value]> {
    map.get(keyword)?.as_array().map(Vec::as_slice)
}

/// What stands behind a keyword by name.
fn by_name<'s>(
    map: &'s Map<String, Value>,
    keyword: &str,
) -> impl Iterator<Item = (&'s String, &'s Value)> {
    map.get(keyword)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// A count, which may be written as `3.0`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is too large is larger than any list"
)]
pub(super) fn count_of(value: &Value) -> u64 {
    value.as_f64().unwrap_or_default() as u64
}

/// Whether a value is of a type, or of one of a list of types.
fn is_of(value: &Value, types: &Value) -> bool {
    match types {
        Value::Array(types) => types.iter().any(|one| is_of(value, one)),
        Value::String(name) => match (name.as_str(), value) {
            ("array", Value::Array(_))
            | ("boolean", Value::Bool(_))
            | ("null", Value::Null)
            | ("number", Value::Number(_))
            | ("object", Value::Object(_))
            | ("string", Value::String(_)) => true,
            ("integer", Value::Number(number)) => compare::is_whole(number),
            _ => false,
        },
        _ => true,
    }
}
