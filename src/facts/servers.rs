//! Servers known by their program's name: which ports one binds, as far as its command line tells.

use crate::diagnostic::Certainty;
use crate::facts::listen::{Listen, Origin};
use crate::facts::network::{address_of, item_of};
use crate::facts::programs::{self, Program, expanded};
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
    /// Flags with any of which it binds no port: a socket instead.
    pub unless: &'static [&'static str],
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
    /// Variables whose value is the address.
    pub host_env: &'static [&'static str],
    /// An operand behind `says` is the port, or an address that ends in one.
    pub operand: bool,
}

pub(super) const fn server(name: &'static str, says: &'static str) -> Server {
    Server {
        name,
        says,
        unless: &[],
        port: None,
        local: false,
        port_flags: &[],
        host_flags: &[],
        port_env: &[],
        host_env: &[],
        operand: false,
    }
}

/// A row is read as a sentence: `server(…).binds(…).local().port_flags(…)`.
impl Server {
    pub(super) const fn binds(self, port: i64) -> Self {
        let port = Some((port, Certainty::Certain));
        Self { port, ..self }
    }

    pub(super) const fn unless(self, unless: &'static [&'static str]) -> Self {
        Self { unless, ..self }
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

    pub(super) const fn host_env(self, host_env: &'static [&'static str]) -> Self {
        Self { host_env, ..self }
    }

    pub(super) const fn port_env(self, port_env: &'static [&'static str]) -> Self {
        Self { port_env, ..self }
    }
}

/// A server that a command starts.
struct Started<'s, 'c, 't> {
    server: &'static Server,
    container: &'s Container<'t>,
    program: Program<'s, 'c>,
}

/// The ports that the servers among the commands bind.
pub(super) fn binds<'t>(
    container: &Container<'t>,
    commands: &[Command<'_, 't>],
) -> Vec<Listen<'t>> {
    let started = commands.iter().filter_map(|command| {
        let (server, program) = server_of(command)?;
        Some(Started {
            server,
            container,
            program,
        })
    });
    started.flat_map(|started| started.binds()).collect()
}

/// Whether a command starts a server that runs until it is told to end.
pub(super) fn is_started(command: &Command<'_, '_>) -> bool {
    const APART: [&str; 4] = ["--daemon", "--daemonize", "--detach", "-D"];
    let is_apart = |program: &Program<'_, '_>| APART.iter().any(|word| program.says(word));
    let started = server_of(command).filter(|(_, program)| !is_apart(program));
    started.is_some_and(|(server, program)| match server.name {
        // Else they end with their first client.
        "httpd" => program.says("-f"),
        "nc" | "ncat" => program.says("-k"),
        "socat" => program.words.iter().any(|word| word.contains("fork")),
        _ => true,
    })
}

fn server_of<'s, 'c>(command: &'s Command<'c, '_>) -> Option<(&'static Server, Program<'s, 'c>)> {
    programs::started(command).find_map(|program| {
        let is_it = |server: &&Server| {
            server.name == program.name && (server.says.is_empty() || program.says(server.says))
        };
        Some((SERVERS.iter().find(is_it)?, program))
    })
}

impl<'c, 't> Started<'_, 'c, 't> {
    fn binds(&self) -> Vec<Listen<'t>> {
        let server = self.server;
        if server.unless.iter().any(|flag| self.program.says(flag)) {
            return Vec::new();
        }
        let values = self.program.values_of(server.port_flags);
        let mut told: Vec<&'c str> = values.flat_map(|value| value.split(',')).collect();
        if told.is_empty() && server.operand {
            let mut operands = self.program.operands(server.host_flags);
            told.extend(operands.find(|word| is_place(server, word)));
        }
        if told.is_empty() {
            return self.untold().into_iter().collect();
        }
        let places = told.iter().filter_map(|word| {
            let said = expanded(word, self.container)?;
            let place = place_in(&said);
            let (address, port) = address_of(place)?;
            // `0.0.0.0:80` and `:80` say all addresses.
            let host = || self.host().filter(|_| !place.contains(':'));
            let place = (address.or_else(host), port);
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
            let (origin, certainty) = (Origin::Told, Certainty::Certain);
            let place = address_of(value)?;
            return Some(Listen::bound(place, origin, certainty, value.at));
        }
        let (port, certainty) = self.server.port?;
        let at = item_of(self.container, self.program.word)?.at;
        let place = (self.host(), port);
        Some(Listen::bound(place, Origin::Default, certainty, at))
    }

    /// The one address that it binds; `None` if that is all of them.
    fn host(&self) -> Option<String> {
        let mut told = self.program.values_of(self.server.host_flags);
        let is_its = |name: &str| self.server.host_env.contains(&name);
        let mut variables = self.container.env.iter().filter(|var| is_its(&var.name));
        match (told.next(), variables.next()) {
            (Some(host), _) => Some(expanded(host, self.container)?).filter(|host| !is_any(host)),
            (None, Some(var)) => {
                Some(var.value.as_deref()?.to_owned()).filter(|host| !is_any(host))
            }
            (None, None) => self.server.local.then(|| "127.0.0.1".to_owned()),
        }
    }
}

/// Whether an operand says where a server listens.
fn is_place(server: &Server, word: &str) -> bool {
    match server.name {
        // It may connect to others as well.
        "socat" => word.starts_with("TCP") && word.contains("-LISTEN:"),
        _ => address_of(word).is_some(),
    }
}

/// The address in `project:region:name=tcp:3306` and in `TCP-LISTEN:80,fork`.
fn place_in(said: &str) -> &str {
    let said = said.rsplit_once("=tcp:").map_or(said, |(_, place)| place);
    let Some((_, listen)) = said.split_once("-LISTEN:") else {
        return said;
    };
    listen.split(',').next().unwrap_or(listen)
}

/// Whether a host stands for all addresses of the pod.
pub(super) fn is_any(host: &str) -> bool {
    matches!(host, "" | "*" | "0.0.0.0" | "::" | "[::]")
}
