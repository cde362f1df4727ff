//! What was looked at, what was not, and how much was found.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::listed::Listed;
use super::wrap::wrapped;
use super::{Options, words};
use crate::diagnostic::{Applicability, Category, Level, RuleId};
use crate::engine::{Finding, Report, Skipped};
use crate::objects::Skip;

/// How many findings there are of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Pieces of advice.
    pub advice: usize,
}

impl Counts {
    /// Counts the findings of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut counts = Self::default();
        for finding in &report.findings {
            match finding.level {
                Level::Error => counts.errors += 1,
                Level::Warning => counts.warnings += 1,
                Level::Advice => counts.advice += 1,
            }
        }
        counts
    }

    fn describe(self) -> String {
        let mut parts = Vec::new();
        if self.errors > 0 {
            parts.push(words::counted(self.errors, "error"));
        }
        if self.warnings > 0 {
            parts.push(words::counted(self.warnings, "warning"));
        }
        if self.advice > 0 {
            parts.push(format!("{} advice", self.advice));
        }
        if parts.is_empty() {
            parts.push("nothing found".to_owned());
        }
        parts.join(", ")
    }
}

/// Writes the closing lines.
pub(super) fn write(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    statistics(report, options, out)?;
    let summary = &report.summary;
    if options.quiet {
        return Ok(());
    }
    // "Checked nothing, found nothing" is no news; that nothing was checked is said elsewhere.
    if summary.objects == 0 && report.findings.is_empty() {
        return if options.show_skipped {
            skipped(&summary.skipped, options, out)
        } else {
            Ok(())
        };
    }
    let sentence = sentence(report, options);
    let seconds = options.elapsed.as_secs_f64();
    writeln!(out, "{sentence} ({seconds:.2} s)")?;
    fixable(report, out)?;
    skipped(&summary.skipped, options, out)
}

/// How many findings are not listed, since no more were asked for.
pub(super) fn left_out(listed: &Listed<'_>) -> String {
    let more = words::counted(listed.left_out, "more finding");
    format!("{more} not listed (--limit {})", listed.findings.len())
}

/// Says, once, how to learn more of a finding and how to leave it out.
pub(super) fn ways_on(
    listed: &Listed<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let is_left = |finding: &&&Finding| finding.category != Category::Syntax;
    let first = listed
        .findings
        .iter()
        .find(is_left)
        .or(listed.findings.first());
    let Some(first) = first.filter(|_| !options.quiet) else {
        return Ok(());
    };
    let rule = first.diagnostic.rule;
    let mut sentence = format!("`podlint explain {rule}` says more");
    if first.category != Category::Syntax {
        sentence += &format!("; `# podlint: ignore[{rule}] why` at its line leaves a finding out");
    }
    for line in wrapped(&sentence, options.width) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Says how many findings can be fixed, and how.
fn fixable(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let fixes = report.findings.iter();
    let fixes = fixes.filter_map(|finding| finding.diagnostic.fix.as_ref());
    let (mut safe, mut others) = (0, 0);
    for fix in fixes {
        match fix.applicability {
            Applicability::Safe => safe += 1,
            Applicability::Unsafe => others += 1,
            Applicability::Display => {}
        }
    }
    let ways = [(safe, "--fix"), (others, "--fix --unsafe-fixes")];
    let ways = ways.iter().filter(|(count, _)| *count > 0);
    let ways: Vec<String> = ways
        .map(|(count, way)| format!("{count} with {way}"))
        .collect();
    if ways.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "fixable: {}   --diff{} shows what changes",
        ways.join(", "),
        match safe {
            0 => " --unsafe-fixes",
            _ => "",
        },
    )
}

/// What was checked and how much was found.
pub(super) fn sentence(report: &Report, options: &Options) -> String {
    let summary = &report.summary;
    format!(
        "checked {} in {} against Kubernetes {}: {}{}",
        words::counted(summary.objects, "object"),
        words::counted(summary.files, "file"),
        options.version,
        Counts::of(report).describe(),
        match summary.suppressed {
            0 => String::new(),
            count => format!(", {count} suppressed"),
        },
    )
}

/// How many findings there are of each rule, most frequent first, if that was asked for.
pub(super) fn statistics(
    report: &Report,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    if !options.statistics {
        return Ok(());
    }
    let mut counts: BTreeMap<(RuleId, Level), usize> = BTreeMap::new();
    for finding in &report.findings {
        let rule = (finding.diagnostic.rule, finding.level);
        *counts.entry(rule).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(rule, count)| (Reverse(count), rule));
    let longest = counts.iter().map(|((rule, _), _)| rule.name().len()).max();
    let width = longest.unwrap_or(0);
    for ((rule, level), count) in counts {
        let (level, summary) = (words::level(level), &report.rules.page(rule).summary);
        writeln!(out, "{count:>6}  {level:7}  {rule:width$}  {summary}")?;
    }
    Ok(())
}

/// What was skipped and why, a line each, as [`write`] says it.
pub(super) fn not_checked(report: &Report, options: &Options) -> io::Result<Vec<String>> {
    let mut told = Vec::new();
    skipped(&report.summary.skipped, options, &mut told)?;
    let told = String::from_utf8_lossy(&told);
    Ok(told.lines().map(str::to_owned).collect())
}

/// Says how much was skipped and why. An empty document is nothing that could have been checked.
fn skipped(all: &[Skipped], options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let told = all.iter().filter(|skipped| skipped.reason != Skip::Empty);
    let (in_part, whole): (Vec<&Skipped>, Vec<&Skipped>) =
        told.partition(|skipped| skipped.reason.is_in_part());
    for (what, skipped) in [("skipped", whole), ("checked in part", in_part)] {
        listed(what, &skipped, options, out)?;
    }
    without_schema("not checked", Skip::NoSchema, all, out)?;
    without_schema("only their pods are checked", Skip::PodsAlone, all, out)
}

/// Says which kinds have no schema, most frequent first, what follows from that, and what would give them one.
fn without_schema(
    follows: &str,
    reason: Skip,
    all: &[Skipped],
    out: &mut dyn Write,
) -> io::Result<()> {
    const NAMED: usize = 4;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for skipped in all.iter().filter(|skipped| skipped.reason == reason) {
        let kind = skipped.what.as_deref().unwrap_or("custom resource");
        *counts.entry(kind).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(kind, count)| (Reverse(count), kind));
    let named = counts.iter().take(NAMED);
    let mut named: Vec<String> = named
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    match counts.len() - named.len() {
        0 => {}
        others => named.push(format!("{others} more kinds")),
    }
    match named.is_empty() {
        true => Ok(()),
        false => writeln!(
            out,
            "{follows}: {}, no schema; check their CRDs along, or name them with --schema-location",
            named.join(", ")
        ),
    }
}

fn listed(what: &str, all: &[&Skipped], options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    // One of a file may have several reasons; those that were rendered have no number, and each is one.
    let numbered: BTreeSet<_> = all
        .iter()
        .filter_map(|skipped| Some((&skipped.path, skipped.document?)))
        .collect();
    let others = all.iter().filter(|skipped| skipped.document.is_none());
    let count = words::counted(numbered.len() + others.count(), "document");
    let reasons = reasons(all.iter().map(|skipped| skipped.reason));
    let way = match options.show_skipped {
        true => "",
        false => "   --show-skipped lists them",
    };
    writeln!(out, "{what} {count}: {reasons}{way}")?;
    if options.show_skipped {
        for skipped in all {
            let path = words::path(&skipped.path);
            let document = match skipped.document {
                Some(number) => format!(", document {}", number + 1),
                None => String::new(),
            };
            let reason = words::why(skipped);
            writeln!(out, "  {path}{document}: {reason}")?;
        }
    }
    Ok(())
}

/// The reasons with their counts, most frequent first: `22 unrendered templates, 3 encrypted`.
#[must_use]
pub fn reasons(reasons: impl Iterator<Item = Skip>) -> String {
    let mut counts: BTreeMap<Skip, usize> = BTreeMap::new();
    for reason in reasons {
        *counts.entry(reason).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(reason, count)| (Reverse(count), reason));
    let described: Vec<String> = counts
        .into_iter()
        .map(|(reason, count)| words::skipped(reason, count))
        .collect();
    described.join(", ")
}
