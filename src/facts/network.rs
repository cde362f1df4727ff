//! What a container is told of the network: names and values, and whom it reaches through the pod's own.

use crate::diagnostic::Certainty;
use crate::facts::loopback::loopbacks;
use crate::facts::shell::Command;
use crate::facts::software::Software;
use crate::objects::{Container, Text};
use crate::source::Span;
use crate::yaml::Cursor;

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
    /// How certain it is that the container is told this peer: what it does with it is another question.
    pub certainty: Certainty,
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
            certainty: Certainty::Certain,
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
            certainty: Certainty::Certain,
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
    found.into_iter().chain(variables(container))
}

/// Names and values of a container's variables, names in lower case.
pub(super) fn variables<'c, 't>(
    container: &'c Container<'t>,
) -> impl Iterator<Item = (String, &'c str, Cursor<'t>)> {
    container.env.iter().filter_map(|var| {
        let value = var.value.as_ref()?;
        Some((var.name.to_lowercase(), &**value, value.at))
    })
}

/// Names and values of the flags of a command, names in lower case: `--port=80`, `--port 80`.
pub(super) fn flags<'c>(command: &Command<'c, '_>) -> impl Iterator<Item = (String, &'c str)> {
    let words = &command.words;
    words.iter().enumerate().filter_map(|(at, word)| {
        let is_flag = |word: &&&str| word.starts_with('-');
        match word.split_once('=') {
            // `-Dserver.port=80` is a property of Java's.
            Some((name, value)) => {
                let name = name.strip_prefix("-D").unwrap_or(name);
                Some((name.to_lowercase(), value))
            }
            None => {
                let name = words[..at].last().filter(is_flag)?;
                (!is_flag(&word)).then(|| (name.to_lowercase(), *word))
            }
        }
    })
}

/// The item of a container's command line in which a word of it stands.
pub(super) fn item_of<'c, 't>(container: &'c Container<'t>, word: &str) -> Option<&'c Text<'t>> {
    let holds = |text: &&Text<'_>| text.as_bytes().as_ptr_range().contains(&word.as_ptr());
    container.command_line().find(holds)
}

/// Whether a setting of this name says where its container listens.
pub(super) fn is_listener(name: &str) -> bool {
    if OWN.contains(&name) {
        return true;
    }
    let alone = is_plain(name)
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

/// Settings by custom and of frameworks that say where the program itself listens.
const OWN: [&str; 8] = [
    "--server.port",
    "--urls",
    "-p",
    "aspnetcore_http_ports",
    "aspnetcore_urls",
    "dotnet_urls",
    "server.port",
    "server_port",
];

/// Whether a setting's name speaks of its own container, and of nothing but where that listens: it is one word, or
/// says so.
pub(super) fn is_plain(name: &str) -> bool {
    let says = |word: &str| matches!(word, "listen" | "bind");
    let is_of_protocol = |word: &str| {
        matches!(
            word,
            "http" | "https" | "grpc" | "web" | "port" | "addr" | "address"
        )
    };
    words(name).count() == 1
        || OWN.contains(&name)
        || words(name).any(says)
        || words(name).all(is_of_protocol)
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
    let address = match address {
        "" | "*" | "+" | "0.0.0.0" | "[::]" | "::" => None,
        "localhost" => Some("127.0.0.1"),
        _ => Some(address),
    };
    Some((address.map(str::to_owned), port))
}
