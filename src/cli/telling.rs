//! What becomes of what was checked: fixes, reports, a verdict.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::args::Check;
use super::check::Checked;
use super::output::Outputs;
use super::{Exit, Failure, baseline, fix, say, width};
use crate::baseline::Baseline;
use crate::diagnostic::Level;
use crate::engine::Report;
use crate::report::{Counts, Format, Options, words};

/// What becomes of what was checked.
pub(super) struct Telling<'c> {
    check: &'c Check,
    outputs: Outputs,
    known: Option<Baseline>,
}

impl<'c> Telling<'c> {
    /// As is asked for.
    pub(super) fn of(check: &'c Check) -> Result<Self, Failure> {
        Ok(Self {
            outputs: Outputs::of(check)?,
            known: check
                .reporting
                .baseline
                .as_deref()
                .map(baseline::read)
                .transpose()?,
            check,
        })
    }

    /// Files that podlint writes.
    pub(super) fn own(&self) -> Vec<PathBuf> {
        let mut own: Vec<PathBuf> = self.outputs.files().map(Path::to_owned).collect();
        own.extend(self.check.reporting.baseline.clone());
        own
    }

    /// Fixes what is to be fixed, reports, and judges how the run ends that began at `start`.
    pub(super) fn tell(
        &self,
        checked: &mut Checked,
        start: Instant,
        (out, color): (&mut dyn Write, bool),
    ) -> Result<Exit, Failure> {
        let check = self.check;
        let mut stale = Vec::new();
        let files = self.known.as_ref().map(|_| checked.files());
        let files = files.unwrap_or_default();
        let mut cover = |report: &mut Report| {
            if let Some(known) = &self.known {
                stale = known.cover(report, &files);
            }
        };
        cover(&mut checked.report);
        let fixed = fix::run(check, checked, &mut cover, (&mut *out, color))?;
        checked.report.unite();
        let options = self.options(checked, start, color);
        let to_files = self.outputs.write_files(&checked.report, &options);
        let printed = if check.diff {
            out.flush()
        } else {
            self.outputs.print(&checked.report, &options, out)
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

    fn options(&self, checked: &Checked, start: Instant, color: bool) -> Options {
        let check = self.check;
        Options {
            format: Format::Human,
            color,
            width: width(),
            show_skipped: check.reporting.show_skipped,
            quiet: check.reporting.quiet,
            statistics: check.reporting.statistics,
            // Whoever asks for nothing but numbers gets nothing but numbers.
            list: !check.reporting.statistics || self.outputs.is_asked(),
            limit: check.reporting.listing.limit,
            group: check.reporting.listing.group_by.map(Into::into),
            order: check.reporting.listing.sort_by.into(),
            fails: fails(check, &checked.report),
            version: checked.versions().to_string(),
            elapsed: start.elapsed(),
        }
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
