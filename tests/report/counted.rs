//! Whatever is found is listed, in every format, and the number that is told is the number that is listed.

use podlint::diagnostic::Level;
use podlint::engine::{Input, Report, Settings, run};
use podlint::report::{Counts, Format};
use serde_json::Value;

use super::read::read;
use super::{summary, xml};
use crate::libyaml::mutated;

fn bytes(shown: &str, bytes: &[u8]) -> Input {
    Input::Bytes {
        shown: shown.to_owned(),
        bytes: bytes.to_vec(),
    }
}

/// Texts near to manifests, those that once failed, and what is no text.
fn corpus() -> Vec<Input> {
    let mut inputs: Vec<Input> = mutated()
        .step_by(7)
        .take(300)
        .zip(0..)
        .map(|(text, number): (String, usize)| bytes(&format!("{number}.yaml"), text.as_bytes()))
        .collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/found");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        inputs.push(bytes(&name, &std::fs::read(path).unwrap()));
    }
    inputs.extend([
        bytes("odd.yaml", b"\xff\xfea"),
        bytes("half.yaml", b"\xfe\xff\xd8\x00"),
        bytes("latin.yaml", b"a: \xe9\n"),
        bytes("nothing.yaml", b""),
        bytes("bytes.yaml", b"\x80"),
    ]);
    inputs
}

/// The numbers in the sentence that ends a report for people: errors, warnings, advice. Of nothing there is none.
fn told(text: &str) -> [usize; 3] {
    let sentence = text.lines().find(|line| line.starts_with("checked "));
    let Some(sentence) = sentence else {
        return [0; 3];
    };
    let (_, found) = sentence.split_once(": ").unwrap();
    let number = |noun: &str| {
        let mut parts = found.split([',', '(']).map(str::trim);
        let part = parts.find_map(|part| {
            part.strip_suffix(noun)
                .or(part.strip_suffix(&format!("{noun}s")))
        });
        part.map_or(0, |number| number.trim().parse().unwrap())
    };
    [number("error"), number("warning"), number("advice")]
}

fn adds_up(report: &Report) {
    let counts = Counts::of(report);
    let all = report.findings.len();
    assert_eq!(counts.errors + counts.warnings + counts.advice, all);
    for format in Format::ALL {
        let (text, aside) = summary(report, format);
        assert_eq!(read(format, &text).len(), all, "{format:?}");
        let said = match format {
            Format::Json => continue,
            Format::Human | Format::Markdown => told(&text),
            _ => told(&aside),
        };
        assert_eq!(
            said,
            [counts.errors, counts.warnings, counts.advice],
            "{format:?}"
        );
    }
    let json: Value = serde_json::from_str(&summary(report, Format::Json).0).unwrap();
    for (name, count) in [
        ("errors", counts.errors),
        ("warnings", counts.warnings),
        ("advice", counts.advice),
    ] {
        assert_eq!(json["summary"][name], count);
    }
    let tap = summary(report, Format::Tap).0;
    assert!(tap.contains(&format!("\n1..{}\n", all + 1)));
    assert_eq!(
        tap.lines()
            .filter(|line| line.starts_with("ok ") || line.starts_with("not ok "))
            .count(),
        all + 1
    );
    let failing = report
        .findings
        .iter()
        .filter(|finding| finding.level <= Level::Warning)
        .count();
    let junit = xml::elements(&summary(report, Format::Junit).0);
    assert_eq!(junit[0].attributes["tests"], (all + 1).to_string());
    assert_eq!(junit[0].attributes["failures"], failing.to_string());
    assert_eq!(
        junit
            .iter()
            .filter(|element| element.name == "testcase")
            .count(),
        all + 1
    );
    assert_eq!(
        junit
            .iter()
            .filter(|element| element.name == "failure")
            .count(),
        failing
    );
}

#[test]
fn the_number_told_is_the_number_listed() {
    for input in corpus() {
        adds_up(&run(vec![input], &Settings::default(), &|_| ()));
    }
    let report = run(corpus(), &Settings::default(), &|_| ());
    assert!(report.findings.len() > 100, "{}", report.findings.len());
    adds_up(&report);
}

/// A finding whose source the report does not have is in the report all the same.
#[test]
fn a_finding_without_a_text_is_listed() {
    let mut report = run(
        vec![bytes("odd.yaml", b"\xff\xfea")],
        &Settings::default(),
        &|_| (),
    );
    assert_eq!(report.findings.len(), 1);
    adds_up(&report);
    report.sources.clear();
    adds_up(&report);
}
