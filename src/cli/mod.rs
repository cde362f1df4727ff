//! The command line: arguments in, exit code out.

mod api_resources;
mod args;
mod baseline;
mod check;
mod completions;
mod config;
mod configuration;
mod empty;
mod explain;
mod fix;
mod git;
mod graph;
mod init;
mod looked;
mod man;
mod markdown;
mod named;
mod one_file;
mod output;
mod partial;
mod pod;
mod progress;
mod render;
mod rendered;
mod rules;
mod schemas;
mod server;
mod sources;
mod split;
mod suppressions;
mod telling;
mod version;
mod versions;
mod watch;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use args::{Args, Command, Suppressions};
use clap::{CommandFactory, FromArgMatches};

use crate::config::{Fault, Unsettled};
use crate::nearest::nearest;
use crate::panic;
use crate::report::words;
use crate::secret;
use crate::source::reason;

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
    /// A configuration file cannot be used.
    Configuration(Fault),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Configuration(fault)
    }
}

impl From<Unsettled> for Failure {
    fn from(error: Unsettled) -> Self {
        match error {
            Unsettled::Flag(sentence) => Self::Request(sentence),
            Unsettled::File(fault) => Self::Configuration(fault),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Runs podlint with the arguments of a process, on the streams of the process.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match parse(arguments) {
        Ok(args) => args,
        Err(error) if error.use_stderr() => {
            let text = error.to_string();
            let text = text.trim_start_matches("error: ").trim_end();
            // Arguments may be names of files that nobody looked at.
            let lines: Vec<_> = text.lines().map(words::verbatim).collect();
            // Without a standard error nobody listens.
            drop(writeln!(io::stderr(), "podlint: {}", lines.join("\n")));
            return ExitCode::from(Exit::Incomplete as u8);
        }
        Err(help) => {
            let printed = help.print().and_then(|()| io::stdout().flush());
            return ExitCode::from(judge_output(Exit::Clean, printed) as u8);
        }
    };
    panic::keep();
    let exit = panic::catch(|| run(args)).unwrap_or_else(|panic| {
        say(&format!("podlint failed: {panic}"));
        say_defect();
        Exit::Defect
    });
    ExitCode::from(exit as u8)
}

fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Args, clap::Error> {
    let mut arguments = arguments.into_iter().peekable();
    let program = arguments.peek().map(OsString::as_os_str);
    let mut matches = args::called(program).try_get_matches_from(arguments)?;
    Args::from_arg_matches_mut(&mut matches)
}

fn run(mut args: Args) -> Exit {
    let color = args.color.into();
    let mut out = BufWriter::with_capacity(
        1 << 16,
        anstream::AutoStream::new(io::stdout().lock(), color),
    );
    let colored = out.get_ref().current_choice() != anstream::ColorChoice::Never;
    if args.command.is_none() && names_check(&args.check) {
        // Options were written before the command.
        args.check.scope.paths.remove(0);
    }
    let result = match args.command {
        None => mistyped(&args.check).map_or_else(
            || check::run(&args.check, colored, &mut out),
            |command| Err(Failure::Request(command)),
        ),
        Some(Command::Check(check)) => check::run(&check, colored, &mut out),
        Some(Command::Merge(asked)) => partial::merge(&asked, colored, &mut out),
        Some(Command::Baseline(what)) => baseline::run(&what, &mut out),
        Some(Command::Explain(asked)) => explain::run(&asked, colored, &mut out),
        Some(Command::Init { print }) => init::run(print, &mut out),
        Some(Command::Config {
            path,
            configuration,
            schema,
        }) => config::run(path.as_deref(), &configuration, schema, &mut out),
        Some(Command::Suppressions(Suppressions::Convert { paths, write })) => {
            suppressions::convert(paths, write, &mut out)
        }
        Some(Command::Pod(asked)) => pod::run(&asked, colored, &mut out),
        Some(Command::Graph(asked)) => graph::run(&asked, &mut out),
        Some(Command::Split(asked)) => split::run(&asked, &mut out),
        Some(Command::Render(asked)) => render::run(&asked, &mut out),
        Some(Command::Rules(asked)) => rules::run(&asked, &mut out),
        Some(Command::Server { .. }) => server::run(),
        Some(Command::Schemas(asked)) => schemas::run(&asked, &mut out),
        Some(Command::Versions { format }) => versions::run(format, &mut out),
        Some(Command::ApiResources {
            kubernetes_version,
            format,
        }) => api_resources::run(kubernetes_version.as_deref(), format, &mut out),
        Some(Command::Version) => {
            let (name, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
            writeln!(out, "{name} {version}")
                .map_or_else(|error| Err(error.into()), |()| Ok(Exit::Clean))
        }
        Some(Command::Completions { shell }) => completions::run(shell, &mut out),
        Some(Command::Man { directory }) => man::run(&directory),
    };
    let (exit, written) = match result {
        Ok(exit) => (exit, out.flush()),
        Err(Failure::Output(error)) => (Exit::Clean, Err(error)),
        Err(Failure::Configuration(fault)) => {
            configuration::say(&fault, colored);
            (Exit::Incomplete, out.flush())
        }
        Err(Failure::Request(sentence)) => {
            say(&sentence);
            (Exit::Incomplete, out.flush())
        }
    };
    judge_output(exit, written)
}

/// How a run ends whose output could be written, or not.
fn judge_output(exit: Exit, written: io::Result<()>) -> Exit {
    match written {
        // Whoever read may have seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("the output cannot be written: {}", reason(&error)));
            exit.max(Exit::Incomplete)
        }
        _ => exit,
    }
}

/// Whether the first path is the command `check`, and no path.
fn names_check(check: &args::Check) -> bool {
    let first = check.scope.paths.first();
    first.is_some_and(|path| path.as_os_str() == "check" && !path.exists())
}

/// Without a command the first word is a path; one that does not exist may be meant for a command.
fn mistyped(check: &args::Check) -> Option<String> {
    let first = check.scope.paths.first().filter(|path| !path.exists())?;
    let first = first.to_str().filter(|word| !word.contains(['/', '.']))?;
    let commands: Vec<String> = Args::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    let near = nearest(first, &commands)?;
    if near == first {
        return Some(format!("the command comes first: podlint {first} …"));
    }
    Some(format!(
        "{first} is neither a command nor a path (did you mean {near}?)"
    ))
}

/// The columns of the terminal, within what can be read with ease; 80 where there is none.
fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout())
        .map_or(80, |(width, _)| usize::from(width.0).clamp(40, 120))
}

/// Says something about the run itself.
fn say(sentence: &str) {
    // As above.
    drop(writeln!(
        io::stderr(),
        "podlint: {}",
        words::printable(&secret::in_text(sentence))
    ));
}

/// Says what to do about defects that were told before.
fn say_defect() {
    let (version, repository) = (env!("CARGO_PKG_VERSION"), env!("CARGO_PKG_REPOSITORY"));
    say(&format!(
        "this is a defect of podlint {version}, and not of a manifest; all else was done. Please report the lines above, \
         if you can with the object cut down to what it still fails on: {repository}/issues"
    ));
}
