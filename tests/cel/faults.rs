//! What is told of faults, and where. `tests/data/cel/faults.txt` holds an expression a paragraph, and below it each piece
//! that is told of, what is told, and the help behind `help:`.

use std::sync::Arc;

use podlint::cel::{Environment, Type};
use serde_json::json;

use super::declared::type_of;

fn environment() -> Environment {
    let own = json!({"t": "object", "fields": {
        "name": {"t": "string"},
        "replicas": {"t": "int"},
        "share": {"t": "double"},
        "ready": {"t": "bool"},
        "age": {"t": "duration"},
        "made": {"t": "timestamp"},
        "any": {"t": "dyn"},
        "hosts": {"t": "list", "of": {"t": "string"}},
        "labels": {"t": "map", "of": {"t": "string"}},
        "__namespace__": {"t": "string"},
        "port": {"t": "object", "fields": {"number": {"t": "int"}}},
    }});
    let own = type_of(&own, "self");
    Environment {
        minor: Environment::new_on(36),
        variables: Arc::new([
            (Arc::from("self"), own.clone()),
            (Arc::from("oldSelf"), Type::optional(own)),
        ]),
        made: |_| None,
    }
}

#[test]
fn faults_say_what_is_there_and_what_was_expected() {
    let cases = include_str!("../data/cel/faults.txt");
    let environment = environment();
    let mut told = String::new();
    for case in cases.split("\n\n") {
        let text = case.lines().next().unwrap_or("");
        if !told.is_empty() {
            told.push('\n');
        }
        told.push_str(&format!("{text}\n"));
        for fault in environment.compile(text).err().unwrap_or_default() {
            let piece = fault.span.of(text);
            told.push_str(&format!("  {piece}: {}\n", fault.message));
            if let Some(help) = fault.help {
                told.push_str(&format!("    help: {help}\n"));
            }
        }
    }
    assert_eq!(told.trim(), cases.trim());
}

/// Each macro makes a type twice as large as the one that it goes over.
#[test]
fn types_that_double_are_refused_soon() {
    let text = format!("[[]]{}", ".map(x, {x: x})".repeat(60));
    let faults = environment().compile(&text).unwrap_err();
    let message = "the types of this are too large to be checked";
    assert!(faults.iter().any(|fault| fault.message == message));
}
