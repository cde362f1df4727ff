//! `podlint check`.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::args::{Check, Scope};
use super::output::Outputs;
use super::progress::Progress;
use super::{Exit, Failure, baseline, empty, fix, say, version, width};
use crate::custom::Schemas;
use crate::diagnostic::Level;
use crate::disk;
use crate::engine::{self, Input, Report, Run, Settings};
use crate::report::{Counts, Format, Options, words};
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

/// A run that is over.
#[derive(Debug)]
pub(super) struct Checked {
    asked: Asked,
    /// What came of it.
    pub(super) report: Report,
    settings: Settings,
}

impl Checked {
    /// Checks what is asked for. `own` are files that podlint writes, and not manifests that it finds.
    pub(super) fn of(scope: &Scope, own: Vec<PathBuf>, progress: bool) -> Result<Self, Failure> {
        let versions = version::several(scope.kubernetes_version.as_deref())?;
        let schemas = schemas(scope)?;
        let settings = Settings { versions, schemas };
        let (asked, mut report) = {
            let progress = Progress::new(progress);
            let done = |count| progress.done(count);
            let run = Run::new(&settings, &done);
            (ask(scope, own, &run)?, run.report())
        };
        asked.found.errors.iter().for_each(|error| say(error));
        report.missing.clone_from(&asked.found.errors);
        Ok(Self {
            asked,
            report,
            settings,
        })
    }

    /// The files that were found.
    pub(super) fn inputs(&self) -> Vec<Input> {
        self.asked.found.files.iter().map(input).collect()
    }

    /// Checks inputs as the first ones were.
    pub(super) fn again(&self, inputs: Vec<Input>) -> Report {
        let mut report = engine::run(inputs, &self.settings, &|_| ());
        report.missing.clone_from(&self.asked.found.errors);
        report
    }

    /// The files that were read, as reports call them.
    pub(super) fn files(&self) -> BTreeSet<String> {
        let files = self.asked.found.files.iter();
        let mut read: BTreeSet<String> = files.map(|file| file.shown.clone()).collect();
        let unreadable = self.report.unreadable.iter().map(|(path, _)| path);
        for path in unreadable.chain(&self.report.defects) {
            read.remove(path);
        }
        read
    }

    /// Says what could not be done of what was asked, and judges that.
    pub(super) fn complete(&self, scope: &Scope, quiet: bool) -> Exit {
        let said = self.report.missing.len();
        self.report
            .problems()
            .skip(said)
            .for_each(|problem| say(&problem));
        let all = if !self.report.defects.is_empty() {
            Exit::Defect
        } else if self.report.problems().next().is_some() {
            Exit::Incomplete
        } else {
            Exit::Clean
        };
        all.max(empty::judge(scope, quiet, &self.asked, &self.report))
    }
}

pub(super) fn run(check: &Check, color: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    let start = Instant::now();
    let outputs = Outputs::of(check)?;
    let known = check.baseline.as_deref().map(baseline::read).transpose()?;
    let mut own: Vec<PathBuf> = outputs.files().map(Path::to_owned).collect();
    own.extend(check.baseline.clone());
    let progress = outputs.are_watched() && !check.quiet;
    let mut checked = Checked::of(&check.scope, own, progress)?;
    let mut stale = Vec::new();
    let files = checked.files();
    let mut cover = |report: &mut Report| {
        if let Some(known) = &known {
            stale = known.cover(report, &files);
        }
    };
    cover(&mut checked.report);
    let fixed = fix::run(check, &mut checked, &mut cover, out)?;
    let options = Options {
        format: Format::Human,
        color,
        width: width(),
        show_skipped: check.show_skipped,
        quiet: check.quiet,
        statistics: check.statistics,
        fails: fails(check, &checked.report),
        version: checked.settings.versions.to_string(),
        elapsed: start.elapsed(),
    };
    let to_files = outputs.write_files(&checked.report, &options);
    let printed = if check.diff {
        out.flush()
    } else {
        outputs.print(&checked.report, &options, out)
    };
    // Whoever read may have seen enough; the verdict stands.
    if let Err(error) = printed
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        return Err(error.into());
    }
    if let Some(file) = check.baseline.as_deref().filter(|_| !check.quiet) {
        baseline::say_stale(file, &stale);
    }
    let complete = checked.complete(&check.scope, check.quiet);
    let verdict = if check.diff {
        Exit::Clean
    } else {
        verdict(check, &checked.report)
    };
    Ok(fixed.max(to_files).max(complete).max(verdict))
}

/// What the findings come to.
fn verdict(check: &Check, report: &Report) -> Exit {
    let least = fails(check, report);
    let failing = report
        .findings
        .iter()
        .filter(|finding| finding.level <= least);
    if check.exit_zero || failing.count() == 0 {
        return Exit::Clean;
    }
    if let Some(allowed) = check.max_warnings
        && least >= Level::Warning
        && !check.quiet
    {
        let warnings = words::counted(Counts::of(report).warnings, "warning");
        say(&format!("{warnings}; --max-warnings allows {allowed}"));
    }
    Exit::Found
}

/// The least level that fails the run.
fn fails(check: &Check, report: &Report) -> Level {
    let least = check.fail_on.into();
    let allowed = check.max_warnings.unwrap_or(0);
    match Counts::of(report).warnings {
        warnings if least == Level::Warning && warnings <= allowed => Level::Error,
        _ => least,
    }
}

fn schemas(scope: &Scope) -> Result<Schemas, Failure> {
    let kubernetes = scope.kubernetes_version.as_deref();
    Schemas::at(&scope.schema_location, kubernetes).map_err(|(location, error)| {
        Failure::Request(format!("--schema-location {location}: {error}"))
    })
}

/// Finds what is asked for, and has it checked.
fn ask(scope: &Scope, own: Vec<PathBuf>, run: &Run<'_>) -> Result<Asked, Failure> {
    let mut paths = scope.paths.clone();
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    if let Some(list) = &scope.files_from {
        if is_stdin(list) && paths.iter().any(is_stdin) {
            return Err(Failure::Request(
                "standard input is either a list (--files-from -) or a manifest (-), not both"
                    .to_owned(),
            ));
        }
        let bytes = if is_stdin(list) {
            read_stdin()?
        } else {
            let bytes = File::open(list).and_then(|file| disk::read_all(file, 0));
            bytes.map_err(|error| {
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
        exclude: scope.exclude.clone(),
        own,
    };
    let blank = stdin.as_ref().map(|bytes| bytes.trim_ascii().is_empty());
    if let Some(bytes) = stdin {
        let shown = scope.stdin_filename.clone();
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
    disk::read_all(io::stdin().lock(), 0)
        .map_err(|error| Failure::Request(format!("standard input: {}", reason(&error))))
}

fn input(file: &walk::File) -> Input {
    Input::File {
        path: file.path.clone(),
        shown: file.shown.clone(),
    }
}
