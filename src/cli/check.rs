//! `podlint check`.

use std::io::{self, IsTerminal, Read, Write};
use std::time::Instant;

use super::args::Check;
use super::{Exit, Failure, empty, progress, say, version};
use crate::engine::{self, Input, Report, Settings};
use crate::report::{self, Format, Options, Output};
use crate::walk::{self, Found, Request};

/// What is to be checked, and what became of the request.
#[derive(Debug)]
pub(super) struct Asked {
    /// What the user named; standard input is not among it.
    pub(super) request: Request,
    /// What was found there.
    pub(super) found: Found,
    /// Standard input, if asked for.
    pub(super) stdin: Option<Vec<u8>>,
}

pub(super) fn run(check: &Check, color: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    let start = Instant::now();
    let (version, version_name) = version::chosen(check.kubernetes_version.as_deref())?;
    let asked = ask(check)?;
    asked.found.errors.iter().for_each(|error| say(error));
    let format = Format::from(check.format);
    let report = {
        let inputs = inputs(&asked, check);
        let shown = format == Format::Human && !check.quiet && io::stderr().is_terminal();
        let progress = progress::Progress::new(inputs.len(), shown);
        engine::run(inputs, &Settings { version }, &|done| progress.done(done))
    };
    let options = Options {
        format,
        color,
        width: width(),
        show_skipped: check.show_skipped,
        quiet: check.quiet,
        version: version_name,
        elapsed: start.elapsed(),
    };
    let mut output = Output {
        out,
        aside: &mut io::stderr(),
        options: &options,
    };
    let written = report::render(&report, &mut output);
    match written {
        // Whoever read has seen enough; the verdict stands.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    Ok(verdict(check, &asked, &report))
}

/// Says what else there is to say, and judges.
fn verdict(check: &Check, asked: &Asked, report: &Report) -> Exit {
    let least = check.fail_on.into();
    let mut exit = if report.findings.iter().any(|finding| finding.level <= least) {
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

fn ask(check: &Check) -> Result<Asked, Failure> {
    let mut paths = check.paths.clone();
    if let Some(list) = &check.files_from {
        if list == "-" && paths.iter().any(|path| path == "-") {
            return Err(Failure::Request(
                "standard input is either a list (--files-from -) or a manifest (-), not both"
                    .to_owned(),
            ));
        }
        paths.extend(listed(list)?);
    } else if paths.is_empty() {
        paths.push(String::new());
    }
    let named = paths.len();
    paths.retain(|path| path != "-");
    let stdin = if paths.len() < named {
        Some(read_stdin()?)
    } else {
        None
    };
    let request = Request {
        paths,
        exclude: check.exclude.clone(),
    };
    let found = walk::find(&request).map_err(Failure::Request)?;
    Ok(Asked {
        request,
        found,
        stdin,
    })
}

/// The paths that a file lists.
fn listed(list: &str) -> Result<Vec<String>, Failure> {
    let bytes = if list == "-" {
        read_stdin()?
    } else {
        std::fs::read(list)
            .map_err(|error| Failure::Request(format!("--files-from {list}: {error}")))?
    };
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().filter(|line| !line.is_empty());
    Ok(lines.map(str::to_owned).collect())
}

fn read_stdin() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::Request(format!("standard input: {error}")))?;
    Ok(bytes)
}

fn inputs(asked: &Asked, check: &Check) -> Vec<Input> {
    let stdin = asked.stdin.iter().map(|bytes| Input::Bytes {
        shown: check.stdin_filename.clone(),
        bytes: bytes.clone(),
    });
    let files = asked.found.files.iter().map(|file| Input::File {
        path: file.path.clone(),
        shown: file.shown.clone(),
    });
    stdin.chain(files).collect()
}

/// The columns of the terminal, within what can be read with ease; 80 where there is none.
fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout())
        .map_or(80, |(width, _)| usize::from(width.0).clamp(40, 120))
}
