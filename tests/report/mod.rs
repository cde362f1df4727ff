//! Reports: their form, and that every place that is reported is the one meant.

pub(crate) mod agree;
mod counted;
mod hostile;
mod html;
mod places;
mod read;
mod sarif;
mod write;
mod xml;

use std::collections::BTreeMap;
use std::sync::Arc;

use podlint::diagnostic::{Category, Diagnostic, Label, Level, ObjectRef, RuleId};
use podlint::engine::{Finding, Report, Summary};
use podlint::field_path::{FieldPath, Part};
use podlint::report::Format;
use podlint::secret;
use podlint::source::{Source, SourceId, Span};
use serde_json::Value;

use write::written;

use crate::golden::golden;

const SHOP: &str = "kind: Deployment
metadata: {name: shop}
spec:
  containers:
    - name: web
      ports:
        - containerPort: 8080
    - name: metrics
      ports:
        - containerPort: 8080
";

fn report(texts: &[&str], diagnostics: Vec<Diagnostic>) -> Report {
    let sources: BTreeMap<SourceId, Source> = (0..)
        .zip(texts)
        .map(|(number, text)| {
            let source = Source {
                id: SourceId(number),
                ..secret::source(&format!("k8s/{number}.yaml"), text)
            };
            (SourceId(number), source)
        })
        .collect();
    Report {
        findings: diagnostics
            .into_iter()
            .map(|diagnostic| Finding {
                rendered: None,
                diagnostic,
                category: Category::Correctness,
                level: Level::Error,
            })
            .collect(),
        sources,
        summary: Summary {
            files: texts.len(),
            documents: texts.len(),
            objects: texts.len(),
            ..Summary::default()
        },
        ..Report::default()
    }
}

fn nth(text: &str, needle: &str, index: usize) -> Span {
    let (at, _) = text.match_indices(needle).nth(index).unwrap();
    Span::new(at as u32, (at + needle.len()) as u32)
}

fn two_ports() -> Diagnostic {
    let mut diagnostic = Diagnostic::new(
        RuleId::new("duplicate-container-port"),
        SourceId(0),
        nth(SHOP, "8080", 1),
        "`metrics` claims port 8080/TCP, which `web` already has",
    )
    .here("and `metrics` cannot")
    .label(nth(SHOP, "8080", 0), "`web` listens here")
    .note("containers of a pod share one IP and one port space; the second to bind 8080 fails")
    .help("give `metrics` a port of its own")
    .field(
        FieldPath::top("spec")
            .field("containers")
            .and(Part::Index(1))
            .field("ports")
            .and(Part::Index(0))
            .field("containerPort"),
    );
    diagnostic.object = Some(Arc::new(ObjectRef {
        kind: "Deployment".into(),
        name: Some("shop".into()),
        ..ObjectRef::default()
    }));
    diagnostic
}

const HARD: [&str; 6] = [
    "a: b\r\nkey: \tvalue\r\n\r\nlast",
    "名前: 値段 value é e\u{301} x\n\n",
    "a: \u{1b}[31mred\u{202e}value\u{7f}\n",
    "a: b\rkey: value\r",
    "\u{feff}a: b\n\tkey: value",
    "\n\n",
];

#[test]
fn people_see_every_place() {
    let report = report(&[SHOP], vec![two_ports()]);
    golden("report/places.txt", &written(&report, Format::Human, false));
    golden(
        "report/places-in-color.txt",
        &written(&report, Format::Human, true),
    );
}

#[test]
fn places_may_be_in_several_files() {
    let service = "kind: Service\nspec:\n  ports:\n    - port: 8080\n";
    let mut found = two_ports();
    found.labels.push(Label {
        source: SourceId(1),
        span: nth(service, "8080", 0),
        message: "and this asks for it".into(),
    });
    let report = report(&[SHOP, service], vec![found]);
    golden("report/files.txt", &written(&report, Format::Human, false));
}

#[test]
fn hard_texts_are_drawn_in_place() {
    let hard = &HARD[..5];
    let diagnostics = (0..).zip(hard).map(|(number, text)| {
        Diagnostic::new(
            RuleId::new("syntax"),
            SourceId(number),
            nth(text, "value", 0),
            "here",
        )
        .here("this")
    });
    let report = report(hard, diagnostics.collect());
    golden("report/hard.txt", &written(&report, Format::Human, false));
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let (before, after) = ("\"a\": 1, ".repeat(500), ", \"b\": 2".repeat(500));
    let long = format!("{{{before}\"value\": 1{after}}}");
    let found = Diagnostic::new(
        RuleId::new("syntax"),
        SourceId(0),
        nth(&long, "value", 0),
        "here",
    )
    .here("this")
    .label(nth(&long, "\"b\"", 400), "far away");
    let report = report(&[&long], vec![found]);
    golden("report/long.txt", &written(&report, Format::Human, false));
}

fn pretty(json: Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(&json).unwrap())
}

#[test]
fn each_format_has_its_form() {
    let report = report(&[SHOP], vec![two_ports()]);
    for format in Format::ALL {
        let text = written(&report, format, false);
        let text = match format {
            Format::Human => continue,
            Format::Json | Format::Gitlab => pretty(serde_json::from_str(&text).unwrap()),
            Format::Sarif => {
                let mut log: Value = serde_json::from_str(&text).unwrap();
                // Another rule is no other form.
                log["runs"][0]["tool"]["driver"]["rules"] = Value::Null;
                log["runs"][0]["results"][0]["ruleIndex"] = Value::Null;
                pretty(log)
            }
            Format::Html => html::bare(&text),
            _ => text,
        };
        golden(&format!("report/{}.txt", format.name()), &text);
    }
}
