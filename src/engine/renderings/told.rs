//! From what was found in rendered texts to what a report tells of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Rendered;
use super::found::Origins;
use super::merge::{Counts, merge};
use crate::engine::judged::Judged;
use crate::engine::verdict::{Verdicts, place};
use crate::engine::{Finding, Input, Report, Skipped};
use crate::objects::Skip;
use crate::secret;
use crate::source::SourceId;

/// Puts what was judged in the order of the worlds that it belongs to, and gives each: the files as they are, and each
/// rendering. Objects of one do not meet those of another.
pub(in crate::engine) fn worlds<'j>(
    all: &'j mut [Judged],
    inputs: &[Input],
) -> impl Iterator<Item = &'j mut [Judged]> {
    let world = |judged: &Judged| {
        let input = inputs.get(judged.source.id.0 as usize);
        input.and_then(Input::rendered).map(Rendered::rendering)
    };
    all.sort_by_key(world);
    all.chunk_by_mut(move |one, other| world(one) == world(other))
}

/// What is told of rendered texts.
pub(in crate::engine) struct RenderedFindings<'i> {
    origins: Origins<'i>,
    found: Vec<(SourceId, Finding)>,
    /// How many renderings of it there are, for each file that one stands for.
    renderings: HashMap<SourceId, usize>,
    counts: Counts,
    /// What was not checked and is told: how often it stands in the rendering that has most of it.
    passed: HashMap<Skipped, usize>,
    /// The sources that are rendered to objects, alone or with others.
    live: HashSet<SourceId>,
}

impl<'i> RenderedFindings<'i> {
    pub(in crate::engine) fn of(inputs: &'i [Input]) -> Self {
        Self {
            origins: Origins::of(inputs),
            found: Vec::new(),
            renderings: HashMap::new(),
            counts: Counts::default(),
            passed: HashMap::new(),
            live: HashSet::new(),
        }
    }

    /// Takes what was found in a rendered text.
    pub(in crate::engine) fn take(
        &mut self,
        rendered: &Rendered,
        judged: Judged,
        findings: impl Iterator<Item = Finding>,
        report: &mut Report,
    ) {
        self.counts.add(&judged, rendered.known().len());
        if judged.objects > 0 || !rendered.known().is_empty() {
            self.live.extend(rendered.sources());
        }
        if let Some(source) = rendered.stands_for() {
            *self.renderings.entry(source).or_default() += 1;
        }
        let mut here: HashMap<Skipped, usize> = HashMap::new();
        for passed in &judged.skipped {
            if passed.reason == Skip::Empty {
                continue;
            }
            let skipped = Skipped {
                path: judged.source.path.clone(),
                document: None,
                reason: passed.reason,
                what: passed.what.clone(),
            };
            let count = here.entry(skipped.clone()).or_default();
            *count += 1;
            let told = self.passed.entry(skipped.clone()).or_default();
            if *told < *count {
                *told = *count;
                report.summary.skipped.push(skipped);
            }
        }
        report.defects.extend(judged.defects);
        let id = judged.source.id;
        self.origins.hide(rendered, &judged.source.hidden);
        let own = BTreeMap::from([(id, judged.source)]);
        let mut concealer = secret::Concealer::of(&own);
        for mut finding in findings {
            concealer.conceal(&mut finding.diagnostic);
            let led = self.origins.lead(rendered, finding);
            self.found.extend(led.map(|finding| (id, finding)));
        }
    }

    /// Leaves out what is told twice, or suppressed where it was written.
    pub(in crate::engine) fn settle(self, verdicts: &mut Verdicts<'_>) -> Settled<'i> {
        let mut findings = merge(self.found, &self.renderings);
        findings.retain(|finding| !verdicts.leave_out(&finding.diagnostic));
        Settled {
            origins: self.origins,
            findings,
            counts: self.counts,
            live: self.live,
        }
    }
}

/// What remains to be told.
pub(in crate::engine) struct Settled<'i> {
    origins: Origins<'i>,
    findings: Vec<Finding>,
    counts: Counts,
    live: HashSet<SourceId>,
}

impl Settled<'_> {
    /// Whether a source is rendered to objects, alone or with others.
    pub(in crate::engine) fn has_objects(&self, source: SourceId) -> bool {
        self.live.contains(&source)
    }

    /// Adds it to a report.
    pub(in crate::engine) fn add_to(self, report: &mut Report) {
        self.counts.add_to(&mut report.summary);
        self.origins.into_sources(&mut report.sources);
        if self.findings.is_empty() {
            return;
        }
        report.findings.extend(self.findings);
        let sources = &report.sources;
        report.findings.sort_by(|a, b| {
            let path = |finding: &Finding| {
                let source = sources.get(&finding.diagnostic.primary.source);
                source.map(|source| source.path.as_str())
            };
            let by_path = path(a).cmp(&path(b));
            by_path.then_with(|| place(&a.diagnostic).cmp(&place(&b.diagnostic)))
        });
    }
}
