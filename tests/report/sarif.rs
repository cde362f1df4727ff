//! SARIF as its schema wants it.

use std::sync::OnceLock;

use jsonschema::Validator;
use podlint::report::Format;
use serde_json::Value;

use super::write::written;
use super::{SHOP, report, two_ports};
use podlint::engine::Report;

/// Panics where the log of a report is not what the schema of SARIF 2.1.0 allows.
pub(super) fn is_valid(report: &Report) -> Value {
    static VALIDATOR: OnceLock<Validator> = OnceLock::new();
    let validator = VALIDATOR.get_or_init(|| {
        let schema = include_str!("../data/sarif/sarif-2.1.0.json");
        let schema: Value = serde_json::from_str(schema).unwrap();
        let options = jsonschema::options().should_validate_formats(true);
        options.build(&schema).unwrap()
    });
    let log: Value = serde_json::from_str(&written(report, Format::Sarif, false)).unwrap();
    let wrong: Vec<String> = validator
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    log
}

#[test]
fn a_log_is_valid() {
    let mut report = report(&[SHOP], vec![two_ports()]);
    let log = is_valid(&report);
    assert_eq!(
        log["runs"][0]["invocations"][0]["executionSuccessful"],
        true
    );
    report
        .unreadable
        .push(("a.yaml".to_owned(), "permission denied".to_owned()));
    report.findings.clear();
    let log = is_valid(&report);
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][0];
    assert_eq!(notification["message"]["text"], "a.yaml: permission denied");
}

#[test]
fn every_rule_is_listed_with_its_page() {
    let log = is_valid(&report(&[SHOP], vec![two_ports()]));
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    assert_eq!(rules.len(), podlint::rules::all().len());
    let result = &log["runs"][0]["results"][0];
    let index = result["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(rules[index]["id"], result["ruleId"]);
    for rule in rules {
        let help = rule["help"]["markdown"].as_str().unwrap();
        assert!(
            help.contains("## Why") && help.contains("## When to ignore"),
            "{help}"
        );
        assert!(!rule["help"]["text"].as_str().unwrap().trim().is_empty());
    }
}
