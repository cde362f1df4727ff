//! What a container is for, from its image, its name and its command.

use crate::diagnostic::Certainty;
use crate::facts::certain_if;
use crate::facts::images::Images;
use crate::facts::software::{Class, Known, Software, class_by_word, known, words};
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

/// What a container runs. What the user says of its image comes first, then the image's own software; then what
/// the container's or the image's name says; an application is what says nothing.
pub(super) fn sort(container: &Container<'_>, images: &Images) -> Sort {
    let image = container.image.as_deref().unwrap_or_default();
    let by_name = container.name.as_deref().and_then(class_by_word);
    let said = images.known(image);
    let Some(known) = said.or_else(|| known(image)) else {
        return by_words(container, image, by_name);
    };
    let of = |software, class, grounds| Sort {
        software,
        class,
        grounds,
    };
    let class = known.software.class;
    // Of a class as such nothing is known that a command could contradict.
    if said.is_some() && known.software.images.is_empty() {
        return of(said, class, Grounds::Software);
    }
    let own = if known.certainty.is_certain() {
        Grounds::Software
    } else {
        Grounds::Likeness
    };
    if class == Class::Tool {
        return match by_name.filter(|class| class.is_helper()) {
            Some(named) => of(Some(known), named, Grounds::Name),
            None => of(Some(known), class, own),
        };
    }
    if !runs_server(container, known) {
        return of(None, by_name.unwrap_or(Class::Tool), Grounds::Name);
    }
    match by_name {
        // A web server can be a proxy, and a copy of a database's image its helper.
        Some(named) if class == Class::WebServer && named == Class::Proxy => {
            of(Some(known), named, Grounds::Name)
        }
        Some(named) if named.is_helper() && !known.certainty.is_certain() => {
            of(None, named, Grounds::Name)
        }
        Some(named) if class == Class::Monitoring && named.is_helper() => {
            of(Some(known), named, Grounds::Name)
        }
        _ if class == Class::WebServer && is_configured_proxy(container, image, known.software) => {
            of(Some(known), Class::Proxy, Grounds::Likeness)
        }
        _ => of(Some(known), class, own),
    }
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

/// What the names of a container and of an image that is not known say.
fn by_words(container: &Container<'_>, image: &str, by_name: Option<Class>) -> Sort {
    let says_nginx = |name: &str| words(name).any(|word| word == "nginx");
    let base = Image::parse(image).base();
    let (class, grounds) = if let Some(class) = by_name {
        (class, Grounds::Name)
    } else if let Some(class) = class_by_word(base) {
        (class, Grounds::ImageName)
    } else if says_nginx(base) {
        // An NGINX of one's own brings its configuration along, which nobody makes for static files alone.
        (Class::Proxy, Grounds::ImageName)
    } else if container.name.as_deref().is_some_and(says_nginx) {
        (Class::Proxy, Grounds::Name)
    } else {
        (Class::Application, Grounds::Nothing)
    };
    Sort {
        software: None,
        class,
        grounds,
    }
}

/// Whether the command still runs the server that the image is for.
fn runs_server(container: &Container<'_>, known: Known) -> bool {
    let programs = known.software.programs;
    let first = container.command.first().or(container.args.first());
    let Some(first) = first else { return true };
    // Arguments alone are the entry point's, unless the first is a program itself.
    let is_program = |word: &str| {
        word.starts_with('/') || matches!(word, "sh" | "bash" | "sleep") || word.ends_with("-cli")
    };
    if programs.is_empty() || container.command.is_empty() && !is_program(first) {
        return true;
    }
    container.command_line().any(|text| {
        let mut said = text
            .split(|c: char| c.is_whitespace() || matches!(c, '/' | ';' | '&' | '|' | '"' | '\''));
        said.any(|word| {
            programs.contains(&word)
                || word.contains("entrypoint")
                || word == "run.sh"
                || word == "start.sh"
        })
    })
}

/// A web server whose configuration is mounted, or in an image of one's own, passes requests on more often
/// than not.
fn is_configured_proxy(container: &Container<'_>, image: &str, software: &Software) -> bool {
    // Servers of files and requests; an application server runs an application.
    if !matches!(
        software.name,
        "NGINX" | "OpenResty" | "Apache httpd" | "Caddy"
    ) {
        return false;
    }
    let stock = match Image::parse(image).path.split_once('/') {
        Some((owner, _)) => matches!(
            owner,
            "library"
                | "bitnami"
                | "bitnamilegacy"
                | "nginxinc"
                | "chainguard"
                | "nginx"
                | "ubuntu"
        ),
        None => true,
    };
    if !stock {
        return true;
    }
    let mut paths = container
        .mounts
        .iter()
        .filter_map(|mount| mount.path.as_deref());
    paths.any(|path| {
        let config = [
            "/etc/nginx",
            "/nginx/conf",
            "/apache2/conf",
            "/etc/httpd",
            "/etc/apache2",
            "/etc/caddy",
        ];
        config.iter().any(|part| path.contains(part))
    })
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
