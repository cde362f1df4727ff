//! What a pod's manifest tells about its containers: what each is for, where it listens, which files it
//! reads and writes, whom it talks to. Worked out once per pod and used by all rules on its design.
//! Every fact keeps the place it comes from, so that advice can show its evidence.

mod absent;
mod absent_ports;
mod address;
mod amounts;
mod bare_images;
mod blocked;
mod bound;
mod called;
mod claims;
mod clients;
mod configured;
mod copies;
mod coupling;
mod eviction;
mod exchange;
mod files;
mod grace;
mod heap;
mod hook;
mod hosts;
mod images;
mod life;
mod listen;
mod loopback;
mod lost;
mod names;
mod needs;
mod network;
mod one_word;
mod operands;
mod overlap;
mod own_service;
mod peers;
mod processes;
mod programs;
mod proof;
mod read_only;
mod role;
mod runs;
mod servers;
mod shell;
mod shell_syntax;
mod silence;
mod software;
mod stages;
mod table;
mod tiers;
mod unfilled;
mod unmatched;
mod unresolved;
mod user;
mod utilities;
mod variables;
mod watched;

pub use absent::{AbsentKey, absent_keys};
pub use absent_ports::{AbsentPort, absent_ports};
pub use amounts::Implausible;
pub use bare_images::Lacking;
pub use blocked::Blocked;
pub use claims::excludes_two_pods;
pub use clients::Peer;
pub use copies::{Invocation, Likeness};
pub use coupling::Coupling;
pub use eviction::{Governed, Unevictable, unevictable};
pub use exchange::{Missing, MountedVolume};
pub use files::{Access, PathUse};
pub use grace::Overtime;
pub use heap::Overdrawn;
pub use images::{Images, Named};
pub use life::{Life, UNENDING, is_meant_to_end};
pub use listen::{Bound, Listen, Origin};
pub(crate) use loopback::loopbacks;
pub use names::clean;
pub use needs::Need;
pub use network::Dial;
pub use one_word::OneWord;
pub use overlap::{
    Both, Claimed, Sharing, Twice, claimed, competing, named_alike, selecting_alike, sharing_pods,
    twice,
};
pub use own_service::own_service;
pub use peers::peers;
pub use processes::{Reach, Several};
pub use read_only::{ReadOnly, Unmountable, Unwritable};
pub use role::{Background, Grounds, Role, is_service_by_names};
pub use shell::{Command, Then};
pub use shell_syntax::{Dropped, Unread};
pub use software::{Class, Known, Software, datastore_on, known, server_on};
pub use table::User;
pub use tiers::Tiers;
pub use unfilled::Unfilled;
pub use unmatched::{Meant, Unmatched, unmatched};
pub use unresolved::{Unresolved, must_be_there, unresolved};
pub use user::user_of;
pub use variables::{Literal, Unexpanded};
pub use watched::Stale;

use crate::diagnostic::Certainty;
use crate::objects::{ConfigMaps, Container, Image, Pod, Text};
use crate::yaml::Cursor;
use software::words;

/// What is known about the containers of a pod. `stages.rs` has the ways to ask for some of them.
#[derive(Debug)]
pub struct Facts<'p, 't> {
    /// Those of init, native sidecars among them, and the ordinary ones, in the order in which they start.
    parts: Vec<Part<'p, 't>>,
}

/// What is known about one container.
#[derive(Debug)]
pub struct Part<'p, 't> {
    /// The container.
    pub container: &'p Container<'t>,
    /// The software in its image, if it runs it.
    pub software: Option<Known>,
    /// What it is for.
    pub class: Class,
    /// What tells its class.
    pub grounds: Grounds,
    /// What it is in its pod.
    pub role: Role,
    /// Its name says nothing: `container1`, `test`.
    pub placeholder: bool,
    /// Evidence that it works in the background.
    pub background: Option<Background<'t>>,
    /// The commands that it starts, as far as the manifest shows them.
    pub commands: Vec<Command<'p, 't>>,
    /// The functions that its script has.
    functions: Vec<shell::Function<'p>>,
    /// How long it runs of itself.
    pub life: Life,
    /// How certain that is.
    pub life_is: Certainty,
    /// The peers that it must reach to come to its end.
    pub needs: Vec<Need<'t>>,
    /// The processes, not its own, that it signals or looks for by name.
    pub reaches: Vec<Reach<'p>>,
    /// The TCP ports on which it listens.
    pub listens: Vec<Listen<'t>>,
    /// Where files are mounted that say where its software listens.
    configured: Vec<String>,
    /// What files that are mounted in a web server or proxy say of where requests go.
    passed: Vec<hosts::Passed>,
    /// The peers it reaches through the pod's own network.
    pub dials: Vec<Dial<'t>>,
    /// The paths that its command, arguments and environment name.
    pub paths: Vec<PathUse<'t>>,
    /// Evidence that a file which it uses is not there, and is in another container.
    pub missing: Option<Missing<'p, 't>>,
}

impl<'p, 't> Facts<'p, 't> {
    /// Works out the facts of a pod; none of one that is crowded. `config_maps`: those that stand beside it. `images`: what is said of some.
    #[must_use]
    pub fn of(pod: &'p Pod<'t>, config_maps: &ConfigMaps<'t>, images: &Images) -> Self {
        if pod.is_crowded() {
            return Self { parts: Vec::new() };
        }
        let containers = pod.init_containers.iter().chain(&pod.containers);
        let mut parts: Vec<_> = containers
            .map(|container| Part::of(container, images))
            .collect();
        for part in &mut parts {
            let files = config_maps.mounted_in(pod, part.container);
            files
                .iter()
                .for_each(|(path, file)| part.configure(path, file));
        }
        for at in 0..parts.len() {
            if serves_alone(&parts, at) {
                parts[at].role = Role::Service;
            }
        }
        let mut facts = Self { parts };
        let missing = facts.all().map(|part| Missing::of(pod, &facts, part));
        let missing: Vec<_> = missing.collect();
        for (part, missing) in facts.parts.iter_mut().zip(missing) {
            part.missing = missing;
        }
        facts
    }
}

/// Certain where it is proven, else likely.
#[must_use]
pub fn certain_if(proven: bool) -> Certainty {
    if proven {
        Certainty::Certain
    } else {
        Certainty::Likely
    }
}

/// Whether a proxy, by its looks, is none of the others': it claims the very port on which each of them answers,
/// so that it cannot stand before them; or it speaks HTTP, and all of them are datastores.
fn serves_alone(parts: &[Part<'_, '_>], at: usize) -> bool {
    let part = &parts[at];
    let looks = part.class == Class::Proxy && part.grounds != Grounds::Software;
    let mut others = parts
        .iter()
        .filter(|other| other.role == Role::Service)
        .peekable();
    let claims = |other: &Part<'_, '_>| {
        let mut mine = part.listens.iter();
        mine.any(|listen| listen.declared && other.listens_on(listen.port))
    };
    let speaks_http = part.is_web_server();
    let is_apart =
        |other: &Part<'_, '_>| claims(other) || speaks_http && other.class.is_datastore();
    looks && others.peek().is_some() && others.all(is_apart)
}

impl<'p, 't> Part<'p, 't> {
    fn of(container: &'p Container<'t>, images: &Images) -> Self {
        let started = shell::started(container);
        let role::Sort {
            software,
            class,
            grounds,
        } = role::sort(container, &started.commands, images);
        let background = role::background(container);
        let steps = shell::steps(&started.commands, &started.marks);
        let (life, life_is) = life::of(container, software, &steps);
        Self {
            container,
            software,
            life,
            life_is,
            needs: needs::needs(&steps, container),
            class,
            grounds,
            role: role::role(container, class),
            placeholder: role::is_placeholder(container),
            background,
            reaches: processes::reaches(&started.commands),
            listens: listen::listens(container, software, &started.commands),
            configured: Vec::new(),
            passed: Vec::new(),
            dials: network::dials(container),
            paths: files::paths(container, &started, class, software),
            commands: started.commands,
            functions: started.functions,
            missing: None,
        }
    }

    /// Takes note of what a file says that is mounted below `path`.
    fn configure(&mut self, path: &str, file: &Text<'t>) {
        self.dials.extend(configured::dials(file));
        if self.class == Class::Collector {
            self.paths.extend(configured::collects(file));
        }
        let known = self.software.filter(|known| known.certainty.is_certain());
        let is_its = known.is_some_and(|known| bound::is_config_of(known.software, path));
        let Some(known) = known.filter(|_| is_its) else {
            return;
        };
        let class = known.software.class;
        if matches!(class, Class::WebServer | Class::Proxy) {
            self.passed.extend(hosts::passed(file));
        }
        let places = configured::listens(file, class);
        if !places.is_empty() && configured::is_whole(file, class) {
            self.configured.push(path.to_owned());
        }
        for place in places {
            let listen = Listen::bound(place, Origin::Told, known.certainty, file.at);
            listen::add(&mut self.listens, listen);
        }
    }

    /// What reports call it: its container's name.
    #[must_use]
    pub fn name(&self) -> std::borrow::Cow<'_, str> {
        self.container.called()
    }

    /// What software it is, in words: `MySQL`, or `a database`.
    #[must_use]
    pub fn called(&self) -> &'static str {
        self.software
            .map_or(self.class.noun(), |known| known.software.name)
    }

    /// What it is and how that is known: `a database: mysql:8.4 listens on 3306`.
    #[must_use]
    pub fn description(&self) -> String {
        let noun = self.class.noun();
        let image = self.container.image.as_deref().unwrap_or_default();
        // Without registry, folders and digest: what a person would call it.
        let image = image.split('@').next().unwrap_or(image);
        let image = image.rsplit('/').next().unwrap_or(image);
        let mut ports = self.listens.iter().map(|listen| listen.port.to_string());
        let data = self
            .software
            .filter(|known| known.certainty.is_certain() && self.class.is_datastore());
        let data = data.and_then(|known| known.software.data.first());
        let kept = data.map_or_else(String::new, |path| format!(", keeps its data in {path}"));
        match (self.listens.first(), ports.next()) {
            (Some(listen), Some(port)) if !listen.declared && !listen.is_told() => {
                format!("{noun}: {image} listens on {port}{kept}")
            }
            (_, Some(port)) => ports.fold(format!("{noun}: listens on {port}"), |all, port| {
                all + ", " + &port
            }),
            _ if image.is_empty() => noun.to_owned(),
            _ => format!("{noun}: {image}"),
        }
    }

    /// A sign that it runs several programs that last.
    #[must_use]
    pub fn several(&self) -> Option<Several<'p>> {
        processes::several(&self.commands, &self.functions)
    }

    /// Whether it is a web server, whatever it is used for, or is named after NGINX.
    fn is_web_server(&self) -> bool {
        let image = self.image().map_or("", |image| image.base());
        let name = self.container.name.as_deref().unwrap_or_default();
        let says_nginx = words(image).chain(words(name)).any(|word| word == "nginx");
        let of_software = |known: Known| known.software.class == Class::WebServer;
        says_nginx || self.software.is_some_and(of_software)
    }

    /// Whether a process of this name runs in it: its software's, one that its command starts, or, likely, one that
    /// its image is named after.
    #[must_use]
    pub fn runs(&self, process: &str) -> Option<Certainty> {
        let is_its = |known: &Known| {
            known.software.programs.contains(&process) || known.software.images.contains(&process)
        };
        let of_software = self.software.filter(is_its).map(|known| known.certainty);
        let mut started = self.commands.iter().map(Command::program);
        let started = started.any(|program| program == process);
        let image = self.image().map_or("", |image| image.base());
        let named = words(image).any(|word| word == process);
        let of_command = started.then_some(Certainty::Certain);
        of_software
            .max(of_command)
            .max(named.then_some(Certainty::Likely))
    }

    /// How certain it is what it is for.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        certain_if(self.grounds == Grounds::Software)
    }

    /// Whether it looks into other processes, or may: by a tool for that, or a capability.
    #[must_use]
    pub fn traces(&self) -> bool {
        const TOOLS: [&str; 8] = [
            "nsenter", "strace", "gdb", "perf", "bpftrace", "jcmd", "jmap", "ps",
        ];
        let context = self.container.at.get("securityContext");
        let added = context.and_then(|context| context.get("capabilities")?.get("add"));
        let mut added = added.into_iter().flat_map(|added| added.items());
        let is_privileged = context.and_then(|context| context.get("privileged")?.as_bool());
        is_privileged == Some(true)
            || added.any(|capability| capability.as_key() == "SYS_PTRACE")
            || self
                .commands
                .iter()
                .any(|command| TOOLS.contains(&command.program()))
    }

    /// How long it runs, in words: `MySQL runs until it is told to end`.
    #[must_use]
    pub fn life_description(&self) -> String {
        let shown = self.commands.iter().find(|command| !command.of_image);
        let what = match (self.software, shown) {
            (Some(known), None) => known.software.name.to_owned(),
            (_, Some(command)) => format!("`{}`", command.program()),
            (None, None) => self.class.noun().to_owned(),
        };
        match self.life {
            Life::Lasts => format!("{what} runs until it is told to end"),
            Life::Ends => format!("{what} does its work and ends"),
            Life::Open => what,
        }
    }

    /// Whether it does nothing but sleep: it is there for its own sake, and may well be started again.
    #[must_use]
    pub fn only_pauses(&self) -> bool {
        let mut programs = self.commands.iter().map(Command::program);
        !self.commands.is_empty() && programs.all(|program| program == "sleep")
    }

    /// Whether both are the same container of the pod.
    #[must_use]
    pub fn is(&self, other: &Part<'_, 't>) -> bool {
        self.container.is(other.container)
    }

    /// How certain it is of a port that `ports` declares that it is bound.
    pub const DECLARED: Certainty = Certainty::Likely;

    /// How certain it is that it binds a port that it declares.
    #[must_use]
    pub fn certainty_of_port(&self, port: i64, protocol: &str) -> Certainty {
        let mut listens = self.listens.iter().filter(|_| protocol == "TCP");
        let listen = listens.find(|listen| listen.port == port);
        listen.map_or(Self::DECLARED, Listen::certainty)
    }

    /// Whether it binds a port, as far as is known; to declare one makes a worker no server.
    #[must_use]
    pub fn serves(&self) -> bool {
        self.listens.iter().any(|listen| listen.bound.is_some())
    }

    /// Whether it listens on this port.
    #[must_use]
    pub fn listens_on(&self, port: i64) -> bool {
        self.listens.iter().any(|listen| listen.port == port)
    }

    /// The TCP ports on which it listens; where none is known those of its software, though a configuration
    /// that the manifest does not show may say otherwise.
    #[must_use]
    pub fn likely_ports(&self) -> Vec<i64> {
        let of_software = self.software.map_or(&[][..], |known| known.software.ports);
        if self.listens.is_empty() {
            return of_software.to_vec();
        }
        self.listens.iter().map(|listen| listen.port).collect()
    }

    /// Where `self` says that it talks to `other` through the pod's own network.
    #[must_use]
    pub fn talks_to(&self, other: &Part<'_, 't>) -> Option<Cursor<'t>> {
        self.dial_to(other).map(|dial| dial.at)
    }

    /// The first peer that `self` names and that is `other`.
    #[must_use]
    pub fn dial_to(&self, other: &Part<'_, 't>) -> Option<&Dial<'t>> {
        let reaches = |dial: &&Dial<'t>| match dial.port {
            Some(port) => other.listens_on(port),
            None => other
                .software
                .is_some_and(|known| dial.is_for(known.software)),
        };
        self.dials.iter().find(reaches)
    }

    /// Whether a probe of its own asks for a port on which not it but `other` listens: whether it is well is told
    /// through that.
    #[must_use]
    pub fn is_probed_through(&self, other: &Part<'_, 't>) -> bool {
        let asked = self.container.asked_ports();
        let numbers = asked.iter().filter_map(|asked| asked.port.parse().ok());
        numbers
            .into_iter()
            .any(|port| other.listens_on(port) && !self.listens_on(port))
    }

    fn image(&self) -> Option<Image<'_>> {
        self.container.image.as_deref().map(Image::parse)
    }
}
