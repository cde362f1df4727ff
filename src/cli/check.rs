//! `podlint check`.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::args::{Check, Part, Scope};
use super::git::Changes;
use super::output::Outputs;
use super::partial::{self, Cache};
use super::progress::Progress;
use super::{Exit, Failure, baseline, configuration, empty, fix, named, say, say_defect, width};
use crate::api::Versions;
use crate::diagnostic::Level;
use crate::disk::Disk;
use crate::engine::{Input, Memory, Report, Session, Settings};
use crate::files::{Reach, Texts};
use crate::machine;
use crate::project::{Asked, By, Kept, Prepared, Wanted};
use crate::report::{Counts, Format, Options, words};
use crate::validation::update::Past;
use crate::walk;

/// A run that is over.
#[derive(Debug)]
pub(super) struct Checked {
    asked: Asked,
    /// What came of it.
    pub(super) report: Report,
    settings: Settings,
    past: Option<Past>,
}

impl Checked {
    /// Checks what is asked for, as flags and configuration files say. `own` are files that podlint writes,
    /// and not manifests that it finds; `progress` is whether those who wait are told how far it is.
    pub(super) fn of(
        scope: &Scope,
        part: &Part,
        own: Vec<PathBuf>,
        progress: bool,
        by: By<'_>,
    ) -> Result<Self, Failure> {
        let flags = configuration::flags(scope)?;
        let named = named::by(scope)?;
        let changes = part.changed_since.as_deref();
        let changes = changes
            .map(|reference| Changes::since(reference, named.paths.iter().map(PathBuf::as_path)))
            .transpose()?;
        let kept = changes.as_ref().map(|changes| changes.kept.clone());
        let prepared = Prepared::of(Wanted {
            host: machine::host(),
            named: named.but(kept.map(|kept| kept as Arc<dyn Kept>)),
            here: PathBuf::new(),
            flags,
            sought: configuration::sought(&scope.configuration),
            exclude: &scope.exclude,
            own,
            project: part.project.as_deref().map(named::project).transpose()?,
        })?;
        let progress = Progress::new(progress);
        let done = |count| progress.done(count);
        let past = changes
            .as_ref()
            .map(|changes| changes.past(&prepared.settings));
        progress.count(&prepared.request);
        let uncompared = changes.map_or_else(Vec::new, |changes| changes.problems);
        let by = By {
            past: past.as_ref(),
            ..by
        };
        let project = prepared.check(by, &uncompared, &done)?;
        let (report, asked, settings) = project.into_report();
        drop(progress);
        report.missing.iter().for_each(|error| say(error));
        Ok(Self {
            asked,
            report,
            settings,
            past,
        })
    }

    /// The files that were found.
    pub(super) fn inputs(&self) -> Vec<Input> {
        self.asked.inputs()
    }

    /// What was named, by what it is.
    pub(super) fn named(&self) -> Reach {
        walk::writable(self.asked.named_paths())
    }

    /// Checks inputs as the first ones were.
    pub(super) fn again(&self, inputs: Vec<Input>) -> Report {
        let session = Session::new(&self.settings, &|_| ()).since(self.past.as_ref());
        // Charts are rendered from what the fixes would leave.
        let mut files = Texts::over(Arc::new(Disk));
        for input in &inputs {
            if let Input::Fixed { path, text, .. } = input {
                files.put(path, text.as_str());
            }
        }
        session.check_all(inputs);
        self.asked.render(&session, &files, &self.settings);
        let mut report = session.into_report();
        self.asked.tell(&mut report);
        report
    }

    /// What it was judged by.
    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The versions of Kubernetes that were checked against.
    fn versions(&self) -> Versions {
        self.settings.versions_of(self.asked.paths())
    }

    /// The files that were checked whole, as reports call them.
    pub(super) fn files(&self) -> BTreeSet<String> {
        let mut read: BTreeSet<String> = self.asked.reported().map(str::to_owned).collect();
        let unreadable = self.report.unreadable.iter().map(|(path, _)| Some(path));
        let defects = self
            .report
            .defects
            .iter()
            .map(|defect| defect.path.as_ref());
        for path in unreadable.chain(defects) {
            match path {
                Some(path) => drop(read.remove(path)),
                None => read.clear(),
            }
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
            say_defect();
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
    if let Some(shard) = check.shard {
        return partial::print(check, shard, out);
    }
    let cache = check.cache.as_deref().map(Cache::at);
    let memory = cache.as_ref().map(|cache| cache as &dyn Memory);
    let exit = run_by(check, memory, &|_| Ok(()), (color, out))?;
    cache.into_iter().for_each(Cache::save);
    Ok(exit)
}

/// Checks what is asked for, and reports on it unless `settle` has something against that.
pub(super) fn run_by(
    check: &Check,
    memory: Option<&dyn Memory>,
    settle: &dyn Fn(&Checked) -> Result<(), Failure>,
    (color, out): (bool, &mut dyn Write),
) -> Result<Exit, Failure> {
    let start = Instant::now();
    let outputs = Outputs::of(check)?;
    let known = check
        .reporting
        .baseline
        .as_deref()
        .map(baseline::read)
        .transpose()?;
    let mut own: Vec<PathBuf> = outputs.files().map(Path::to_owned).collect();
    own.extend(check.reporting.baseline.clone());
    let by = By {
        memory,
        ..By::default()
    };
    let mut checked = Checked::of(&check.scope, &check.part, own, !check.reporting.quiet, by)?;
    settle(&checked)?;
    let mut stale = Vec::new();
    let files = known.as_ref().map(|_| checked.files());
    let files = files.unwrap_or_default();
    let mut cover = |report: &mut Report| {
        if let Some(known) = &known {
            stale = known.cover(report, &files);
        }
    };
    cover(&mut checked.report);
    let fixed = fix::run(check, &mut checked, &mut cover, (&mut *out, color))?;
    checked.report.unite();
    let options = options(check, &checked, &outputs, (color, start));
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
    if let Some(file) = check
        .reporting
        .baseline
        .as_deref()
        .filter(|_| !check.reporting.quiet)
    {
        baseline::say_stale(file, &stale);
    }
    let complete = checked.complete(&check.scope, check.reporting.quiet);
    let verdict = if check.diff {
        Exit::Clean
    } else {
        verdict(check, &checked.report)
    };
    Ok(fixed.max(to_files).max(complete).max(verdict))
}

/// How what was found is written.
fn options(
    check: &Check,
    checked: &Checked,
    outputs: &Outputs,
    (color, start): (bool, Instant),
) -> Options {
    Options {
        format: Format::Human,
        color,
        width: width(),
        show_skipped: check.reporting.show_skipped,
        quiet: check.reporting.quiet,
        statistics: check.reporting.statistics,
        // Whoever asks for nothing but numbers gets nothing but numbers.
        list: !check.reporting.statistics || outputs.is_asked(),
        limit: check.reporting.listing.limit,
        group: check.reporting.listing.group_by.map(Into::into),
        order: check.reporting.listing.sort_by.into(),
        fails: fails(check, &checked.report),
        version: checked.versions().to_string(),
        elapsed: start.elapsed(),
    }
}

/// What the findings come to.
fn verdict(check: &Check, report: &Report) -> Exit {
    let least = fails(check, report);
    let failing = report
        .findings
        .iter()
        .filter(|finding| finding.level <= least);
    if check.reporting.exit_zero || failing.count() == 0 {
        return Exit::Clean;
    }
    if let Some(allowed) = check.reporting.max_warnings
        && least >= Level::Warning
        && !check.reporting.quiet
    {
        let warnings = words::counted(Counts::of(report).warnings, "warning");
        say(&format!("{warnings}; --max-warnings allows {allowed}"));
    }
    Exit::Found
}

/// The least level that fails the run.
fn fails(check: &Check, report: &Report) -> Level {
    let least = check.reporting.fail_on.into();
    let allowed = check.reporting.max_warnings.unwrap_or(0);
    match Counts::of(report).warnings {
        warnings if least == Level::Warning && warnings <= allowed => Level::Error,
        _ => least,
    }
}
