//! `podlint check --watch`.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::args::Check;
use super::check::{Begun, Checked};
use super::telling::Telling;
use super::{Exit, Failure, configuration, say};
use crate::host::Host;
use crate::machine;
use crate::project::{By, News, Noted, Watch};

/// The least time between two looks at the files.
const PAUSE: Duration = Duration::from_millis(200);

/// How many times as long as a look takes nothing is looked at after it: the files cost at most an eleventh of a processor.
const REST: u32 = 10;

/// How long whoever writes several files, or one in several steps, has for the next; and how often that is waited for.
const STEP: Duration = Duration::from_millis(30);
const STEPS: usize = 20;

/// Checks whenever something changes. It ends only if the report cannot be written, or nothing can be checked at all.
pub(super) fn run(check: &Check, color: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    refuse(check)?;
    loop {
        let noted = Arc::new(Noted::default());
        let lists = [&check.reporting.baseline, &check.scope.files_from];
        let lists = lists.into_iter().flatten();
        lists.for_each(|list| noted.note(list));
        match judge(check, &noted, (&mut *out, color)) {
            Ok(None) => {}
            Ok(Some(exit)) => return Ok(exit),
            // Somebody is about to mend it.
            Err(Failure::Configuration(fault)) => {
                clear(check, out)?;
                configuration::say(&fault, color);
                wait(|| News {
                    changed: noted.changed(),
                    ..News::default()
                });
            }
            Err(failure) => return Err(failure),
        }
    }
}

/// What cannot be watched.
fn refuse(check: &Check) -> Result<(), Failure> {
    let scope = &check.scope;
    let named = scope.paths.iter().chain(&scope.filename);
    let mut all = named.chain(&scope.files_from);
    match all.any(|path| path.as_os_str() == "-") {
        true => Err(Failure::Request(
            "--watch checks files again when they change, which standard input does not; name files"
                .to_owned(),
        )),
        false => Ok(()),
    }
}

/// Checks by the settings that hold now, until others may. How the run ends, if it does.
fn judge(
    check: &Check,
    noted: &Arc<Noted>,
    (out, color): (&mut dyn Write, bool),
) -> Result<Option<Exit>, Failure> {
    let mut start = Instant::now();
    let telling = Telling::of(check)?;
    let host = Host {
        files: Arc::clone(noted) as _,
        ..machine::host()
    };
    let begun = Begun::of(host, &check.scope, &check.part, telling.own())?;
    let past = begun.past;
    let prepared = begun.prepared;
    let by = By {
        past: past.as_ref(),
        ..By::default()
    };
    let mut project = prepared.check(by, &begun.uncompared, &|_| ())?;
    let mut watch = Watch::of(Arc::clone(noted));
    loop {
        let mut checked = Checked::so_far(&project);
        watch.know(&checked.report);
        clear(check, out)?;
        let report = &checked.report;
        report.missing.iter().for_each(|error| say(error));
        let exit = telling.tell(&mut checked, start, (&mut *out, color))?;
        match out.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(Some(exit)),
            written => written?,
        }
        drop(checked);
        if !check.reporting.quiet {
            say("checks again when a file changes; Ctrl-C ends it");
        }
        let news = wait(|| watch.news(&project));
        start = Instant::now();
        // What a branch changes is asked of git anew.
        if news.settings || past.is_some() {
            return Ok(None);
        }
        project.follow(&news, &[]);
    }
}

/// Waits until there is news, and no more comes at once.
fn wait(news: impl Fn() -> News) -> News {
    let mut all = loop {
        let start = Instant::now();
        let news = news();
        if !news.is_none() {
            break news;
        }
        thread::sleep(PAUSE.max(start.elapsed() * REST));
    };
    for _ in 0..STEPS {
        thread::sleep(STEP);
        let later = news();
        let is_quiet = later.changed.is_empty() && (all.found || !later.found);
        all.add(later);
        if is_quiet {
            break;
        }
    }
    all
}

/// Has a report stand alone on a terminal.
fn clear(check: &Check, out: &mut dyn Write) -> io::Result<()> {
    out.flush()?;
    let mut screen = io::stdout();
    if screen.is_terminal()
        && check
            .reporting
            .format
            .is_none_or(|format| format.is_for_people())
    {
        // All of it, what was on it before, and the cursor to its corner.
        screen.write_all(b"\x1b[2J\x1b[3J\x1b[H")?;
        screen.flush()?;
    }
    Ok(())
}
