//! What the packages rely on. That they can be built and used `.ci/packages` tries, which needs a network.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(program: &Path, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).output().unwrap()
}

fn podlint() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_podlint"))
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The commands that the help lists.
fn commands() -> Vec<String> {
    let help = stdout(&run(podlint(), &["--help"]));
    let list = help.split_once("Commands:\n").unwrap().1;
    let lines = list.lines().take_while(|line| !line.is_empty());
    lines
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect()
}

/// Wherever podlint's version is repeated, it is that of `Cargo.toml`.
#[test]
fn repeated_versions_are_in_step() {
    let repeated = [
        ("README.md", "rev: v"),
        ("README.md", "podlint/podlint@v"),
        ("docs/install.md", "rev: v"),
        ("docs/install.md", "podlint/podlint@v"),
        ("docs/install.md", "podlint/releases/download/v"),
        ("docs/install.md", "ghcr.io/podlint/podlint:"),
        ("packages/gitlab-ci.yml", "podlint/releases/download/v"),
        ("packages/gitlab-ci.yml", "podlint=="),
        ("packages/job/shards.yaml", "ghcr.io/podlint/podlint:"),
        ("packages/job/merge.yaml", "ghcr.io/podlint/podlint:"),
        ("packages/live/live.yaml", "ghcr.io/podlint/podlint:"),
        (".github/pre-commit-mirror/pyproject.toml", "podlint=="),
        (".github/pre-commit-mirror/pyproject.toml", "\nversion = \""),
        (".github/pre-commit-mirror/README.md", "rev: v"),
        ("site/core/Cargo.lock", "name = \"podlint\"\nversion = \""),
    ];
    for (path, before) in repeated {
        let text = text(path);
        let mut versions = text.split(before).skip(1).peekable();
        assert!(versions.peek().is_some(), "{path} has no {before:?}");
        for rest in versions {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
            assert_eq!(&rest[..end.unwrap()], VERSION, "{path}, behind {before:?}");
        }
    }
}

/// A tag can be moved to other code, a hash cannot; and a tool of CI is that of a version.
#[test]
fn workflows_use_what_was_looked_at() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows");
    let mut uses = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let workflow = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for action in workflow.split("uses: ").skip(1) {
            let (_, pin) = action.lines().next().unwrap().split_once('@').unwrap();
            let (hash, version) = pin.split_once(" # v").unwrap_or((pin, ""));
            let is_hash = hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_hash && !version.is_empty(), "{pin}");
            uses += 1;
        }
        for tools in workflow.split("cargo install --locked ").skip(1) {
            let mut tools = tools.lines().next().unwrap().split(' ');
            assert!(tools.all(|tool| tool.contains('@')), "{workflow}");
        }
    }
    assert!(uses > 10, "{uses}");
}

#[test]
fn every_fuzz_target_is_run_and_explained() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/targets");
    let weekly = text(".github/workflows/fuzz.yml");
    let (_, matrix) = weekly.split_once("target: [").expect("a matrix");
    let (matrix, _) = matrix.split_once(']').expect("its end");
    let run: BTreeSet<&str> = matrix.split(", ").collect();
    let (explained, built) = (text("CONTRIBUTING.md"), text("fuzz/Cargo.toml"));
    let mut targets = 0;
    for file in std::fs::read_dir(folder).expect("targets") {
        let file = file.expect("a target").path();
        let name = file.file_stem().expect("a name").to_string_lossy();
        assert!(run.contains(&*name), "fuzz.yml does not run {name}");
        assert!(
            explained.contains(&format!("| `{name}` |")),
            "CONTRIBUTING.md does not explain {name}"
        );
        assert!(
            built.contains(&format!("name = \"{name}\"")),
            "fuzz/Cargo.toml does not build {name}"
        );
        targets += 1;
    }
    assert_eq!(targets, run.len(), "fuzz.yml runs what is not there");
}

#[test]
fn the_plugin_of_kubectl_offers_what_is_released() {
    let release = text(".github/workflows/release.yml");
    let plugin = text("packages/krew.yaml");
    let archives: Vec<&str> = plugin
        .split("/podlint-")
        .skip(1)
        .map(|rest| rest.split_once(".tar.gz").unwrap().0)
        .collect();
    assert!(archives.len() > 4, "{archives:?}");
    for target in archives {
        assert!(release.contains(&format!("target: {target},")), "{target}");
    }
}

#[test]
fn kubectl_podlint_calls_itself_so() {
    let folder = empty_folder("plugin");
    let plugin = folder.join(format!("kubectl-podlint{}", std::env::consts::EXE_SUFFIX));
    std::fs::copy(podlint(), &plugin).unwrap();
    for (arguments, usage) in [
        (&["--help"][..], "Usage: kubectl podlint [check]"),
        (&["--help"], "\n       kubectl podlint <COMMAND>"),
        (&["check", "--help"], "Usage: kubectl podlint check "),
        (
            &["baseline", "write", "--help"],
            "Usage: kubectl podlint baseline write ",
        ),
    ] {
        let help = stdout(&run(&plugin, arguments));
        assert!(help.contains(usage), "{help}");
    }
    let mistaken = run(&plugin, &["check", "--formt", "json"]);
    let said = String::from_utf8(mistaken.stderr).unwrap();
    assert!(said.contains("Usage: kubectl podlint check"), "{said}");
}

#[test]
fn every_command_has_a_manual_page_with_its_options() {
    let folder = empty_folder("man").join("man1");
    stdout(&run(podlint(), &["man", folder.to_str().unwrap()]));
    // Help is no command of its own.
    for command in commands().iter().filter(|command| *command != "help") {
        let page = std::fs::read_to_string(folder.join(format!("podlint-{command}.1"))).unwrap();
        let help = stdout(&run(podlint(), &[command, "--help"]));
        let options = help
            .split_whitespace()
            .filter(|word| word.starts_with("--"));
        for option in options.filter(|word| word[2..].chars().all(|c| c.is_ascii_lowercase())) {
            assert!(
                page.contains(&format!("\\-\\-{}", &option[2..])),
                "{command} {option}"
            );
        }
    }
    let main = std::fs::read_to_string(folder.join("podlint.1")).unwrap();
    assert!(
        main.contains("podlint explain duplicate\\-container\\-port"),
        "{main}"
    );
}

#[test]
fn manual_pages_that_cannot_be_written_are_told() {
    let folder = empty_folder("man-refused");
    let file = folder.join("file");
    std::fs::write(&file, "").unwrap();
    let refused = run(podlint(), &["man", file.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        said.starts_with("podlint: ") && said.contains("file: "),
        "{said}"
    );
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout(&run(podlint(), &["completions", shell]));
        for command in commands() {
            assert!(script.contains(&command), "{shell} {command}");
        }
    }
}

/// Why a crate is needed stands beside its name.
#[test]
fn every_dependency_has_its_reason() {
    let manifest = text("Cargo.toml");
    let reasons = text("CONTRIBUTING.md");
    let sections = manifest.split("\n[").filter(|section| {
        let head = section.lines().next().unwrap_or_default();
        head.ends_with("dependencies]")
    });
    let mut crates = 0;
    for line in sections.flat_map(|section| section.lines().skip(1)) {
        let Some((name, _)) = line.split_once(" = ") else {
            continue;
        };
        let rows = reasons.lines().filter(|row| row.starts_with("| `"));
        let given = rows
            .filter(|row| row.contains(&format!("`{name}`")))
            .count();
        assert_eq!(given, 1, "{name} in the table of CONTRIBUTING.md");
        crates += 1;
    }
    assert!(crates > 10, "{crates}");
}

/// What is shown to others is as podlint wants it, held to the strictest Pod Security Standard.
#[test]
fn the_jobs_are_clean_by_the_rules_of_podlint() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (directory, objects) in [("packages/job", 4), ("packages/live", 4)] {
        let arguments = [
            "check",
            directory,
            "--pod-security=restricted",
            "--fail-on=advice",
            "--format=json",
        ];
        let output = Command::new(podlint())
            .args(arguments)
            .current_dir(folder)
            .output();
        let report = stdout(&output.unwrap());
        assert!(
            report.contains(&format!("\"objects\":{objects}")),
            "{report}"
        );
        assert!(report.contains("\"skipped\":[]"), "{report}");
    }
}

/// Both Jobs of a sharded run speak of the same shards, of the same files and the same image.
#[test]
fn the_jobs_of_shards_fit_together() {
    let (shards, merge) = (
        text("packages/job/shards.yaml"),
        text("packages/job/merge.yaml"),
    );
    let after = |text: &str, before: &str| {
        let (_, rest) = text.split_once(before).unwrap();
        let end = rest.find('\n').unwrap();
        rest[..end].to_owned()
    };
    let count: usize = after(&shards, "completions: ").parse().unwrap();
    assert!(shards.contains(&format!("--shard=$(JOB_COMPLETION_INDEX)/{count}\n")));
    let parts: Vec<String> = (0..count)
        .map(|at| format!("- /parts/{at}.jsonl\n"))
        .collect();
    assert!(parts.iter().all(|part| merge.contains(part)));
    assert_eq!(merge.matches(".jsonl\n").count(), count);
    for same in [
        "image: docker.io/alpine/git",
        "image: ghcr.io/podlint",
        "args: [clone",
        "workingDir: ",
    ] {
        assert_eq!(after(&shards, same), after(&merge, same));
    }
}

/// The account that looks at a cluster may list what it asks for, and no Secrets.
#[test]
fn the_job_that_looks_at_a_cluster_may_list_what_it_asks_for() {
    let text = text("packages/live/live.yaml");
    let (_, rules) = text.split_once("\nrules:\n").unwrap();
    let (rules, _) = rules.split_once("\n---\n").unwrap();
    let mut listed = Vec::new();
    for rule in rules.split("- apiGroups: [").skip(1) {
        let (group, rest) = rule.split_once(']').unwrap();
        let (_, kinds) = rest.split_once("resources: [").unwrap();
        let (kinds, rest) = kinds.split_once(']').unwrap();
        assert_eq!(rest.trim(), "verbs: [list]");
        let group = group.trim_matches('"');
        listed.extend(kinds.split(", ").map(|kind| match group {
            "" => kind.to_owned(),
            _ => format!("{kind}.{group}"),
        }));
    }
    let asked = text
        .lines()
        .find(|line| line.contains("deployments.apps,"))
        .unwrap();
    assert_eq!(asked.trim().split(',').collect::<Vec<_>>(), listed);
    assert!(
        !listed
            .iter()
            .any(|kind| kind == "secrets" || kind == "configmaps")
    );
}
