//! `tests/data/cel/policies.jsonl.gz` holds policies with what an API server says by them of some manifests, and objects with
//! expressions with the fields that it refuses. `tests/conformance/record/policies` made the record.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value as Json;

use podlint::api::{Version, Versions};
use podlint::config::Settings;
use podlint::diagnostic::{Level, Server};
use podlint::engine::{Finding, check_text};

use crate::packed;

fn rows() -> Vec<Json> {
    packed::rows(include_bytes!("../data/cel/policies.jsonl.gz"))
}

fn findings(text: &str) -> Vec<Finding> {
    let settings = Settings {
        versions: Versions::from(Version::named("1.36").unwrap()),
        ..Settings::default()
    };
    check_text("policies.yaml", text, &settings)
}

/// What is said of an object: how bad it is, and the object and the message. What cannot be evaluated is said in other words.
type Said = (Level, [String; 4]);

fn message(text: &str) -> String {
    let fails = text.contains("resulted in error") || text.contains("cannot be evaluated");
    match text.split_once("`: ") {
        _ if fails => "cannot be evaluated".to_owned(),
        Some((policy, message)) if policy.starts_with("policy `") => message.to_owned(),
        _ => text.to_owned(),
    }
}

fn said_here(text: &str) -> BTreeSet<Said> {
    let mut said = BTreeSet::new();
    for Finding {
        diagnostic, level, ..
    } in findings(text)
    {
        if diagnostic.rule.name().starts_with("admission-policy") {
            let object = diagnostic.object.as_ref().unwrap();
            let of = |name: &Option<Arc<str>>| name.as_deref().unwrap_or_default().to_owned();
            let kind = object.kind.to_string();
            let (namespace, name) = (of(&object.namespace), of(&object.name));
            said.insert((level, [kind, namespace, name, message(&diagnostic.message)]));
        }
    }
    said
}

fn said_there(row: &Json) -> BTreeSet<Said> {
    let mut said = BTreeSet::new();
    for answer in row["said"].as_array().into_iter().flatten() {
        let of = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        let mut add = |level: Level, text: &Json| {
            let text = message(text.as_str().unwrap());
            said.insert((level, [of("kind"), of("namespace"), of("name"), text]));
        };
        let list = |name: &str| answer[name].as_array().cloned().unwrap_or_default();
        let (warned, noted) = (list("warned"), list("noted"));
        if answer["denied"].is_string() {
            add(Level::Error, &answer["denied"]);
        }
        warned.iter().for_each(|text| add(Level::Warning, text));
        if warned.is_empty() && !answer["denied"].is_string() {
            noted.iter().for_each(|text| add(Level::Advice, text));
        }
    }
    said
}

/// Policies that hang on what no manifest says. Of the objects that they are about nothing is said, or nothing else.
const OPEN: [&str; 6] = [
    "has(object.status)",
    "authorizer.",
    "userInfo",
    "metadata.uid",
    "name: gone",
    "'*/*'",
];

#[test]
fn policies_say_of_manifests_what_they_say_on_a_server() {
    let rows = rows();
    let manifests = rows.iter().find_map(|row| row["manifests"].as_str());
    let manifests = manifests.unwrap();
    let (mut count, mut faults) = (0, Vec::new());
    for row in &rows {
        let Some(policy) = row["policy"].as_str() else {
            continue;
        };
        let here = said_here(&format!("{policy}---\n{manifests}"));
        let there = said_there(row);
        let is_open = OPEN.iter().any(|word| policy.contains(word));
        count += 1;
        // The server tells the first reason of a refusal, and podlint all.
        let is_refused = |of: &Said| {
            let [kind, namespace, name, _] = &of.1;
            let denied = |(level, of): &Said| {
                *level == Level::Error && [kind, namespace, name] == [&of[0], &of[1], &of[2]]
            };
            there.iter().any(denied)
        };
        let more = here.difference(&there).filter(|of| !is_refused(of));
        let less = there.difference(&here).filter(|_| !is_open);
        let differing: Vec<_> = more.chain(less).collect();
        if !differing.is_empty() {
            faults.push(format!("{policy}\n{differing:?}"));
        }
    }
    assert!(count >= 200, "{count}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn expressions_of_policies_are_refused_as_on_a_server() {
    let (mut count, mut faults) = (0, Vec::new());
    for row in &rows() {
        let Some(text) = row["expressions"].as_str() else {
            continue;
        };
        let found = findings(text).into_iter();
        let refused = found.map(|found| found.diagnostic).filter(|found| {
            found.rule.name() == "invalid-expression" && found.server == Some(Server::Rejects)
        });
        let here: BTreeSet<String> = refused
            .filter_map(|found| found.field.map(|field| field.to_string()))
            .collect();
        let there = row["refused"].as_array().into_iter().flatten();
        let there: BTreeSet<String> = there
            .map(|field| field.as_str().unwrap().to_owned())
            .collect();
        count += 1;
        if here != there {
            faults.push(format!(
                "{text}\n{here:?}, and the server refuses {there:?}"
            ));
        }
    }
    assert!(count >= 800, "{count}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
