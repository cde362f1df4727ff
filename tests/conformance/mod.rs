//! What real API servers said of edited manifests, against what podlint says. `tests/data/seeds` are
//! manifests that a server of Kubernetes 1.36 accepts, `tests/data/edits.jsonl.gz` holds edits of them with
//! the verdicts; `record/` records both anew.

mod fields;
pub(crate) mod manifests;
mod pod_security;
mod updates;

use std::collections::{BTreeMap, BTreeSet};

use podlint::api::Version;
use podlint::diagnostic::{Diagnostic, Server};
use podlint::engine::{Settings, check_text};
use serde_json::Value;

use fields::{Shares, Stage};
use manifests::Manifests;

use crate::packed;

/// The version that every row has an answer of.
const RECORDED: &str = "1.36";

/// A manifest and what servers said of it.
struct Row {
    id: String,
    manifest: Value,
    said: Value,
}

impl Row {
    /// What the server of a version said, unless that depends on the cluster.
    fn said(&self, version: &str) -> Option<Said> {
        let said = self.said.get(version).unwrap_or(&self.said[RECORDED]);
        (!said.is_null()).then(|| Said::of(said))
    }
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
    let manifests = Manifests::read();
    let row = |row: Value| Row {
        id: row["id"].as_str().unwrap().to_owned(),
        manifest: manifests.of(&row),
        said: row["said"].clone(),
    };
    packed::rows(packed).into_iter().map(row).collect()
}

fn diagnostics(row: &Row, settings: &Settings) -> Vec<Diagnostic> {
    let findings = check_text("edited.json", &row.manifest.to_string(), settings);
    findings.into_iter().map(|found| found.diagnostic).collect()
}

/// The rows that podlint need not agree on, by the version and their ids, each with its reason.
fn exceptions() -> BTreeMap<(&'static str, &'static str), &'static str> {
    let lines = include_str!("exceptions.txt").lines();
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (version, rest) = line.split_once(' ').unwrap();
            let (id, reason) = rest.split_once(' ').unwrap();
            ((version, id), reason)
        })
        .collect()
}

/// Compares what podlint says of every row with what the server of a version said. -> the rows on which they
/// differ, and how much of the rest is named alike.
fn compare(rows: &[Row], version: &str) -> (Vec<String>, Shares) {
    let settings = Settings {
        versions: Version::parse(version).unwrap().into(),
        ..Settings::default()
    };
    let mut exceptions = exceptions();
    let (mut wrong, mut shares) = (Vec::new(), Shares::default());
    for row in rows {
        let Some(said) = row.said(version) else {
            continue;
        };
        let all = diagnostics(row, &settings);
        let of = |server: Server| all.iter().filter(move |found| found.server == Some(server));
        let rejected = of(Server::Rejects).next().is_some();
        if rejected == (said.stage == Stage::Accepted) {
            if exceptions.remove(&(version, row.id.as_str())).is_none() {
                let found: Vec<_> = of(Server::Rejects).map(|found| &found.message).collect();
                wrong.push(format!("{}: {found:?}: {}", row.id, row.manifest));
            }
            continue;
        }
        let named = |found: &Diagnostic| found.field.clone().unwrap_or_default().to_string();
        match said.stage {
            Stage::Accepted => {
                shares.warned(&said.warnings, of(Server::Warns).map(named).collect());
            }
            stage => shares.rejected(stage, &said.fields, of(Server::Rejects).map(named)),
        }
    }
    let unused = exceptions.into_iter().filter(|((of, _), _)| *of == version);
    wrong.extend(unused.map(|((_, id), reason)| format!("{id}: no exception, but: {reason}")));
    (wrong, shares)
}

#[test]
fn podlint_says_what_the_api_server_says() {
    let rows = rows();
    assert!(exceptions().len() <= 30, "too many exceptions to explain");
    let (wrong, shares) = compare(&rows, RECORDED);
    assert!(
        wrong.is_empty(),
        "{} verdicts differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    shares.assert();
}

#[test]
fn podlint_says_what_an_older_api_server_says() {
    let mut rows = rows();
    rows.retain(|row| row.said.get("1.30").is_some());
    let (wrong, _) = compare(&rows, "1.30");
    assert!(
        wrong.is_empty(),
        "{} verdicts of {} differ\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
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
        versions: Version::parse(RECORDED).unwrap().into(),
        ..Settings::default()
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

/// The manifests of all rows.
pub(crate) fn edited() -> Vec<Value> {
    rows().into_iter().map(|row| row.manifest).collect()
}
