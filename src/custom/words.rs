//! What a schema asks for, in the words of the manifest.

use serde_json::Value;

use super::evaluate::count_of;
use crate::api::Shape;
use crate::diagnostic::{Reason, RuleId};
use crate::schema::formats;
use crate::schema::words as common;
use crate::yaml::{Cursor, Scalar};

/// The pattern that the generator of CRDs gives to amounts. Source: controller-gen's markers for
/// `resource.Quantity`.
const QUANTITY: &str = r"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$";

/// What a field takes by its types, and the value as it should be written, where that is plain.
pub(super) fn types(value: &Cursor<'_>, types: &Value) -> (String, Option<String>) {
    let mut shapes = names(types).filter_map(shape);
    let mended = shapes.find_map(|shape| common::mended(value, shape, ""));
    (common::either(&type_names(types)), mended)
}

/// The types behind `type`: a string or a list of them.
fn names(types: &Value) -> impl Iterator<Item = &str> {
    let several = types.as_array().into_iter().flatten();
    several.filter_map(Value::as_str).chain(types.as_str())
}

/// What the types behind `type` are called; null, which is unset, is not among them.
pub(super) fn type_names(types: &Value) -> Vec<&'static str> {
    let called = |name| match name {
        "array" => Some("a list"),
        "boolean" => Some("true or false"),
        "integer" => Some("a whole number"),
        "number" => Some("a number"),
        "object" => Some("a mapping"),
        "string" => Some("a string"),
        _ => None,
    };
    names(types).filter_map(called).collect()
}

fn shape(name: &str) -> Option<Shape> {
    match name {
        "boolean" => Some(Shape::Bool),
        "integer" => Some(Shape::Int64),
        "string" => Some(Shape::String),
        _ => None,
    }
}

/// What can stand in a field with this schema.
pub(super) fn example(schema: Option<&Value>) -> String {
    let Some(schema) = schema else {
        return "a value".to_owned();
    };
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        if values.len() > common::LISTED_MOST {
            return format!("one of {} values", values.len());
        }
        let values: Vec<String> = values.iter().map(plain).collect();
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        return common::one_of(&values);
    }
    let names = schema.get("type").map(type_names).unwrap_or_default();
    if names.is_empty() {
        return "a value".to_owned();
    }
    common::either(&names)
}

/// A value as it is written in a manifest: a string without quotes.
pub(super) fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// What a value went beyond.
pub(super) struct Limit {
    pub(super) rule: RuleId,
    pub(super) reason: Reason,
    says: Says,
}

enum Says {
    /// What the field takes.
    Takes(String),
    /// What must or may be there.
    Has(String),
}

impl Limit {
    /// A whole sentence.
    pub(super) fn message(&self, name: &str, value: &Cursor<'_>) -> String {
        let is_number = matches!(value.scalar(), Some(Scalar::Int(_) | Scalar::Float(_)));
        let is = if is_number {
            value.text().to_owned()
        } else {
            common::described(value)
        };
        self.said(&format!("`{name}`"), &is)
    }

    /// The same, of what is called so and is that.
    pub(super) fn said(&self, name: &str, is: &str) -> String {
        match &self.says {
            Says::Takes(takes) => format!("{name} takes {takes}, not {is}"),
            Says::Has(has) => format!("{name} {has}"),
        }
    }
}

/// What goes beyond the limit that a keyword sets.
pub(super) fn limit(keyword: &str, limit: &Value) -> Limit {
    let takes = |takes: String| Limit {
        rule: RuleId::INVALID_VALUE,
        reason: Reason::Invalid,
        says: Says::Takes(takes),
    };
    let least = |unit: &str| Limit {
        rule: RuleId::INVALID_VALUE,
        reason: Reason::Invalid,
        says: Says::Has(format!(
            "must have at least {}",
            counted(count_of(limit), unit)
        )),
    };
    match keyword {
        "minimum" => takes(format!("{limit} or more")),
        "exclusiveMinimum" => takes(format!("more than {limit}")),
        "maximum" => takes(format!("{limit} or less")),
        "exclusiveMaximum" => takes(format!("less than {limit}")),
        "multipleOf" => takes(format!("a multiple of {limit}")),
        "minLength" => least("character"),
        "minItems" => least("item"),
        "minProperties" => least("field"),
        "maxLength" => most(count_of(limit), "character", Reason::TooLong),
        "maxItems" => most(count_of(limit), "item", Reason::TooMany),
        "maxProperties" => most(count_of(limit), "field", Reason::TooMany),
        "format" => takes(formats::takes(limit.as_str().unwrap_or_default())),
        "pattern" => takes(pattern(limit.as_str().unwrap_or_default())),
        _ => Limit {
            rule: RuleId::INVALID_VALUE,
            reason: Reason::Invalid,
            says: Says::Has(format!("does not fit `{keyword}` of its schema")),
        },
    }
}

/// More of a unit than there may be.
pub(super) fn most(count: u64, unit: &str, reason: Reason) -> Limit {
    Limit {
        rule: RuleId::VALUE_TOO_LONG,
        reason,
        says: Says::Has(format!("may have at most {}", counted(count, unit))),
    }
}

fn pattern(pattern: &str) -> String {
    if pattern == QUANTITY {
        return common::takes(Shape::Quantity);
    }
    format!("what matches `{pattern}`")
}

fn counted(count: u64, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}
