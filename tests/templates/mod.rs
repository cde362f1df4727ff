//! What Go's `text/template` makes of templates, against what ours makes of them. `tests/conformance/record/template` says it
//! anew, and takes the templates in the tests of Go's source as well.

mod bounds;
mod files;
mod functions;
mod origins;
pub(crate) mod properties;

use podlint::template::{Limits, Missing};
use serde_json::Value as Json;

use files::{Files, execute};

/// What is wrong with the answer to a row.
fn fault(row: &Json, data: &Json) -> Option<String> {
    let text = row["text"].as_str().unwrap();
    let missing = match row["missing"].as_str() {
        Some("zero") => Missing::Zero,
        Some("error") => Missing::Error,
        _ => Missing::Nothing,
    };
    let mut files = Files::default();
    let (template, value) = (files.text(text), files.value(data));
    let answer = execute(&template, &value, missing, Limits::default());
    if let Some(lie) = answer.as_ref().ok().and_then(|text| files.lie(text)) {
        return Some(format!("{text:?}\n  of {data}: {lie}"));
    }
    let (key, got) = match &answer {
        Ok(text) => ("out", text.as_str()),
        Err(failure) => ("error", failure.go.as_str()),
    };
    if row[key].as_str() == Some(got) {
        return None;
    }
    let expected = row["out"].as_str().or(row["error"].as_str());
    Some(format!(
        "{text:?}\n  of {}\n  is {got:?}\n  to Go {:?}",
        data,
        expected.unwrap()
    ))
}

/// How many rows there are, and what is wrong. A row without data has those of the one before.
fn faults(rows: &str) -> (usize, Vec<String>) {
    let mut data = Json::Null;
    let mut faults = Vec::new();
    for line in rows.lines() {
        let mut row: Json = serde_json::from_str(line).unwrap();
        if row.get("data").is_some() {
            data = row["data"].take();
        }
        faults.extend(fault(&row, &data));
    }
    (rows.lines().count(), faults)
}

#[test]
fn templates_give_what_go_gives() {
    let (count, faults) = faults(include_str!("../data/templates.jsonl"));
    assert!(count > 300, "only {count} rows");
    assert!(
        faults.is_empty(),
        "{} of {count}:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// Rows of any file: those of Go's own tests, as `record/template` collects them. What is wrong is written beside it.
#[test]
fn templates_of_gos_own_tests_give_what_go_gives() {
    let Ok(path) = std::env::var("PODLINT_TEMPLATES") else {
        return;
    };
    let (count, faults) = faults(&std::fs::read_to_string(&path).unwrap());
    std::fs::write(path + ".faults", faults.join("\n")).unwrap();
    let share = (count - faults.len()) as f64 / count as f64;
    assert!(share > 0.995, "{} of {count} rows are wrong", faults.len());
}
