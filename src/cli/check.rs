//! `podlint check`.

use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::time::Instant;

use super::args::Check;
use super::{Exit, Failure, empty, progress, say, version, width};
use crate::custom::Schemas;
use crate::engine::{self, Input, Report, Settings};
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
    /// Standard input, if asked for, until it is checked.
    stdin: Option<Vec<u8>>,
    /// Whether there is but white space in standard input; `None` if it was not asked for.
    pub(super) blank: Option<bool>,
}

pub(super) fn run(check: &Check, color: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    let start = Instant::now();
    let versions = version::several(check.kubernetes_version.as_deref())?;
    let schemas = schemas(check)?;
    let mut asked = ask(check)?;
    asked.found.errors.iter().for_each(|error| say(error));
    let format = Format::from(check.format);
    let report = {
        let inputs = inputs(&mut asked, check);
        let shown = format == Format::Human && !check.quiet && io::stderr().is_terminal();
        let progress = progress::Progress::new(inputs.len(), shown);
        let settings = Settings { versions, schemas };
        engine::run(inputs, &settings, &|done| progress.done(done))
    };
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

fn ask(check: &Check) -> Result<Asked, Failure> {
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
    let found = walk::find(&request).map_err(Failure::Request)?;
    Ok(Asked {
        request,
        found,
        blank: stdin.as_ref().map(|bytes| bytes.trim_ascii().is_empty()),
        stdin,
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

fn inputs(asked: &mut Asked, check: &Check) -> Vec<Input> {
    let stdin = asked.stdin.take().map(|bytes| Input::Bytes {
        shown: check.stdin_filename.clone(),
        bytes,
    });
    let files = asked.found.files.iter().map(|file| Input::File {
        path: file.path.clone(),
        shown: file.shown.clone(),
    });
    stdin.into_iter().chain(files).collect()
}
