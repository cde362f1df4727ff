//! Programs that tests run: podlint itself, and git.

use std::io;
use std::path::Path;
use std::process::{Command, Output};

/// What a run of podlint prints and says. A failure of its own fails the test.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> String {
    let (printed, said) = both(folder, arguments);
    printed + "\n" + &said
}

/// The same, each on its own.
pub(crate) fn both(folder: &Path, arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_podlint"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        output.status.code().is_some_and(|code| code < 3),
        "{arguments:?}"
    );
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

/// Runs git without the settings of this machine.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> io::Result<Output> {
    Command::new("git")
        .args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.com",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .output()
}
