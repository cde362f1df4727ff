//! A finding is the same one however the text around it is written.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use podlint::baseline::{Baseline, Fingerprint, Identity, identities};
use podlint::engine::{Input, Report, Settings, run};
use serde_json::Value;

use crate::conformance;
use crate::random::Random;

fn check(texts: &[String]) -> Report {
    let input = |(number, text): (usize, &String)| Input::Bytes {
        shown: format!("{number}.yaml"),
        bytes: text.clone().into_bytes(),
    };
    let inputs = texts.iter().enumerate().map(input);
    run(inputs.collect(), &Settings::default(), &|_| ())
}

/// The fingerprints of a report, each as often as it is there, with what they stand for.
fn fingerprints(report: &Report) -> Vec<(Fingerprint, Identity)> {
    let of = |identity: Identity| (identity.fingerprint(&identity.path), identity);
    let mut all: Vec<_> = identities(report).into_iter().map(of).collect();
    all.sort_by_key(|(fingerprint, _)| *fingerprint);
    all
}

/// Panics with what differs.
fn are_same(some: &Report, others: &Report) {
    let (some, others) = (fingerprints(some), fingerprints(others));
    let number = |(fingerprint, _): &(Fingerprint, Identity)| *fingerprint;
    let same = some.iter().map(number).eq(others.iter().map(number));
    let only = |these: &[(Fingerprint, Identity)], those: &[(Fingerprint, Identity)]| {
        let known: BTreeSet<Fingerprint> = those.iter().map(number).collect();
        let new = these.iter().filter(|one| !known.contains(&number(one)));
        new.map(|(_, identity)| format!("{identity:?}\n"))
            .collect::<String>()
    };
    assert!(
        same,
        "--- one\n{}--- other\n{}",
        only(&some, &others),
        only(&others, &some)
    );
}

/// YAML in block style with everything quoted that may be, indented by `indent`.
fn block(value: &Value, depth: usize, indent: usize, out: &mut String) {
    let margin = " ".repeat(depth * indent);
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (key, value) in fields {
                *out += &format!("\n{margin}'{}':", key.replace('\'', "''"));
                block(value, depth + 1, indent, out);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                *out += &format!("\n{margin}-");
                block(item, depth + 1, indent, out);
            }
        }
        scalar => *out += &format!(" {scalar}  # a comment"),
    }
}

#[test]
fn moving_and_reformatting_changes_no_fingerprint() {
    let rows = conformance::edited().into_iter().step_by(17);
    // To the server a whole number is none with `.0` in JSON, and is one in YAML.
    let rows = rows.filter(|row| !row.to_string().contains(".0,"));
    let rows: Vec<Value> = rows
        .filter(|row| !row.to_string().contains(".0}"))
        .collect();
    let line: Vec<String> = rows.iter().map(Value::to_string).collect();
    let pretty = rows.iter().map(|row| {
        let text = serde_json::to_string_pretty(row).unwrap();
        format!("\n\n{text}\n")
    });
    let yaml = rows.iter().map(|row| {
        let mut text = "# first".to_owned();
        block(row, 0, 3, &mut text);
        text + "\n"
    });
    let expected = check(&line);
    assert!(expected.findings.len() > 500, "{}", expected.findings.len());
    are_same(&check(&pretty.collect::<Vec<_>>()), &expected);
    are_same(&check(&yaml.collect::<Vec<_>>()), &expected);
}

#[test]
fn the_order_of_documents_does_not_matter() {
    let rows: Vec<Value> = conformance::edited().into_iter().step_by(29).collect();
    let mut random = Random::new(7);
    for rows in rows.chunks(40) {
        let mut documents: Vec<String> = rows.iter().map(Value::to_string).collect();
        let expected = check(&[documents.join("\n---\n")]);
        for at in (1..documents.len()).rev() {
            documents.swap(at, random.below(at + 1));
        }
        let shuffled = format!("---\n{}", documents.join("\n---\n"));
        are_same(&check(&[shuffled]), &expected);
    }
}

#[test]
fn other_findings_have_other_fingerprints() {
    let rows: Vec<Value> = conformance::edited().into_iter().step_by(17).collect();
    let report = check(&rows.iter().map(Value::to_string).collect::<Vec<_>>());
    let identities = identities(&report);
    let unique: BTreeSet<String> = identities
        .iter()
        .map(|identity| identity.unique())
        .collect();
    assert_eq!(unique.len(), report.findings.len());
    // Only what nothing in the manifest tells apart is alike: few are.
    let alike = fingerprints(&report)
        .windows(2)
        .filter(|two| two[0].0 == two[1].0)
        .count();
    assert!(alike * 20 < report.findings.len(), "{alike}");
}

const PORTS: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1
        ports: [PORTS]
";

#[test]
fn an_entry_covers_as_many_findings_as_it_counts() {
    let ports = |count: usize| {
        let ports = vec!["{containerPort: 80}"; count].join(", ");
        check(&[PORTS.replace("PORTS", &ports)])
    };
    let checked = BTreeSet::from(["0.yaml".to_owned()]);
    let mut baseline = Baseline::new(&podlint::machine::host().files, Path::new("baseline.json"));
    baseline.record(&ports(3), &checked);
    assert_eq!((baseline.entries.len(), baseline.len()), (1, 2));
    for (count, left, stale) in [(3, 0, 0), (5, 2, 0), (2, 0, 1), (1, 0, 2)] {
        let mut report = ports(count);
        let gone = baseline.cover(&mut report, &checked);
        let gone: usize = gone.iter().map(|entry| entry.count).sum();
        assert_eq!((report.findings.len(), gone), (left, stale), "{count}");
        assert_eq!(report.summary.suppressed, (count - 1).min(2));
    }
    let mut report = ports(2);
    let gone = baseline.cover(&mut report, &checked);
    baseline.prune(&gone);
    assert_eq!(baseline.len(), 1);
}

/// Where podlint is started does not matter.
#[test]
fn paths_are_those_of_the_baseline() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("baseline-paths");
    std::fs::create_dir_all(folder.join("k8s/web")).unwrap();
    let ports = PORTS.replace("PORTS", "{containerPort: 80}, {containerPort: 80}");
    std::fs::write(folder.join("k8s/web/a.yaml"), ports).unwrap();
    let run = |from: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_podlint"));
        let output = command
            .args(arguments)
            .current_dir(folder.join(from))
            .output();
        let output = output.unwrap();
        assert!(output.stderr.is_empty(), "{output:?}");
        output.status.code()
    };
    assert_eq!(
        run(".", &["baseline", "write", "k8s", "--file", "known.json"]),
        Some(0)
    );
    assert_eq!(run(".", &["check", "--baseline", "known.json"]), Some(0));
    assert_eq!(
        run(".", &["check", "./k8s/../k8s", "--baseline", "known.json"]),
        Some(0)
    );
    assert_eq!(
        run("k8s", &["check", "--baseline", "../known.json"]),
        Some(0)
    );
    assert_eq!(
        run(
            "k8s/web",
            &["check", "a.yaml", "--baseline", "../../known.json"]
        ),
        Some(0)
    );
    let absolute = folder.join("k8s");
    assert_eq!(
        run(
            "k8s",
            &[
                "check",
                absolute.to_str().unwrap(),
                "--baseline",
                "../known.json"
            ]
        ),
        Some(0)
    );
    assert_eq!(run("k8s", &["check"]), Some(1));
}
