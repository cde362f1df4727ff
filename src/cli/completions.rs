//! `podlint completions`.

use std::io::Write;

use clap::CommandFactory;

use super::args::Args;
use super::{Exit, Failure};

pub(super) fn run(shell: clap_complete::Shell, out: &mut dyn Write) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "podlint", &mut script);
    out.write_all(&script)?;
    Ok(Exit::Clean)
}
