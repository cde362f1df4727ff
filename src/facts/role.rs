//! What a container is for, from its image, its name and its command.

use crate::diagnostic::Certainty;
use crate::facts::called::{by_names, by_own_name};
use crate::facts::certain_if;
use crate::facts::images::Images;
use crate::facts::runs::{Runs, run_by};
use crate::facts::shell::Command;
use crate::facts::software::{Class, Known, class_by_word, known, words};
use crate::facts::utilities::is_utility;
use crate::objects::{Container, Image};
use crate::yaml::Cursor;

/// What a container is in its pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A service of its own: an application, a server, a datastore.
    Service,
    /// There for the sake of what is beside it.
    Helper,
    /// A shell, a tool or a placeholder.
    Toy,
}

/// What tells the class of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// Its image is known software's own.
    Software,
    /// Its image is named after known software.
    Likeness,
    /// A word in its image's name.
    ImageName,
    /// A word in its own name.
    Name,
    /// Nothing: an application is what says nothing.
    Nothing,
}

/// What a container runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sort {
    /// The software in its image, if it runs it.
    pub(super) software: Option<Known>,
    /// What it is for.
    pub(super) class: Class,
    /// What tells so.
    pub(super) grounds: Grounds,
}

/// Evidence that a container works in the background: its load is not that of requests.
#[derive(Clone, Copy, Debug)]
pub struct Background<'t> {
    /// What it is: `a Celery worker`.
    pub what: &'static str,
    /// It must run once, however many replicas there are.
    pub single: bool,
    /// Certain where the command says so, likely where the name does.
    pub certainty: Certainty,
    /// Where it says so.
    pub at: Cursor<'t>,
}

impl Background<'_> {
    /// How certain it is that in so many pods it does what should be done once.
    #[must_use]
    pub fn repeats(&self, pods: i64) -> Certainty {
        certain_if(self.single && pods > 1).and(self.certainty)
    }
}

/// What a container runs. What the user says of its image comes first, then the image's own software, as far as the
/// commands run that; then what they run, and what the container's or the image's name says; an application is what
/// says nothing.
pub(super) fn sort(
    container: &Container<'_>,
    commands: &[Command<'_, '_>],
    images: &Images,
) -> Sort {
    let image = container.image.as_deref().unwrap_or_default();
    let said = images.known(image);
    // Of a class as such nothing is known that a command could contradict.
    if let Some(known) = said.filter(|known| known.software.images.is_empty()) {
        return Sort::of(said, known.software.class, Grounds::Software);
    }
    let of_image = said.or_else(|| known(image));
    let running = of_image.and_then(|known| what_runs(known, commands));
    let by_name = by_own_name(container);
    match running.or_else(|| run_by(commands)) {
        Some(known) => {
            let is_alone = |word: &&str| commands.iter().any(|command| command.says(word));
            match known.software.alone.iter().any(is_alone) {
                true => Sort::of(Some(known), Class::Application, grounds(known)),
                false => of_software(container, known, by_name),
            }
        }
        None if of_image.is_some() || is_shell(commands) => {
            let helper = by_name.filter(|class| class.is_helper());
            Sort::of(None, helper.unwrap_or(Class::Tool), Grounds::Name)
        }
        None => {
            let (class, grounds) = by_names(container);
            Sort::of(None, class, grounds)
        }
    }
}

/// The software of an image, as far as commands run it.
fn what_runs(known: Known, commands: &[Command<'_, '_>]) -> Option<Known> {
    if known.software.class == Class::Tool {
        return Some(known);
    }
    match Runs::of(commands, known.software) {
        Runs::Server => Some(known),
        // What it runs may be known by itself.
        Runs::Unknown => run_by(commands).or(Some(Known {
            certainty: Certainty::Likely,
            ..known
        })),
        Runs::Other => None,
    }
}

/// What a container is that runs this software.
fn of_software(container: &Container<'_>, known: Known, by_name: Option<Class>) -> Sort {
    let class = known.software.class;
    let named = by_name.filter(|class| class.is_helper());
    match (class, named) {
        // A web server can be a proxy, a shell or what watches anything, and a copy of a database's image its helper.
        (Class::WebServer, Some(Class::Proxy)) | (Class::Tool | Class::Monitoring, Some(_)) => {
            Sort::of(Some(known), named.unwrap_or(class), Grounds::Name)
        }
        (_, Some(named)) if !known.certainty.is_certain() => Sort::of(None, named, Grounds::Name),
        (Class::WebServer, _) if is_configured_proxy(container, known) => {
            Sort::of(Some(known), Class::Proxy, Grounds::Likeness)
        }
        _ => Sort::of(Some(known), class, grounds(known)),
    }
}

impl Sort {
    fn of(software: Option<Known>, class: Class, grounds: Grounds) -> Self {
        Self {
            software,
            class,
            grounds,
        }
    }
}

/// What tells the class of known software.
fn grounds(known: Known) -> Grounds {
    if known.certainty.is_certain() {
        Grounds::Software
    } else {
        Grounds::Likeness
    }
}

/// Whether all that a container runs are utilities, so that nothing of its image serves.
fn is_shell(commands: &[Command<'_, '_>]) -> bool {
    let mut programs = commands.iter().map(Command::program);
    !commands.is_empty() && programs.all(is_utility)
}

/// Whether the names of a container and of its image are those of a service, and not of a helper or a tool.
#[must_use]
pub fn is_service_by_names(name: &str, image: &str) -> Option<Certainty> {
    let known = known(image).map(|known| known.software.class);
    let class = known
        .or_else(|| class_by_word(name))
        .or_else(|| class_by_word(Image::parse(image).base()))
        .unwrap_or(Class::Application);
    let serves =
        !class.is_helper() && !matches!(class, Class::Tool | Class::Controller | Class::Monitoring);
    serves.then_some(Certainty::Likely)
}

/// A web server whose configuration is mounted, or in an image of one's own, passes requests on more often
/// than not.
fn is_configured_proxy(container: &Container<'_>, known: Known) -> bool {
    // Servers of files and requests; an application server runs an application.
    if !matches!(
        known.software.name,
        "NGINX" | "OpenResty" | "Apache httpd" | "Caddy"
    ) {
        return false;
    }
    const CONFIG: [&str; 6] = [
        "/etc/nginx",
        "/nginx/conf",
        "/apache2/conf",
        "/etc/httpd",
        "/etc/apache2",
        "/etc/caddy",
    ];
    let mut paths = container
        .mounts
        .iter()
        .filter_map(|mount| mount.path.as_deref());
    !known.certainty.is_certain() || paths.any(|path| CONFIG.iter().any(|part| path.contains(part)))
}

/// What a container is in its pod.
pub(super) fn role(container: &Container<'_>, class: Class) -> Role {
    if class == Class::Tool || is_placeholder(container) {
        Role::Toy
    } else if class.is_helper() || class == Class::Controller || container.stage.is_init() {
        Role::Helper
    } else {
        Role::Service
    }
}

/// `container1`, `test-container-2`: names that say nothing.
pub(super) fn is_placeholder(container: &Container<'_>) -> bool {
    let Some(name) = container.name.as_deref() else {
        return false;
    };
    let plain = |word: &str| {
        let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
        matches!(
            word,
            "" | "container" | "test" | "dummy" | "foo" | "bar" | "first" | "second"
        )
    };
    words(name).all(plain)
}

/// Programs that work in the background: words that a command line holds, and what they make it.
const BACKGROUND: &[(&[&str], &str, bool)] = &[
    (&["celery", "beat"], "a Celery scheduler", true),
    (&["celery", "worker"], "a Celery worker", false),
    (&["celery"], "a Celery worker", false),
    (&["sidekiq"], "a Sidekiq worker", false),
    (&["rqworker"], "an RQ worker", false),
    (&["rq", "worker"], "an RQ worker", false),
    (&["rqscheduler"], "an RQ scheduler", true),
    (&["dramatiq"], "a Dramatiq worker", false),
    (&["huey_consumer"], "a Huey worker", false),
    (&["qcluster"], "a Django Q worker", false),
    (&["process_tasks"], "a Django background worker", false),
    (&["resque:work"], "a Resque worker", false),
    (&["resque:scheduler"], "a Resque scheduler", true),
    (&["jobs:work"], "a Delayed Job worker", false),
    (&["delayed_job"], "a Delayed Job worker", false),
    (&["good_job"], "a GoodJob worker", false),
    (&["solid_queue:start"], "a Solid Queue worker", false),
    (&["queue:work"], "a Laravel queue worker", false),
    (&["queue:listen"], "a Laravel queue worker", false),
    (&["horizon"], "a Laravel Horizon worker", false),
    (&["schedule:run"], "a Laravel scheduler", true),
    (&["schedule:work"], "a Laravel scheduler", true),
    (&["messenger:consume"], "a Symfony worker", false),
    (&["airflow", "scheduler"], "an Airflow scheduler", true),
    (&["airflow", "worker"], "an Airflow worker", false),
    (&["cron"], "a cron daemon", true),
    (&["crond"], "a cron daemon", true),
    (&["supercronic"], "a cron daemon", true),
    (&["temporal-worker"], "a Temporal worker", false),
];

/// Names of parts that work in the background.
const BACKGROUND_NAMES: &[(&str, &str, bool)] = &[
    ("worker", "a background worker", false),
    ("workers", "a background worker", false),
    ("consumer", "a queue consumer", false),
    ("celery", "a Celery worker", false),
    ("sidekiq", "a Sidekiq worker", false),
    ("horizon", "a Laravel Horizon worker", false),
    ("beat", "a Celery scheduler", true),
    ("scheduler", "a scheduler", true),
    ("cron", "a scheduler", true),
    ("cronjob", "a scheduler", true),
];

/// Evidence that a container works in the background: its command, else its name.
pub(super) fn background<'t>(container: &Container<'t>) -> Option<Background<'t>> {
    let mut said = Vec::new();
    for text in container.command_line() {
        let split = text
            .split(|c: char| c.is_whitespace() || matches!(c, '/' | ';' | '&' | '|' | '"' | '\''));
        said.extend(split.map(|word| (word, text.at)));
    }
    let base = container
        .image
        .as_deref()
        .map_or("", |image| Image::parse(image).base());
    let place = |word: &str| {
        said.iter()
            .find(|(have, _)| *have == word)
            .map(|&(_, at)| at)
    };
    // `apache/airflow` with the argument `scheduler` says it as well as `airflow scheduler`.
    let of_image: Vec<&str> = words(base).collect();
    for &(needed, what, single) in BACKGROUND {
        let Some(at) = needed.iter().rev().find_map(|word| place(word)) else {
            continue;
        };
        let in_image = |word| needed.len() > 1 && of_image.contains(word);
        if needed
            .iter()
            .all(|word| place(word).is_some() || in_image(word))
        {
            return Some(Background {
                what,
                single,
                certainty: Certainty::Certain,
                at,
            });
        }
    }
    let name = container.name.as_ref()?;
    let of = |word: &str| BACKGROUND_NAMES.iter().find(|(known, ..)| *known == word);
    let &(_, what, single) = words(name).find_map(of)?;
    Some(Background {
        what,
        single,
        certainty: Certainty::Likely,
        at: name.at,
    })
}
