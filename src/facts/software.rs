//! What is known about images: which software one holds, what that software is for, where it listens
//! and where it keeps its files. Only what the software's own documentation says belongs here; a row is
//! for what many pods hold.
//!
//! Rows are tried in order and the first that matches wins, so helpers of a product (`redis-exporter`)
//! are sorted out by the words below before the product's name is looked for inside longer names.

use crate::diagnostic::Certainty;
use crate::facts::{Access, certain_if, shell, table};
use crate::objects::Image;
use crate::wildcard::is_like;

/// What software is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Serves files, or passes requests on.
    WebServer,
    /// An application one installs: a wiki, a shop, a dashboard.
    Application,
    /// Keeps data.
    Database,
    /// Keeps data for a while.
    Cache,
    /// Keeps messages.
    Queue,
    /// Keeps documents to search.
    Search,
    /// Keeps files or objects.
    Storage,
    /// Keeps metrics, logs or traces, or shows them.
    Monitoring,
    /// Stands between an application and the network: proxy, mesh, gateway, connection pool.
    Proxy,
    /// Turns what an application knows into metrics.
    Exporter,
    /// Carries logs, metrics or traces away.
    Collector,
    /// Tells an application that its configuration changed.
    Reloader,
    /// Fetches or copies content for an application.
    ContentSync,
    /// Stands between Kubernetes and a CSI driver.
    CsiSidecar,
    /// Runs the cluster: controllers, operators, webhooks, drivers, DNS, node agents.
    Controller,
    /// Any other part that serves the one beside it.
    Helper,
    /// A shell or a command line tool: what it is depends on its command.
    Tool,
}

impl Class {
    /// A server that others share, and that keeps state.
    #[must_use]
    pub fn is_datastore(self) -> bool {
        matches!(
            self,
            Self::Database | Self::Cache | Self::Queue | Self::Search | Self::Storage
        )
    }

    /// A datastore that is asked to keep data for good, as a cache is not.
    #[must_use]
    pub fn keeps_data(self) -> bool {
        self.is_datastore() && self != Self::Cache
    }

    /// Something that is in a pod for the sake of what is beside it.
    #[must_use]
    pub fn is_helper(self) -> bool {
        use Class::{Collector, ContentSync, CsiSidecar, Exporter, Helper, Proxy, Reloader};
        matches!(
            self,
            Proxy | Exporter | Collector | Reloader | ContentSync | CsiSidecar | Helper
        )
    }

    /// What to call several datastores of this sort.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Cache => "caches",
            Self::Queue => "message brokers",
            Self::Search => "search engines",
            Self::Storage => "file stores",
            _ => "databases",
        }
    }

    /// What to call it.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::WebServer => "a web server",
            Self::Application => "an application",
            Self::Database => "a database",
            Self::Cache => "a cache",
            Self::Queue => "a message broker",
            Self::Search => "a search engine",
            Self::Storage => "a file store",
            Self::Monitoring => "a monitoring backend",
            Self::Proxy => "a proxy",
            Self::Exporter => "an exporter",
            Self::Collector => "a collector",
            Self::Reloader => "a reloader",
            Self::ContentSync => "a content sync",
            Self::CsiSidecar => "a CSI sidecar",
            Self::Controller => "a controller",
            Self::Helper => "a helper",
            Self::Tool => "a tool",
        }
    }
}

/// A row of the table.
#[derive(Debug)]
pub struct Software {
    /// What people call it.
    pub name: &'static str,
    /// What it is for.
    pub class: Class,
    /// The images that hold it. A pattern without a `/` is the last part of the image's path, and surely this
    /// software's if a publisher has it; one with it is the path's end, where an image of Docker's own is
    /// `library/nginx` however it is written. What stands after a `:` is the tag, `latest` where an image has none.
    /// A `*` at either end of a last part or of a tag stands for anything.
    pub images: &'static [&'static str],
    /// The pages on which this stands: the image's own, or the software's documentation.
    pub sources: &'static [&'static str],
    /// TCP ports on which it listens without being told, the main one first. The others count for nothing when
    /// a flag or variable that does not move the main one tells a port.
    pub ports: &'static [i64],
    /// Flags of the command line that move the main port, as they are spelt: `--port`; with one dash instead of
    /// two they are the same. Their value is a port, or an address that ends in one.
    pub port_flags: &'static [&'static str],
    /// Variables of the environment that move the main port.
    pub port_env: &'static [&'static str],
    /// Files and directories in which its configuration stands: one mounted there may have moved any port.
    pub config: &'static [&'static str],
    /// Arguments or variables, without any of which it ends before it listens: `-text`.
    pub needs: &'static [&'static str],
    /// Arguments, any of which a command line must hold if there is one: with another it does something else
    /// than to listen, as `vault agent` and not `vault server`.
    pub serves: &'static [&'static str],
    /// Arguments that make a service of its own of what else is there for others: `vault server`.
    pub alone: &'static [&'static str],
    /// Programs that are the server itself: a command that runs none of them has replaced it.
    pub programs: &'static [&'static str],
    /// Where it keeps or serves its data.
    pub data: &'static [&'static str],
    /// Where it writes its logs.
    pub logs: &'static [&'static str],
    /// Where else it writes before it serves anything.
    pub writes: &'static [&'static str],
    /// Directories of the image whose files it needs and never writes.
    pub brings: &'static [&'static str],
    /// Flags that name files which another program writes: `--tsdb.path` of Thanos' sidecar.
    pub reads: &'static [&'static str],
    /// Flags that name files or directories which it waits to change.
    pub watches: &'static [&'static str],
}

impl Software {
    /// Whether it listens when its command line is made of these words and these variables are set.
    #[must_use]
    pub fn listens_when(&self, line: &[&str], variables: &[&str]) -> bool {
        let said = |words: &[&str]| {
            let of = |text: &&str| {
                let mut parts = text.split(|c: char| c.is_whitespace() || matches!(c, '=' | '/'));
                parts.any(|part| words.contains(&part))
            };
            line.iter().any(of)
        };
        let set = || variables.iter().any(|name| self.needs.contains(name));
        let ready = self.needs.is_empty() || said(self.needs) || set();
        ready && (self.serves.is_empty() || line.is_empty() || said(self.serves))
    }

    /// Whether this word starts the server: one of its programs, or where none are known one named as its image.
    #[must_use]
    pub fn is_program(&self, word: &str) -> bool {
        let name = shell::base(word);
        let is_it = |program: &&str| program.eq_ignore_ascii_case(name) || *program == word;
        let is_named = |image: &&str| is_like(name, last_of(image));
        match self.programs {
            [] => self.images.iter().any(is_named),
            programs => programs.iter().any(is_it),
        }
    }

    /// What it does with the file that a flag names, where that is known; with one dash and with two it is the same.
    #[must_use]
    pub fn use_of(&self, flag: &str) -> Option<Access> {
        let bare = |flag: &'_ str| flag.trim_start_matches('-').to_owned();
        let among = |flags: &[&str]| flags.iter().any(|known| bare(known) == bare(flag));
        if among(self.watches) {
            Some(Access::Watches)
        } else {
            among(self.reads).then_some(Access::Reads)
        }
    }

    /// Whether what it does with a directory is to read it: it serves what is there, or its image has it there.
    #[must_use]
    pub fn only_reads(&self, directory: &str) -> bool {
        let directory = directory.trim_end_matches('/');
        let serves = self.class == Class::WebServer && self.data.contains(&directory);
        serves || self.brings.contains(&directory)
    }

    /// Whether it cannot run without the files that its image has in a directory.
    #[must_use]
    pub fn needs_files_of(&self, directory: &str) -> bool {
        let directory = directory.trim_end_matches('/');
        self.brings.contains(&directory) && !self.data.contains(&directory)
    }

    /// Whether a text names this software, by the name of one of its images.
    #[must_use]
    pub fn is_named_in(&self, text: &str) -> bool {
        let bases = self.images.iter().map(|pattern| base_of(pattern));
        bases
            .filter(|base| base.len() > 3)
            .any(|base| text.contains(base))
    }

    /// The pattern of this row that matches an image, one with a slash before others.
    fn pattern_of(&self, path: &str, tag: &str) -> Option<&'static str> {
        let base = path.rsplit('/').next().unwrap_or_default();
        let is_it = |pattern: &&str| {
            let (name, tags) = pattern.split_once(':').unwrap_or((pattern, "*"));
            // A pattern with a slash is the end of a path; one without is the last part of one.
            let ends = path
                .strip_suffix(name)
                .filter(|_| name.contains('/'))
                .is_some_and(|before| before.is_empty() || before.ends_with('/'));
            (ends || is_like(base, name)) && is_like(tag, tags)
        };
        let mut patterns = self.images.iter().copied().filter(is_it);
        let first = patterns.next()?;
        let exact = |pattern: &&str| pattern.contains('/');
        [first]
            .into_iter()
            .chain(patterns)
            .find(exact)
            .or(Some(first))
    }
}

/// The datastore that people mean by a TCP port.
#[must_use]
pub fn datastore_on(port: i64) -> Option<&'static Software> {
    let (_, name) = table::STORES.iter().find(|(known, _)| *known == port)?;
    table::software().find(|row| row.name == *name && row.ports.first() == Some(&port))
}

/// What people mean by a TCP port that is no application's: a datastore, or Docker's daemon.
#[must_use]
pub fn server_on(port: i64) -> Option<&'static str> {
    match port {
        2375 | 2376 => Some("Docker daemon"),
        _ => datastore_on(port).map(|store| store.name),
    }
}

/// Software and how sure the match is.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The row.
    pub software: &'static Software,
    /// Certain of the software's own images, which a publisher has; likely of those that are only named after it.
    pub certainty: Certainty,
}

/// The software in an image.
#[must_use]
pub fn known(reference: &str) -> Option<Known> {
    let Home {
        namespace,
        path,
        tag,
    } = Home::of(reference);
    let base = path.rsplit('/').next().unwrap_or_default();
    let found = table::candidates(base)
        .into_iter()
        .find_map(|row| Some((row, row.pattern_of(&path, &tag)?)));
    if let Some((software, pattern)) = found {
        let own = pattern.contains('/') || table::is_published(&namespace, base);
        return Some(Known {
            software,
            certainty: certain_if(own),
        });
    }
    if class_by_word(base).is_some() {
        return None;
    }
    // `mysql-primary`, `gb-redisslave`: named after a server, with a part that says nothing else.
    let words: Vec<&str> = words(base).collect();
    let software = table::store_among(&words)?;
    Some(Known {
        software,
        certainty: Certainty::Likely,
    })
}

/// Where an image comes from, in lower case.
struct Home {
    /// What stands before the last part of its name, registry and all.
    namespace: String,
    /// Its name without the registry.
    path: String,
    tag: String,
}

impl Home {
    fn of(reference: &str) -> Self {
        /// Docker Hub and its mirrors, where a name without a namespace is Docker's own.
        const HUBS: [&str; 5] = [
            "docker.io",
            "index.docker.io",
            "registry-1.docker.io",
            "registry.hub.docker.com",
            "mirror.gcr.io",
        ];
        let image = Image::parse(reference);
        let registry = image.registry.filter(|registry| !HUBS.contains(registry));
        let path = image.path.to_lowercase();
        let path = match path.split_once('/') {
            None if registry.is_none() => format!("library/{path}"),
            // Where Bitnami has what it no longer keeps up, and what it sells.
            Some(("bitnamilegacy" | "bitnamisecure", name)) => format!("bitnami/{name}"),
            _ => path,
        };
        let owner = path.rsplit_once('/').map(|(owner, _)| owner);
        let parts: Vec<&str> = registry.into_iter().chain(owner).collect();
        Self {
            namespace: parts.join("/"),
            tag: image.tag.unwrap_or("latest").to_lowercase(),
            path,
        }
    }
}

/// The last part of a pattern's path, without what it leaves open.
fn base_of(pattern: &str) -> &str {
    last_of(pattern).trim_matches('*')
}

/// The last part of a pattern's path.
pub(super) fn last_of(pattern: &str) -> &str {
    let path = pattern.split(':').next().unwrap_or(pattern);
    path.rsplit('/').next().unwrap_or(path)
}

/// The words of a name: `node-driver-registrar`, `redis_exporter`.
pub(super) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(['-', '_', '.', '/'])
        .filter(|word| !word.is_empty())
}

/// What a part calls itself: by its last word that says anything (`auth-helper`, `webwatcher`), or by one
/// that leaves no doubt wherever it stands (`sidecar-injector-web`).
#[must_use]
pub(super) fn class_by_word(name: &str) -> Option<Class> {
    const PLAIN: [&str; 7] = [
        "exporter",
        "proxy",
        "sidecar",
        "agent",
        "csi",
        "operator",
        "controller",
    ];
    let name = name.to_lowercase();
    let of = |word: &str| {
        let known = |(known, _): &&(&str, Class)| {
            word.ends_with(known) && (known.len() > 5 || known.len() == word.len())
        };
        table::WORDS.iter().find(known).map(|(_, class)| *class)
    };
    let mut words: Vec<&str> = words(&name).filter(|word| !says_nothing(word)).collect();
    let last = words.pop()?;
    of(last).or_else(|| {
        words
            .into_iter()
            .rev()
            .filter(|word| PLAIN.contains(word))
            .find_map(of)
    })
}

/// Architectures, versions and numbers.
fn says_nothing(word: &str) -> bool {
    let word = word.trim_start_matches('v');
    word.bytes().all(|byte| byte.is_ascii_digit())
        || matches!(
            word,
            "amd64" | "arm64" | "linux" | "alpine" | "debian" | "image" | "container" | "latest"
        )
}

#[cfg(test)]
mod tests;
