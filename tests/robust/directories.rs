//! What the fuzz targets look for in directories, tried on some near to such as people have.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use super::trees;
use crate::libyaml::mutate::mutate;
use crate::random::Random;

fn podlint(arguments: &[&OsStr]) -> u8 {
    let status = Command::new(env!("CARGO_BIN_EXE_podlint"))
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.unwrap().code().unwrap().try_into().unwrap()
}

#[test]
fn fixes_of_trees_hold() {
    super::near().for_each(|tree| trees::fixes(&tree, &podlint));
}

/// A configuration, and what stands beside it.
const CONFIGURATION: &str = "kubernetes-version = '1.30'
exclude = ['charts/**', '!charts/a']
schema-locations = ['schema.json']
ignore = ['bare-pod']
levels = {api = 'advice'}

[[overrides]]
paths = ['*.yaml']
names = ['a*']
ignore = ['unknown-field']
reason = 'known'
";
const BESIDE: [(&str, &str); 4] = [
    (
        "kustomization.yaml",
        "resources: [manifest.yaml]\nnamespace: b\npatches: [{path: patch.yaml}]\n",
    ),
    (
        "schema.json",
        r#"{"properties": {"spec": {"required": ["a"], "properties": {"size": {"type": "string"}}}}}"#,
    ),
    (
        "baseline.json",
        r#"{"version": 1, "findings": [{"path": "a.yaml", "rule": "bare-pod", "count": 1}]}"#,
    ),
    (".gitignore", "*.json\n!schema.json\n"),
];

#[test]
fn configurations_near_to_right_ones_hold() {
    for number in 0..60 {
        let mut random = Random::new(number);
        let mut changed = |text: &str| mutate(text, CONFIGURATION, &mut random).replace('\0', "");
        let mut all = changed(CONFIGURATION);
        for (name, text) in BESIDE.iter().cycle().skip(number as usize % 4).take(2) {
            all += &format!("\0f\x04\x05{name}\0{}", changed(text));
        }
        trees::configuration(all.as_bytes(), &podlint);
    }
}
