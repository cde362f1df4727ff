//! Findings as the protocol has them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::client::Client;
use super::document::Document;
use super::known;
use super::place::{Lines, Range};
use super::uri;
use crate::diagnostic::{Diagnostic, Label, Level, RuleId};
use crate::engine::{Finding, Report};
use crate::report::words;
use crate::rules::Rule;
use crate::source::{SourceId, Span};

/// What findings that show what is of no use any more are called by.
const UNUSED: &str = "unused-";
const DEPRECATED: &str = "deprecated-";

/// The places of a report, as the client knows them.
pub(super) struct Places<'r> {
    pub(super) report: &'r Report,
    pub(super) here: &'r Path,
    pub(super) client: &'r Client,
    /// How the client calls files that it has open.
    pub(super) open: &'r dyn Fn(&Path) -> Option<String>,
    lines: RefCell<HashMap<SourceId, Lines>>,
}

/// A finding, and the text in which it is to be shown, if that is not the one in which it was found.
#[derive(Clone, Copy)]
pub(super) struct Shown<'r> {
    pub(super) finding: &'r Finding,
    /// The text, and the version of it that was looked at.
    pub(super) moved: Option<(&'r Document, i64)>,
}

impl<'r> Places<'r> {
    pub(super) fn new(
        report: &'r Report,
        here: &'r Path,
        client: &'r Client,
        open: &'r dyn Fn(&Path) -> Option<String>,
    ) -> Self {
        Self {
            report,
            here,
            client,
            open,
            lines: RefCell::default(),
        }
    }

    pub(super) fn path(&self, source: SourceId) -> PathBuf {
        known::path(self.report, source, self.here)
    }

    /// Where a span of a source is.
    pub(super) fn range(&self, source: SourceId, span: Span) -> Range {
        let Some(text) = self.text(source) else {
            return Range::default();
        };
        let mut lines = self.lines.borrow_mut();
        let lines = lines
            .entry(source)
            .or_insert_with(|| Lines::of(text, self.client.encoding));
        lines.range(text, span)
    }

    /// The text that was looked at.
    pub(super) fn text(&self, source: SourceId) -> Option<&'r str> {
        self.report.sources.get(&source).map(|source| &*source.text)
    }

    fn uri(&self, source: SourceId) -> String {
        let path = self.path(source);
        (self.open)(&path).unwrap_or_else(|| uri::of(&path))
    }

    /// A finding as the protocol has it; nothing if what it is of is no more.
    pub(super) fn diagnostic(&self, shown: Shown<'_>) -> Option<Value> {
        let found = &shown.finding.diagnostic;
        let range = self.shown(&shown, found.primary.source, found.primary.span)?;
        let mut diagnostic = json!({
            "range": range,
            "severity": severity(shown.finding.level),
            "code": found.rule.name(),
            "source": "podlint",
            "message": message(shown.finding),
        });
        let add = diagnostic.as_object_mut()?;
        let rule = self.report.rules.find(found.rule.name());
        let url = rule.and_then(Rule::url);
        if let Some(url) = url.filter(|_| self.client.pages) {
            add.insert("codeDescription".to_owned(), json!({"href": url}));
        }
        if let Some(tag) = tag(found.rule).filter(|_| self.client.tags) {
            add.insert("tags".to_owned(), json!([tag]));
        }
        let related = self.related(&shown, found);
        if !related.is_empty() && self.client.related {
            add.insert("relatedInformation".to_owned(), Value::Array(related));
        }
        Some(diagnostic)
    }

    fn related(&self, shown: &Shown<'_>, found: &Diagnostic) -> Vec<Value> {
        let of = |label: &Label| {
            let message = match &*label.message {
                "" => "this belongs to it",
                message => message,
            };
            Some(json!({
                "location": {
                    "uri": self.uri(label.source),
                    "range": self.shown(shown, label.source, label.span)?,
                },
                "message": message,
            }))
        };
        found.labels.iter().filter_map(of).collect()
    }

    /// Where a span is to be shown.
    fn shown(&self, shown: &Shown<'_>, source: SourceId, span: Span) -> Option<Range> {
        let home = shown.finding.diagnostic.primary.source;
        match shown.moved {
            Some((document, since)) if source == home => {
                let span = document.moved(span, since)?;
                let text = document.text();
                Some(Lines::of(text, self.client.encoding).range(text, span))
            }
            _ => Some(self.range(source, span)),
        }
    }
}

/// All that a report for people says of a finding, besides its places.
fn message(finding: &Finding) -> String {
    let found = &finding.diagnostic;
    let mut lines = vec![found.message.clone()];
    let rendered = finding.rendered.as_deref().map(words::rendered);
    lines.extend(rendered.map(|from| format!("from {from}")));
    lines.extend(
        found
            .versions
            .map(|versions| format!("only {}", words::versions(versions))),
    );
    lines.extend(found.notes.iter().map(ToString::to_string));
    let fix = found.fix.as_ref().map(|fix| &*fix.title);
    let help = found.help.as_deref().or(fix);
    lines.extend(help.map(|help| format!("help: {help}")));
    lines.join("\n")
}

fn severity(level: Level) -> u8 {
    match level {
        Level::Error => 1,
        Level::Warning => 2,
        Level::Advice => 3,
    }
}

/// What the protocol calls unnecessary, and what deprecated.
fn tag(rule: RuleId) -> Option<u8> {
    let name = rule.name();
    let is_unused = name.starts_with(UNUSED);
    is_unused
        .then_some(1)
        .or_else(|| name.starts_with(DEPRECATED).then_some(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_rules_of_what_is_tagged() {
        for sort in [UNUSED, DEPRECATED] {
            let mut rules = crate::rules::all().iter();
            assert!(rules.any(|rule| rule.name().starts_with(sort)));
        }
        assert_eq!(tag(RuleId::DEPRECATED_API), Some(2));
        assert_eq!(tag(RuleId::SYNTAX), None);
    }
}
