//! What real API servers said of updates of objects, against what podlint says of the new manifest beside the old.

use std::path::Path;

use podlint::engine::{Input, Session, Settings};
use podlint::validation::update::Past;
use serde_json::Value;

/// Where podlint and the record differ, and why.
const EXCEPTIONS: [(&str, &str); 3] = [
    (
        "claim grows",
        "the server refuses it of a claim without a volume; one that is in use has one",
    ),
    (
        "revision number",
        "the server names `data`, which is the same in both",
    ),
    (
        "service address first written",
        "it may be the address that the server gave",
    ),
];

/// Makes of an object what a JSON merge patch says.
fn merge(object: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else {
        *object = patch.clone();
        return;
    };
    if !object.is_object() {
        *object = Value::Object(serde_json::Map::new());
    }
    for (name, change) in changes {
        if change.is_null() {
            object.as_object_mut().unwrap().remove(name);
        } else {
            merge(&mut object[name], change);
        }
    }
}

/// The fields that podlint says may not change so.
fn found(old: &Value, new: &Value) -> Vec<String> {
    let (old, new) = (old.to_string(), new.to_string());
    let mut past = Past::of("main", Path::to_path_buf);
    past.add("a.json", &old, Some(&new), &|_, _| true);
    let settings = Settings::default();
    let session = Session::new(&settings, &|_| ()).since(Some(&past));
    session.check_all(vec![Input::Bytes {
        shown: "a.json".to_owned(),
        bytes: new.into_bytes(),
    }]);
    let findings = session.into_report().findings.into_iter();
    findings
        .map(|finding| finding.diagnostic)
        .filter(|found| found.rule.name() == "immutable-field-changed")
        .map(|found| found.field.unwrap().to_string())
        .collect()
}

#[test]
fn updates_are_refused_as_servers_refuse_them() {
    let rows = include_str!("../data/updates.jsonl").lines();
    let (mut wrong, mut refused) = (Vec::new(), 0);
    for line in rows {
        let row: Value = serde_json::from_str(line).unwrap();
        let id = row["id"].as_str().unwrap();
        let mut new = row["old"].clone();
        merge(&mut new, &row["patch"]);
        let found = found(&row["old"], &new);
        let said = &row["said"]["1.36"];
        let is_refused = said["verdict"] == "refused" && !OTHERWISE.contains(&id);
        refused += usize::from(is_refused);
        let excepted = EXCEPTIONS.iter().any(|(name, _)| *name == id);
        if (found.is_empty() == is_refused) != excepted {
            wrong.push(format!("{id}: the server says {said}, podlint {found:?}"));
        }
    }
    assert!(refused > 60, "{refused}");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Rows whose new object is refused for what it is, and not for what it was.
const OTHERWISE: [&str; 1] = ["statefulset what may change"];

#[test]
fn a_field_that_changes_is_spelled_as_every_other() {
    let of = |key: &str, value: &str| {
        serde_json::json!({
            "apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "immutable": true,
            "data": {key: value},
        })
    };
    for key in ["app.properties", "8080", "plain"] {
        let field = format!("data[{key}]");
        assert_eq!(found(&of(key, "x"), &of(key, "y")), [field]);
    }
}
