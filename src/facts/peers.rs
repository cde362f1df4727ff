//! The peers beyond its pod that a container is told of, by its command line and its variables.

use crate::facts::address::address;
use crate::facts::clients::Peer;
use crate::facts::network::{is_listener, settings};
use crate::objects::Container;

/// The hosts that the settings of a container name, each once: all of an address that names several, such as
/// `mongodb://a:27017,b:27017/shop`.
#[must_use]
pub fn peers(container: &Container<'_>) -> Vec<Peer> {
    let all: Vec<_> = settings(container).collect();
    let port_beside = |name: &str| {
        let stem = name
            .strip_suffix("host")
            .or(name.strip_suffix("hostname"))?;
        let mut others = all.iter();
        let (_, port, _) = others.find(|(other, ..)| *other == format!("{stem}port"))?;
        port.parse().ok()
    };
    let mut found: Vec<Peer> = Vec::new();
    for (name, value, _) in &all {
        if is_own(name, value) {
            continue;
        }
        for (host, port) in named_in(name, value) {
            let peer = Peer::at((host, port.or_else(|| port_beside(name))));
            let is_known = found
                .iter()
                .any(|known| (&known.host, known.port) == (&peer.host, peer.port));
            if !peer.is_local() && !is_known {
                found.push(peer);
            }
        }
    }
    found
}

/// Whether a setting says where the container itself is, or is to be found.
fn is_own(name: &str, value: &str) -> bool {
    is_listener(name) && !value.contains("://")
        || name.contains("listen")
        || name.contains("advertise")
}

/// The hosts and ports that a setting names.
fn named_in(name: &str, value: &str) -> Vec<(String, Option<i64>)> {
    let parts = |text: &str| {
        text.split(',')
            .map(str::trim)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    if let Some((scheme, rest)) = value.split_once("://") {
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let authority = rest[..end].rsplit('@').next().unwrap_or_default();
        // Another address may follow: `http://a:80,http://b:80`.
        if value.matches("://").count() > 1 {
            return parts(value).iter().filter_map(|part| host(part)).collect();
        }
        let scheme = scheme
            .rsplit(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        return parts(authority)
            .iter()
            .filter_map(|part| host(&format!("{scheme}://{part}")))
            .collect();
    }
    let found: Vec<_> = parts(value).iter().map(|part| host(part)).collect();
    let is_of_hosts = says_host(name);
    let is_told = |one: &Option<(String, Option<i64>)>| {
        one.as_ref().is_some_and(|(host, port)| {
            let has_letter = host.bytes().any(|byte| byte.is_ascii_alphabetic());
            // `10:30` is no host with a port, and `user:1000` names none unless the setting says so.
            has_letter && (is_of_hosts || port.is_some() && host.contains(['.', '-']))
        })
    };
    match found.iter().all(is_told) {
        true => found.into_iter().flatten().collect(),
        false => Vec::new(),
    }
}

/// Whether the name of a setting says that its value is a host, or several.
fn says_host(name: &str) -> bool {
    const HOSTS: [&str; 14] = [
        "addr",
        "address",
        "addresses",
        "broker",
        "brokers",
        "endpoint",
        "endpoints",
        "host",
        "hostname",
        "hosts",
        "server",
        "servers",
        "url",
        "urls",
    ];
    let mut words = name.rsplit(|c: char| !c.is_ascii_alphanumeric());
    words.next().is_some_and(|word| HOSTS.contains(&word))
}

/// The host and the port of an address, if the host is one.
fn host(text: &str) -> Option<(String, Option<i64>)> {
    let (host, port) = address(text)?;
    let is_letter =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '[' | ']' | ':');
    let is_name = host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[');
    let is_bound = matches!(&*host, "0.0.0.0" | "[::]" | "true" | "false");
    (is_name && !is_bound && host.chars().all(is_letter)).then_some((host, port))
}

#[cfg(test)]
mod tests {
    use super::named_in;

    fn found(name: &str, value: &str) -> Vec<String> {
        let word = |(host, port): (String, Option<i64>)| match port {
            Some(port) => format!("{host}:{port}"),
            None => host,
        };
        named_in(name, value).into_iter().map(word).collect()
    }

    #[test]
    fn every_peer_of_an_address_is_named() {
        assert_eq!(
            found("mongo", "mongodb://u:p@a:1,b/shop?x=http"),
            ["a:1", "b:27017"]
        );
        assert_eq!(
            found("etcd", "http://a:2379,https://b"),
            ["a:2379", "b:443"]
        );
        assert_eq!(
            found("kafka_brokers", "k-0:9092, k-1:9092"),
            ["k-0:9092", "k-1:9092"]
        );
        assert_eq!(found("db_host", "db"), ["db"]);
        assert_eq!(found("--to", "mail.shop.svc:25"), ["mail.shop.svc:25"]);
    }

    #[test]
    fn what_is_no_address_names_no_peer() {
        for (name, value) in [
            ("user", "app:1000"),
            ("time", "10:30"),
            ("mode", "fast"),
            ("hosts", "a b"),
            ("x", "$(DB):1"),
        ] {
            assert!(found(name, value).is_empty(), "{name}={value}");
        }
    }
}
