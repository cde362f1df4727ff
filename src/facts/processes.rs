//! What a container keeps running, and whose processes it reaches for.

use crate::facts::shell::{self, Command, Function, Then};
use crate::source::Span;

/// A sign that a container runs several programs that last.
#[derive(Clone, Copy, Debug)]
pub enum Several<'c> {
    /// A program that starts and watches others: `supervisord`.
    Supervisor(&'c str, Span),
    /// A script that starts one beside another.
    Beside {
        /// The one that is left running.
        left: (&'c str, Span),
        /// The one that runs with it.
        with: (&'c str, Span),
    },
}

/// Programs that keep others running.
const SUPERVISORS: [&str; 11] = [
    "supervisord",
    "runsvdir",
    "runit",
    "s6-svscan",
    "systemd",
    "my_init",
    "circusd",
    "monit",
    "foreman",
    "honcho",
    "overmind",
];

/// Programs that leave a server behind and return, unless an option keeps them.
const DAEMONS: [(&str, &[&str]); 12] = [
    ("cron", &["-f"]),
    ("crond", &["-f", "-n"]),
    ("rsyslogd", &["-n"]),
    ("syslogd", &["-n"]),
    ("sshd", &["-D", "-d"]),
    (
        "dnsmasq",
        &["-k", "--keep-in-foreground", "--no-daemon", "-d"],
    ),
    ("memcached", &[]),
    ("redis-server", &[]),
    ("php-fpm", &[]),
    ("mysqld", &[]),
    ("mongod", &[]),
    ("gunicorn", &[]),
];

/// The word that ends a loop stands for it.
const LOOP: &str = "done";

/// What a script runs that is over at once, or waits for others.
const PASSING: [&str; 40] = [
    "sleep", "wait", "trap", "echo", "true", "false", "kill", "cat", "cp", "mv", "rm", "mkdir",
    "touch", "chmod", "chown", "ln", "sed", "grep", "awk", "date", "test", "[", "[[", "export",
    "set", "cd", "exit", "done", "tee", "tail", "printf", "ls", "env", "source", ".", "shift",
    "ulimit", "until", "read", "find",
];

/// A sign that the commands of a script with these functions keep several programs running.
pub(super) fn several<'c>(
    commands: &[Command<'c, '_>],
    functions: &[Function<'c>],
) -> Option<Several<'c>> {
    let commands = shell::as_run(commands, functions);
    let supervisor = commands.iter().find(|command| is_supervisor(command));
    if let Some(command) = supervisor {
        return Some(Several::Supervisor(command.program(), command.span()));
    }
    // What comes first and waits is over when the other is started; of those behind it, one must last. What is
    // waited for is over as well.
    let beside = |left: usize| {
        let behind = &commands[left + 1..];
        let waits = |command: &Command<'c, '_>| command.program() == "wait";
        let waiting = behind.iter().position(waits).unwrap_or(0);
        let mut goes_on = behind.iter().enumerate().filter(|(at, command)| {
            // What stands before the waiting and is not left running has ended by then.
            waits(command) || lasts(command) && (*at >= waiting || is_left_running(command))
        });
        let (_, with) = goes_on.next()?;
        lasts(with).then_some((left, with))
    };
    let mut left = (0..commands.len()).filter(|&at| is_left_running(&commands[at]));
    let (left, with) = left.find_map(beside)?;
    let shown = |command: &Command<'c, '_>| match command.program() {
        LOOP => ("loop", command.span()),
        program => (program, command.span()),
    };
    Some(Several::Beside {
        left: shown(&commands[left]),
        with: shown(with),
    })
}

fn is_supervisor(command: &Command<'_, '_>) -> bool {
    // Of the many programs called `init` this is systemd's, or a forerunner's.
    let is_init = command.words.first() == Some(&"/sbin/init");
    is_init || SUPERVISORS.contains(&command.program())
}

/// Whether a script goes on while this runs: it is put beside it, or puts itself there.
pub(super) fn is_left_running(command: &Command<'_, '_>) -> bool {
    let program = command.program();
    if PASSING.contains(&program) && !(program == LOOP && command.then == Then::GoesOn) {
        return false;
    }
    let daemon = DAEMONS.iter().find(|(name, _)| *name == program);
    let keeps = |options: &[&str]| options.iter().any(|option| command.says(option));
    command.then == Then::GoesOn
        || match daemon {
            Some((_, [])) => daemonizes(command),
            Some((_, options)) => !keeps(options),
            None => is_service_start(command),
        }
}

/// `redis-server --daemonize yes`, `php-fpm -D`, `memcached -d`
fn daemonizes(command: &Command<'_, '_>) -> bool {
    let on = |word: &&str| matches!(*word, "-d" | "-D" | "--daemonize" | "--daemon" | "--fork");
    command.words.iter().any(on) && !command.says("no")
}

/// `service ssh start`, `/etc/init.d/ssh start`, `pg_ctl start`
fn is_service_start(command: &Command<'_, '_>) -> bool {
    let by_script = command
        .words
        .first()
        .is_some_and(|word| word.starts_with("/etc/init.d/"));
    let starts = matches!(command.program(), "service" | "pg_ctl" | "pg_ctlcluster");
    command.says("start") && (starts || by_script)
}

/// Whether a command is one that a container is there for, rather than a step of a script.
fn lasts(command: &Command<'_, '_>) -> bool {
    let program = command.program();
    let expands = program.starts_with('$') && program != "$@";
    !PASSING.contains(&program) && !expands && command.then != Then::Pipes
}

/// A process of another container that a command reaches for.
#[derive(Clone, Copy, Debug)]
pub struct Reach<'c> {
    /// The program that does it: `pkill`.
    pub by: &'c str,
    /// The name of the process.
    pub target: &'c str,
    /// Where it says so.
    pub at: Span,
}

/// The processes that the commands signal or look into by name, and which they did not start themselves.
pub(super) fn reaches<'c>(commands: &[Command<'c, '_>]) -> Vec<Reach<'c>> {
    let starts = |name: &str| commands.iter().any(|command| command.program() == name);
    let found = commands.iter().flat_map(reach);
    found.filter(|reach| !starts(reach.target)).collect()
}

fn reach<'c>(command: &Command<'c, '_>) -> Option<Reach<'c>> {
    const BY_NAME: [&str; 4] = ["pkill", "killall", "pidof", "pgrep"];
    let by_name = command
        .words
        .iter()
        .position(|word| BY_NAME.contains(&shell::base(word)));
    let target = match by_name {
        Some(at) => name_behind(&command.words[at + 1..]),
        None if command.program() == "kill" => command.operands().find_map(of_pid_file),
        None => None,
    }?;
    Some(Reach {
        by: by_name.map_or("kill", |at| command.words[at]),
        target,
        at: command.span_of(target),
    })
}

/// The process that `pkill -HUP nginx` or `pgrep -f nginx` means: the last word that is no option.
fn name_behind<'c>(words: &[&'c str]) -> Option<&'c str> {
    const SIGNALS: [&str; 8] = [
        "HUP", "TERM", "QUIT", "KILL", "INT", "USR1", "USR2", "WINCH",
    ];
    let is_signal = |word: &str| {
        let name = word.strip_prefix("SIG").unwrap_or(word);
        SIGNALS.contains(&name) || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let word = words
        .iter()
        .rev()
        .find(|word| !word.starts_with(['-', '$']) && !is_signal(word))?;
    let name = shell::base(word);
    name.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        .then_some(name)
        .filter(|name| !name.is_empty())
}

/// `/var/run/nginx.pid`: the process that writes its number there.
fn of_pid_file(word: &str) -> Option<&str> {
    let name = shell::base(word).strip_suffix(".pid")?;
    (!name.is_empty() && !name.contains(['$', '*'])).then_some(name)
}
