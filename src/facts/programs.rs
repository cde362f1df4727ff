//! The programs that a command line starts, by their names, and what their flags say.

use crate::facts::shell::{self, Command};
use crate::objects::Container;

/// Words that start the program behind them: `python -m gunicorn`, `bundle exec puma`.
#[rustfmt::skip]
pub(super) const RUNNERS: [&str; 21] = [
    "busybox", "bundle", "ddtrace-run", "dlx", "exec", "newrelic-admin", "node", "npm", "npx",
    "opentelemetry-instrument", "pdm", "php", "pipenv", "pnpm", "poetry", "python", "run", "run-program", "rye", "uv",
    "yarn",
];

/// A program that a command may be said to start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Program<'s, 'c> {
    /// Its name, without directories and without the number of a version or `.sh` at its end.
    pub(super) name: &'c str,
    /// As it is written.
    pub(super) word: &'c str,
    /// The words behind it.
    pub(super) words: &'s [&'c str],
}

/// The programs that a command starts one through the other: of `python -m gunicorn` both.
pub(super) fn started<'s, 'c>(
    command: &'s Command<'c, '_>,
) -> impl Iterator<Item = Program<'s, 'c>> {
    in_words(command.line())
}

/// The same of the words of a command.
pub(super) fn in_words<'s, 'c>(words: &'s [&'c str]) -> impl Iterator<Item = Program<'s, 'c>> {
    let mut goes_on = true;
    let programs = words.iter().enumerate();
    let programs = programs.map(|(at, word)| Program::new(word, &words[at + 1..]));
    programs.take_while(move |program| {
        let passes = |program: &Program<'_, '_>| {
            RUNNERS.contains(&program.name)
                || program.word.starts_with('-')
                || program.word.contains('=')
        };
        let is_reached = goes_on;
        goes_on &= passes(program);
        is_reached
    })
}

/// The name of a program: without directories, `.sh`, and the number of a version at its end.
fn name_of(word: &str) -> &str {
    let name = shell::base(word);
    let name = name.strip_suffix(".sh").unwrap_or(name);
    name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.')
}

impl<'s, 'c> Program<'s, 'c> {
    /// A program that is written like this, with the words behind it.
    pub(super) fn new(word: &'c str, words: &'s [&'c str]) -> Self {
        let name = name_of(word);
        Self { name, word, words }
    }

    /// Whether a word is among those behind it: `-l` as well in `-lk`, and `--once` as well in `--once=true`.
    pub(super) fn says(&self, word: &str) -> bool {
        let short = word.strip_prefix('-').filter(|letter| letter.len() == 1);
        let in_cluster = |said: &&str| {
            let letters = said.strip_prefix('-');
            let letters = letters.filter(|letters| !letters.starts_with('-'));
            short.is_some_and(|letter| letters.is_some_and(|letters| letters.contains(letter)))
        };
        let mut words = self.words.iter();
        let has_value = |said: &&str| {
            let value = said.strip_prefix(word);
            value.is_some_and(|value| value.starts_with('=') && value != "=false")
        };
        words.any(|said| *said == word || has_value(said) || in_cluster(said))
    }

    /// The values of a flag: `--port 80`, `--port=80`, `-p 80`, `-p80`, `-fp 80`.
    pub(super) fn values(self, flag: &str) -> impl Iterator<Item = &'c str> {
        let letter = flag.strip_prefix('-').filter(|letter| letter.len() == 1);
        let words = self.words;
        words.iter().enumerate().filter_map(move |(at, word)| {
            let next = || {
                words
                    .get(at + 1)
                    .copied()
                    .filter(|next| !next.starts_with('-'))
            };
            if *word == flag {
                return next();
            }
            let value = word
                .strip_prefix(flag)
                .and_then(|rest| rest.strip_prefix('='));
            let cluster = word.strip_prefix('-').filter(|rest| !rest.starts_with('-'));
            match (value, letter, cluster) {
                (Some(value), _, _) => Some(value),
                (_, Some(letter), Some(rest)) => match rest.strip_prefix(letter) {
                    Some(value) if !value.is_empty() => Some(value),
                    _ if rest.ends_with(letter) => next(),
                    _ => None,
                },
                _ => None,
            }
        })
    }

    /// The values of any of these flags.
    pub(super) fn values_of(self, flags: &[&str]) -> impl Iterator<Item = &'c str> {
        flags.iter().flat_map(move |flag| self.values(flag))
    }

    /// The words behind it that are neither flags nor stand behind one of these, which take a value.
    pub(super) fn operands(self, flags: &[&str]) -> impl Iterator<Item = &'c str> {
        let words = self.words;
        let takes = move |at: usize| {
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            before.is_some_and(|before| flags.contains(before))
        };
        let words = words.iter().enumerate();
        words.filter_map(move |(at, word)| (!word.starts_with('-') && !takes(at)).then_some(*word))
    }
}

/// A text with the values of a container's variables, and of those that its script sets; `None` if one is not known.
pub(super) fn expanded(text: &str, container: &Container<'_>) -> Option<String> {
    let mut found = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('$') {
        found += before;
        let closing = match behind.chars().next()? {
            '{' => Some('}'),
            '(' => Some(')'),
            _ => None,
        };
        let end = match closing {
            Some(closing) => behind.find(closing)?,
            None => behind
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .unwrap_or(behind.len()),
        };
        let bracket = usize::from(closing.is_some());
        let name = &behind[bracket..end];
        let (name, otherwise) = name.split_once(":-").unwrap_or((name, ""));
        let var = container.env.iter().find(|var| &*var.name == name);
        let value = match var {
            Some(var) => var.value.as_deref()?,
            None => otherwise,
        };
        found += Some(value).filter(|value| !value.is_empty())?;
        rest = &behind[end + bracket..];
    }
    Some(found + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<&str> {
        let words: Vec<&str> = line.split(' ').collect();
        in_words(&words).map(|program| program.name).collect()
    }

    #[test]
    fn a_program_is_started_by_another() {
        assert_eq!(
            names("python3.12 -m gunicorn -b :80 app"),
            ["python", "-m", "gunicorn"]
        );
        assert_eq!(names("/usr/bin/pip install gunicorn"), ["pip"]);
        assert_eq!(
            names("A=1 poetry run uvicorn a"),
            ["A=", "poetry", "run", "uvicorn"]
        );
        assert_eq!(names("wait-for-it.sh db:80"), ["wait-for-it"]);
    }

    #[test]
    fn flags_have_values_in_several_spellings() {
        let values = |line: &str, flag: &str| -> Vec<String> {
            let words: Vec<&str> = line.split(' ').collect();
            let program = in_words(&words).next().unwrap();
            program.values(flag).map(str::to_owned).collect()
        };
        for line in ["a -p 80", "a -p80", "a -fp 80", "a x -p 80 y"] {
            assert_eq!(values(line, "-p"), ["80"], "{line}");
        }
        for line in ["a --port 80", "a --port=80"] {
            assert_eq!(values(line, "--port"), ["80"], "{line}");
        }
        for line in ["a --ports 80", "a --port --x", "a -p"] {
            assert!(values(line, "--port").is_empty(), "{line}");
        }
    }
}
