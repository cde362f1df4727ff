//! Outputs that cannot be written, or that nobody reads to the end.
#![cfg(unix)]

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: \"registry.example.com/a:1\"}]}\n---\n";

/// A directory with so many findings that a report of them fills the buffers on its way.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("a.yaml"), POD.repeat(2_000)).unwrap();
    folder
}

fn podlint(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_podlint"));
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = folder("outputs-pipe");
    for format in ["human", "concise", "json", "sarif", "junit"] {
        let file = format!("--output={format}=whole");
        let mut child = podlint(
            &folder,
            &["check", ".", "--quiet", "--format", format, &file],
        )
        .spawn()
        .unwrap();
        let mut first = [0];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), said(&output)),
            (Some(1), String::new())
        );
        let whole = std::fs::read(folder.join("whole")).unwrap();
        assert!(whole.len() > 1 << 16 && whole.ends_with(b"\n"));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let folder = folder("outputs-full");
    let full = || {
        std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap()
    };
    let output = podlint(&folder, &["check", ".", "--quiet", "--format", "json"])
        .stdout(full())
        .output()
        .unwrap();
    let sentence = "podlint: the output cannot be written: no space left on device\n";
    assert_eq!(
        (output.status.code(), said(&output)),
        (Some(2), sentence.to_owned())
    );

    let arguments = [
        "check",
        ".",
        "--quiet",
        "--output=sarif=/dev/full",
        "--output=tap=a.tap",
    ];
    let output = podlint(&folder, &arguments).output().unwrap();
    let sentence = "podlint: --output sarif=/dev/full: no space left on device\n";
    assert_eq!(
        (output.status.code(), said(&output)),
        (Some(2), sentence.to_owned())
    );
    assert!(output.stdout.starts_with(b"advice[bare-pod]"));
    assert!(folder.join("a.tap").exists());
}

/// What is no file is written to and not replaced.
#[test]
#[cfg(target_os = "linux")]
fn a_device_stays_one() {
    let folder = folder("outputs-device");
    let link = folder.join("link");
    std::os::unix::fs::symlink("report.txt", &link).unwrap();
    std::fs::write(folder.join("report.txt"), "old").unwrap();
    let arguments = [
        "check",
        ".",
        "--format=json",
        "--output=concise=link",
        "--output=tap=/dev/stderr",
    ];
    let output = podlint(&folder, &arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).starts_with("TAP version 14\n"));
    assert!(link.is_symlink());
    let report = std::fs::read_to_string(folder.join("report.txt")).unwrap();
    assert!(report.starts_with("./a.yaml:2:7: advice[bare-pod]"));
    let left: Vec<_> = std::fs::read_dir(&folder).unwrap().collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

/// Standard output by its other name, and led to a file, is added to.
#[test]
#[cfg(target_os = "linux")]
fn an_open_file_is_not_replaced() {
    let folder = folder("outputs-open");
    let file = std::fs::File::options()
        .create(true)
        .append(true)
        .open(folder.join("all.txt"))
        .unwrap();
    let arguments = [
        "check",
        ".",
        "--quiet",
        "--format=concise",
        "--output=tap=/dev/stdout",
    ];
    let output = podlint(&folder, &arguments).stdout(file).output().unwrap();
    assert_eq!(
        (output.status.code(), said(&output)),
        (Some(1), String::new())
    );
    let all = std::fs::read_to_string(folder.join("all.txt")).unwrap();
    assert!(all.starts_with("TAP version 14\n"));
    assert_eq!(
        all.lines()
            .filter(|line| line.starts_with("./a.yaml"))
            .count(),
        // One for each pod, and one since they have one name.
        2_001
    );
}

/// A file that somebody protected is not replaced, even by those who may do everything.
#[test]
fn a_protected_file_stays() {
    let folder = folder("outputs-protected");
    let report = folder.join("report.txt");
    std::fs::write(&report, "old").unwrap();
    let mut permissions = std::fs::metadata(&report).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&report, permissions).unwrap();
    let arguments = ["check", ".", "--format=json", "--output=concise=report.txt"];
    let output = podlint(&folder, &arguments).output().unwrap();
    let sentence = "podlint: --output concise=report.txt: permission denied\n";
    assert_eq!(
        (output.status.code(), said(&output)),
        (Some(2), sentence.to_owned())
    );
    assert_eq!(std::fs::read_to_string(&report).unwrap(), "old");
}
