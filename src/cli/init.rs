//! `podlint init`.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use super::args::Snippet;
use super::{Exit, Failure};
use crate::config;
use crate::source::reason;

const PRE_COMMIT: &str = concat!(
    "\
repos:
  - repo: https://github.com/podlint/podlint-pre-commit
    rev: v",
    env!("CARGO_PKG_VERSION"),
    "
    hooks:
      - id: podlint
"
);

const GITHUB: &str = concat!(
    "\
name: podlint
on: [pull_request]
permissions:
  contents: read
jobs:
  podlint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: podlint/podlint@v",
    env!("CARGO_PKG_VERSION"),
    "
"
);

const GITLAB: &str = concat!(
    "\
include:
  - remote: https://github.com/podlint/podlint/releases/download/v",
    env!("CARGO_PKG_VERSION"),
    "/gitlab-ci.yml
"
);

pub(super) fn run(print: Option<Snippet>, out: &mut dyn Write) -> Result<Exit, Failure> {
    match print {
        Some(Snippet::PreCommit) => out.write_all(PRE_COMMIT.as_bytes())?,
        Some(Snippet::Github) => out.write_all(GITHUB.as_bytes())?,
        Some(Snippet::Gitlab) => out.write_all(GITLAB.as_bytes())?,
        None => {
            write()?;
            writeln!(
                out,
                "wrote {}, in which nothing holds yet",
                config::NAMES[0]
            )?;
            writeln!(
                out,
                "`podlint init --print pre-commit`, github or gitlab shows how to run podlint there"
            )?;
        }
    }
    Ok(Exit::Clean)
}

/// Writes the file, unless there is one.
fn write() -> Result<(), Failure> {
    let name = config::NAMES[0];
    if let Some(there) = config::NAMES.iter().find(|name| Path::new(name).exists()) {
        return Err(Failure::Request(format!(
            "{there} is there already and stays as it is; `podlint config` shows what holds"
        )));
    }
    let failed = |error| Failure::Request(format!("{name}: {}", reason(&error)));
    // What appears between the look and the write is not overwritten either.
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(name)
        .map_err(failed)?;
    file.write_all(config::template().as_bytes())
        .map_err(failed)
}
