//! Programs by how long they run.

use crate::facts::life::Life;
use crate::facts::programs::Program;
use crate::facts::table::{ENDING, LASTING, Lives, OPEN};

/// How long a program runs, if that is known.
pub(super) fn of_program(program: &Program<'_, '_>) -> Option<Life> {
    let is_one_of = |rows: &[Lives]| rows.iter().any(|row| fits(program, row));
    match program.name {
        _ if tells_of_itself(program.words) => Some(Life::Ends),
        "sleep" => Some(of_sleep(program.words)),
        "tail" => Some(of_tail(program)),
        _ if is_one_of(LASTING) => Some(Life::Lasts),
        _ if is_one_of(ENDING) && !is_apart(program.word) => Some(Life::Ends),
        _ => None,
    }
}

/// Whether a program stands where no system keeps its own, and only has the name of one: `/whoami/whoami`.
fn is_apart(word: &str) -> bool {
    let directory = word.rsplit_once('/').map(|(directory, _)| directory);
    directory.is_some_and(|directory| {
        word.starts_with('/') && !matches!(directory.rsplit('/').next(), Some("bin" | "sbin" | ""))
    })
}

/// `postgres -V`, `java --version`
fn tells_of_itself(words: &[&str]) -> bool {
    matches!(words, ["--help" | "--version" | "-V"])
}

fn fits(program: &Program<'_, '_>, (name, any, none): &Lives) -> bool {
    *name == program.name
        && (any.is_empty() || any.iter().any(|word| program.says(word)))
        && !none.iter().any(|word| program.says(word))
}

/// Whether how long a program runs is known by a word that it is told.
pub(super) fn is_subcommand(program: &Program<'_, '_>) -> bool {
    let mut rows = LASTING.iter().chain(ENDING);
    rows.any(|row| fits(program, row) && !row.1.is_empty())
}

/// Whether a configuration may tell it to do the other than it is listed for.
pub(super) fn is_open(program: &Program<'_, '_>) -> bool {
    OPEN.iter().any(|row| fits(program, row))
}

/// How many seconds a word of `sleep` says: `30`, `1.5s`, `2m`, `1h`, `1d`.
pub(in crate::facts) fn seconds(word: &str) -> Option<f64> {
    let (number, factor) = match word.as_bytes().last()? {
        b'd' => (&word[..word.len() - 1], 86_400.0),
        b'h' => (&word[..word.len() - 1], 3_600.0),
        b'm' => (&word[..word.len() - 1], 60.0),
        b's' => (&word[..word.len() - 1], 1.0),
        _ => (word, 1.0),
    };
    Some(number.parse::<f64>().ok()? * factor)
}

/// A pause of a minute may be what a container is there for.
fn of_sleep(words: &[&str]) -> Life {
    const LONG: f64 = 60.0;
    match words.first() {
        Some(&("infinity" | "inf")) => Life::Lasts,
        Some(word) => match seconds(word) {
            Some(seconds) if seconds < LONG => Life::Ends,
            _ => Life::Open,
        },
        None => Life::Ends,
    }
}

/// `tail -f`, `tail -100f`, `tail --follow=name`, unless it goes by the end of a process.
fn of_tail(program: &Program<'_, '_>) -> Life {
    let follows = |word: &&str| {
        word.starts_with("--follow")
            || word.starts_with('-') && !word.starts_with("--") && word.contains(['f', 'F'])
    };
    let by_process = |word: &&str| word.starts_with("--pid");
    match program.words {
        words if words.iter().any(by_process) => Life::Open,
        words if words.iter().any(follows) => Life::Lasts,
        _ => Life::Ends,
    }
}
