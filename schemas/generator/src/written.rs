//! Whether `schemas/kubernetes.txt` says of each version what that version's crate says: all kinds and fields
//! with their types, none missing and none too many.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::structure::{self, VERSIONS};

/// The lines of the text that are about a version, without what the crates do not know.
fn written(text: &str, version: usize) -> BTreeSet<String> {
    let (mut lines, mut definition) = (BTreeSet::new(), "");
    for line in text.lines().skip(1) {
        if let Some(name) = line.strip_prefix("type ") {
            definition = name;
            continue;
        }
        let words: Vec<&str> = line.trim_start().split(' ').collect();
        let limits = words.iter().find_map(|word| word.strip_prefix("in="));
        let mut ranges = limits.unwrap_or("..").split(',');
        if ranges.any(|range| holds(range, version)) {
            let known = if words[0] == "=" { 5 } else { 2 };
            lines.insert(format!("{definition} {}", words[..known].join(" ")));
        }
    }
    lines
}

/// Whether a range holds the version of a place in `VERSIONS`.
fn holds(range: &str, version: usize) -> bool {
    let place = |number: &str| VERSIONS.iter().position(|known| known.number == number);
    let (from, to) = range.split_once("..").unwrap_or((range, range));
    let from = place(from).unwrap_or(0);
    let to = place(to).unwrap_or(VERSIONS.len() - 1);
    (from..=to).contains(&version)
}

/// The same lines, from a version's crate.
fn generated(version: &structure::Version) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for (name, definition) in structure::of(version).unwrap() {
        for ((api_version, kind), about) in &definition.kinds {
            let (plural, scope) = (about.plural, about.scope);
            lines.insert(format!("{name} = {api_version} {kind} {plural} {scope}"));
        }
        for (field, about) in &definition.fields {
            lines.insert(format!("{name} {field} {}", about.shape));
        }
    }
    lines
}

#[test]
fn the_text_has_each_version_as_its_crate_has_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../kubernetes.txt");
    let text = fs::read_to_string(path).unwrap();
    for (place, version) in VERSIONS.iter().enumerate() {
        let (written, generated) = (written(&text, place), generated(version));
        let differ: Vec<&String> = written.symmetric_difference(&generated).collect();
        assert!(differ.is_empty(), "{}: {differ:#?}", version.number);
        assert!(written.len() > 1000, "{}: too few lines", version.number);
    }
}
