//! Containers that others of their pod name as hosts. Containers of one pod meet at localhost: no name of one is a host.

use crate::diagnostic::Certainty;
use crate::facts::network::settings;
use crate::facts::{Facts, Part, configured};
use crate::objects::{LocalPort, NamedHost, Network, Object, Place, Pod, Text};
use crate::source::Span;

/// What a mounted configuration says of where requests go.
#[derive(Clone, Debug)]
pub(super) struct Passed {
    /// The statement, in lower case.
    said: String,
    /// Where it stands.
    at: Span,
}

/// The statements of a configuration that pass requests on.
pub(super) fn passed(file: &Text<'_>) -> Vec<Passed> {
    const PASS: [&str; 5] = ["_pass ", "server ", "reverse_proxy ", "proxypass ", "to "];
    let passes = configured::statements(file).filter_map(|said| {
        let lower = said.to_ascii_lowercase();
        let passes = PASS.iter().any(|word| lower.contains(word)) && !lower.starts_with("server_");
        passes.then(|| Passed {
            said: lower,
            at: file.span_of(said),
        })
    });
    passes.collect()
}

impl<'p, 't> Facts<'p, 't> {
    /// What is known of the pod on the network, for the objects that refer to it and those that it refers to.
    #[must_use]
    pub fn network(&self, object: &Object<'t>, pod: &Pod<'t>) -> Network {
        let mut silent = Some(Certainty::Certain);
        let (mut possible, mut all_local, mut all_named) = (Vec::new(), Vec::new(), Vec::new());
        for part in self.running() {
            silent = silent
                .zip(part.silent_elsewhere())
                .map(|(all, one)| all.and(one));
            possible.extend(part.possible_ports());
            let others = self.running().filter(|other| !other.is(part));
            let is_theirs = |port| {
                let mut others = others.clone();
                others.any(|other| other.possible_ports().any(|possible| possible == port))
            };
            let local = part.local_ports().filter(|local| !is_theirs(local.port));
            all_local.extend(local);
            let named = others.filter_map(|other| part.named_host(other, (object, pod)));
            all_named.extend(named);
        }
        // A pod of shells alone has its Service for its name.
        let serves = self.running().any(|part| !part.only_runs_utilities());
        Network {
            possible: possible.into(),
            silent_elsewhere: silent.filter(|_| serves),
            local: all_local.into(),
            named: all_named.into(),
            awaits: Box::default(),
        }
    }
}

impl<'p, 't> Part<'p, 't> {
    /// The ports on which it listens for its own pod alone.
    fn local_ports(&self) -> impl Iterator<Item = LocalPort> {
        self.listens.iter().filter_map(|listen| {
            let address = listen.address.clone().filter(|_| listen.is_local())?;
            Some(LocalPort {
                port: listen.port,
                container: self.name().into_owned(),
                address,
                at: listen.said_at.span(),
                certainty: listen.certainty(),
            })
        })
    }

    /// Where it names another container of its pod as a host, if it does.
    fn named_host(
        &self,
        other: &Part<'_, 't>,
        (object, pod): (&Object<'t>, &Pod<'t>),
    ) -> Option<NamedHost> {
        let host = other.container.name.as_deref()?;
        if is_host_itself(host, object, pod) {
            return None;
        }
        let is_its = |port: Option<i64>| port.is_none_or(|port| other.listens_on(port));
        let by_setting = settings(self.container).find_map(|(name, value, at)| {
            let port = host_in(value, host).or_else(|| is_bare(&name, value, host).then_some(None));
            port.filter(|port| is_its(*port))
                .map(|port| (port, at, at.span()))
        });
        let by_file = || {
            let mut passed = self.passed.iter();
            passed.find_map(|passed| {
                let port = in_statement(&passed.said, host)?;
                let anchor = self.container.anchor();
                is_its(port).then_some((port, anchor, passed.at))
            })
        };
        let (port, place, at) = by_setting.or_else(by_file)?;
        Some(NamedHost {
            host: host.to_owned(),
            by: self.name().into_owned(),
            port,
            place: Place::saying(host, object, &place),
            at,
        })
    }
}

/// Whether a name is that of the pod itself, or one that the pod says is a host.
fn is_host_itself(host: &str, object: &Object<'_>, pod: &Pod<'_>) -> bool {
    let named = |key: &str| Text::field(&pod.spec, key).is_some_and(|name| &*name == host);
    let aliases = pod.spec.get("hostAliases");
    let is_alias = aliases.is_some_and(|aliases| aliases.text().contains(host));
    named("hostname") || is_alias || object.reference().name.as_deref() == Some(host)
}

/// The port behind a host in a text, where it stands as one: `db:5432`, `http://db/`, `user@db`. `None` if it does not.
fn host_in(text: &str, host: &str) -> Option<Option<i64>> {
    text.match_indices(host).find_map(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + host.len()..]);
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let starts = before.is_empty() || before.ends_with(['@', ',', '(', ' ', '"', '\'', '=']);
        let in_url = before.ends_with("://") || before.contains("://") && before.ends_with('@');
        // `postgres://db:secret@pg`: a user.
        let authority = behind
            .split(['/', '?', ' ', ','])
            .next()
            .unwrap_or_default();
        if authority.contains('@')
            || behind.starts_with(is_part)
            || before.ends_with(is_part)
            || !(starts || in_url)
        {
            return None;
        }
        let port = behind.strip_prefix(':').and_then(|behind| {
            let end = behind.find(|c: char| !c.is_ascii_digit());
            behind[..end.unwrap_or(behind.len())].parse().ok()
        });
        (in_url || port.is_some()).then_some(port)
    })
}

/// Whether a setting's whole value is the host, and its name says that it is one: `DB_HOST=db`.
fn is_bare(name: &str, value: &str, host: &str) -> bool {
    const HOSTS: [&str; 10] = [
        "host", "hostname", "hosts", "server", "servers", "addr", "address", "endpoint", "url",
        "uri",
    ];
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    value == host && words.any(|word| HOSTS.contains(&word))
}

/// The port behind a host to which a statement of a configuration passes requests.
fn in_statement(said: &str, host: &str) -> Option<Option<i64>> {
    host_in(said, host).or_else(|| {
        let mut words = said.split_whitespace();
        words.any(|word| word == host).then_some(None)
    })
}
