//! Holds a value against a schema.

use std::cmp::Ordering;
use std::mem;

use serde_json::{Map, Number, Value};

use super::compare;
use super::keywords::{LIST_KEYS, LIST_TYPE};
use super::load::Schema;
use super::misfit::{Misfit, Way, Why};
use super::present::Keywords;
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
    formats: Asked,
) -> Result<Vec<Misfit<'s>>, Stop> {
    let mut evaluation = Evaluation {
        schema,
        path: Vec::new(),
        ways: Vec::new(),
        found: Vec::new(),
        steps: 0,
        open: Vec::new(),
        most,
        formats,
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
    formats: Asked,
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
            Value::Object(map) => self.keywords(Keywords::of(map), value),
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

    fn keywords(&mut self, asked: Keywords<'s>, value: &'s Value) {
        if let Some(types) = asked.get("type")
            && !is_of(value, types)
        {
            return self.add(value, Why::Type(types));
        }
        if let Some(target) = asked
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| self.schema.target(reference))
        {
            self.check(target, value);
        }
        let only = asked.get("const").map(std::slice::from_ref);
        for options in asked.list("enum").into_iter().chain(only) {
            let compared = options.len() as u32 / OPTIONS_OF_A_STEP;
            self.steps = self.steps.saturating_add(compared);
            if !options.iter().any(|option| compare::same(option, value)) {
                self.add(value, Why::NoneOf(options));
            }
        }
        match value {
            Value::Object(fields) => self.object(asked, value, fields),
            Value::Array(items) => self.array(asked, value, items),
            Value::String(text) => self.string(asked, value, text),
            Value::Number(number) => self.number(asked, value, number),
            _ => {}
        }
        self.forms(asked, value);
    }

    /// What speaks of a value as a whole, in other schemas.
    fn forms(&mut self, asked: Keywords<'s>, value: &'s Value) {
        for schema in asked.list("allOf").unwrap_or_default() {
            self.check(schema, value);
        }
        for (keyword, only_one) in [("anyOf", false), ("oneOf", true)] {
            let Some(forms) = asked.list(keyword) else {
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
        if let Some(not) = asked.get("not")
            && self.misfits(not, value).is_empty()
        {
            self.add(value, Why::RuledOut(not));
        }
        if let Some(condition) = asked.get("if") {
            let holds = self.misfits(condition, value).is_empty();
            if let Some(schema) = asked.get(if holds { "then" } else { "else" }) {
                self.check(schema, value);
            }
        }
    }

    fn object(&mut self, asked: Keywords<'s>, value: &'s Value, fields: &'s Map<String, Value>) {
        self.required(asked, asked.get("required"), value, fields);
        self.count(
            asked,
            ["minProperties", "maxProperties"],
            fields.len(),
            value,
        );
        for (name, needed) in asked.by_name("dependentRequired") {
            if fields.contains_key(name) {
                self.required(asked, Some(needed), value, fields);
            }
        }
        for (name, needed) in asked
            .by_name("dependencies")
            .chain(asked.by_name("dependentSchemas"))
        {
            if !fields.contains_key(name) {
            } else if needed.is_array() {
                self.required(asked, Some(needed), value, fields);
            } else {
                self.check(needed, value);
            }
        }
        let properties = asked.get("properties").and_then(Value::as_object);
        let other = asked.get("additionalProperties");
        let mut unknown = Vec::new();
        for (name, field) in fields {
            let mut is_known = false;
            if let Some(schema) = properties.and_then(|properties| properties.get(name)) {
                is_known = true;
                self.inside(Step::Name(name), schema, field);
            }
            for (pattern, schema) in asked.by_name("patternProperties") {
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
            self.add(value, Why::Unknown(unknown, asked.map));
        }
        if let Some(schema) = asked.get("propertyNames") {
            self.names(schema, value, fields);
        }
    }

    fn required(
        &mut self,
        asked: Keywords<'s>,
        names: Option<&'s Value>,
        value: &'s Value,
        fields: &Map<String, Value>,
    ) {
        let names = names.and_then(Value::as_array).into_iter().flatten();
        for name in names.filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                self.add(value, Why::Missing(name, asked.map));
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

    fn array(&mut self, asked: Keywords<'s>, value: &'s Value, items: &'s [Value]) {
        self.count(asked, ["minItems", "maxItems"], items.len(), value);
        // Drafts differ in what the first items are behind, and what the others are.
        let first = asked.list("prefixItems").or_else(|| asked.list("items"));
        let other = match asked.get("items") {
            Some(Value::Array(_)) => asked.get("additionalItems"),
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
        if let Some(schema) = asked.get("contains") {
            let fits = items
                .iter()
                .map(|item| self.misfits(schema, item).is_empty());
            let fitting = fits.filter(|fits| *fits).count() as u64;
            let least = asked.get("minContains").map_or(1, count_of);
            let most = asked.get("maxContains").map_or(u64::MAX, count_of);
            if !(least..=most).contains(&fitting) {
                self.add(value, Why::Limit("contains", schema));
            }
        }
        let unique = asked.get("uniqueItems") == Some(&Value::Bool(true));
        let keys = match asked.get(LIST_TYPE).and_then(Value::as_str) {
            Some("map") => asked.list(LIST_KEYS),
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

    fn string(&mut self, asked: Keywords<'s>, value: &'s Value, text: &str) {
        if asked.get("minLength").is_some() || asked.get("maxLength").is_some() {
            let length = text.chars().count();
            self.count(asked, ["minLength", "maxLength"], length, value);
        }
        if let Some(pattern) = asked.get("pattern")
            && !pattern
                .as_str()
                .is_none_or(|pattern| self.schema.fits(pattern, text))
        {
            self.add(value, Why::Limit("pattern", pattern));
        }
        if let Some(format) = asked.get("format")
            && !format
                .as_str()
                .is_none_or(|format| self.formats.fits(format, text))
        {
            self.add(value, Why::Limit("format", format));
        }
    }

    fn number(&mut self, asked: Keywords<'s>, value: &'s Value, number: &Number) {
        let against = |limit: &Value| compare::numbers(number, limit.as_number()?);
        for (keyword, exclusive, beyond) in [
            ("minimum", "exclusiveMinimum", Ordering::Less),
            ("maximum", "exclusiveMaximum", Ordering::Greater),
        ] {
            // In draft 4 one says of the other whether the limit itself is left out.
            let leaves_out = asked.get(exclusive) == Some(&Value::Bool(true));
            let with = asked.get(keyword).filter(|_| !leaves_out);
            let without = asked.get(if leaves_out { keyword } else { exclusive });
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
        if let Some(factor) = asked.get("multipleOf")
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
        asked: Keywords<'s>,
        [least, most]: [&'static str; 2],
        count: usize,
        value: &'s Value,
    ) {
        let count = count as u64;
        if let Some(limit) = asked.get(least).filter(|&limit| count < count_of(limit)) {
            self.add(value, Why::Limit(least, limit));
        }
        if let Some(limit) = asked.get(most).filter(|&limit| count > count_of(limit)) {
            self.add(value, Why::Limit(most, limit));
        }
    }
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
