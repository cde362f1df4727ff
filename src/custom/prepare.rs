//! What Kubernetes adds to JSON Schema, put in the words of JSON Schema. Source: the documentation of
//! `apiextensions.k8s.io/v1`, and `pkg/apiserver/schema` of `k8s.io/apiextensions-apiserver`.

use serde_json::{Map, Value, json};

use super::keywords;

/// What else holds of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Terms {
    /// Whether the server drops what the schema does not know, as it does with that of a CRD.
    pub(super) prunes: bool,
    /// Whether what a manifest says of `status` is dropped.
    pub(super) has_status: bool,
}

impl Terms {
    /// Those of a JSON schema, which says itself what it closes. Next to all kinds have a status that the
    /// server keeps to itself.
    pub(super) const OF_JSON: Self = Self {
        prunes: false,
        has_status: true,
    };
}

/// What every object has.
const EVERYWHERE: [(&str, &str); 3] = [
    ("apiVersion", "string"),
    ("kind", "string"),
    ("metadata", "object"),
];

/// Rewrites the schema of an object in place, before the schemas in it are.
pub(super) fn object(schema: &mut Value, terms: Terms) {
    let Some(root) = schema.as_object_mut() else {
        return;
    };
    if let Some(status) = root
        .get_mut("properties")
        .and_then(|properties| properties.get_mut("status"))
        .filter(|_| terms.has_status)
    {
        names_only(status);
    }
    if terms.prunes {
        embedded(root);
    }
}

/// Leaves of a schema what it says of the names of fields: what the server drops later is not checked,
/// but a name that it does not know is refused before.
fn names_only(schema: &mut Value) {
    let Some(map) = schema.as_object_mut() else {
        return;
    };
    map.retain(|key, _| {
        matches!(
            key.as_str(),
            "properties"
                | "additionalProperties"
                | "items"
                | "x-kubernetes-preserve-unknown-fields"
                | "x-kubernetes-embedded-resource"
        )
    });
    for part in keywords::parts(map) {
        names_only(part.schema);
    }
}

/// Adds the fields that every object has.
fn embedded(schema: &mut Map<String, Value>) {
    let properties = schema.entry("properties").or_insert_with(|| json!({}));
    if let Some(properties) = properties.as_object_mut() {
        for (name, kind) in EVERYWHERE {
            properties
                .entry(name)
                .or_insert_with(|| json!({"type": kind, KEEP: true}));
        }
        if let Some(metadata) = properties
            .get_mut("metadata")
            .and_then(Value::as_object_mut)
        {
            metadata.insert(KEEP.to_owned(), Value::Bool(true));
        }
    }
}

const KEEP: &str = "x-kubernetes-preserve-unknown-fields";

/// Whether a schema says that what it does not know is kept.
pub(super) fn keeps(map: &Map<String, Value>) -> bool {
    map.get(KEEP) == Some(&Value::Bool(true))
}

/// Whether the server refuses fields that a schema behind this keyword does not know, where it does so around it: what
/// stands behind others speaks of values alone.
pub(super) fn is_of_fields(keyword: &str) -> bool {
    matches!(
        keyword,
        "properties" | "patternProperties" | "additionalProperties" | "items"
    )
}

/// Rewrites a schema, but not those within it. `prunes`: whether fields that it does not know are refused.
pub(super) fn schema(map: &mut Map<String, Value>, prunes: bool) {
    let is_set = |key: &str| {
        map.get(key)
            .is_some_and(|value| value == &Value::Bool(true))
    };
    let (keeps, either) = (is_set(KEEP), is_set("x-kubernetes-int-or-string"));
    let (nullable, embeds) = (is_set("nullable"), is_set("x-kubernetes-embedded-resource"));
    // Go leaves out what is empty, and JSON Schema does not know it.
    map.retain(|key, value| match value {
        Value::Null => ["default", "const", "example"].contains(&key.as_str()),
        Value::Array(list) => !list.is_empty() || !keywords::may_be_empty(key),
        _ => true,
    });
    if either
        || map
            .get("format")
            .is_some_and(|format| format == "int-or-string")
    {
        map.insert("type".to_owned(), json!(["integer", "string"]));
        if map.get("anyOf").is_some_and(is_int_or_string) {
            map.remove("anyOf");
        }
    }
    // A value of any shape, as controller-gen writes it down: no server takes such a schema before a patch corrects it.
    if keeps && map.get("format").is_some_and(|format| format == "byte") {
        map.remove("type");
        map.remove("format");
    }
    if embeds {
        embedded(map);
    }
    unknown_fields(map, prunes, keeps);
    bounds(map);
    if nullable {
        add_null(map);
    }
    for by_name in ["properties", "patternProperties", "definitions", "$defs"] {
        // Left by converters that take a field called `properties` for the keyword.
        if let Some(Value::Object(schemas)) = map.get_mut(by_name)
            && schemas.get("additionalProperties") == Some(&Value::Bool(false))
        {
            schemas.remove("additionalProperties");
        }
    }
}

/// Whether fields that the schema does not name are refused.
fn unknown_fields(map: &mut Map<String, Value>, prunes: bool, keeps: bool) {
    let is_object = map.get("type").is_some_and(|kind| kind == "object");
    let other = map.get("additionalProperties");
    if keeps {
        if other == Some(&Value::Bool(false)) {
            map.remove("additionalProperties");
        }
    } else if prunes && other.is_none() && (is_object || map.contains_key("properties")) {
        map.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
}

/// `anyOf: [{type: integer}, {type: string}]`, which is said of what is either.
fn is_int_or_string(any: &Value) -> bool {
    *any == json!([{"type": "integer"}, {"type": "string"}])
}

/// The format of a whole number bounds it.
fn bounds(map: &mut Map<String, Value>) {
    let is_small = map.get("type").is_some_and(|kind| kind == "integer")
        && map.get("format").is_some_and(|format| format == "int32");
    if is_small {
        map.entry("minimum").or_insert_with(|| json!(i32::MIN));
        map.entry("maximum").or_insert_with(|| json!(i32::MAX));
    }
}

fn add_null(map: &mut Map<String, Value>) {
    match map.get_mut("type") {
        Some(Value::Array(kinds)) if !kinds.contains(&json!("null")) => kinds.push(json!("null")),
        Some(kind @ Value::String(_)) => *kind = json!([kind.take(), "null"]),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::Terms;
    use crate::custom::load::load;
    use crate::files::{Nothing, Reach};
    use serde_json::{Value, json};
    use std::path::Path;

    fn prepared(schema: Value, prunes: bool) -> Value {
        let terms = Terms {
            prunes,
            has_status: true,
        };
        let path = Path::new("schema.json");
        let loaded = load(path, schema, terms, (&Nothing, &Reach::everything())).unwrap();
        loaded.top().clone()
    }

    #[test]
    fn a_structural_schema_is_closed_where_the_server_prunes() {
        let schema = json!({"type": "object", "properties": {
            "spec": {"type": "object", "properties": {
                "open": {"type": "object", "x-kubernetes-preserve-unknown-fields": true},
                "map": {"type": "object", "additionalProperties": {"type": "object"}},
            }, "oneOf": [{"properties": {"open": {}}}]},
            "status": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}},
        }});
        let seen = prepared(schema.clone(), true);
        let at = |pointer: &str| seen.pointer(pointer).cloned().unwrap_or_default();
        assert_eq!(at("/additionalProperties"), false);
        assert_eq!(at("/properties/metadata/type"), "object");
        assert_eq!(at("/properties/metadata/additionalProperties"), Value::Null);
        assert_eq!(at("/properties/spec/additionalProperties"), false);
        let spec = "/properties/spec/properties";
        assert_eq!(
            at(&format!("{spec}/open/additionalProperties")),
            Value::Null
        );
        assert_eq!(
            at(&format!(
                "{spec}/map/additionalProperties/additionalProperties"
            )),
            false
        );
        assert_eq!(
            at("/properties/spec/oneOf/0/additionalProperties"),
            Value::Null
        );
        let status = json!({"properties": {"a": {}}, "additionalProperties": false});
        assert_eq!(at("/properties/status"), status);
        let open = prepared(schema, false);
        assert_eq!(open.pointer("/properties/spec/additionalProperties"), None);
    }

    #[test]
    fn extensions_become_types() {
        let schema = json!({"properties": {
            "port": {"x-kubernetes-int-or-string": true,
                     "anyOf": [{"type": "integer"}, {"type": "string"}]},
            "name": {"type": "string", "nullable": true, "pattern": null, "required": []},
            "size": {"type": "integer", "format": "int32", "minimum": 1},
            "raw": {"x-kubernetes-preserve-unknown-fields": true, "properties": {"a": {}},
                    "additionalProperties": false},
            "nullable": {"type": "boolean"},
            "any": {"type": "string", "format": "byte", "x-kubernetes-preserve-unknown-fields": true},
        }});
        assert_eq!(
            prepared(schema, false)["properties"],
            json!({
                "port": {"x-kubernetes-int-or-string": true, "type": ["integer", "string"]},
                "name": {"type": ["string", "null"], "nullable": true},
                "size": {"type": "integer", "format": "int32", "minimum": 1, "maximum": i32::MAX},
                "raw": {"x-kubernetes-preserve-unknown-fields": true, "properties": {"a": {}}},
                "nullable": {"type": "boolean"},
                "any": {"x-kubernetes-preserve-unknown-fields": true},
            })
        );
    }
}
