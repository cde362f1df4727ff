//! The command line: arguments in, exit code out.

mod args;
mod check;
mod completions;
mod empty;
mod progress;
mod version;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;

/// How a run ends; of several that hold, the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Nothing at or above the level asked for.
    Clean = 0,
    /// Something.
    Found = 1,
    /// Not everything that was asked could be done.
    Incomplete = 2,
    /// podlint itself is at fault.
    Defect = 3,
}

/// Why a command ends early.
#[derive(Debug)]
enum Failure {
    /// The request cannot be carried out: one sentence.
    Request(String),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Runs podlint with the arguments of a process, on the streams of the process.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            // Nowhere is left to report that this could not be printed.
            drop(error.print());
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let exit = match catch_unwind(AssertUnwindSafe(|| run(args))) {
        Ok(exit) => exit,
        Err(_) => {
            say("this is a defect of podlint; please report it with what is printed above");
            Exit::Defect
        }
    };
    ExitCode::from(exit as u8)
}

fn run(args: Args) -> Exit {
    let color = args.color.into();
    let mut out = BufWriter::with_capacity(
        1 << 16,
        anstream::AutoStream::new(io::stdout().lock(), color),
    );
    let colored = out.get_ref().current_choice() != anstream::ColorChoice::Never;
    let result = match args.command {
        None => check::run(&args.check, colored, &mut out),
        Some(Command::Check(check)) => check::run(&check, colored, &mut out),
        Some(Command::Completions { shell }) => completions::run(shell, &mut out),
    };
    match result.and_then(|exit| Ok(out.flush().map(|()| exit)?)) {
        Ok(exit) => exit,
        Err(Failure::Request(sentence)) => {
            say(&sentence);
            Exit::Incomplete
        }
        // Whoever read has seen enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Clean,
        Err(Failure::Output(error)) => {
            say(&format!("the report cannot be written: {error}"));
            Exit::Incomplete
        }
    }
}

/// Says something about the run itself.
fn say(sentence: &str) {
    let sentence = crate::report::words::printable(sentence);
    // Without a standard error nobody listens.
    drop(writeln!(io::stderr(), "podlint: {sentence}"));
}
