//! Where a container listens, and whom it reaches through the pod's own network.

use crate::facts::bound;
use crate::facts::loopback::loopbacks;
use crate::facts::software::{Known, Software};
use crate::objects::{Container, Stage, Text};
use crate::source::Span;
use crate::yaml::Cursor;

/// How it is known that a container listens on a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `ports` says so.
    Declared,
    /// The command, an argument or a variable says so.
    Told,
    /// The software does so unless told otherwise.
    Default,
}

/// A TCP port on which a container listens.
#[derive(Clone, Debug)]
pub struct Listen<'t> {
    /// The port.
    pub port: i64,
    /// The one address on which it does; `None` for all.
    pub address: Option<String>,
    /// How this is known.
    pub origin: Origin,
    /// The software is known to bind it; else a name or a number says so, which the program may not heed.
    pub sure: bool,
    /// Where it says so.
    pub at: Cursor<'t>,
}

impl<'t> Listen<'t> {
    /// A port of which its software's own configuration says that it is bound.
    pub(super) fn configured(port: i64, at: Cursor<'t>) -> Self {
        Self {
            port,
            address: None,
            origin: Origin::Told,
            sure: true,
            at,
        }
    }

    /// What more is known of a port that is known already.
    fn add(&mut self, more: Self) {
        if self.address.is_none() {
            self.address = more.address;
        }
        self.sure |= more.sure;
    }

    /// Whether one cannot be bound while the other is: two different addresses may have the same port.
    #[must_use]
    pub fn excludes(&self, other: &Self) -> bool {
        let apart =
            self.address.is_some() && other.address.is_some() && self.address != other.address;
        self.port == other.port && !apart
    }
}

/// A peer in the same pod that a container reaches.
#[derive(Clone, Debug)]
pub struct Dial<'t> {
    /// The port, if it is said.
    pub port: Option<i64>,
    /// The words beside it, in lower case: the variable's name and the value, for what `port` does not tell.
    hint: String,
    /// What it is told, or the file that says so.
    pub at: Cursor<'t>,
    /// The words in there.
    pub span: Span,
    /// A mounted file says so, and not the container's own fields.
    pub in_file: bool,
}

impl<'t> Dial<'t> {
    /// A port that a line of a file names.
    pub(super) fn of_file(port: i64, line: &str, file: &Text<'t>) -> Self {
        Self {
            port: Some(port),
            hint: line.to_lowercase(),
            span: file.span_of(line.trim()),
            at: file.at,
            in_file: true,
        }
    }

    /// Whether what is said around it names this software: `MYSQL_HOST`, `redis://localhost`, or `DB_HOST`
    /// for any database.
    #[must_use]
    pub fn is_for(&self, software: &Software) -> bool {
        software.is_named_in(&self.hint) || software.class.is_datastore() && self.is_for_any_store()
    }

    fn is_for_any_store(&self) -> bool {
        let mut words = self.hint.split(|c: char| !c.is_ascii_alphanumeric());
        words.any(|word| {
            matches!(
                word,
                "db" | "database" | "cache" | "broker" | "queue" | "datasource"
            )
        })
    }
}

/// The TCP ports of a container: those declared, those it is told, and those that its software binds by itself. To
/// declare a port moves none.
pub(super) fn listens<'t>(container: &Container<'t>, software: Option<Known>) -> Vec<Listen<'t>> {
    let mut found = Vec::new();
    // What ends before the others start is told what the program after it is told, and serves nobody.
    if container.stage == Stage::Init {
        return found;
    }
    let mut add = |listen: Listen<'t>| {
        let known = found
            .iter_mut()
            .find(|known: &&mut Listen<'t>| known.port == listen.port);
        match known {
            Some(known) => known.add(listen),
            None => found.push(listen),
        }
    };
    let declared = container.ports.iter().filter(|port| port.protocol == "TCP");
    for number in declared.filter_map(|port| port.number) {
        add(Listen {
            port: number.value,
            address: None,
            origin: Origin::Declared,
            sure: false,
            at: number.at,
        });
    }
    let own = software.filter(|known| known.sure);
    own.map_or_else(Vec::new, |known| {
        bound::by_itself(container, known.software)
    })
    .into_iter()
    .for_each(&mut add);
    for (name, value, at) in settings(container) {
        if let Some((address, port)) = address_of(value)
            && is_listener(&name)
        {
            add(Listen {
                port,
                address,
                origin: Origin::Told,
                sure: false,
                at,
            });
        }
    }
    // Named after a server, it listens where that does as far as nothing else says where.
    if found.is_empty()
        && let (Some(known), None, Some(image)) = (software, own, &container.image)
    {
        found.extend(known.software.ports.iter().map(|&port| Listen {
            port,
            address: None,
            origin: Origin::Default,
            sure: false,
            at: image.at,
        }));
    }
    found
}

/// The peers that a container names as `localhost`.
pub(super) fn dials<'t>(container: &Container<'t>) -> Vec<Dial<'t>> {
    let all: Vec<_> = settings(container).collect();
    let port_beside = |name: &str| {
        let stem = name
            .strip_suffix("host")
            .or(name.strip_suffix("hostname"))?;
        let (_, value, _) = all
            .iter()
            .find(|(other, ..)| *other == format!("{stem}port"))?;
        value.parse().ok()
    };
    let mut found = Vec::new();
    for (name, value, at) in &all {
        let mut places = loopbacks(value).peekable();
        if places.peek().is_none()
            || is_listener(name) && !value.contains("://")
            || name.contains("listen")
            || name.contains("advertise")
        {
            continue;
        }
        found.extend(places.map(|(_, port)| Dial {
            port: port.or_else(|| port_beside(name)),
            hint: format!("{name} {value}").to_lowercase(),
            at: *at,
            span: at.span(),
            in_file: false,
        }));
    }
    found
}

/// Names and values of what a container is told, names in lower case: `--port=80`, `--port 80`, `PORT=80`.
pub(super) fn settings<'c, 't>(
    container: &'c Container<'t>,
) -> impl Iterator<Item = (String, &'c str, Cursor<'t>)> {
    let line: Vec<&Text<'t>> = container.command_line().collect();
    let mut found = Vec::new();
    for (at, text) in line.iter().enumerate() {
        match text
            .split_once('=')
            .filter(|(name, _)| !name.contains(char::is_whitespace))
        {
            Some((name, value)) => found.push((name.to_lowercase(), value, text.at)),
            None => {
                let before = at.checked_sub(1).and_then(|at| line.get(at));
                let name =
                    before.filter(|before| before.starts_with('-') && !text.starts_with('-'));
                let name = name.map_or_else(String::new, |name| name.to_lowercase());
                found.push((name, &***text, text.at));
            }
        }
    }
    let env = container.env.iter().filter_map(|var| {
        let value = var.value.as_ref()?;
        Some((var.name.to_lowercase(), &**value, value.at))
    });
    found.into_iter().chain(env)
}

/// Whether a setting of this name says where its container listens.
fn is_listener(name: &str) -> bool {
    let alone = words(name).count() == 1
        || words(name).any(|word| {
            matches!(
                word,
                "listen"
                    | "bind"
                    | "http"
                    | "https"
                    | "server"
                    | "web"
                    | "metrics"
                    | "secure"
                    | "grpc"
            )
        });
    alone && is_place(name)
}

/// Whether a setting of this name may say where its container listens, and does not say where another does.
pub(super) fn is_place(name: &str) -> bool {
    let theirs = [
        "upstream",
        "remote",
        "target",
        "backend",
        "client",
        "advertise",
        "server-url",
        "endpoint",
        "proxy",
    ];
    let says = |word: &str| matches!(word, "listen" | "bind" | "addr" | "address" | "port");
    words(name).any(says) && !theirs.iter().any(|word| name.contains(word))
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// `8080`, `:8080`, `0.0.0.0:8080`, `http://127.0.0.1:8080/`: the port, and the address unless it stands for all.
pub(super) fn address_of(value: &str) -> Option<(Option<String>, i64)> {
    let value = value.split_once("://").map_or(value, |(_, rest)| rest);
    let value = value.split('/').next().unwrap_or(value);
    let (address, digits) = value.rsplit_once(':').unwrap_or(("", value));
    let port = digits
        .parse()
        .ok()
        .filter(|port| (1..=65535).contains(port))?;
    let is_any = matches!(address, "" | "*" | "0.0.0.0" | "[::]" | "::");
    Some(((!is_any).then(|| address.to_owned()), port))
}
