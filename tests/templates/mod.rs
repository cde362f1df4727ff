//! What Go's `text/template` makes of templates, against what ours makes of them. `tests/conformance/record/template` says it
//! anew, and takes the templates in the tests of Go's source as well.

mod bounds;
mod functions;
mod origins;

use std::rc::Rc;

use podlint::origin::{FileId, Made, Origin, Place, Text};
use podlint::source::Span;
use podlint::template::{Budget, Engine, FailureKind, Key, Limits, Missing, Templates, Value};
use serde_json::Value as Json;

use functions::Host;

/// Texts that templates and values come from, by the number of their file.
#[derive(Default)]
struct Files(Vec<String>);

impl Files {
    /// The text of a new file.
    fn text(&mut self, text: &str) -> Text {
        let (file, made) = (FileId(self.0.len() as u32), Made::Taken);
        let span = Span::new(0, text.len() as u32);
        self.0.push(text.to_owned());
        Text::from_place(
            text,
            Origin {
                place: Place { file, span },
                made,
            },
        )
    }

    /// A value of which each string is a file.
    fn value(&mut self, json: &Json) -> Value {
        match json {
            Json::Null => Value::Nil,
            Json::Bool(is) => Value::bool(*is),
            Json::Number(number) => match number.as_i64() {
                Some(number) => Value::int(number),
                None => Value::Float(number.as_f64().unwrap(), None),
            },
            Json::String(text) => Value::Text(self.text(text)),
            Json::Array(items) => Value::list(items.iter().map(|item| self.value(item)).collect()),
            Json::Object(entries) => {
                let entries = entries.iter();
                let entries =
                    entries.map(|(key, item)| (Key::from(key.as_str()), self.value(item)));
                Value::map(entries.collect())
            }
        }
    }

    /// The first run of a text that is not what stands at its place.
    fn lie(&self, text: &Text) -> Option<String> {
        let mut start = 0;
        for run in text.runs() {
            let letters = &text.as_str()[start..run.end];
            start = run.end;
            let Some(Origin {
                place,
                made: Made::Taken,
            }) = run.origin
            else {
                continue;
            };
            let source = place.span.of(&self.0[place.file.0 as usize]);
            if source != letters {
                return Some(format!("{letters:?} is said to be {source:?}"));
            }
        }
        None
    }
}

/// What a template gives, or Go's words for why it gives nothing; with the kind of the failure.
fn execute(text: &Text, data: &Value, missing: Missing) -> Result<Text, (FailureKind, String)> {
    let budget = Budget::new(Limits::default());
    let engine = Engine {
        functions: &Host,
        budget: &budget,
        missing,
    };
    let mut templates = Templates::new();
    let parsed = templates.parse("main", text, &Host);
    parsed
        .and_then(|()| engine.execute(&Rc::new(templates), "main", data))
        .map_err(|failure| (failure.kind, failure.go))
}

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
    let answer = execute(&template, &value, missing);
    if let Some(lie) = answer.as_ref().ok().and_then(|text| files.lie(text)) {
        return Some(format!("{text:?}\n  of {data}: {lie}"));
    }
    let (key, got) = match &answer {
        Ok(text) => ("out", text.as_str()),
        Err((_, go)) => ("error", go.as_str()),
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
