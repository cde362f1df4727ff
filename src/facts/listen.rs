//! Where a container listens.

use crate::diagnostic::Certainty;
use crate::facts::bound;
use crate::facts::network::{address_of, flags, is_listener, is_plain, item_of, variables};
use crate::facts::role::background;
use crate::facts::servers::{self, is_any};
use crate::facts::shell::Command;
use crate::facts::software::Known;
use crate::facts::utilities::is_utility;
use crate::objects::{Container, PortUse, Stage};
use crate::yaml::Cursor;

/// How it is known what a program does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The command, an argument, a variable or its configuration says so.
    Told,
    /// The software does so unless told otherwise.
    Default,
}

/// A TCP port of a container.
#[derive(Clone, Debug)]
pub struct Listen<'t> {
    /// The port.
    pub port: i64,
    /// The one address on which it is bound; `None` for all.
    pub address: Option<String>,
    /// `ports` has it, which binds nothing.
    pub declared: bool,
    /// What binds it, as far as that is known.
    pub bound: Option<Bound>,
    /// Where it is declared, or else where it is said or known to be bound.
    pub at: Cursor<'t>,
    /// Where it is said or known to be bound, or else declared.
    pub said_at: Cursor<'t>,
}

/// What makes a program bind a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// How this is known.
    pub origin: Origin,
    /// Certain of known software; likely where a name or a number says so, which the program may not heed.
    pub certainty: Certainty,
    /// The name under which it is told says where to listen and nothing else, by what everyone means by it: `PORT`,
    /// `--port`.
    pub is_plain: bool,
}

impl<'t> Listen<'t> {
    /// A port that `ports` declares.
    fn declared(port: i64, at: Cursor<'t>) -> Self {
        Self {
            port,
            address: None,
            declared: true,
            bound: None,
            at,
            said_at: at,
        }
    }

    /// A port that is bound.
    pub(super) fn bound(
        (address, port): (Option<String>, i64),
        origin: Origin,
        certainty: Certainty,
        at: Cursor<'t>,
    ) -> Self {
        Self {
            port,
            address,
            declared: false,
            bound: Some(Bound {
                origin,
                certainty,
                is_plain: false,
            }),
            at,
            said_at: at,
        }
    }

    /// What more is known of a port that is known already.
    fn add(&mut self, more: Self) {
        self.address = self.address.take().or(more.address);
        self.declared |= more.declared;
        let certainty = |bound: Option<Bound>| bound.map(|bound| bound.certainty);
        if certainty(self.bound) < certainty(more.bound) {
            self.bound = more.bound;
            self.said_at = more.said_at;
        }
    }

    /// How certain it is that the port is bound.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        self.bound
            .map_or(Certainty::Likely, |bound| bound.certainty)
    }

    /// Whether the container is told to bind it.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.bound.is_some_and(|bound| bound.origin == Origin::Told)
    }

    /// Whether the pod's own containers alone can reach it.
    #[must_use]
    pub fn is_local(&self) -> bool {
        let address = self.address.as_deref().unwrap_or_default();
        address.starts_with("127.") || matches!(address, "localhost" | "::1" | "[::1]")
    }

    /// Whether one cannot be bound while the other is: two different addresses may have the same port.
    #[must_use]
    pub fn excludes(&self, other: &Self) -> bool {
        let apart =
            self.address.is_some() && other.address.is_some() && self.address != other.address;
        self.port == other.port && !apart
    }
}

/// Takes note of what is known of a port.
pub(super) fn add<'t>(all: &mut Vec<Listen<'t>>, listen: Listen<'t>) {
    match all.iter_mut().find(|known| known.port == listen.port) {
        Some(known) => known.add(listen),
        None => all.push(listen),
    }
}

/// The TCP ports of a container: those declared, those it is told, and those that its software binds by itself. To
/// declare a port moves none.
pub(super) fn listens<'t>(
    container: &Container<'t>,
    software: Option<Known>,
    commands: &[Command<'_, 't>],
) -> Vec<Listen<'t>> {
    let mut found = Vec::new();
    // What ends before the others start is told what the program after it is told, and serves nobody.
    if container.stage == Stage::Init {
        return found;
    }
    let mut add = |listen| self::add(&mut found, listen);
    let declared = container.ports.iter().filter(|port| port.protocol == "TCP");
    declared
        .filter_map(|port| port.number)
        .map(|number| Listen::declared(number.value, number.at))
        .for_each(&mut add);
    let own = software.filter(|known| known.certainty.is_certain());
    own.map_or_else(Vec::new, |known| {
        bound::by_itself(container, known.software)
    })
    .into_iter()
    .for_each(&mut add);
    let started = servers::binds(container, commands);
    // Its command line says where it listens, whatever the variable is for that is there by custom.
    let is_said = started
        .iter()
        .any(|listen| listen.is_told() && listen.certainty().is_certain());
    started.into_iter().for_each(&mut add);
    let by_custom = by_custom(container, commands, is_said);
    by_custom.into_iter().for_each(&mut add);
    // Named after a server, it listens where that does as far as nothing else says where.
    if found.is_empty()
        && let (Some(known), None, Some(image)) = (software, own, &container.image)
    {
        let likely =
            |&port: &i64| Listen::bound((None, port), Origin::Default, known.certainty, image.at);
        found.extend(known.software.ports.iter().map(likely));
    }
    found
}

/// The ports that flags and variables say by what most programs mean by their names. `is_said`: its command says where it
/// listens.
fn by_custom<'t>(
    container: &Container<'t>,
    commands: &[Command<'_, 't>],
    is_said: bool,
) -> Vec<Listen<'t>> {
    let placed = |(name, value)| Some((name, value, item_of(container, value)?.at));
    // Of a program that is not known `-p` is a port more often than not; many that are known mean something else by it.
    let is_unknown = |command: &Command<'_, '_>| command.of_image || command.words[0].contains('/');
    let told = commands.iter().flat_map(|command| {
        flags(command).filter(move |(name, _)| name != "-p" || is_unknown(command))
    });
    let is_its = |name: &str| match name {
        "port" => !is_said && !is_no_server(container, commands),
        _ => !is_of_peer(name, container),
    };
    let variables = variables(container).filter(|(name, ..)| is_its(name));
    let all = told.filter_map(placed).chain(variables);
    let places = all.filter(|(name, ..)| is_listener(name));
    let listens = places.filter_map(|(name, value, at)| {
        let place = match address_of(value)? {
            (None, port) if name == "--port" => (own_address(container, commands, port), port),
            place => place,
        };
        let mut listen = Listen::bound(place, Origin::Told, Certainty::Likely, at);
        if let Some(bound) = &mut listen.bound {
            bound.is_plain = is_plain(&name);
        }
        Some(listen)
    });
    listens.collect()
}

/// The address beside `--port`, in `--host` or the like. To many programs these are a peer's: that they are its own is known
/// where the container itself is probed on that port.
fn own_address(
    container: &Container<'_>,
    commands: &[Command<'_, '_>],
    port: i64,
) -> Option<String> {
    const NAMES: [&str; 5] = ["--address", "--bind", "--host", "--hostname", "--ip"];
    let is_it = |asked: &PortUse<'_>| {
        let declared = container.port_asked(asked).and_then(|port| port.number);
        let number = declared.map(|number| number.value);
        asked.is_probed() && number.or_else(|| asked.port.parse().ok()) == Some(port)
    };
    if !container.asked_ports().iter().any(is_it) {
        return None;
    }
    let mut flags = commands.iter().flat_map(flags);
    let (_, address) = flags.find(|(name, _)| NAMES.contains(&&**name))?;
    (!is_any(address)).then(|| address.to_owned())
}

/// Whether a container works in the background, or runs nothing that serves: it has `PORT` because the other part of its
/// image has.
fn is_no_server(container: &Container<'_>, commands: &[Command<'_, '_>]) -> bool {
    let mut programs = commands.iter().map(Command::program);
    let is_idle = !commands.is_empty() && programs.all(is_utility);
    is_idle || background(container).is_some_and(|background| background.certainty.is_certain())
}

/// Whether a variable is a peer's port: `SERVER_PORT` beside `SERVER_HOST`, whose value is no address of its own.
fn is_of_peer(name: &str, container: &Container<'_>) -> bool {
    let host = name.strip_suffix("port").map(|stem| format!("{stem}host"));
    host.is_some_and(|host| {
        container.env.iter().any(|var| {
            let value = var.value.as_deref();
            var.name.to_lowercase() == host && value.is_some_and(|value| !is_any(value))
        })
    })
}
