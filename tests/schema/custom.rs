//! A second opinion on schemas of the user's own: schemas and values by chance, judged by podlint and by the crate
//! `jsonschema`.

use std::sync::atomic::{AtomicUsize, Ordering};

use podlint::custom::Schemas;
use podlint::engine::{Settings, check_text};
use podlint::files::Reach;
use podlint::machine;
use serde_json::{Map, Value, json};

use crate::random::Random;

const SCHEMAS: u64 = 400;
const VALUES: usize = 12;

const NAMES: [&str; 4] = ["a", "b", "ab", "x/y"];

/// A value of few names, numbers and strings, so that schemas and values meet.
fn value(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 5 } else { 8 }) {
        0 => json!(random.below(2) == 0),
        1 => json!(random.below(4)),
        2 => json!(random.below(8) as f64 / 2.0 - 1.0),
        3 => json!(random.pick(&["", "a", "ab", "äb", "127.0.0.1"])),
        4 => json!(random.pick(&NAMES)),
        5 => (0..random.below(4))
            .map(|_| value(random, depth - 1))
            .collect(),
        _ => Value::Object(fields(random, |random| value(random, depth - 1))),
    }
}

fn fields(random: &mut Random, mut of: impl FnMut(&mut Random) -> Value) -> Map<String, Value> {
    let chosen: Vec<&str> = NAMES.into_iter().filter(|_| random.once_in(2)).collect();
    let named = chosen.into_iter();
    named.map(|name| (name.to_owned(), of(random))).collect()
}

/// A schema: some keywords with what they take.
fn schema(random: &mut Random, depth: usize) -> Value {
    if random.once_in(12) {
        return json!(random.once_in(2));
    }
    let mut keywords = Map::new();
    for _ in 0..=random.below(3) {
        let (keyword, takes) = if depth == 0 {
            simple(random)
        } else if random.once_in(3) {
            compound(random, depth - 1)
        } else {
            shaped(random, depth - 1)
        };
        keywords.insert(keyword.to_owned(), takes);
    }
    Value::Object(keywords)
}

/// A keyword that holds no schema.
fn simple(random: &mut Random) -> (&'static str, Value) {
    let types = ["array", "boolean", "integer", "number", "object", "string"];
    let limits = [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
    ];
    match random.below(8) {
        0 => ("type", json!(random.pick(&types))),
        1 => ("type", json!([random.pick(&types[..5]), "string"])),
        2 => ("enum", json!([value(random, 1), value(random, 0)])),
        3 => ("const", value(random, 1)),
        4 => ("required", json!([random.pick(&NAMES)])),
        5 => ("pattern", json!(random.pick(&["^a", "b$", "^.?$"]))),
        6 => ("uniqueItems", json!(true)),
        _ if random.once_in(6) => ("multipleOf", json!(random.pick(&[0.5, 2.0, 1.5]))),
        _ => (random.pick(&limits), json!(random.below(4))),
    }
}

/// A keyword that speaks of what lies within.
fn shaped(random: &mut Random, depth: usize) -> (&'static str, Value) {
    let inner = |random: &mut Random| schema(random, depth);
    match random.below(9) {
        0..=2 => ("properties", Value::Object(fields(random, inner))),
        3 => ("additionalProperties", inner(random)),
        4 => ("patternProperties", json!({"^a": inner(random)})),
        5 => ("items", inner(random)),
        6 => ("items", json!([inner(random), inner(random)])),
        7 => ("additionalItems", inner(random)),
        _ => ("contains", inner(random)),
    }
}

/// A keyword that speaks of the same value.
fn compound(random: &mut Random, depth: usize) -> (&'static str, Value) {
    let mut inner = || schema(random, depth);
    let (one, other) = (inner(), inner());
    match random.below(10) {
        0 => ("allOf", json!([one, other])),
        1 | 2 => ("anyOf", json!([one, other])),
        3 | 4 => ("oneOf", json!([one, other])),
        5 => ("not", one),
        6 => ("if", one),
        7 => (random.pick(&["then", "else"]), one),
        8 => ("dependencies", json!({"a": ["b"], "b": one})),
        _ => ("propertyNames", one),
    }
}

#[test]
fn json_schema_refuses_what_podlint_refuses_by_a_schema_of_the_user() {
    let path = std::env::temp_dir().join(format!("podlint-{}-schema.json", std::process::id()));
    let location = [path.to_string_lossy().into_owned()];
    let (mut refused, mut wrong) = (0, Vec::new());
    for seed in 0..SCHEMAS {
        let mut random = Random::new(seed);
        let spec = schema(&mut random, 3);
        let draft = "http://json-schema.org/draft-07/schema#";
        let whole = json!({"$schema": draft, "properties": {"spec": spec}});
        let validator = jsonschema::validator_for(&whole).unwrap();
        std::fs::write(&path, whole.to_string()).unwrap();
        let settings = Settings {
            schemas: Schemas::at(&location, None, &machine::host(), &Reach::everything()).unwrap(),
            ..Settings::default()
        };
        for _ in 0..VALUES {
            let manifest = json!({
                "apiVersion": "example.com/v1", "kind": "Thing", "metadata": {"name": "a"},
                "spec": value(&mut random, 3),
            });
            let ours = check_text("thing.json", &manifest.to_string(), &settings);
            let theirs = !validator.is_valid(&manifest);
            refused += usize::from(theirs);
            if ours.is_empty() == theirs {
                wrong.push(format!("{theirs}: {whole} and {}", manifest["spec"]));
            }
        }
        assert_eq!(settings.schemas.problems(), []);
    }
    std::fs::remove_file(&path).unwrap();
    let all = SCHEMAS as usize * VALUES;
    assert!(
        (all / 5..all * 4 / 5).contains(&refused),
        "{refused} of {all}"
    );
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Checks an object with a value inside of so many others by a schema of its kind: what is found, and what is told.
fn nested(schema: &Value, levels: usize, inside: &str) -> (Vec<String>, Vec<(String, String)>) {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("podlint-{}-{number}-thing.json", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, schema.to_string()).unwrap();
    let location = [path.to_string_lossy().into_owned()];
    let settings = Settings {
        schemas: Schemas::at(&location, None, &machine::host(), &Reach::everything()).unwrap(),
        ..Settings::default()
    };
    let (open, close) = ("{\"a\": ".repeat(levels), "}".repeat(levels));
    let manifest = format!(
        "{{\"apiVersion\": \"example.com/v1\", \"kind\": \"Thing\", \"metadata\": {{\"name\": \"a\"}}, \"a\": {open}{inside}{close}}}"
    );
    let found = check_text("thing.json", &manifest, &settings);
    let found = found.iter().map(|found| {
        found
            .diagnostic
            .field
            .clone()
            .unwrap_or_default()
            .to_string()
    });
    let found = found.collect();
    std::fs::remove_file(&path).unwrap();
    (found, settings.problems())
}

/// Each level of the value is a step or several in the schema.
#[test]
fn a_schema_that_refers_to_itself_holds_for_a_value_as_deep_as_it_is() {
    let plain = json!({"properties": {"a": {"$ref": "#"}, "b": {"type": "integer"}}});
    let joined = json!({
        "properties": {"a": {"allOf": [{"$ref": "#/definitions/x"}]}, "b": {"type": "integer"}},
        "definitions": {"x": {"anyOf": [{"$ref": "#"}, {"type": "array", "items": {"$ref": "#"}}]}},
    });
    let either = json!({"if": {"required": ["b"]}, "then": {"properties": {"b": {"type": "integer"}}}, "properties": {"a": {"$ref": "#"}}});
    for schema in [&plain, &joined, &either] {
        for levels in [0, 50, 150, 1000, 4000, 9990] {
            assert_eq!(
                nested(schema, levels, "{\"b\": 1}"),
                (vec![], vec![]),
                "{levels}"
            );
            let (found, told) = nested(schema, levels, "{\"b\": \"x\"}");
            assert_eq!((found.len(), told.len()), (1, 0), "{levels} {schema}");
            if std::ptr::eq(schema, &raw const plain) {
                assert!(found[0].ends_with("a.b"), "{}", found[0]);
            }
        }
    }
}

/// References that no step into the value is between, in every place where one can be.
#[test]
fn references_that_go_round_are_told() {
    let round = [
        json!({"$ref": "#"}),
        json!({"allOf": [{"$ref": "#"}]}),
        json!({"anyOf": [{"type": "array"}, {"$ref": "#"}]}),
        json!({"not": {"not": {"$ref": "#"}}}),
        json!({"if": {"$ref": "#"}}),
        json!({"dependentSchemas": {"kind": {"$ref": "#"}}}),
        json!({"$ref": "#/definitions/a", "definitions": {"a": {"$ref": "#/definitions/b"}, "b": {"allOf": [{"$ref": "#/definitions/a"}]}}}),
        json!({"properties": {"a": {"oneOf": [{"$ref": "#/properties/a"}]}}}),
        json!({"propertyNames": {"$ref": "#/definitions/a"}, "definitions": {"a": {"allOf": [{"$ref": "#/definitions/a"}]}}}),
    ];
    for schema in round {
        let (found, told) = nested(&schema, 3, "1");
        let why = "the parts of this schema refer to each other without end";
        assert!(
            found.is_empty() && told.len() == 1 && told[0].1 == why,
            "{schema}: {told:?}"
        );
    }
    let chain: serde_json::Map<String, Value> = (0..3000)
        .map(|at| {
            (
                format!("a{at}"),
                json!({"$ref": format!("#/definitions/a{}", at + 1)}),
            )
        })
        .chain([("a3000".to_owned(), json!({"type": "integer"}))])
        .collect();
    let long = json!({"properties": {"a": {"$ref": "#/definitions/a0"}}, "definitions": chain});
    assert_eq!(nested(&long, 0, "1"), (vec![], vec![]));
    assert_eq!(nested(&long, 0, "\"x\"").0, ["a"]);
}
