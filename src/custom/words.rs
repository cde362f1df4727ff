//! What a schema asks for, in the words of the manifest.

use jsonschema::JsonType;
use jsonschema::error::{TypeKind, ValidationErrorKind as Error};
use serde_json::Value;

use super::{formats, keywords};
use crate::api::Shape;
use crate::diagnostic::Reason;
use crate::schema::words as common;
use crate::yaml::{Cursor, Scalar};

/// The pattern that the generator of CRDs gives to amounts. Source: controller-gen's markers for
/// `resource.Quantity`.
const QUANTITY: &str = r"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$";

/// What a field takes by its types, and the value as it should be written, where that is plain.
pub(super) fn types(value: &Cursor<'_>, kind: &TypeKind) -> (String, Option<String>) {
    let kinds: Vec<JsonType> = match kind {
        TypeKind::Single(kind) => vec![*kind],
        TypeKind::Multiple(set) => set.iter().collect(),
    };
    let names: Vec<&str> = kinds.iter().filter_map(|&kind| type_name(kind)).collect();
    let mended = kinds.iter().filter_map(|&kind| shape(kind));
    let mended = mended
        .filter_map(|shape| common::mended(value, shape))
        .next();
    (either(&names), mended)
}

/// What a type is called; nothing for null, which is unset.
pub(super) fn type_name(kind: JsonType) -> Option<&'static str> {
    match kind {
        JsonType::Array => Some("a list"),
        JsonType::Boolean => Some("true or false"),
        JsonType::Integer => Some("a whole number"),
        JsonType::Number => Some("a number"),
        JsonType::Object => Some("a mapping"),
        JsonType::String => Some("a string"),
        JsonType::Null => None,
    }
}

/// `a string or a whole number`.
pub(super) fn either(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((only, _)) => (*only).to_owned(),
        None => "nothing".to_owned(),
    }
}

fn shape(kind: JsonType) -> Option<Shape> {
    match kind {
        JsonType::Boolean => Some(Shape::Bool),
        JsonType::Integer => Some(Shape::Int64),
        JsonType::String => Some(Shape::String),
        _ => None,
    }
}

/// What can stand in a field with this schema.
pub(super) fn example(schema: Option<&Value>) -> String {
    let Some(schema) = schema else {
        return "a value".to_owned();
    };
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let values: Vec<String> = values.iter().map(plain).collect();
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        return common::one_of(&values);
    }
    let names: Vec<&str> = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().filter_map(named).collect(),
        Some(kind) => named(kind).into_iter().collect(),
        None => Vec::new(),
    };
    if names.is_empty() {
        return "a value".to_owned();
    }
    either(&names)
}

fn named(kind: &Value) -> Option<&'static str> {
    type_name(kind.as_str()?.parse().ok()?)
}

/// A value as it is written in a manifest: a string without quotes.
pub(super) fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// What a value went beyond.
pub(super) struct Limit {
    pub(super) rule: &'static str,
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
        match &self.says {
            Says::Takes(takes) => {
                let is_number = matches!(value.scalar(), Some(Scalar::Int(_) | Scalar::Float(_)));
                let is = if is_number {
                    value.text().to_owned()
                } else {
                    common::is(value)
                };
                format!("`{name}` takes {takes}, not {is}")
            }
            Says::Has(has) => format!("`{name}` {has}"),
        }
    }
}

/// What went beyond its limit by an error of the schema.
pub(super) fn limit(error: &Error) -> Limit {
    let takes = |takes: String| Limit {
        rule: "invalid-value",
        reason: Reason::Invalid,
        says: Says::Takes(takes),
    };
    let least = |count: u64, unit: &str| Limit {
        rule: "invalid-value",
        reason: Reason::Invalid,
        says: Says::Has(format!("must have at least {}", counted(count, unit))),
    };
    let most = |count: u64, unit: &str, reason: Reason| Limit {
        rule: "value-too-long",
        reason,
        says: Says::Has(format!("may have at most {}", counted(count, unit))),
    };
    match error {
        Error::Minimum { limit } => takes(format!("{limit} or more")),
        Error::ExclusiveMinimum { limit } => takes(format!("more than {limit}")),
        Error::Maximum { limit } => takes(format!("{limit} or less")),
        Error::ExclusiveMaximum { limit } => takes(format!("less than {limit}")),
        Error::MultipleOf { multiple_of } => takes(format!("a multiple of {multiple_of}")),
        Error::MinLength { limit } => least(*limit, "character"),
        Error::MinItems { limit } => least(*limit, "item"),
        Error::MinProperties { limit } => least(*limit, "field"),
        Error::MaxLength { limit } => most(*limit, "character", Reason::TooLong),
        Error::MaxItems { limit } => most(*limit, "item", Reason::TooMany),
        Error::AdditionalItems { limit } => most(*limit as u64, "item", Reason::TooMany),
        Error::MaxProperties { limit } => most(*limit, "field", Reason::TooMany),
        Error::Format { format } => takes(formats::takes(format)),
        Error::Custom { keyword, message } if keyword == keywords::PATTERN => {
            takes(pattern(message))
        }
        Error::Pattern { pattern } => takes(self::pattern(pattern)),
        other => Limit {
            rule: "invalid-value",
            reason: Reason::Invalid,
            says: Says::Has(format!("does not fit `{}` of its schema", other.keyword())),
        },
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
