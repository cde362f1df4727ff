//! Every place in every format leads back to the text that is meant.

use std::path::Path;

use podlint::diagnostic::{Applicability, Diagnostic, Edit, Fix, RuleId};
use podlint::engine::{Input, Report, Settings, run};
use podlint::report::Format;
use podlint::source::{SourceId, Span};

use super::read::{Seen, read};
use super::write::written;
use super::{HARD, report};
use crate::conformance;

/// The offset of a line and column, found the slow way. `width` is that of a character.
fn offset(text: &str, line: usize, column: usize, width: fn(char) -> usize) -> usize {
    let (mut at, mut lines) = (0, 1);
    let mut chars = text.char_indices().peekable();
    while lines < line {
        let (start, char) = chars.next().unwrap();
        let next = chars.peek().map(|&(_, next)| next);
        at = start + char.len_utf8();
        lines += usize::from(char == '\n' || (char == '\r' && next != Some('\n')));
    }
    let mut columns = 1;
    for (start, char) in text[at..].char_indices() {
        if columns >= column {
            assert_eq!(columns, column, "in the middle of a character");
            return at + start;
        }
        columns += width(char);
    }
    assert_eq!(columns, column);
    text.len()
}

/// Holds what a format says of a finding against the bytes that it is about.
fn holds(format: Format, seen: &Seen, text: &str, span: Span) {
    let width = match format {
        Format::Sarif => char::len_utf16,
        _ => |_| 1,
    };
    let side = |(line, column): (usize, Option<usize>), meant: u32| match column {
        Some(column) => {
            let found = offset(text, line, column, width);
            assert_eq!(found, meant as usize, "{format:?}: {seen:?}");
        }
        None => {
            let breaks = offset(text, line, 1, width)..=meant as usize;
            let between = text.get(breaks.start().to_owned()..meant as usize);
            let same_line = between.is_some_and(|between| {
                let between = between.strip_suffix('\r').unwrap_or(between);
                !between.contains(['\n', '\r'])
            });
            assert!(same_line, "{format:?}: {seen:?}");
        }
    };
    side(seen.start, span.start);
    if let Some(end) = seen.end {
        side(end, span.end);
    }
}

/// Holds every finding of a report in every format.
fn leads_back(report: &Report) {
    for format in Format::ALL {
        let seen = read(format, &written(report, format, false));
        assert_eq!(seen.len(), report.findings.len(), "{format:?}");
        for (seen, finding) in seen.iter().zip(&report.findings) {
            let diagnostic = &finding.diagnostic;
            let source = &report.sources[&diagnostic.primary.source];
            assert_eq!(seen.rule, diagnostic.rule.name());
            assert_eq!(seen.path, source.path);
            holds(format, seen, &source.text, diagnostic.primary.span);
        }
    }
}

/// Every span of every hard text.
#[test]
fn every_place_leads_back_to_its_text() {
    for text in HARD {
        let ends: Vec<u32> = text
            .char_indices()
            .map(|(at, _)| at as u32)
            .chain([text.len() as u32])
            // Nobody points into the middle of a line break.
            .filter(|&at| {
                !(text[..at as usize].ends_with('\r') && text[at as usize..].starts_with('\n'))
            })
            .collect();
        let spans = ends.iter().enumerate().flat_map(|(index, &start)| {
            let end = move |&end: &u32| Span::new(start, end);
            ends[index..].iter().map(end)
        });
        let found = spans
            .map(|span| Diagnostic::new(RuleId::new("syntax"), SourceId(0), span, "m").here("h"));
        leads_back(&report(&[text], found.collect()));
    }
}

/// The edits of a fix, in the formats that have them.
#[test]
fn every_edit_leads_back_to_its_text() {
    let text = "名𝒳: {a: b}\nc: 𝒳d\n";
    let at = |needle: &str| {
        let start = text.find(needle).unwrap();
        Span::new(start as u32, (start + needle.len()) as u32)
    };
    let edit = |needle: &str| Edit::new(SourceId(0), at(needle), "new");
    let found = Diagnostic::new(RuleId::new("syntax"), SourceId(0), at("a"), "m").fix(Fix {
        title: "do it".to_owned(),
        applicability: Applicability::Safe,
        edits: vec![edit("b"), edit("d")],
    });
    let report = report(&[text], vec![found]);
    let parse = |format| -> serde_json::Value {
        serde_json::from_str(&written(&report, format, false)).unwrap()
    };
    let (json, sarif) = (parse(Format::Json), parse(Format::Sarif));
    let change = &sarif["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
    for (index, needle) in ["b", "d"].into_iter().enumerate() {
        let number = |value: &serde_json::Value| value.as_u64().unwrap() as usize;
        let start = &json["diagnostics"][0]["fix"]["edits"][index]["range"]["start"];
        assert_eq!(number(&start["offset"]), at(needle).start as usize);
        let (line, column) = (number(&start["line"]), number(&start["column"]));
        assert_eq!(offset(text, line, column, |_| 1), at(needle).start as usize);
        let region = &change["replacements"][index]["deletedRegion"];
        let (line, column) = (number(&region["startLine"]), number(&region["startColumn"]));
        assert_eq!(
            offset(text, line, column, char::len_utf16),
            at(needle).start as usize
        );
    }
}

/// The code blocks of all pages, and the seeds as they are.
fn manifests() -> Vec<Input> {
    let mut texts: Vec<(String, String)> = Vec::new();
    for rule in podlint::rules::all() {
        for (number, block) in rule.text.split("\n```yaml").skip(1).enumerate() {
            let (_, body) = block.split_once('\n').unwrap();
            let body = body.split("\n```").next().unwrap();
            texts.push((format!("{}-{number}.yaml", rule.name()), body.to_owned()));
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/seeds");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        texts.push((name, std::fs::read_to_string(&path).unwrap()));
    }
    texts
        .into_iter()
        .map(|(shown, text)| Input::Bytes {
            shown,
            bytes: text.into_bytes(),
        })
        .collect()
}

/// Some of the edits that a server was asked about, each on one line behind characters of every width.
fn edited() -> Vec<Input> {
    let rows = conformance::edited().into_iter().step_by(41).enumerate();
    let input = |(number, mut manifest): (usize, serde_json::Value)| {
        if let Some(metadata) = manifest["metadata"].as_object_mut() {
            metadata.insert("annotations".to_owned(), serde_json::json!({"a": "名前𝒳é"}));
        }
        Input::Bytes {
            shown: format!("{number}.json"),
            bytes: manifest.to_string().into_bytes(),
        }
    };
    rows.map(input).collect()
}

#[test]
fn every_finding_on_real_manifests_leads_back_to_its_text() {
    for inputs in [manifests(), edited()] {
        let report = run(inputs, &Settings::default(), &|_| ());
        assert!(report.findings.len() > 80, "{}", report.findings.len());
        leads_back(&report);
        let unknown = report.findings.iter().map(|finding| &finding.diagnostic);
        let unknown =
            unknown.filter(|found| found.rule.name() == "unknown-field" && found.object.is_some());
        for found in unknown {
            let text = &report.sources[&found.primary.source].text;
            let key = found.primary.span.of(text).trim_matches('"');
            assert!(
                found.field.as_ref().unwrap().name().contains(key),
                "{found:?}"
            );
        }
    }
}
