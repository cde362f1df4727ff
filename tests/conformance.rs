//! What a real kube-apiserver 1.36.3 said of edited manifests, against what podlint says: the decoding
//! stage. `tests/data/seeds` are manifests that the server accepts, `tests/data/decode.jsonl` holds edits of
//! them with its verdict and the fields that it named.

use std::collections::BTreeMap;

use podlint::api::Version;
use podlint::diagnostic::Server;
use podlint::engine::{Settings, check_text};
use podlint::yaml::Tree;
use serde_json::Value;

use crate::reader::value;

/// The seeds by kind and name, and by version too where one kind has several.
fn seeds() -> BTreeMap<String, Value> {
    let mut seeds = BTreeMap::new();
    for entry in
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/seeds")).unwrap()
    {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let tree = Tree::read(&text);
        for seed in tree
            .documents()
            .iter()
            .filter_map(|document| tree.root(document))
            .map(value)
        {
            if seed.is_null() {
                continue;
            }
            let (kind, metadata) = (seed["kind"].as_str().unwrap(), &seed["metadata"]);
            let name = metadata["name"]
                .as_str()
                .or(metadata["generateName"].as_str())
                .unwrap_or_default();
            let mut id = format!(
                "{kind}/{}",
                if metadata["name"].is_null() {
                    name.trim_end_matches('-')
                } else {
                    name
                }
            );
            if matches!(kind, "HorizontalPodAutoscaler" | "Event") {
                id = format!("{id}@{}", seed["apiVersion"].as_str().unwrap());
            }
            seeds.insert(id, seed);
        }
    }
    seeds
}

fn at<'v>(value: &'v mut Value, path: &[Value]) -> &'v mut Value {
    path.iter().fold(value, |value, step| match step.as_u64() {
        Some(index) => &mut value[index as usize],
        None => &mut value[step.as_str().unwrap()],
    })
}

/// `["set", path, value]`, `["del", path]`, `["ren", path, key]` or `["ins", path, index, value]`.
fn edit(manifest: &mut Value, edit: &Value) {
    let path = edit[1].as_array().unwrap();
    let Some((last, holder)) = path.split_last() else {
        *manifest = edit[2].clone();
        return;
    };
    match edit[0].as_str().unwrap() {
        "ins" => {
            let list = at(manifest, path).as_array_mut().unwrap();
            list.insert(
                (edit[2].as_u64().unwrap() as usize).min(list.len()),
                edit[3].clone(),
            );
        }
        "set" => match (at(manifest, holder), last.as_u64()) {
            (Value::Array(items), Some(index)) => items[index as usize] = edit[2].clone(),
            (holder, _) => holder[last.as_str().unwrap()] = edit[2].clone(),
        },
        "del" => match (at(manifest, holder), last.as_u64()) {
            (Value::Array(items), Some(index)) => drop(items.remove(index as usize)),
            (holder, _) => drop(
                holder
                    .as_object_mut()
                    .unwrap()
                    .remove(last.as_str().unwrap()),
            ),
        },
        "ren" => {
            let holder = at(manifest, holder).as_object_mut().unwrap();
            let value = holder.remove(last.as_str().unwrap()).unwrap();
            holder.insert(edit[2].as_str().unwrap().to_owned(), value);
        }
        other => panic!("what is the edit `{other}`?"),
    }
}

/// A field path without indexes, since the server gives none when it decodes.
fn bare(path: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for c in path.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    // Go's embedded structs are no fields of the API.
    for embedded in [
        ".ProbeHandler",
        ".LifecycleHandler",
        ".VolumeSource",
        ".PersistentVolumeSource",
    ] {
        out = out.replace(embedded, "");
    }
    out
}

#[test]
fn decoding_agrees_with_the_api_server() {
    let seeds = seeds();
    let settings = Settings {
        versions: Version::parse("1.36").unwrap().into(),
    };
    let rows = include_str!("data/decode.jsonl").lines();
    let (mut wrong, mut wanted, mut named) = (Vec::new(), 0, 0);
    for (number, row) in rows.enumerate() {
        let row: Value = serde_json::from_str(row).unwrap();
        let mut manifest = seeds[row["seed"].as_str().unwrap()].clone();
        row["edits"]
            .as_array()
            .unwrap()
            .iter()
            .for_each(|change| edit(&mut manifest, change));
        let findings = check_text("edited.json", &manifest.to_string(), &settings);
        let rejected = findings
            .iter()
            .filter(|finding| finding.diagnostic.server == Some(Server::Rejects));
        let mut fields: Vec<String> = rejected
            .clone()
            .map(|finding| bare(finding.diagnostic.field.as_deref().unwrap_or_default()))
            .collect();
        if row["rejected"].as_bool().unwrap() == fields.is_empty() {
            wrong.push(format!("row {}: {row}: {fields:?}", number + 1));
        }
        // A map's key is not in the server's path.
        let above: Vec<String> = fields
            .iter()
            .filter_map(|field| field.rsplit_once('.'))
            .map(|(above, _)| above.to_owned())
            .collect();
        fields.extend(above);
        for field in row["fields"].as_array().unwrap() {
            wanted += 1;
            named += usize::from(fields.contains(&bare(field.as_str().unwrap())));
        }
    }
    // Values that podlint's table takes for anything: the schemas within a CustomResourceDefinition.
    assert!(
        wrong.len() <= 2,
        "{} verdicts differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(
        named * 100 >= wanted * 97,
        "{named} of {wanted} fields named"
    );
}
