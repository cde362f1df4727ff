//! What the fuzz targets look for, tried on texts that once failed and on some near to manifests.

#[cfg(unix)]
mod directories;
#[cfg(unix)]
mod folder;
mod properties;
#[cfg(unix)]
mod trees;

use crate::libyaml::{difference, mutated};
use crate::report::agree;
use crate::templates;

/// Tries every property on a text.
fn holds(text: &str) {
    properties::reader(text);
    properties::validator(text);
    properties::suppressions(text);
    properties::fixes(text);
    templates::properties::holds(text);
    let differ = difference::disagreement(text);
    assert!(differ.is_none(), "{text:?}: {differ:?}");
}

#[test]
fn what_once_failed_holds() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/found");
    let mut tried = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        holds(&text);
        agree::reports(text.as_bytes());
        tried += 1;
    }
    assert!(tried > 0, "{folder} is empty");
}

#[test]
fn texts_near_to_manifests_hold() {
    for text in mutated().take(500) {
        holds(&text);
    }
    for tree in near() {
        agree::reports(&tree);
    }
}

/// What an entry of a directory is called, at the end of its sort, its place and its mode.
const ENTRIES: [&[u8]; 6] = [
    b"f\x01\x00b.yaml",
    b"f\x01\x03b.json",
    b"l\x00\x00link.yaml",
    b"m\x01\x00sub",
    b"o\x03\x00other.yaml",
    b"f\x02\x04\xff.yaml",
];

/// Files, links and names that are not UTF-8, with texts near to manifests.
fn near() -> impl Iterator<Item = Vec<u8>> {
    let texts: Vec<String> = mutated().step_by(11).take(120).collect();
    (0..40).map(move |number: usize| {
        let mut tree = Vec::new();
        for at in 0..3 {
            tree.extend(texts[3 * number + at].bytes().filter(|&byte| byte != 0));
            tree.push(0);
            tree.extend(ENTRIES[(number + at) % ENTRIES.len()]);
            tree.push(0);
        }
        tree
    })
}
