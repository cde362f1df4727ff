//! Which findings are listed, in which order, and below which headings: for people, who may ask for an order of their
//! own. What programs read has all of them in the order of the report.

use std::collections::BTreeMap;

use super::{Group, Options, Order, words};
use crate::engine::{Finding, Report};
use crate::source::SourceId;

/// The findings that are listed.
#[derive(Debug)]
pub(super) struct Listed<'r> {
    /// In order.
    pub(super) findings: Vec<&'r Finding>,
    /// How many more there are.
    pub(super) left_out: usize,
}

impl<'r> Listed<'r> {
    /// Those of a report, as was asked for.
    pub(super) fn of(report: &'r Report, options: &Options) -> Self {
        let mut findings: Vec<&Finding> = match options.list {
            true => report.findings.iter().collect(),
            false => Vec::new(),
        };
        if options.order == Order::Level {
            findings.sort_by_key(|finding| finding.level);
        }
        if let Some(group) = options.group {
            // Groups stand in the order in which their first findings would.
            let mut places: BTreeMap<Key<'_>, usize> = BTreeMap::new();
            for finding in &findings {
                let next = places.len();
                places.entry(key(group, finding)).or_insert(next);
            }
            findings.sort_by_key(|finding| places.get(&key(group, finding)).copied());
        }
        let most = options.limit.unwrap_or(usize::MAX);
        let left_out = findings.len().saturating_sub(most);
        findings.truncate(most);
        Self { findings, left_out }
    }
}

/// What the findings of a group have in common: a rule, or a source and an object in it.
type Key<'r> = (&'r str, SourceId, Option<String>);

fn key(group: Group, finding: &Finding) -> Key<'_> {
    let diagnostic = &finding.diagnostic;
    let source = diagnostic.primary.source;
    match group {
        Group::Rule => (diagnostic.rule.name(), SourceId::default(), None),
        Group::File => ("", source, None),
        Group::Object => ("", source, Some(object(finding))),
    }
}

/// `Deployment shop/web`
fn object(finding: &Finding) -> String {
    let of = finding.diagnostic.object.as_deref();
    of.map_or_else(|| "no object".to_owned(), words::called)
}

/// The headings of groups, as findings come.
pub(super) struct Headings<'r> {
    report: &'r Report,
    group: Option<Group>,
    counts: BTreeMap<Key<'r>, usize>,
    last: Option<Key<'r>>,
}

/// The headings of what is listed.
pub(super) fn headings<'r>(
    report: &'r Report,
    listed: &Listed<'r>,
    options: &Options,
) -> Headings<'r> {
    let mut counts = BTreeMap::new();
    let keys = options.group.iter().flat_map(|&group| {
        let findings = listed.findings.iter();
        findings.map(move |finding| key(group, finding))
    });
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    Headings {
        report,
        group: options.group,
        counts,
        last: None,
    }
}

impl<'r> Headings<'r> {
    /// The heading above a finding, if a group starts with it.
    pub(super) fn next(&mut self, finding: &'r Finding) -> Option<String> {
        let group = self.group?;
        let key = key(group, finding);
        if self.last.as_ref() == Some(&key) {
            return None;
        }
        let count = self.counts.get(&key).copied().unwrap_or_default();
        self.last = Some(key);
        let source = self.report.sources.get(&finding.diagnostic.primary.source);
        let path = source.map_or("", |source| &source.path);
        let name = match group {
            Group::Rule => {
                let rule = finding.diagnostic.rule;
                format!("{rule}, {}", self.report.rules.page(rule).summary)
            }
            Group::File => path.to_owned(),
            Group::Object => format!("{} in {path}", object(finding)),
        };
        let name = words::path(&name).into_owned();
        Some(format!("{name}: {}", words::counted(count, "finding")))
    }
}
