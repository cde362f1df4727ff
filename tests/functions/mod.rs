//! Helm's functions, against what Helm's engine makes of the same templates. `tests/conformance/record/helm_functions` says it
//! anew.

mod bounds;
mod origins;
mod stand_ins;

use std::collections::BTreeMap;
use std::rc::Rc;

use podlint::helm::functions::Library;
use podlint::helm::yaml;
use podlint::origin::{FileId, Made, Origin, Place, Text};
use podlint::source::Span;
use podlint::template::{
    Budget, Engine, Failure, FailureKind, Key, Limits, Missing, Templates, Value, without_no_value,
};
use serde_json::Value as Json;

/// The file of the template, and that of its values.
const TEMPLATE: FileId = FileId(0);
const VALUES: FileId = FileId(1);

/// What a template gives with values.
fn render_with(
    library: &Library,
    template: &str,
    values: &str,
    limits: Limits,
) -> Result<Text, Box<Failure>> {
    let values = match yaml::read_file(values, VALUES).unwrap() {
        Value::Nil => Value::map(BTreeMap::new()),
        values => values,
    };
    let place = Place {
        file: TEMPLATE,
        span: Span::new(0, template.len() as u32),
    };
    let made = Made::Taken;
    let text = Text::from_place(template, Origin { place, made });
    let mut templates = Templates::default();
    templates.parse("c/templates/t", &text, library)?;
    let budget = Budget::new(limits);
    let engine = Engine {
        functions: library,
        budget: &budget,
        missing: Missing::Zero,
    };
    let data = Value::map([(Key::from("Values"), values)].into_iter().collect());
    let text = engine.execute(&Rc::new(templates), "c/templates/t", &data)?;
    Ok(without_no_value(text))
}

fn render(template: &str, values: &str) -> Result<Text, Box<Failure>> {
    render_with(&Library::default(), template, values, Limits::default())
}

/// The first run of a text that is not what stands at its place.
fn lie(text: &Text, template: &str, values: &str) -> Option<String> {
    let mut start = 0;
    for run in text.runs() {
        let letters = &text.as_str()[start..run.end];
        start = run.end;
        let Some(origin) = run.origin.filter(|origin| origin.made == Made::Taken) else {
            continue;
        };
        let file = if origin.place.file == TEMPLATE {
            template
        } else {
            values
        };
        let source = origin.place.span.of(file);
        if source != letters {
            return Some(format!("{letters:?} is said to be {source:?}"));
        }
    }
    None
}

/// Helm's words for a failure.
fn words(failure: &Failure) -> String {
    let go = failure.go.as_str();
    match failure.kind {
        FailureKind::Asked => format!("execution error at {}: {}", at(go), failure.message),
        FailureKind::Parse | FailureKind::UnknownFunction if !go.contains(": executing ") => {
            let last = go.split(": ").last().unwrap_or_default();
            format!("parse error at {}: {last}", at(go))
        }
        _ => go.to_owned(),
    }
}

/// The place in a message: the second of its parts.
fn at(go: &str) -> String {
    format!("({})", go.split(": ").nth(1).unwrap_or_default())
}

#[test]
fn functions_answer_as_helms_do() {
    let mut faults = Vec::new();
    for line in include_str!("../data/helm-functions.jsonl").lines() {
        let row: Json = serde_json::from_str(line).unwrap();
        let template = row["template"].as_str().unwrap();
        let values = row["values"].as_str().unwrap_or_default();
        let wanted = row["text"]
            .as_str()
            .ok_or(row["error"].as_str().unwrap_or_default());
        let got = render(template, values);
        if let Ok(text) = &got {
            faults.extend(lie(text, template, values).map(|lie| format!("{template}: {lie}")));
        }
        let got = got.map_err(|failure| words(&failure));
        let got = got.as_ref().map(Text::as_str).map_err(String::as_str);
        if got != wanted {
            faults.push(format!("{template}\n  wanted {wanted:?}\n  got    {got:?}"));
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn there_are_all_functions_that_helm_has() {
    let names: Vec<&str> = Library::names().collect();
    let known: Vec<&str> = include_str!("../data/helm-functions.txt").lines().collect();
    assert_eq!(names, known);
}
