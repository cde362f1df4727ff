//! What the server's own code said of custom resources by the rules of their CRDs, against what podlint says.

use std::collections::BTreeMap;
use std::path::Path;

use podlint::diagnostic::{Phase, RuleId, Server};
use podlint::engine::{Input, Session, Settings};
use podlint::rules::page;
use podlint::validation::update::Past;
use serde_json::{Value, json};

use crate::packed;

/// The text of an object.
fn written(object: &Value) -> String {
    let mut object = object.clone();
    object["apiVersion"] = json!("example.com/v1");
    object["kind"] = json!("Thing");
    object.to_string()
}

/// What a message says behind how podlint begins it; where the server gives the rule itself, nothing.
fn said(message: &str) -> &str {
    let message = message.split_once("breaks a rule of its CRD: ");
    message.map_or("", |(_, message)| message)
}

/// The messages on the rules of each object, and whether it is refused, by the file that it is in.
fn findings(row: &Value) -> BTreeMap<String, (bool, Vec<String>)> {
    let mut past = Past::of("main", Path::to_path_buf);
    let bytes = |shown: String, text: String| Input::Bytes {
        shown,
        bytes: text.into_bytes(),
    };
    let mut inputs = vec![bytes("crd.json".to_owned(), row["crd"].to_string())];
    for (at, case) in row["objects"].as_array().unwrap().iter().enumerate() {
        let (name, new) = (format!("{at:03}/a.json"), written(&case["object"]));
        if !case["old"].is_null() {
            past.add(&name, &written(&case["old"]), Some(&new), &|_, _| true);
        }
        inputs.push(bytes(name, new));
    }
    let settings = Settings::default();
    let session = Session::new(&settings, &|_| ()).since(Some(&past));
    session.check_all(inputs);
    let report = session.into_report();
    let mut by_file: BTreeMap<String, (bool, Vec<String>)> = BTreeMap::new();
    for finding in report.findings {
        let found = finding.diagnostic;
        let server = found.server.or(page(found.rule).server);
        // What the server drops by default is an error to kubectl, and to podlint.
        if server != Some(Server::Rejects) || found.rule == RuleId::UNKNOWN_FIELD {
            continue;
        }
        let input = &report.inputs[found.primary.source.0 as usize];
        let (refused, messages) = by_file.entry(input.shown().to_owned()).or_default();
        *refused = true;
        if found.phase == Phase::Expression {
            messages.push(said(&found.message).to_owned());
        }
    }
    by_file
}

#[test]
fn rules_are_broken_as_servers_say() {
    let (mut wrong, mut refused) = (Vec::new(), 0);
    for row in packed::rows(include_bytes!("../data/cel/definitions.jsonl.gz")) {
        let mut found = findings(&row);
        assert!(!found.contains_key("crd.json"), "{}: {found:?}", row["id"]);
        for (at, case) in row["objects"].as_array().unwrap().iter().enumerate() {
            let (ours, mut said) = found.remove(&format!("{at:03}/a.json")).unwrap_or_default();
            let rules = case["rules"].as_array().into_iter().flatten();
            let mut server: Vec<String> = rules
                .map(|rule| {
                    let detail = rule[1].as_str().unwrap();
                    let is_own =
                        !detail.starts_with("failed rule: ") && !detail.contains("evaluating rule");
                    if is_own {
                        detail.trim_end_matches('.').to_owned()
                    } else {
                        String::new()
                    }
                })
                .collect();
            for message in &mut said {
                if message.starts_with('`') {
                    message.clear();
                }
            }
            server.sort_unstable();
            said.sort_unstable();
            refused += usize::from(ours);
            // A value that was meant otherwise is mended before the rules are asked.
            let is_asked = case["unasked"].is_null();
            if ours != (case["refused"] == true) || is_asked && server != said {
                wrong.push(format!(
                    "{} {at}: the server says {server:?}, podlint {said:?}: {case}",
                    row["id"]
                ));
            }
        }
    }
    assert!(refused > 400, "{refused}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
