//! The command line, case by case. A case is a file `tests/cli/*.case` of sections:
//!
//! ```text
//! === file k8s/a.yaml     a file there is, with its text below
//! === latin1 k8s/c.yaml   the same, but not in UTF-8: a file that has one finding
//! === link k8s/b.yaml     a symbolic link, with its target below
//! === run check k8s       the arguments of a run; what follows belongs to it
//! === stdin               what it reads
//! === stdout              what it must print; left out if nothing
//! === stderr              what it must say; left out if nothing
//! === exit 1              how it must end
//! === text report.txt     what a file must hold after the run
//! ```
//!
//! Lines before the first section say what the case is about. With `PODLINT_BLESS` set the runner writes
//! what it sees into the case instead.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::golden::golden;

/// What a page says is its own affair; that each can be read is not.
#[test]
fn every_rule_is_listed_and_explained() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = run(folder, "rules", "");
    for rule in podlint::rules::all() {
        assert!(list.contains(rule.name()), "{list}");
        let seen = run(folder, &format!("explain {}", rule.name()), "");
        assert!(
            seen.starts_with(&format!("=== stdout\n{}\n", rule.name())),
            "{seen}"
        );
        assert!(
            seen.contains("\nWhy\n") && seen.ends_with("=== exit 0\n"),
            "{seen}"
        );
    }
}

/// The schema that is published is the one that the program has.
#[test]
fn the_schema_of_the_configuration_is_in_step() {
    golden(
        "../schemas/podlint.schema.json",
        &podlint::config::json_schema(),
    );
}

struct Section {
    head: String,
    body: String,
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|name| name == "case"))
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    for case in cases {
        run_case(&case);
    }
}

fn run_case(case: &Path) {
    let name = case.file_stem().unwrap().to_str().unwrap();
    let (intro, sections) = read(&std::fs::read_to_string(case).unwrap());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}"));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    let mut seen = intro;
    for (at, section) in sections.iter().enumerate() {
        let Section { head, body } = section;
        let (word, rest) = head.split_once(' ').unwrap_or((head, ""));
        match word {
            "file" | "latin1" | "link" => {
                place(&folder.join(rest), word, body);
                seen += &format!("=== {head}\n{body}");
            }
            "run" => {
                seen += &format!("=== {head}\n{body}");
                let stdin = sections.get(at + 1).filter(|next| next.head == "stdin");
                if let Some(stdin) = stdin {
                    seen += &format!("=== stdin\n{}", stdin.body);
                }
                seen += &run(&folder, rest, stdin.map_or("", |stdin| &stdin.body));
            }
            "text" => {
                let text = std::fs::read_to_string(folder.join(rest)).unwrap();
                seen += &format!("=== {head}\n{}", without_time(&text));
            }
            "stdin" | "stdout" | "stderr" | "exit" => {}
            _ => panic!("{name}: what is a section `{head}`?"),
        }
    }
    golden(&format!("cli/{name}.case"), &seen);
}

/// The lines before the first section, and the sections.
fn read(text: &str) -> (String, Vec<Section>) {
    let (mut intro, mut sections) = (String::new(), Vec::<Section>::new());
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("=== "), sections.last_mut()) {
            (Some(head), _) => sections.push(Section {
                head: head.trim_end().to_owned(),
                body: String::new(),
            }),
            (None, Some(section)) => section.body += line,
            (None, None) => intro += line,
        }
    }
    (intro, sections)
}

fn place(path: &Path, word: &str, body: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    match word {
        "file" => std::fs::write(path, body).unwrap(),
        "latin1" => {
            let bytes: Vec<u8> = body.chars().map(|char| char as u8).collect();
            std::fs::write(path, bytes).unwrap();
        }
        _ => {
            #[cfg(unix)]
            std::os::unix::fs::symlink(body.trim_end(), path).unwrap();
        }
    }
}

/// What a run prints, says and returns, as sections.
fn run(folder: &Path, arguments: &str, stdin: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_podlint"))
        .args(words(arguments))
        .current_dir(folder)
        .env_remove("RUST_BACKTRACE")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A run that does not read its input may end before all is written.
    drop(child.stdin.take().unwrap().write_all(stdin.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let mut seen = String::new();
    for (name, bytes) in [("stdout", output.stdout), ("stderr", output.stderr)] {
        let text = without_time(&String::from_utf8(bytes).unwrap());
        if !text.is_empty() {
            let end = if text.ends_with('\n') { "" } else { "\n" };
            seen += &format!("=== {name}\n{text}{end}");
        }
    }
    seen + &format!("=== exit {}\n", output.status.code().unwrap())
}

/// The words of a command line; single quotes keep one together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Replaces the time that a run took.
fn without_time(text: &str) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        match (line.starts_with("checked "), line.rfind(" (")) {
            (true, Some(at)) => out += &format!("{} (… s)\n", &line[..at]),
            _ => out += line,
        }
    }
    out
}
