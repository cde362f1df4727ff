//! `podlint check`.

use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::time::Instant;

use super::args::Check;
use super::progress::Progress;
use super::{Exit, Failure, empty, say, version, width};
use crate::custom::Schemas;
use crate::engine::{Input, Report, Run, Settings};
use crate::report::{self, Format, Options, Output};
use crate::source::reason;
use crate::walk::{self, Found, Request};

/// What is to be checked, and what became of the request.
#[derive(Debug)]
pub(super) struct Asked {
    /// What the user named; standard input is not among it.
    pub(super) request: Request,
    /// What was found there.
    pub(super) found: Found,
    /// Whether there is but white space in standard input; `None` if it was not asked for.
    pub(super) blank: Option<bool>,
}

pub(super) fn run(check: &Check, color: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    let start = Instant::now();
    let versions = version::several(check.kubernetes_version.as_deref())?;
    let schemas = schemas(check)?;
    let format = Format::from(check.format);
    let settings = Settings { versions, schemas };
    let (asked, report) = {
        let shown = format == Format::Human && !check.quiet && io::stderr().is_terminal();
        let progress = Progress::new(shown);
        let done = |count| progress.done(count);
        let run = Run::new(&settings, &done);
        (ask(check, &run)?, run.report())
    };
    asked.found.errors.iter().for_each(|error| say(error));
    let options = Options {
        format,
        color,
        width: width(),
        show_skipped: check.show_skipped,
        quiet: check.quiet,
        version: versions.to_string(),
        elapsed: start.elapsed(),
    };
    let mut output = Output {
        out,
        aside: &mut io::stderr(),
        options: &options,
    };
    let written = report::render(&report, &mut output);
    // Whoever read may have seen enough; the verdict stands.
    if let Err(error) = written
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        return Err(error.into());
    }
    Ok(verdict(check, &asked, &report))
}

/// Says what else there is to say, and judges.
fn verdict(check: &Check, asked: &Asked, report: &Report) -> Exit {
    let least = check.fail_on.into();
    let fails = report.findings.iter().any(|finding| finding.level <= least);
    let mut exit = if fails && !check.exit_zero {
        Exit::Found
    } else {
        Exit::Clean
    };
    for (path, error) in &report.unreadable {
        say(&format!("{path}: {error}"));
    }
    if !report.unreadable.is_empty() || !asked.found.errors.is_empty() {
        exit = Exit::Incomplete;
    }
    exit = exit.max(empty::judge(check, asked, report));
    for path in &report.defects {
        say(&format!(
            "{path}: podlint failed on this file; please report it with what is printed above"
        ));
        exit = Exit::Defect;
    }
    exit
}

fn schemas(check: &Check) -> Result<Schemas, Failure> {
    let kubernetes = check.kubernetes_version.as_deref();
    Schemas::at(&check.schema_location, kubernetes).map_err(|(location, error)| {
        Failure::Request(format!("--schema-location {location}: {error}"))
    })
}

/// Finds what is asked for, and has it checked.
fn ask(check: &Check, run: &Run<'_>) -> Result<Asked, Failure> {
    let mut paths = check.paths.clone();
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    if let Some(list) = &check.files_from {
        if is_stdin(list) && paths.iter().any(is_stdin) {
            return Err(Failure::Request(
                "standard input is either a list (--files-from -) or a manifest (-), not both"
                    .to_owned(),
            ));
        }
        let bytes = if is_stdin(list) {
            read_stdin()?
        } else {
            std::fs::read(list).map_err(|error| {
                let list = walk::shown(list);
                Failure::Request(format!("--files-from {list}: {}", reason(&error)))
            })?
        };
        let text = String::from_utf8_lossy(&bytes);
        let lines = text.lines().filter(|line| !line.is_empty());
        paths.extend(lines.map(PathBuf::from));
    } else if paths.is_empty() {
        // The current directory, of which nothing is shown.
        paths.push(PathBuf::new());
    }
    let stdin = if paths.iter().any(is_stdin) {
        Some(read_stdin()?)
    } else {
        None
    };
    paths.retain(|path| !is_stdin(path));
    let request = Request {
        paths,
        exclude: check.exclude.clone(),
    };
    let blank = stdin.as_ref().map(|bytes| bytes.trim_ascii().is_empty());
    if let Some(bytes) = stdin {
        let shown = check.stdin_filename.clone();
        run.check(Input::Bytes { shown, bytes });
    }
    let pass_on = |file: &walk::File| run.check(input(file));
    let found = walk::find(&request, &pass_on).map_err(Failure::Request)?;
    let others = found.files.iter().filter(|file| !file.passed_on);
    run.check_all(others.map(input).collect());
    Ok(Asked {
        request,
        found,
        blank,
    })
}

fn read_stdin() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::Request(format!("standard input: {error}")))?;
    Ok(bytes)
}

fn input(file: &walk::File) -> Input {
    Input::File {
        path: file.path.clone(),
        shown: file.shown.clone(),
    }
}
