//! What the API server makes of an object before it looks at the values: null is unset where a field does
//! not take it, and defaults are filled in. Source: `pkg/apiserver/schema/defaulting` of
//! `k8s.io/apiextensions-apiserver`.

use serde_json::{Map, Value};

/// Changes a value to what is stored if it is valid. `schema` has been prepared.
pub(super) fn admit(value: &mut Value, schema: &Value) {
    match value {
        Value::Object(fields) => {
            let properties = schema.get("properties").and_then(Value::as_object);
            if let Some(properties) = properties {
                known(fields, properties);
            }
            if let Some(other) = schema.get("additionalProperties").filter(|s| s.is_object()) {
                let is_known =
                    |name: &str| properties.is_some_and(|known| known.contains_key(name));
                fields
                    .retain(|name, value| is_known(name) || !value.is_null() || takes_null(other));
                for (name, value) in fields {
                    if !is_known(name) {
                        admit(value, other);
                    }
                }
            }
        }
        Value::Array(items) => {
            if let Some(schema) = schema.get("items") {
                items.iter_mut().for_each(|item| admit(item, schema));
            }
        }
        _ => {}
    }
}

fn known(fields: &mut Map<String, Value>, properties: &Map<String, Value>) {
    for (name, schema) in properties {
        match fields.get_mut(name) {
            Some(Value::Null) if !takes_null(schema) => drop(fields.remove(name)),
            Some(value) => {
                admit(value, schema);
                continue;
            }
            None => {}
        }
        let default = schema.get("default").filter(|default| !default.is_null());
        if let Some(default) = default {
            let mut default = default.clone();
            admit(&mut default, schema);
            fields.insert(name.clone(), default);
        }
    }
}

/// Whether null is a value of its own to a schema, or may be one.
fn takes_null(schema: &Value) -> bool {
    let is_null = |kind: &Value| kind == "null";
    match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_null),
        Some(kind) => is_null(kind),
        None => {
            schema.get("$ref").is_some()
                || ["allOf", "anyOf", "oneOf"].iter().any(|name| {
                    let parts = schema.get(name).and_then(Value::as_array);
                    parts.is_some_and(|parts| parts.iter().any(takes_null))
                })
                || schema
                    .get("enum")
                    .and_then(Value::as_array)
                    .is_some_and(|values| values.iter().any(Value::is_null))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::admit;
    use serde_json::json;

    #[test]
    fn null_is_unset_and_defaults_are_filled_in() {
        let schema = json!({"properties": {
            "plain": {"type": "string"},
            "nullable": {"type": ["string", "null"]},
            "default": {"type": "object", "default": {}, "properties": {"n": {"default": 3}}},
            "list": {"type": "array", "items": {"properties": {"n": {"default": 4}}}},
            "map": {"additionalProperties": {"type": "string"}},
            "ref": {"$ref": "#/definitions/x"},
        }});
        let mut value = json!({
            "plain": null, "nullable": null, "default": null, "list": [{}, null],
            "map": {"a": null, "b": "c"}, "ref": null, "unknown": null,
        });
        admit(&mut value, &schema);
        assert_eq!(
            value,
            json!({
                "nullable": null, "default": {"n": 3}, "list": [{"n": 4}, null],
                "map": {"b": "c"}, "ref": null, "unknown": null,
            })
        );
    }
}
