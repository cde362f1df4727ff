//! A second opinion on structure: the readable table as JSON Schema, applied by the crate `jsonschema`, against
//! podlint's own walk. Each value of each seed is replaced by values of other types, and each mapping gets a
//! key that nothing knows.

use std::collections::BTreeMap;

use jsonschema::Validator;
use podlint::api::Version;
use podlint::engine::{Settings, check_text};
use serde_json::{Map, Value, json};

use super::TEXT;
use super::text::{Definition, Property, Text};
use crate::conformance::manifests::Manifests;

/// The version whose seeds there are.
const VERSION: &str = "1.36";

/// The table as one JSON Schema, a definition for each type.
struct Schemas {
    definitions: Map<String, Value>,
    /// The definition of each apiVersion and kind.
    kinds: BTreeMap<(String, String), String>,
    compiled: BTreeMap<String, Validator>,
}

/// A shape as JSON Schema. Null is unset, wherever it stands; what a string says is not compared.
fn shape(text: &str) -> Value {
    let inner = |text: &str| shape(&text[1..text.len() - 1]);
    match text {
        "any" => json!({}),
        "bool" => json!({"type": ["boolean", "null"]}),
        "int32" | "int64" => json!({"type": ["integer", "null"]}),
        "number" => json!({"type": ["number", "null"]}),
        "int-or-string" => json!({"type": ["integer", "string", "null"]}),
        "quantity" => json!({"type": ["number", "string", "null"]}),
        "string" | "time" | "microtime" => json!({"type": ["string", "null"]}),
        // Go reads a list of numbers as bytes, too.
        "bytes" => {
            json!({"type": ["string", "array", "null"], "items": {"type": ["integer", "null"]}})
        }
        list if list.starts_with('[') => json!({"type": ["array", "null"], "items": inner(list)}),
        map if map.starts_with('{') => {
            json!({"type": ["object", "null"], "additionalProperties": inner(map)})
        }
        name => json!({"anyOf": [{"type": "null"}, {"$ref": format!("#/$defs/{name}")}]}),
    }
}

fn object(definition: &Definition<'_>, version: u32) -> Value {
    let fields = definition.fields.iter();
    let fields = fields.filter(|field| field.mask & version != 0);
    let property = |field: &Property<'_>| (field.name.to_owned(), shape(field.shape));
    let properties: Map<String, Value> = fields.map(property).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

impl Schemas {
    fn read() -> Self {
        let text = Text::read(TEXT);
        let version = text.mask(VERSION);
        let mut kinds = BTreeMap::new();
        for definition in &text.definitions {
            for kind in definition
                .kinds
                .iter()
                .filter(|kind| kind.mask & version != 0)
            {
                let of = (kind.api_version.to_owned(), kind.kind.to_owned());
                kinds.insert(of, definition.name.to_owned());
            }
        }
        let definitions = text.definitions.iter();
        let definitions = definitions.map(|of| (of.name.to_owned(), object(of, version)));
        Self {
            definitions: definitions.collect(),
            kinds,
            compiled: BTreeMap::new(),
        }
    }

    fn of(&mut self, manifest: &Value) -> &Validator {
        let text = |key: &str| manifest[key].as_str().unwrap().to_owned();
        let name = &self.kinds[&(text("apiVersion"), text("kind"))];
        self.compiled.entry(name.clone()).or_insert_with(|| {
            let schema = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$ref": format!("#/$defs/{name}"),
                "$defs": self.definitions,
            });
            jsonschema::validator_for(&schema).unwrap()
        })
    }
}

/// The paths of all values, as JSON pointers.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(value, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointers(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Whether podlint finds another structure than the API has.
fn is_refused(manifest: &Value, settings: &Settings) -> bool {
    let findings = check_text("edited.json", &manifest.to_string(), settings);
    let mut rules = findings
        .iter()
        .map(|finding| finding.diagnostic.rule.name());
    rules.any(|rule| matches!(rule, "wrong-type" | "unknown-field"))
}

/// What says which schema holds.
fn is_exception(pointer: &str) -> bool {
    let key = pointer.rsplit('/').next().unwrap_or_default();
    matches!(key, "apiVersion" | "kind")
}

#[test]
fn json_schema_refuses_what_podlint_refuses() {
    let settings = Settings {
        versions: Version::parse(VERSION).unwrap().into(),
        ..Settings::default()
    };
    let mut schemas = Schemas::read();
    let (mut compared, mut refused, mut wrong) = (0, 0, Vec::new());
    let others = [
        json!("text"),
        json!(7),
        json!(true),
        json!([]),
        json!({}),
        json!({"bogus": 1}),
    ];
    for (name, seed) in Manifests::read().all() {
        let validator = schemas.of(seed);
        let mut places = Vec::new();
        pointers(seed, "", &mut places);
        for (number, pointer) in places.iter().enumerate().skip(1) {
            // One other value for each place; which one goes round.
            let other = &others[number % others.len()];
            let mut manifest = seed.clone();
            *manifest.pointer_mut(pointer).unwrap() = other.clone();
            if is_exception(pointer) {
                continue;
            }
            compared += 1;
            let (ours, theirs) = (
                is_refused(&manifest, &settings),
                !validator.is_valid(&manifest),
            );
            refused += usize::from(theirs);
            if ours != theirs {
                wrong.push(format!(
                    "{name}: {other} at {pointer}: podlint {ours}, schema {theirs}"
                ));
            }
        }
    }
    assert!(
        compared > 2_000 && refused * 2 > compared,
        "{compared} compared, {refused} refused"
    );
    assert!(
        wrong.is_empty(),
        "{} of {compared} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
