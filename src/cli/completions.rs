//! `podlint completions`.

use std::io::Write;

use clap::CommandFactory;

use super::args::{Args, pages};
use super::{Exit, Failure};

pub(super) fn run(shell: clap_complete::Shell, out: &mut dyn Write) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "podlint", &mut script);
    if shell == clap_complete::Shell::Fish {
        // What its generator leaves out are values without an option.
        let names = pages().join(" ");
        writeln!(
            script,
            "complete -c podlint -n \"__fish_podlint_using_subcommand explain\" -f -a \"{names}\""
        )?;
    }
    out.write_all(&script)?;
    Ok(Exit::Clean)
}
