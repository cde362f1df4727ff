//! Findings of one object that say the same of several of its parts, told as one with several places.

use std::collections::{HashMap, HashSet};

use super::Report;
use super::report::Finding;
use crate::diagnostic::Diagnostic;

impl Report {
    /// Tells together what says the same of several parts of an object. What is left out by a suppression, an override or
    /// a baseline is left out by then, so that each of them can speak of one part.
    pub fn unite(&mut self) {
        let findings = std::mem::take(&mut self.findings);
        let mut alike: Vec<Vec<Finding>> = Vec::with_capacity(findings.len());
        let mut known = HashMap::new();
        for finding in findings {
            let group = key(&finding).map(|key| *known.entry(key).or_insert(alike.len()));
            match group.and_then(|at| alike.get_mut(at)) {
                Some(group) => group.push(finding),
                None => alike.push(vec![finding]),
            }
        }
        self.findings = alike.into_iter().filter_map(united).collect();
    }
}

/// What findings that are told together have in common.
fn key(finding: &Finding) -> Option<impl Eq + std::hash::Hash + use<>> {
    let found = &finding.diagnostic;
    let shared = found.shared.as_ref().filter(|_| found.fix.is_none())?;
    let object = found
        .object
        .as_ref()
        .map(|object| std::sync::Arc::as_ptr(object) as usize);
    let place = (found.primary.source, found.document, object);
    let says = (shared.before.clone(), shared.one.clone());
    Some((found.rule, place, says, finding.level, found.versions))
}

/// The first of findings that say the same, with the places of the others.
fn united(alike: Vec<Finding>) -> Option<Finding> {
    let mut alike = alike.into_iter();
    let mut first = alike.next()?;
    let others: Vec<Diagnostic> = alike.map(|finding| finding.diagnostic).collect();
    let Some(shared) = first
        .diagnostic
        .shared
        .clone()
        .filter(|_| !others.is_empty())
    else {
        return Some(first);
    };
    let all = others.iter().filter_map(|other| other.shared.as_deref());
    let all = [&*shared]
        .into_iter()
        .chain(all)
        .map(|shared| &*shared.subject);
    let mut seen = HashSet::new();
    let subjects: Vec<&str> = all.filter(|subject| seen.insert(*subject)).collect();
    first.diagnostic.message = shared.together(&subjects);
    let told = [&first.diagnostic.primary]
        .into_iter()
        .chain(&first.diagnostic.labels);
    let mut told: HashSet<_> = told.map(|label| (label.source, label.span)).collect();
    let places = others
        .iter()
        .flat_map(|other| [&other.primary].into_iter().chain(&other.labels));
    let new = places.filter(|label| told.insert((label.source, label.span)));
    first.diagnostic.labels.extend(new.cloned());
    Some(first)
}

#[cfg(test)]
mod tests {
    use crate::config::{Policy, Settings};
    use crate::diagnostic::RuleId;
    use crate::engine::{Input, Report, run};
    use std::sync::Arc;

    const RULE: RuleId = RuleId::new("privileged-container");

    fn report(text: &str) -> Report {
        let settings = Settings {
            policy: Arc::new(Policy::with(&crate::rules::Registry::default(), RULE, true)),
            ..Settings::default()
        };
        let input = Input::Bytes {
            shown: "a.yaml".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let mut report = run(vec![input], &settings, &|_| ());
        report.unite();
        report
    }

    fn pod(names: &[&str]) -> String {
        let container = |name: &&str| {
            format!("  - {{name: {name}, image: i:1, securityContext: {{privileged: true}}}}\n")
        };
        let containers: String = names.iter().map(container).collect();
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n{containers}"
        )
    }

    fn messages(text: &str) -> Vec<(String, usize)> {
        let found = report(text)
            .findings
            .into_iter()
            .map(|finding| finding.diagnostic);
        found
            .map(|found| (found.message, found.labels.len()))
            .collect()
    }

    #[test]
    fn containers_of_one_object_are_told_together() {
        let told = |names: &[&str]| messages(&pod(names)).remove(0);
        assert_eq!(told(&["a"]), ("`a` runs privileged".to_owned(), 0));
        assert_eq!(
            told(&["a", "b"]),
            ("`a` and `b` run privileged".to_owned(), 1)
        );
        assert_eq!(
            told(&["a", "b", "c", "d"]).0,
            "`a`, `b`, `c` and `d` run privileged"
        );
        assert_eq!(
            told(&["a", "b", "c", "d", "e"]),
            ("`a`, `b`, `c` and 2 others run privileged".to_owned(), 4)
        );
    }

    #[test]
    fn those_of_other_objects_are_not() {
        let text = format!("{}---\n{}", pod(&["a"]), pod(&["b"]));
        assert_eq!(messages(&text).len(), 2);
        let items = [pod(&["a"]), pod(&["b"])];
        let item = |pod: &String| format!("- {}", pod.replace('\n', "\n  ").trim_end());
        let list = items.iter().map(item).collect::<Vec<_>>().join("\n");
        assert_eq!(
            messages(&format!("apiVersion: v1\nkind: List\nitems:\n{list}\n")).len(),
            2
        );
    }

    #[test]
    fn a_part_that_is_left_out_is_not_among_them() {
        let text = pod(&["a", "b"]).replace(
            "  - {name: a",
            "  # podlint: ignore[privileged-container] it must\n  - {name: a",
        );
        assert_eq!(messages(&text), [("`b` runs privileged".to_owned(), 0)]);
        assert_eq!(report(&text).summary.suppressed, 1);
    }
}
