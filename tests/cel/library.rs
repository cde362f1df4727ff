//! `tests/data/cel/library.jsonl.gz` holds calls of Kubernetes' libraries, put together by chance, right ones and broken
//! ones, each with the minor version that it is for, and what the environment of `k8s.io/apiserver` makes of it: the value
//! (none where it fails), what it cost, and what it may cost; nothing where it is refused.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use podlint::cel::eval::Variables;
use podlint::cel::types::{Fields, Object};
use podlint::cel::{Environment, Error, ErrorKind, Type, Value, cost};

use super::shown::shown;
use crate::packed;

/// The environment that the calls are for.
fn environment(minor: u8) -> Environment {
    let variables = [
        ("s", Type::String),
        ("d", Type::Dyn),
        ("l", Type::list(Type::String)),
        ("n", Type::list(Type::Int)),
        ("i", Type::Int),
    ];
    Environment {
        minor,
        variables: variables.map(|(name, of)| (Arc::from(name), of)).into(),
        made: |name| (name == "JSONPatch").then(|| Object(Arc::new(Patch))),
    }
}

/// What expressions of mutating policies may make.
#[derive(Debug)]
struct Patch;

impl Fields for Patch {
    fn name(&self) -> &str {
        "JSONPatch"
    }

    fn field(&self, _: &str) -> Option<Type> {
        None
    }

    fn names(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// The values of the variables.
struct Given<'v>([Value<'v>; 5]);

impl<'v> Variables<'v> for Given<'v> {
    fn get(&self, index: u32) -> Result<Value<'v>, Error> {
        Ok(self.0[index as usize].clone())
    }
}

fn given<'v>() -> Given<'v> {
    let texts = ["a", "b"].map(Value::text).to_vec();
    let numbers = [1, 2].map(Value::Int).to_vec();
    Given([
        Value::text("text"),
        Value::text("dyn"),
        Value::list(texts),
        Value::list(numbers),
        Value::Int(3),
    ])
}

/// What we make of a call, as the records have it; none if it cannot be done here.
fn answer(text: &str, minor: u8) -> Option<Vec<Json>> {
    let mut row = vec![json!(text), json!(minor)];
    let Ok(program) = environment(minor).compile(text) else {
        return Some(row);
    };
    let estimate = cost::estimate(&program, &());
    let outcome = program.evaluate(&given(), cost::limits::CALL);
    row.push(match outcome.value {
        Ok(value) => json!(shown(&value)),
        Err(error) if error.kind == ErrorKind::Unsupported => return None,
        Err(_) => Json::Null,
    });
    row.extend([outcome.cost, estimate.least, estimate.most].map(Json::from));
    Some(capped(row))
}

/// A row in which all costs beyond the limit are the same.
fn capped(mut row: Vec<Json>) -> Vec<Json> {
    if let Some(cost) = row.get_mut(3) {
        *cost = cost.as_u64().unwrap().min(cost::limits::CALL + 1).into();
    }
    row
}

/// Compares rows; of those that cannot be done, says how many there are.
fn compare(rows: &str) -> (usize, usize) {
    let (mut count, mut left_out, mut faults) = (0, 0, Vec::new());
    for row in rows.lines() {
        let expected = capped(serde_json::from_str(row).unwrap());
        let text = expected[0].as_str().unwrap();
        let minor = u8::try_from(expected[1].as_u64().unwrap()).unwrap();
        count += 1;
        match answer(text, minor) {
            None => left_out += 1,
            Some(said) if said == expected => {}
            Some(said) => faults.push(format!("{said:?}\n  and the server says {expected:?}")),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    (count, left_out)
}

#[test]
fn libraries_do_and_cost_what_they_do_on_servers() {
    let packed = include_bytes!("../data/cel/library.jsonl.gz");
    let (count, left_out) = compare(&packed::text(packed));
    assert!(count > 5000, "{count} calls are few");
    assert!(left_out * 100 < count, "{left_out} calls cannot be done");
}

/// Others than the recorded ones: of another seed, or of Kubernetes' own tests.
#[test]
fn other_calls_are_answered_alike() {
    if let Ok(file) = std::env::var("PODLINT_CEL_CALLS") {
        compare(&std::fs::read_to_string(file).unwrap());
    }
}
