//! What the configuration says that is mounted in a container: whom it passes requests to, and where it listens.

use crate::facts::files::{absolute, pieces};
use crate::facts::loopback::loopbacks;
use crate::facts::network::{Dial, address_of};
use crate::facts::{Access, Class, PathUse};
use crate::objects::Text;

/// The peers that a configuration names as `localhost`. Lines that say where to listen name none.
pub(super) fn dials<'t>(file: &Text<'t>) -> Vec<Dial<'t>> {
    let mut found = Vec::new();
    for said in statements(file).filter(|said| !says_listen(said)) {
        let ports = loopbacks(said).filter_map(|(_, port)| port);
        found.extend(ports.map(|port| Dial::of_file(port, said, file)));
    }
    found
}

/// The statements of a configuration: a line each, or several between the brackets and semicolons of NGINX.
pub(super) fn statements<'f>(file: &'f Text<'_>) -> impl Iterator<Item = &'f str> {
    let lines = file.lines().filter(|line| !is_comment(line));
    let parts = lines.flat_map(|line| line.split(['{', '}', ';']));
    parts.map(str::trim).filter(|said| !said.is_empty())
}

/// Where `listen` of NGINX and PHP, `Listen` of Apache, `bind` of HAProxy, and `port` of a datastore say that it
/// listens.
pub(super) fn listens(file: &Text<'_>, class: Class) -> Vec<(Option<String>, i64)> {
    places(file, class).filter_map(address_of).collect()
}

/// Whether a configuration says all about where its software listens: it includes no other, and every place is one that
/// can be read.
pub(super) fn is_whole(file: &Text<'_>, class: Class) -> bool {
    const PLAIN: [&str; 4] = ["mime.types", "_params", "modules", "fastcgi.conf"];
    let includes = |said: &str| said.to_ascii_lowercase().starts_with("include");
    let is_plain = |said: &str| PLAIN.iter().any(|file| said.contains(file));
    let is_place = |place: &str| address_of(place).is_some() || place.starts_with("unix:");
    statements(file).all(|said| !includes(said) || is_plain(said))
        && places(file, class).all(is_place)
}

/// What the configuration says of where it listens, as it is written.
fn places<'f>(file: &'f Text<'_>, class: Class) -> impl Iterator<Item = &'f str> {
    let between = |c: char| c.is_whitespace() || c == '=';
    statements(file).filter_map(move |said| {
        let mut words = said.split(between).filter(|word| !word.is_empty());
        let says = match &*words.next()?.to_ascii_lowercase() {
            "listen" | "bind" => true,
            "port" => class.is_datastore(),
            _ => false,
        };
        words.next().filter(|_| says)
    })
}

/// The files that the configuration of a collector has it read: `Path /var/log/*.log`, `path => "/x"`, `- /x/*.log`.
pub(super) fn collects<'t>(file: &Text<'t>) -> Vec<PathUse<'t>> {
    /// What a collector keeps for itself, or writes.
    const OWN: [&str; 10] = [
        "db", "pos", "state", "storage", "cache", "buffer", "parser", "registry", "cert", "key",
    ];
    let mut found = Vec::new();
    let mut gives = false;
    for line in file.lines().filter(|line| !is_comment(line)) {
        let line = line.trim();
        if line.starts_with(['[', '<']) {
            let section = line.to_ascii_lowercase();
            gives = ["output", "match", "sink", "filter"]
                .iter()
                .any(|word| section.contains(word));
        }
        let name = line
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        let is_own = OWN.iter().any(|word| name.contains(word));
        if gives || is_own {
            continue;
        }
        let is_log = |piece: &&str| piece.ends_with(".log") || piece.contains('*');
        let paths = pieces(line).filter(is_log).filter_map(absolute);
        found.extend(paths.map(|path| PathUse::of_file(path, Access::Reads, file)));
    }
    found
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
