//! `tests/data/cel/checked.jsonl.gz` holds expressions put together by chance, right ones and broken ones, with the types
//! of their variables, and what API servers say of them: whether they may be used, their types, and what they cost.

use std::sync::Arc;

use serde_json::Value as Json;

use podlint::cel::{Environment, Type, cost};

use super::declared::{Bounded, type_of};
use crate::packed;

/// A type as the server writes it.
fn written(of: &Type) -> String {
    match of {
        Type::Null => "null_type".into(),
        Type::Duration => "google.protobuf.Duration".into(),
        Type::Timestamp => "google.protobuf.Timestamp".into(),
        Type::List(items) => format!("list({})", written(items)),
        Type::Map(keys, values) => format!("map({}, {})", written(keys), written(values)),
        Type::Optional(value) => format!("optional_type({})", written(value)),
        Type::Type(value) => format!("type({})", written(value)),
        of => of.to_string(),
    }
}

fn environment(row: &Json) -> Environment {
    let own = type_of(&row["self"], "type_self");
    let old = match row["optional"].as_bool() {
        Some(true) => Type::optional(own.clone()),
        _ => own.clone(),
    };
    Environment {
        minor: u8::try_from(row["minor"].as_u64().unwrap()).unwrap(),
        variables: Arc::new([(Arc::from("self"), own), (Arc::from("oldSelf"), old)]),
        made: |_| None,
    }
}

#[test]
fn what_a_server_says_of_expressions_is_said_here() {
    let packed = include_bytes!("../data/cel/checked.jsonl.gz");
    let (mut count, mut faults) = (0, Vec::new());
    for row in packed::rows(packed) {
        let environment = environment(&row);
        for case in row["cases"].as_array().unwrap() {
            let text = case[0].as_str().unwrap();
            let program = environment.compile(text).ok();
            let said = program.map(|program| {
                let cost = cost::estimate(&program, &Bounded(&row["self"]));
                (written(program.result()), cost.least, cost.most)
            });
            let expected = case[1].as_str().map(|of| {
                let number = |at: usize| case[at].as_u64().unwrap();
                (of.to_owned(), number(2), number(3))
            });
            count += 1;
            if said != expected {
                faults.push(format!(
                    "{text}\n  {said:?}, and the server says {expected:?}"
                ));
            }
        }
    }
    assert!(count > 4000, "{count} expressions are few");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
