//! `tests/data/cel/evaluated.jsonl.gz` holds expressions put together by chance, and such with letters changed by chance,
//! with what API servers make of them: `compile` if they are refused, `error`, `cost` beyond the limit, or a value; and
//! what they cost. `tests/conformance/record/expressions` says it anew.

use serde_json::Value as Json;

use podlint::cel::{Environment, ErrorKind};

use super::shown::shown;
use super::variables::{environment, values};
use crate::packed;

/// What the server lets one expression cost.
const LIMIT: u64 = 1_000_000;

/// What comes of an expression, and what it cost.
fn evaluated(environment: &Environment, text: &str) -> (String, u64) {
    let Ok(program) = environment.compile(text) else {
        return ("compile".into(), 0);
    };
    let values = values();
    let outcome = program.evaluate(&values, LIMIT);
    match outcome.value {
        Ok(value) => (shown(&value), outcome.cost),
        Err(error) if error.kind == ErrorKind::Cost => ("cost".into(), 0),
        Err(_) => ("error".into(), outcome.cost),
    }
}

/// How many rows there are, and what is otherwise.
fn compared(rows: &str) -> (usize, Vec<String>) {
    let environment = environment();
    let mut faults = Vec::new();
    for row in rows.lines() {
        let (text, value, cost): (String, String, u64) = serde_json::from_str(row).unwrap();
        let here = evaluated(&environment, &text);
        if here != (value.clone(), cost) {
            faults.push(format!(
                "{text}\n  {here:?}, and the server says {value}, {cost}"
            ));
        }
    }
    (rows.lines().count(), faults)
}

#[test]
fn what_a_server_makes_of_expressions_is_made_here() {
    let packed = include_bytes!("../data/cel/evaluated.jsonl.gz");
    let (count, faults) = compared(&packed::text(packed));
    assert!(count > 5000, "{count} expressions are few");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Rows of another record, as `expressions` writes them.
#[test]
fn another_record_is_as_here() {
    let Some(file) = std::env::var_os("PODLINT_EXPRESSIONS") else {
        return;
    };
    let rows = std::fs::read_to_string(&file).unwrap();
    let (count, faults) = compared(&rows);
    assert!(
        faults.is_empty(),
        "{} of {count}:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// The conformance cases of the language that Kubernetes' environment has, as `expressions specification` writes them:
/// the expression, and what the language's definition wants.
#[test]
fn the_definition_of_the_language_holds() {
    let Some(file) = std::env::var_os("PODLINT_CEL_SPECIFICATION") else {
        return;
    };
    let rows = std::fs::read_to_string(&file).unwrap();
    let environment = Environment {
        variables: std::sync::Arc::new([]),
        ..environment()
    };
    let (mut count, mut faults) = (0, Vec::new());
    for row in rows.lines() {
        let row: Json = serde_json::from_str(row).unwrap();
        let [text, wanted, there] = [0, 1, 2].map(|at| row[at].as_str().unwrap());
        let (here, _) = evaluated(&environment, text);
        // Where servers have another version of a library than the definition, theirs counts.
        let is_alike = match there {
            "error" | "compile" => here == "error" || here == "compile",
            there => here == there,
        };
        count += 1;
        if !is_alike {
            faults.push(format!(
                "{text}\n  {here}; the definition wants {wanted}, and servers have {there}"
            ));
        }
    }
    let share = 1.0 - faults.len() as f64 / f64::from(count);
    assert!(share >= 0.99, "{share} of {count}:\n{}", faults.join("\n"));
}
