//! What a command line makes of an image.

use crate::diagnostic::Certainty;
use crate::facts::shell::{Command, base};
use crate::facts::software::{Class, Known, Software, class_by_word, words};
use crate::facts::table;
use crate::facts::utilities::is_utility;

/// What a container runs, given the software that its image is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Runs {
    /// That software.
    Server,
    /// A script or a program that is not known, and may run it.
    Unknown,
    /// Something else.
    Other,
}

impl Runs {
    /// What these commands, which are all of a container, make of `software`.
    pub(super) fn of(commands: &[Command<'_, '_>], software: &Software) -> Self {
        if commands.is_empty() || commands.iter().any(|command| starts(command, software)) {
            Self::Server
        } else if commands.iter().any(|command| may_start(command, software)) {
            Self::Unknown
        } else {
            Self::Other
        }
    }
}

/// The software that commands run, whatever the image is named after: if the one of them that is no utility is known
/// as such.
pub(super) fn run_by(commands: &[Command<'_, '_>]) -> Option<Known> {
    let mut serving = commands
        .iter()
        .filter(|command| !is_utility(command.program()));
    let (Some(command), None) = (serving.next(), serving.next()) else {
        return None;
    };
    let software = table::run_by(as_told(command).unwrap_or(command.program()))?;
    Some(Known {
        software,
        certainty: Certainty::Likely,
    })
}

/// The other program that an option makes of one.
fn as_told(command: &Command<'_, '_>) -> Option<&'static str> {
    const MADE: [(&str, &str, &str); 2] = [
        ("redis-server", "--sentinel", "redis-sentinel"),
        ("valkey-server", "--sentinel", "redis-sentinel"),
    ];
    let is_it = |(program, option, _): &&(&str, &str, &str)| {
        command.program() == *program && command.says(option)
    };
    MADE.iter().find(is_it).map(|(.., other)| *other)
}

/// Whether a command runs the server: by one of its programs, or by its image's entry point.
fn starts(command: &Command<'_, '_>, software: &Software) -> bool {
    let is_server = |word: &&str| software.is_program(word) || base(word).contains("entrypoint");
    command.of_image || as_told(command).is_none() && command.words.iter().any(is_server)
}

/// Whether a command runs a script of one's own that may be there for the server.
fn may_start(command: &Command<'_, '_>, software: &Software) -> bool {
    /// What people call such scripts.
    const STARTS: [&str; 8] = [
        "boot",
        "bootstrap",
        "entry",
        "init",
        "launch",
        "run",
        "serve",
        "start",
    ];
    let program = command.program();
    let name = program.strip_suffix(".sh").unwrap_or(program);
    let is_start = || words(name).any(|word| STARTS.contains(&word)) || software.is_named_in(name);
    let is_other =
        || class_by_word(name).is_some_and(|class| class.is_helper() || class == Class::Tool);
    !is_utility(program) && (is_start() || program.ends_with(".sh") && !is_other())
}
