//! Pods taken apart: every manifest in `tests/split/` beside what comes out of it and why, and what holds for
//! all of them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use podlint::diagnostic::Level;
use podlint::engine::{Settings, check_text};
use podlint::split::{Place, Split, split};

use crate::golden::golden;

const RULES: [&str; 2] = ["independent-tiers", "separately-scaled-sidecar"];

fn manifests() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/split");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let is_manifest = !name.contains(".split.") && !name.ends_with(".txt");
        is_manifest.then(|| (name, std::fs::read_to_string(path).unwrap()))
    };
    let all: Vec<_> = paths.iter().filter_map(read).collect();
    assert!(all.len() > 9, "{all:?}");
    all
}

fn of(name: &str, text: &str) -> Split {
    split(name, text, &Settings::default(), &|_| true)
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// How often each rule finds something that is more than advice.
fn findings(name: &str, text: &str) -> BTreeMap<&'static str, usize> {
    let mut found = BTreeMap::new();
    for finding in check_text(name, text, &Settings::default()) {
        let rule = finding.diagnostic.rule.name();
        if finding.level <= Level::Warning || RULES.contains(&rule) {
            *found.entry(rule).or_default() += 1;
        }
    }
    found
}

#[test]
fn manifests_come_out_as_written_down() {
    for (name, text) in manifests() {
        let split = of(&name, &text);
        let (stem, extension) = name.rsplit_once('.').unwrap();
        let mut why = String::new();
        for step in &split.moves {
            writeln!(why, "{} → {}\n  {}", step.from, step.into, step.why).unwrap();
            for part in &step.parts {
                let place = match part.place {
                    Place::Stays => "stays",
                    Place::Moves => "moves",
                    Place::Both => "runs in both",
                };
                writeln!(why, "  `{}`: {place}: {}", part.name, part.why).unwrap();
            }
            for reason in &step.reasons {
                writeln!(why, "  {}: {}", reason.subject, reason.text).unwrap();
            }
        }
        golden(&format!("split/{stem}.split.{extension}"), &split.text);
        golden(&format!("split/{stem}.txt"), &why);
    }
}

#[test]
fn what_comes_out_has_no_tiers_and_nothing_new_to_find() {
    for (name, text) in manifests() {
        let (before, split) = (findings(&name, &text), of(&name, &text));
        assert!(RULES.iter().any(|rule| before.contains_key(rule)), "{name}");
        let after = findings(&name, &split.text);
        for (rule, count) in &after {
            assert!(!RULES.contains(rule), "{name}: {rule}");
            assert!(before.get(rule) >= Some(count), "{name}: {rule}");
        }
    }
}

#[test]
fn a_second_split_changes_nothing() {
    for (name, text) in manifests() {
        let once = of(&name, &text);
        let twice = of(&name, &once.text);
        assert!(twice.moves.is_empty() && twice.text == once.text, "{name}");
    }
}

#[test]
fn every_comment_is_kept() {
    for (name, text) in manifests() {
        let split = of(&name, &text).text;
        for line in text.lines() {
            if let Some(at) = line.find("# ") {
                assert!(split.contains(&line[at..]), "{name}: {line}");
            }
        }
    }
}

#[test]
fn line_ends_are_those_of_the_file() {
    for (name, text) in manifests() {
        let windows = of(&name, &text.replace('\n', "\r\n")).text;
        assert_eq!(
            windows.replace("\r\n", "\n"),
            of(&name, &text).text,
            "{name}"
        );
        assert_eq!(
            windows.matches('\n').count(),
            windows.matches("\r\n").count(),
            "{name}"
        );
    }
}

#[test]
fn the_last_line_may_be_open() {
    for (name, text) in manifests() {
        let open = of(&name, text.trim_end()).text;
        assert_eq!(open.trim_end(), of(&name, &text).text.trim_end(), "{name}");
    }
}

#[test]
fn so_many_tiers_are_refused_in_time() {
    let refusal = |stores: usize| {
        let stores: String = (0..stores)
            .map(|at| format!("        - {{name: db{at}, image: mysql}}\n"))
            .collect();
        let text = deployment("name: shop", "", "", &stores);
        split("a.yaml", &text, &Settings::default(), &|_| true).unwrap_err()
    };
    let error = refusal(110);
    assert!(error.starts_with("more than 100 tiers"), "{error}");
    let error = refusal(200);
    assert!(error.contains("more than 128 containers"), "{error}");
}

/// A Deployment with a web server and a database, with something put in somewhere.
fn deployment(metadata: &str, web: &str, db: &str, spec: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{{metadata}}}\nspec:\n  selector: {{matchLabels: {{app: shop}}}}\n  \
         template:\n    metadata: {{labels: {{app: shop}}}}\n    spec:\n      containers:\n        - name: web\n          \
         image: acme/shop\n          ports: [{{containerPort: 8080}}]\n{web}        - name: db\n          image: postgres:17\n{db}{spec}"
    )
}

#[test]
fn what_cannot_be_told_apart_is_refused_with_the_place() {
    let merged = deployment(
        "name: shop",
        "          resources: &small\n            limits: {memory: 1Gi}\n",
        "          resources: *small\n",
        "",
    );
    let error = split("a.yaml", &merged, &Settings::default(), &|_| true).unwrap_err();
    assert_eq!(
        error,
        "Deployment shop: line 17: `resources: *small` stands for a part that other workloads would need as well; write it out, and split again"
    );
    let broken = deployment("name: shop", "", "", "  bad\n");
    let error = split("a.yaml", &broken, &Settings::default(), &|_| true).unwrap_err();
    assert_eq!(error, "line 15: `bad` has no colon");
    let nameless = deployment("", "", "", "");
    assert!(
        split("a.yaml", &nameless, &Settings::default(), &|_| true)
            .unwrap_err()
            .contains("no `metadata.name`")
    );
}

#[test]
fn names_are_valid_and_free() {
    let long = deployment(&format!("name: {}", "a".repeat(63)), "", "", "");
    let taken = format!(
        "{}---\napiVersion: v1\nkind: Service\nmetadata: {{name: shop-db}}\nspec: {{selector: {{app: other}}, ports: [{{port: 1}}]}}\n",
        deployment("name: shop", "", "", "")
    );
    for (text, name) in [
        (long, "a".repeat(52)),
        (taken, "shop-db".to_owned()),
        (deployment("name: 1shop", "", "", ""), "db-1shop".to_owned()),
        (
            deployment("name: Shop.v1", "", "", ""),
            "shop-v1-db".to_owned(),
        ),
    ] {
        let split = of("a.yaml", &text);
        assert_eq!(split.moves[0].into, format!("StatefulSet {name}"));
    }
}

/// Whatever stands in the value, the port decides.
#[test]
fn only_what_meant_the_tier_is_renamed() {
    for (value, expected) in [
        ("postgres://localhost:5432/a", "postgres://shop-db:5432/a"),
        ("localhost:5432,127.0.0.1:5432", "shop-db:5432,shop-db:5432"),
        (
            "http://localhost:5432?x=localhost:9",
            "http://shop-db:5432?x=localhost:9",
        ),
        ("localhost:54321", "localhost:54321"),
        ("mylocalhost:5432", "mylocalhost:5432"),
        ("localhost:8080", "localhost:8080"),
    ] {
        let env = format!("          env: [{{name: A, value: \"{value}\"}}]\n");
        let split = of("a.yaml", &deployment("name: shop", &env, "", ""));
        assert!(
            split.text.contains(&format!("value: \"{expected}\"")),
            "{}",
            split.text
        );
    }
}

#[test]
fn what_is_not_asked_for_stays() {
    let text = deployment("name: shop", "", "", "");
    let split = split("a.yaml", &text, &Settings::default(), &|object| {
        object.kind == "StatefulSet"
    })
    .unwrap();
    assert!(split.moves.is_empty() && split.text == text);
}
