//! What several renderings of the same files say, told once.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Phase, RuleId};
use crate::engine::Finding;
use crate::engine::judged::Judged;
use crate::engine::report::Summary;
use crate::field_path::FieldPath;
use crate::source::{SourceId, Span};

/// What findings of one cause have in common: rule, place, and the field whatever the item.
type Cause = (RuleId, SourceId, Span, Option<String>);

fn cause(finding: &Finding) -> Cause {
    let found = &finding.diagnostic;
    let field = found.field.as_ref().map(FieldPath::without_items);
    (found.rule, found.primary.source, found.primary.span, field)
}

/// The findings of rendered texts, each cause once. What is said of a suppression is only said if it holds in all
/// renderings of its file, of which there are as many as `renderings` says.
pub(in crate::engine) fn merge(
    told: Vec<(SourceId, Finding)>,
    renderings: &HashMap<SourceId, usize>,
) -> Vec<Finding> {
    let mut in_sources: HashMap<Cause, HashSet<SourceId>> = HashMap::new();
    for (rendered, finding) in &told {
        in_sources
            .entry(cause(finding))
            .or_default()
            .insert(*rendered);
    }
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    for (_, finding) in told {
        let cause = cause(&finding);
        if finding.diagnostic.phase == Phase::Suppression {
            let wanted = renderings.get(&finding.diagnostic.primary.source);
            let count = in_sources.get(&cause).map(HashSet::len);
            if wanted.copied().unwrap_or_default() > count.unwrap_or_default() {
                continue;
            }
        }
        if seen.insert(cause) {
            all.push(finding);
        }
    }
    all
}

/// What rendered texts add to a summary: a file that is rendered several times counts as often as it has objects in one
/// rendering.
#[derive(Default)]
pub(in crate::engine) struct Counts {
    by_file: HashMap<String, (usize, usize)>,
}

impl Counts {
    /// Takes account of a rendered text, and of so many objects that it has besides.
    pub(in crate::engine) fn add(&mut self, judged: &Judged, besides: usize) {
        let most = self.by_file.entry(judged.source.path.clone()).or_default();
        most.0 = most.0.max(judged.documents + besides);
        most.1 = most.1.max(judged.objects + besides);
    }

    /// Adds them to a summary.
    pub(in crate::engine) fn add_to(self, summary: &mut Summary) {
        for (documents, objects) in self.by_file.into_values() {
            summary.documents += documents;
            summary.objects += objects;
        }
    }
}
