//! Where a container listens, and whom it reaches through the pod's own network.

use crate::facts::software::{Known, Software};
use crate::objects::{Container, Text};
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
#[derive(Clone, Copy, Debug)]
pub struct Listen<'t> {
    /// The port.
    pub port: i64,
    /// How this is known.
    pub origin: Origin,
    /// Where it says so.
    pub at: Cursor<'t>,
}

/// A peer in the same pod that a container reaches.
#[derive(Clone, Debug)]
pub struct Dial<'t> {
    /// The port, if it is said.
    pub port: Option<i64>,
    /// The words beside it, in lower case: the variable's name and the value, for what `port` does not tell.
    hint: String,
    /// Where it says so.
    pub at: Cursor<'t>,
}

impl Dial<'_> {
    /// Whether what is said around it names this software: `MYSQL_HOST`, `redis://localhost`, or `DB_HOST`
    /// for any database.
    #[must_use]
    pub fn is_for(&self, software: &Software) -> bool {
        let named = |name: &&str| name.len() > 3 && self.hint.contains(&**name);
        software.images.iter().any(named)
            || software.class.is_datastore() && self.is_for_any_store()
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

/// The ports of a container: those declared; else those it is told; else what its software does.
pub(super) fn listens<'t>(container: &Container<'t>, software: Option<Known>) -> Vec<Listen<'t>> {
    let declared = container.ports.iter().filter(|port| port.protocol == "TCP");
    let mut found: Vec<_> = declared
        .filter_map(|port| port.number)
        .map(|number| Listen {
            port: number.value,
            origin: Origin::Declared,
            at: number.at,
        })
        .collect();
    for (name, value, at) in settings(container) {
        if is_listener(&name)
            && let Some(port) = port_of(value)
        {
            found.push(Listen {
                port,
                origin: Origin::Told,
                at,
            });
        }
    }
    if found.is_empty()
        && let (Some(known), Some(image)) = (software, &container.image)
    {
        let default = |&port: &i64| Listen {
            port,
            origin: Origin::Default,
            at: image.at,
        };
        found.extend(known.software.ports.iter().map(default));
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
        if is_listener(name) && !value.contains("://")
            || name.contains("listen")
            || name.contains("advertise")
        {
            continue;
        }
        for place in ["localhost", "127.0.0.1", "[::1]"] {
            for (start, _) in value.match_indices(place) {
                let rest = &value[start + place.len()..];
                let port = rest
                    .strip_prefix(':')
                    .and_then(leading_number)
                    .or_else(|| port_beside(name));
                let hint = format!("{name} {value}").to_lowercase();
                found.push(Dial {
                    port,
                    hint,
                    at: *at,
                });
            }
        }
    }
    found
}

/// Names and values of what a container is told, names in lower case: `--port=80`, `--port 80`, `PORT=80`.
fn settings<'c, 't>(
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

/// Whether a setting of this name says where to listen, and not where another does.
fn is_listener(name: &str) -> bool {
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
    let words = || {
        name.split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    let says = |word: &str| matches!(word, "listen" | "bind" | "addr" | "address" | "port");
    let alone = words().count() == 1
        || words().any(|word| {
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
    words().any(says) && alone && !theirs.iter().any(|word| name.contains(word))
}

/// `8080`, `:8080`, `0.0.0.0:8080`
fn port_of(value: &str) -> Option<i64> {
    let digits = value.rsplit(':').next()?;
    digits
        .parse()
        .ok()
        .filter(|port| (1..=65535).contains(port))
}

fn leading_number(text: &str) -> Option<i64> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text[..end].parse().ok()
}
