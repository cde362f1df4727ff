//! What a client may do about findings: fix them, leave them out with a reason, or read what they are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::findings::{Places, Shown};
use super::place::{Lines, Range};
use crate::diagnostic::{Applicability, Fix, RuleId};
use crate::mend::Mended;
use crate::rules::Registry;
use crate::source::{SourceId, Span};
use crate::suppress::Suppressions;
use crate::yaml::Tree;

/// The action that fixes all that is safe to fix.
pub(super) const FIX_ALL: &str = "source.fixAll.podlint";
/// The command that shows the page of a rule.
pub(super) const EXPLAIN: &str = "podlint.explain";
/// What stands for a reason until somebody writes one.
const REASON: &str = "say why";

/// An open text for which actions are asked.
pub(super) struct Asked<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
    pub(super) range: Range,
    /// The kinds of actions that are wanted; all if there are none.
    pub(super) only: Vec<String>,
    pub(super) version: i64,
    /// The version of another text, none if it is not open; nothing if it does not stand as it was looked at.
    pub(super) others: &'a dyn Fn(&Path, SourceId) -> Option<Option<i64>>,
}

/// A change of texts, each a place and what is written there.
type Edits = BTreeMap<PathBuf, (Option<i64>, Vec<Value>)>;

impl Asked<'_> {
    /// The actions for findings, which were found in the text as it stands.
    pub(super) fn actions(&self, places: &Places<'_>, all: &[Shown<'_>]) -> Vec<Value> {
        let mut actions = Vec::new();
        if self.wants("quickfix") {
            for &shown in all {
                let found = &shown.finding.diagnostic;
                let range = places.range(found.primary.source, found.primary.span);
                if touches(range, self.range) {
                    self.of_finding(places, shown, &mut actions);
                }
            }
        }
        if self.only.iter().any(|only| is_within(FIX_ALL, only)) {
            actions.extend(self.fix_all(places, all));
        }
        actions
    }

    fn wants(&self, kind: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| is_within(kind, only))
    }

    fn of_finding(&self, places: &Places<'_>, shown: Shown<'_>, actions: &mut Vec<Value>) {
        let found = &shown.finding.diagnostic;
        let Some(diagnostic) = places.diagnostic(shown) else {
            return;
        };
        let rule = found.rule.name();
        let fix = found.fix.as_ref();
        actions.extend(fix.and_then(|fix| self.fix(places, fix, &diagnostic)));
        if let Some(edit) = self.ignore(found.rule, found.primary.span, &places.report.rules) {
            actions.push(json!({
                "title": format!("ignore `{rule}` here, with a reason"),
                "kind": "quickfix",
                "diagnostics": [&diagnostic],
                "edit": self.edit(places, [edit]),
            }));
        }
        actions.push(json!({
            "title": format!("explain `{rule}`"),
            "kind": "quickfix",
            "diagnostics": [&diagnostic],
            "command": {
                "title": format!("explain `{rule}`"),
                "command": EXPLAIN,
                "arguments": [rule],
            },
        }));
    }

    fn fix(&self, places: &Places<'_>, fix: &Fix, diagnostic: &Value) -> Option<Value> {
        let is_safe = match fix.applicability {
            Applicability::Safe => true,
            Applicability::Unsafe => false,
            Applicability::Display => return None,
        };
        let mut edits = Edits::new();
        for edit in &fix.edits {
            let path = places.path(edit.source);
            let version = match path == self.path {
                true => Some(self.version),
                false => (self.others)(&path, edit.source)?,
            };
            let range = places.range(edit.source, edit.span);
            let of_file = edits.entry(path).or_insert((version, Vec::new()));
            of_file
                .1
                .push(json!({"range": range, "newText": edit.text}));
        }
        let title = match is_safe {
            true => fix.title.clone(),
            false => format!("{} (unsafe: look at what it gives)", fix.title),
        };
        Some(json!({
            "title": title,
            "kind": "quickfix",
            "isPreferred": is_safe,
            "diagnostics": [diagnostic],
            "edit": written(edits, places),
        }))
    }

    /// A comment that leaves a finding out: at the end of its line, or above it where that is in a text of several lines.
    fn ignore(&self, rule: RuleId, place: Span, rules: &Registry) -> Option<(Span, String)> {
        let extension = self
            .path
            .extension()
            .and_then(|extension| extension.to_str());
        if !matches!(extension, Some("yaml" | "yml" | "tpl")) {
            return None;
        }
        let comment = format!("# podlint: ignore[{}] {REASON}", rule.name());
        let start = place.start as usize;
        let before = self.text.get(..start)?;
        let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let rest = &self.text[line..];
        let end = line + rest.find(['\n', '\r']).unwrap_or(rest.len());
        let indent = rest.len() - rest.trim_start_matches(' ').len();
        let indent = &rest[..indent];
        let broken = self.text[end..].starts_with("\r\n");
        let line_end = if broken { "\r\n" } else { "\n" };
        let candidates = [
            (end, format!(" {comment}")),
            (line, format!("{indent}{comment}{line_end}")),
        ];
        let works = |(at, text): &(usize, String)| {
            let candidate = [&self.text[..*at], text, &self.text[*at..]].concat();
            let tree = Tree::read(&candidate);
            let mut all = Suppressions::of_comments(SourceId(0), &tree, rules);
            let moved = if *at <= start { text.len() as u32 } else { 0 };
            let place = Span::new(place.start + moved, place.end + moved);
            all.apply(rule, place, rules)
        };
        let (at, text) = candidates.into_iter().find(works)?;
        Some((Span::new(at as u32, at as u32), text))
    }

    /// All fixes that keep the meaning.
    fn fix_all(&self, places: &Places<'_>, all: &[Shown<'_>]) -> Option<Value> {
        let fixes = all.iter().filter_map(|shown| {
            let found = &shown.finding.diagnostic;
            let fix = found.fix.as_deref()?;
            let is_here = |source| source == found.primary.source;
            let is_safe = fix.applicability == Applicability::Safe;
            let mut edits = fix.edits.iter();
            (is_safe && edits.all(|edit| is_here(edit.source))).then_some(fix)
        });
        let fixes: Vec<&Fix> = fixes.collect();
        let mended = Mended::of(self.text, &fixes);
        if mended.applied() == 0 || mended.text == self.text {
            return None;
        }
        Some(json!({
            "title": "fix all that podlint can fix safely",
            "kind": FIX_ALL,
            "edit": self.edit(places, [difference(self.text, &mended.text)]),
        }))
    }

    /// Edits of the text that is asked about.
    fn edit(&self, places: &Places<'_>, edits: impl IntoIterator<Item = (Span, String)>) -> Value {
        let lines = Lines::of(self.text, places.client.encoding);
        let edit = |(span, text)| json!({"range": lines.range(self.text, span), "newText": text});
        let edits = edits.into_iter().map(edit).collect();
        let edits = (Some(self.version), edits);
        written([(self.path.to_owned(), edits)].into(), places)
    }
}

/// Edits as the protocol has them, each against the version that it is of.
fn written(edits: Edits, places: &Places<'_>) -> Value {
    changes(edits, places.client.versioned, places.open)
}

/// As [`written`].
pub(super) fn changes(
    edits: Edits,
    versioned: bool,
    open: &dyn Fn(&Path) -> Option<String>,
) -> Value {
    let uri = |path: &Path| open(path).unwrap_or_else(|| super::uri::of(path));
    if !versioned {
        let changes = edits.into_iter();
        let changes = changes.map(|(path, (_, edits))| (uri(&path), Value::Array(edits)));
        return json!({"changes": changes.collect::<serde_json::Map<_, _>>()});
    }
    let changes = edits.into_iter().map(|(path, (version, edits))| {
        json!({
            "textDocument": {"uri": uri(&path), "version": version},
            "edits": edits,
        })
    });
    json!({"documentChanges": changes.collect::<Vec<_>>()})
}

/// What one text has in the place of what another one has.
fn difference(old: &str, new: &str) -> (Span, String) {
    let alike = |(old, new): (char, char)| (old == new).then(|| old.len_utf8());
    let start: usize = old.chars().zip(new.chars()).map_while(alike).sum();
    let behind = old[start..].chars().rev().zip(new[start..].chars().rev());
    let end: usize = behind.map_while(alike).sum();
    let span = Span::new(start as u32, (old.len() - end) as u32);
    (span, new[start..new.len() - end].to_owned())
}

fn touches(one: Range, other: Range) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// Whether a kind of actions is one, or one of its own.
fn is_within(kind: &str, only: &str) -> bool {
    kind.strip_prefix(only)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_told_in_whole_characters() {
        let told = |old, new| {
            let (span, text) = difference(old, new);
            (span.of(old).to_owned(), text)
        };
        assert_eq!(told("aßc", "aöc"), ("ß".to_owned(), "ö".to_owned()));
        assert_eq!(told("aa", "aaa"), (String::new(), "a".to_owned()));
        assert_eq!(told("abc", ""), ("abc".to_owned(), String::new()));
    }

    #[test]
    fn kinds_of_actions_are_within_each_other() {
        assert!(is_within(FIX_ALL, "source"));
        assert!(is_within(FIX_ALL, "source.fixAll"));
        assert!(is_within(FIX_ALL, FIX_ALL));
        assert!(!is_within(FIX_ALL, "source.fix"));
        assert!(!is_within("quickfix", "source"));
    }
}
