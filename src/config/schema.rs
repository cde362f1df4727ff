//! The JSON schema of a configuration file, for editors.

use serde_json::{Map, Value, json};

use super::keys::{KEYS, Key, OVERRIDE, Shape};
use crate::diagnostic::Level;
use crate::objects::World;
use crate::rules::{self, Parameter, Profile, Registry, Sort};

/// What a rule may be called.
const RULE: &str = "^[a-z][a-z0-9-]{0,62}$";

/// The schema as JSON text.
#[must_use]
pub fn json_schema() -> String {
    let mut schema = table(&KEYS);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("podlint.toml");
    let levels: Vec<&str> = Level::ALL.into_iter().map(Level::name).collect();
    let selectors = [rules::names(), vec![rules::ALL]].concat();
    schema["definitions"] = json!({
        "selector": {"anyOf": [
            {"enum": selectors},
            {"type": "string", "pattern": RULE, "description": "a rule of your own"},
        ]},
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
        Shape::World => json!({"enum": World::ALL.map(World::name)}),
        Shape::Standard => {
            json!({"type": "string", "pattern": "^(privileged|baseline|restricted)(:(latest|v1\\.(0|[1-9][0-9]*)))?$"})
        }
        Shape::Locations | Shape::Globs | Shape::Patterns => list(json!({"type": "string"})),
        Shape::Selectors => list(selector()),
        Shape::Ignored => {
            list(json!({"anyOf": [selector(), {"type": "string", "pattern": "^[a-z-]+@."}]}))
        }
        Shape::Levels => json!({
            "type": "object",
            "propertyNames": selector(),
            "additionalProperties": {"$ref": "#/definitions/level"},
        }),
        Shape::Images => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        Shape::Parameters => parameters(),
        Shape::Profile => json!({"enum": Profile::ALL.map(Profile::name)}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Tables(keys) => list(table(keys)),
    }
}

fn parameters() -> Value {
    let mut all = Map::new();
    let ours = Registry::default();
    for (rule, parameter) in ours.parameters() {
        let rule = all.entry(rule.name()).or_insert_with(
            || json!({"type": "object", "additionalProperties": false, "properties": {}}),
        );
        let mut schema = parameter_shape(parameter);
        schema["description"] = json!(parameter.about);
        rule["properties"][&parameter.name] = schema;
    }
    json!({
        "type": "object",
        "additionalProperties": false,
        "patternProperties": {RULE: {"type": "object"}},
        "properties": all,
    })
}

fn parameter_shape(parameter: &Parameter) -> Value {
    let list = |items: Value| json!({"type": "array", "items": items});
    match parameter.sort {
        Sort::Ports => list(json!({"type": "integer", "minimum": 1, "maximum": 65535})),
        Sort::Paths => list(json!({"type": "string", "pattern": "^/"})),
        Sort::Words => list(json!({"type": "string"})),
        Sort::Number => json!({"type": "integer", "minimum": 0}),
        Sort::Choice => json!({"enum": parameter.choices}),
        Sort::Map => json!({"type": "object", "additionalProperties": {"type": "string"}}),
    }
}
