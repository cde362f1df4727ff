//! Servers known by their program's name: which ports one binds, as far as its command line tells.

use crate::diagnostic::Certainty;
use crate::facts::listen::{Listen, Origin};
use crate::facts::network::{address_of, item_of};
use crate::facts::shell::Command;
use crate::facts::table::SERVERS;
use crate::objects::Container;

/// A row of the table: see `table/servers.rs`.
#[derive(Debug)]
pub(super) struct Server {
    /// The name of the program, without directories and without the number of a version at its end.
    pub name: &'static str,
    /// A word without which it is no server, or not this one: `http.server`. Empty if its name is enough.
    pub says: &'static str,
    /// The port that it binds unless told otherwise, and how certain that is: a configuration may say otherwise.
    pub port: Option<(i64, Certainty)>,
    /// It binds 127.0.0.1 alone unless told otherwise.
    pub local: bool,
    /// Flags whose value is the port, or an address that ends in one.
    pub port_flags: &'static [&'static str],
    /// Flags whose value is the address.
    pub host_flags: &'static [&'static str],
    /// Variables whose value is the port; with one it binds all addresses.
    pub port_env: &'static [&'static str],
    /// An operand behind `says` is the port, or an address that ends in one.
    pub operand: bool,
}

pub(super) const fn server(name: &'static str, says: &'static str) -> Server {
    Server {
        name,
        says,
        port: None,
        local: false,
        port_flags: &[],
        host_flags: &[],
        port_env: &[],
        operand: false,
    }
}

/// A row is read as a sentence: `server(…).binds(…).local().port_flags(…)`.
impl Server {
    pub(super) const fn binds(self, port: i64) -> Self {
        let port = Some((port, Certainty::Certain));
        Self { port, ..self }
    }

    pub(super) const fn usually(self, port: i64) -> Self {
        let port = Some((port, Certainty::Likely));
        Self { port, ..self }
    }

    pub(super) const fn local(self) -> Self {
        Self {
            local: true,
            ..self
        }
    }

    pub(super) const fn operand(self) -> Self {
        Self {
            operand: true,
            ..self
        }
    }

    pub(super) const fn port_flags(self, port_flags: &'static [&'static str]) -> Self {
        Self { port_flags, ..self }
    }

    pub(super) const fn host_flags(self, host_flags: &'static [&'static str]) -> Self {
        Self { host_flags, ..self }
    }

    pub(super) const fn port_env(self, port_env: &'static [&'static str]) -> Self {
        Self { port_env, ..self }
    }
}

/// Words that start the program behind them: `python -m gunicorn`, `bundle exec puma`.
const RUNNERS: [&str; 20] = [
    "busybox",
    "bundle",
    "ddtrace-run",
    "dlx",
    "exec",
    "newrelic-admin",
    "node",
    "npm",
    "npx",
    "opentelemetry-instrument",
    "pdm",
    "pipenv",
    "pnpm",
    "poetry",
    "python",
    "run",
    "run-program",
    "rye",
    "uv",
    "yarn",
];

/// A server that a command starts.
struct Started<'s, 'c, 't> {
    server: &'static Server,
    container: &'s Container<'t>,
    /// Its name as it is written.
    program: &'c str,
    /// The words behind it.
    words: &'s [&'c str],
}

/// The ports that the servers among the commands bind.
pub(super) fn binds<'t>(
    container: &Container<'t>,
    commands: &[Command<'_, 't>],
) -> Vec<Listen<'t>> {
    let started = commands
        .iter()
        .filter_map(|command| Started::of(container, command));
    started.flat_map(|started| started.binds()).collect()
}

impl<'s, 'c, 't> Started<'s, 'c, 't> {
    fn of(container: &'s Container<'t>, command: &'s Command<'c, 't>) -> Option<Self> {
        let words = command.words.get(usize::from(command.of_image)..)?;
        let words = if command.of_image {
            &command.words[..]
        } else {
            words
        };
        for (at, word) in words.iter().enumerate() {
            let (name, behind) = (program(word), &words[at + 1..]);
            let is_it = |server: &&Server| server.name == name && says(behind, server.says);
            if let Some(server) = SERVERS.iter().find(is_it) {
                return Some(Self {
                    server,
                    container,
                    program: word,
                    words: behind,
                });
            }
            let passes = RUNNERS.contains(&name) || word.starts_with('-') || word.contains('=');
            if !passes {
                break;
            }
        }
        None
    }

    fn binds(&self) -> Vec<Listen<'t>> {
        let server = self.server;
        let flags = server
            .port_flags
            .iter()
            .flat_map(|flag| values(self.words, flag));
        let mut told: Vec<&'c str> = flags.collect();
        if told.is_empty() && server.operand {
            let is_place = |word: &&&str| !word.starts_with('-') && address_of(word).is_some();
            told.extend(self.words.iter().rfind(is_place));
        }
        if told.is_empty() {
            return self.untold().into_iter().collect();
        }
        let places = told.iter().filter_map(|word| {
            let (address, port) = address_of(&self.expanded(word)?)?;
            let place = (address.or_else(|| self.host()), port);
            let at = item_of(self.container, word)?.at;
            Some(Listen::bound(place, Origin::Told, Certainty::Certain, at))
        });
        places.collect()
    }

    /// What it binds if its command line says nothing of a port.
    fn untold(&self) -> Option<Listen<'t>> {
        let named = |name: &&str| self.container.env.iter().find(|var| *var.name == **name);
        if let Some(var) = self.server.port_env.iter().find_map(named) {
            let value = var.value.as_ref()?;
            let place = address_of(value)?;
            return Some(Listen::bound(
                place,
                Origin::Told,
                Certainty::Certain,
                value.at,
            ));
        }
        let (port, certainty) = self.server.port?;
        let at = item_of(self.container, self.program)?.at;
        Some(Listen::bound(
            (self.host(), port),
            Origin::Default,
            certainty,
            at,
        ))
    }

    /// The one address that it binds; `None` if that is all of them.
    fn host(&self) -> Option<String> {
        let mut told = self
            .server
            .host_flags
            .iter()
            .flat_map(|flag| values(self.words, flag));
        match told.next() {
            Some(host) => Some(self.expanded(host)?).filter(|host| !is_any(host)),
            None => self.server.local.then(|| "127.0.0.1".to_owned()),
        }
    }

    /// A text with the values of the container's variables; `None` if one is not known.
    fn expanded(&self, text: &str) -> Option<String> {
        let mut found = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('$') {
            found += before;
            let (name, end) = match behind.chars().next()? {
                '{' => (behind.split('}').next()?.get(1..)?, behind.find('}')? + 1),
                '(' => (behind.split(')').next()?.get(1..)?, behind.find(')')? + 1),
                _ => {
                    let end = behind.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                    let end = end.unwrap_or(behind.len());
                    (&behind[..end], end)
                }
            };
            let (name, otherwise) = name.split_once(":-").unwrap_or((name, ""));
            let var = self.container.env.iter().find(|var| &*var.name == name);
            let value = match var {
                Some(var) => var.value.as_deref()?,
                None => otherwise,
            };
            found += Some(value).filter(|value| !value.is_empty())?;
            rest = &behind[end..];
        }
        Some(found + rest)
    }
}

/// The name of a program: without directories, and without the number of a version at its end.
fn program(word: &str) -> &str {
    let name = word.rsplit('/').next().unwrap_or(word);
    name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.')
}

/// Whether a word is among these: `-l` as well in `-lk`.
fn says(words: &[&str], word: &str) -> bool {
    let short = word.strip_prefix('-').filter(|letter| letter.len() == 1);
    let in_cluster = |said: &&str| {
        let letters = said
            .strip_prefix('-')
            .filter(|letters| !letters.starts_with('-'));
        short.is_some_and(|letter| letters.is_some_and(|letters| letters.contains(letter)))
    };
    word.is_empty() || words.iter().any(|said| *said == word || in_cluster(said))
}

/// The values of a flag: `--port 80`, `--port=80`, `-p 80`, `-p80`, `-fp 80`.
fn values<'c>(words: &[&'c str], flag: &str) -> impl Iterator<Item = &'c str> {
    let letter = flag.strip_prefix('-').filter(|letter| letter.len() == 1);
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
            (_, Some(letter), Some(rest)) if rest.ends_with(letter) => next(),
            (_, Some(letter), Some(rest)) => rest
                .strip_prefix(letter)
                .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == ':')),
            _ => None,
        }
    })
}

fn is_any(host: &str) -> bool {
    matches!(host, "" | "*" | "0.0.0.0" | "::" | "[::]")
}
