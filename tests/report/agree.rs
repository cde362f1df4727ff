//! What must hold of every report, in every format. The fuzz targets share it.

use podlint::diagnostic::{Applicability, Level};
use podlint::engine::{Input, Report, Settings, run};
use podlint::fix::{apply, unified};
use podlint::report::{Counts, Format, words};
use podlint::secret;
use serde_json::Value;

use super::read::read;
use super::write::both;
use super::xml;

/// The numbers in the sentence that ends a report for people: errors, warnings, advice. Of nothing there is none.
fn told(text: &str) -> [usize; 3] {
    let is_it = |line: &&str| line.starts_with("checked ") && line.contains(" against Kubernetes ");
    let sentence = text.lines().rfind(is_it);
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

/// The number that is told is the number that is listed.
pub(super) fn adds_up(report: &Report) {
    let counts = Counts::of(report);
    let all = report.findings.len();
    assert_eq!(counts.errors + counts.warnings + counts.advice, all);
    for format in Format::ALL {
        let (text, aside) = both(report, format, false);
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
    let json: Value = serde_json::from_str(&both(report, Format::Json, false).0).unwrap();
    for (name, count) in [
        ("errors", counts.errors),
        ("warnings", counts.warnings),
        ("advice", counts.advice),
    ] {
        assert_eq!(json["summary"][name], count);
    }
    let tap = both(report, Format::Tap, false).0;
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
    let junit = xml::elements(&both(report, Format::Junit, false).0);
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

/// What CI servers take for a command wherever it stands in a line.
pub(super) const COMMANDS: [&str; 7] = [
    "##[",
    "##vso[",
    "##teamcity[",
    "section_start:1",
    "section_end:1",
    "travis_fold:start",
    "travis_time:start",
];

/// How a line of GitHub's format starts.
const ANNOTATIONS: [&str; 3] = ["::error file=", "::warning file=", "::notice file="];

/// Panics where a character could steer, or a line start what it should not.
pub(super) fn is_calm(format: Format, text: &str) {
    for line in text.lines() {
        assert_eq!(line, words::printable(line), "{format:?}");
        let command = line.trim_start().starts_with("::");
        let expected =
            format == Format::Github && ANNOTATIONS.iter().any(|start| line.starts_with(start));
        assert_eq!(command, expected, "{format:?}: {line}");
        for command in COMMANDS {
            assert!(!line.contains(command), "{format:?}: {line}");
        }
    }
}

/// Reports on texts and names of any kind: bytes with a text, a name, a text and so on, each with a NUL behind it. A name
/// may be missing.
pub(crate) fn reports(bytes: &[u8]) {
    let fields: Vec<&[u8]> = bytes.split(|&byte| byte == 0).take(12).collect();
    let input = |field: &[&[u8]]| Input::Bytes {
        shown: field
            .get(1)
            .map_or("a.yaml".into(), |name| String::from_utf8_lossy(name))
            .into_owned(),
        bytes: field[0].to_vec(),
    };
    let report = run(
        fields.chunks(2).map(input).collect(),
        &Settings::default(),
        &|_| (),
    );
    assert!(report.defects.is_empty(), "{:?}", report.defects);
    adds_up(&report);
    for format in Format::ALL {
        let (text, aside) = both(&report, format, false);
        is_calm(format, &text);
        is_calm(Format::Human, &aside);
    }
    for (id, applied) in apply(&report, Applicability::Unsafe) {
        let old = &report.sources[&id];
        let new = secret::source(&old.path, &applied.text);
        for (_, line) in unified(old, &new, &words::is_plain) {
            let line = words::verbatim(&line);
            // The end of a line stays as it is, for the patch to apply.
            is_calm(Format::Human, line.strip_suffix('\r').unwrap_or(&line));
        }
    }
}
