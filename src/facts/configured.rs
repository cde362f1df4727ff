//! What the configuration says that is mounted in a container: whom it passes requests to, and where it listens.

use crate::facts::Class;
use crate::facts::loopback::loopbacks;
use crate::facts::network::{Dial, address_of};
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

/// Where `listen` of NGINX and PHP, `Listen` of Apache, `bind` of HAProxy, and `port` of a datastore say that it
/// listens.
pub(super) fn listens(file: &Text<'_>, class: Class) -> Vec<(Option<String>, i64)> {
    let between = |c: char| c.is_whitespace() || matches!(c, '=' | ';');
    let places = file.lines().filter_map(|line| {
        let mut words = line.split(between).filter(|word| !word.is_empty());
        let says = match &*words.next()?.to_ascii_lowercase() {
            "listen" | "bind" => true,
            "port" => class.is_datastore(),
            _ => false,
        };
        address_of(words.next().filter(|_| says)?)
    });
    places.collect()
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
