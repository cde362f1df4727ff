//! Names that were chosen to steer a terminal, to end what they stand in, or to be taken for something else.

use std::sync::Arc;

use podlint::diagnostic::{Diagnostic, ObjectRef, RuleId};
use podlint::engine::{Input, Report, Settings, run};
use podlint::field_path::{FieldPath, Part};
use podlint::report::{Format, words};
use podlint::source::{SourceId, Span};
use serde_json::Value;

use super::agree::{COMMANDS, is_calm};
use super::write::written;
use super::{html, report, sarif, xml};

const NAMES: [&str; 22] = [
    "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{7f}\u{8}",
    "\u{202e}nimda\u{2066}\u{200f}\u{61c}\u{2028}\u{2029}\u{85}",
    "a\n::error file=x,line=1::no",
    "::stop-commands::x ::error::y",
    "a\r\n##[error]x\r::warning::y",
    "%0A::warning::x,line=1%25",
    "]]></failure><x a=\"b'&amp;--><!--",
    "`|<script>alert(1)</script>[x](https://example.com)![y](z)`",
    "|\n|---|\n# x **y** _z_ ~~w~~ \\",
    "# SKIP # TODO \\# x",
    "\nnot ok 2 - x\n1..0\nBail out!",
    "{0} [x](1) {{}}",
    "\"}],\"x\":[{\"y\":\"\\",
    "\0\u{1}\u{fffe}\u{ffff}\u{fdd0}",
    "...\n---\n  at: \"x:1:1\"",
    "naïve 名前 👩‍👩‍👧",
    "##[stop-commands]x ###[add-mask]e",
    "x##[set-output name=ok]true##[error]y",
    "##vso[task.setvariable variable=A]b ##vso[task.prependpath]/evil",
    "##teamcity[buildStatus text='x']",
    "section_start:1560896352:a[collapsed=true]\r\u{1b}[0K travis_fold:start:a\r\u{1b}[0K section_end:1:a travis_time:start:b",
    "im\u{200b}age\u{feff}\u{ad}\u{e0041}\u{a0}",
];

/// A finding with the same text wherever a name may stand.
fn finding(name: &str) -> Diagnostic {
    let mut found = Diagnostic::new(
        RuleId::new("syntax"),
        SourceId(0),
        Span::new(0, 1),
        format!("`{name}` is"),
    )
    .here(name.to_owned())
    .label(Span::new(2, 3), name.to_owned())
    .note(format!("why {name}"))
    .help(format!("do {name}"))
    .field(
        FieldPath::top("spec")
            .field(name.to_owned())
            .and(Part::Index(0)),
    );
    found.object = Some(Arc::new(ObjectRef {
        api_version: name.into(),
        kind: name.into(),
        namespace: Some(name.into()),
        name: Some(name.into()),
    }));
    found
}

fn of(name: &str) -> Report {
    let text = format!("a: b # {}\n", name.replace(['\n', '\r'], " "));
    let mut report = report(&[&text], vec![finding(name), finding(name)]);
    let source = report.sources.get_mut(&SourceId(0)).unwrap();
    source.path = format!("{name}.yaml");
    report.unreadable.push((name.to_owned(), name.to_owned()));
    report
}

#[test]
fn no_name_steers_or_breaks_out() {
    let plain = of("plain");
    for name in NAMES {
        let report = of(name);
        for format in Format::ALL {
            let text = written(&report, format, false);
            is_calm(format, &text);
            let lines = text.lines().count();
            // What people read is wrapped.
            if !matches!(format, Format::Human | Format::Html) {
                let expected = written(&plain, format, false).lines().count();
                assert_eq!(lines, expected, "{format:?}: {text}");
            }
        }
        programs(name, &report);
        tables(name, &report);
        html::is_no_markup(name, &report);
        tests(&report);
    }
}

/// What programs read is, once read, the very text.
fn programs(name: &str, report: &Report) {
    let parse = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
    let message = format!("`{name}` is");
    let json = parse(&written(report, Format::Json, false));
    let jsonl = written(report, Format::Jsonl, false);
    let jsonl: Vec<Value> = jsonl.lines().map(parse).collect();
    for found in [&json["diagnostics"][1], &jsonl[1]] {
        assert_eq!(found["message"], message);
        assert_eq!(found["path"], format!("{name}.yaml"));
        assert_eq!(found["object"]["name"], name);
        assert_eq!(found["labels"][0]["message"], name);
    }
    let gitlab = parse(&written(report, Format::Gitlab, false));
    assert_eq!(gitlab[0]["description"], message);
    assert_ne!(gitlab[0]["fingerprint"], gitlab[1]["fingerprint"]);

    let log = sarif::is_valid(report);
    let result = &log["runs"][0]["results"][1];
    let text = result["message"]["text"].as_str().unwrap();
    assert!(!text.replace("\\](", "").contains("]("), "{text}");
    let without = text.replace("{{", "").replace("}}", "");
    assert!(!without.contains(['{', '}']), "{text}");
    let location = &result["locations"][0]["physicalLocation"]["artifactLocation"];
    let uri = location["uri"].as_str().unwrap();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"%-._~/".contains(&byte);
    assert!(uri.bytes().all(allowed), "{uri}");
}

/// What is a table or a tree has the form that it would have with any other name.
fn tables(name: &str, report: &Report) {
    let seen = words::printable(name).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    // A reader of XML has the very text, where people have a backslash.
    let seen = COMMANDS.iter().fold(seen, |seen, command| {
        seen.replace(&words::printable(command).into_owned(), command)
    });
    let checkstyle = xml::elements(&written(report, Format::Checkstyle, false));
    let names: Vec<&str> = checkstyle.iter().map(|element| &*element.name).collect();
    assert_eq!(names, ["checkstyle", "file", "error", "error"]);
    let message = checkstyle[3].attributes["message"].replace('\n', " ");
    assert_eq!(message, format!("`{seen}` is"));

    let junit = xml::elements(&written(report, Format::Junit, false));
    let names: Vec<&str> = junit.iter().map(|element| &*element.name).collect();
    let test = ["testcase", "failure"];
    let all = ["testsuites", "testsuite", "testcase", "error"];
    assert_eq!(names, [&all[..], &test, &test].concat());
    assert!(junit[5].text.contains("why"));

    let markdown = written(report, Format::Markdown, false);
    for row in markdown.lines().filter(|line| line.starts_with('|')) {
        assert_eq!(row.matches('|').count(), 5, "{row}");
        let tags = ["<code>", "</code>", "<br>"];
        let text = tags
            .iter()
            .fold(row.to_owned(), |row, tag| row.replace(tag, ""));
        assert!(!text.contains(['<', '>', '[', ']', '*', '_', '~']), "{row}");
        assert_eq!(
            text.matches('`').count(),
            text.matches("\\`").count(),
            "{row}"
        );
        assert_eq!(
            text.matches('\\').count(),
            text.matches("\\`").count(),
            "{row}"
        );
    }
}

/// A test is what the report says it is.
fn tests(report: &Report) {
    let tap = written(report, Format::Tap, false);
    assert!(
        tap.starts_with("TAP version 14\n1..3\nnot ok 1 - everything"),
        "{tap}"
    );
    for (number, line) in (1..)
        .zip(tap.lines().filter(|line| line.contains("ok ")))
        .take(3)
    {
        if let Some(rest) = line.strip_prefix(&format!("not ok {number} - ")) {
            let rest = rest.replace("\\\\", "").replace("\\#", "");
            assert!(!rest.contains(['#', '\\']), "{line}");
        }
    }
    let ok = |line: &&str| line.starts_with("ok") || line.starts_with("not ok");
    assert_eq!(tap.lines().filter(ok).count(), 3, "{tap}");
}

/// The same from a manifest on: names in YAML can hold every character.
#[test]
fn no_manifest_steers() {
    let escaped = |name: &str| serde_json::to_string(name).unwrap();
    let input = |name: &&str| {
        Input::Bytes {
        shown: "a.yaml".to_owned(),
        bytes: format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: {0}, namespace: {0}, {0}: {0}}}\nspec:\n  containers:\n  - name: {0}\n    image: {0}\n    {0}: x\n    ports: [{{containerPort: {0}}}]\n    volumeMounts: [{{name: {0}, mountPath: {0}}}]\n",
            escaped(name)
        )
        .into_bytes(),
    }
    };
    let report = run(
        NAMES.iter().map(input).collect(),
        &Settings::default(),
        &|_| (),
    );
    assert!(report.findings.len() > NAMES.len());
    for format in Format::ALL {
        is_calm(format, &written(&report, format, false));
    }
}
