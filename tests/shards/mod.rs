//! Shards and what they are merged to, and what is kept from run to run: both report what one run does, byte for byte.

mod cache;
mod refused;
mod tree;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use podlint::report::Format;

/// What a run prints, says, and how it ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) printed: String,
    pub(super) said: String,
    pub(super) exit: i32,
}

/// Runs podlint; how long it took is left out.
pub(super) fn run(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_podlint"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| without_time(&String::from_utf8(bytes).unwrap());
    Run {
        printed: text(output.stdout),
        said: text(output.stderr),
        exit: output.status.code().unwrap(),
    }
}

fn without_time(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let start = line.rfind(" (").filter(|_| line.ends_with(" s)\n"));
        start.map_or(line, |start| &line[..start])
    });
    lines.collect()
}

/// The partial results of a check, in files beside the folder.
pub(super) fn shards(folder: &Path, count: usize, check: &[&str]) -> Vec<String> {
    let parts = folder.with_extension("parts");
    fs::create_dir_all(&parts).unwrap();
    let part = |number: usize| {
        let file = parts.join(format!("{number}.jsonl"));
        let file = file.to_str().unwrap().to_owned();
        let (shard, output) = (format!("{number}/{count}"), format!("part={file}"));
        let arguments = [&["check", "--shard", &shard, "--output", &output], check].concat();
        let Run { printed, exit, .. } = run(folder, &arguments);
        assert_eq!((&*printed, exit), ("", 0));
        file
    };
    (1..=count).map(part).collect()
}

pub(super) fn merge(folder: &Path, parts: &[String], reporting: &[&str]) -> Run {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    run(folder, &[&["merge"], &*parts, reporting].concat())
}

pub(super) fn whole(folder: &Path, check: &[&str], reporting: &[&str]) -> Run {
    run(folder, &[&["check"], check, reporting].concat())
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Whether the shards of a check are merged to what the check says: by some numbers of shards, and in every format.
fn hold(folder: &Path, check: &[&str]) {
    let all: [&[&str]; 2] = [&["--format", "json"], &["--show-skipped"]];
    let plain = all.map(|reporting| whole(folder, check, reporting));
    for count in [1, 2, 7, 16] {
        let parts = shards(folder, count, check);
        for (reporting, plain) in all.iter().zip(&plain) {
            let merged = merge(folder, &parts, reporting);
            assert_eq!(merged, *plain, "{count} shards");
        }
    }
    let parts = shards(folder, 3, check);
    for format in Format::ALL {
        let reporting = ["--format", format.name(), "--statistics"];
        let merged = merge(folder, &parts, &reporting);
        assert_eq!(merged, whole(folder, check, &reporting), "{format:?}");
    }
}

#[test]
fn the_shards_of_a_tree_are_merged_to_one_report() {
    let folder = tree::write("whole");
    let check = ["k8s", "--scope", "closed", "--profile", "all"];
    hold(&folder, &check);
    // References across shards are judged, and some lead nowhere.
    let report = whole(&folder, &check, &["--format", "json"]).printed;
    assert!(report.contains("unresolved-reference"), "{report}");
    assert!(!report.contains("settings-of-another-shard"), "{report}");
}

#[test]
fn so_are_those_of_the_examples_and_the_seeds() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shards-examples");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    for directory in ["examples", "examples/good", "tests/data/seeds"] {
        let to = folder.join(directory);
        fs::create_dir_all(&to).unwrap();
        for entry in project().join(directory).read_dir().unwrap() {
            let file = entry.unwrap().path();
            if file.extension().is_some_and(|name| name == "yaml") {
                fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
            }
        }
    }
    hold(
        &folder,
        &["examples", "tests", "--kubernetes-version", "1.30..1.33"],
    );
}

#[test]
fn a_baseline_limits_and_the_exit_code_act_where_parts_are_merged() {
    let folder = tree::write("acting");
    let parts = shards(&folder, 3, &["k8s"]);
    let both = |reporting: &[&str]| {
        let merged = merge(&folder, &parts, reporting);
        assert_eq!(merged, whole(&folder, &["k8s"], reporting), "{reporting:?}");
        merged
    };
    assert_eq!(both(&["--exit-zero"]).exit, 0);
    assert_eq!(both(&["--fail-on", "error", "--limit", "2"]).exit, 1);
    both(&["--max-warnings", "1000", "--group-by", "rule"]);
    run(
        &folder,
        &["baseline", "write", "k8s", "--file", "known.json"],
    );
    let left = both(&["--baseline", "known.json", "--fail-on", "advice"]);
    assert_eq!(left.exit, 0, "{left:?}");
}

/// What is written beside other arguments of a shard is asked for again by the merge.
#[test]
fn what_a_shard_was_asked_for_the_merge_asks_for() {
    let folder = tree::write("asked");
    let checks: [&[&str]; 4] = [
        &[
            "--filename",
            "k8s",
            "--exclude",
            "web/",
            "--pod-security",
            "restricted",
        ],
        &[
            "k8s/web",
            "k8s/shop",
            "--select",
            "api,security",
            "--ignore",
            "unknown-field",
        ],
        &["k8s/web", "--project", ".", "--no-config"],
        &[
            "k8s",
            "--values",
            "k8s/chart/prod.yaml",
            "--set",
            "image=a=b",
            "--max-file-size",
            "8KiB",
        ],
    ];
    for check in checks {
        let parts = shards(&folder, 2, check);
        let merged = merge(&folder, &parts, &["--format", "json"]);
        assert_eq!(
            merged,
            whole(&folder, check, &["--format", "json"]),
            "{check:?}"
        );
    }
}

/// The schema that is published says what a part is.
#[test]
fn a_part_is_what_its_schema_says() {
    let schema = fs::read_to_string(project().join("schemas/part.schema.json")).unwrap();
    let schema = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let folder = tree::write("schema");
    for part in shards(&folder, 2, &["k8s"]) {
        let text = fs::read_to_string(part).unwrap();
        assert!(text.lines().count() > 2);
        for line in text.lines() {
            let line = serde_json::from_str(line).unwrap();
            assert!(schema.is_valid(&line), "{line}");
        }
    }
}

#[test]
fn a_part_is_the_same_each_time_and_has_no_secret() {
    let folder = tree::write("secret");
    let text = || {
        let parts = shards(&folder, 2, &["k8s", "--profile", "all"]);
        let texts = parts.iter().map(|part| fs::read_to_string(part).unwrap());
        texts.collect::<String>()
    };
    let first = text();
    assert_eq!(first, text());
    for secret in tree::SECRETS {
        assert!(!first.contains(secret), "{secret}");
    }
    // What is kept is what most texts are.
    assert!(first.contains("\"judged\":{"));
}
