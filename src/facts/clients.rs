//! Clients known by their program's name: which peer one reaches, as far as its command line tells.

use crate::facts::address::address;
use crate::facts::loopback::loopbacks;
use crate::facts::programs::{self, Program, expanded};
use crate::facts::shell::Command;
use crate::facts::table::CLIENTS;
use crate::objects::Container;

/// How a client is told of its peer by what is no flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operand {
    /// Not at all.
    None,
    /// `db 5432`
    HostAndPort,
    /// `db:5432`, `http://shop:80/health`, `shop`
    Address,
    /// `postgres://db:5432/shop`; another operand means something else.
    Url,
    /// `db`
    Name,
}

/// A row of the table: see `table/clients.rs`.
#[derive(Debug)]
pub(super) struct Client {
    /// The name of the program, without directories, `.sh` and the number of a version.
    pub name: &'static str,
    /// A word without which it reaches nobody. Empty for none.
    pub says: &'static str,
    /// A word with which it is no client. Empty for none.
    pub unless: &'static str,
    /// The port unless told otherwise; 0 if it must be told.
    pub port: i64,
    /// It reaches 127.0.0.1 unless told otherwise.
    pub local: bool,
    /// It looks names up and connects to nobody.
    pub resolves: bool,
    pub host_flags: &'static [&'static str],
    pub port_flags: &'static [&'static str],
    /// Flags whose value is an address with a port, or a URL.
    pub url_flags: &'static [&'static str],
    pub operand: Operand,
    pub host_env: &'static str,
    pub port_env: &'static str,
    pub url_env: &'static str,
}

pub(super) const fn client(name: &'static str, port: i64) -> Client {
    Client {
        name,
        says: "",
        unless: "",
        port,
        local: false,
        resolves: false,
        host_flags: &[],
        port_flags: &[],
        url_flags: &[],
        operand: Operand::None,
        host_env: "",
        port_env: "",
        url_env: "",
    }
}

/// A row is read as a sentence: `client(…).host_flags(…).port_flags(…)`.
impl Client {
    pub(super) const fn says(self, says: &'static str) -> Self {
        Self { says, ..self }
    }

    pub(super) const fn unless(self, unless: &'static str) -> Self {
        Self { unless, ..self }
    }

    pub(super) const fn local(self) -> Self {
        Self {
            local: true,
            ..self
        }
    }

    pub(super) const fn resolves(self) -> Self {
        Self {
            resolves: true,
            ..self
        }
    }

    pub(super) const fn host_flags(self, host_flags: &'static [&'static str]) -> Self {
        Self { host_flags, ..self }
    }

    pub(super) const fn port_flags(self, port_flags: &'static [&'static str]) -> Self {
        Self { port_flags, ..self }
    }

    pub(super) const fn url_flags(self, url_flags: &'static [&'static str]) -> Self {
        Self { url_flags, ..self }
    }

    pub(super) const fn operand(self, operand: Operand) -> Self {
        Self { operand, ..self }
    }

    pub(super) const fn host_env(self, host_env: &'static str) -> Self {
        Self { host_env, ..self }
    }

    pub(super) const fn port_env(self, port_env: &'static str) -> Self {
        Self { port_env, ..self }
    }

    pub(super) const fn url_env(self, url_env: &'static str) -> Self {
        Self { url_env, ..self }
    }
}

/// Whom a client reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The host, in lower case.
    pub host: String,
    /// The port, if it is known.
    pub port: Option<i64>,
    /// Only its name is looked up, which needs no answer from it.
    pub by_name: bool,
    /// No host is said: the client reaches for the one that it takes for granted, if no configuration of its own says
    /// otherwise.
    pub is_assumed: bool,
}

impl Peer {
    pub(super) fn at((host, port): (String, Option<i64>)) -> Self {
        Self {
            host,
            port,
            by_name: false,
            is_assumed: false,
        }
    }

    /// Whether it is the pod itself.
    #[must_use]
    pub fn is_local(&self) -> bool {
        matches!(&*self.host, "localhost" | "127.0.0.1" | "::1" | "[::1]")
    }
}

/// The peer that a command reaches for, if it is a known client's.
pub(super) fn peer(command: &Command<'_, '_>, container: &Container<'_>) -> Option<Peer> {
    if let Some(peer) = by_bash(&command.words, container) {
        return Some(peer);
    }
    let mut programs = programs::started(command);
    let own = programs.find_map(|program| told(&program, container));
    own.or_else(|| inside(command, container))
}

/// `/dev/tcp/db/5432`, which Bash connects to.
fn by_bash(words: &[&str], container: &Container<'_>) -> Option<Peer> {
    let place = words
        .iter()
        .find_map(|word| word.strip_prefix("/dev/tcp/"))?;
    let (host, port) = place.split_once('/')?;
    let port = expanded(port, container)?.parse().ok();
    Some(Peer::at((expanded(host, container)?.to_lowercase(), port)))
}

/// A client whose answer another command looks at: `[ "$(curl -s http://shop/)" = ok ]`.
fn inside(command: &Command<'_, '_>, container: &Container<'_>) -> Option<Peer> {
    if !matches!(command.program(), "[" | "[[" | "test") {
        return None;
    }
    // In quotes a word has all of it: `"$(redis-cli ping)"`. Without, it is words like the others, of which one that
    // says no peer, such as in `[ "$KIND" = mysql ]`, need not be a program.
    let split = |c: char| c.is_whitespace() || matches!(c, '$' | '(' | ')' | '`' | '"' | '\'');
    let quoted = command.words.iter().find_map(|word| {
        let start = word.find("$(").or_else(|| word.find('`'))?;
        let words: Vec<&str> = word[start..].split(split).collect();
        Some(words.into_iter().filter(|word| !word.is_empty()).collect())
    });
    let is_quoted = quoted.is_some();
    let words: Vec<&str> = quoted.unwrap_or_else(|| command.words.clone());
    let found = (0..words.len()).find_map(|at| {
        let program = programs::in_words(&words[at..]).next()?;
        told(&program, container)
    });
    found.filter(|peer| is_quoted || !peer.is_assumed)
}

/// Whom a client is told to reach.
fn told(program: &Program<'_, '_>, container: &Container<'_>) -> Option<Peer> {
    let is_it = |client: &&Client| {
        client.name == program.name
            && (client.says.is_empty() || program.says(client.says))
            && (client.unless.is_empty() || !program.says(client.unless))
    };
    let client = CLIENTS.iter().find(is_it)?;
    let var = |name: &str| {
        let var = container.env.iter().find(|var| *var.name == *name);
        var?.value.as_deref()
    };
    // A variable's value may come from a ConfigMap or a Secret.
    let is_set = |name: &str| container.env.iter().any(|var| *var.name == *name);
    let is_told_elsewhere = !client.host_env.is_empty()
        && (container.env_from || is_set(client.host_env) || is_set(client.url_env));
    let said = place(client, program);
    let of_env = var(client.url_env).or_else(|| var(client.host_env));
    let is_assumed = said.is_none() && of_env.is_none();
    let (host, port) = match said {
        Some(said) => address(&expanded(&said, container)?)?,
        None => match of_env {
            Some(said) => address(said)?,
            None if client.local && !is_told_elsewhere => ("127.0.0.1".to_owned(), None),
            None => return None,
        },
    };
    let flag = program.values_of(client.port_flags).next();
    let port_said = match flag {
        Some(said) => expanded(said, container)?.parse().ok(),
        None => var(client.port_env).and_then(|port| port.parse().ok()),
    };
    let default = Some(client.port).filter(|port| *port != 0);
    Some(Peer {
        host,
        port: port.or(port_said).or(default),
        by_name: client.resolves,
        is_assumed,
    })
}

/// Where the command line says whom to reach.
fn place(client: &Client, program: &Program<'_, '_>) -> Option<String> {
    // `-d shop` names a database, `-d postgres://db/shop` its server as well.
    let urls = program.values_of(client.url_flags);
    let mut urls = urls.filter(|said| said.contains([':', '$']) || said.contains("host="));
    let hosts = || program.values_of(client.host_flags).next();
    if let Some(said) = urls.next().or_else(hosts) {
        return Some(said.to_owned());
    }
    let valued: &[&str] = match client.operand {
        Operand::HostAndPort => &["-w", "-q", "-i", "-s"],
        _ => &[],
    };
    let operands: Vec<&str> = program.operands(valued).collect();
    let is_url =
        |word: &&&str| word.contains("://") || word.contains("host=") || word.starts_with('$');
    // A number, a variable or a known name tells an address from what else stands there.
    let is_address = |word: &&&str| {
        let port = word.rsplit(':').next().filter(|_| word.contains(':'));
        let is_port = |port: &str| {
            port.starts_with('$')
                || port
                    .split('/')
                    .next()
                    .is_some_and(|port| port.parse::<u16>().is_ok())
        };
        loopbacks(word).next().is_some() || port.is_some_and(is_port)
    };
    let found = match (client.operand, &operands[..]) {
        (Operand::None, _) => None,
        (Operand::HostAndPort, [.., host, port]) => return Some(format!("{host}:{port}")),
        (Operand::HostAndPort, all) => all.last(),
        (Operand::Name, all) => all.first(),
        (Operand::Url, all) => all.iter().find(is_url),
        (Operand::Address, all) => all
            .iter()
            .find(is_url)
            .or_else(|| all.iter().find(is_address)),
    };
    found.map(|word| (*word).to_owned())
}
