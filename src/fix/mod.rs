//! Applies fixes: those that go together, then reads again, until there is nothing left to fix.

mod diff;

use std::collections::{BTreeMap, BTreeSet};

pub use diff::unified;

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
    /// As reports call it.
    pub path: String,
    /// The text that was read.
    pub old: String,
    /// The text with the fixes.
    pub new: String,
    /// How many there are.
    pub fixes: usize,
}

/// What came of fixing all inputs.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The files that change, in order of path.
    pub fixed: Vec<Fixed>,
    /// The files whose fixes do harm together, and that are left as they are.
    pub refused: BTreeSet<String>,
}

/// Fixes what a first report found, has all inputs checked anew with the texts that follow, and so on. Only
/// `files` may be changed. A file that reads worse with its fixes than without stays as it was.
pub fn settle(
    first: Report,
    files: &[Input],
    most: Applicability,
    check: &dyn Fn(Vec<Input>) -> Report,
) -> Outcome {
    let mut fixed: BTreeMap<String, Fixed> = BTreeMap::new();
    let mut outcome = Outcome::default();
    let names: BTreeSet<&str> = files.iter().filter_map(name).collect();
    let mut report = first;
    for _ in 0..ROUNDS {
        let mut next = fixed.clone();
        for (id, applied) in apply(&report, most) {
            let source = &report.sources[&id];
            if !names.contains(&*source.path) || outcome.refused.contains(&source.path) {
                continue;
            }
            let entry = next.entry(source.path.clone()).or_insert_with(|| Fixed {
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
            fixed.retain(|path, _| !worse.contains(path));
            outcome.refused.extend(worse);
            report = check(with(files, &fixed));
        }
    }
    outcome.fixed = fixed.into_values().collect();
    outcome
}

/// The name of a file; none for what is no file.
fn name(input: &Input) -> Option<&str> {
    match input {
        Input::File { shown, .. } => Some(shown),
        Input::Bytes { .. } => None,
    }
}

/// The inputs with the texts that were fixed in the place of their files.
fn with(files: &[Input], fixed: &BTreeMap<String, Fixed>) -> Vec<Input> {
    let input = |input: &Input| match name(input).and_then(|name| fixed.get(name)) {
        Some(fixed) => Input::Bytes {
            shown: fixed.path.clone(),
            bytes: fixed.new.clone().into_bytes(),
        },
        None => input.clone(),
    };
    files.iter().map(input).collect()
}

/// The files that have more faults of their text than before.
fn worse(before: &Report, after: &Report) -> BTreeSet<String> {
    let faults = |report: &Report| {
        let mut faults: BTreeMap<String, usize> = BTreeMap::new();
        for finding in &report.findings {
            if finding.category == Category::Syntax {
                let source = report.sources.get(&finding.diagnostic.primary.source);
                let path = source.map(|source| source.path.clone());
                *faults.entry(path.unwrap_or_default()).or_default() += 1;
            }
        }
        faults
    };
    let before = faults(before);
    let more = faults(after).into_iter();
    more.filter(|(path, count)| before.get(path).is_none_or(|old| old < count))
        .map(|(path, _)| path)
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
