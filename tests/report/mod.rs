//! Reports on texts that are hard to point into: every place that is reported must be the one meant.

use std::collections::BTreeMap;
use std::time::Duration;

use podlint::diagnostic::{Category, Diagnostic, Label, Level, ObjectRef};
use podlint::engine::{Finding, Report, Summary};
use podlint::report::{Format, Options, Output, render};
use podlint::source::{Source, SourceId, Span};

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
                path: format!("k8s/{number}.yaml"),
                text: (*text).to_owned(),
            };
            (SourceId(number), source)
        })
        .collect();
    Report {
        findings: diagnostics
            .into_iter()
            .map(|diagnostic| Finding {
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

fn written(report: &Report, format: Format, color: bool) -> String {
    let options = Options {
        format,
        color,
        width: 80,
        show_skipped: false,
        quiet: false,
        version: "1.36".to_owned(),
        elapsed: Duration::from_millis(84),
    };
    let (mut out, mut aside) = (Vec::new(), Vec::new());
    let mut output = Output {
        out: &mut out,
        aside: &mut aside,
        options: &options,
    };
    render(report, &mut output).unwrap();
    String::from_utf8(out).unwrap()
}

fn nth(text: &str, needle: &str, index: usize) -> Span {
    let (at, _) = text.match_indices(needle).nth(index).unwrap();
    Span::new(at as u32, (at + needle.len()) as u32)
}

fn two_ports() -> Diagnostic {
    let mut diagnostic = Diagnostic::new(
        "duplicate-container-port",
        SourceId(0),
        nth(SHOP, "8080", 1),
        "`metrics` claims port 8080/TCP, which `web` already has",
    )
    .here("and `metrics` cannot")
    .label(nth(SHOP, "8080", 0), "`web` listens here")
    .note("containers of a pod share one IP and one port space; the second to bind 8080 fails")
    .help("give `metrics` a port of its own")
    .field("spec.containers[1].ports[0].containerPort");
    diagnostic.object = Some(ObjectRef {
        kind: "Deployment".to_owned(),
        name: Some("shop".to_owned()),
        ..ObjectRef::default()
    });
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
        message: "and this asks for it".to_owned(),
    });
    let report = report(&[SHOP, service], vec![found]);
    golden("report/files.txt", &written(&report, Format::Human, false));
}

#[test]
fn hard_texts_are_drawn_in_place() {
    let hard = &HARD[..5];
    let diagnostics = (0..).zip(hard).map(|(number, text)| {
        Diagnostic::new("syntax", SourceId(number), nth(text, "value", 0), "here").here("this")
    });
    let report = report(hard, diagnostics.collect());
    golden("report/hard.txt", &written(&report, Format::Human, false));
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let (before, after) = ("\"a\": 1, ".repeat(500), ", \"b\": 2".repeat(500));
    let long = format!("{{{before}\"value\": 1{after}}}");
    let found = Diagnostic::new("syntax", SourceId(0), nth(&long, "value", 0), "here")
        .here("this")
        .label(nth(&long, "\"b\"", 400), "far away");
    let report = report(&[&long], vec![found]);
    golden("report/long.txt", &written(&report, Format::Human, false));
}

#[test]
fn each_format_has_its_form() {
    let report = report(&[SHOP], vec![two_ports()]);
    for (name, format) in [("concise", Format::Concise), ("github", Format::Github)] {
        golden(
            &format!("report/{name}.txt"),
            &written(&report, format, false),
        );
    }
    let json: serde_json::Value =
        serde_json::from_str(&written(&report, Format::Json, false)).unwrap();
    golden(
        "report/json.txt",
        &format!("{}\n", serde_json::to_string_pretty(&json).unwrap()),
    );
}

/// The offset of a line and column, found the slow way.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let (mut at, mut lines) = (0, 1);
    let mut chars = text.char_indices().peekable();
    while lines < line {
        let (start, char) = chars.next().unwrap();
        let next = chars.peek().map(|&(_, next)| next);
        at = start + char.len_utf8();
        lines += usize::from(char == '\n' || (char == '\r' && next != Some('\n')));
    }
    let rest = text[at..].char_indices().map(|(offset, _)| at + offset);
    rest.chain([text.len()]).nth(column - 1).unwrap()
}

/// Every span of every hard text, in every format, leads back to the text that was meant.
#[test]
fn every_place_leads_back_to_its_text() {
    for text in HARD {
        let ends: Vec<u32> = text
            .char_indices()
            .map(|(at, _)| at as u32)
            .chain([text.len() as u32])
            .collect();
        let spans = ends.iter().enumerate().flat_map(|(index, &start)| {
            let end = move |&end: &u32| Span::new(start, end);
            ends[index..].iter().map(end)
        });
        for span in spans {
            // Nobody points into the middle of a line break.
            let splits = |at: u32| {
                text[..at as usize].ends_with('\r') && text[at as usize..].starts_with('\n')
            };
            if !splits(span.start) && !splits(span.end) {
                leads_back(text, span);
            }
        }
    }
}

fn leads_back(text: &str, span: Span) {
    let found = Diagnostic::new("syntax", SourceId(0), span, "m").here("here");
    let report = report(&[text], vec![found]);
    let number = |text: &str| text.parse::<usize>().unwrap();

    let json: serde_json::Value =
        serde_json::from_str(&written(&report, Format::Json, false)).unwrap();
    let range = &json["diagnostics"][0]["range"];
    let [start, end] = ["start", "end"].map(|side| {
        let point = |key: &str| range[side][key].as_u64().unwrap() as usize;
        assert_eq!(
            offset(text, point("line"), point("column")),
            point("offset")
        );
        point("offset")
    });
    assert_eq!(&text[start..end], span.of(text));

    let concise = written(&report, Format::Concise, false);
    let parts: Vec<&str> = concise.splitn(4, ':').collect();
    assert_eq!(offset(text, number(parts[1]), number(parts[2])), start);

    let github = written(&report, Format::Github, false);
    let property = |name: &str| {
        let (_, rest) = github.split_once(name)?;
        Some(number(&rest[..rest.find([',', ':'])?]))
    };
    let (line, end_line) = (property(",line=").unwrap(), property("endLine=").unwrap());
    if let (Some(column), Some(end_column)) = (property("col="), property("endColumn=")) {
        assert_eq!(offset(text, line, column), start);
        assert_eq!(offset(text, end_line, end_column), end);
    } else {
        assert!(line < end_line);
        assert!((offset(text, line, 1)..=start).contains(&start));
    }

    let human = written(&report, Format::Human, false);
    let (_, rest) = human.split_once("[k8s/0.yaml:").unwrap();
    let (line, column) = rest.split_once(']').unwrap().0.split_once(':').unwrap();
    assert_eq!(offset(text, number(line), number(column)), start);
}
