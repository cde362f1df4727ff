//! The reader against what kubectl's own decoder made of the same texts.

use podlint::yaml::{Cursor, FaultKind, Kind, Scalar, Tree};
use serde_json::{Value, json};

/// Texts that are read otherwise than kubectl does, on purpose or because nobody writes them.
const EXCEPTIONS: [&str; 3] = [
    // A merge key behind the key that it would override: kubectl lets the merge win, the server refuses
    // it; here the explicit key wins, as YAML's definition of merge keys has it.
    "merge-order-after",
    // U+0085 as a line break in a quoted string.
    "nel-char",
    // A key beyond 64 bits, which Go writes with an exponent.
    "key-bigint",
];

/// A node as JSON, which is what Kubernetes makes of it.
fn value(node: Cursor<'_>) -> Value {
    match node.kind() {
        Kind::Mapping => node
            .entries()
            .map(|entry| (entry.key.as_key().into_owned(), value(entry.value)))
            .collect(),
        Kind::Sequence => node.items().map(value).collect(),
        _ => match node.scalar() {
            Some(Scalar::Bool(bool)) => json!(bool),
            Some(Scalar::Int(int)) => i64::try_from(int)
                .map(|int| json!(int))
                .or_else(|_| u64::try_from(int).map(|int| json!(int)))
                .unwrap_or_else(|_| json!(int as f64)),
            Some(Scalar::Float(float)) => json!(float),
            Some(Scalar::Str(text)) => json!(text),
            _ => Value::Null,
        },
    }
}

fn bytes(row: &Value) -> Option<String> {
    row["text"].as_str().map(str::to_owned)
}

#[test]
fn texts_read_as_kubectl_reads_them() {
    let data = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/data/raw-yaml.jsonl"
    ))
    .unwrap();
    let mut wrong = Vec::new();
    for line in data.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let Some(text) = bytes(&row) else { continue };
        if EXCEPTIONS.contains(&row["id"].as_str().unwrap()) {
            continue;
        }
        let tree = Tree::read(&text);
        let refused = tree.documents().iter().any(|document| {
            document
                .faults
                .iter()
                .any(|fault| fault.kind == FaultKind::Syntax)
        });
        let expected = row["kubectl"]["error"].as_bool().unwrap();
        if refused != expected {
            wrong.push(format!(
                "{}: refused {refused}, by kubectl {expected}: {:?}",
                row["id"],
                tree.documents().iter().flat_map(|d| &d.faults).next()
            ));
            continue;
        }
        if refused {
            continue;
        }
        let values: Vec<Value> = tree
            .documents()
            .iter()
            .filter_map(|document| tree.root(document))
            .map(value)
            .filter(|value| !value.is_null())
            .collect();
        let docs: Vec<Value> = row["kubectl"]["docs"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|doc| !doc.is_null())
            .cloned()
            .collect();
        if values != docs {
            wrong.push(format!(
                "{}:\n  ours   {}\n  theirs {}",
                row["id"],
                json!(values),
                json!(docs)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
