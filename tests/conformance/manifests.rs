//! Seeds, and edits of them.

use std::collections::BTreeMap;

use podlint::yaml::Tree;
use serde_json::Value;

use crate::reader::value;

/// The seeds by what rows call them.
pub(crate) struct Manifests(BTreeMap<String, Value>);

impl Manifests {
    pub(crate) fn read() -> Self {
        let mut seeds = BTreeMap::new();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/seeds");
        for entry in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let tree = Tree::read(&text);
            let roots = tree
                .documents()
                .iter()
                .filter_map(|document| tree.root(document));
            let written = roots.map(value).filter(|seed| !seed.is_null());
            seeds.extend(written.map(|seed| (id(&seed), seed)));
        }
        Self(seeds)
    }

    /// The seeds, each with its name.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.0.iter()
    }

    /// The manifest of a row: it holds one, or edits of a seed.
    pub(super) fn of(&self, row: &Value) -> Value {
        if let Some(manifest) = row.get("manifest") {
            return manifest.clone();
        }
        let mut manifest = self.0[row["seed"].as_str().unwrap()].clone();
        for change in row["edits"].as_array().unwrap() {
            edit(&mut manifest, change);
        }
        manifest
    }
}

/// Kind and name, and the version too where seeds of one kind have several.
fn id(seed: &Value) -> String {
    let (kind, metadata) = (seed["kind"].as_str().unwrap(), &seed["metadata"]);
    let prefix = || metadata["generateName"].as_str()?.strip_suffix('-');
    let name = metadata["name"]
        .as_str()
        .or_else(prefix)
        .unwrap_or_default();
    match kind {
        "HorizontalPodAutoscaler" | "Event" => {
            format!("{kind}/{name}@{}", seed["apiVersion"].as_str().unwrap())
        }
        _ => format!("{kind}/{name}"),
    }
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
    let Some((last, above)) = path.split_last() else {
        *manifest = edit[2].clone();
        return;
    };
    let operation = edit[0].as_str().unwrap();
    if operation == "ins" {
        let list = at(manifest, path).as_array_mut().unwrap();
        let index = edit[2].as_u64().unwrap() as usize;
        return list.insert(index.min(list.len()), edit[3].clone());
    }
    match (operation, at(manifest, above)) {
        ("set", Value::Array(items)) => items[last.as_u64().unwrap() as usize] = edit[2].clone(),
        ("set", holder) => holder[last.as_str().unwrap()] = edit[2].clone(),
        ("del", Value::Array(items)) => drop(items.remove(last.as_u64().unwrap() as usize)),
        ("del", Value::Object(fields)) => drop(fields.remove(last.as_str().unwrap())),
        ("ren", Value::Object(fields)) => {
            let value = fields.remove(last.as_str().unwrap()).unwrap();
            fields.insert(edit[2].as_str().unwrap().to_owned(), value);
        }
        (other, _) => panic!("what is the edit `{other}`?"),
    }
}
