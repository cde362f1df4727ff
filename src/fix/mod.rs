//! Applies fixes: those that go together, then reads again, until there is nothing left to fix.

mod diff;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use diff::{DiffLine, Part, unified};

use crate::diagnostic::{Applicability, Category, Fix};
use crate::engine::{Input, Report};
use crate::mend::Mended;
use crate::source::SourceId;

/// How often is read again. A fix may bring another fault to light, but not without end.
const ROUNDS: usize = 10;

/// A text with fixes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The whole text.
    pub text: String,
    /// How many fixes are in it.
    pub fixes: usize,
}

/// The texts of a report that fixes change, with as many fixes as go together. `most` is what a fix may ask for. One that changes several files is left alone,
/// since they could not be written at once.
#[must_use]
pub fn apply(report: &Report, most: Applicability) -> BTreeMap<SourceId, Applied> {
    let mut of_source: BTreeMap<SourceId, Vec<&Fix>> = BTreeMap::new();
    let fixes = report.findings.iter();
    for fix in fixes.filter_map(|finding| finding.diagnostic.fix.as_ref()) {
        if fix.applicability <= most
            && let Some(first) = fix.edits.first()
            && fix.edits.iter().all(|edit| edit.source == first.source)
        {
            of_source.entry(first.source).or_default().push(fix);
        }
    }
    let applied = |(id, fixes): (SourceId, Vec<&Fix>)| {
        let source = report.sources.get(&id)?;
        Some((id, in_text(&source.text, &fixes)?))
    };
    of_source.into_iter().filter_map(applied).collect()
}

/// A text with fixes applied; none if no fix can be.
fn in_text(text: &str, fixes: &[&Fix]) -> Option<Applied> {
    let mended = Mended::of(text, fixes);
    let fixes = mended.applied();
    (fixes > 0 && mended.text != text).then_some(Applied {
        text: mended.text,
        fixes,
    })
}

/// A file before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Where it is.
    pub file: PathBuf,
    /// As reports call it.
    pub path: String,
    /// The text that was read.
    pub old: String,
    /// The text with the fixes.
    pub new: String,
    /// How many there are.
    pub fixes: usize,
}

/// What came of fixing all inputs. Files are known by where they are: two of them may be called alike.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The files that change, in order of path.
    pub fixed: Vec<Fixed>,
    /// The files whose fixes do harm together, and that are left as they are; and what reports call them.
    pub refused: BTreeMap<PathBuf, String>,
}

/// Fixes what a first report found, has all inputs checked anew with the texts that follow, and so on. Only
/// `files` may be changed. A file that reads worse with its fixes than without stays as it was.
pub fn settle(
    first: Report,
    files: &[Input],
    most: Applicability,
    check: &dyn Fn(Vec<Input>) -> Report,
) -> Outcome {
    let mut fixed: BTreeMap<PathBuf, Fixed> = BTreeMap::new();
    let mut outcome = Outcome::default();
    let known: BTreeSet<&Path> = files.iter().filter_map(file).collect();
    let mut report = first;
    for _ in 0..ROUNDS {
        let mut next = fixed.clone();
        for (id, applied) in apply(&report, most) {
            let source = &report.sources[&id];
            let Some(path) = report.path_of(id).filter(|path| known.contains(path)) else {
                continue;
            };
            if outcome.refused.contains_key(path) {
                continue;
            }
            let entry = next.entry(path.to_owned()).or_insert_with(|| Fixed {
                file: path.to_owned(),
                path: source.path.clone(),
                old: source.text.clone(),
                new: String::new(),
                fixes: 0,
            });
            entry.new = applied.text;
            entry.fixes += applied.fixes;
        }
        if next == fixed {
            break;
        }
        let read = check(with(files, &next));
        let worse = worse(&report, &read);
        if worse.is_empty() {
            (fixed, report) = (next, read);
        } else {
            // Once more, without them.
            fixed.retain(|path, _| !worse.contains_key(path));
            outcome.refused.extend(worse);
            report = check(with(files, &fixed));
        }
    }
    outcome.fixed = fixed.into_values().collect();
    outcome
}

/// Where a file is; none for what is no file.
fn file(input: &Input) -> Option<&Path> {
    match input {
        Input::File { path, .. } | Input::Fixed { path, .. } => Some(path),
        Input::Rendered(_) | Input::Part { .. } | Input::Bytes { .. } => None,
    }
}

/// The inputs with the texts that were fixed in the place of their files.
fn with(files: &[Input], fixed: &BTreeMap<PathBuf, Fixed>) -> Vec<Input> {
    let input = |input: &Input| match file(input).and_then(|path| fixed.get(path)) {
        Some(fixed) => Input::Fixed {
            path: fixed.file.clone(),
            shown: fixed.path.clone(),
            text: fixed.new.clone(),
        },
        None => input.clone(),
    };
    files.iter().map(input).collect()
}

/// The files that have more faults of their text than before, and what reports call them.
fn worse(before: &Report, after: &Report) -> BTreeMap<PathBuf, String> {
    let faults = |report: &Report| {
        let mut faults: BTreeMap<PathBuf, (usize, String)> = BTreeMap::new();
        let findings = report.findings.iter();
        for finding in findings.filter(|finding| finding.category == Category::Syntax) {
            let id = finding.diagnostic.primary.source;
            if let (Some(path), Some(source)) = (report.path_of(id), report.sources.get(&id)) {
                let known = faults.entry(path.to_owned());
                known.or_insert((0, source.path.clone())).0 += 1;
            }
        }
        faults
    };
    let before = faults(before);
    let more = faults(after).into_iter();
    more.filter(|(path, (count, _))| before.get(path).is_none_or(|(old, _)| old < count))
        .map(|(path, (_, shown))| (path, shown))
        .collect()
}
