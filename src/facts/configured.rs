//! What the configuration says that is mounted in a container: whom it passes requests to, and where it listens.

use crate::facts::loopback::loopbacks;
use crate::facts::network::Dial;
use crate::objects::Text;

/// The peers that a configuration names as `localhost`. Lines that say where to listen name none.
pub(super) fn dials<'t>(file: &Text<'t>) -> Vec<Dial<'t>> {
    let mut found = Vec::new();
    for line in file.lines().filter(|line| !is_comment(line)) {
        if says_listen(line) {
            continue;
        }
        let ports = loopbacks(line).filter_map(|(_, port)| port);
        found.extend(ports.map(|port| Dial::of_file(port, line, file)));
    }
    found
}

/// The ports on which NGINX's or HAProxy's `listen` and `bind`, and Apache's `Listen`, say that it listens.
pub(super) fn listens(file: &Text<'_>) -> Vec<i64> {
    let ports = file.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let word = words.next()?.to_ascii_lowercase();
        let value = words
            .next()
            .filter(|_| matches!(&*word, "listen" | "bind"))?;
        let value = value.trim_end_matches(';');
        value.rsplit(':').next()?.parse().ok()
    });
    ports.filter(|port| (1..=65535).contains(port)).collect()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with(['#', ';']) || line.trim_start().starts_with("//")
}

fn says_listen(line: &str) -> bool {
    let line = line.trim_start().to_ascii_lowercase();
    ["listen", "bind", "addr", "server_name"]
        .iter()
        .any(|word| line.starts_with(word))
}
