//! What real API servers said of edited manifests, against what podlint says. `tests/data/seeds` are
//! manifests that a server of Kubernetes 1.36 accepts, `tests/data/edits.jsonl.gz` holds edits of them with
//! the verdicts; `record/` records both anew.

mod fields;
mod manifests;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use flate2::read::GzDecoder;
use podlint::api::Version;
use podlint::diagnostic::{Diagnostic, Server};
use podlint::engine::{Settings, check_text};
use serde_json::Value;

use fields::{Shares, Stage};
use manifests::Manifests;

/// The version that every row has an answer of.
const RECORDED: &str = "1.36";

/// What a server said of one manifest.
struct Row {
    id: String,
    manifest: Value,
    said: Said,
}

struct Said {
    stage: Stage,
    /// The fields that it named.
    fields: BTreeSet<String>,
    /// The field, if it names one, and the text without what is the manifest's own.
    warnings: Vec<(String, String)>,
}

fn texts(value: &Value, at: usize) -> impl Iterator<Item = String> {
    let pairs = value.as_array().into_iter().flatten();
    pairs.map(move |pair| pair[at].as_str().unwrap().to_owned())
}

impl Said {
    fn of(value: &Value) -> Self {
        Self {
            stage: Stage::named(value["verdict"].as_str().unwrap()),
            fields: texts(&value["fields"], 0).collect(),
            warnings: texts(&value["warnings"], 0)
                .zip(texts(&value["warnings"], 1))
                .collect(),
        }
    }
}

fn rows() -> Vec<Row> {
    let packed = include_bytes!("../data/edits.jsonl.gz");
    let mut text = String::new();
    GzDecoder::new(packed.as_slice())
        .read_to_string(&mut text)
        .unwrap();
    let manifests = Manifests::read();
    let row = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        Row {
            id: row["id"].as_str().unwrap().to_owned(),
            manifest: manifests.of(&row),
            said: Said::of(&row["said"][RECORDED]),
        }
    };
    text.lines().map(row).collect()
}

fn diagnostics(row: &Row, settings: &Settings) -> Vec<Diagnostic> {
    let findings = check_text("edited.json", &row.manifest.to_string(), settings);
    findings.into_iter().map(|found| found.diagnostic).collect()
}

/// The rows that podlint need not agree on, by their ids, each with its reason.
fn exceptions() -> BTreeMap<&'static str, &'static str> {
    include_str!("exceptions.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(' ').unwrap())
        .collect()
}

#[test]
fn podlint_says_what_the_api_server_says() {
    let settings = Settings {
        version: Version::parse(RECORDED).unwrap(),
    };
    let mut exceptions = exceptions();
    assert!(exceptions.len() <= 30, "too many exceptions to explain");
    let (mut wrong, mut shares) = (Vec::new(), Shares::default());
    for row in rows() {
        let all = diagnostics(&row, &settings);
        let of = |server: Server| all.iter().filter(move |found| found.server == Some(server));
        let rejected = of(Server::Rejects).next().is_some();
        if rejected == (row.said.stage == Stage::Accepted) {
            if exceptions.remove(row.id.as_str()).is_none() {
                let found: Vec<_> = of(Server::Rejects).map(|found| &found.message).collect();
                wrong.push(format!("{}: {found:?}: {}", row.id, row.manifest));
            }
            continue;
        }
        let named = |found: &Diagnostic| found.field.clone().unwrap_or_default();
        match row.said.stage {
            Stage::Accepted => {
                shares.warned(&row.said.warnings, of(Server::Warns).map(named).collect())
            }
            stage => shares.rejected(stage, &row.said.fields, of(Server::Rejects).map(named)),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} verdicts differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(exceptions.is_empty(), "podlint agrees on {exceptions:?}");
    shares.assert();
}

/// Texts that podlint need not agree on, each with its reason.
const RAW_EXCEPTIONS: [(&str, &str); 2] = [
    (
        "brace-template",
        "taken for a template that is yet to be rendered",
    ),
    (
        "template-line",
        "taken for a template that is yet to be rendered",
    ),
];

#[test]
fn raw_texts_get_the_verdict_expected() {
    let settings = Settings {
        version: Version::parse(RECORDED).unwrap(),
    };
    let mut wrong = Vec::new();
    for line in include_str!("../data/raw-yaml.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let Some(text) = row["text"].as_str() else {
            continue;
        };
        let findings = check_text("raw.yaml", text, &settings);
        let mut rejecting = findings
            .iter()
            .filter(|found| found.diagnostic.server == Some(Server::Rejects));
        let agrees = match row["expected"].as_str().unwrap() {
            "accept" => rejecting.next().is_none(),
            "reject" => rejecting.next().is_some(),
            // What is nearly a manifest is told so.
            "skip" => findings
                .iter()
                .all(|found| found.diagnostic.object.is_none()),
            _ => true,
        };
        let id = row["id"].as_str().unwrap();
        if agrees == RAW_EXCEPTIONS.iter().any(|(exception, _)| *exception == id) {
            let found: Vec<_> = findings
                .iter()
                .map(|found| &found.diagnostic.message)
                .collect();
            wrong.push(format!(
                "{id}: expected {}, found {found:?}",
                row["expected"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
