//! Applies fixes: those that go together, then reads again, until there is nothing left to fix.

mod diff;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use diff::{DiffLine, Part, unified};

use crate::diagnostic::{Applicability, Category, Fix};
use crate::engine::{Input, Report};
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

/// The texts of a report that fixes change, with as many fixes as go together: of two that overlap or touch
/// the first is applied. `most` is what a fix may ask for. One that changes several files is left alone,
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
        Some((id, in_text(&source.text, fixes)?))
    };
    of_source.into_iter().filter_map(applied).collect()
}

/// A text with fixes applied; none if no fix can be.
fn in_text(text: &str, mut fixes: Vec<&Fix>) -> Option<Applied> {
    fixes.sort_by_key(|fix| {
        fix.edits
            .first()
            .map(|edit| (edit.span.start, edit.span.end))
    });
    let mut applied = Applied {
        text: String::with_capacity(text.len() + 64),
        fixes: 0,
    };
    let breaks = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (mut done, mut touched) = (0, None);
    for fix in fixes {
        let mut end = touched;
        let fits = fix.edits.iter().all(|edit| {
            let (start, last) = (edit.span.start as usize, edit.span.end as usize);
            let behind = end.is_none_or(|end| start > end);
            end = Some(last);
            behind && text.get(start..last).is_some()
        });
        if !fits {
            continue;
        }
        for edit in &fix.edits {
            applied.text += &text[done..edit.span.start as usize];
            applied.text += &edit.text.replace('\n', breaks);
            done = edit.span.end as usize;
        }
        touched = end;
        applied.fixes += 1;
    }
    applied.text += &text[done..];
    (applied.fixes > 0 && applied.text != text).then_some(applied)
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
        Input::Bytes { .. } => None,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Edit;
    use crate::source::Span;

    fn fix(edits: &[(u32, u32, &str)]) -> Fix {
        let edit = |&(start, end, text): &(u32, u32, &str)| Edit {
            source: SourceId(0),
            span: Span::new(start, end),
            text: text.to_owned(),
        };
        Fix {
            title: String::new(),
            applicability: Applicability::Safe,
            edits: edits.iter().map(edit).collect(),
        }
    }

    fn applied(text: &str, fixes: &[Fix]) -> Option<(String, usize)> {
        let applied = in_text(text, fixes.iter().collect())?;
        Some((applied.text, applied.fixes))
    }

    #[test]
    fn fixes_that_overlap_or_touch_wait() {
        let fixes = [fix(&[(4, 5, "E")]), fix(&[(0, 1, "A"), (2, 3, "C")])];
        assert_eq!(applied("abcdef", &fixes), Some(("AbCdEf".to_owned(), 2)));
        let touching = [
            fix(&[(0, 2, "x")]),
            fix(&[(2, 3, "y")]),
            fix(&[(3, 3, "z")]),
        ];
        assert_eq!(applied("abcdef", &touching), Some(("xczdef".to_owned(), 2)));
        let across = [fix(&[(0, 1, "x"), (4, 5, "y")]), fix(&[(2, 3, "z")])];
        assert_eq!(applied("abcdef", &across), Some(("xbcdyf".to_owned(), 1)));
    }

    #[test]
    fn a_text_keeps_its_line_breaks_and_its_mark() {
        let added = [fix(&[(7, 7, "x: y\n")])];
        let (text, expected) = ("\u{feff}a:\r\nb: c\r\n", "\u{feff}a:\r\nx: y\r\nb: c\r\n");
        assert_eq!(applied(text, &added), Some((expected.to_owned(), 1)));
    }

    #[test]
    fn what_does_not_fit_or_change_is_nothing() {
        assert_eq!(applied("名", &[fix(&[(1, 2, "x")])]), None);
        assert_eq!(applied("ab", &[fix(&[(1, 5, "x")])]), None);
        assert_eq!(applied("ab", &[fix(&[(0, 1, "a")])]), None);
    }
}
