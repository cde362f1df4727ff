//! Whether what a container starts comes to an end of itself.

mod program;

use crate::diagnostic::Certainty;
use crate::facts::certain_if;
use crate::facts::processes::is_left_running;
use crate::facts::programs::{self, Program};
use crate::facts::servers;
use crate::facts::shell::{Command, Step, Then, What, all_of, entry};
use crate::facts::software::{Class, Known};
use crate::objects::{Container, Workload};
pub(super) use program::seconds;
use program::{is_open, is_subcommand, of_program};

/// How long something runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// It does its work and ends.
    Ends,
    /// It runs until it is told to end.
    Lasts,
    /// Nothing tells.
    Open,
}

impl Life {
    /// That of two which run side by side.
    fn beside(self, other: Self) -> Self {
        match (self, other) {
            (Self::Lasts, _) | (_, Self::Lasts) => Self::Lasts,
            (Self::Open, _) | (_, Self::Open) => Self::Open,
            _ => Self::Ends,
        }
    }

    /// That of one of several, of which nothing tells which.
    fn one_of(mut all: impl Iterator<Item = Self>) -> Self {
        let first = all.next().unwrap_or(Self::Ends);
        match all.all(|other| other == first) {
            true => first,
            false => Self::Open,
        }
    }
}

/// How certain it is that a job of which no container ends is a mistake: it may be there to be ended by hand.
pub const UNENDING: Certainty = Certainty::Likely;

/// How certain it is that a workload's pods are there to come to an end, if anything says so: a job's are, and those
/// that are not restarted may be.
#[must_use]
pub fn is_meant_to_end(workload: &Workload<'_>) -> Option<Certainty> {
    match workload.kind.ends() {
        true => Some(Certainty::Certain),
        false => workload.pod.ends().then_some(Certainty::Likely),
    }
}

/// How long a container runs, and how certain that is: as its commands do, or as the server that its image starts.
pub(super) fn of(
    container: &Container<'_>,
    software: Option<Known>,
    steps: &[Step<'_, '_, '_>],
) -> (Life, Certainty) {
    let (life, certainty) = as_told(container, software, steps);
    // Told to do its work once, in a way that its program may or may not heed.
    let is_once = |name: &str| name.contains("ONE_TIME") || name.ends_with("_ONCE");
    let is_told_once = || container.env.iter().any(|var| is_once(&var.name));
    // What copies files is told so as often from a ConfigMap.
    let is_sync = software.is_some_and(|known| known.software.class == Class::ContentSync);
    let may_be_told_once = || is_sync && container.env_from;
    // `cat` waits for what is written to it.
    let is_written_to = || container.is_written_to();
    if life == Life::Lasts && (is_told_once() || may_be_told_once())
        || life == Life::Ends && is_written_to()
    {
        return (Life::Open, Certainty::Likely);
    }
    let mut commands = all_of(steps).into_iter();
    let is_open =
        commands.any(|command| programs::started(command).any(|program| is_open(&program)));
    (life, certainty.and(certain_if(!is_open)))
}

/// The same, as far as the command line and the image tell.
fn as_told(
    container: &Container<'_>,
    software: Option<Known>,
    steps: &[Step<'_, '_, '_>],
) -> (Life, Certainty) {
    let [only] = steps else {
        return match (steps.is_empty(), software) {
            (true, _) if starts_server(container) => (Life::Lasts, Certainty::Certain),
            (true, Some(known)) => of_image(container, known),
            (true, None) => (Life::Open, Certainty::Likely),
            (false, _) => (of_steps(steps), Certainty::Certain),
        };
    };
    // Without a `command` the image's own program is told these.
    let is_all = |command: &&Command<'_, '_>| container.is_told_only(&command.words);
    match only.command().filter(is_all) {
        None => (of_steps(steps), Certainty::Certain),
        Some(command) => of_arguments(container, software, command),
    }
}

/// Whether an image's entry point is one program, which runs until it is told to end.
fn starts_server(container: &Container<'_>) -> bool {
    let program = container.image.as_deref().and_then(entry);
    program.is_some_and(|program| of_program(&Program::new(program, &[])) == Some(Life::Lasts))
}

/// How long an image runs that is told nothing but flags, and how certain that is.
fn of_image(container: &Container<'_>, known: Known) -> (Life, Certainty) {
    let software = known.software;
    let line: Vec<&str> = container.command_line().map(|text| &**text).collect();
    let variables: Vec<&str> = container.env.iter().map(|var| &*var.name).collect();
    let mut images = software.images.iter();
    let lasts = |name: &&&str| of_program(&Program::new(name, &line)) == Some(Life::Lasts);
    match software.class {
        // A shell ends when nobody writes to it.
        Class::Tool if is_shell(known) && !container.is_written_to() => {
            (Life::Ends, known.certainty)
        }
        // What listens without being told runs.
        _ if !software.ports.is_empty() && software.listens_when(&line, &variables) => {
            (Life::Lasts, known.certainty)
        }
        // Told something, images of proxies also prepare the network for one.
        class if serves(class) => {
            let certainty = certain_if(class != Class::Proxy || line.is_empty());
            (Life::Lasts, known.certainty.and(certainty))
        }
        _ if images.any(|name| container.is_named_after(name) && lasts(&name)) => {
            (Life::Lasts, known.certainty)
        }
        _ => (Life::Open, Certainty::Likely),
    }
}

/// How long an image runs that is told these arguments. They may be a program of their own.
fn of_arguments(
    container: &Container<'_>,
    software: Option<Known>,
    command: &Command<'_, '_>,
) -> (Life, Certainty) {
    let open = (Life::Open, Certainty::Likely);
    let Some((&first, words)) = command.words.split_first() else {
        return open;
    };
    let own = Program::new(first, words);
    // `project:region:name` is no program either.
    let is_flag = first.starts_with('-') || first.contains(':');
    let started = of_program(&own).filter(|_| !is_flag);
    let Some(known) = software else {
        return started.map_or(open, |life| (life, Certainty::Likely));
    };
    if let Some(life) = started {
        return (life, known.certainty);
    }
    // Told flags alone, the image's own program runs; else it may do something else by a word for that.
    let words = &command.words;
    let programs = known.software.programs.iter().filter(|_| is_flag);
    let images = known.software.images.iter();
    let images = images.filter(|name| container.is_named_after(name));
    let mut lives = programs.chain(images).filter_map(|name| {
        let program = Program::new(name, words);
        let certainty = certain_if(!is_open(&program));
        let life = of_program(&program).filter(|_| is_flag || is_subcommand(&program))?;
        Some((life, known.certainty.and(certainty)))
    });
    match lives.next() {
        Some(life) => life,
        None if is_flag => of_image(container, known),
        None => open,
    }
}

/// Whether an image starts a shell unless told otherwise.
fn is_shell(known: Known) -> bool {
    matches!(known.software.name, "BusyBox" | "Linux shell")
}

/// Whether software of this class runs until it is told to end.
fn serves(class: Class) -> bool {
    class.is_datastore()
        || matches!(
            class,
            Class::WebServer
                | Class::Monitoring
                | Class::Proxy
                | Class::Exporter
                | Class::Collector
        )
}

/// How long a script runs.
pub(super) fn of_steps(steps: &[Step<'_, '_, '_>]) -> Life {
    // What has come so far, and what was left running.
    let (mut all, mut left) = (Life::Ends, Life::Ends);
    let mut before: Option<&Step<'_, '_, '_>> = None;
    let mut may_have_ended = false;
    for line in steps.split_inclusive(|step| step.then != Then::Pipes) {
        let Some(last) = line.last() else { break };
        let life = match last.program() {
            "wait" => left,
            _ => of_line(line),
        };
        let is_sure = before.is_none_or(|before| !before.may_skip_next());
        if last.then == Then::GoesOn {
            left = left.beside(life);
        } else if life == Life::Lasts && is_sure {
            return if may_have_ended { Life::Open } else { life };
        } else if last.program() == "exit" && is_sure {
            return all;
        } else if life != Life::Ends {
            all = Life::Open;
        }
        may_have_ended |= line.iter().any(Step::may_end);
        before = Some(last);
    }
    all
}

/// How long commands run that read one what the other writes.
fn of_line(line: &[Step<'_, '_, '_>]) -> Life {
    let all = line.iter().map(of_step).reduce(Life::beside);
    // Some end when they have read enough, and so end the others.
    let has_enough = |step: &Step<'_, '_, '_>| match step.program() {
        "head" | "read" => true,
        "grep" | "egrep" => step.command().is_some_and(|command| {
            let stops = |word: &&str| word.starts_with("-m") || matches!(*word, "-q" | "-qm1");
            command.words.iter().any(stops)
        }),
        _ => false,
    };
    match all {
        Some(Life::Lasts) if line.iter().any(has_enough) => Life::Open,
        all => all.unwrap_or(Life::Ends),
    }
}

fn of_step(step: &Step<'_, '_, '_>) -> Life {
    match &step.what {
        What::Run(command) => of_command(command),
        What::Group(steps) => of_steps(steps),
        What::Each(body) => of_each(body),
        What::Timed(_) => Life::Ends,
        What::Loop { body, .. } if step.repeats_for_ever() => match of_steps(body) {
            Life::Lasts => Life::Lasts,
            _ if step.is_left() => Life::Open,
            _ => Life::Lasts,
        },
        // It may wait for anything.
        What::Loop { .. } | What::Cases(_) => Life::Open,
        What::Choice(ways) => {
            let lives = ways.iter().map(|(_, steps)| of_steps(steps));
            // Without an `else` nothing may be done.
            let has_else = ways
                .last()
                .is_some_and(|(condition, _)| condition.is_empty());
            Life::one_of(lives.chain((!has_else).then_some(Life::Ends)))
        }
    }
}

/// How long commands run that are repeated for each of some words; with pauses that may be as long as one likes.
fn of_each(body: &[Step<'_, '_, '_>]) -> Life {
    let pauses = || {
        all_of(body)
            .iter()
            .any(|command| command.program() == "sleep")
    };
    match of_steps(body) {
        Life::Ends if pauses() => Life::Open,
        life => life,
    }
}

/// How long a command runs.
pub(super) fn of_command(command: &Command<'_, '_>) -> Life {
    if command.is_timed() {
        return Life::Ends;
    }
    if command.then != Then::GoesOn && is_left_running(command) {
        return Life::Open;
    }
    if servers::is_started(command) {
        return Life::Lasts;
    }
    let mut lives = programs::started(command).filter_map(|program| of_program(&program));
    lives.next().unwrap_or(Life::Open)
}
