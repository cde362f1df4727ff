//! An object of every kind with every field that the API has for it: checks ask only for fields that there are, which
//! they are held to where debug assertions are on, and what has all fields at once takes no check by surprise.

use podlint::api::{ApiKind, Shape, Type};
use podlint::engine::{Input, Settings, run};
use serde_json::{Map, Value, json};

/// Definitions refer to themselves; the deepest field that a check asks for is less deep.
const DEEPEST: usize = 12;

fn value(shape: Shape, depth: usize) -> Value {
    match shape {
        Shape::Any | Shape::String => json!("a"),
        Shape::Bool => json!(true),
        Shape::Int32 | Shape::Int64 | Shape::Number | Shape::IntOrString => json!(1),
        Shape::Quantity => json!("1"),
        Shape::Time => json!("2024-01-01T00:00:00Z"),
        Shape::MicroTime => json!("2024-01-01T00:00:00.000000Z"),
        Shape::Bytes => json!("YQ=="),
        Shape::List(element) => json!([value(element.shape(), depth + 1)]),
        Shape::Map(element) => json!({"a": value(element.shape(), depth + 1)}),
        Shape::Object(definition) => object(definition, depth).into(),
    }
}

fn object(definition: Type, depth: usize) -> Map<String, Value> {
    // A schema has schemas in many of its fields: of these a few levels are enough, and already thousands.
    let is_schema = definition.name().ends_with(".JSONSchemaProps");
    let depth = if is_schema { depth + 3 } else { depth };
    let fields = definition.fields().filter(|_| depth < DEEPEST);
    fields
        .map(|field| (field.name().to_owned(), value(field.shape(), depth + 1)))
        .collect()
}

#[test]
fn checks_ask_for_fields_that_the_api_has() {
    let (mut kinds, mut failed) = (0, Vec::new());
    for kind in ApiKind::all() {
        let mut object = object(kind.definition(), 0);
        object.insert("apiVersion".into(), kind.api_version().into());
        object.insert("kind".into(), kind.kind().into());
        let settings = Settings {
            versions: kind.versions(),
            ..Settings::default()
        };
        let input = Input::Bytes {
            shown: format!("{} {}", kind.api_version(), kind.kind()),
            bytes: Value::Object(object).to_string().into_bytes(),
        };
        let report = run(vec![input], &settings, &|_| ());
        failed.extend(report.defects.iter().map(ToString::to_string));
        kinds += 1;
    }
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(kinds > 100, "{kinds}");
}
