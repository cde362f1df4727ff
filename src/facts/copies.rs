//! Containers that are one container several times.

use crate::diagnostic::Certainty;
use crate::facts::{Class, Part, Role, certain_if};
use crate::objects::{Container, Mount, Workload, WorkloadKind};

/// What a container is told: its command line, its variables, and whether more of these come from elsewhere; but for
/// names, ports and listening addresses, which copies have of their own.
pub type Invocation<'c> = (Vec<String>, Vec<(&'c str, Option<&'c str>)>, bool);

/// What gives a container its role: its image, what it is told, where it has which volumes, and the kinds of devices that it
/// asks for.
pub type Likeness<'c> = (
    &'c str,
    Invocation<'c>,
    Vec<[Option<&'c str>; 3]>,
    Vec<String>,
);

impl<'p> Part<'p, '_> {
    /// What it is told.
    #[must_use]
    pub fn told(&self) -> Invocation<'p> {
        let container = self.container;
        (line(container), env(container), container.env_from)
    }

    /// What its copies have in common with it; `None` without an image.
    #[must_use]
    pub fn likeness(&self) -> Option<Likeness<'p>> {
        let image = self.container.image.as_deref()?;
        let container = self.container;
        Some((image, self.told(), mounts(container), devices(container)))
    }

    /// Whether it does something that more of it would do more of: no placeholder, and no shell that waits.
    #[must_use]
    pub fn works(&self) -> bool {
        let line = || self.container.command_line();
        let waits = |word: &str| matches!(word, "sleep" | "pause" | "infinity");
        let is_shell = self
            .software
            .is_some_and(|known| known.software.class == Class::Tool);
        let idle =
            || line().next().is_none() || line().any(|text| text.split_whitespace().any(waits));
        !(self.placeholder || is_shell && idle())
    }

    /// How certain it is that the replicas of a workload each keep data of which the others know nothing: of a database
    /// that is told of no others.
    #[must_use]
    pub fn is_apart_in(&self, workload: &Workload<'_>) -> Certainty {
        const PEERS: [&str; 8] = [
            "CLUSTER", "GALERA", "JOIN", "MASTER", "PEER", "PRIMARY", "REPL", "SEED",
        ];
        let names_peers = |name: &str| {
            let name = name.to_uppercase();
            PEERS.iter().any(|word| name.contains(word))
        };
        let container = self.container;
        let is_told = container.env_from || container.env.iter().any(|var| names_peers(&var.name));
        let copies = workload.kind != WorkloadKind::StatefulSet && workload.replica_count() > 1;
        let is_alone = self.class == Class::Database && self.commands.is_empty() && !is_told;
        certain_if(copies && is_alone)
    }

    /// How certain it is that more of it should be more pods: of a service of a workload with replicas that declares
    /// where it answers, which no fixture does.
    #[must_use]
    pub fn is_for_replicas(&self, workload: &Workload<'_>) -> Certainty {
        let serves = self.role == Role::Service && !self.container.ports.is_empty();
        certain_if(workload.kind.scales() && serves)
    }
}

fn line(container: &Container<'_>) -> Vec<String> {
    let words = container.command_line().map(|text| without_port(text));
    // The first may be told no port, as it has that of the program.
    words.filter(|word| !is_port_flag(word)).collect()
}

/// Whether a word, of which the number is taken, says where to listen and nothing else: `--port`.
fn is_port_flag(word: &str) -> bool {
    let last = word.rsplit(['-', '.', '_']).next().unwrap_or_default();
    word.is_empty() || word.starts_with('-') && last.eq_ignore_ascii_case("port")
}

fn mounts<'c>(container: &'c Container<'_>) -> Vec<[Option<&'c str>; 3]> {
    let said = |mount: &'c Mount<'_>| {
        [&mount.volume, &mount.path, &mount.sub_path].map(|text| text.as_deref())
    };
    container.mounts.iter().map(said).collect()
}

/// What a container is limited to beside processors and memory: resources that a device plugin offers, `nvidia.com/gpu`.
fn devices(container: &Container<'_>) -> Vec<String> {
    let resources = container.at.get("resources");
    let limits = resources.and_then(|resources| resources.get("limits"));
    let names = limits.into_iter().flat_map(|limits| limits.entries());
    let names = names.map(|entry| entry.key.as_key().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.contains('/')).collect();
    names.sort_unstable();
    names
}

/// Variables, without the values of those that say where to listen or what the copy is called.
fn env<'c>(container: &'c Container<'_>) -> Vec<(&'c str, Option<&'c str>)> {
    const OWN: [&str; 6] = ["PORT", "ADDR", "LISTEN", "BIND", "NAME", "INSTANCE"];
    let is_own = |name: &str| OWN.iter().any(|part| name.to_uppercase().contains(part));
    let vars = container.env.iter();
    vars.map(|var| {
        (
            &*var.name,
            var.value.as_deref().filter(|_| !is_own(&var.name)),
        )
    })
    .collect()
}

/// An argument without the number of a port: `--port=8080`, `:8080`, `0.0.0.0:8080`.
fn without_port(text: &str) -> String {
    let is_port =
        |text: &str| (2..6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.rsplit_once([':', '=']) {
        Some((before, port))
            if is_port(port) && (text.contains("port") || text.ends_with(&format!(":{port}"))) =>
        {
            before.to_owned()
        }
        None if is_port(text) => String::new(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_port;

    #[test]
    fn only_ports_are_left_out() {
        assert_eq!(without_port("--port=8080"), "--port");
        assert_eq!(without_port("0.0.0.0:8080"), "0.0.0.0");
        assert_eq!(without_port("--shard=12"), "--shard=12");
        assert_eq!(without_port("8080"), "");
    }
}
