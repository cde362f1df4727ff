//! Names and texts that CI servers would take for commands: whatever podlint prints, no line of it is one.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};

use podlint::report::Format;

use crate::programs::{both, run};

/// A command each of GitHub, as of old and as of today, of Azure, TeamCity, GitLab and Travis.
const COMMANDS: [&str; 8] = [
    "::error file=x,line=1::no",
    "::stop-commands::k",
    "##[set-output name=ok]true",
    "##[add-mask]e",
    "##vso[task.prependpath]evil",
    "##teamcity[buildStatus text='x']",
    "section_start:1560896352:a",
    "travis_fold:start:a",
];

/// Whether a line is a command to one of them.
fn is_command(line: &str) -> bool {
    let anywhere = [
        "##[",
        "##vso[",
        "##teamcity[",
        "section_start:1",
        "travis_fold:start",
    ];
    line.trim_start().starts_with("::") || anywhere.iter().any(|command| line.contains(command))
}

/// A file named by each command, in which they stand in every place of a text: a key, a value, a comment, a block.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("commands");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    for command in COMMANDS {
        let text = format!(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: \"{command}\"\n  lables: {{a: \"{command}\"}}\n  annotations:\n    \"{command}\": |\n      a\n      {command}\n    # {command}\nspec:\n  selector: {{matchLabels: {{app: \"{command}\"}}}}\n  template:\n    metadata: {{labels: {{app: \"{command}\"}}}}\n    spec:\n      containers:\n      - name: web\n        imge: \"{command}\"\n        comand:\n        - |\n          {command}\n          run\n          {command}\n        arg: [\"{command}\"]\n      - {{name: db, image: mysql:8.4, env: [{{name: \"{command}\", value: localhost}}]}}\n---\n{command}\n---\nkind: Thing\napiVersion: \"{command}\"\n"
        );
        fs::write(folder.join(format!("{command}.yaml")), text).unwrap();
    }
    folder
}

fn gives_no_orders(what: &str, said: &str) {
    let annotation = |line: &&str| {
        let starts = ["::error file=", "::warning file=", "::notice file="];
        what.contains("github") && starts.iter().any(|start| line.starts_with(start))
    };
    for line in said.split(['\n', '\r']).filter(|line| !annotation(line)) {
        assert!(!is_command(line), "{what}: {line}");
    }
}

#[test]
fn nothing_that_is_printed_is_a_command() {
    let folder = folder();
    for format in Format::ALL {
        for more in [
            &["--color", "never"][..],
            &["--color", "always"],
            &["--show-skipped"],
            &["--statistics"],
        ] {
            let arguments = [&["check", ".", "--format", format.name()][..], more].concat();
            let said = run(&folder, &arguments);
            assert!(said.contains("imge"), "{said}");
            gives_no_orders(&arguments.join(" "), &said);
        }
    }
    for arguments in [
        &["check", "--diff", "--unsafe-fixes"][..],
        &["check", "--diff", "--unsafe-fixes", "--color", "always"],
        &["check", "--group-by", "file"],
        &["check", "--group-by", "object", "--limit", "3"],
        &["check", "::nowhere::", "##[x]"],
        &["check", "--select", "##[error]x"],
        &["check", "--##[error]x"],
        &["##[error]x"],
        &["check", "--exclude", "##[a"],
        &["explain", "##[error]x"],
        &["suppressions", "convert"],
        &["baseline", "write", "--file", "##[error]x"],
    ] {
        gives_no_orders(&arguments.join(" "), &run(&folder, arguments));
    }
    for command in COMMANDS {
        let file = format!("{command}.yaml");
        gives_no_orders("pod", &run(&folder, &["pod", &file]));
        // The manifests are what they are.
        gives_no_orders("split", &both(&folder, &["split", "--explain", &file]).1);
    }
}

/// What a diff shows can be applied as it stands: no line of it is changed but those that change.
#[test]
fn a_diff_of_what_would_be_a_command_can_be_applied() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("commands-diff");
    fs::create_dir_all(&folder).unwrap();
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  lables: {}\ndata:\n  a: |\n    ::stop-commands::k\n    ##[error]x\n";
    fs::write(folder.join("a.yaml"), text).unwrap();
    let diff = run(
        &folder,
        &["check", "a.yaml", "--diff", "--unsafe-fixes", "--quiet"],
    );
    let kept: Vec<&str> = diff.lines().filter(|line| line.starts_with(' ')).collect();
    assert_eq!(
        kept,
        [
            " kind: ConfigMap",
            " metadata:",
            "   name: a",
            " data:",
            "   a: |"
        ],
        "{diff}"
    );
    gives_no_orders("a diff", &diff);
}
