//! The keywords of JSON Schema, and what may stand behind them. Source: drafts 4 to 2020-12 of JSON Schema, and
//! `JSONSchemaProps` of `apiextensions.k8s.io/v1`.

use serde_json::{Map, Value};

/// Says that a list is a set, or a map whose keys stand in its items.
pub(super) const LIST_TYPE: &str = "x-kubernetes-list-type";

/// The keys of a list that is a map.
pub(super) const LIST_KEYS: &str = "x-kubernetes-list-map-keys";

/// The names of types.
const TYPES: [&str; 7] = [
    "array", "boolean", "integer", "null", "number", "object", "string",
];

/// What stands behind a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// A schema.
    Schema,
    /// A list of schemas.
    Schemas,
    /// A schema or a list of schemas, which drafts read in their own ways.
    Either,
    /// Schemas by name.
    ByName,
    /// By name, a schema or a list of names.
    Dependencies,
    /// A list of values.
    Values,
    /// A list of names.
    Names,
    /// Lists of names, by name.
    NamesByName,
    /// A type, or a list of types.
    Types,
    /// How many there may be.
    Count,
    /// A number.
    Number,
    /// A number that is more than nothing.
    Factor,
    /// A number; in draft 4, whether the limit itself is left out.
    Bound,
    /// True or false.
    Bool,
    /// A string.
    Text,
    /// What this program does not do.
    Nothing,
}

const KEYWORDS: [(&str, Takes); 50] = [
    ("$defs", Takes::ByName),
    ("$dynamicRef", Takes::Nothing),
    ("$recursiveRef", Takes::Nothing),
    ("$ref", Takes::Text),
    ("additionalItems", Takes::Schema),
    ("additionalProperties", Takes::Schema),
    ("allOf", Takes::Schemas),
    ("anyOf", Takes::Schemas),
    ("contains", Takes::Schema),
    ("definitions", Takes::ByName),
    ("dependencies", Takes::Dependencies),
    ("dependentRequired", Takes::NamesByName),
    ("dependentSchemas", Takes::ByName),
    ("else", Takes::Schema),
    ("enum", Takes::Values),
    ("exclusiveMaximum", Takes::Bound),
    ("exclusiveMinimum", Takes::Bound),
    ("format", Takes::Text),
    ("if", Takes::Schema),
    ("items", Takes::Either),
    ("maxContains", Takes::Count),
    ("maxItems", Takes::Count),
    ("maxLength", Takes::Count),
    ("maxProperties", Takes::Count),
    ("maximum", Takes::Number),
    ("minContains", Takes::Count),
    ("minItems", Takes::Count),
    ("minLength", Takes::Count),
    ("minProperties", Takes::Count),
    ("minimum", Takes::Number),
    ("multipleOf", Takes::Factor),
    ("not", Takes::Schema),
    ("nullable", Takes::Bool),
    ("oneOf", Takes::Schemas),
    ("pattern", Takes::Text),
    ("patternProperties", Takes::ByName),
    ("prefixItems", Takes::Schemas),
    ("properties", Takes::ByName),
    ("propertyNames", Takes::Schema),
    ("required", Takes::Names),
    ("then", Takes::Schema),
    ("type", Takes::Types),
    ("unevaluatedItems", Takes::Nothing),
    ("unevaluatedProperties", Takes::Nothing),
    ("uniqueItems", Takes::Bool),
    ("x-kubernetes-embedded-resource", Takes::Bool),
    ("x-kubernetes-int-or-string", Takes::Bool),
    (LIST_KEYS, Takes::Names),
    (LIST_TYPE, Takes::Text),
    ("x-kubernetes-preserve-unknown-fields", Takes::Bool),
];

fn takes(keyword: &str) -> Option<Takes> {
    let at = KEYWORDS.binary_search_by_key(&keyword, |(name, _)| name);
    at.ok().map(|at| KEYWORDS[at].1)
}

/// Whether what is empty behind a keyword is the same as nothing.
pub(super) fn may_be_empty(keyword: &str) -> bool {
    matches!(
        takes(keyword),
        Some(Takes::Schemas | Takes::Values | Takes::Names)
    )
}

/// A schema that stands right within another.
pub(super) struct Part<'s> {
    /// The keyword that it stands behind.
    pub(super) keyword: &'s str,
    /// The way to it, as a JSON pointer.
    pub(super) pointer: String,
    /// It.
    pub(super) schema: &'s mut Value,
}

/// The schemas right within one.
pub(super) fn parts(schema: &mut Map<String, Value>) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for (keyword, value) in schema {
        match (takes(keyword), value) {
            (Some(Takes::Schemas | Takes::Either), Value::Array(schemas)) => {
                parts.extend(schemas.iter_mut().enumerate().map(|(at, schema)| Part {
                    keyword,
                    pointer: format!("/{keyword}/{at}"),
                    schema,
                }));
            }
            (Some(Takes::ByName | Takes::Dependencies), Value::Object(schemas)) => {
                let schemas = schemas.iter_mut().filter(|(_, schema)| !schema.is_array());
                parts.extend(schemas.map(|(name, schema)| Part {
                    keyword,
                    pointer: format!("/{keyword}/{}", escaped(name)),
                    schema,
                }));
            }
            (Some(Takes::Schema | Takes::Either), schema) => parts.push(Part {
                keyword,
                pointer: format!("/{keyword}"),
                schema,
            }),
            _ => {}
        }
    }
    parts
}

/// A name as a step of a JSON pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Why a schema is none: the place within it, as a JSON pointer, and a sentence. The schemas in it are not looked at.
pub(super) fn fault(schema: &Map<String, Value>) -> Option<(String, String)> {
    for (keyword, value) in schema {
        let Some(takes) = takes(keyword) else {
            continue;
        };
        let place = format!("/{keyword}");
        if takes == Takes::Nothing {
            return Some((
                place,
                format!("podlint does not know what `{keyword}` asks for"),
            ));
        }
        if !fits(takes, value) {
            let value = value.to_string();
            let value = if value.len() > 60 {
                "this value"
            } else {
                &value
            };
            return Some((place, format!("JSON Schema does not take {value}")));
        }
    }
    None
}

fn fits(takes: Takes, value: &Value) -> bool {
    let are = |values: Option<&Vec<Value>>, fit: fn(&Value) -> bool| {
        values.is_some_and(|values| values.iter().all(fit))
    };
    let named = |fit: &dyn Fn(&Value) -> bool| {
        let values = value.as_object();
        values.is_some_and(|values| values.values().all(fit))
    };
    match takes {
        Takes::Schema => is_schema(value),
        Takes::Schemas => are(value.as_array(), is_schema),
        Takes::Either => is_schema(value) || are(value.as_array(), is_schema),
        Takes::ByName => named(&is_schema),
        Takes::Dependencies => {
            named(&|one| is_schema(one) || are(one.as_array(), Value::is_string))
        }
        Takes::Values => value.is_array(),
        Takes::Names => are(value.as_array(), Value::is_string),
        Takes::NamesByName => named(&|one| are(one.as_array(), Value::is_string)),
        Takes::Types => is_type(value) || are(value.as_array(), is_type),
        Takes::Count => value
            .as_f64()
            .is_some_and(|count| count >= 0.0 && count.fract() == 0.0),
        Takes::Number => value.is_number(),
        Takes::Factor => value.as_f64().is_some_and(|factor| factor > 0.0),
        Takes::Bound => value.is_number() || value.is_boolean(),
        Takes::Bool => value.is_boolean(),
        Takes::Text => value.is_string(),
        Takes::Nothing => false,
    }
}

fn is_schema(value: &Value) -> bool {
    value.is_object() || value.is_boolean()
}

fn is_type(value: &Value) -> bool {
    value.as_str().is_some_and(|name| TYPES.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, fault, parts};
    use serde_json::{Value, json};

    #[test]
    fn keywords_can_be_searched() {
        assert!(KEYWORDS.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn parts_are_the_schemas_behind_keywords() {
        let mut schema = json!({
            "properties": {"a/b": {}, "items": {}}, "items": [{}, {}], "not": true,
            "dependencies": {"a": ["b"], "c": {}}, "default": {"not": {}}, "enum": [{}],
        });
        let parts = parts(schema.as_object_mut().unwrap());
        let pointers: Vec<&str> = parts.iter().map(|part| &*part.pointer).collect();
        assert_eq!(
            pointers,
            [
                "/dependencies/c",
                "/items/0",
                "/items/1",
                "/not",
                "/properties/a~1b",
                "/properties/items"
            ]
        );
    }

    #[test]
    fn what_a_keyword_does_not_take_is_told() {
        let fault = |schema: Value| fault(schema.as_object().unwrap());
        for (schema, place) in [
            (json!({"type": "strin"}), "/type"),
            (json!({"type": ["string", 3]}), "/type"),
            (json!({"required": "name"}), "/required"),
            (json!({"properties": {"a": 3}}), "/properties"),
            (json!({"multipleOf": 0}), "/multipleOf"),
            (json!({"minLength": -1}), "/minLength"),
            (
                json!({"unevaluatedProperties": false}),
                "/unevaluatedProperties",
            ),
        ] {
            assert_eq!(fault(schema.clone()).unwrap().0, place, "{schema}");
        }
        for schema in [
            json!({"type": ["string", "null"], "maxLength": 3.0, "exclusiveMinimum": true}),
            json!({"x-other": 3, "default": [], "additionalProperties": false}),
        ] {
            assert_eq!(fault(schema.clone()), None, "{schema}");
        }
    }
}
