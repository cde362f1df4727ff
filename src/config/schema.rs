//! The JSON schema of a configuration file, for editors.

use serde_json::{Map, Value, json};

use super::keys::{KEYS, Key, OVERRIDE, Shape};
use crate::diagnostic::Level;
use crate::rules::{self, Sort};

/// The schema as JSON text.
#[must_use]
pub fn json_schema() -> String {
    let mut schema = table(&KEYS);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("podlint.toml");
    let levels: Vec<&str> = Level::ALL.into_iter().map(Level::name).collect();
    schema["definitions"] = json!({
        "selector": {"enum": rules::names()},
        "level": {"enum": levels},
    });
    format!("{schema:#}\n")
}

fn table(keys: &[Key]) -> Value {
    let property = |key: &Key| {
        let mut schema = shape(key.shape);
        schema["description"] = json!(key.about);
        (key.name.to_owned(), schema)
    };
    let mut schema = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": keys.iter().map(property).collect::<Map<_, _>>(),
    });
    if keys == OVERRIDE {
        let needs = |names: &[&str]| {
            let one = |name: &&str| json!({"required": [name]});
            json!({"anyOf": names.iter().map(one).collect::<Vec<_>>()})
        };
        schema["allOf"] = json!([
            needs(&["paths", "kinds", "namespaces", "names", "containers"]),
            needs(&["ignore", "levels"]),
        ]);
    }
    schema
}

fn shape(shape: Shape) -> Value {
    let list = |items: Value| json!({"type": "array", "items": items});
    let selector = || json!({"$ref": "#/definitions/selector"});
    match shape {
        Shape::Versions | Shape::Directory | Shape::Text => json!({"type": "string"}),
        Shape::Standard => {
            json!({"type": "string", "pattern": "^(privileged|baseline|restricted)(:(latest|v1\\.(0|[1-9][0-9]*)))?$"})
        }
        Shape::Locations | Shape::Globs | Shape::Patterns => list(json!({"type": "string"})),
        Shape::Selectors => list(selector()),
        Shape::Levels => json!({
            "type": "object",
            "propertyNames": selector(),
            "additionalProperties": {"$ref": "#/definitions/level"},
        }),
        Shape::Images => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        Shape::Parameters => parameters(),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Tables(keys) => list(table(keys)),
    }
}

fn parameters() -> Value {
    let ports = json!({"type": "integer", "minimum": 1, "maximum": 65535});
    let paths = json!({"type": "string", "pattern": "^/"});
    let mut all = Map::new();
    for (rule, parameter) in rules::parameters() {
        let items = match parameter.sort {
            Sort::Ports => &ports,
            Sort::Paths => &paths,
        };
        let rule = all.entry(rule.name()).or_insert_with(
            || json!({"type": "object", "additionalProperties": false, "properties": {}}),
        );
        rule["properties"][&parameter.name] =
            json!({"type": "array", "items": items, "description": parameter.about});
    }
    json!({"type": "object", "additionalProperties": false, "properties": all})
}
