//! What the fuzz targets look for, tried on texts that once failed and on some near to manifests.

mod properties;

use crate::libyaml::{difference, mutated};

/// Tries every property on a text.
fn holds(text: &str) {
    properties::reader(text);
    properties::validator(text);
    properties::suppressions(text);
    properties::fixes(text);
    let differ = difference::disagreement(text);
    assert!(differ.is_none(), "{text:?}: {differ:?}");
}

#[test]
fn what_once_failed_holds() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/found");
    let mut tried = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        holds(&std::fs::read_to_string(file.unwrap().path()).unwrap());
        tried += 1;
    }
    assert!(tried > 0, "{folder} is empty");
}

#[test]
fn texts_near_to_manifests_hold() {
    for text in mutated().take(500) {
        holds(&text);
    }
}
