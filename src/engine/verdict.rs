//! What becomes of what was found: the one place where levels are settled, and where selection, overrides
//! and suppressions are applied.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use super::Input;
use super::judged::Judged;
use super::report::{Finding, Report};
use crate::config::{Policy, Settings, Used};
use crate::diagnostic::{Diagnostic, Phase, RuleId};
use crate::rules::Registry;
use crate::secret;
use crate::source::{Source, SourceId, Span};
use crate::suppress::{Reported, Review, Suppressions};

pub(super) struct Verdicts<'s> {
    settings: &'s Settings,
    inputs: &'s [Input],
    /// Those of the sources that have any.
    suppressions: BTreeMap<SourceId, Suppressions>,
    used: Used,
    suppressed: usize,
}

impl<'s> Verdicts<'s> {
    /// Goes by `settings`, and by the suppressions in what was judged, which are taken out of it.
    pub(super) fn new(settings: &'s Settings, inputs: &'s [Input], all: &mut [Judged]) -> Self {
        let with_any = all
            .iter_mut()
            .filter(|judged| !judged.suppressions.is_empty());
        let taken = with_any.map(|judged| {
            let suppressions = std::mem::take(&mut judged.suppressions);
            (judged.source.id, suppressions)
        });
        Self {
            settings,
            inputs,
            suppressions: taken.collect(),
            used: Used::default(),
            suppressed: 0,
        }
    }

    /// How many findings somebody chose not to see.
    pub(super) fn suppressed(&self) -> usize {
        self.suppressed
    }

    /// What is reported of what was found in a source.
    pub(super) fn of(&mut self, judged: &mut Judged) -> Vec<Finding> {
        let path = &judged.source.path;
        let policy = &self.settings.of(self.path_of(judged.source.id)).policy;
        let input = self.inputs.get(judged.source.id.0 as usize);
        let rendered = input.and_then(Input::rendered);
        let mut diagnostics = std::mem::take(&mut judged.diagnostics);
        // What stands twice is suppressed once.
        diagnostics.sort_by(|a, b| place(a).cmp(&place(b)));
        diagnostics.dedup();
        let mut findings = Vec::with_capacity(diagnostics.len());
        for diagnostic in diagnostics {
            // What was rendered is judged by what holds where it was written.
            let written = rendered.and_then(|of| of.written_in(diagnostic.primary.span));
            let settled = match written {
                Some(file) => {
                    let policy = &self.settings.of(file).policy;
                    self.settle(diagnostic, &file.to_string_lossy(), policy)
                }
                None => self.settle(diagnostic, path, policy),
            };
            let Some((finding, ignored)) = settled else {
                continue;
            };
            // Both count as used.
            if self.is_suppressed(&finding.diagnostic) || ignored {
                self.suppressed += 1;
            } else {
                findings.push(finding);
            }
        }
        leave_out_less(&mut findings, policy.rules());
        findings
    }

    /// What is to be said of the suppressions in a source, once all its findings are settled.
    pub(super) fn review(&mut self, source: &Source, findings: &[Finding]) -> Vec<Finding> {
        let Some(suppressions) = self.suppressions.remove(&source.id) else {
            return Vec::new();
        };
        let path = self.path_of(source.id);
        let policy = &self.settings.of(path).policy;
        // What only all files together tell is not found in one of them.
        let around = self.settings.looks_around(path);
        let places = findings.iter().map(|finding| {
            let found = &finding.diagnostic;
            (found.rule, found.primary.span)
        });
        let review = Review {
            source: source.id,
            text: &source.text,
            rules: policy.rules(),
            require_reason: policy.require_reason,
            is_on: &|selector| {
                let is_whole = around || !selector.spans_objects(policy.rules());
                policy.is_all_on(selector) && is_whole
            },
            reported: Reported::of(&source.text, places),
        };
        let mut found = Vec::new();
        Phase::Suppression.run(&mut found, |found| {
            found.extend(suppressions.review(&review))
        });
        self.settle_all(found, &source.path, policy)
    }

    /// Whether a finding that is told somewhere else than it was found is left out there.
    pub(super) fn leave_out(&mut self, found: &Diagnostic) -> bool {
        let is_left_out = self.is_suppressed(found);
        self.suppressed += usize::from(is_left_out);
        is_left_out
    }

    fn path_of(&self, source: SourceId) -> &'s Path {
        let input = self.inputs.get(source.0 as usize);
        input.map_or(Path::new(""), Input::path)
    }

    /// Adds what is to be said of the configuration files, which are numbered behind the other sources.
    pub(super) fn review_files(&mut self, report: &mut Report, sources: usize) {
        for (number, (file, is_looked_at)) in (sources as u32..).zip(&self.settings.files) {
            let source = Source {
                id: SourceId(number),
                path: file.shown.clone(),
                text: file.text.clone(),
                hidden: secret::of_text(&file.text),
            };
            let policy = &self.settings.at(file.directory()).policy;
            let mut found = Vec::new();
            Phase::Suppression.run(&mut found, |found| {
                found.extend(file.review(source.id, policy, &self.used, *is_looked_at));
            });
            let findings = self.settle_all(found, &source.path, policy);
            if !findings.is_empty() {
                report.findings.extend(findings);
                report.sources.insert(source.id, source);
            }
        }
    }

    fn is_suppressed(&mut self, found: &Diagnostic) -> bool {
        if self.suppressions.is_empty() {
            return false;
        }
        let mut suppressed = false;
        let rules = self.settings.of(self.path_of(found.primary.source)).rules();
        for label in [&found.primary].into_iter().chain(&found.labels) {
            if let Some(suppressions) = self.suppressions.get_mut(&label.source) {
                suppressed |= suppressions.apply(found.rule, label.span, rules);
            }
        }
        suppressed
    }

    /// Settles what is said of suppressions, which do not suppress each other.
    fn settle_all(&mut self, found: Vec<Diagnostic>, path: &str, policy: &Policy) -> Vec<Finding> {
        let mut findings = Vec::new();
        for diagnostic in found {
            match self.settle(diagnostic, path, policy) {
                Some((finding, false)) => findings.push(finding),
                Some((_, true)) => self.suppressed += 1,
                None => {}
            }
        }
        findings
    }

    /// The diagnostic as a finding, with what its rule's page says, and whether an override leaves it out;
    /// `None` if its rule is off.
    fn settle(
        &mut self,
        mut diagnostic: Diagnostic,
        path: &str,
        policy: &Policy,
    ) -> Option<(Finding, bool)> {
        let page = policy.rules().page(diagnostic.rule);
        diagnostic.server = diagnostic.server.or(page.server);
        let level = page.level(diagnostic.server, diagnostic.certainty);
        let files = &*self.settings.host.files;
        let locate = || files.locate(Path::new(path));
        let decision = policy.decide(&diagnostic, &locate, level, &mut self.used)?;
        let finding = Finding {
            rendered: None,
            category: page.category,
            level: decision.level,
            diagnostic,
        };
        Some((finding, decision.ignored))
    }
}

/// Leaves out findings at a place where another one says more of the same.
fn leave_out_less(findings: &mut Vec<Finding>, rules: &Registry) {
    let outranked = |finding: &Finding| {
        let found = &finding.diagnostic;
        let source = found.primary.source;
        let places = [&found.primary].into_iter().chain(&found.labels);
        let here = places.filter(move |label| label.source == source);
        let spans: Vec<Span> = here.map(|label| label.span).collect();
        let less = rules.page(found.rule).outranks.iter();
        less.flat_map(move |rule| spans.clone().into_iter().map(move |span| (span, &**rule)))
    };
    let less: HashSet<(Span, &str)> = findings.iter().flat_map(outranked).collect();
    if !less.is_empty() {
        findings.retain(|finding| {
            let found = &finding.diagnostic;
            !less.contains(&(found.primary.span, found.rule.name()))
        });
    }
}

/// What the diagnostics of one source are sorted by.
pub(super) fn place(diagnostic: &Diagnostic) -> (u32, u32, RuleId, &str) {
    let Diagnostic {
        primary,
        rule,
        message,
        ..
    } = diagnostic;
    (primary.span.start, primary.span.end, *rule, message)
}
